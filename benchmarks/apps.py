"""
The same two pages in every framework: `/` is a small page, `/events?n=N&turn=T` streams N events.

Each event is 100 B of HTML with one `~` in it, which load generators count. With `turn=1` the handler gives
the loop a turn before each event (`asyncio.sleep(0)`); with `turn=0` all values are ready at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from datastar_py import ServerSentEventGenerator
from datastar_py.starlette import DatastarResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from stario import Query, Stario

HTML = f"<div id='count'>~{'x' * 77}</div>"
PAGE = f"<!doctype html><title>Hi</title><h1>Hello</h1><p>{'x' * 250}</p>"
EVENT = f"event: datastar-patch-elements\ndata: elements {HTML}\n\n".encode()

RAW_READY = "raw ASGI, ready-made bytes"
RAW_FORMAT = "raw ASGI, formatting"
STARLETTE = "Starlette + datastar-py"
STARIO = "Stario"


def raw(*, formats: bool) -> Any:
    """No framework: what the server alone costs, with the event formatted each time or made beforehand."""
    page = PAGE.encode()
    page_headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(page))]
    stream_headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while True:
                kind = (await receive())["type"]
                await send({"type": f"{kind}.complete"})
                if kind == "lifespan.shutdown":
                    return
        if scope["path"] == "/":
            await send({"type": "http.response.start", "status": 200, "headers": page_headers})
            await send({"type": "http.response.body", "body": page})
            return
        query = parse_qs(scope["query_string"].decode())
        turn = query["turn"] == ["1"]
        await send({"type": "http.response.start", "status": 200, "headers": stream_headers})
        for _ in range(int(query["n"][0])):
            if turn:
                await asyncio.sleep(0)
            if formats:
                event = f"event: datastar-patch-elements\ndata: elements {HTML}\n\n".encode()
            else:
                event = EVENT
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return app


def starlette() -> Any:
    """What one writes with Starlette and datastar-py's own response."""

    async def page(request: Request) -> Response:
        return HTMLResponse(PAGE)

    async def stream(n: int, turn: bool) -> AsyncIterator[Any]:
        for _ in range(n):
            if turn:
                await asyncio.sleep(0)
            yield ServerSentEventGenerator.patch_elements(HTML)

    async def events(request: Request) -> Response:
        query = request.query_params
        return DatastarResponse(stream(int(query["n"]), query["turn"] == "1"))

    return Starlette(routes=[Route("/", page), Route("/events", events)])


def stario() -> Any:
    """What one writes with Stario."""

    async def page() -> str:
        return PAGE

    async def events(request: Request) -> AsyncIterator[str]:
        query = request.query_params
        turn = query["turn"] == "1"
        for _ in range(int(query["n"])):
            if turn:
                await asyncio.sleep(0)
            yield HTML

    return Stario(Query("/", page), Query("/events", events))


APPS: dict[str, Callable[[], Any]] = {
    RAW_READY: partial(raw, formats=False),
    RAW_FORMAT: partial(raw, formats=True),
    STARLETTE: starlette,
    STARIO: stario,
}


def make(name: str) -> Any:
    """The application of that name."""
    return APPS[name]()
