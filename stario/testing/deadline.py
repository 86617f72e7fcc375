"""
How long a wait of the test may take: real seconds always, and on virtual time as long as anything can happen.
"""

from __future__ import annotations

import asyncio
from math import inf
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from stario.testing._diagnosis import waiting_on
from stario.testing.loop import clock_of, is_at_rest

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

__all__ = ["Deadline", "ends_within"]

#: How many turns of the loop are left when real seconds are over: it may be the machine that stood still.
LAST_TURNS = 100


class Deadline:
    """
    `async with Deadline(seconds) as deadline:` raises `TimeoutError` when the wait inside is over.

    - `seconds`: real seconds, on virtual time too, where a wait for a day takes none; None for no end.

    On virtual time the wait is also over when nothing can happen any more. `expired` tells this timeout from
    the application's own, `why` says how it came, and `verdict` is that of the clock if it came from there.
    """

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self.until = inf
        self.verdict: str | None = None
        self._clock: VirtualClock | None = None
        self._started = 0.0
        self._timer: asyncio.Handle | None = None

    @property
    def expired(self) -> bool:
        """
        Whether it is this deadline that has ended the wait.
        """
        return self._scope.expired()

    def why(self, what: str) -> str:
        """
        Why the wait for `what` is over, as a sentence.
        """
        if self._clock is None:
            return f"waited {self._shown()} s for {what}"
        if self.verdict is not None:
            return f"waited for {what}: {self.verdict}"
        return f"waited {self._shown()} s of real time for {what}, while {self._passed()} passed on the clock"

    @property
    def within(self) -> str:
        """
        How long that was, behind a verb: ` within 5 s`; or why there is no use in waiting.
        """
        if self._clock is None:
            return f" within {self._shown()} s"
        if self.verdict is not None:
            return f": {self.verdict}"
        return f" within {self._shown()} s of real time, in which {self._passed()} passed on the clock"

    def report(self) -> list[str]:
        """
        Who waits where, on virtual time: lines for a message.
        """
        return [] if self._clock is None else waiting_on(self._clock)

    def expire(self, verdict: str | None) -> None:
        """
        End the wait now.
        """
        if not self._scope.expired():
            self.verdict = verdict
            self._scope.reschedule(asyncio.get_running_loop().time())

    def _over(self, turns: int) -> None:
        """
        The real seconds are over, and so is the wait when nothing can run any more: an answer that is on its
        way still comes.
        """
        loop = asyncio.get_running_loop()
        if turns and not is_at_rest(loop):
            self._timer = loop.call_soon(self._over, turns - 1)
        else:
            self._scope.reschedule(loop.time())

    def _shown(self) -> str:
        return f"{round(self.seconds or 0, 3):g}"

    def _passed(self) -> str:
        assert self._clock is not None
        return f"{self._clock.elapsed - self._started:,.3f} s"

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._clock = clock_of(loop)
        self._scope = asyncio.timeout(None)
        await self._scope.__aenter__()
        if self._clock is None:
            if self.seconds is not None:
                self._timer = loop.call_later(self.seconds, self._over, LAST_TURNS if self.seconds > 0 else 0)
        else:
            self._started = self._clock.elapsed
            if self.seconds is not None:
                self.until = perf_counter() + self.seconds
            self._clock.add_wait(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._clock is not None:
            self._clock.remove_wait(self)
        await self._scope.__aexit__(kind, problem, traceback)


async def ends_within(task: asyncio.Task[None], seconds: float | None) -> bool:
    """
    Whether a task ends within seconds of the loop: what can still run then does so, as with `Deadline`.
    """
    await asyncio.wait((task,), timeout=seconds)
    loop = asyncio.get_running_loop()
    for _ in range(LAST_TURNS):
        if task.done() or is_at_rest(loop):
            break
        await asyncio.sleep(0)
    return task.done()
