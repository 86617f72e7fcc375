"""What one writes with Starlette and sse-starlette."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from apps import DATA, EVENT_TYPE, PAGE


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def stream(count: int, wait: float) -> AsyncIterator[dict[str, str]]:
    for _ in range(count):
        yield {"event": EVENT_TYPE, "data": DATA}
        if wait >= 0:
            await asyncio.sleep(wait)


async def events(request: Request) -> Response:
    query = request.query_params
    return EventSourceResponse(stream(int(query["n"]), float(query["wait"])))


def make() -> Any:
    return Starlette(routes=[Route("/", page), Route("/events", events)])
