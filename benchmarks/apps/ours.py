"""What one writes with this project's Stario."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request

from apps import HTML, PAGE
from stario import Query, Stario


async def page() -> str:
    return PAGE


async def events(request: Request) -> AsyncIterator[str]:
    query = request.query_params
    wait = float(query["wait"])
    for _ in range(int(query["n"])):
        yield HTML
        if wait >= 0:
            await asyncio.sleep(wait)


def make() -> Any:
    return Stario(Query("/", page), Query("/events", events))
