"""What one writes with Starlette alone, at its cheapest: ready-made bytes through a StreamingResponse."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from apps import EVENT, PAGE


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def stream(count: int, wait: float) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield EVENT
        if wait >= 0:
            await asyncio.sleep(wait)


async def events(request: Request) -> Response:
    query = request.query_params
    return StreamingResponse(
        stream(int(query["n"]), float(query["wait"])),
        media_type="text/event-stream",
        headers={"cache-control": "no-cache"},
    )


def make() -> Any:
    return Starlette(routes=[Route("/", page), Route("/events", events)])
