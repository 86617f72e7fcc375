"""
ASGI in-process, message by message: stands where the server stands, on the test's own loop.

What the application sees is what it sees under uvicorn: the same scope, `http.disconnect` when the
reader has gone, `send` that then does nothing. What differs is only what makes a test end: a write waits
until the test has read it, and gives the loop a turn even when nobody reads any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import AsyncIterator, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import unquote

import httpx
from starlette.types import ASGIApp, Message

from stario._where import of_callable
from stario.datastar import Event, PatchElements
from stario.testing._diagnosis import waits_at
from stario.testing.answers import events_of, signals_of

__all__ = ["ASGIServer", "ASGITransport", "Connection", "StarioResponse", "StillRunning"]

_HEADER_NAME = re.compile(rb'[\x00-\x1f\x7f()<>@,;:\[\]={} \t\\"]')
_HEADER_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
#: How long an application has, once cancelled, to end.
CANCEL_SECONDS = 1.0
#: The request extension that says that the response is read as a whole: how long an event stream may
#: take to end, in seconds.
READ_WITHIN = "stario.read_within"


class StillRunning(AssertionError):
    """
    The application goes on although its request, or its life, is over.
    """


class Sent(NamedTuple):
    """
    A part of a response's body, and the loop time at which the application sent it.
    """

    time: float
    body: bytes


class ASGIServer:
    """
    An application as a server holds it: its lifespan, its state and the requests it has had.

    - `state`: what the lifespan yielded; each request gets a copy, as under uvicorn.
    - `requests`: the loop time and the name of each request so far, such as `(12.5, "GET /feed")`.
    """

    def __init__(self, app: ASGIApp, *, timeout: float | None) -> None:
        self.app = app
        self.timeout = timeout
        self.state: dict[str, Any] = {}
        self.requests: list[tuple[float, str]] = []
        self.open: set[Connection] = set()
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def startup(self) -> None:
        """
        Start the lifespan; raises what the application raises. An application without one is fine.
        """
        self._task = asyncio.create_task(self._lifespan(), name="lifespan of the app")
        reply = await self._ask("lifespan.startup")
        if reply is None:  # no lifespan: as uvicorn's "auto", which takes that for "not supported"
            task, self._task = self._task, None
            task.exception()
        elif reply["type"] == "lifespan.startup.failed":
            await self._failed("startup", reply)

    async def shutdown(self) -> None:
        """
        Close what is still open, then end the lifespan; raises what the application raises.
        """
        for connection in list(self.open):
            await connection.close(self.timeout)
        if self._task is None:
            return
        reply = await self._ask("lifespan.shutdown")
        if reply is not None and reply["type"] == "lifespan.shutdown.failed":
            await self._failed("shutdown", reply)
        task, self._task = self._task, None
        await self._end(task, "lifespan.shutdown.complete")

    async def _lifespan(self) -> None:
        scope = {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.0"},
            "state": self.state,
        }
        await self.app(scope, self._inbox.get, self._outbox.put)

    async def _ask(self, message: str) -> Message | None:
        """
        The answer to a lifespan message; None if the application ended without one.
        """
        task = self._task
        assert task is not None
        self._inbox.put_nowait({"type": message})
        answer = asyncio.ensure_future(self._outbox.get())
        try:
            await asyncio.wait((answer, task), timeout=self.timeout, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            if task.done():
                if message == "lifespan.shutdown":
                    self._task = None
                    task.result()
                return None
        finally:
            answer.cancel()
        at = waits_at(task)
        self._task = None
        await _cancel(task)
        raise StillRunning(f"the app did not answer {message} within {self.timeout:g} s; it waits in {at}")

    async def _failed(self, phase: str, reply: Message) -> None:
        task, self._task = self._task, None
        assert task is not None
        await self._end(task, f"lifespan.{phase}.failed")
        raise RuntimeError(f"the app's {phase} failed: {reply.get('message', 'no reason given')}")

    async def _end(self, task: asyncio.Task[None], after: str) -> None:
        await asyncio.wait((task,), timeout=self.timeout)
        if not task.done():
            at = waits_at(task)
            await _cancel(task)
            raise StillRunning(f"the app's lifespan goes on after {after}; it waits in {at}")
        task.result()


class Connection:
    """
    One request to the application, and its response as it comes.

    - `name`: the request, such as `GET /feed`.
    - `status`, `headers`: the response's, once it has started.
    - `complete`: the response is whole. `cut`: it is over, and not whole.
    - `buffer`: how many messages the application may be ahead of its reader; 0 is a rendezvous.
    """

    def __init__(
        self, server: ASGIServer, request: httpx.Request, client: tuple[str, int], buffer: int
    ) -> None:
        self.server = server
        self.request = request
        self.buffer = buffer
        self.status: int | None = None
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False
        self.disconnected = False
        self.error: BaseException | None = None
        self.error_raised = False
        self.scope = _scope(server, request, client)
        self.name = f"{request.method} {self.scope['path']}"
        self.opened = asyncio.get_running_loop().time()
        server.requests.append((self.opened, self.name))
        self._sent: deque[Sent] = deque()
        self._chunks: AsyncIterator[bytes] | None = None
        self._request_read = False
        self._length: int | None = None
        self._sent_something = asyncio.Event()
        self._may_send = asyncio.Event()
        self._over = asyncio.Event()
        self.task = asyncio.create_task(self._run(), name=f"app: {self.name}")
        server.open.add(self)
        self.task.add_done_callback(lambda _: server.open.discard(self))

    @property
    def cut(self) -> bool:
        return self.task.done() and not self.complete

    @property
    def handler(self) -> str:
        """
        The handler that answers, with its file:line as far as it is known.
        """
        endpoint = self.scope.get("endpoint")
        if endpoint is None:
            return "the app"
        return str(getattr(endpoint, "label", None) or of_callable(endpoint))

    def waits_at(self) -> str:
        """
        Where the application waits, for a failure message.
        """
        if self._sent and not self.disconnected:
            return f"{self.handler} has sent more than the test has read"
        return waits_at(self.task)

    async def started(self) -> None:
        """
        Wait for the response's status and headers, or for the application to end without.
        """
        while self.status is None and not self.task.done():
            await self._news()

    async def read(self) -> Sent | None:
        """
        The next part of the body; None when there is none to come.

        Being cancelled loses nothing.
        """
        while not self._sent:
            if self.complete or self.task.done():
                return None
            await self._news()
        return self.read_ready()

    def read_ready(self) -> Sent | None:
        """
        The next part of the body if the application has already sent it.
        """
        if not self._sent:
            return None
        sent = self._sent.popleft()
        self._may_send.set()
        return sent

    async def ended(self) -> None:
        """
        Wait until the application has returned.
        """
        await asyncio.wait((self.task,))

    def disconnect(self) -> None:
        """
        The reader has gone: the application receives `http.disconnect`, and sends into the void.
        """
        self.disconnected = True
        self._sent.clear()
        self._over.set()
        self._may_send.set()

    async def close(self, timeout: float | None) -> None:
        """
        Disconnect and wait for the application to return.

        Cancels it if it does not within `timeout` seconds, and raises `StillRunning` with the place at
        which it waited.
        """
        self.disconnect()
        if self.task.done():
            return
        await asyncio.wait((self.task,), timeout=timeout)
        if self.task.done():
            return
        at = waits_at(self.task)
        ended = await _cancel(self.task)
        self.error_raised = True
        raise StillRunning(
            f"{self.name}: {self.handler} goes on although its reader has gone. "
            f"{timeout:g} s after http.disconnect the task {self.task.get_name()!r} waits in\n"
            f"    {at}\n"
            f"It was cancelled{'' if ended else ', and goes on even so'}. A handler that streams ends "
            f"when its wait is cancelled: let CancelledError pass, and keep waits in `finally` short."
        )

    def take_error(self) -> BaseException | None:
        """
        The application's exception, once: whoever takes it raises it.
        """
        if self.error is None or self.error_raised:
            return None
        self.error_raised = True
        return self.error

    async def _news(self) -> None:
        self._sent_something.clear()
        await self._sent_something.wait()

    async def _run(self) -> None:
        try:
            await self.server.app(self.scope, self._receive, self._send)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            self._over.set()
            self._sent_something.set()

    async def _receive(self) -> Message:
        if not self._request_read:
            return await self._next_request_message()
        await self._over.wait()
        return {"type": "http.disconnect"}

    async def _next_request_message(self) -> Message:
        if self._chunks is None:
            try:
                body = self.request.content
            except httpx.RequestNotRead:
                assert isinstance(self.request.stream, httpx.AsyncByteStream)
                self._chunks = aiter(self.request.stream)
            else:
                self._request_read = True
                return {"type": "http.request", "body": body, "more_body": False}
        try:
            return {"type": "http.request", "body": await anext(self._chunks), "more_body": True}
        except StopAsyncIteration:
            self._request_read = True
            return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if self.disconnected:
            await asyncio.sleep(0)  # uvicorn just returns; here a handler that never waits must end
            return
        kind = message["type"]
        if self.status is None:
            if kind != "http.response.start":
                raise RuntimeError(f"expected ASGI message http.response.start, found {kind}")
            self._start(message)
        elif self.complete:
            raise RuntimeError(f"ASGI message {kind} after the response was complete")
        elif kind != "http.response.body":
            raise RuntimeError(f"expected ASGI message http.response.body, found {kind}")
        else:
            await self._send_body(message.get("body", b""), message.get("more_body", False))

    def _start(self, message: MutableMapping[str, Any]) -> None:
        headers = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        for name, value in headers:
            if _HEADER_NAME.search(name) or _HEADER_VALUE.search(value):
                raise RuntimeError(f"{name!r}: {value!r} is not an HTTP header")
            if name.lower() == b"content-length":
                self._length = int(value)
        self.status = message["status"]
        self.headers = headers
        self._sent_something.set()

    async def _send_body(self, body: bytes, more: bool) -> None:
        if self.request.method == "HEAD":
            body, self._length = b"", None
        if self._length is not None:
            self._length -= len(body)
            if self._length < 0:
                raise RuntimeError("the response is longer than its Content-Length")
            if self._length > 0 and not more:
                raise RuntimeError("the response is shorter than its Content-Length")
        if body:
            self._sent.append(Sent(asyncio.get_running_loop().time(), bytes(body)))
        if not more:
            self.complete = True
            self._over.set()
        self._sent_something.set()
        while len(self._sent) > self.buffer:
            self._may_send.clear()
            await self._may_send.wait()


class StarioResponse(httpx.Response):
    """
    httpx's response, and what the Datastar client would make of it.

    - `events`: the events of the body, be it an event stream, HTML or JSON; none unless the status is
      200, since the client applies nothing else. Raises `MalformedEvent`.
    - `patches`: the `PatchElements` among them.
    - `signals`: what the `PatchSignals` among them add up to.
    """

    @property
    def events(self) -> list[Event]:
        return events_of(self.status_code, self.headers, self.content)

    @property
    def patches(self) -> list[PatchElements]:
        return [event for event in self.events if isinstance(event, PatchElements)]

    @property
    def signals(self) -> dict[str, Any]:
        return signals_of(self.events)


class ASGITransport(httpx.AsyncBaseTransport):
    """
    Sends httpx's requests to an application, and gives its response as soon as it has headers.

    - `timeout`: the deadline of each wait in seconds when the request brings none of its own.
    - `buffer`: see `Connection`.
    - `raise_app_exceptions`: raise the application's exceptions in the test, as they are; otherwise the
      test sees what a client of uvicorn sees: a 500, or a broken connection.

    The response's `extensions["stario.connection"]` is its `Connection`.
    """

    def __init__(
        self,
        server: ASGIServer,
        *,
        timeout: float | None = 5.0,
        buffer: int = 0,
        raise_app_exceptions: bool = True,
        client: tuple[str, int] = ("127.0.0.1", 54321),
    ) -> None:
        self.server = server
        self.timeout = timeout
        self.buffer = buffer
        self.raise_app_exceptions = raise_app_exceptions
        self.client = client

    async def handle_async_request(self, request: httpx.Request) -> StarioResponse:
        timeout = request.extensions.get("timeout", {}).get("read", self.timeout)
        connection = Connection(self.server, request, self.client, self.buffer)
        try:
            async with asyncio.timeout(timeout):
                await connection.started()
        except TimeoutError:
            at = connection.waits_at()
            await self._abandon(connection, timeout)
            raise httpx.ReadTimeout(
                f"{connection.name} has not answered within {timeout:g} s; the app waits in\n    {at}",
                request=request,
            ) from None
        except BaseException:
            await self._abandon(connection, timeout)
            raise
        if connection.status is None:
            return self._without_response(connection)
        return StarioResponse(
            connection.status,
            headers=connection.headers,
            stream=_Body(connection, timeout, self.raise_app_exceptions),
            extensions={"stario.connection": connection, "http_version": b"HTTP/1.1"},
        )

    async def _abandon(self, connection: Connection, timeout: float | None) -> None:
        with contextlib.suppress(StillRunning):  # what led here says more
            await connection.close(timeout)

    def _without_response(self, connection: Connection) -> StarioResponse:
        error = connection.take_error()
        if self.raise_app_exceptions:
            if error is not None:
                raise error
            raise RuntimeError(f"{connection.name}: the app returned without starting a response")
        # What uvicorn answers for the application.
        connection.status = 500
        text = "Internal Server Error"
        return StarioResponse(500, text=text, extensions={"stario.connection": connection})


class _Body(httpx.AsyncByteStream):
    """
    A response's body for httpx: read part by part, or as a whole within a deadline.
    """

    def __init__(self, connection: Connection, timeout: float | None, raise_errors: bool) -> None:
        self._connection = connection
        self._timeout = timeout
        self._raise_errors = raise_errors
        self._time = asyncio.get_running_loop().time
        self._gave_up = False
        kind = httpx.Headers(connection.headers).get("content-type", "")
        self._streams = kind.startswith("text/event-stream")
        # The client asks for it when it reads a response as a whole.
        whole: float | None = connection.request.extensions.get(READ_WITHIN)
        self._whole = timeout if whole is not None and not self._streams else whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        connection = self._connection
        deadline = None if self._whole is None else self._time() + self._whole
        size = 0
        while True:
            within = self._timeout if deadline is None else max(0.0, deadline - self._time())
            try:
                async with asyncio.timeout(within):
                    sent = await connection.read()
                    if sent is None:
                        await connection.ended()
            except TimeoutError:
                raise self._too_late(size) from None
            if sent is None:
                break
            size += len(sent.body)
            yield sent.body
        error = connection.take_error()
        if error is not None and self._raise_errors:
            raise error
        if not connection.complete:
            raise httpx.RemoteProtocolError(
                f"{connection.name}: peer closed connection without sending complete message body "
                f"(the app ended after {size} bytes)"
            )

    def _too_late(self, size: int) -> Exception:
        self._gave_up = True
        connection = self._connection
        at = connection.waits_at()
        so_far = f"{size} bytes have arrived, and the app waits in\n    {at}"
        if connection.complete:
            text = f"{connection.name} has answered, but the app goes on after it. It waits in\n    {at}"
        elif self._streams and self._whole is not None:
            method = connection.request.method
            arguments = repr(connection.scope["path"])
            if method != "GET":
                arguments += f", method={method!r}"
            text = (
                f"{connection.name} streams; use client.listen({arguments}) to read it event by event. "
                f"Its end did not come within {self._whole:g} s: {so_far}"
            )
        else:
            text = f"{connection.name} sent nothing more within {self._timeout or 0:g} s: {so_far}"
        return httpx.ReadTimeout(text, request=connection.request)

    async def aclose(self) -> None:
        connection = self._connection
        if self._gave_up:  # that error says more than what closing may add
            with contextlib.suppress(StillRunning):
                await connection.close(CANCEL_SECONDS)
            return
        await connection.close(self._timeout)
        error = connection.take_error()
        if error is not None and self._raise_errors:
            raise error


def _scope(server: ASGIServer, request: httpx.Request, client: tuple[str, int]) -> MutableMapping[str, Any]:
    url = request.url
    raw_path = url.raw_path.partition(b"?")[0]
    default_port = 443 if url.scheme == "https" else 80
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": (url.host, url.port or default_port),
        "client": client,
        "scheme": url.scheme,
        "method": request.method,
        "root_path": "",
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "query_string": url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "state": server.state.copy(),
    }


async def _cancel(task: asyncio.Task[None]) -> bool:
    """
    Cancel a task of the application; True if it has ended.
    """
    task.cancel()
    await asyncio.wait((task,), timeout=CANCEL_SECONDS)
    if task.done() and not task.cancelled():
        task.exception()  # seen: what cancelled it says more
    return task.done()
