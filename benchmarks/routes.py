"""
What finding a handler and filling its parameters costs, in one process and without a server.

Each measure is a loop of bare ASGI calls. A Query that returns a small page stands beside the Starlette route
that answers with an `HTMLResponse` of it, alone and behind 99 other routes. A handler with three validated
parameters (an int in the path, an int and a text with defaults in the query) stands beside FastAPI's.

Read the multiples of the other framework: below 1 Stario takes less time.
"""

from __future__ import annotations

import asyncio
from functools import partial
from importlib.util import find_spec
from time import perf_counter
from typing import Annotated, Any

import httpx
from apps import PAGE
from bare import call
from rounds import in_loop, medians
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from table import microseconds, ratio, table

from stario import PathParam, Query, QueryParam, Stario

REQUESTS = 1_000
MANY = 100
ITEM = "/item/7?page=3&q=tea"
ITEM_TEXT = "<p>7: page 3 of tea</p>"


async def stario_page() -> str:
    return PAGE


async def starlette_page(request: Request) -> Response:
    return HTMLResponse(PAGE)


def stario_routes(count: int) -> Any:
    return Stario(*(Query(f"/page/{number}", stario_page) for number in range(count)))


def starlette_routes(count: int) -> Any:
    return Starlette(routes=[Route(f"/page/{number}", starlette_page) for number in range(count)])


def stario_item() -> Any:
    async def item(
        id: Annotated[int, PathParam],
        page: Annotated[int, QueryParam] = 1,
        q: Annotated[str, QueryParam] = "",
    ) -> str:
        return f"<p>{id + 0}: page {page + 0} of {q}</p>"

    return Stario(Query("/item/{id}", item))


def fastapi_item() -> Any:
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    async def item(id: int, page: int = 1, q: str = "") -> str:
        return f"<p>{id + 0}: page {page + 0} of {q}</p>"

    app = FastAPI()
    app.get("/item/{id}", response_class=HTMLResponse)(item)
    return app


async def answer(app: Any, target: str) -> str:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        return (await client.get(target)).raise_for_status().text


async def requests(app: Any, target: str) -> float:
    start = perf_counter()
    for _ in range(REQUESTS):
        await call(app, target)
    return (perf_counter() - start) / REQUESTS


def run(rounds: int) -> str:
    """The table."""
    cases = {
        name: (f"/page/{count - 1}", PAGE, "Starlette", starlette_routes(count), stario_routes(count))
        for name, count in {"1 route": 1, f"{MANY} routes, the last asked": MANY}.items()
    }
    skipped = ""
    if find_spec("fastapi") is None:
        skipped = "**Left out: three validated parameters** (there is no FastAPI)."
    else:
        cases["three validated parameters"] = (ITEM, ITEM_TEXT, "FastAPI", fastapi_item(), stario_item())
    measures = {}
    for name, (target, expected, _, *apps) in cases.items():
        for which, app in enumerate(apps):
            found = asyncio.run(answer(app, target))
            if found != expected:
                raise RuntimeError(f"{name}: {found!r} instead of {expected!r}")
            measures[name, which] = partial(in_loop, requests, app, target)
    times = medians(measures, rounds)
    rows = [
        [
            name,
            other,
            microseconds(times[name, 0]),
            microseconds(times[name, 1]),
            ratio(times[name, 1] / times[name, 0]),
        ]
        for name, (_, _, other, *_) in cases.items()
    ]
    return table(
        "One request in process",
        "Multiples of the other framework, less is better.",
        ["an application of", "beside", "its time", "Stario's time", "Stario"],
        rows,
        skipped,
    )
