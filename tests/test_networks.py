"""Streams over bad networks: silent proxies, readers that stall, connections that come back."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from itertools import count
from typing import Annotated, Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stario import Header, PatchElements, Query, Stario, pump
from stario.datastar import EventDecoder
from stario.pump import KEEP_ALIVE
from stario.results import event_bytes
from stario.settings import Settings
from stario.shutdown import OpenStreams
from stario.streams import EventStreamResponse
from stario.testing import StarioClient, VirtualClock
from stario.testing.inflating import inflater

ENCODINGS = [(b"accept-encoding", b"br, zstd, gzip")]


class Wire:
    """An ASGI server's side of one stream, whose reader may stall."""

    def __init__(self, keep_alive: float | None = None, compression: tuple[str, ...] = ()) -> None:
        self.bodies: list[bytes] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.gone = asyncio.Event()
        self.raises: Exception | None = None
        self.sending = 0
        self.most_sending = 0
        self.state: dict[str, Any] = {}
        self.settings = Settings(keep_alive=keep_alive, compression=compression)

    async def receive(self) -> Any:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sending += 1
        self.most_sending = max(self.most_sending, self.sending)
        assert self.sending == 1, "one message at a time"
        try:
            await self.reads.wait()
            await asyncio.sleep(0)
        finally:
            self.sending -= 1
        if self.raises is not None:
            raise self.raises
        if message["type"] == "http.response.body":
            self.bodies.append(message["body"])

    async def run(self, source: AsyncGenerator[Any, None]) -> None:
        response = EventStreamResponse(source, event_bytes, "handler (here:1)")
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "headers": ENCODINGS,
            "stario.settings": self.settings,
            "state": self.state,
        }
        await response(scope, self.receive, self.send)


async def test_a_silent_stream_gets_comments(stario_clock: VirtualClock) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        yield "1"
        await asyncio.sleep(0.09)
        yield "2"

    wire = Wire(keep_alive=0.02)
    await wire.run(handler())
    comments = [body for body in wire.bodies[:-1] if body == KEEP_ALIVE]
    assert len(comments) == 4
    assert wire.bodies[0].endswith(b"1\n\n") and wire.bodies[-2].endswith(b"2\n\n") and wire.bodies[-1] == b""


async def test_a_stream_that_is_silent_from_the_start_gets_them_too(stario_clock: VirtualClock) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        await asyncio.sleep(pump.HEADERS_WAIT * 2)
        yield "1"

    wire = Wire(keep_alive=0.005)
    await wire.run(handler())
    assert wire.bodies[0] == KEEP_ALIVE


async def test_a_stream_that_is_not_silent_gets_none(stario_clock: VirtualClock) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        for _ in range(20):
            yield "x"
            await asyncio.sleep(0.005)

    wire = Wire(keep_alive=0.09)
    await wire.run(handler())
    assert KEEP_ALIVE not in wire.bodies


async def test_a_stalled_reader_gets_no_comments_piled_up(stario_clock: VirtualClock) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        yield "1"
        await asyncio.sleep(0.05)
        yield "2"

    wire = Wire(keep_alive=0.001)
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.reads.clear()
    await asyncio.sleep(0.06)
    before = len(wire.bodies)
    wire.reads.set()
    await task
    assert len(wire.bodies) - before == 3, "the comment that was on its way, the event, the end"


@pytest.mark.parametrize("keep_alive", [None, 0.02])
async def test_headers_that_take_their_time_are_sent_once(
    stario_clock: VirtualClock, keep_alive: float | None
) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        await asyncio.sleep(pump.HEADERS_WAIT / 2)
        yield "1"

    wire = Wire(keep_alive=keep_alive)
    wire.reads.clear()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(pump.HEADERS_WAIT * 3)
    wire.reads.set()
    await task
    assert [body.endswith(b"1\n\n") for body in wire.bodies] == [True, False]
    assert wire.most_sending == 1


