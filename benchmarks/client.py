"""
What one request of a test costs, beside httpx with its own ASGITransport and beside the bare ASGI call.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from apps import APPS
from table import medians, show

from stario.testing import StarioClient

COUNT = 300


async def bare(app: Any) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        pass

    scope = {"type": "http", "method": "GET", "path": "/hi", "query_string": b"", "headers": []}
    await app({**scope, "root_path": ""}, receive, send)


def repeated(make: Callable[[], Callable[[], Awaitable[Any]]]) -> Callable[[], float]:
    async def main() -> float:
        request = make()
        await request()
        start = time.perf_counter()
        for _ in range(COUNT):
            await request()
        return (time.perf_counter() - start) / COUNT

    return lambda: asyncio.run(main())


def run(rounds: int) -> None:
    """Print the table."""
    rows = []
    for name in ("raw ASGI, ready bytes", "Starlette + datastar-py", "Stario"):
        app = APPS[name]()

        def plain(app: Any = app) -> httpx.AsyncClient:
            return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver")

        measures = {
            "bare": repeated(lambda app=app: lambda: bare(app)),
            "httpx": repeated(lambda: (client := plain()) and (lambda: client.get("/hi"))),
            "get": repeated(lambda app=app: (client := StarioClient(app)) and (lambda: client.get("/hi"))),
            "query": repeated(
                lambda app=app: (client := StarioClient(app)) and (lambda: client.query("/hi"))
            ),
        }
        found = medians(measures, rounds)
        rows.append(
            [
                name,
                *(f"{found[key] * 1e6:.0f} µs" for key in found),
                f"{found['get'] / found['httpx']:.2f}",
                f"{found['query'] / found['httpx']:.2f}",
            ]
        )
    columns = [
        "a page of",
        "bare call",
        "httpx",
        "StarioClient.get",
        ".query",
        "get / httpx",
        "query / httpx",
    ]
    show("One request of a test", columns, rows)
