"""
A page's timers on the test's loop: those that are due at the same moment run in the order in which they
were set.
"""

from __future__ import annotations

import asyncio
import contextvars
import heapq
from collections.abc import Callable

__all__ = ["Timers"]

#: For how many seconds an action lets run what waits between two of its parts: on real time more becomes due
#: all the while.
_AHEAD = 0.01


class Timers:
    """
    The timers of one page. The loop itself does not keep the order of what is due at the same time.

    - `fire`: called with the number of each timer when it is due.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, context: contextvars.Context, fire: Callable[[int], None]
    ) -> None:
        self._loop = loop
        self._context = context
        self._fire = fire
        self._queue: list[tuple[float, int, int]] = []
        self._due: dict[int, int] = {}
        self._count = 0
        self._handle: asyncio.TimerHandle | None = None
        self._handle_at = 0.0

    def __len__(self) -> int:
        return len(self._due)

    def set(self, timer: int, milliseconds: float) -> None:
        """
        Let the timer be due in so many milliseconds.
        """
        self._count += 1
        due = round(self._loop.time() + milliseconds / 1000, 9)
        self._due[timer] = self._count
        heapq.heappush(self._queue, (due, self._count, timer))
        self._plan()

    def cancel(self, timer: int) -> None:
        """
        Forget the timer.
        """
        self._due.pop(timer, None)
        if len(self._queue) > 2 * len(self._due) + 64:  # a debounce sets and cancels for ever
            self._queue = [entry for entry in self._queue if self._due.get(entry[2]) == entry[1]]
            heapq.heapify(self._queue)
        if not self._due:
            self.clear()

    def clear(self) -> None:
        """
        Forget all of them.
        """
        self._due.clear()
        self._queue.clear()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def run_pending(self) -> None:
        """
        Run at once what is due now, and what that sets for now.
        """
        limit = self._loop.time() + _AHEAD
        self._drop_stale()
        while self._queue and self._queue[0][0] <= min(self._loop.time(), limit):
            self._run_next()
            self._drop_stale()

    def _drop_stale(self) -> None:
        queue = self._queue
        while queue and self._due.get(queue[0][2]) != queue[0][1]:
            heapq.heappop(queue)

    def _plan(self) -> None:
        self._drop_stale()
        if not self._queue:
            return
        due = self._queue[0][0]
        if self._handle is not None:
            if self._handle_at <= due:
                return
            self._handle.cancel()
        self._handle_at = due
        self._handle = self._loop.call_at(due, self._run, context=self._context)

    def _run(self) -> None:
        # One task a turn of the loop: what else is ready runs between two of them, as in a browser.
        due, self._handle = self._handle_at, None
        self._drop_stale()
        # What it was planned for may have gone, or have run already.
        if self._queue and self._queue[0][0] <= due:
            self._run_next()
        else:
            self._plan()

    def _run_next(self) -> None:
        _, _, timer = heapq.heappop(self._queue)
        del self._due[timer]
        try:
            self._fire(timer)
        finally:
            self._plan()
