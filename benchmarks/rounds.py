"""
Measuring in turns: every round takes each measure once, so that noise and drift meet all of them alike.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")

#: No single run of anything here may take longer, in seconds.
LIMIT = 60.0


def interleaved(
    measures: Mapping[K, Callable[[], T]], rounds: int, *, warm_up: bool = True
) -> dict[K, list[T]]:
    """What each measure gave in each of `rounds` rounds; with `warm_up`, one before them is dropped."""
    found: dict[K, list[T]] = {name: [] for name in measures}
    for _ in range(rounds + warm_up):
        for name, measure in measures.items():
            gc.collect()  # nobody pays for the garbage of the one before; during the run it stays on
            found[name].append(measure())
    return {name: values[warm_up:] for name, values in found.items()}


def medians(measures: Mapping[K, Callable[[], float]], rounds: int) -> dict[K, float]:
    """The median of each measure."""
    return {name: statistics.median(values) for name, values in interleaved(measures, rounds).items()}


def in_loop(work: Callable[..., Coroutine[Any, Any, T]], *args: Any) -> T:
    """Run `work(*args)` in an event loop of its own, within `LIMIT` seconds."""

    async def bounded() -> T:
        async with asyncio.timeout(LIMIT):
            return await work(*args)

    return asyncio.run(bounded())
