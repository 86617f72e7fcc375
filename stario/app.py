"""
Stario: a Starlette application whose routes say what they are for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ExceptionHandler, Lifespan

from stario import _where
from stario.handlers import HandlerT
from stario.routes import Command, Query

__all__ = ["Stario"]


class Stario(Starlette):
    """
    A Starlette application of `Query` and `Command` routes.

    - `routes`: `Query`, `Command` and any route of Starlette's (`Route`, `Mount`, `WebSocketRoute`).
    - `lifespan`: an async context manager around the life of the application; what it yields is the
      requests' `state`.
    - `middleware`, `exception_handlers`, `debug`: as in Starlette.

    Everything else of Starlette's is there too: `mount`, `routes`, `url_path_for`, `add_middleware`.
    Raises `TypeError` when something that is no route is given, naming its file:line.
    """

    def __init__(
        self,
        *routes: BaseRoute,
        lifespan: Lifespan[Any] | None = None,
        middleware: Sequence[Middleware] = (),
        exception_handlers: Mapping[Any, ExceptionHandler] | None = None,
        debug: bool = False,
    ) -> None:
        for route in routes:
            if not isinstance(route, BaseRoute):
                raise TypeError(_not_a_route(route))
        handlers: dict[Any, ExceptionHandler] = {HTTPException: _explain}
        handlers.update(exception_handlers or {})
        super().__init__(
            debug=debug,
            routes=list(routes),
            middleware=list(middleware),
            exception_handlers=handlers,
            lifespan=lifespan,
        )

    def query(
        self,
        path: str,
        *,
        methods: Collection[str] = ("GET",),
        name: str | None = None,
        middleware: Sequence[Middleware] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Callable[[HandlerT], HandlerT]:
        """
        Add the decorated handler as a `Query` at `path`; it stays callable as it is.
        """
        return self._adding(Query, path, methods=methods, name=name, middleware=middleware, headers=headers)

    def command(
        self,
        path: str,
        *,
        methods: Collection[str] = ("POST",),
        name: str | None = None,
        middleware: Sequence[Middleware] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Callable[[HandlerT], HandlerT]:
        """
        Add the decorated handler as a `Command` at `path`; it stays callable as it is.
        """
        return self._adding(Command, path, methods=methods, name=name, middleware=middleware, headers=headers)

    def _adding(
        self, kind: type[Query | Command], path: object, **options: Any
    ) -> Callable[[HandlerT], HandlerT]:
        if not isinstance(path, str):
            name = kind.__name__.lower()
            found = _where.of_callable(path) if callable(path) else repr(path)
            raise TypeError(
                f"@app.{name} takes a path: write @app.{name}('/...') above {found} ({_where.caller()})"
            )

        def add(handler: HandlerT) -> HandlerT:
            self.router.routes.append(kind(path, handler, **options))
            return handler

        return add


def _not_a_route(value: object) -> str:
    if callable(value):
        name = getattr(value, "__name__", "handler")
        what = f"the function {_where.of_callable(value)}"
        hint = f"give it a path: Query('/', {name}) or Command('/', {name})"
    else:
        what = f"{type(value).__qualname__} {value!r}"
        hint = "write the routes one after the other: Stario(Query(...), Command(...))"
    return f"Stario() takes routes; found {what}; {hint} ({_where.caller()})"


async def _explain(request: Request, error: Exception) -> Response:
    """
    An HTTP error as text: what was asked for, and for 404 and 405 what there is instead.
    """
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=headers)
    text = error.detail
    if text == HTTPStatus(error.status_code).phrase:
        asked = f"{request.method} {request.url.path}"
        if error.status_code == 404:
            text = f"Not Found: no route for {asked}."
            if request.app.debug:
                text += "".join(f"\n    {line}" for line in _routes_of(request.app))
        elif error.status_code == 405:
            named = headers.get("Allow", "").replace(" ", "").split(",")
            methods = sorted({*_methods_at(request), *named} - {""})
            headers["Allow"] = ", ".join(methods)
            text = f"Method Not Allowed: {asked}. Allowed: {', '.join(methods)}."
    return PlainTextResponse(text, status_code=error.status_code, headers=headers)


def _methods_at(request: Request) -> set[str]:
    # Several routes may share a path (a Query and a Command); Starlette names only the first's.
    methods: set[str] = set()
    for route in request.app.router.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return methods


def _routes_of(app: Starlette) -> list[str]:
    lines = ["The routes are:"]
    for route in app.router.routes:
        methods = ", ".join(sorted(getattr(route, "methods", None) or {"any method"}))
        lines.append(f"{type(route).__name__} {getattr(route, 'path', route)!s} ({methods})")
    return lines
