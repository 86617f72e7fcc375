"""
What a step of a test with a page costs, without a browser and in one.

The application and the Datastar client are the same in all: a small page, and a table of 200 rows. Opening is
from the request for the document until the client has started; a recycled page is in a context that served
another before, a fresh one is not; Chromium's is in a new browser context of a browser that runs. A click is
that of a locator: found, checked (visible, enabled), and the page at rest, or in Chromium the patch there,
after it. The floor is a request for the same page by Starlette's TestClient.

The examples' own tests of pages run in both tiers; a test's time is that of its set-up, its call and its
teardown.
"""

from __future__ import annotations

import gc
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any
from xml.etree import ElementTree

from page_tiers import CLIENT, ROOT, Chromium, Headless, Tier, chromium, make
from rounds import in_loop, medians
from starlette.testclient import TestClient
from table import ratio, table

from stario.testing import StarioClient

HELD = 50
HEADLESS_STEPS = {"open": 50, "click": 200, "patch": 100, "morph": 10}
CHROMIUM_STEPS = {"open": 3, "click": 20, "patch": 20, "morph": 5}
NAMES = {
    "open": "open a page",
    "click": "click, a local signal",
    "patch": "click, a patched row",
    "morph": "click, a morph of 200 rows",
}
SUITE_SECONDS = 120
#: Plugins that may be installed, that no example asks for, and that take time in a first test.
OTHER_PLUGINS = ("faker",)

Step = Callable[[Tier, int], Coroutine[Any, Any, float]]


async def opens(tier: Tier, count: int) -> float:
    spent = 0.0
    for _ in range(count):
        start = perf_counter()
        page = await tier.open("/")
        spent += perf_counter() - start
        await tier.close(page)
    return spent / count


async def clicks(tier: Tier, count: int) -> float:
    page = await tier.open("/")
    await tier.click(page, "#add")
    start = perf_counter()
    for _ in range(count):
        await tier.click(page, "#add")
    spent = perf_counter() - start
    if (text := await page.locator("#n").text_content()) != str(count + 1):
        raise RuntimeError(f"{count + 1} clicks counted to {text}")
    await tier.close(page)
    return spent / count


async def patches(tier: Tier, count: int, *, path: str = "/", button: str = "#change") -> float:
    page = await tier.open(path)
    cell = "#row-7 td:nth-child(2)"
    before = await tier.patched(page, button, cell, "name 7, new")
    start = perf_counter()
    for _ in range(count):
        after = await tier.patched(page, button, cell, before)
        if after == before:
            raise RuntimeError(f"a patch was not applied: {after}")
        before = after
    spent = perf_counter() - start
    await tier.close(page)
    return spent / count


STEPS: dict[str, Step] = {
    "open": opens,
    "click": clicks,
    "patch": patches,
    "morph": partial(patches, path="/large", button="#all"),
}


async def headless(step: str, *, fresh: bool) -> float:
    async with StarioClient(make()) as client:
        return await STEPS[step](Headless(client, fresh=fresh), HEADLESS_STEPS[step])


async def in_chromium(step: str) -> float:
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(chromium())
        client = await stack.enter_async_context(StarioClient(make()))
        return await STEPS[step](Chromium(client, browser), CHROMIUM_STEPS[step])


def requests() -> float:
    count = 50
    with TestClient(make()) as client:
        client.get("/")
        start = perf_counter()
        for _ in range(count):
            client.get("/")
        return (perf_counter() - start) / count


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:,.{2 if seconds < 0.01 else 1}f} ms"


def steps_table(rounds: int) -> str:
    measures: dict[tuple[str, str], Callable[[], float]] = {("floor", ""): requests}
    for step in STEPS:
        measures[step, "recycled"] = partial(in_loop, partial(headless, fresh=False), step)
        if step == "open":
            measures[step, "fresh"] = partial(in_loop, partial(headless, fresh=True), step)
        measures[step, "chromium"] = partial(in_loop, in_chromium, step)
    found = medians(measures, rounds)
    floor = found["floor", ""]

    def line(name: str, ours: float, browser: float) -> list[str]:
        times = f"{ratio(browser / ours)} as fast"
        return [name, milliseconds(ours), milliseconds(browser), times, ratio(ours / floor)]

    rows = [
        line(
            f"{NAMES[step]}{', recycled' * (step == 'open')}",
            found[step, "recycled"],
            found[step, "chromium"],
        )
        for step in STEPS
    ]
    rows.insert(1, line("open a page, fresh", found["open", "fresh"], found["open", "chromium"]))
    return table(
        "A step of a test with a page",
        f"Against Chromium more is better; against one request of TestClient ({milliseconds(floor)}) less.",
        ["", "headless", "Chromium by Playwright", "headless is", "of a TestClient request"],
        rows,
    )


