"""
The test's event loop: its time is the test's, and the order of its tasks may be shuffled.

`SeededLoop` runs in real time, its ready tasks in an order that a seed decides. `VirtualLoop` is one whose
time passes only when nothing can run: then its clock decides how far, see `clock.py`.

What asyncio keeps to itself is touched here and nowhere else: `_ready`, `_scheduled`, `_clock_resolution` and
the making of transports, the same from Python 3.11 to 3.14.
"""

from __future__ import annotations

import asyncio
import math
import queue
import random
import selectors
import threading
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from stario.testing._holds import Holds

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

__all__ = ["SeededLoop", "VirtualLoop", "bystanders", "clock_of", "is_at_rest"]

Events = list[tuple[selectors.SelectorKey, int]]
#: How long the loop listens to the world outside in one go, while that holds time.
LISTEN_SECONDS = 0.05
#: How many turns in a row may leave out to ask for what came from outside, where only signals can.
UNASKED_TURNS = 20
#: How long a thread that seems to be idle may need to wake up for what it was just given.
IDLER_SECONDS = 0.001
#: Threads that bring a loop nothing: those from before any test, and those that say so.
bystanders: WeakSet[threading.Thread] = WeakSet(threading.enumerate())


class SeededLoop(asyncio.SelectorEventLoop):
    """
    An event loop whose ready tasks run in an order that `seed` decides; None leaves it as it is.

    Each task still runs its own steps in order, and callbacks that are no task's stay where they are.
    """

    def __init__(self, *, seed: int | None = None) -> None:
        self._order: random.Random | None = None
        self.reseed(seed)
        super().__init__(_Selector(self))

    def reseed(self, seed: int | None) -> None:
        """
        Begin with an order anew.
        """
        self.seed = seed
        self._order = None if seed is None else random.Random(seed)

    def _look(self, poll: Callable[[float | None], Events], timeout: float | None) -> Events:
        """
        What the selector does: called once for each round of the loop.
        """
        if self._order is not None:
            self._shuffle()
        return poll(timeout)

    def _shuffle(self) -> None:
        ready = self._ready  # type: ignore[attr-defined]
        if len(ready) < 2:
            return
        at = [index for index, handle in enumerate(ready) if _is_step(handle._callback)]
        if len(at) < 2:
            return
        handles = [ready[index] for index in at]
        assert self._order is not None
        self._order.shuffle(handles)
        for index, handle in zip(at, handles, strict=True):
            ready[index] = handle


