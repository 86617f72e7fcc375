"""
Time that belongs to the test: the loop's time and the wall clock, moved together and on demand.

The rules:

- time passes only when nothing can run, and nothing outside of the loop is at work;
- before it passes, everything that was sent is read, since no reader in the world waits for an hour;
- it passes up to the next timer, or as far as `advance` says, and lands there exactly (whole nanoseconds);
- when everything waits and no timer is left, the test fails at once, and says who waits where.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from math import inf, isfinite
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from stario.testing import _watchdog
from stario.testing._diagnosis import reads_a_socket, state_of
from stario.testing._wall import SECOND, WallClock, instant
from stario.testing.loop import VirtualLoop

if TYPE_CHECKING:
    from stario.testing.deadline import Deadline

__all__ = ["Deadlock", "Overrun", "Reader", "VirtualClock", "World"]

T = TypeVar("T")
#: Reads what an application has sent; says whether there was anything.
Reader = Callable[[], bool]
#: How often the clock looks whether the loop still gets anywhere, in real seconds.
LOOK_SECONDS = 0.5
#: How many times `guard` a whole run of the loop may take.
WHOLE_RUN = 10


class Deadlock(AssertionError):
    """
    Everything waits, and no timer is left.
    """


class Overrun(AssertionError):
    """
    The loop computes without an end, or waits for the outside without an end.
    """


class World(Protocol):
    """
    Something outside of the process whose time is the clock's too: a browser's page.
    """

    @property
    def next_ns(self) -> int | None:
        """
        When its next timer is due, in the loop's nanoseconds, as of its last rest.
        """

    def rests(self) -> bool:
        """
        Whether nothing can happen there without time. If that is not known, it sets out to know, and holds
        time meanwhile.
        """

    def move(self) -> None:
        """
        Follow the loop's time, and hold it meanwhile.
        """


class VirtualClock:
    """
    Moves an event loop, and with it `time.time`, `datetime.now` and `time.monotonic`.

    - `at`: what time it is at the start: a datetime, its ISO text or a timestamp; by default the real one.
    - `guard`: after how many real seconds a loop that never comes to rest is stopped (a whole run after ten
      times as many), with the same report as of a deadlock; None for never, as when debugging.

    In pytest it is the fixture `stario_clock`. Elsewhere: `VirtualClock().run(main())`, or the loop factory
    `VirtualLoop`, whose loops have one in `loop.clock`. Outside of a running loop real time goes on.
    """

    def __init__(
        self, *, at: datetime | date | str | float | None = None, guard: float | None = 10.0
    ) -> None:
        self.guard = guard
        self.looked_at = self.paused_at = self._started_at = 0.0
        self.look_at = inf
        self._started_ns = 0
        self.held_by: str | None = None
        #: Who has something to read, in the order in which it was sent.
        self.readers: dict[Reader, None] = {}
        #: Tell of the open streams, for reports.
        self.streams: dict[Callable[[], str], None] = {}
        self._at = None if at is None else instant(at)
        self._loop: VirtualLoop | None = None
        self._wall: WallClock | None = None
        self._barriers: list[_Barrier] = []
        self._patient: list[_Patient] = []
        self._waits: list[Deadline] = []
        self._watched: list[_Watched] = []
        #: Whose time goes along: before any passes they come to rest, then each goes there first.
        self.worlds: list[World] = []

    # What a test says.

    @property
    def elapsed(self) -> float:
        """
        Virtual seconds since the loop was made: its `time()`.
        """
        return self._its_loop().time()

    def now(self) -> datetime:
        """
        What time it is for the application, in UTC.
        """
        seconds, rest = divmod(self.wall_ns, SECOND)
        return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=rest // 1000)

    @property
    def wall_ns(self) -> int:
        """
        What time it is for the application, in nanoseconds since the epoch.
        """
        self._its_loop()
        assert self._wall is not None
        return self._wall.ns

    @property
    def next_timer(self) -> float | None:
        """
        In how many seconds the next timer is due; None if there is none.
        """
        loop = self._its_loop()
        due = self._next_ns(loop.next_timer)
        return None if due is None else max(0, due - loop.ns) / SECOND

    def freeze(self, at: datetime | date | str | float) -> None:
        """
        Let it be `at` now: a datetime (in UTC unless it says otherwise), its ISO text or a timestamp.

        The wall clock stands there until time passes; timers do not see it, as none sees a system clock
        that is set. Raises `ValueError` or `TypeError` for what is no moment.
        """
        ns = instant(at)
        self._its_loop()
        assert self._wall is not None
        self._wall.move(ns - self._wall.ns)
        for world in self.worlds:
            world.move()

    async def advance(self, seconds: float | timedelta) -> None:
        """
        Let time pass: run everything that falls due, in order, the last moment included, and come to rest.

        Raises `TypeError` for what is no number, and `ValueError` for one below 0.
        """
        if isinstance(seconds, timedelta):
            seconds = seconds.total_seconds()
        expected = f"advance() takes seconds, 0 or more; found {seconds!r}"
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            raise TypeError(expected)
        if not isfinite(seconds) or seconds < 0:
            raise ValueError(expected)
        await self._pass_time(_Barrier(self._its_loop().ns + round(seconds * SECOND)))

    async def until_next_timer(self) -> float:
        """
        Let time pass up to the next timer, run what falls due there, and come to rest; gives the seconds
        that passed. Raises `Deadlock` if there is no timer.
        """
        loop = self._its_loop()
        before = loop.time()
        await self._pass_time(_Barrier(None, next_timer=True))
        return round(loop.time() - before, 9)

    async def settle(self) -> None:
        """
        Let the application do all that it can without time passing; what it sends is read.
        """
        await self.advance(0)

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """
        Run a coroutine to its end on a virtual loop of this clock, as `asyncio.run` does.

        Time goes on where the last run ended. Raises `Deadlock` and `Overrun` with the report.
        """
        if asyncio._get_running_loop() is not None:
            main.close()
            raise RuntimeError("run() is for plain functions: in a coroutine, await it")

        async def watched() -> T:
            with self.watch():
                return await main

        with asyncio.Runner(loop_factory=lambda: VirtualLoop(clock=self)) as runner:
            return runner.run(watched())

    # What the companion says.

    @contextmanager
    def watch(self) -> Iterator[None]:
        """
        The task in which this block runs is the test: it fails when nothing can happen any more.
        """
        watched = _Watched(asyncio.current_task())
        self._watched.append(watched)
        try:
            yield
        except asyncio.CancelledError as cancelled:
            if watched.verdict is None or watched.task is None:
                raise
            watched.task.uncancel()
            raise watched.verdict.with_traceback(cancelled.__traceback__) from None
        finally:
            self._watched.remove(watched)
        if watched.verdict is not None:
            raise watched.verdict

    async def settle_readers(self, *readers: Reader) -> None:
        """
        Wait until the application can do nothing more without time or input, while these readers read.
        """
        await self._pass_time(_Barrier(None, readers=readers))

    async def advance_until(self, seconds: float, stop: Callable[[], bool]) -> None:
        """
        Let time pass up to just before what falls due in `seconds`, or until `stop()` after something came.
        """
        ns = self._its_loop().ns + round(seconds * SECOND)
        await self._pass_time(_Barrier(ns, inclusive=False, stop=stop))

    @property
    def passes(self) -> bool:
        """
        Whether the test has let time pass, and waits for nothing else.
        """
        return any(not barrier.settles for barrier in self._barriers)

    def call_before_time_passes(self, delay: float, callback: Callable[[], object]) -> _Patient:
        """
        Call back when nothing else is due within `delay` seconds; no time passes for it.
        """
        patient = _Patient(self, self._its_loop().ns + round(delay * SECOND), callback)
        self._patient.append(patient)
        return patient

    def add_wait(self, wait: Deadline) -> None:
        """
        A wait of the test, which fails when nothing can happen any more, or too late.
        """
        self._waits.append(wait)
        self.look_at = min(self.look_at, wait.until)

    def remove_wait(self, wait: Deadline) -> None:
        """
        That wait is over.
        """
        self._waits.remove(wait)

    # How it is done.

    def _its_loop(self) -> VirtualLoop:
        if self._loop is None:
            raise RuntimeError("the clock has no loop yet: time starts with clock.run(...)")
        return self._loop

    def _take(self, loop: VirtualLoop) -> None:
        if self._loop is not None:
            if self._loop.is_running():
                raise RuntimeError("a VirtualClock moves one running loop")
            loop.move_to(self._loop.ns)
        wall = WallClock(loop, lambda: loop.ns)
        if self._wall is not None:
            wall.ns = self._wall.ns
        elif self._at is not None:
            wall.ns = self._at
        self._loop, self._wall = loop, wall

    @contextmanager
    def _running(self) -> Iterator[None]:
        assert self._loop is not None and self._wall is not None
        self.looked_at = self.paused_at = self._started_at = perf_counter()
        self._started_ns = self._loop.ns
        self.look_at = self.looked_at + LOOK_SECONDS
        self._wall.start()
        try:
            with _watchdog.over(self):
                yield
        finally:
            self._wall.stop()

    async def _pass_time(self, barrier: _Barrier) -> None:
        barrier.future = self._its_loop().create_future()
        self._barriers.append(barrier)
        try:
            await barrier.future
        finally:
            self._barriers.remove(barrier)

    def _go_on(self) -> bool:
        """
        Nothing can run, and nothing outside is at work: go on somehow; False if there is no way.
        """
        loop = self._loop
        assert loop is not None
        resting = [world.rests() for world in self.worlds]  # each of those that do not sets out
        if not all(resting):
            return True
        if loop.withholds:
            loop.move_to(loop.ns)  # the worlds are there: now what is due here
            return True
        settling = [barrier for barrier in self._barriers if barrier.settles]
        if settling:
            named = [reader for barrier in settling for reader in barrier.readers]
            if not self._read(named):
                for barrier in settling:
                    barrier.done()
            return True
        if self.readers and self._read(list(self.readers)):
            return True
        for barrier in self._barriers:
            if barrier.stop is not None and barrier.stop():
                barrier.done()
                return True
        timers = loop._scheduled  # type: ignore[attr-defined]  # the first is not cancelled: the loop has looked
        timer = self._next_ns(timers[0].when() if timers else None)
        if self._patient:
            patient = min(self._patient, key=lambda each: each.ns)
            if timer is None or patient.ns <= timer:
                self._patient.remove(patient)
                loop.call_soon(patient.callback)
                return True
        for barrier in self._barriers:
            if barrier.next_timer and barrier.ns is None:
                if timer is None:
                    barrier.fail(Deadlock(state_of(self, "there is no timer to wait for")))
                    return True
                barrier.ns = timer
        if self._barriers:
            barrier = min(self._barriers, key=lambda each: each.ns or 0)
            assert barrier.ns is not None
            if timer is None or timer > barrier.ns or (timer == barrier.ns and not barrier.inclusive):
                self._jump(barrier.ns)
                if not loop.withholds:
                    barrier.done()
                return True
        if timer is None:
            return False
        self._jump(timer)
        return True

    def _next_ns(self, when: float | None) -> int | None:
        """
        When something is due next: here, where it is at `when`, or in one of the worlds.
        """
        here = None if when is None else round(when * SECOND)
        if not self.worlds:
            return here
        due = [here, *(world.next_ns for world in self.worlds)]
        return min((ns for ns in due if ns is not None), default=None)

    def _jump(self, ns: int) -> None:
        loop, wall = self._loop, self._wall
        assert loop is not None and wall is not None
        if ns > loop.ns:
            wall.move(ns - loop.ns)
            loop.move_to(ns, withholds=bool(self.worlds))
            for world in self.worlds:
                world.move()

    def _read(self, readers: list[Reader]) -> bool:
        read = False
        for reader in readers:
            self.readers.pop(reader, None)
            read = reader() or read
        return read

    def _deadlock(self) -> None:
        self._fail(Deadlock, "everything waits, and no timer is left: nothing can happen any more")

    def _look_after(self, now: float) -> bool:
        """
        Look at the real time: whether a wait is over, and whether the loop gets anywhere. True if so.
        """
        late = [wait for wait in self._waits if now > wait.until]
        for wait in late:
            wait.expire(None)
        failed = not late and self._is_stuck(now)
        self.look_at = min([now + LOOK_SECONDS, *(wait.until for wait in self._waits if wait.until > now)])
        return failed or bool(late)

    def _is_stuck(self, now: float) -> bool:
        if self.guard is None:
            return False
        busy, whole = now - self.paused_at, now - self._started_at
        if busy > self.guard:
            self.paused_at = now
            self._fail(Overrun, self._overrun(busy))
        elif whole > self.guard * WHOLE_RUN:
            assert self._loop is not None
            passed = (self._loop.ns - self._started_ns) / SECOND
            self._started_at, self._started_ns = now, self._loop.ns
            self._fail(
                Overrun,
                f"this has taken {whole:.1f} s of real time, in which {passed:,.3f} s passed on the clock, "
                f"and goes on",
            )
        else:
            return False
        return True

    def _overrun(self, seconds: float) -> str:
        assert self._loop is not None
        if self._loop.listens and not self._loop._ready:  # type: ignore[attr-defined]
            return f"nothing has come from outside for {seconds:.1f} s of real time, and no timer is left"
        return f"something runs again and again for {seconds:.1f} s of real time, and no time passes"

    def _fail(self, kind: type[Deadlock | Overrun], verdict: str) -> None:
        """
        End the test's waits with this verdict, or else the test, or else the loop.
        """
        if self._waits:
            for wait in list(self._waits):
                wait.expire(verdict)
            return
        text = state_of(self, verdict)
        watched = next((each for each in reversed(self._watched) if each.verdict is None), None)
        if watched is None or watched.task is None:
            raise kind(text)
        watched.verdict = kind(text)
        watched.task.cancel()

    @property
    def tests(self) -> set[asyncio.Task[Any]]:
        """
        The tasks that are watched: the test's.
        """
        return {each.task for each in self._watched if each.task is not None}

    def _reads_a_socket(self, only_test: bool) -> bool:
        tasks = self.tests if only_test else asyncio.all_tasks(self._loop)
        return any(reads_a_socket(task) for task in tasks)


class _Barrier:
    """
    What the test waits for: up to where time may pass, and who reads meanwhile.
    """

    def __init__(
        self,
        ns: int | None,
        *,
        inclusive: bool = True,
        next_timer: bool = False,
        stop: Callable[[], bool] | None = None,
        readers: tuple[Reader, ...] = (),
    ) -> None:
        self.ns = ns
        self.inclusive = inclusive
        self.next_timer = next_timer
        self.stop = stop
        self.readers = readers
        self.settles = ns is None and not next_timer
        self.future: asyncio.Future[None] | None = None

    def done(self) -> None:
        if self.future is not None and not self.future.done():
            self.future.set_result(None)

    def fail(self, problem: Exception) -> None:
        if self.future is not None and not self.future.done():
            self.future.set_exception(problem)


class _Patient:
    """
    A callback before time passes, which may be cancelled as a timer may.
    """

    def __init__(self, clock: VirtualClock, ns: int, callback: Callable[[], object]) -> None:
        self._clock = clock
        self.ns = ns
        self.callback = callback

    def cancel(self) -> None:
        if self in self._clock._patient:
            self._clock._patient.remove(self)


class _Watched:
    """
    A test's task, and what ended it.
    """

    def __init__(self, task: asyncio.Task[Any] | None) -> None:
        self.task = task
        self.verdict: Deadlock | Overrun | None = None
