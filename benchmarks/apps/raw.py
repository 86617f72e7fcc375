"""No framework: ready-made bytes, and what the server alone costs. The floor."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

from apps import EVENT, PAGE

PAGE_BYTES = PAGE.encode()
PAGE_HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-length", b"%d" % len(PAGE_BYTES)),
]
STREAM_HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    if scope["path"] == "/":
        await send({"type": "http.response.start", "status": 200, "headers": PAGE_HEADERS})
        await send({"type": "http.response.body", "body": PAGE_BYTES})
        return
    query = parse_qs(scope["query_string"].decode())
    wait = float(query["wait"][0])
    await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
    for _ in range(int(query["n"][0])):
        await send({"type": "http.response.body", "body": EVENT, "more_body": True})
        if wait >= 0:
            await asyncio.sleep(wait)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def make() -> Any:
    return app
