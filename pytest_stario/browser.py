"""
The pages of tests in a real Chromium: `--stario-browser=chromium`.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from stario.testing import StarioClient, VirtualClock
    from stario.testing.page.driver import Driver
    from stario.testing.page.seats import Seat, Seats

ARGUMENTS = (
    "--no-first-run",
    "--no-default-browser-check",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-back-forward-cache",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-popup-blocking",
    "--disable-renderer-backgrounding",
    "--force-color-profile=srgb",
    "--password-store=basic",
    "--use-mock-keychain",
)
_LISTENS = re.compile(rb"DevTools listening on (ws://\S+)")
#: How long an action may take, and a document: a browser is slow on a machine that is busy.
ACTION_SECONDS, NAVIGATION_SECONDS = 15, 30
_failed = pytest.StashKey[bool]()
#: The clock of a test whose time is virtual.
_clock: pytest.StashKey[VirtualClock] = pytest.StashKey()


@pytest.fixture(scope="session")
def _stario_chromium(request: pytest.FixtureRequest) -> Iterator[str]:
    """
    The address of the run's one Chromium.
    """
    config = request.config
    program = _executable(config)
    with tempfile.TemporaryDirectory(prefix="stario-chromium-", ignore_cleanup_errors=True) as profile:
        command = [program, *ARGUMENTS, f"--user-data-dir={profile}", "--remote-debugging-port=0"]
        if not config.getoption("--stario-headed") and not config.getoption("headed", False):
            command += ["--headless=new", "--hide-scrollbars", "--mute-audio"]
        log = Path(profile) / "stderr.log"
        with log.open("wb") as stderr:
            process = subprocess.Popen(
                [*command, "about:blank"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr
            )
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(300):
        found = _LISTENS.search(log.read_bytes())
        if found is not None:
            return found[1].decode("ascii")
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    told = log.read_text("utf-8", "replace")[-2000:]
    pytest.fail(f"Chromium does not start. It says:\n{told}", pytrace=False)


def _executable(config: pytest.Config) -> str:
    given = config.getoption("--stario-browser-executable") or os.environ.get("STARIO_CHROMIUM")
    if given:
        return str(given)
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    installed = sorted(root.glob("chromium-*/chrome-linux*/chrome"))
    if installed:
        return str(installed[-1])
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail(
        "there is no Chromium: `playwright install chromium`, or name one with --stario-browser-executable",
        pytrace=False,
    )


@dataclass(frozen=True, slots=True)
class Chromium:
    """
    The run's Chromium, as one loop is connected to it.
    """

    driver: Driver
    seats: Seats


def browser_fixture_function() -> Callable[..., Any]:
    """
    A new function that connects one loop to the run's Chromium.
    """

    async def connects(request: pytest.FixtureRequest, _stario_chromium: str) -> AsyncIterator[Chromium]:
        try:
            from playwright.async_api import async_playwright
        except ModuleNotFoundError:
            pytest.fail("--stario-browser needs Playwright: install Stario's extra `browser`", pytrace=False)
        from stario.testing.page.driver import Driver
        from stario.testing.page.seats import Seats

        driver = Driver(asyncio.get_running_loop())
        async with driver.run(async_playwright()) as playwright:
            browser = await playwright.chromium.connect_over_cdp(_stario_chromium)
            seats = Seats(browser, keeps=request.scope != "function")
            yield Chromium(driver, seats)
            await seats.close()

    return connects


_stario_browser_anyio = pytest.fixture(browser_fixture_function())


async def open_pages(
    request: pytest.FixtureRequest,
    chromium: Chromium,
    stario_clients: Callable[..., list[StarioClient]],
    opened: list[Any],
) -> AsyncIterator[Callable[..., Any]]:
    """
    A factory of pages in the browser, each in a context of its own, with a server of its own.
    """
    from playwright.async_api import Error

    from pytest_stario.options import trace_mode
    from pytest_stario.pages import datastar_path
    from pytest_stario.traces import output_of
    from stario.testing.loop import VirtualLoop
    from stario.testing.page.browser import open_browser_page
    from stario.testing.page.browser_time import BrowserTime
    from stario.testing.page.clients import Clients
    from stario.testing.page.live import LiveServer
    from stario.testing.page.traffic import Traffic

    item = request.node
    clients = Clients(datastar_path(item.config))
    traces = trace_mode(item.config) != "off"
    folder = output_of(item.config) / "browser"
    slug = re.sub(r"[^\w.-]+", "-", item.nodeid).strip("-")[-100:]
    driver, loop = chromium.driver, asyncio.get_running_loop()
    virtual = isinstance(loop, VirtualLoop)
    async with AsyncExitStack() as stack:

        async def leave(seat: Seat) -> None:
            await chromium.seats.give_back(seat, clean=not (traces or item.stash.get(_failed, False)))

        async def pages(count: int, *, client: StarioClient | None = None, **options: Any) -> list[Any]:
            new = []
            for _ in range(count):
                user = stario_clients(1)[0] if client is None else client
                seat = await chromium.seats.take(has_clock=virtual)
                server = user._server
                live = LiveServer(
                    server, raises=user._options["raise_app_exceptions"], listener=seat.listener
                )
                await live.start()
                stack.push_async_callback(live.close)
                stack.push_async_callback(leave, seat)
                context = seat.context
                least = max(user.timeout.read or 0, ACTION_SECONDS)
                context.set_default_timeout(options.get("timeout", least) * 1000)
                context.set_default_navigation_timeout(NAVIGATION_SECONDS * 1000)
                if traces:
                    await context.tracing.start(screenshots=True, snapshots=True)
                driver.asked_by_test.append(live.take_context)
                stack.callback(driver.asked_by_test.remove, live.take_context)
                traffic = Traffic(context, live)
                if isinstance(loop, VirtualLoop):
                    item.stash[_clock] = loop.clock
                    time = BrowserTime(loop, driver, traffic, live, user.timeout.read)
                    await time.begin(seat)
                    stack.callback(time.end)
                page = await open_browser_page(
                    seat, live, traffic, timeout=user.timeout.read, clients=clients
                )
                new.append(page)
                opened.append(page)
            return new

        try:
            yield pages
        finally:
            for number, page in enumerate(opened, 1):
                name = f"{slug}-{number}"
                if item.stash.get(_failed, False):
                    try:
                        if not page.is_closed():
                            await page.screenshot(path=folder / f"{name}.png", timeout=5000)
                        if traces:
                            await page.context.tracing.stop(path=folder / f"{name}-trace.zip")
                    except Error as problem:  # the test has failed already: of that it has to tell
                        item.add_report_section("teardown", "Chromium", f"{name}: {problem}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """
    Note that a test has failed, before its pages are closed, and say that time has stood still meanwhile.
    """
    report = yield
    if report.failed:
        item.stash[_failed] = True
        clock = item.stash.get(_clock, None)
        if clock is not None and call.excinfo is not None and "Call log:" in str(call.excinfo.value):
            from stario.testing._diagnosis import timer_of

            report.sections.append(
                (
                    "Time",
                    f"No time passes while Playwright waits: it was {clock.elapsed:,.3f} s. Timers: "
                    f"{timer_of(clock)}",
                )
            )
    return report
