"""The transport stands where uvicorn stands: scope, receive, send, disconnect, lifespan, errors."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from stario import Query, Stario
from stario.testing import NotAStream, StarioClient, StillRunning, StreamTimeout

START = {"type": "http.response.start", "status": 200, "headers": []}
STREAM = {**START, "headers": [(b"content-type", b"text/event-stream")]}
EVENT = b"event: datastar-patch-elements\ndata: elements <p></p>\n\n"


def body(data: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


# The request.


async def test_the_scope_is_uvicorns() -> None:
    scopes: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            scope["state"]["pool"] = "connected"
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        scopes.append(dict(scope))
        await Response("")(scope, receive, send)

    async with StarioClient(app) as client:
        await client.get("/caf%C3%A9/a%2Fb?x=1&y=%20", headers={"X-Custom": "Yes"})
    [scope] = scopes
    headers = scope.pop("headers")
    client_host, client_port = scope.pop("client")
    assert scope == {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("testserver", 80),
        "scheme": "http",
        "method": "GET",
        "root_path": "",
        "path": "/café/a/b",
        "raw_path": b"/caf%C3%A9/a%2Fb",
        "query_string": b"x=1&y=%20",
        "state": {"pool": "connected"},
    }
    assert client_host == "127.0.0.1" and isinstance(client_port, int)
    assert (b"host", b"testserver") in headers and (b"x-custom", b"Yes") in headers


async def test_the_state_is_a_copy_for_each_request() -> None:
    seen: list[Any] = []

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
        yield {"shared": []}

    async def endpoint(request: Request) -> Response:
        seen.append(dict(request.scope["state"]))
        request.state.mine = "only here"
        request.state.shared.append(1)
        return Response("")

    async with StarioClient(Starlette(routes=[Route("/", endpoint)], lifespan=lifespan)) as client:
        await client.get("/")
        await client.get("/")
    assert [set(state) for state in seen] == [{"shared"}, {"shared"}]
    assert seen[1]["shared"] == [1, 1]


async def test_a_small_body_is_one_message_and_then_receive_blocks() -> None:
    messages: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        messages.append(await receive())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await receive()
        await send(START)
        await send(body(b"done", more=False))
        messages.append(await receive())  # as uvicorn: after the response, a disconnect

    client = StarioClient(app)
    await client.post("/", content=b"hello")
    assert messages == [
        {"type": "http.request", "body": b"hello", "more_body": False},
        {"type": "http.disconnect"},
    ]


async def test_a_body_in_parts_arrives_in_parts() -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"one"
        yield b"two"

    async def endpoint(request: Request) -> Response:
        return PlainTextResponse("|".join([part.decode() async for part in request.stream()]))

    client = StarioClient(Starlette(routes=[Route("/", endpoint, methods=["POST"])]))
    assert (await client.post("/", content=parts())).text == "one|two|"


# The response.


async def test_the_response_is_there_on_headers_before_any_body() -> None:
    go = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await go.wait()
        await send(body(EVENT, more=False))

    async with StarioClient(app).listen("/") as stream:
        assert (stream.status_code, list(stream)) == (200, [])
        go.set()
        assert len(await stream.take(1)) == 1


async def counted(sent: list[int], limit: int = 100) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        for number in range(limit):
            await send(body(EVENT))
            sent.append(number)
        await send(body(b"", more=False))

    return app


async def turns(count: int = 20) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.parametrize("buffer", [0, 1, 7])
async def test_the_app_may_be_ahead_by_the_buffer_and_no_further(buffer: int) -> None:
    sent: list[int] = []
    app = await counted(sent)
    async with StarioClient(app, buffer=buffer).listen("/") as stream:
        await turns()
        assert len(sent) == buffer
        for reads in range(1, 4):
            await stream.next()
            await turns()
            assert len(sent) == buffer + reads
    assert len(sent) == 100  # after the disconnect nothing holds the app any more


@pytest.mark.parametrize("buffer", [-1, -5])
async def test_a_buffer_is_a_number_of_messages(buffer: int) -> None:
    with pytest.raises(ValueError, match="buffer is a number of messages, 0 or more; found -"):
        StarioClient(await counted([]), buffer=buffer)


async def test_leaving_sends_http_disconnect_and_waits_for_the_end() -> None:
    log: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await receive()
        message = await receive()
        log.append(message["type"])
        await send(body(b"into the void"))  # as under uvicorn: ignored
        await asyncio.sleep(0.01)
        log.append("ended")

    async with StarioClient(app).listen("/"):
        pass
    assert log == ["http.disconnect", "ended"]


async def test_an_app_that_ignores_the_disconnect_is_cancelled_and_named() -> None:
    ended = asyncio.Event()

    async def stubborn(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    with pytest.raises(StillRunning) as failure:
        async with StarioClient(stubborn, timeout=0.05).listen("/feed"):
            pass
    text = str(failure.value)
    assert text.startswith("GET /feed: the app goes on although its reader has gone. 0.05 s after")
    assert "stubborn (tests/testing/test_transport.py:" in text
    assert "): await asyncio.sleep(60)" in text
    assert ended.is_set()


def stand_still() -> None:
    """For longer than the client waits."""
    time.sleep(0.2)


async def test_a_machine_that_stands_still_is_no_app_that_goes_on() -> None:
    async def ending(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        while (await receive())["type"] != "http.disconnect":
            pass
        stand_still()
        await turns()

    async with StarioClient(ending, timeout=0.05).listen("/feed"):
        pass


async def test_an_app_that_even_ignores_its_cancellation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stario.testing.server.CANCEL_SECONDS", 0.05)
    stop = asyncio.Event()

    async def immortal(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        while not stop.is_set():
            try:
                await stop.wait()
            except asyncio.CancelledError:
                continue

    with pytest.raises(StillRunning, match="It was cancelled, and goes on even so"):
        async with StarioClient(immortal, timeout=0.05).listen("/"):
            pass
    stop.set()
    await turns()


async def test_an_app_that_never_waits_cannot_freeze_the_test() -> None:
    async def busy(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        while True:
            await send(body(EVENT))

    with pytest.raises(StillRunning):
        async with StarioClient(busy, timeout=0.05).listen("/") as stream:
            await stream.take(3)


async def test_cancelling_a_request_leaves_no_task_behind() -> None:
    before = asyncio.all_tasks()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()

    client = StarioClient(slow)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await client.get("/")
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03])
async def test_cancelling_a_test_ends_the_lifespan_too(after: float) -> None:
    before = asyncio.all_tasks()

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        await asyncio.sleep(0.02)
        yield

    async def test() -> None:
        async with StarioClient(Starlette(lifespan=lifespan)):
            await asyncio.sleep(60)

    task = asyncio.create_task(test())
    await asyncio.sleep(after)
    task.cancel()
    await asyncio.wait([task])
    await asyncio.sleep(0.01)
    assert asyncio.all_tasks() == before


@pytest.mark.parametrize("error", [GeneratorExit(), SystemExit(3), BaseException("odd")])
async def test_an_odd_error_of_the_app_is_the_tests(error: BaseException) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise error

    with pytest.raises(type(error)):
        await StarioClient(app).get("/")


# What the ASGI specification forbids.


@pytest.mark.parametrize(
    ("messages", "problem"),
    [
        ([body(b"x")], "expected ASGI message http.response.start, found http.response.body"),
        ([START, START], "expected ASGI message http.response.body, found http.response.start"),
        (
            [START, body(b"", more=False), body(b"x")],
            "ASGI message http.response.body after the response was complete",
        ),
        (
            [{**START, "headers": [(b"content-length", b"2")]}, body(b"abc")],
            "the response is longer than its Content-Length",
        ),
        (
            [{**START, "headers": [(b"content-length", b"2")]}, body(b"a", more=False)],
            "the response is shorter than its Content-Length",
        ),
        (
            [{**START, "headers": [(b"x", b"a\r\nset-cookie: b")]}],
            r"b'x': b'a\r\nset-cookie: b' is not an HTTP header",
        ),
        ([{**START, "headers": [(b"x y", b"a")]}], "b'x y': b'a' is not an HTTP header"),
    ],
)
async def test_a_wrong_message_is_an_error(messages: list[dict[str, Any]], problem: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    with pytest.raises(RuntimeError) as failure:
        await StarioClient(app).get("/")
    assert str(failure.value) == problem


async def test_an_app_that_never_answers() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        return None

    with pytest.raises(RuntimeError, match="GET /: the app returned without starting a response"):
        await StarioClient(app).get("/")
    plain = StarioClient(app, raise_app_exceptions=False)
    assert (await plain.get("/")).status_code == 500


async def test_an_app_that_answers_half() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(START)
        await send(body(b"half"))

    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        await StarioClient(app).get("/")


async def test_head_has_no_body() -> None:
    client = StarioClient(PlainTextResponse("hello"))
    response = await client.head("/")
    assert (response.headers["content-length"], response.content) == ("5", b"")


async def test_the_reader_may_leave_while_the_request_is_still_being_sent() -> None:
    log: list[str] = []

    async def parts() -> AsyncIterator[bytes]:
        try:
            yield b"x"
            await asyncio.sleep(60)
        finally:
            log.append("request closed")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        while (message := await receive())["type"] != "http.disconnect":
            log.append(message["body"].decode())

    async with StarioClient(app).listen("/", method="POST", content=parts()):
        await asyncio.sleep(0.01)
    assert log == ["x", "request closed"]


# Errors of the application.


async def boom(request: Request) -> Response:
    raise LookupError("nothing there")


async def late(request: Request) -> Response:
    async def content() -> AsyncIterator[bytes]:
        yield EVENT
        raise LookupError("too late")

    return StreamingResponse(content(), media_type="text/event-stream")


FAILING = Starlette(routes=[Route("/boom", boom), Route("/late", late)])


async def test_an_error_of_the_app_is_raised_in_the_test_with_its_traceback() -> None:
    with pytest.raises(LookupError, match="nothing there") as failure:
        await StarioClient(FAILING).get("/boom")
    assert failure.traceback[-1].name == "boom"


async def test_an_error_after_the_response_has_started_is_raised_at_the_next_read_and_once() -> None:
    async with StarioClient(FAILING).listen("/late") as stream:
        await stream.next()
        with pytest.raises(LookupError, match="too late") as failure:
            await stream.next()
    assert failure.traceback[-1].name == "content"


async def test_an_error_that_nobody_read_is_raised_when_the_block_is_left() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await send(body(EVENT))
        raise LookupError("unseen")

    with pytest.raises(LookupError, match="unseen"):
        async with StarioClient(app).listen("/") as stream:
            await stream.next()


async def test_an_error_while_leaving_is_raised() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await receive()
        await receive()
        raise LookupError("in the clean-up")

    with pytest.raises(LookupError, match="in the clean-up"):
        async with StarioClient(app).listen("/"):
            pass


async def test_a_failing_test_keeps_its_own_error_and_notes_the_other() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await receive()
        await receive()
        raise LookupError("in the clean-up")

    with pytest.raises(AssertionError, match="the test's") as failure:
        async with StarioClient(app).listen("/"):
            raise AssertionError("the test's")
    assert failure.value.__notes__ == ["And when the stream was left: LookupError: in the clean-up"]


@pytest.mark.parametrize("raises", [True, False])
async def test_an_error_behind_an_answer_that_nobody_read_is_raised_with_the_client(raises: bool) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send(STREAM)
            raise LookupError("unread")

    async def test() -> None:
        async with StarioClient(app, raise_app_exceptions=raises) as client:
            await client.send(client.build_request("GET", "/feed"), stream=True)  # and forgotten
            await asyncio.sleep(0)

    if not raises:
        await test()
        return
    with pytest.raises(LookupError, match="unread") as failure:
        await test()
    assert failure.value.__notes__ == ["stario: nobody read the answer to GET /feed, which failed so"]


async def test_without_raise_app_exceptions_the_test_sees_what_a_client_sees() -> None:
    client = StarioClient(FAILING, raise_app_exceptions=False)
    assert (await client.get("/boom")).status_code == 500
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get("/late")
    async with client.listen("/late") as stream:
        assert len([event async for event in stream]) == 1
        assert stream.ended and stream.was_cut


# Nothing hangs.


async def test_an_answer_that_does_not_come() -> None:
    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()

    with pytest.raises(httpx.ReadTimeout) as failure:
        await StarioClient(slow, timeout=0.05).get("/slow")
    assert str(failure.value).startswith(
        "GET /slow has not answered within 0.05 s; the app waits in\n    "
        "test_an_answer_that_does_not_come.<locals>.slow (tests/testing/test_transport.py:"
    )
    assert str(failure.value).endswith("): await receive()")


async def test_an_answer_that_is_on_its_way_when_the_time_is_over_still_comes() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        time.sleep(0.1)  # noqa: ASYNC251  # as when the whole machine stands still
        await turns()
        await send(START)
        await send(body(b"here", more=False))

    assert (await StarioClient(app, timeout=0.05).get("/")).text == "here"


async def test_a_timeout_of_the_request_counts() -> None:
    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()

    with pytest.raises(httpx.ReadTimeout, match=r"within 0\.01 s"):
        await StarioClient(slow).get("/", timeout=0.01)


@pytest.mark.parametrize(
    ("method", "hint"),
    [("GET", "client.listen('/ticks')"), ("POST", "client.listen('/ticks', method='POST')")],
)
async def test_a_plain_request_of_an_endless_stream_fails_at_once(method: str, hint: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        disconnected = asyncio.create_task(gone(receive))
        while not disconnected.done():
            await send(body(EVENT))
            await asyncio.sleep(0.001)

    async def gone(receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    with pytest.raises(httpx.ReadTimeout) as failure:
        await StarioClient(app, timeout=60).request(method, "/ticks")
    assert str(failure.value).startswith(f"{method} /ticks streams; use {hint} to read it event by event.")


async def test_a_body_that_does_not_end() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(START)
        await send(body(b"half"))
        await receive()
        await receive()

    with pytest.raises(httpx.ReadTimeout, match=r"GET / sent nothing more within 0.05 s: 4 bytes"):
        await StarioClient(app, timeout=0.05).get("/")


async def test_background_tasks_have_run_when_the_answer_is_there() -> None:
    log: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.01)
        log.append("worked")

    async def endpoint(request: Request) -> Response:
        return Response("ok", background=BackgroundTask(work))

    await StarioClient(Starlette(routes=[Route("/", endpoint)])).get("/")
    assert log == ["worked"]


async def test_a_background_task_that_does_not_end_is_named() -> None:
    async def endpoint(request: Request) -> Response:
        return Response("ok", background=BackgroundTask(asyncio.sleep, 60))

    client = StarioClient(Starlette(routes=[Route("/", endpoint)]), timeout=0.05)
    with pytest.raises(httpx.ReadTimeout, match="GET / has answered, but the app goes on after it"):
        await client.get("/")


async def test_a_stream_that_falls_silent_says_where_the_app_waits() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        await send(body(EVENT))
        await receive()
        await receive()

    with pytest.raises(StreamTimeout) as failure:
        async with StarioClient(app, timeout=0.05).listen("/") as stream:
            await stream.take(2)
    text = str(failure.value)
    assert text.startswith("GET /: waited 0.05 s for event 2 of the 2 to take\nExpected: event 2")
    assert "PatchElements('<p></p>')  after GET /" in text
    assert text.endswith("): await receive()")


# The lifespan.


async def test_the_lifespan_runs_around_the_block() -> None:
    log: list[str] = []

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        log.append("startup")
        yield
        log.append("shutdown")

    async with StarioClient(Starlette(lifespan=lifespan)) as client:
        log.append("inside")
        async with client.another() as other:
            assert (await other.get("/")).status_code == 404
        log.append("the other has gone")
    assert log == ["startup", "inside", "the other has gone", "shutdown"]


async def test_a_startup_that_fails_is_raised() -> None:
    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        raise LookupError("no database")
        yield

    with pytest.raises(LookupError, match="no database"):
        async with StarioClient(Starlette(lifespan=lifespan)):
            pass


async def test_a_shutdown_that_fails_is_raised() -> None:
    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        yield
        raise LookupError("lost the database")

    with pytest.raises(LookupError, match="lost the database"):
        async with StarioClient(Starlette(lifespan=lifespan)):
            pass


@pytest.mark.parametrize("phase", ["startup", "shutdown"])
async def test_a_failure_that_is_only_reported(phase: str) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["type"] != f"lifespan.{phase}":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": f"lifespan.{phase}.failed", "message": "disk full"})

    with pytest.raises(RuntimeError, match=f"the app's {phase} failed: disk full"):
        async with StarioClient(app):
            pass


async def test_an_app_without_a_lifespan_is_fine() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await Response("ok")(scope, receive, send)

    async with StarioClient(app) as client:
        assert (await client.get("/")).text == "ok"


@pytest.mark.parametrize("phase", ["startup", "shutdown"])
async def test_a_lifespan_that_hangs(phase: str) -> None:
    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        if phase == "startup":
            await asyncio.sleep(60)
        yield
        await asyncio.sleep(60)

    with pytest.raises(StillRunning) as failure:
        async with StarioClient(Starlette(lifespan=lifespan), timeout=0.05):
            pass
    text = str(failure.value)
    assert text.startswith(f"the app did not answer lifespan.{phase} within 0.05 s; it waits in ")
    assert text.endswith("): await asyncio.sleep(60)")


async def test_a_request_that_goes_on_does_not_keep_the_lifespan_from_ending() -> None:
    log: list[str] = []

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        yield
        log.append("shutdown")

    async def stubborn() -> AsyncIterator[str]:
        try:
            yield "<p></p>"
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(60)

    app = Stario(Query("/", stubborn), lifespan=lifespan)
    with pytest.raises(StillRunning, match="goes on although its reader has gone"):
        async with StarioClient(app, timeout=0.05) as client:
            await client.send(client.build_request("GET", "/"), stream=True)
    assert log == ["shutdown"]


async def test_what_is_still_open_is_closed_before_the_shutdown() -> None:
    log: list[str] = []

    async def endpoint(request: Request) -> Response:
        async def content() -> AsyncIterator[bytes]:
            try:
                yield b"x"
                await asyncio.sleep(60)
            finally:
                log.append("stream ended")

        return StreamingResponse(content())

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        yield
        log.append("shutdown")

    app = Starlette(routes=[Route("/", endpoint)], lifespan=lifespan)
    async with StarioClient(app) as client:
        request = client.build_request("GET", "/")
        await client.send(request, stream=True)  # left open, as a careless test would
    assert log == ["stream ended", "shutdown"]


async def test_many_open_streams_and_requests_interleave() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(STREAM)
        name = scope["path"].strip("/").encode()
        for number in range(3):
            await send(body(b"data: %s %d\n\n" % (name, number)))
        await send(body(b"", more=False))

    client = StarioClient(app)
    async with client.listen("/a") as a, client.listen("/b") as b, client.listen("/c") as c:
        order = [a, b, c, c, b, a, a, b, c]
        found = [(await stream.next()).data for stream in order]  # type: ignore[union-attr]
    assert found == ["a 0", "b 0", "c 0", "c 1", "b 1", "a 1", "a 2", "b 2", "c 2"]


async def test_a_plain_answer_is_no_stream_even_when_nobody_reads_it() -> None:
    with pytest.raises(NotAStream, match=r"(?s)GET /typo is not a stream: .* status 404"):
        async with StarioClient(Starlette()).listen("/typo"):
            pass
    async with StarioClient(Starlette()).listen("/typo") as stream:
        assert stream.status_code == 404  # who looks at the status knows
