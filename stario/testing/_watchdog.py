"""
Ends code that keeps the loop for ever: a thread that looks whether the virtual loops still come round, and
whoever else has asked.

Code that computes is ended by an exception; a call that blocks, such as `time.sleep`, hears none, and is
woken by a signal. That needs the main thread and a Unix.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import perf_counter
from types import FrameType
from typing import TYPE_CHECKING

from stario.testing._diagnosis import is_debugged, place_of_thread, state_of
from stario.testing.loop import bystanders

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

__all__ = ["ComputesForEver", "looks", "over", "start"]

#: How often it looks, in real seconds.
LOOK_SECONDS = 0.5


class ComputesForEver(AssertionError):
    """
    A piece of code has not given the event loop a turn.
    """

    text = ""

    def __str__(self) -> str:
        return self.text


#: Wakes a call that blocks; by default the system ignores it, and nobody else has a use for it.
_SIGNAL: int = getattr(signal, "SIGURG", 0)
#: For each thread that is to be ended, the exception.
_verdicts: dict[int, type[ComputesForEver]] = {}
#: Called in the thread at each look, by whatever key: they must not raise.
looks: dict[int, Callable[[], None]] = {}
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
        bystanders.add(_thread)
        _thread.start()


@contextmanager
def over(clock: VirtualClock) -> Iterator[None]:
    """
    Watch the loop of this clock, which runs in this thread.
    """
    ident = threading.get_ident()
    _running[ident] = clock
    wakes = _is_main(ident) and signal.getsignal(_SIGNAL) is signal.SIG_DFL
    if wakes:
        signal.signal(_SIGNAL, _woken)
    try:
        yield
    finally:
        _running.pop(ident, None)
        _verdicts.pop(ident, None)
        if wakes and signal.getsignal(_SIGNAL) is _woken:
            signal.signal(_SIGNAL, signal.SIG_DFL)


def _is_main(ident: int) -> bool:
    return _SIGNAL != 0 and ident == threading.main_thread().ident


def _woken(_: int, __: FrameType | None) -> None:
    kind = _verdicts.pop(threading.get_ident(), None)
    if kind is not None:
        raise kind


def _look() -> None:
    while True:
        _sleep(LOOK_SECONDS)
        for look in list(looks.values()):
            look()
        for ident, clock in list(_running.items()):
            now = perf_counter()
            if clock.guard is None or now - clock.looked_at < clock.guard or is_debugged(ident):
                continue
            verdict = _verdict(ident, clock, now - clock.looked_at)
            clock.looked_at = clock.paused_at = now
            if _is_main(ident) and signal.getsignal(_SIGNAL) is _woken:
                _verdicts[ident] = verdict
                signal.pthread_kill(ident, _SIGNAL)
            else:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(verdict))


def _verdict(ident: int, clock: VirtualClock, seconds: float) -> type[ComputesForEver]:
    text = (
        f"this has computed, or waited in a call that blocks, for {seconds:.1f} s of real time without an "
        f"await that lets others run, in {place_of_thread(ident)}"
    )
    with suppress(Exception):  # the loop's thread goes on while this one looks at it
        text = state_of(clock, text)
    text += (
        "\nWhat to do: await in between, or leave it to a thread: `asyncio.to_thread`, a plain `def` handler."
    )
    return type("ComputesForEver", (ComputesForEver,), {"__module__": __name__, "text": text})
