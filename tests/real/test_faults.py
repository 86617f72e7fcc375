"""Faults: what an application sees of each in a test is what it sees under a real uvicorn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from typing import Annotated, Any, Protocol

import httpx
import pytest

from stario import Header, PatchElements, Query, Stario
from stario.datastar import Event, EventDecoder
from stario.testing import EventStream, StarioClient, StillRunning, VirtualClock

Serve = Callable[[Any], str]
BIG = "x" * 100_000  # more than what a socket and the server hold, ten times over
MANY = 200


class Reader(Protocol):
    """The one at the other end of a stream, be it a test or a socket."""

    async def take(self, count: int) -> list[Event]: ...
    async def part_of_an_event(self) -> None: ...
    def stall(self) -> None: ...
    def resume(self) -> None: ...
    async def cut(self) -> None: ...
    async def reconnect(self) -> Reader: ...


class InATest:
    """By `EventStream`."""

    def __init__(self, stack: AsyncExitStack, stream: EventStream, error: OSError | None) -> None:
        self._stack, self._stream, self._error = stack, stream, error
        self.stall, self.resume = stream.stall, stream.resume

    async def take(self, count: int) -> list[Event]:
        return await self._stream.take(count)

    async def part_of_an_event(self) -> None:
        await asyncio.sleep(0)  # `cut` reads a half of what is on its way

    async def cut(self) -> None:
        await self._stream.cut(error=self._error)
        assert self._stream.was_cut

    async def reconnect(self) -> Reader:
        stream = await self._stack.enter_async_context(self._stream.reconnect())
        return InATest(self._stack, stream, self._error)


class OverASocket:
    """By httpx, from a real server."""

    def __init__(self, client: httpx.AsyncClient, response: httpx.Response) -> None:
        self._client, self._response = client, response
        self._parts = response.aiter_raw()
        self._decoder, self._events = EventDecoder(), list[Event]()
        self._stalled = False
        self._last = ""

    async def take(self, count: int) -> list[Event]:
        assert not self._stalled
        while len(self._events) < count:
            self._events += self._decoder.feed(await anext(self._parts))
        taken, self._events = self._events[:count], self._events[count:]
        self._last = taken[-1].event_id or ""  # more may have come than was taken
        return taken

    async def part_of_an_event(self) -> None:
        while not self._decoder.pending:
            self._events += self._decoder.feed(await anext(self._parts))

    def stall(self) -> None:
        self._stalled = True  # who does not ask for more is sent no more

    def resume(self) -> None:
        self._stalled = False

    async def cut(self) -> None:
        await self._response.aclose()

    async def reconnect(self) -> Reader:
        return await connect(self._client, self._last)


async def connect(client: httpx.AsyncClient, last_event_id: str = "") -> OverASocket:
    headers = {"Datastar-Request": "true"} | ({"Last-Event-ID": last_event_id} if last_event_id else {})
    request = client.build_request("GET", "/feed", headers=headers)
    return OverASocket(client, await client.send(request, stream=True))


class Log(list[str]):
    """What the application saw, in a thread of uvicorn's or here."""

    async def has(self, *lines: str) -> None:
        """Wait until it says just this."""
        until = time.perf_counter() + 10
        while self != list(lines) and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        assert self == list(lines)

    async def stays(self, *lines: str) -> None:
        await self.has(*lines)
        await asyncio.sleep(0.2)
        assert self == list(lines)


Play = Callable[[Reader, Log], Awaitable[None]]
Run = Callable[..., None]


