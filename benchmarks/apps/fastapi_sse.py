"""What one writes with FastAPI and its own server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from apps import DATA, EVENT_TYPE, PAGE

app = FastAPI()


@app.get("/", response_class=HTMLResponse)
async def page() -> str:
    return PAGE


@app.get("/events", response_class=EventSourceResponse)
async def events(n: int, wait: float) -> AsyncIterator[ServerSentEvent]:
    for _ in range(n):
        yield ServerSentEvent(raw_data=DATA, event=EVENT_TYPE)
        if wait >= 0:
            await asyncio.sleep(wait)


def make() -> Any:
    return app
