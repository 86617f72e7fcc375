"""Litestar and datastar-py, with nothing of Stario: its tests drive any ASGI application."""

import asyncio
from collections.abc import AsyncIterator

from datastar_py.litestar import DatastarResponse, ServerSentEventGenerator, read_signals
from datastar_py.sse import DatastarEvent
from litestar import Litestar, MediaType, Request, get, post
from litestar.datastructures import State

CLIENT = "https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/datastar.js"
PAGE = f"""<!doctype html>
<html lang="en">
<head><title>Counter</title><script type="module" src="{CLIENT}"></script></head>
<body data-signals:step="1">
    <label>Step <input type="number" data-bind:step></label>
    <button data-on:click="@post('/add')">Add</button>
    <output id="count">0</output>
    <p id="seconds" role="status" data-init="@get('/seconds')"></p>
</body>
</html>
"""


@get("/", media_type=MediaType.HTML)
async def home() -> str:
    return PAGE


@post("/add", status_code=200)
async def add(request: Request, state: State) -> DatastarResponse:
    signals = await read_signals(request)
    state.count += int((signals or {}).get("step", 1))
    return DatastarResponse(
        ServerSentEventGenerator.patch_elements(f'<output id="count">{state.count}</output>')
    )


@get("/seconds")
async def seconds() -> DatastarResponse:
    async def events() -> AsyncIterator[DatastarEvent]:
        for second in range(1_000_000):
            yield ServerSentEventGenerator.patch_elements(
                f'<p id="seconds" role="status">{second} s here</p>'
            )
            await asyncio.sleep(1)

    return DatastarResponse(events())


app = Litestar([home, add, seconds], state=State({"count": 0}), openapi_config=None)
