"""
What virtual time costs: an hour in a test, and a test that has nothing to wait for.

An hour is one task's sleeps, one after the other. Bare, it sleeps and reads `datetime.now()`, nothing else;
through the client a handler yields a string and sleeps, and the test has every event of it in the end. Each
run makes its loop, its client and its application, and closes them; that is included. looptime waits for 42
turns of its loop before it lets time pass; with `noop_cycles=0`, its fastest, it does not.

Read the multiples of ours, less is better. Of the others none moves the wall clock: their handlers go on
reading the real one, which each run checks and the tables show.
"""

from __future__ import annotations

import asyncio
import gc
import linecache
import statistics
import tracemalloc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Annotated, Any, NamedTuple, TypeVar

import aiotools
import looptime
import trio
import trio.testing
from rounds import interleaved, medians
from table import microseconds, ratio, table

from stario import Command, PatchElements, Query, QueryParam, Signals, Stario
from stario.testing import Deadlock, EventStream, StarioClient, VirtualLoop

T = TypeVar("T")
MakeLoop = Callable[[], asyncio.AbstractEventLoop]

HOUR = 3600
SECOND, MOMENT = 1.0, 0.01
#: How often the long and steady ones are measured at most.
FEW_ROUNDS = 3
TESTS = 100
WAITING = (1, 100, 1_000)
USERS = 1_000
MESSAGES = 10


class Hour(NamedTuple):
    """How long an hour took, and how far `datetime.now()` got in it."""

    seconds: float
    wall: timedelta


class Party(NamedTuple):
    """How long it took until all were there, until all had read everything, and until all had gone."""

    opening: float
    reading: float
    leaving: float


async def ticks(pause: Annotated[float, QueryParam]) -> AsyncIterator[str]:
    while True:
        yield f"<time>{datetime.now().isoformat()}</time>"
        await asyncio.sleep(pause)


def read_time(event: Any) -> datetime:
    return datetime.fromisoformat(event.elements[len("<time>") : -len("</time>")])


async def page() -> str:
    return "<p>Hello</p>"


#: The queue of everybody who listens.
room: set[asyncio.Queue[PatchElements]] = set()


async def listen() -> AsyncIterator[PatchElements]:
    queue: asyncio.Queue[PatchElements] = asyncio.Queue()
    room.add(queue)
    try:
        yield PatchElements("<ol id='said'></ol>")
        while True:
            yield await queue.get()
    finally:
        room.remove(queue)


async def say(text: Annotated[str, Signals("text")]) -> None:
    said = PatchElements(f"<li>{text}</li>", selector="#said", mode="append")
    for queue in room:
        queue.put_nowait(said)


app = Stario(Query("/", page), Query("/ticks", ticks), Query("/room", listen), Command("/say", say))


def on(make: MakeLoop | None, main: Coroutine[Any, Any, T]) -> T:
    """Run `main` in a new loop; None is for asyncio's own."""
    with asyncio.Runner(loop_factory=make) as runner:
        return runner.run(main)


# An hour.


async def sleeps(pause: float, sleep: Callable[[float], Any] = asyncio.sleep) -> timedelta:
    start = now = datetime.now()
    for _ in range(round(HOUR / pause)):
        await sleep(pause)
        now = datetime.now()
    return now - start


async def sleeps_with_aiotools(pause: float) -> timedelta:
    with aiotools.VirtualClock().patch_loop():
        return await sleeps(pause)


def sleeps_with_trio(pause: float) -> timedelta:
    return trio.run(sleeps, pause, trio.sleep, clock=trio.testing.MockClock(autojump_threshold=0))


async def advanced(pause: float) -> timedelta:
    """As one writes it with our clock."""
    async with StarioClient(app) as client, client.listen(f"/ticks?pause={pause}") as stream:
        await asyncio.get_running_loop().clock.advance(HOUR)  # type: ignore[attr-defined]
        return checked(stream, pause)


async def slept(pause: float) -> timedelta:
    """The same on any loop: the application runs ahead while the test sleeps."""
    buffer = round(HOUR / pause) + 1
    async with (
        StarioClient(app, buffer=buffer) as client,
        client.listen(f"/ticks?pause={pause}") as stream,
    ):
        await asyncio.sleep(HOUR)
        await stream.settle()
        return checked(stream, pause)


