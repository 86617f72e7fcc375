"""Virtual time: how far it passes, what it moves, and what says that nothing can happen any more."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import monotonic as imported_by_name
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stario import Query, Stario
from stario.testing import Deadlock, Overrun, StarioClient, StreamTimeout, VirtualClock, VirtualLoop
from stario.testing._watchdog import ComputesForEver

# How far time passes.


async def test_advance_runs_everything_that_falls_due_in_order(stario_clock: VirtualClock) -> None:
    seen: list[tuple[str, float]] = []
    loop = asyncio.get_running_loop()

    async def sleeper(name: str, *pauses: float) -> None:
        for pause in pauses:
            await asyncio.sleep(pause)
            seen.append((name, loop.time()))

    async with asyncio.TaskGroup() as group:
        group.create_task(sleeper("a", 1, 2, 10))
        group.create_task(sleeper("b", 2, 2))
        loop.call_later(1.5, lambda: seen.append(("c", loop.time())))
        await stario_clock.advance(4)
        assert seen == [("a", 1.0), ("c", 1.5), ("b", 2.0), ("a", 3.0), ("b", 4.0)]
        assert stario_clock.elapsed == 4.0
        assert stario_clock.next_timer == 9.0
    assert stario_clock.elapsed == 13.0, "and the group's end needed nine seconds more"


async def test_what_falls_due_at_the_last_moment_comes_to_rest_too(stario_clock: VirtualClock) -> None:
    async def chain() -> int:
        await asyncio.sleep(5)
        for _ in range(100):
            await asyncio.sleep(0)
        return 1

    task = asyncio.create_task(chain())
    await stario_clock.advance(5)
    assert task.done()


async def test_equal_steps_land_exactly(stario_clock: VirtualClock) -> None:
    for _ in range(3600):
        await asyncio.sleep(1)
    assert stario_clock.elapsed == 3600.0
    for _ in range(1000):
        await asyncio.sleep(0.1)
    assert stario_clock.elapsed == 3700.0
    await asyncio.sleep(0.1)
    await asyncio.sleep(0.2)
    assert stario_clock.elapsed == 3700.3


@given(st.lists(st.integers(0, 10_000_000_000), max_size=20))
@settings(max_examples=50, deadline=None)
def test_steps_of_whole_nanoseconds_add_up(steps: list[int]) -> None:
    clock = VirtualClock()

    async def main() -> None:
        for step in steps:
            await clock.advance(step / 1e9)

    clock.run(main())
    assert clock.elapsed == sum(steps) / 1e9


@pytest.mark.parametrize("days", [1, 97, 200, 400, 40_000])
async def test_after_many_days_timers_are_still_on_time(stario_clock: VirtualClock, days: int) -> None:
    await asyncio.sleep(days * 86_400)
    assert stario_clock.elapsed == days * 86_400
    await asyncio.sleep(0.25)
    assert stario_clock.elapsed == days * 86_400 + 0.25


async def test_until_the_next_timer(stario_clock: VirtualClock) -> None:
    seen: list[str] = []
    loop = asyncio.get_running_loop()
    loop.call_later(200_000.25, seen.append, "later")  # more than the day that asyncio waits at most
    loop.call_later(0.5, seen.append, "soon").cancel()
    assert stario_clock.next_timer == 200_000.25
    assert await stario_clock.until_next_timer() == 200_000.25
    assert seen == ["later"]
    assert stario_clock.next_timer is None
    with pytest.raises(Deadlock, match="there is no timer to wait for"):
        await stario_clock.until_next_timer()


async def test_advance_by_several_tasks_at_once(stario_clock: VirtualClock) -> None:
    async def at(seconds: float) -> float:
        await stario_clock.advance(seconds)
        return stario_clock.elapsed

    assert await asyncio.gather(at(3), at(1), at(2), at(1)) == [3.0, 1.0, 2.0, 1.0]


async def test_advance_by_a_timedelta(stario_clock: VirtualClock) -> None:
    await stario_clock.advance(timedelta(hours=1, milliseconds=1))
    assert stario_clock.elapsed == 3600.001


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), timedelta(-1)])
async def test_time_does_not_pass_backwards(stario_clock: VirtualClock, seconds: float | timedelta) -> None:
    with pytest.raises(ValueError, match=r"advance\(\) takes seconds, 0 or more; found"):
        await stario_clock.advance(seconds)


@pytest.mark.parametrize("seconds", [True, "60", None])
async def test_what_is_no_number_of_seconds(stario_clock: VirtualClock, seconds: Any) -> None:
    with pytest.raises(TypeError, match=r"advance\(\) takes seconds, 0 or more; found"):
        await stario_clock.advance(seconds)


async def test_a_callback_in_the_past_and_one_at_once(stario_clock: VirtualClock) -> None:
    seen: list[str] = []
    loop = asyncio.get_running_loop()
    await stario_clock.advance(10)
    loop.call_at(3, seen.append, "past")
    loop.call_later(0, seen.append, "now")
    await stario_clock.settle()
    assert seen == ["past", "now"]
    assert stario_clock.elapsed == 10.0


# Timeouts.


async def test_timeouts_are_exact(stario_clock: VirtualClock) -> None:
    loop = asyncio.get_running_loop()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3):
            await asyncio.Event().wait()
    assert loop.time() == 3.0
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 2)
    assert loop.time() == 5.0
    with anyio.move_on_after(1.5) as scope:
        await anyio.sleep_forever()
    assert scope.cancelled_caught and loop.time() == 6.5
    async with asyncio.timeout(3600):
        await asyncio.sleep(3599.999)
    assert loop.time() == 3606.499


async def test_task_groups_and_async_generators(stario_clock: VirtualClock) -> None:
    async def numbers() -> AsyncIterator[int]:
        for number in range(5):
            yield number
            await asyncio.sleep(60)

    seen: list[int] = []

    async def read() -> None:
        async for number in numbers():
            seen.append(number)

    async with anyio.create_task_group() as group:
        group.start_soon(read)
        group.start_soon(read)
    assert seen == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert stario_clock.elapsed == 300.0


# The wall clock.


async def test_the_wall_clock_moves_with_the_loop(stario_clock: VirtualClock) -> None:
    stario_clock.freeze("2026-03-01 12:00")
    start, monotonic, by_name = time.time(), time.monotonic(), imported_by_name()
    for step in range(1, 5):
        await asyncio.sleep(0.01)
        assert round(time.time() - start, 6) == step / 100
        assert round(time.monotonic() - monotonic, 9) == step / 100
        assert round(imported_by_name() - by_name, 9) == step / 100
        assert time.monotonic() == asyncio.get_running_loop().time()
    assert datetime.now(UTC) == datetime(2026, 3, 1, 12, 0, 0, 40_000, UTC) == stario_clock.now()
    assert time.time_ns() == stario_clock.now().timestamp() * 1_000_000_000
    assert date.today() == date(2026, 3, 1)
    assert await asyncio.to_thread(lambda: datetime.now(UTC)) == stario_clock.now(), "in a thread too"


async def test_without_a_moment_given_it_is_now() -> None:
    real = time.time()
    clock = VirtualClock()

    async def main() -> tuple[float, float]:
        before = time.time()
        await asyncio.sleep(3600)
        return before, time.time()

    before, after = await asyncio.to_thread(lambda: clock.run(main()))
    assert 0 <= before - real < 5
    assert round(after - before, 6) == 3600


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T12:30:00+02:00", datetime(2026, 3, 1, 10, 30, tzinfo=UTC)),
        (datetime(2026, 3, 1, 1, 2, 3, 4), datetime(2026, 3, 1, 1, 2, 3, 4, UTC)),
        (date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1.5, datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)),
        (-86_400, datetime(1969, 12, 31, tzinfo=UTC)),
    ],
)
async def test_freeze_takes_moments(stario_clock: VirtualClock, at: Any, expected: datetime) -> None:
    stario_clock.freeze(at)
    assert stario_clock.now() == expected
    assert datetime.now(UTC) == expected
    await stario_clock.advance(1)
    assert datetime.now(UTC) == expected + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "problem", "message"),
    [("noon", ValueError, "a moment in ISO 8601"), (None, TypeError, "a moment is a datetime, a date")],
)
async def test_what_is_no_moment(
    stario_clock: VirtualClock, at: Any, problem: type[Exception], message: str
) -> None:
    with pytest.raises(problem, match=message):
        stario_clock.freeze(at)


def test_outside_of_the_loop_time_is_real() -> None:
    real = time.monotonic

    async def fail() -> None:
        assert time.monotonic is not real
        await asyncio.sleep(86_400)
        raise ZeroDivisionError

    clock = VirtualClock(at="2000-01-01")
    with pytest.raises(ZeroDivisionError):
        clock.run(fail())
    assert time.monotonic is real is imported_by_name
    assert datetime.now(UTC).year > 2020
    assert clock.now() == datetime(2000, 1, 2, tzinfo=UTC)
    assert clock.run(_now()) == datetime(2000, 1, 2, tzinfo=UTC), "and goes on where it ended"


async def _now() -> datetime:
    return datetime.now(UTC)


def test_other_loops_in_other_threads_keep_their_time() -> None:
    clock = VirtualClock()

    async def real_sleep() -> float:
        start = time.monotonic()
        await asyncio.sleep(0.02)
        return time.monotonic() - start

    async def main() -> float:
        return await asyncio.to_thread(asyncio.run, real_sleep())

    assert clock.run(main()) >= 0.02


# Where it runs.


def test_as_a_loop_factory() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        await asyncio.sleep(1000)
        await loop.clock.advance(1)
        return loop.time()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        assert runner.run(main()) == 1001.0


def test_run_in_a_plain_test(stario_clock: VirtualClock) -> None:
    async def main() -> str:
        await asyncio.sleep(60)
        return "done"

    assert stario_clock.run(main()) == "done"
    assert stario_clock.elapsed == 60.0


async def test_run_is_not_for_coroutines(stario_clock: VirtualClock) -> None:
    with pytest.raises(RuntimeError, match=r"run\(\) is for plain functions: in a coroutine, await it"):
        stario_clock.run(_now())


def test_a_clock_without_a_loop() -> None:
    with pytest.raises(RuntimeError, match=r"the clock has no loop yet: time starts with clock\.run"):
        _ = VirtualClock().elapsed


# Streams.


async def ticks() -> AsyncIterator[str]:
    number = 0
    while True:
        yield f"<p id='tick'>{number} {datetime.now(UTC):%H:%M:%S}</p>"
        number += 1
        await asyncio.sleep(1)


async def hourly() -> AsyncIterator[dict[str, int]]:
    for hour in range(3):
        await asyncio.sleep(3600)
        yield {"hour": hour}


async def never() -> AsyncIterator[str]:
    await asyncio.Event().wait()
    yield ""


async def busy() -> AsyncIterator[str]:
    while True:
        await asyncio.sleep(0)
        yield "<p id='n'></p>"


def in_a_thread() -> Iterator[str]:
    for number in range(5):
        time.sleep(0.01)
        yield f"<p id='n'>{number}</p>"


app = Stario(
    Query("/ticks", ticks),
    Query("/hourly", hourly),
    Query("/never", never),
    Query("/busy", busy),
    Query("/thread", in_a_thread),
)


@pytest.fixture
def stario_app() -> Stario:
    return app


async def test_an_hour_of_a_stream(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    stario_clock.freeze("2026-03-01 12:00")
    async with stario_client.listen("/ticks") as stream:
        await stario_clock.advance(3600)
        assert len(stream) == 3601
        assert stream.elements["#tick"] == "<p id='tick'>3600 13:00:00</p>"
        assert all(after.time - before.time == 1.0 for before, after in pairwise(stream.timeline))


async def test_the_next_event_of_an_hourly_stream_comes_at_once(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/hourly") as stream:
        assert stario_clock.elapsed == 0.0, "headers that go out alone let no time pass"
        await stream.next()
        assert stario_clock.elapsed == 3600.0
        assert [moment.time for moment in stream.timeline] == [3600.0]
        assert [event async for event in stream] == stream[1:]
        assert stario_clock.elapsed == 10_800.0


async def test_silence_is_proved_up_to_the_moment_of_the_event(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/hourly") as stream:
        await stream.silence(3600)
        assert stario_clock.elapsed == 3600.0 and not len(stream)
        assert await stream.settle() == [stream.last], "what falls due now comes now"
        with pytest.raises(
            AssertionError, match=r"silence for 3600\.1 s, but after 3600\.000 s came an event"
        ):
            await stream.silence(3600.1)


async def test_many_silences_at_once(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    async with contextlib.AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(stario_client.listen("/hourly")) for _ in range(20)]
        await asyncio.gather(*(stream.silence(3599) for stream in streams))
        assert stario_clock.elapsed == 3599.0
        assert await asyncio.gather(*(stream.settle() for stream in streams)) == [[]] * 20
        await stario_clock.advance(1)
        assert [len(stream) for stream in streams] == [1] * 20


async def test_settle_waits_for_threads(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    async with stario_client.listen("/thread") as stream:
        assert len(await stream.settle()) == 5
        assert stream.ended and stario_clock.elapsed == 0.0


async def test_others_are_read_while_time_passes(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/ticks") as fast, stario_client.listen("/hourly") as slow:
        await slow.next()
        assert len(fast) == len(fast.unread) >= 3600


async def test_an_event_that_nothing_can_bring(stario_client: StarioClient) -> None:
    clock = VirtualClock()

    async def main() -> None:
        async with StarioClient(app) as client, client.listen("/never") as stream:
            await stream.next()

    with pytest.raises(StreamTimeout) as failure:
        await asyncio.to_thread(lambda: clock.run(main()))
    text = str(failure.value)
    assert text.startswith("GET /never: waited for the next event: everything waits, and no timer is left")
    assert "'app: GET /never' waits for Event.wait\n        in never (tests/testing/test_clock.py:" in text


async def test_a_wait_has_a_real_deadline_too(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/ticks", timeout=0.1) as stream:
        with pytest.raises(
            StreamTimeout, match=r"waited 0\.1 s of real time for the event .*, while [\d,]+\.000 s passed on"
        ):
            await stream.until(lambda event: False)


async def test_a_handler_that_never_rests_cannot_settle(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/busy", timeout=0.1) as stream:
        with pytest.raises(StreamTimeout, match="for the application to settle"):
            await stream.settle()


async def test_a_plain_get_of_a_stream_that_takes_a_day(stario_clock: VirtualClock) -> None:
    async def daily() -> AsyncIterator[str]:
        await asyncio.sleep(86_400)
        yield "<p id='day'></p>"

    async with StarioClient(Stario(Query("/", daily))) as client:
        assert len((await client.get("/")).events) == 1
    assert stario_clock.elapsed == 86_400.0


# When nothing can happen.


def deadlock(main: Any, clock: VirtualClock | None = None) -> str:
    with pytest.raises(Deadlock) as failure:
        (clock or VirtualClock(at="2026-03-01")).run(main)
    return str(failure.value)


def test_everything_waits() -> None:
    async def worker(queue: asyncio.Queue[int]) -> None:
        await queue.get()

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue()
        worker_task = asyncio.create_task(worker(queue), name="worker")
        await asyncio.sleep(3)
        await worker_task

    text = deadlock(main())
    assert text.splitlines()[:5] == [
        "everything waits, and no timer is left: nothing can happen any more",
        "On the clock: 2026-03-01 00:00:03.000000, 3.000 s in.",
        "Timers: no timer is left",
        "Waiting tasks: 2",
        "    the test waits for a future",
    ]
    assert (
        "\n    'worker' waits for Queue.get\n        in test_everything_waits.<locals>.worker (tests/" in text
    )
    assert text.endswith("): await queue.get()")


def test_the_verdict_comes_at_the_line_that_waits() -> None:
    async def main() -> None:
        await asyncio.Event().wait()  # here

    with pytest.raises(Deadlock) as failure:
        VirtualClock().run(main())
    lines = [str(entry.statement) for entry in failure.traceback if str(entry.path) == __file__]
    assert lines[-1].endswith("await asyncio.Event().wait()  # here")


def test_a_deadlock_lets_the_test_clean_up() -> None:
    log: list[str] = []

    async def main() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(5)
            log.append("cleaned")

    clock = VirtualClock()
    deadlock(main(), clock)
    assert log == ["cleaned"] and clock.elapsed == 5.0


def test_a_deadlock_within_the_clean_up() -> None:
    async def main() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.Event().wait()

    assert "everything waits" in deadlock(main())


def test_a_test_that_swallows_the_verdict_fails_all_the_same() -> None:
    async def main() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    assert "everything waits" in deadlock(main())


def test_a_cancellation_of_its_own_is_no_verdict() -> None:
    async def main() -> str:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().call_later(1, task.cancel)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            task.uncancel()
            return "cancelled"
        return ""

    assert VirtualClock().run(main()) == "cancelled"


# When it never ends.


def test_a_loop_that_spins() -> None:
    async def main() -> None:
        while True:
            await asyncio.sleep(0)

    with pytest.raises(
        Overrun, match=r"something runs again and again for \d\.\d s of real time, and no time passes"
    ):
        VirtualClock(guard=0.2).run(main())


def test_a_run_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stario.testing.clock.WHOLE_RUN", 0.1)  # and the guard as long as ever

    async def main() -> None:
        while True:
            await asyncio.sleep(1)

    said = r"this has taken \d\.\d s of real time, in which [\d,]+\.000 s passed on the clock, and goes on\n"
    with pytest.raises(Overrun, match=said):
        VirtualClock(guard=5).run(main())


def stopped(work: Callable[[], object], run: Callable[[VirtualClock, Any], object] = VirtualClock.run) -> str:
    """What is said of `work`, which never gives the loop a turn, while another task waits."""

    async def main() -> None:
        task = asyncio.create_task(asyncio.sleep(60), name="beat")
        await asyncio.sleep(0)
        work()
        await task

    with pytest.raises(ComputesForEver) as failure:
        run(VirtualClock(at="2026-03-01", guard=0.3), main())
    return str(failure.value)


def computes() -> None:
    while True:
        pass


def test_code_that_computes_for_ever() -> None:
    text = stopped(computes)
    assert text.startswith("this has computed, or waited in a call that blocks, for ")
    assert text.splitlines()[0].endswith(": pass") or text.splitlines()[0].endswith(": while True:")
    assert "without an await that lets others run, in computes (tests/testing/test_clock.py:" in text


def test_the_report_on_what_computes_is_that_of_a_deadlock() -> None:
    lines = stopped(computes).splitlines()[1:]
    assert lines[:4] == [
        "On the clock: 2026-03-01 00:00:00.000000, 0.000 s in.",
        "Timers: next timer in 60.0 s: did you mean `await stario_clock.advance(60)`?",
        "Waiting tasks: 2",
        "    the test runs",
    ]
    assert lines[4].startswith("        in computes (tests/testing/test_clock.py:")
    assert lines[5] == "    'beat' waits for asyncio.sleep(60)"
    assert lines[-1].startswith("What to do: await in between, or leave it to a thread")


def test_what_computes_in_another_thread_than_the_first() -> None:
    def in_a_thread(clock: VirtualClock, main: Any) -> object:
        return asyncio.run(asyncio.to_thread(clock.run, main))

    assert "in computes (" in stopped(computes, in_a_thread)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot interrupt a call that blocks")
@pytest.mark.parametrize(
    "blocks",
    [lambda: time.sleep(86_400), lambda: threading.Event().wait()],
    ids=["a sleep", "a lock"],
)
def test_a_call_that_blocks_the_loop_is_ended(blocks: Callable[[], object]) -> None:
    assert "in <lambda> (tests/testing/test_clock.py:" in stopped(blocks)
    assert signal.getsignal(signal.SIGURG) is signal.SIG_DFL


def test_nothing_comes_from_outside() -> None:
    async def main() -> None:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        async with server:
            await asyncio.Event().wait()

    with pytest.raises(
        Overrun, match=r"nothing has come from outside for \d\.\d s of real time, and no timer is left"
    ):
        VirtualClock(guard=0.3).run(main())


def test_without_a_guard_nothing_is_stopped() -> None:
    async def main() -> int:
        turns = 0
        end = time.perf_counter() + 0.7
        while time.perf_counter() < end:
            await asyncio.sleep(0)
            turns += 1
        return turns

    assert VirtualClock(guard=None).run(main()) > 0
