"""
Ends a script that does not end: a thread looks how long each page has computed without a pause.
"""

from __future__ import annotations

from time import perf_counter

from stario.testing import _watchdog
from stario.testing._diagnosis import is_debugged
from stario.testing.page.native import Native

__all__ = ["Guard", "ScriptStuck"]

#: How often a script is interrupted before it can call nothing any more.
PATIENCE = 2


class ScriptStuck(AssertionError):
    """
    A script of a page has computed, or has queued microtasks, without an end.
    """


class Guard:
    """
    Watches over the scripts of one context.

    - `seconds`: how long one of them may compute, in real seconds; None for ever.
    - `tripped`: one took longer and was ended; the context is of no further use.
    """

    def __init__(self, native: Native | None, seconds: float | None) -> None:
        self._native = native
        self.seconds = seconds
        self.tripped = False
        self._since: float | None = None
        self._thread = 0
        self._interrupted = 0
        if seconds is not None and native is not None:
            _watchdog.start()

    def enter(self, thread: int) -> None:
        """
        A script begins to run in this thread.
        """
        self._thread = thread
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
        return since is not None and seconds is not None and perf_counter() - since > seconds

    def _look(self) -> None:
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