# The examples.


def suite(*options: str) -> dict[str, float]:
    """Seconds of each test of the examples' pages; not a number if it fails."""
    found: dict[str, float] = {}
    for tests in sorted((ROOT / "examples").glob("*/test_page.py")):
        framework = tests.parent.name.removesuffix("_app")
        if framework != tests.parent.name and find_spec(framework) is None:
            continue  # an example of a framework that is not installed
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests.name]
            command += [f"--junitxml={report}", f"--override-ini=stario_datastar={CLIENT}", *options]
            command += [f"-pno:{name}" for name in OTHER_PLUGINS]
            done = subprocess.run(
                command, cwd=tests.parent, capture_output=True, text=True, timeout=SUITE_SECONDS
            )
            if done.returncode not in (0, 1):
                raise RuntimeError(f"{tests} fails:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
            for case in ElementTree.parse(report).iter("testcase"):
                failed = case.find("failure") is not None or case.find("error") is not None
                seconds = math.nan if failed else float(case.get("time", "nan"))
                found[f"{tests.parent.name}: {case.get('name')}"] = seconds
    return found


def suite_table(rounds: int) -> str:
    ours: dict[str, list[float]] = {}
    browser: dict[str, list[float]] = {}
    for _ in range(min(rounds, 3)):
        for kept, options in ((ours, ()), (browser, ("--stario-browser=chromium",))):
            for name, seconds in suite(*options).items():
                kept.setdefault(name, []).append(seconds)
    if ours.keys() != browser.keys():
        raise RuntimeError(f"not the same tests: {ours.keys() ^ browser.keys()}")
    failed = [name for name in ours if any(map(math.isnan, ours[name] + browser[name]))]
    for name in failed:
        del ours[name], browser[name]
    if not ours:
        raise RuntimeError("all the examples' tests of pages fail")
    rows, times = [], []
    for name in ours:
        one, other = statistics.median(ours[name]), statistics.median(browser[name])
        times.append(other / max(one, 0.001))  # the report tells milliseconds
        rows.append([name, milliseconds(one), milliseconds(other), ratio(times[-1])])
    total, whole = (sum(map(statistics.median, kept.values())) for kept in (ours, browser))
    rows.append(["**all**", milliseconds(total), milliseconds(whole), ratio(whole / total)])
    return table(
        "The examples' tests of pages, in both tiers",
        "The first test of an example starts what all share: QuickJS compiles the DOM, Chromium starts. "
        f"The median test is {ratio(statistics.median(times))} as fast headless.",
        ["test", "headless", "Chromium", "headless is faster"],
        rows,
        f"Left out, as they fail in one of them: {', '.join(failed)}." if failed else "",
    )


# Memory.


def resident() -> float:
    """MB that this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def held() -> tuple[float, float]:
    """MB for each page that is open, by the process and by the engine's own account."""
    async with StarioClient(make()) as client:
        tier = Headless(client, fresh=True)
        pages = [await tier.open("/")]
        gc.collect()
        before = resident()
        pages += [await tier.open("/") for _ in range(HELD)]
        gc.collect()
        grown = (resident() - before) / HELD
        engine = pages[-1].engine
        assert engine is not None
        used = engine.memory / 1e6
        for page in pages:
            await tier.close(page)
        return grown, used


def memory_table() -> str:
    grown, used = in_loop(held)
    return table(
        "Memory of a page",
        "A page that is open, in a context of its own. What many of them leave is `page_growth`'s.",
        ["", "of the process", "of that, its JavaScript"],
        [["a page", f"{grown:.1f} MB", f"{used:.1f} MB"]],
    )


def run(rounds: int) -> str:
    """The tables."""
    return "\n".join((steps_table(rounds), suite_table(rounds), memory_table()))
