"""The real server: the seed example over a socket, and the transport's promises held against uvicorn."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from example_modules import load_example

from stario import Command, PatchElements, PatchSignals, Query, Stario
from stario.datastar import EventDecoder
from stario.testing import StarioClient

Serve = Callable[[Any], str]


@pytest.fixture(params=["asyncio, h11", "asyncio, httptools", "uvloop, h11", "uvloop, httptools"])
def kind_of_server(request: pytest.FixtureRequest) -> dict[str, str]:
    """Each test with each: what a server tells an application must not depend on it."""
    loop, http = request.param.split(", ")
    return {"loop": loop, "http": http}


def events_over_http(url: str, count: int) -> list[Any]:
    decoder, events = EventDecoder(), []
    with httpx.stream("GET", url, timeout=30) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        for part in response.iter_bytes():
            events += decoder.feed(part)
            if len(events) >= count:
                break
    return events[:count]


def test_the_seed_example_over_a_socket(serve: Serve) -> None:
    url = serve(load_example("online_counter").app)
    page = httpx.get(url)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "data-on-load=\"@get('/online-counter')\"" in page.text
    events = events_over_http(f"{url}/online-counter", 25)
    numbers = [float(event.elements.split("since: ")[1].split("s<")[0]) for event in events]
    assert numbers[0] == 0.0 and numbers == sorted(numbers) and numbers[-1] >= 0.2


async def test_a_socket_and_the_transport_carry_the_same_events(serve: Serve) -> None:
    async def handler() -> AsyncIterator[Any]:
        yield "<p>1</p>"
        yield {"a": 1}
        await asyncio.sleep(0.01)
        yield "append", "#x", "<p>\n\n2</p>"

    app = Stario(Query("/", handler))
    url = serve(app)
    over_http = await asyncio.to_thread(events_over_http, url, 3)
    async with StarioClient(app).listen("/") as stream:
        assert await stream.take(3) == over_http
    assert over_http == [
        PatchElements("<p>1</p>"),
        PatchSignals({"a": 1}),
        PatchElements("<p>\n\n2</p>", selector="#x", mode="append"),
    ]


async def test_the_scopes_agree(serve: Serve) -> None:
    scopes: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            scope["state"]["x"] = 1
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        scopes.append(dict(scope))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    url = serve(app)
    target = "/caf%C3%A9/a%2Fb?x=1&y=%20"
    await asyncio.to_thread(httpx.post, url + target, json={})
    async with StarioClient(app, base_url=url) as client:
        await client.post(target, json={})
    real, ours = scopes
    assert ours.keys() == real.keys()
    for key in real.keys() - {"client", "headers"}:
        assert ours[key] == real[key], key
    assert dict(ours["headers"]).keys() == dict(real["headers"]).keys()


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


@pytest.mark.parametrize("kind", ["async", "sync"])
def test_the_handler_ends_when_the_reader_hangs_up(serve: Serve, kind: str) -> None:
    ended = threading.Event()

    async def waiting() -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            ended.set()

    def ticking() -> Iterator[str]:
        try:
            while True:
                yield "<p>1</p>"
                time.sleep(0.005)
        finally:
            ended.set()

    url = serve(Stario(Query("/", waiting if kind == "async" else ticking)))
    assert len(events_over_http(url, 1)) == 1
    assert ended.wait(30)


def test_a_handler_that_never_waits_does_not_freeze_the_server(serve: Serve) -> None:
    ended = threading.Event()

    async def endless() -> AsyncIterator[str]:
        try:
            while True:
                yield "<p>busy</p>"
        finally:
            ended.set()

    async def hello() -> str:
        return "hello"

    url = serve(Stario(Query("/endless", endless), Query("/hello", hello)))
    with httpx.stream("GET", f"{url}/endless", timeout=30) as response:
        parts = response.iter_raw()
        next(parts)
        assert httpx.get(f"{url}/hello", timeout=30).text == "hello"
        next(parts)
    assert ended.wait(30)
    assert httpx.get(f"{url}/hello", timeout=30).text == "hello"


def test_an_error_after_an_event_cuts_the_connection(serve: Serve) -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        await asyncio.sleep(0)
        raise LookupError("gone")

    url = serve(Stario(Query("/", handler)))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        httpx.get(url)


def test_a_command_that_fails_ends(serve: Serve) -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        await asyncio.sleep(0)
        raise LookupError("gone")

    assert httpx.post(serve(Stario(Command("/", handler)))).text.count("event: ") == 1


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip"])
def test_a_compressed_stream(serve: Serve, coding: str) -> None:
    async def handler() -> AsyncIterator[str]:
        for number in range(100):
            yield f"<p>{number}</p>"
            await asyncio.sleep(0)

    url = serve(Stario(Query("/", handler), compression=True))
    answer = httpx.get(url, headers={"Accept-Encoding": coding})
    assert answer.headers["content-encoding"] == coding
    assert answer.text.count("event: ") == 100


def test_an_error_before_the_first_event_is_a_500(serve: Serve) -> None:
    async def handler() -> AsyncIterator[str]:
        await asyncio.sleep(0)
        raise LookupError("gone")
        yield ""

    response = httpx.get(serve(Stario(Query("/", handler))))
    assert (response.status_code, response.text) == (500, "Internal Server Error")


def test_a_command_that_streams_without_reading_its_body_ends_with_its_reader(serve: Serve) -> None:
    ended = threading.Event()

    async def handler() -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            ended.set()

    url = serve(Stario(Command("/", handler)))
    with httpx.stream("POST", url, json={"a": 1}, timeout=30) as response:
        next(response.iter_raw())
    assert ended.wait(30)


def test_many_streams_at_once(serve: Serve) -> None:
    open_now: set[int] = set()

    async def handler(number: int) -> AsyncIterator[str]:
        open_now.add(number)
        try:
            while True:
                yield f"<p>{number}</p>"
                await asyncio.sleep(0.005)
        finally:
            open_now.discard(number)

    url = serve(Stario(Query("/{number:int}", handler)))

    async def read(client: httpx.AsyncClient, number: int) -> bool:
        decoder, found = EventDecoder(), []
        async with client.stream("GET", f"{url}/{number}", timeout=10) as response:
            async for part in response.aiter_bytes():
                found += decoder.feed(part)
                if len(found) >= 3:
                    return found[:3] == [PatchElements(f"<p>{number}</p>")] * 3
        return False

    async def main() -> list[bool]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(limits=limits) as client:
            return await asyncio.gather(*(read(client, number) for number in range(50)))

    assert asyncio.run(main()) == [True] * 50
    wait_for(lambda: not open_now)
