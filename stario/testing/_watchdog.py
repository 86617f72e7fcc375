"""
Ends code that computes for ever: a thread that looks whether the virtual loops still come round.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from stario.testing._diagnosis import is_debugged, place_of_thread

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

__all__ = ["ComputesForEver", "over", "start"]

#: How often it looks, in real seconds.
LOOK_SECONDS = 0.5


class ComputesForEver(AssertionError):
    """
    A piece of code has not given the event loop a turn.
    """

    text = ""

    def __str__(self) -> str:
        return self.text


_running: dict[int, VirtualClock] = {}
_thread: threading.Thread | None = None
_sleep = time.sleep


def start() -> None:
    """
    Start the thread, once in a process.
    """
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_look, name="stario: watchdog", daemon=True)
        _thread.start()


@contextmanager
def over(clock: VirtualClock) -> Iterator[None]:
    """
    Watch the loop of this clock, which runs in this thread.
    """
    ident = threading.get_ident()
    _running[ident] = clock
    try:
        yield
    finally:
        _running.pop(ident, None)


def _look() -> None:
    while True:
        _sleep(LOOK_SECONDS)
        for ident, clock in list(_running.items()):
            now = perf_counter()
            if clock.guard is None or now - clock.looked_at < clock.guard or is_debugged(ident):
                continue
            kind = type(
                "ComputesForEver",
                (ComputesForEver,),
                {
                    "__module__": __name__,
                    "text": f"this has computed for {now - clock.looked_at:.1f} s of real time without an "
                    f"await that lets others run, in {place_of_thread(ident)}",
                },
            )
            clock.looked_at = clock.paused_at = now
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(kind))
