"""
Random morphs and random patches of signals, headless, beside what Chromium did.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM
from differential.cases import HEAD, Case
from differential.comparing import difference
from differential.goldens import digest_of
from differential.trees import morph, signal_story

STAGE = (Path(__file__).parent / "differential" / "stage.js").read_text("utf-8").rstrip().removesuffix(";")
#: 2,000 morphs; 1,000 patches of signals, twenty in a story.
MORPHS, STORIES = 2000, 50
BATCH = 100
Results = list[list[dict[str, Any]]]
KINDS = {"morph": (morph, MORPHS, BATCH), "signals": (signal_story, STORIES, 10)}
BATCHES = [
    (kind, start, min(start + size, count))
    for kind, (_, count, size) in KINDS.items()
    for start in range(0, count, size)
]


def items_of(kind: str, start: int, end: int) -> list[dict[str, Any]]:
    return [KINDS[kind][0](seed) for seed in range(start, end)]


def name_of(batch: tuple[str, int, int]) -> str:
    return f"{batch[0]} {batch[1]}-{batch[2] - 1}"


def in_chromium(clients: dict[str, Path], names: list[str]) -> list[Results]:
    from differential.browser import on_pages

    async def work(page: Any, app: Any, url: str, batch: tuple[str, int, int]) -> Results:
        app.begin(Case("random", name_of(batch), "", 0))
        await page.goto(url)
        await page.wait_for_function("window.datastarClient")
        # Its first look at the page is behind a timer.
        await page.evaluate("new Promise((done) => setTimeout(done, 20))")
        script = f"({STAGE})({json.dumps(batch[0])}, {json.dumps(items_of(*batch))})"
        return list(json.loads(await page.evaluate(script)))

    by_name = {name_of(batch): batch for batch in BATCHES}
    return on_pages(work, [by_name[name] for name in names], clients)


def headless(clients: dict[str, Path], batch: tuple[str, int, int]) -> Results:
    from differential.app import App

    from stario.testing import StarioClient, VirtualClock
    from stario.testing.page.page import Page

    async def run() -> Results:
        app = App(clients)
        app.begin(Case("random", name_of(batch), "", 0))
        async with StarioClient(app) as client, Page(client, script_seconds=60) as page:
            await page.goto("/")
            script = f"({STAGE})({json.dumps(batch[0])}, {json.dumps(items_of(*batch))})"
            return list(json.loads(str(await page.evaluate(script))))

    results: Results = VirtualClock().run(run())
    return results


Golden = Callable[[tuple[str, int, int]], Results]


@pytest.fixture(scope="session")
def golden(clients: dict[str, Path], recorded: Callable[..., dict[str, Results]]) -> Golden:
    """What Chromium did in a batch."""

    def of(batch: tuple[str, int, int]) -> Results:
        digests = {
            name_of(each): digest_of(HEAD + json.dumps(items_of(*each)), clients["v1.0.4"], "stage.js")
            for each in BATCHES
            if each[0] == batch[0]
        }
        results = recorded(f"random-{batch[0]}", digests, partial(in_chromium, clients)).get(name_of(batch))
        if results is None:
            pytest.fail(f"{name_of(batch)} is not recorded: pytest tests/fidelity --record", pytrace=False)
        return results

    return of


def differences(batch: tuple[str, int, int], theirs: Results, ours: Results) -> dict[str, str]:
    """By the name of each item that differs: how."""
    found = {}
    for seed, item, wanted, seen in zip(
        range(batch[1], batch[2]), items_of(*batch), theirs, ours, strict=True
    ):
        steps = [json.dumps(item)] * len(wanted)
        labelled = [{"step": step, **frame} for step, frame in zip(steps, wanted, strict=True)]
        text = difference(labelled, [{"step": "", **frame} for frame in seen])
        if text is not None:
            found[f"{batch[0]}/{seed}"] = text
    return found


@pytest.mark.parametrize("batch", BATCHES, ids=name_of)
def test_random_patches_do_what_they_do_in_chromium(
    batch: tuple[str, int, int], clients: dict[str, Path], golden: Golden, known: dict[str, str]
) -> None:
    different = differences(batch, golden(batch), headless(clients, batch))
    listed = {name for name in known if name.partition("/")[0] == batch[0]}
    listed = {name for name in listed if batch[1] <= int(name.partition("/")[2]) < batch[2]}
    same = listed - set(different)
    assert not same, f"the same now, take them off the known differences: {sorted(same)}"
    fresh = {name: text for name, text in different.items() if name not in known}
    if fresh:
        first = "\n".join(f"{name}\n{text}" for name, text in list(fresh.items())[:3])
        pytest.fail(f"{len(fresh)} of {batch[2] - batch[1]} differ: {sorted(fresh)}\n{first}", pytrace=False)
    if different:
        pytest.xfail("; ".join(f"{name}: {known[name]}" for name in different))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
def test_chromium_still_does_to_them_what_is_recorded(
    clients: dict[str, Path], golden: Golden, apart: Callable[..., Any]
) -> None:
    import datetime
    import random

    sample = random.Random(datetime.date.today().isoformat()).sample(BATCHES, 3)
    for batch, results in zip(sample, apart(in_chromium, clients, [name_of(b) for b in sample]), strict=True):
        different = differences(batch, golden(batch), results)
        assert not different, "\n".join(f"{name}\n{text}" for name, text in different.items())
