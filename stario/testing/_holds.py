"""
What holds virtual time: work outside of the loop, which real time has to bring to an end.

Known exactly: the loop's own executor, and anyio's worker threads (Starlette runs sync handlers and files in
them). Known by what they were seen to do: other threads, sockets and subprocesses. Those hold time for a
bounded real time only, since an idle connection pool or a background thread must not stop it for ever.
"""

from __future__ import annotations

import asyncio
import queue
import selectors
import sys
import threading
from collections.abc import Callable
from concurrent.futures import thread as pool
from pathlib import Path
from time import perf_counter
from types import CodeType, FrameType
from typing import Any
from weakref import WeakSet

__all__ = ["Holds"]

#: How long a thread may stand at one place of its code before that counts as its place to be idle at.
THREAD_SECONDS = 1.0
#: How long a request on a socket waits for its answer, and a child process for its end.
REPLY_SECONDS = 5.0
#: How long a task that reads from a socket holds time after the socket's last bytes.
READER_SECONDS = 0.25
#: How long after its last bytes a socket may bring more of the same answer.
MORE_SECONDS = 0.005

#: A place in code: a function's code, and the position in it.
Place = tuple[CodeType, int]
#: Where threads were waited for in vain.
_idle_places: set[Place] = set()
#: Functions in which a thread waits for others: a pool's without work, and another event loop.
_IDLE_CODES = {pool._worker.__code__, selectors.DefaultSelector.select.__code__}
_QUEUES = (queue.Queue, queue.SimpleQueue)
#: How often a thread has gone to sleep, in Linux's /proc.
_SLEEPS = "voluntary_ctxt_switches"
_CONDITION_WAIT = threading.Condition.wait.__code__