@pytest.mark.parametrize("events", [0, 1])
async def test_no_comment_comes_into_the_end(stario_clock: VirtualClock, events: int) -> None:
    wire = Wire(keep_alive=0.02)

    async def handler() -> AsyncGenerator[str, None]:
        for _ in range(events):
            yield "1"
        await asyncio.sleep(0.01)
        wire.reads.clear()

    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.2)
    wire.reads.set()
    await task
    assert wire.bodies[-1] == b"" and len(wire.bodies) == events + 1
    assert wire.most_sending == 1


@pytest.mark.parametrize("ends", ["leaves", "refuses", "fails"])
async def test_a_reader_that_goes_during_a_comment(ends: str) -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "1"
            await asyncio.sleep(60)
        finally:
            log.append("finally")

    wire = Wire(keep_alive=0.005)
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.002)
    if ends == "leaves":
        wire.reads.clear()
        await asyncio.sleep(0.02)
        wire.gone.set()
        await asyncio.sleep(0.01)
        wire.reads.set()
    else:
        wire.raises = OSError() if ends == "refuses" else RuntimeError("the server's")
    if ends == "fails":
        with pytest.raises(RuntimeError, match="the server's"):
            await asyncio.wait_for(task, 5)
    else:
        await asyncio.wait_for(task, 5)
    assert log == ["finally"]
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), True])
def test_what_keep_alive_may_be(seconds: float) -> None:
    with pytest.raises(ValueError, match="keep_alive is a number of seconds above 0, or None; found"):
        Stario(keep_alive=seconds)


async def test_a_capture_does_not_count_comments() -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        await asyncio.sleep(0.05)
        yield "<p>2</p>"

    async with StarioClient(Stario(Query("/", handler), keep_alive=0.01)).listen("/") as stream:
        assert [event.elements async for event in stream] == ["<p>1</p>", "<p>2</p>"]


@pytest.mark.parametrize("compression", [(), ("br",), ("zstd",), ("gzip",)])
async def test_a_stalled_reader_never_grows_memory(compression: tuple[str, ...]) -> None:
    taken = 0

    async def handler() -> AsyncGenerator[str, None]:
        nonlocal taken
        while True:
            taken += 1
            yield "x" * 1000

    wire = Wire(compression=compression)
    task = asyncio.create_task(wire.run(handler()))
    for _ in range(20):
        await asyncio.sleep(0)
    wire.reads.clear()
    await asyncio.sleep(0.01)
    wire.bodies.clear()
    before = taken
    tracemalloc.start()
    for _ in range(50):
        await asyncio.sleep(0.001)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken == before, "the next value is taken when the last write was accepted"
    assert grown < 100_000
    wire.gone.set()
    wire.reads.set()
    await asyncio.wait_for(task, 5)


async def test_a_stream_goes_on_where_its_reader_was() -> None:
    async def handler(last_event_id: Annotated[int, Header] = 0) -> AsyncIterator[PatchElements]:
        for n in range(last_event_id + 1, 4):
            yield PatchElements(f"<p>{n}</p>", event_id=str(n), retry=200)

    client = StarioClient(Stario(Query("/", handler)))
    async with client.listen("/") as stream:
        first = await stream.next()
        assert (first.event_id, first.retry) == ("1", 200)
    async with client.listen("/", last_event_id=first.event_id) as stream:
        assert [event.event_id async for event in stream] == ["2", "3"]
    answer = await client.get("/", headers={"Last-Event-ID": "x"})
    assert answer.status_code == 422 and answer.text.startswith(
        "header 'last-event-id': expected int, found 'x'"
    )


async def test_a_hundred_streams_stay_fair() -> None:
    """Each has been served when any has been served ten times more: values ready at once, one loop."""
    sent = [0] * 100

    def feeding(number: int) -> AsyncGenerator[str, None]:
        async def feed() -> AsyncGenerator[str, None]:
            while True:
                sent[number] += 1
                yield "x" * 5000

        return feed()

    wires = [Wire() for _ in sent]
    tasks = [asyncio.create_task(wire.run(feeding(n))) for n, wire in enumerate(wires)]
    while max(sent) < 200:
        await asyncio.sleep(0)
    assert min(sent) * 10 > max(sent)
    for wire in wires:
        wire.gone.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 20)