class VirtualLoop(SeededLoop):
    """
    An event loop on virtual time: a loop factory for `asyncio.Runner` and `asyncio.run`.

    - `clock`: the `VirtualClock` that moves it; a new one if none is given.
    - `seed`: see `SeededLoop`.
    """

    def __init__(self, *, clock: VirtualClock | None = None, seed: int | None = None) -> None:
        from stario.testing import _watchdog
        from stario.testing.clock import VirtualClock

        _watchdog.start()
        self.ns = 0
        self.withholds = False
        self.holds = Holds()
        self._unasked = 0
        self.clock = VirtualClock() if clock is None else clock
        self._poll: Callable[[float | None], Events] = lambda timeout: []
        super().__init__(seed=seed)
        self.clock._take(self)

    def time(self) -> float:
        """
        Virtual seconds since the loop was made.
        """
        return self.ns / 1e9

    def move_to(self, ns: int, *, withholds: bool = False) -> None:
        """
        Let time pass, up to `ns` nanoseconds; with `withholds` what is due then waits for the next call.
        """
        self.ns, self.withholds = ns, withholds
        # At a float this large a nanosecond may be nothing: then what is due would never be.
        resolution = max(1e-9, 4 * math.ulp(ns / 1e9))
        self._clock_resolution = -resolution if withholds else resolution

    @property
    def next_timer(self) -> float | None:
        """
        The loop time at which the next timer is due.
        """
        timers = (timer.when() for timer in self._scheduled if not timer.cancelled())  # type: ignore[attr-defined]
        return min(timers, default=None)

    @property
    def listens(self) -> bool:
        """
        Whether something from outside of the process may still come.
        """
        return self._has_descriptors or self.holds.has_outside

    @property
    def _has_descriptors(self) -> bool:
        descriptors = self._selector.get_map()  # type: ignore[attr-defined]
        return len(descriptors) > 1  # one is the loop's own, to be woken up

    def run_forever(self) -> None:
        with self.clock._running():
            super().run_forever()

    def _look(self, poll: Callable[[float | None], Events], timeout: float | None) -> Events:
        if self._order is not None:
            self._shuffle()
        now = self.clock.looked_at = perf_counter()
        if now > self.clock.look_at:
            self.clock._look_after(now)
        if timeout is None or timeout > 0 or (self.withholds and not self._ready):  # type: ignore[attr-defined]
            self.clock.paused_at = now
            return self._wait(poll)
        if self._unasked < UNASKED_TURNS and not self._has_descriptors:
            self._unasked += 1
            return []
        self._unasked = 0
        return self._noted(poll(0))

    def _wait(self, poll: Callable[[float | None], Events]) -> Events:
        """
        Nothing can run. Wait for what goes on outside, and else let the clock decide.
        """
        holds, clock = self.holds, self.clock
        while not self._ready:  # type: ignore[attr-defined]
            clock.held_by = held = holds.reason(clock._reads_a_socket)
            if held is not None:
                clock.paused_at = perf_counter()
            else:
                # Only now: who was at work a moment ago has said so before it ended.
                idlers = holds.idlers()
                asleep = holds.sleep_on(idlers)
                if events := poll(0 if asleep else IDLER_SECONDS):
                    return self._noted(events)
                if asleep or (holds.are_idle(idlers) and not holds.reason(clock._reads_a_socket)):
                    if clock._go_on():
                        break
                    if not self.listens:
                        clock._deadlock()
                        break
            listen = min(LISTEN_SECONDS, max(0.0, clock.look_at - perf_counter()))
            if events := poll(listen):
                return self._noted(events)
            now = clock.looked_at = perf_counter()
            if now > clock.look_at:
                clock._look_after(now)
        return []

    def _noted(self, events: Events) -> Events:
        if self.holds.sockets:
            for key, _ in events:
                self.holds.heard(key.fd)
        return events

    # What has to be known of the world outside.

    def run_in_executor(  # type: ignore[override]  # asyncio's is generic in the arguments
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        future = super().run_in_executor(executor, func, *args)
        self.holds.executing += 1
        future.add_done_callback(self._executed)
        return future

    def _executed(self, _: asyncio.Future[Any]) -> None:
        self.holds.executing -= 1

    async def shutdown_default_executor(self, *args: Any, **options: Any) -> None:
        self.holds.executing += 1  # its timeout is for real threads
        try:
            await super().shutdown_default_executor(*args, **options)
        finally:
            self.holds.executing -= 1

    async def sock_connect(self, sock: Any, address: Any) -> None:
        self.holds.connecting += 1
        try:
            await super().sock_connect(sock, address)
        finally:
            self.holds.connecting -= 1

    async def subprocess_exec(self, *args: Any, **options: Any) -> Any:
        return self._with_child(await super().subprocess_exec(*args, **options))

    async def subprocess_shell(self, *args: Any, **options: Any) -> Any:
        return self._with_child(await super().subprocess_shell(*args, **options))

    def _with_child(self, made: tuple[asyncio.SubprocessTransport, asyncio.SubprocessProtocol]) -> Any:
        self.holds.watch_child(made[0])
        return made

    def _make_socket_transport(self, *args: Any, **options: Any) -> Any:
        transport = super()._make_socket_transport(*args, **options)  # type: ignore[misc]
        self.holds.watch_socket(transport, options.get("server"))
        return transport


def clock_of(loop: asyncio.AbstractEventLoop) -> VirtualClock | None:
    """
    The clock that moves this loop; None if its time is real.
    """
    return loop.clock if isinstance(loop, VirtualLoop) else None


def is_at_rest(loop: asyncio.AbstractEventLoop) -> bool:
    """
    Whether nothing can run in this loop until time passes, as a callback of its own sees it: nothing is ready
    or due, and there is neither a thread nor a socket that could bring something. False for a loop that does
    not tell.
    """
    if getattr(loop, "_ready", True):
        return False
    selector = getattr(loop, "_selector", None)
    descriptors = selector.get_map() if isinstance(selector, selectors.BaseSelector) else None
    if descriptors is None or len(descriptors) > 1:  # one is the loop's own, to be woken up
        return False
    timers = loop._scheduled  # type: ignore[attr-defined]
    if timers and timers[0].when() <= loop.time():
        return False
    return all(map(_brings_nothing, threading.enumerate()))


def _brings_nothing(thread: threading.Thread) -> bool:
    if thread in bystanders:
        return True
    # A worker of anyio's stays for a while after its work, and says itself what it still has to do.
    tasks = getattr(thread, "queue", None)
    if not isinstance(tasks, queue.Queue) or not type(thread).__module__.startswith("anyio."):
        return False
    return not tasks.unfinished_tasks


class _Selector(selectors.DefaultSelector):
    """
    The selector of a loop that wants to be asked before it waits.
    """

    def __init__(self, loop: SeededLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Events:
        return self._loop._look(super().select, timeout)


def _is_step(callback: object) -> bool:
    return isinstance(getattr(callback, "__self__", None), asyncio.Task)
