"""
Timers that are due at the same moment run in the order in which they were set.
"""

import asyncio
import contextvars

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
