"""
Ends a script that does not end: a thread looks how long each page has computed without a pause.

What counts is the processor's time, where the system tells that of a thread (not on macOS): a machine that is
busy with something else ends no page.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from time import perf_counter

from stario.testing import _watchdog
from stario.testing._diagnosis import is_debugged
from stario.testing.page.native import Native

__all__ = ["Guard", "ScriptStuck"]

#: How often a script is interrupted before it can call nothing any more.
PATIENCE = 2
#: The number of a thread's clock; no such thing on macOS and Windows.
_clock_of: Callable[[int], int] | None = getattr(time, "pthread_getcpuclockid", None)


class ScriptStuck(AssertionError):
    """
    A script of a page has computed, or has queued microtasks, without an end.
    """


class Guard:
    """
    Watches over the scripts of one context.

    - `seconds`: how long one of them may compute, in seconds of the processor; None for ever.
    - `tripped`: one took longer and was ended; the context is of no further use.
    """

    def __init__(self, native: Native | None, seconds: float | None) -> None:
        self._native = native
        self.seconds = seconds
        self.tripped = False
        self._since: float | None = None
        #: Of the script at which it has looked: when it began, by this clock and by that of the processor.
        self._looked_at = (0.0, 0.0)
        self._thread = 0
        self._clock: int | None = None
        self._interrupted = 0
        if seconds is not None and native is not None:
            _watchdog.start()

    def enter(self, thread: int) -> None:
        """
        A script begins to run in this thread.
        """
        self._thread = thread
        # Asked for here, as the system knows the clock of no thread that is gone.
        self._clock = _clock_of(thread) if _clock_of else None
        self._interrupted = 0
        self._since = perf_counter()
        _watchdog.looks[id(self)] = self._look

    def leave(self) -> None:
        """
        It has ended.
        """
        self._since = None
        _watchdog.looks.pop(id(self), None)

    @property
    def late(self) -> bool:
        """
        Whether what runs now has run too long.
        """
        since, seconds = self._since, self.seconds
        if since is None or seconds is None or perf_counter() - since <= seconds:
            return False
        looked_at, processor_since = self._looked_at
        # What went before the first look counts as it is: that is soon.
        return looked_at != since or self._processor_time() - processor_since > seconds

    def _processor_time(self) -> float:
        if self._clock is None:
            return perf_counter()
        try:
            return time.clock_gettime(self._clock)
        except OSError:  # the thread has ended, and its script with it
            return 0.0

    def _look(self) -> None:
        since = self._since
        if since is not None and self._looked_at[0] != since:
            self._looked_at = (since, self._processor_time() - (perf_counter() - since))
        if not self.late or self._native is None or is_debugged(self._thread):
            return
        self.tripped = True
        # Again at each look: the binding takes it back whenever a script calls into Python.
        self._native.interrupt()
        self._interrupted += 1
        # A loop around a promise's executor, which swallows even that, or around calls into Python goes on:
        # where no function can be called any more, what is left is the loop.
        if self._interrupted >= PATIENCE:
            self._native.refuse_calls()
