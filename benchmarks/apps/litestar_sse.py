"""What one writes with Litestar and its own server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from litestar import Litestar, MediaType, get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from apps import DATA, EVENT_TYPE, PAGE


@get("/", media_type=MediaType.HTML)
async def page() -> str:
    return PAGE


async def stream(count: int, wait: float) -> AsyncIterator[ServerSentEventMessage]:
    for _ in range(count):
        yield ServerSentEventMessage(data=DATA, event=EVENT_TYPE)
        if wait >= 0:
            await asyncio.sleep(wait)


@get("/events")
async def events(n: int, wait: float) -> ServerSentEvent:
    return ServerSentEvent(stream(n, wait))


def make() -> Any:
    return Litestar([page, events])