async def taken(pause: float) -> timedelta:
    """On any loop, one event after the other."""
    async with StarioClient(app) as client, client.listen(f"/ticks?pause={pause}") as stream:
        await stream.take(round(HOUR / pause) + 1)
        return checked(stream, pause)


def checked(stream: EventStream, pause: float) -> timedelta:
    """How far `datetime.now()` got in the handler, from the first event to the last."""
    events = stream.events
    if len(events) != round(HOUR / pause) + 1:
        raise RuntimeError(f"{len(events)} events came in an hour, one every {pause:g} s")
    return read_time(events[-1]) - read_time(events[0])


def hour(work: Callable[[], timedelta]) -> Hour:
    start = perf_counter()
    wall = work()
    return Hour(perf_counter() - start, wall)


def hours(pause: float, peers: dict[str, Callable[[], timedelta]], rounds: int, **options: Any) -> str:
    """The table of an hour in steps of `pause`; the first of the peers is what the others are compared to."""
    runs = interleaved({name: partial(hour, work) for name, work in peers.items()}, rounds, **options)
    took = {name: statistics.median(one.seconds for one in found) for name, found in runs.items()}
    ours = next(iter(took.values()))
    count = round(HOUR / pause)
    rows = [
        [
            name,
            ratio(took[name] / ours),
            f"{took[name]:.3f} s",
            microseconds(took[name] / count),
            "yes" if all(one.wall == timedelta(seconds=HOUR) for one in runs[name]) else "no",
        ]
        for name in peers
    ]
    return table(
        f"An hour, in {count:,} ticks",
        "Multiples of the first line, less is better.",
        ["", "time", "", "for each tick", "the wall clock moves"],
        rows,
    )


def seconds_table(rounds: int) -> str:
    fastest = partial(looptime.new_event_loop, noop_cycles=0)
    loops: dict[str, MakeLoop] = {
        "Stario": VirtualLoop,
        "looptime": looptime.new_event_loop,
        "looptime, `noop_cycles=0`": fastest,
    }
    peers: dict[str, Callable[[], timedelta]] = {
        "Stario: client, `clock.advance(3600)`": lambda: on(VirtualLoop, advanced(SECOND))
    }
    for how, work in (("`asyncio.sleep(3600)`", slept), ("`stream.take(3601)`", taken)):
        for name, make in loops.items():
            peers[f"{name}: client, {how}"] = lambda make=make, work=work: on(make, work(SECOND))
    for name, make in loops.items():
        peers[f"{name}: bare sleeps"] = lambda make=make: on(make, sleeps(SECOND))
    peers["aiotools: bare sleeps"] = lambda: on(None, sleeps_with_aiotools(SECOND))
    peers["trio: bare sleeps"] = lambda: sleeps_with_trio(SECOND)
    return hours(SECOND, peers, rounds)


def moments_table(rounds: int) -> str:
    return hours(
        MOMENT,
        {
            "Stario: client, `clock.advance(3600)`": lambda: on(VirtualLoop, advanced(MOMENT)),
            "Stario: bare sleeps": lambda: on(VirtualLoop, sleeps(MOMENT)),
        },
        min(rounds, FEW_ROUNDS),
        warm_up=False,
    )


# A test that has nothing to wait for.


async def nothing() -> None:
    pass


async def one_request() -> None:
    async with StarioClient(app) as client:
        await client.get("/")


def tests(make: MakeLoop | None, test: Callable[[], Coroutine[Any, Any, None]]) -> float:
    start = perf_counter()
    for _ in range(TESTS):
        on(make, test())
    return (perf_counter() - start) / TESTS


