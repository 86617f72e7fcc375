"""The short way to a route: nobody can tell it from the way through Starlette's layers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from stario import Command, Query, Stario
from stario.testing import StarioClient

PATHS = ["/ok", "/found", "/teapot", "/handled", "/unhandled", "/late", "/late-handled", "/none", "/ok/"]


class Passing:
    """With a middleware of the user's, a request takes its way through the layers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


async def ok() -> str:
    return "<p>ok</p>"


async def found() -> None:
    raise HTTPException(303, headers={"Location": "/ok"})


async def teapot() -> None:
    raise HTTPException(418, "short and stout")


async def handled() -> None:
    raise KeyError("handled")


async def unhandled() -> None:
    raise ZeroDivisionError("unhandled")


def late(problem: type[Exception]) -> Callable[[], Any]:
    async def parts() -> AsyncIterator[str]:
        yield "begun"
        raise problem("late")

    async def handler() -> Response:
        return StreamingResponse(parts())

    return handler


async def told(request: Request, problem: Exception) -> Response:
    return PlainTextResponse(f"told of {problem!r} at {request.url.path}", status_code=409)


def application(*, middleware: bool, **options: Any) -> Stario:
    return Stario(
        Query("/ok", ok),
        Query("/found", found),
        Query("/teapot", teapot),
        Command("/handled", handled),
        Query("/handled", handled),
        Query("/unhandled", unhandled),
        Query("/late", late(ZeroDivisionError)),
        Query("/late-handled", late(KeyError)),
        middleware=[Middleware(Passing)] if middleware else [],
        **options,
    )


async def outcome(app: Stario, path: str) -> tuple[object, ...]:
    """What the server sees: messages, and what was raised, with what it came of."""
    sent: list[Any] = []

    body = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Any:
        return next(body, None) or await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
        "server": ("testserver", 80),
        "scheme": "http",
    }
    try:
        await app(scope, receive, send)
    except Exception as problem:
        frames = []
        trace = problem.__traceback__
        while trace is not None:
            frames.append(trace.tb_frame.f_code.co_name)
            trace = trace.tb_next
        return sent, repr(problem), repr(problem.__cause__), frames[-1], scope["endpoint"] is not None
    return sent, None, scope.get("path_params"), scope["app"] is app


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"exception_handlers": {KeyError: told, 418: told, 500: told}},
        {"exception_handlers": {HTTPException: told}},
        {"debug": False, "exception_handlers": {Exception: told}},
    ],
    ids=["plain", "handlers", "http", "server error"],
)
async def test_errors_are_answered_as_by_the_layers(path: str, options: dict[str, Any]) -> None:
    direct = await outcome(application(middleware=False, **options), path)
    assert direct == await outcome(application(middleware=True, **options), path)
    assert direct[0] or path == "/late", "something was answered"


async def test_a_command_of_another_site_is_refused_on_the_short_way_too() -> None:
    async with StarioClient(application(middleware=False)) as client:
        response = await client.post("/handled", headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403


async def test_starlettes_own_routes_take_the_layers() -> None:
    """Their handlers of exceptions are innermost: a route's own middleware sees the answer."""
    seen: list[int] = []

    class Seeing(Passing):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def look(message: Any) -> None:
                seen.append(message.get("status", 0))
                await send(message)

            await self.app(scope, receive, look)

    async def endpoint(request: Request) -> Response:
        raise KeyError("inside")

    app = Stario(Route("/", endpoint, middleware=[Middleware(Seeing)]), exception_handlers={KeyError: told})
    async with StarioClient(app) as client:
        assert (await client.get("/")).status_code == 409
    assert seen == [409, 0]


async def test_middleware_that_is_added_later_is_passed() -> None:
    app = application(middleware=False)
    seen: list[str] = []

    class Noting(Passing):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            seen.append(scope["type"])
            await super().__call__(scope, receive, send)

    app.add_middleware(Noting)
    async with StarioClient(app) as client:
        assert (await client.get("/ok")).text == "<p>ok</p>"
    assert seen == ["lifespan", "http"]


async def test_an_instrumented_stack_is_passed() -> None:
    """What wraps `build_middleware_stack`, as tracing libraries do, sees every request."""
    seen: list[str] = []

    class Traced(Stario):
        def build_middleware_stack(self) -> ASGIApp:
            inner = super().build_middleware_stack()

            async def traced(scope: Scope, receive: Receive, send: Send) -> None:
                seen.append(scope["type"])
                await inner(scope, receive, send)

            return traced

    async with StarioClient(Traced(Query("/ok", ok))) as client:
        await client.get("/ok")
    assert seen == ["lifespan", "http"]
