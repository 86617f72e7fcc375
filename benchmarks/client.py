"""
What one request of a test costs, for a small HTML page.

The floor is the bare ASGI call of the same application; beside it stands `httpx.AsyncClient` with httpx's
own ASGITransport. Each measure is a loop of requests in one client that is already open: making the
client and starting the application are not included, building the request and reading the answer are.

Read the multiples of httpx: what `StarioClient` costs more for its deadlines, its lifespan and its
answers message by message. `query` sends what the Datastar client sends (signals, headers).
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import Any

import httpx
from bare import call
from peers import DATASTAR, RAW, STARIO
from rounds import in_loop, medians
from table import microseconds, ratio, table

from stario.testing import StarioClient

REQUESTS = 400


async def bare(app: Any) -> float:
    start = perf_counter()
    for _ in range(REQUESTS):
        await call(app, "/")
    return (perf_counter() - start) / REQUESTS


async def httpx_get(app: Any) -> float:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        start = perf_counter()
        for _ in range(REQUESTS):
            await client.get("/")
        return (perf_counter() - start) / REQUESTS


async def stario_get(app: Any) -> float:
    async with StarioClient(app) as client:
        start = perf_counter()
        for _ in range(REQUESTS):
            await client.get("/")
        return (perf_counter() - start) / REQUESTS


async def stario_query(app: Any) -> float:
    async with StarioClient(app) as client:
        start = perf_counter()
        for _ in range(REQUESTS):
            await client.query("/")
        return (perf_counter() - start) / REQUESTS


def run(rounds: int) -> str:
    """The table."""
    apps = {peer.name.partition(",")[0]: peer.make() for peer in (RAW, DATASTAR, STARIO)}
    loops = (bare, httpx_get, stario_get, stario_query)
    found = medians(
        {(name, loop): partial(in_loop, loop, app) for name, app in apps.items() for loop in loops},
        rounds,
    )
    rows = []
    for name in apps:
        times = {loop: found[name, loop] for loop in loops}
        rows.append(
            [
                name,
                microseconds(times[bare]),
                microseconds(times[httpx_get]),
                *(
                    f"{ratio(times[loop] / times[httpx_get])} ({microseconds(times[loop])})"
                    for loop in (stario_get, stario_query)
                ),
            ]
        )
    return table(
        "One request of a test",
        "Multiples of httpx with its own ASGITransport, less is better.",
        [
            "a page of",
            "bare ASGI call",
            "`httpx.AsyncClient.get`",
            "`StarioClient.get`",
            "`StarioClient.query`",
        ],
        rows,
    )
