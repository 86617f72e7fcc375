"""What one writes with Quart and datastar-py's response for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from datastar_py.quart import DatastarResponse, ServerSentEventGenerator
from quart import Quart, request

from apps import HTML, PAGE

app = Quart(__name__)


@app.get("/")
async def page() -> str:
    return PAGE


async def stream(count: int, wait: float) -> AsyncIterator[Any]:
    for _ in range(count):
        yield ServerSentEventGenerator.patch_elements(HTML)
        if wait >= 0:
            await asyncio.sleep(wait)


@app.get("/events")
async def events() -> DatastarResponse:
    return DatastarResponse(stream(int(request.args["n"]), float(request.args["wait"])))


def make() -> Any:
    return app
