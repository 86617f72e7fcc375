"""
The application of a case, and what it is asked.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from differential.cases import Case, Reply

PROBE = (Path(__file__).parent / "probe.js").read_bytes()
#: The headers that say something about the client, not about the browser.
TOLD = ("accept", "content-type", "datastar-request", "last-event-id")


class App:
    """
    - `case`: what it is now.
    - `requests`: what came, since they were taken last.
    - `seen`: how many there were. `busy`: how many are being answered, and `resting`: how many of those wait
      for the test.
    """

    def __init__(self, clients: dict[str, Path]) -> None:
        self._clients = clients
        self.begin(None)

    def begin(self, case: Case | None) -> None:
        """
        The next case.
        """
        self.case = case
        self.requests: list[dict[str, Any]] = []
        self.busy = self.resting = self.seen = 0
        self._counts: dict[tuple[str, str], int] = {}
        self._gates: list[asyncio.Event] = []
        self._generation = object()

    def go(self) -> None:
        """
        Let the answer go on that waits the longest at a border.
        """
        assert self._gates, "no answer waits at a border"
        self._gates.pop(0).set()

    def taken(self) -> list[dict[str, Any]]:
        """
        What came since the last time; those that were left are last, as connections have no order.
        """
        requests, self.requests = self.requests, []
        return sorted(requests, key=lambda each: "left" in each)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                await send({"type": f"{message['type']}.complete"})
                if message["type"] == "lifespan.shutdown":
                    return None
        assert scope["type"] == "http"
        if scope["path"] == "/favicon.ico":
            return await _send(send, "image/x-icon", b"")
        generation = self._generation
        self.busy += 1
        self.seen += 1
        try:
            await self._answer(Request(scope, receive), send)
        finally:
            if generation is self._generation:
                self.busy -= 1

    async def _answer(self, request: Request, send: Send) -> None:
        case, path = self.case, request.url.path
        assert case is not None
        if path == "/probe.js":
            return await _send(send, "text/javascript", PROBE)
        if path == "/datastar.js":
            return await _send(send, "text/javascript", self._clients[case.client].read_bytes())
        key = (request.method, path)
        replies = case.routes.get(key)
        if replies is None and key == ("GET", "/"):
            return await _send(send, "text/html; charset=utf-8", case.document.encode())
        self.requests.append(await _told(request))
        if replies is None:
            return await _send(send, "text/plain", b"not found", 404)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        reply = replies[min(count, len(replies)) - 1]
        return await self._reply(reply, request, send)

    async def _reply(self, reply: Reply, request: Request, send: Send) -> None:
        headers = [(name.encode(), value.encode()) for name, value in reply.headers]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        for part in reply.parts:
            if isinstance(part, bytes):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            elif part == "~":
                gate = asyncio.Event()
                self._gates.append(gate)
                if await self._rest(request, gate):
                    if gate in self._gates:
                        self._gates.remove(gate)
                    return
            elif part == "hang":
                await self._rest(request, asyncio.Event())
                return
            else:
                assert part == "abort", part
                # The server breaks the connection: what it has sent stays.
                raise ConnectionAbortedError("as the case wants it")
        await send({"type": "http.response.body", "body": b""})

    async def _rest(self, request: Request, gate: asyncio.Event) -> bool:
        """
        Wait until the test goes on, or the client leaves: then True.
        """
        generation = self._generation
        self.resting += 1
        gone = asyncio.ensure_future(_disconnected(request))
        open_gate = asyncio.ensure_future(gate.wait())
        try:
            await asyncio.wait((gone, open_gate), return_when=asyncio.FIRST_COMPLETED)
            left = gone.done() and not gate.is_set()
            if left and generation is self._generation:
                self.requests.append({"left": f"{request.method} {request.url.path}"})
            return left
        finally:
            gone.cancel()
            open_gate.cancel()
            if generation is self._generation:
                self.resting -= 1


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, kind: str, body: bytes, status: int = 200) -> None:
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _told(request: Request) -> dict[str, Any]:
    """
    A request, as far as the two tiers have to agree on it.
    """
    told: dict[str, Any] = {"request": f"{request.method} {request.url.path}"}
    query = [[key, value] for key, value in parse_qsl(request.url.query, keep_blank_values=True)]
    if query:
        told["query"] = [[key, _json(value) if key == "datastar" else value] for key, value in query]
    headers = {name: request.headers[name] for name in TOLD if name in request.headers}
    headers |= {name: value for name, value in request.headers.items() if name.startswith("x-")}
    kind = headers.get("content-type", "").partition(";")[0]
    if kind == "multipart/form-data":
        headers["content-type"] = kind
        fields: list[list[Any]] = []
        async with request.form() as form:
            for key, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = (await value.read()).decode("latin-1")
                    fields.append([key, value.filename, value.content_type, content])
                else:
                    fields.append([key, value])
        told["body"] = fields
    elif body := (await request.body()).decode():
        pairs = kind == "application/x-www-form-urlencoded"
        told["body"] = parse_qsl(body, keep_blank_values=True) if pairs else _json(body)
    if headers.get("datastar-request") or ("accept" in headers and "html" not in headers["accept"]):
        told["headers"] = headers
    elif kind:
        told["headers"] = {"content-type": kind}
    else:
        told["headers"] = {}
    return told


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