@pytest.fixture(params=["in a test", "on virtual time", "h11", "httptools"])
def run(request: pytest.FixtureRequest, serve: Serve) -> Run:
    """Play a reader's steps, with an application of one handler that logs what it sees."""

    def play_it(make: Callable[[Log], Any], play: Play, error: OSError | None = None) -> None:
        log = Log()
        app = make(log)

        async def in_a_test() -> None:
            async with AsyncExitStack() as stack:
                client = await stack.enter_async_context(StarioClient(app, timeout=2))
                stream = await stack.enter_async_context(client.listen("/feed"))
                await play(InATest(stack, stream, error), log)

        async def over_a_socket() -> None:
            url = serve(app if error is None else raising(app, error))
            async with httpx.AsyncClient(base_url=url, timeout=10) as client:
                await play(await connect(client), log)

        if request.param == "in a test":
            asyncio.run(in_a_test())
        elif request.param == "on virtual time":
            VirtualClock().run(in_a_test())
        else:
            asyncio.run(over_a_socket())

    return play_it


@pytest.fixture
def kind_of_server(request: pytest.FixtureRequest) -> dict[str, str]:
    http = request.node.callspec.params["run"]
    return {"loop": "asyncio", "http": "h11"} if http == "h11" else {"loop": "uvloop", "http": "httptools"}


def raising(app: Any, error: OSError) -> Any:
    """A server of ASGI 2.4, whose `send` raises when the reader has gone: uvicorn's is silent."""

    async def served(scope: Any, receive: Any, send: Any) -> None:
        gone = False

        async def watched() -> Any:
            nonlocal gone
            message = await receive()
            gone = gone or message["type"] == "http.disconnect"
            return message

        async def sending(message: Any) -> None:
            if gone:
                raise error
            await send(message)

        await app(scope, watched, sending)

    return served


def logging(handler: Callable[..., AsyncIterator[Any]]) -> Callable[[Log], Stario]:
    """An application of one handler, which gets the log as `request.app.state.log`."""

    def make(log: Log) -> Stario:
        async def feed(last_event_id: Annotated[str, Header] = "") -> AsyncIterator[Any]:
            values = handler(log, last_event_id)
            try:
                async for value in values:
                    yield value
            except BaseException as problem:
                log.append(type(problem).__name__)
                raise
            finally:
                await values.aclose()  # type: ignore[attr-defined]
                log.append("finally")

        return Stario(Query("/feed", feed))

    return make


def test_a_reader_that_stalls_and_reads_on(run: Run) -> None:
    async def many(log: Log, _: str) -> AsyncIterator[str]:
        for number in range(MANY):
            yield f"<p id='p'>{number} {BIG}</p>"
        log.append("all sent")

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(1)
        reader.stall()
        await log.stays()
        reader.resume()
        events = await reader.take(MANY - 1)
        assert [int(event.elements[10:].split()[0]) for event in events] == [*range(1, MANY)]  # type: ignore[union-attr]
        await log.has("all sent", "finally")

    run(logging(many), play)


def test_a_reader_that_stalls_and_leaves(run: Run) -> None:
    async def many(log: Log, _: str) -> AsyncIterator[str]:
        for number in range(MANY):
            yield f"<p id='p'>{number} {BIG}</p>"
        log.append("all sent")

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(1)
        reader.stall()
        await log.stays()
        await reader.cut()
        await log.has("CancelledError", "finally")

    run(logging(many), play)


def test_a_cut_in_the_middle_of_an_event(run: Run) -> None:
    async def endless(log: Log, _: str) -> AsyncIterator[str]:
        yield "<p id='p'>small</p>"
        while True:
            yield f"<p id='p'>{BIG * 20}</p>"

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(1)
        await reader.part_of_an_event()
        await reader.cut()
        await log.has("CancelledError", "finally")

    run(logging(endless), play)


def test_a_cut_while_the_handler_waits(run: Run) -> None:
    async def waits(log: Log, _: str) -> AsyncIterator[str]:
        yield "<p id='p'></p>"
        log.append("waits")
        await asyncio.Event().wait()

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(1)
        await log.has("waits")
        await reader.cut()
        await log.has("waits", "CancelledError", "finally")

    run(logging(waits), play)