class Holds:
    """
    Watches over what goes on outside of one loop.
    """

    def __init__(self) -> None:
        self.executing = 0
        self.connecting = 0
        self.sockets: dict[int, _Socket] = {}
        self.children: list[tuple[asyncio.SubprocessTransport, float]] = []
        #: Say what holds time, for whoever knows more of it than can be seen from here.
        self.others: list[Callable[[], str | None]] = []
        #: Servers whose connections one of those counts.
        self.counted: WeakSet[asyncio.AbstractServer] = WeakSet()
        # The threads themselves: a new one may get the number of one that is gone.
        self._before: WeakSet[threading.Thread] = WeakSet(threading.enumerate())
        self._standing: dict[threading.Thread, tuple[Place, float]] = {}
        self._idlers: list[int] = []
        self._asleep: dict[int, str] = {}

    def reason(self, reads: Callable[[bool], bool]) -> str | None:
        """
        What holds time now, in words; None if nothing does.

        `reads(only_test)` says whether a task, or the test itself, waits for bytes of a socket.
        """
        if self.executing:
            return "a function in the loop's executor (run_in_executor, asyncio.to_thread)"
        if self.connecting:
            return "a connection that is being made"
        for other in self.others:
            if (told := other()) is not None:
                return told
        return self._thread() or self._child() or self._socket(reads)

    @property
    def has_outside(self) -> bool:
        """
        Whether something that does not hold time may still wake the loop.
        """
        return bool(self.sockets or self.children or self._standing)

    def idlers(self) -> dict[int, str]:
        """
        The threads that only seem to be idle, with the state of each and how often it has gone to sleep.

        One may not have woken up yet for what it was given, or stand in line for Python's lock.
        """
        return {native_id: _scheduling(native_id) for native_id in self._idlers} if self._idlers else {}

    def sleep_on(self, idlers: dict[int, str]) -> bool:
        """
        Whether all of them are in the very sleep in which they were found idle before.
        """
        return not idlers or idlers.items() <= self._asleep.items()

    def are_idle(self, idlers: dict[int, str]) -> bool:
        """
        Whether none of them has run since, nor would if it got a processor, as far as Linux tells.
        """
        now = {native_id: _scheduling(native_id) for native_id in idlers}
        if idlers != now or any("\tR" in state for state in now.values()):
            return False
        self._asleep = {native_id: state for native_id, state in now.items() if _SLEEPS in state}
        return True

    def heard(self, descriptor: int) -> None:
        """
        Something came on this file descriptor.
        """
        socket = self.sockets.get(descriptor)
        if socket is not None:
            socket.asked, socket.heard = None, perf_counter()

    def _thread(self) -> str | None:
        standing: dict[threading.Thread, tuple[Place, float]] = {}
        self._idlers = []
        frames: dict[int, FrameType] | None = None
        busy: str | None = None
        for thread in threading.enumerate():
            if thread in self._before or thread.ident is None:
                continue
            tasks = getattr(thread, "queue", None)
            if isinstance(tasks, queue.Queue) and type(thread).__module__.startswith("anyio."):
                if tasks.unfinished_tasks:
                    return "a worker thread of anyio's (a sync handler, a file)"
                continue
            if frames is None:
                frames = sys._current_frames()
            frame = frames.get(thread.ident)
            if frame is not None and _has_work(frame):
                return f"the thread {thread.name!r}, which was given work"
            if frame is None or _waits_for_others(frame):
                # A pool's thread may have been given work a moment ago; the loop's own pool is counted.
                if frame is not None and not thread.name.startswith("asyncio_"):
                    self._idlers.append(thread.native_id or 0)
                continue
            place = (frame.f_code, frame.f_lasti)
            if place in _idle_places:
                self._idlers.append(thread.native_id or 0)
                continue
            known = self._standing.get(thread)
            since = known[1] if known is not None and known[0] == place else perf_counter()
            standing[thread] = (place, since)
            if perf_counter() - since > THREAD_SECONDS:
                _idle_places.add(place)
            else:
                busy = f"the thread {thread.name!r}, at {frame.f_code.co_qualname}"
        self._standing = standing
        return busy

    def _child(self) -> str | None:
        if not self.children:
            return None
        # One that no longer holds time may still end: as long as it runs, something can happen.
        self.children = [each for each in self.children if each[0].get_returncode() is None]
        now = perf_counter()
        for child, since in self.children:
            if now - since < REPLY_SECONDS:
                return f"the child process {child.get_pid()}"
        return None

    def _socket(self, reads: Callable[[bool], bool]) -> str | None:
        if not self.sockets:
            return None
        now = perf_counter()
        waited = False
        for descriptor, socket in list(self.sockets.items()):
            if socket.transport.is_closing():
                del self.sockets[descriptor]
                continue
            if socket.asked is not None and now - socket.asked < REPLY_SECONDS:
                return f"{socket.name}, which has to answer"
            if now - socket.heard < MORE_SECONDS:
                return socket.name
            waited = waited or now - socket.heard < READER_SECONDS
        if self.sockets and (reads(True) or (waited and reads(False))):
            return "a task that reads from a socket"
        return None

    def watch_child(self, child: asyncio.SubprocessTransport) -> None:
        """
        Note a child process, and when it was started.
        """
        self.children.append((child, perf_counter()))

    def forget_child(self, child: asyncio.SubprocessTransport) -> None:
        """
        One of the others knows of this child.
        """
        self.children = [each for each in self.children if each[0] is not child]

    def watch_socket(self, transport: Any, server: asyncio.AbstractServer | None) -> None:
        """
        Note what is written on a connection, and when. A server's own connections are never asked.
        """
        if server in self.counted:
            return
        accepted = server is not None
        socket = _Socket(transport, f"the connection to {transport.get_extra_info('peername')}")
        self.sockets[transport.get_extra_info("socket").fileno()] = socket
        for name in () if accepted else ("write", "writelines"):
            setattr(transport, name, _noting(getattr(transport, name), socket))


class _Socket:
    """
    A connection: when it was last written to without an answer, and when something last came.
    """

    def __init__(self, transport: asyncio.BaseTransport, name: str) -> None:
        self.transport = transport
        self.name = name
        self.asked: float | None = None
        self.heard = perf_counter()


def _noting(write: Callable[[Any], None], socket: _Socket) -> Callable[[Any], None]:
    def noted(data: Any) -> None:
        socket.asked = perf_counter()
        write(data)

    return noted


def _scheduling(native_id: int) -> str:
    try:
        status = Path(f"/proc/self/task/{native_id}/status").read_text()
    except OSError:
        return ""
    return "".join(line for line in status.splitlines(True) if line.startswith(("State", _SLEEPS)))


def _has_work(frame: FrameType) -> bool:
    """
    Whether a thread is about to take something from a queue.
    """
    at: FrameType | None = frame
    for _ in range(3):  # the wait of a Condition, the `get` of a Queue, who calls it
        if at is None:
            break
        for value in at.f_locals.values():
            if isinstance(value, _QUEUES) and not value.empty():
                return True
        at = at.f_back
    return False


def _waits_for_others(frame: FrameType) -> bool:
    if frame.f_code is _CONDITION_WAIT:
        return frame.f_locals.get("timeout") is None
    return frame.f_code in _IDLE_CODES
