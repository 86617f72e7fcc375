"""What one writes with Starlette and datastar-py's own response."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from datastar_py import ServerSentEventGenerator
from datastar_py.starlette import DatastarResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from apps import HTML, PAGE


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def stream(count: int, wait: float) -> AsyncIterator[Any]:
    for _ in range(count):
        yield ServerSentEventGenerator.patch_elements(HTML)
        if wait >= 0:
            await asyncio.sleep(wait)


async def events(request: Request) -> Response:
    query = request.query_params
    return DatastarResponse(stream(int(query["n"]), float(query["wait"])))


def make() -> Any:
    return Starlette(routes=[Route("/", page), Route("/events", events)])
