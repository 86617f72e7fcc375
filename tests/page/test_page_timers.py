"""
Timers that are due at the same moment run in the order in which they were set.
"""

import asyncio
import contextvars
from typing import Any

import pytest

from stario.testing import VirtualClock
from stario.testing.page.timers import Timers


def test_the_order_of_what_is_due_together() -> None:
    clock = VirtualClock()
    fired: list[tuple[int, float]] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        timers = Timers(loop, contextvars.copy_context(), lambda timer: fired.append((timer, loop.time())))
        await clock.advance(0.1)
        for timer in range(20):
            timers.set(timer, 200)
        timers.set(99, 100)
        timers.set(98, 300)
        timers.cancel(98)
        await clock.advance(0.2)
        assert [timer for timer, _ in fired] == [99, *range(20)]
        assert {time for _, time in fired[1:]} == {0.3}
        await clock.advance(1)
        assert len(fired) == 21

    clock.run(main())


def test_a_debounce_leaves_nothing_behind() -> None:
    clock = VirtualClock()
    fired: list[int] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        timers = Timers(loop, contextvars.copy_context(), fired.append)
        timers.set(0, 10_000)
        for timer in range(1, 5_000):
            timers.set(timer, 300)
            timers.cancel(timer - 1)
        assert len(timers) == 1
        assert len(timers._queue) < 100
        timers.clear()
        await clock.advance(20)
        assert fired == []

    clock.run(main())


def test_what_was_to_run_before_it_lets_no_timer_run_too_early() -> None:
    clock = VirtualClock()
    fired: list[tuple[int, float]] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        timers = Timers(loop, contextvars.copy_context(), lambda timer: fired.append((timer, loop.time())))
        timers.set(1, 10)
        timers.set(2, 1000)
        timers.cancel(1)
        timers.set(3, 0)
        timers.run_pending()
        assert fired == [(3, 0.0)]
        await clock.advance(2)
        assert fired == [(3, 0.0), (2, 1.0)]

    clock.run(main())


def test_what_is_pending_runs_with_what_it_sets_for_now() -> None:
    clock = VirtualClock()
    fired: list[int] = []

    async def main() -> None:
        def fire(timer: int) -> None:
            fired.append(timer)
            if timer < 3:
                timers.set(timer + 1, 0)

        timers = Timers(asyncio.get_running_loop(), contextvars.copy_context(), fire)
        timers.set(1, 0)
        timers.set(9, 1)
        timers.run_pending()
        assert fired == [1, 2, 3]
        await clock.advance(1)
        assert fired == [1, 2, 3, 9]

    clock.run(main())


async def test_a_delay_of_an_action_is_the_clock_s(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("<input><button>Go</button>", datastar=False)
    loop = asyncio.get_running_loop()
    before = loop.time()
    await page.locator("input").press("a", delay=60_000)
    await page.locator("input").press_sequentially("bc", delay=5_000)
    await page.get_by_role("button").click(delay=30_000)
    assert loop.time() - before == pytest.approx(100)
    assert await page.locator("input").input_value() == "abc"
