"""The same two pages in every framework: `/hi` is a small page, `/sse?n=N&turn=0|1` streams N events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from datastar_py import ServerSentEventGenerator
from datastar_py.starlette import DatastarResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from stario import Query, Stario

HTML = "<div id='n'>~" + "x" * 81 + "</div>"  # 100 bytes; the load generator counts the tildes
EVENT = f"event: datastar-patch-elements\ndata: elements {HTML}\n\n"
READY = EVENT.encode()
PAGE = "<!doctype html><title>Hi</title><p>" + "x" * 200
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]


def wanted(query: str) -> tuple[int, bool]:
    pairs = dict(pair.split("=") for pair in query.split("&") if "=" in pair)
    return int(pairs.get("n", 1)), pairs.get("turn") == "1"


def raw(make: Callable[[], bytes]) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/hi":
            page = PAGE.encode()
            headers = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(page))]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": page})
            return
        count, turn = wanted(scope["query_string"].decode())
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        for _ in range(count):
            if turn:
                await asyncio.sleep(0)
            await send({"type": "http.response.body", "body": make(), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return app


def starlette() -> Any:
    async def page(request: Request) -> Response:
        return HTMLResponse(PAGE)

    async def stream(request: Request) -> Response:
        count, turn = wanted(request.url.query)

        async def events() -> AsyncIterator[Any]:
            for _ in range(count):
                if turn:
                    await asyncio.sleep(0)
                yield ServerSentEventGenerator.patch_elements(HTML)

        return DatastarResponse(events())

    return Starlette(routes=[Route("/hi", page), Route("/sse", stream)])


def stario() -> Any:
    async def page() -> str:
        return PAGE

    async def stream(request: Request) -> AsyncIterator[str]:
        count, turn = wanted(request.url.query)
        for _ in range(count):
            if turn:
                await asyncio.sleep(0)
            yield HTML

    return Stario(Query("/hi", page), Query("/sse", stream))


def formatted() -> bytes:
    return f"event: datastar-patch-elements\ndata: elements {HTML}\n\n".encode()


APPS: dict[str, Callable[[], Any]] = {
    "raw ASGI, ready bytes": lambda: raw(lambda: READY),
    "raw ASGI, formatting": lambda: raw(
        lambda: f"event: datastar-patch-elements\ndata: elements {HTML}\n\n".encode()
    ),
    "Starlette + datastar-py": starlette,
    "Stario": stario,
}