def test_a_reader_that_leaves_before_the_first_event(run: Run) -> None:
    async def waits(log: Log, _: str) -> AsyncIterator[str]:
        log.append("waits")
        await asyncio.Event().wait()
        yield ""

    async def play(reader: Reader, log: Log) -> None:
        await log.has("waits")
        await reader.cut()
        await log.has("waits", "CancelledError", "finally")

    run(logging(waits), play)


def test_a_reader_that_comes_back_with_the_last_id_it_had(run: Run) -> None:
    async def numbered(log: Log, last: str) -> AsyncIterator[PatchElements]:
        log.append(f"after {last or 'nothing'}")
        for number in range(int(last or 0) + 1, 5):
            yield PatchElements(f"<p id='p'>{number}</p>", event_id=str(number))
            await asyncio.sleep(0.01)
        await asyncio.Event().wait()

    async def play(reader: Reader, log: Log) -> None:
        assert [event.event_id for event in await reader.take(2)] == ["1", "2"]
        await reader.cut()
        await log.has("after nothing", "CancelledError", "finally")
        again = await reader.reconnect()
        assert [event.event_id for event in await again.take(2)] == ["3", "4"]
        await again.cut()
        ended = ["CancelledError", "finally"]
        await log.has("after nothing", *ended, "after 2", *ended)

    run(logging(numbered), play)


def test_a_send_that_raises(run: Run) -> None:
    """The handler sees the end as ever; the error of the server's is not the application's."""

    async def ticks(log: Log, _: str) -> AsyncIterator[str]:
        while True:
            yield f"<p id='p'>{BIG}</p>"
            await asyncio.sleep(0.01)

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(2)
        await reader.cut()
        await log.has("CancelledError", "finally")

    run(logging(ticks), play, BrokenPipeError("the reader has gone"))


def test_a_plain_asgi_application_is_told_and_sends_into_the_void(run: Run) -> None:
    def make(log: Log) -> Any:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                return
            headers = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            part = {"type": "http.response.body", "body": b": hello\n\n", "more_body": True}
            for _ in range(3):
                log.append((await receive())["type"])
            for _ in range(3):
                await send(part)
                log.append("sent")
            await send({"type": "http.response.body", "body": b""})
            log.append("ended")

        return app

    async def play(reader: Reader, log: Log) -> None:
        await log.has("http.request")
        await reader.cut()
        await log.has("http.request", *["http.disconnect"] * 2, *["sent"] * 3, "ended")

    run(make, play)


def test_a_plain_asgi_application_whose_send_raises(run: Run) -> None:
    def make(log: Log) -> Any:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                return
            headers = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            part = {"type": "http.response.body", "body": b": hello\n\n", "more_body": True}
            while (await receive())["type"] != "http.disconnect":
                pass
            try:
                await send(part)
            except OSError as problem:
                log.append(f"{type(problem).__name__}: {problem}")

        return app

    async def play(reader: Reader, log: Log) -> None:
        await asyncio.sleep(0.05)
        await reader.cut()
        await log.has("BrokenPipeError: the reader has gone")

    run(make, play, BrokenPipeError("the reader has gone"))


def test_a_handler_that_does_not_end(run: Run, request: pytest.FixtureRequest) -> None:
    """Nobody ends it under uvicorn; in a test it fails, is named, and is cancelled."""
    enough = False

    async def stubborn(log: Log, _: str) -> AsyncIterator[str]:
        nonlocal enough
        yield "<p id='p'></p>"
        while not enough:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                log.append("goes on")
                enough = len(log) == 2

    async def play(reader: Reader, log: Log) -> None:
        await reader.take(1)
        if isinstance(reader, InATest):
            with pytest.raises(StillRunning, match=r"stubborn .*test_faults.py:\d+\): await asyncio.sleep"):
                await reader.cut()
            assert log[0] == "goes on"
        else:
            with suppress(httpx.StreamClosed):
                await reader.cut()
            await log.stays("goes on")

    run(logging(stubborn), play)
