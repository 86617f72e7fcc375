"""
The application on a loopback port, in the test's own process and loop, for a real browser.
"""

from __future__ import annotations

import asyncio
import contextvars
import itertools
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import uvicorn
from starlette.types import Message, Receive, Scope, Send

from stario.testing.loop import VirtualLoop
from stario.testing.page.captures import Capture, Captures
from stario.testing.page.network import KEPT, PageRequest
from stario.testing.server import Connection, StillRunning

if TYPE_CHECKING:
    from stario.testing.server import ASGIServer

__all__ = ["Exchange", "LiveServer"]


@dataclass(slots=True)
class Exchange:
    """
    A request that is being answered, and how many bytes of its body have been sent.
    """

    key: tuple[str, str]
    answered: bool = False
    sent: int = 0
    complete: bool = False


class LiveServer:
    """
    One browser page's way to the application: a uvicorn whose requests run on the companion's server.

    - `url`: where it is, such as `http://127.0.0.1:40001`.
    - `requests`: what came in, the newest thousand. `captures`: the event streams that went out.
    - `exchanges`: what is being answered, by the number that the header `Server-Timing` tells the page.
    - `stamp`: what that header says besides, when an answer begins.
    - `listener`: a socket of whose port this has the connections; by default one of its own.
    - `on_news`: called when something comes or goes.
    """

    def __init__(self, server: ASGIServer, *, raises: bool, listener: socket.socket | None = None) -> None:
        self._server = server
        self._raises = raises
        self.user = next(server.users)
        self.requests: deque[PageRequest] = deque(maxlen=KEPT)
        self.captures = Captures()
        self.open: set[Connection] = set()
        self.exchanges: dict[int, Exchange] = {}
        self._numbers = itertools.count(1)
        self.stamp: Callable[[], str] = lambda: ""
        self.on_news: Callable[[], None] = lambda: None
        self._left = asyncio.Event()
        self._context = contextvars.copy_context()
        self.failure: BaseException | None = None
        self.on_answer: Callable[[PageRequest], None] = lambda request: None
        loop = asyncio.get_running_loop()
        self._holds = loop.holds if isinstance(loop, VirtualLoop) else None
        self._socket = socket.create_server(("127.0.0.1", 0)) if listener is None else listener.dup()
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._answer,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            # Each connection that is kept would have a timer, and a test's time its timers are the test's.
            headers=[("connection", "close")] if self._holds is not None else [],
        )
        config.load()
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.lifespan = config.lifespan_class(config)

    async def start(self) -> None:
        """
        Accept connections.
        """
        await self._uvicorn.startup(sockets=[self._socket])
        if self._holds is not None:
            self._holds.counted.update(self._uvicorn.servers)

    async def left(self) -> None:
        """
        Wait until whoever was connected is gone, and the handlers have ended.
        """
        while self.open:
            self._left.clear()
            await self._left.wait()

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

    def take_context(self) -> None:
        """
        Let the application see what the test has set by now, such as `app.overrides`.
        """
        self._context = contextvars.copy_context()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._server.app(scope, receive, send)
            return
        request, connection = await self._connect(scope, receive)
        number = next(self._numbers)
        exchange = self.exchanges[number] = Exchange((request.method, request.url))
        self.open.add(connection)
        self.on_news()
        leaving = asyncio.create_task(self._until_it_leaves(receive, connection))
        try:
            await connection.started()
            exchange.answered = True
            self.on_news()
            if connection.status is None:
                request.error = f"{connection.handler} gave no answer"
                exchange.complete = True
                await send({"type": "http.response.start", "status": 500, "headers": []})
                await send({"type": "http.response.body", "body": b"Internal Server Error"})
                return
            told = f'stario;desc="{number} {self.stamp()}"'
            await self._relay(request, connection, exchange, told, send)
        finally:
            leaving.cancel()
            with suppress(asyncio.CancelledError):
                await leaving
            del self.exchanges[number]
            self.on_news()
            try:
                await connection.close(self._server.timeout)
            except StillRunning as problem:
                self.failure = self.failure or problem
            if self._raises and (error := connection.take_error()) is not None:
                self.failure = self.failure or error
            self.open.discard(connection)
            self._left.set()

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
        if self._holds is not None:  # what is sent has to be found again among what is received, byte by byte
            inner["headers"] = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
        connection = self._context.copy().run(Connection, self._server, inner, body, 0, self._raises)
        connection.user = self.user
        return request, connection

    async def _relay(
        self, request: PageRequest, connection: Connection, exchange: Exchange, told: str, send: Send
    ) -> None:
        headers = [(name.lower(), value) for name, value in connection.headers]
        request.status = connection.status
        request.response_headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in headers
        }
        self.on_answer(request)
        headers.append((b"server-timing", told.encode("ascii")))
        start: Message = {"type": "http.response.start", "status": connection.status, "headers": headers}
        await send(start)
        capture: Capture | None = None
        if request.response_headers.get("content-type", "").startswith("text/event-stream"):
            capture = self.captures.start(connection)
        try:
            while (sent := await connection.read()) is not None:
                exchange.sent += len(sent.body)
                self.on_news()
                if capture is not None:
                    capture.add(sent)
                await send({"type": "http.response.body", "body": sent.body, "more_body": True})
        finally:
            if capture is not None:
                capture.end()
        exchange.complete = True
        if connection.complete:
            await send({"type": "http.response.body", "body": b""})
        elif not connection.disconnected:
            request.error = f"{connection.handler} broke off in the middle of its answer"
            raise ConnectionAbortedError(request.error)  # uvicorn cuts the connection, as it does for users

    async def _until_it_leaves(self, receive: Receive, connection: Connection) -> Any:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.on_news()
        connection.disconnect()