STEPS = st.lists(st.sampled_from(["yield", "yield", "turn", "wait", "timeout", "stall", "read"]), max_size=25)


@mock.patch.object(pump, "HEADERS_WAIT", 0.0005)
@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
@pytest.mark.parametrize("compression", [(), ("br",), ("zstd",), ("gzip",)])
async def test_all_that_is_yielded_arrives_in_order_between_comments(
    compression: tuple[str, ...], steps: list[str]
) -> None:
    """However the handler waits, the reader stalls, and comments fall in between."""
    wire = Wire(keep_alive=0.0005, compression=compression)
    numbers = count()

    async def handler() -> AsyncGenerator[str, None]:
        for step in steps:
            if step == "yield":
                yield f"<p>{next(numbers)}</p>"
            elif step == "turn":
                await asyncio.sleep(0)
            elif step == "wait":
                await asyncio.sleep(0.001)
            elif step == "timeout":
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.0005):
                        await asyncio.Event().wait()
            elif step == "stall":
                wire.reads.clear()
                asyncio.get_running_loop().call_later(0.001, wire.reads.set)
            else:
                wire.reads.set()
        yield "<p>end</p>"

    await asyncio.wait_for(wire.run(handler()), 10)
    inflate = inflater(compression[0] if compression else "")
    written = b"".join(map(inflate, wire.bodies))
    events = EventDecoder().feed(written)
    expected = [f"<p>{n}</p>" for n in range(steps.count("yield"))] + ["<p>end</p>"]
    assert [event.elements for event in events] == expected  # type: ignore[union-attr]
    assert wire.most_sending == 1


@mock.patch.object(pump, "HEADERS_WAIT", 0.0005)
@settings(max_examples=150, deadline=None)
@given(steps=STEPS, turns=st.integers(0, 40), swallows=st.booleans(), by_server=st.booleans())
async def test_whenever_its_reader_leaves_a_stream_ends_once_and_whole(
    steps: list[str], turns: int, swallows: bool, by_server: bool
) -> None:
    """By hang-up or by the server's shutdown: a prefix has arrived, `finally` ran, and nothing is left."""
    wire = Wire(keep_alive=0.0005)
    streams_open = OpenStreams()
    wire.state = {"stario.streams": streams_open}
    log: list[str] = []
    numbers = count()

    async def handler() -> AsyncGenerator[str, None]:
        try:
            for step in steps:
                try:
                    if step == "yield":
                        yield f"<p>{next(numbers)}</p>"
                    elif step == "stall":
                        if not log:  # a server does not wait for a reader that has gone
                            wire.reads.clear()
                    elif step == "read":
                        wire.reads.set()
                    elif step == "timeout":
                        with suppress(TimeoutError):
                            async with asyncio.timeout(0.0005):
                                await asyncio.sleep(60)
                    else:
                        await asyncio.sleep(0.0005 if step == "wait" else 0)
                except asyncio.CancelledError:
                    log.append("cancelled")
                    if not swallows:
                        raise
            if not log:  # a handler that swallows its cancellation, and waits, is nobody's to end
                await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            log.append("finally")

    task = asyncio.create_task(wire.run(handler()))
    for _ in range(turns):
        await asyncio.sleep(0)
    (streams_open.stop if by_server else wire.gone.set)()
    await asyncio.sleep(0.001)
    wire.reads.set()  # a server's write ends with its reader
    await asyncio.wait_for(task, 10)
    assert task.cancelling() == 0
    assert log.count("finally") <= 1 and log.count("cancelled") <= 1
    assert not log or log[-1] == "finally"
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert len(streams_open) == 0
    assert wire.most_sending <= 1
    events = EventDecoder().feed(b"".join(wire.bodies))
    assert [event.elements for event in events] == [f"<p>{n}</p>" for n in range(len(events))]  # type: ignore[union-attr]
