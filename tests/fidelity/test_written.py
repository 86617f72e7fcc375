"""
Every written case, headless, beside what Chromium did; and a sample of them in Chromium once more.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM
from differential.cases import HEAD, Case, read_cases
from differential.comparing import difference
from differential.goldens import digest_of
from differential.headless import in_page

CASES = {case.id: case for case in read_cases()}
#: How many cases Chromium does again in every run.
SAMPLE = 24
Frames = list[dict[str, Any]]


def in_chromium(clients: dict[str, Path], names: list[str]) -> list[Frames]:
    from differential.browser import in_browser

    return in_browser([CASES[name] for name in names], clients)


@pytest.fixture(scope="session")
def golden(clients: dict[str, Path], recorded: Callable[..., dict[str, Frames]]) -> Callable[[Case], Frames]:
    """What Chromium did in a case."""

    def of(case: Case) -> Frames:
        group = [each for each in CASES.values() if each.group == case.group]
        digests = {each.id: digest_of(HEAD + each.source, clients[each.client]) for each in group}
        frames = recorded(case.group, digests, partial(in_chromium, clients)).get(case.id)
        if frames is None:
            pytest.fail(
                f"{case.id} is not recorded as it is now: python -m pytest tests/fidelity --record",
                pytrace=False,
            )
        return frames

    return of


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.id)
def test_the_page_does_what_chromium_does(
    case: Case, clients: dict[str, Path], golden: Callable[[Case], Frames], known: dict[str, str]
) -> None:
    if case.client not in clients:
        pytest.skip(f"the client {case.client} comes out of npm, which is not there")
    found = difference(golden(case), in_page(case, clients))
    if case.id in known:
        assert found is not None, f"{case.id} is the same now: take it off the known differences"
        pytest.xfail(known[case.id])
    if found is not None:
        pytest.fail(f"{case.group}.case:{case.line}, == {case.name}\n{found}", pytrace=False)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
def test_chromium_still_does_what_is_recorded(
    clients: dict[str, Path], golden: Callable[[Case], Frames], apart: Callable[..., Any]
) -> None:
    # Another sample every day, and the same for everybody on that day.
    seed = datetime.date.today().isoformat()
    names = sorted(name for name, case in CASES.items() if case.client in clients)
    sample = random.Random(seed).sample(names, SAMPLE)
    different: dict[str, str] = {}
    for _ in range(3):  # A busy machine can make an answer late: what differs is done again.
        results = apart(in_chromium, clients, sample)
        told = {
            name: difference(golden(CASES[name]), frames)
            for name, frames in zip(sample, results, strict=True)
        }
        different = {name: text for name, text in told.items() if text is not None}
        sample = list(different)
        if not sample:
            return
    texts = [
        f"{name} (Chromium is what was recorded, the page is Chromium now)\n{text}"
        for name, text in different.items()
    ]
    pytest.fail(f"the sample of {seed}:\n" + "\n".join(texts), pytrace=False)