def tests_table(rounds: int) -> str:
    names = {nothing: "nothing", one_request: "opens a client, `client.get('/')`, closes it"}
    loops: dict[str, MakeLoop | None] = {
        "asyncio": None,
        "Stario": VirtualLoop,
        "looptime": looptime.new_event_loop,
    }
    found = medians(
        {(test, loop): partial(tests, make, test) for test in names for loop, make in loops.items()},
        rounds,
    )
    rows = [
        [
            name,
            microseconds(found[test, "asyncio"]),
            *(
                f"{ratio(found[test, loop] / found[test, 'asyncio'])} ({microseconds(found[test, loop])})"
                for loop in ("Stario", "looptime")
            ),
            microseconds(found[test, "Stario"] - found[test, "asyncio"]),
        ]
        for test, name in names.items()
    ]
    return table(
        "A test that has nothing to wait for",
        "Multiples of asyncio's own loop, less is better; each test has a loop of its own.",
        ["the test does", "asyncio's loop", "`VirtualLoop`", "looptime", "what the clock adds"],
        rows,
    )


# A deadlock.


async def deadlocked(count: int) -> float:
    """From the moment at which everything waits to the exception."""
    waiting = [asyncio.create_task(asyncio.Event().wait()) for _ in range(count)]
    await asyncio.sleep(0)
    linecache.clearcache()  # as in a test that fails: nobody has read the sources yet
    start = perf_counter()
    try:
        with asyncio.get_running_loop().clock.watch():  # type: ignore[attr-defined]
            await asyncio.wait(waiting)
    except Deadlock:
        return perf_counter() - start
    raise RuntimeError("no deadlock")


def deadlock_table(rounds: int) -> str:
    found = medians(
        {count: lambda count=count: on(VirtualLoop, deadlocked(count)) for count in WAITING}, rounds
    )
    return table(
        "The verdict of a deadlock",
        "From the moment at which everything waits to `Deadlock` with its report, less is better.",
        ["tasks that wait, beside the test", "verdict after"],
        [[f"{count:,}", f"{found[count] * 1e3:.2f} ms"] for count in WAITING],
    )


# Many users.


async def party(traced: Callable[[], None] = lambda: None) -> Party:
    """Everybody comes and sees the room, one speaks, and all have everything: then `traced` is called."""
    start = perf_counter()
    async with StarioClient(app) as client, AsyncExitStack() as stack:
        streams = []
        for _ in range(USERS):
            user = await stack.enter_async_context(client.another())
            streams.append(await stack.enter_async_context(user.listen("/room")))
            await streams[-1].next()
        opened = perf_counter()
        for number in range(MESSAGES):
            await client.command("/say", signals={"text": f"Message {number}"})
        for stream in streams:
            await stream.take(MESSAGES)
        read = perf_counter()
        traced()
    return Party(opened - start, read - opened, perf_counter() - read)


def party_memory(make: MakeLoop | None) -> float:
    """MiB that Python holds when everybody has everything, beyond what it held before."""
    held = 0

    def traced() -> None:
        nonlocal held
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]

    gc.collect()
    tracemalloc.start()
    try:
        on(make, party(traced))
    finally:
        tracemalloc.stop()
    return held / 2**20


def party_table(rounds: int) -> str:
    loops: dict[str, MakeLoop | None] = {"`VirtualLoop`": VirtualLoop, "asyncio's loop": None}
    runs = interleaved(
        {name: lambda make=make: on(make, party()) for name, make in loops.items()}, min(rounds, FEW_ROUNDS)
    )
    rows = []
    for name, found in runs.items():
        opening, reading, leaving = (statistics.median(times) for times in zip(*found, strict=True))
        whole = statistics.median(map(sum, found))
        memory = party_memory(loops[name])
        rows.append(
            [
                name,
                f"{whole:.2f} s",
                microseconds(opening / USERS),
                microseconds(reading / (USERS * MESSAGES)),
                microseconds(leaving / USERS),
                f"{memory:.1f} MiB",
                f"{memory * 1024 / USERS:.1f} KiB",
            ]
        )
    return table(
        f"{USERS:,} users in one room, {MESSAGES} events each",
        "A client and a stream for each, less is better. Memory is what Python holds (tracemalloc, in a run "
        "of its own) when all events are captured.",
        ["", "time", "to open one", "for each event", "to leave one", "memory", "for each user"],
        rows,
    )


def run(rounds: int) -> str:
    """The tables."""
    tables = (seconds_table, moments_table, tests_table, deadlock_table, party_table)
    return "\n".join(make(rounds) for make in tables)
