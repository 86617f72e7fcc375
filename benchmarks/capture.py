"""
How fast a test reads a stream: events per second of one in-process capture.

The bare ASGI call, with a `send` that only counts, is what the application alone can do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from apps import APPS, HTML
from table import medians, seconds, show

from stario import PatchElements
from stario.testing import StarioClient

COUNT = 3000
LAST = PatchElements(HTML)


async def bare(app: Any, query: str) -> None:
    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)

    scope = {"type": "http", "method": "GET", "path": "/sse", "query_string": query.encode(), "headers": []}
    await app({**scope, "root_path": "", "asgi": {"spec_version": "2.3"}}, receive, send)


async def captured(app: Any, query: str, buffer: int) -> None:
    async with StarioClient(app, buffer=buffer).listen(f"/sse?{query}") as stream:
        events = await stream.take(COUNT)
    assert events[-1] == LAST


def timed(work: Callable[..., Coroutine[Any, Any, None]], *args: Any) -> Callable[[], float]:
    return lambda: seconds(lambda: asyncio.run(work(*args)))


def run(rounds: int) -> None:
    """Print the table."""
    for title, turn in (("values ready at once", "0"), ("one turn of the loop for each value", "1")):
        query = f"n={COUNT}&turn={turn}"
        measures: dict[str, Callable[[], float]] = {}
        for name in ("raw ASGI, ready bytes", "Starlette + datastar-py", "Stario"):
            app = APPS[name]()
            measures[f"{name}: bare call"] = timed(bare, app, query)
            for buffer in (0, 1000):
                measures[f"{name}: capture, buffer={buffer}"] = timed(captured, app, query, buffer)
        found = medians(measures, rounds)
        base = found["raw ASGI, ready bytes: bare call"]
        rows = [
            [name, f"{COUNT / value:,.0f}", f"{base / value:.2f}", f"{value / COUNT * 1e6:.1f} µs"]
            for name, value in found.items()
        ]
        show(f"In-process, {title}", ["", "events/s", "of raw ASGI's", "per event"], rows)
