"""
httpx's way into the application: a transport that gives the response as soon as it has headers.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any
from urllib.parse import unquote

import httpx

from stario.datastar import Event, PatchElements
from stario.testing.answers import events_of, signals_of
from stario.testing.deadline import Deadline
from stario.testing.server import CANCEL_SECONDS, ASGIServer, Connection, StillRunning

__all__ = ["ASGITransport", "StarioResponse"]

#: The request extension that says that the response is read as a whole: how long an event stream may
#: take to end, in seconds.
READ_WITHIN = "stario.read_within"


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
        self._user = 0

    async def handle_async_request(self, request: httpx.Request) -> StarioResponse:
        timeout = request.extensions.get("timeout", {}).get("read", self.timeout)
        scope = self._scope(request)
        connection = Connection(
            self.server, scope, _request_body(request), self.buffer, self.raise_app_exceptions
        )
        if not self._user:
            self._user = next(self.server.users)
        connection.user = self._user
        deadline = Deadline(timeout)
        try:
            async with deadline:
                await connection.started()
        except TimeoutError:
            at = connection.waits_at()
            await self._abandon(connection, timeout)
            raise httpx.ReadTimeout(
                f"{connection.name} has not answered{deadline.within}; the app waits in\n    {at}",
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
            stream=_Body(connection, request, timeout),
            extensions={"stario.connection": connection, "http_version": b"HTTP/1.1"},
        )

    def _scope(self, request: httpx.Request) -> dict[str, Any]:
        url = request.url
        raw_path = url.raw_path.partition(b"?")[0]
        default_port = 443 if url.scheme == "https" else 80
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "server": (url.host, url.port or default_port),
            "client": self.client,
            "scheme": url.scheme,
            "method": request.method,
            "root_path": "",
            "path": unquote(raw_path.decode("ascii")),
            "raw_path": raw_path,
            "query_string": url.query,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "state": self.server.state.copy(),
        }

    async def _abandon(self, connection: Connection, timeout: float | None) -> None:
        with contextlib.suppress(StillRunning):  # what led here says more
            await connection.close(timeout)

    def _without_response(self, connection: Connection) -> StarioResponse:
        error = connection.take_error()
        if self.raise_app_exceptions:
            if error is not None:
                raise error
            how = "was cancelled by something that it awaited" if connection.task.cancelled() else "returned"
            raise RuntimeError(f"{connection.name}: the app {how} without starting a response")
        # What uvicorn answers for the application.
        connection.status = 500
        text = "Internal Server Error"
        return StarioResponse(500, text=text, extensions={"stario.connection": connection})


class _Body(httpx.AsyncByteStream):
    """
    A response's body for httpx: read part by part, or as a whole within a deadline.
    """

    def __init__(self, connection: Connection, request: httpx.Request, timeout: float | None) -> None:
        self._connection = connection
        self._request = request
        self._timeout = timeout
        self._gave_up = False
        kind = httpx.Headers(connection.headers).get("content-type", "")
        self._streams = kind.startswith("text/event-stream")
        # The client asks for it when it reads a response as a whole.
        whole: float | None = request.extensions.get(READ_WITHIN)
        self._whole = timeout if whole is not None and not self._streams else whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        connection = self._connection
        end = None if self._whole is None else perf_counter() + self._whole
        size = 0
        while True:
            sent = connection.read_ready()
            if sent is None:
                if connection.task.done():
                    break
                deadline = Deadline(self._timeout if end is None else max(0.0, end - perf_counter()))
                try:
                    async with deadline:
                        sent = await connection.read()
                        if sent is None:
                            await connection.ended()
                except TimeoutError:
                    raise self._too_late(size, deadline) from None
            if sent is not None:
                size += len(sent.body)
                yield sent.body
        error = connection.take_error()
        if error is not None and connection.raises:
            raise error
        if not connection.complete:
            raise httpx.RemoteProtocolError(
                f"{connection.name}: peer closed connection without sending complete message body "
                f"(the app ended after {size} bytes)"
            )

    def _too_late(self, size: int, deadline: Deadline) -> Exception:
        self._gave_up = True
        connection = self._connection
        at = connection.waits_at()
        so_far = f"{size} bytes have arrived, and the app waits in\n    {at}"
        if connection.complete:
            text = f"{connection.name} has answered, but the app goes on after it. It waits in\n    {at}"
        elif self._streams and self._whole is not None:
            method = connection.scope["method"]
            arguments = repr(connection.scope["path"])
            if method != "GET":
                arguments += f", method={method!r}"
            within = f" within {self._whole:g} s" if deadline.verdict is None else f": {deadline.verdict}"
            text = (
                f"{connection.name} streams; use client.listen({arguments}) to read it event by event. "
                f"Its end did not come{within}: {so_far}"
            )
        else:
            text = f"{connection.name} sent nothing more{deadline.within}: {so_far}"
        return httpx.ReadTimeout(text, request=self._request)

    async def aclose(self) -> None:
        connection = self._connection
        if self._gave_up:  # that error says more than what closing may add
            with contextlib.suppress(StillRunning):
                await connection.close(min(self._timeout or CANCEL_SECONDS, CANCEL_SECONDS))
            return
        await connection.close(self._timeout)
        error = connection.take_error()
        if error is not None and connection.raises:
            raise error


def _request_body(request: httpx.Request) -> bytes | AsyncIterator[bytes]:
    try:
        return request.content
    except httpx.RequestNotRead:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        return aiter(request.stream)
