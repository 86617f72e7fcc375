"""What one writes with this project's Stario."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from apps import HTML, PAGE
from stario import Query, QueryParam, Stario


async def page() -> str:
    return PAGE


async def events(n: Annotated[int, QueryParam], wait: Annotated[float, QueryParam]) -> AsyncIterator[str]:
    for _ in range(n):
        yield HTML
        if wait >= 0:
            await asyncio.sleep(wait)


def make() -> Any:
    return Stario(Query("/", page), Query("/events", events))
