"""The index of paths finds what Starlette's own router finds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match, Mount, Route, Router
from starlette.types import Scope

from stario import Command, Query, Stario
from stario.router import IndexedRouter
from stario.testing import StarioClient

PATHS = ["/", "/a", "/a/", "/b", "/{x}", "/a/{x:int}", "/{x:path}", "/a/b", "/a\n"]
ASKED = ["/", "/a", "/a/", "/b", "/c", "/a/1", "/a/x", "/a/b", "/a/b/c", "//a", "/a\n", ""]


def answering(name: str) -> Any:
    async def endpoint(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"{name} {sorted(request.path_params.items())}")

    return endpoint


def routes(paths: list[tuple[str, str]]) -> list[BaseRoute]:
    return [Route(path, answering(f"{n} {path}"), methods=[method]) for n, (path, method) in enumerate(paths)]


async def answers(router: Router, root: str = "") -> list[Any]:
    found = []
    for path in ASKED:
        for method in ("GET", "POST"):
            scope = {
                "type": "http",
                "method": method,
                "path": root + path,
                "root_path": root,
                "headers": [],
                "query_string": b"",
                "server": ("t", 80),
                "scheme": "http",
            }
            sent: list[Any] = []

            async def receive() -> Any:
                return {"type": "http.request"}

            async def send(message: Any, sent: list[Any] = sent) -> None:
                sent.append(message)

            await router(scope, receive, send)
            found.append((path, method, sent[0]["status"], sent[0]["headers"], sent[1]["body"]))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(["GET", "POST"])), max_size=6))
@pytest.mark.parametrize("root", ["", "/root"])
async def test_any_routes_answer_as_in_starlettes_router(root: str, paths: list[tuple[str, str]]) -> None:
    assert await answers(IndexedRouter(routes(paths)), root) == await answers(Router(routes(paths)), root)


async def test_routes_may_come_and_go() -> None:
    app = Stario(Query("/a", answering("first")))
    client = StarioClient(app)
    assert (await client.get("/a")).text == "first []"
    app.router.routes.insert(0, Query("/{x}", answering("second")))
    assert (await client.get("/a")).text == "second [('x', 'a')]"
    app.router.routes[0] = Query("/a", answering("third"))
    assert (await client.get("/a")).text == "third []"
    app.router.routes.clear()
    assert (await client.get("/a")).status_code == 404


async def test_a_route_that_decides_in_a_way_of_its_own_is_asked() -> None:
    class Upper(Route):
        def matches(self, scope: Scope) -> tuple[Match, Scope]:
            return super().matches({**scope, "path": scope["path"].lower()})

    app = Stario(Upper("/a", answering("upper")), Query("/A", answering("exact")))
    assert (await StarioClient(app).get("/A")).text == "upper []"


async def test_a_mounted_application_finds_its_paths() -> None:
    inner = Stario(Query("/a", answering("a")), Query("/{x}", answering("x")))
    inner.router.routes.append(Command("/a", answering("command")))
    for outer in (Stario(Mount("/in", inner)), Starlette(routes=[Mount("/in", inner)])):
        client = StarioClient(outer)
        assert (await client.get("/in/a")).text == "a []"
        assert (await client.get("/in/b")).text == "x [('x', 'b')]"
        assert (await client.post("/in/a")).text == "command []"
        assert (await client.delete("/in/a")).status_code == 405
