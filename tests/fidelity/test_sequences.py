"""
Random users, headless, beside what Chromium did: sequences of twenty steps.

A run does a sample of them, another one every day; with `STARIO_FIDELITY=all` all of them.
"""

from __future__ import annotations

import datetime
import os
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM
from differential.cases import HEAD
from differential.comparing import difference
from differential.goldens import digest_of
from differential.headless import in_page
from differential.sequences import sequence

COUNT, BATCH = 500, 10
#: How many batches are a sample.
SAMPLE = 6
BATCHES = [range(start, start + BATCH) for start in range(0, COUNT, BATCH)]
TODAY = datetime.date.today().isoformat()
if os.environ.get("STARIO_FIDELITY") != "all":
    BATCHES = sorted(random.Random(TODAY).sample(BATCHES, SAMPLE), key=lambda batch: batch[0])
Frames = list[dict[str, Any]]


def in_chromium(clients: dict[str, Path], names: list[str]) -> list[Frames]:
    from differential.browser import sequences_in_browser

    return sequences_in_browser([sequence(int(name)) for name in names], clients)


Golden = Callable[[int], Frames]


@pytest.fixture(scope="session")
def golden(clients: dict[str, Path], recorded: Callable[..., dict[str, Frames]]) -> Golden:
    """What Chromium did in a sequence."""
    cases = [sequence(seed) for seed in range(COUNT)]
    digests = {case.name: digest_of(HEAD + case.source, clients[case.client]) for case in cases}

    def of(seed: int) -> Frames:
        frames = recorded("sequences", digests, partial(in_chromium, clients)).get(str(seed))
        if frames is None:
            pytest.fail(f"sequence {seed} is not recorded: pytest tests/fidelity --record", pytrace=False)
        return frames

    return of


def differs(seed: int, theirs: Frames, ours: Frames) -> str | None:
    text = difference(theirs, ours)
    return text and f"sequences/{seed}\n{sequence(seed).body}\n{text}"


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: f"{batch[0]}-{batch[-1]}")
def test_random_users_have_what_they_have_in_chromium(
    batch: range, clients: dict[str, Path], golden: Golden, known: dict[str, str]
) -> None:
    told = {
        seed: differs(seed, golden(seed), in_page(sequence(seed), clients, may_fail=True)) for seed in batch
    }
    same = [seed for seed in batch if told[seed] is None and f"sequences/{seed}" in known]
    assert not same, f"the same now, take them off the known differences: {same}"
    fresh = {seed: text for seed, text in told.items() if text and f"sequences/{seed}" not in known}
    if fresh:
        pytest.fail(f"{len(fresh)} of {BATCH} differ:\n" + "\n".join(fresh.values()), pytrace=False)
    if any(told.values()):
        pytest.xfail("; ".join(known[f"sequences/{seed}"] for seed in batch if told[seed]))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
def test_chromium_still_has_what_is_recorded(
    clients: dict[str, Path], golden: Golden, apart: Callable[..., Any]
) -> None:
    sample = random.Random(TODAY).sample(range(COUNT), 6)
    different: list[str] = []
    for _ in range(3):  # A busy machine can make a frame late: what differs is done again.
        results = apart(in_chromium, clients, [str(seed) for seed in sample])
        told = {
            seed: differs(seed, golden(seed), frames) for seed, frames in zip(sample, results, strict=True)
        }
        different = [text for text in told.values() if text]
        sample = [seed for seed in sample if told[seed]]
        if not sample:
            return
    pytest.fail("\n".join(different), pytrace=False)
