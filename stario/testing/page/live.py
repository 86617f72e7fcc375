"""
The application on a loopback port, in the test's own process and loop, for a real browser.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import uvicorn
from starlette.types import Message, Receive, Scope, Send

from stario.testing.page.captures import Capture
from stario.testing.page.network import KEPT, PageRequest
from stario.testing.server import Connection

if TYPE_CHECKING:
    from stario.testing.server import ASGIServer

__all__ = ["LiveServer"]


class LiveServer:
    """
    One browser page's way to the application: a uvicorn whose requests run on the companion's server.

    - `url`: where it is, such as `http://127.0.0.1:40001`.
    - `requests`, `captures`: what came in, and the event streams that went out, the newest thousand.
    - `activity`: counts what comes and goes.
    """

    def __init__(self, server: ASGIServer, *, raises: bool) -> None:
        self._server = server
        self._raises = raises
        self.user = next(server.users)
        self.requests: deque[PageRequest] = deque(maxlen=KEPT)
        self.captures: deque[Capture] = deque(maxlen=KEPT)
        self.open: set[Connection] = set()
        self.activity = 0
        self.failure: BaseException | None = None
        self.on_answer: Callable[[PageRequest], None] = lambda request: None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        config.load()
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.lifespan = config.lifespan_class(config)

    async def start(self) -> None:
        """
        Accept connections.
        """
        await self._uvicorn.startup(sockets=[self._socket])

    async def close(self) -> None:
        """
        Accept no more; each open connection is left, and its handler has to end. Raises `StillRunning`.
        """
        try:
            for connection in list(self.open):
                await connection.close(self._server.timeout)
        finally:
            for listener in self._uvicorn.servers:
                listener.close()
            for protocol in list(self._uvicorn.server_state.connections):
                protocol.shutdown()
            tasks = list(self._uvicorn.server_state.tasks)
            if tasks:
                await asyncio.wait(tasks, timeout=self._server.timeout)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._server.app(scope, receive, send)
            return
        request, connection = await self._connect(scope, receive)
        self.activity += 1
        self.open.add(connection)
        leaving = asyncio.create_task(self._until_it_leaves(receive, connection))
        try:
            await connection.started()
            self.activity += 1
            if connection.status is None:
                request.error = f"{connection.handler} gave no answer"
                await send({"type": "http.response.start", "status": 500, "headers": []})
                await send({"type": "http.response.body", "body": b"Internal Server Error"})
                return
            await self._relay(request, connection, send)
        finally:
            leaving.cancel()
            with suppress(asyncio.CancelledError):
                await leaving
            self.open.discard(connection)
            self.activity += 1
            await connection.close(self._server.timeout)
            if self._raises and (error := connection.take_error()) is not None:
                self.failure = self.failure or error

    async def _connect(self, scope: Scope, receive: Receive) -> tuple[PageRequest, Connection]:
        body = b""
        while (message := await receive())["type"] == "http.request":
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        query = scope["query_string"].decode("ascii")
        target = scope["raw_path"].decode("ascii") + (f"?{query}" if query else "")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        kind = headers.get("sec-fetch-dest", "empty")
        request = PageRequest(
            scope["method"],
            f"{self.url}{target}",
            headers,
            body,
            "fetch" if kind == "empty" else kind,
            asyncio.get_running_loop().time(),
        )
        if urlsplit(request.url).path != "/favicon.ico":
            self.requests.append(request)
        inner = {**scope, "state": self._server.state.copy()}
        connection = Connection(self._server, inner, body, 0, self._raises)
        connection.user = self.user
        return request, connection

    async def _relay(self, request: PageRequest, connection: Connection, send: Send) -> None:
        headers = [(name.lower(), value) for name, value in connection.headers]
        request.status = connection.status
        request.response_headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in headers
        }
        self.on_answer(request)
        start: Message = {"type": "http.response.start", "status": connection.status, "headers": headers}
        await send(start)
        capture: Capture | None = None
        if request.response_headers.get("content-type", "").startswith("text/event-stream"):
            capture = Capture(connection)
            self.captures.append(capture)
        try:
            while (sent := await connection.read()) is not None:
                self.activity += 1
                if capture is not None:
                    capture.add(sent)
                await send({"type": "http.response.body", "body": sent.body, "more_body": True})
        finally:
            if capture is not None:
                capture.end()
        if connection.complete:
            await send({"type": "http.response.body", "body": b""})
        elif not connection.disconnected:
            request.error = f"{connection.handler} broke off in the middle of its answer"
            raise ConnectionAbortedError(request.error)  # uvicorn cuts the connection, as it does for users

    async def _until_it_leaves(self, receive: Receive, connection: Connection) -> Any:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.activity += 1
        connection.disconnect()
