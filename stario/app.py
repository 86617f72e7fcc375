"""
Stario: a Starlette application whose routes say what they are for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, ExceptionHandler, Lifespan

from stario import _where
from stario.compression import check_encodings
from stario.entrance import Entrance
from stario.handlers import Handler, HandlerT
from stario.overlay import ErrorOverlay
from stario.overrides import overriding
from stario.router import IndexedRouter
from stario.routes import Command, Query
from stario.security import check_origins
from stario.settings import MAX_BODY_SIZE, Settings

__all__ = ["Stario"]


class Stario(Starlette):
    """
    A Starlette application of `Query` and `Command` routes.

    - `routes`: `Query`, `Command` and any route of Starlette's (`Route`, `Mount`, `WebSocketRoute`).
    - `lifespan`: an async context manager around the life of the application; what it yields is the
      requests' `state`.
    - `middleware`, `exception_handlers`: as in Starlette.
    - `debug`: as in Starlette; and an error of a request that a page has sent is shown in that page.
    - `keep_alive`: after how many seconds of silence a stream gets a comment, for proxies that cut silent
      connections; none if not given.
    - `compression`: True compresses streams in what the reader accepts of brotli, Zstandard and gzip; or the
      names of those to offer, any of `br`, `zstd` and `gzip`, the preferred first.
    - `max_body_size`: the most bytes of a body, or of signals, that are read for a parameter.
    - `trusted_origins`: other origins whose pages may send commands, such as `https://admin.example`.

    Everything else of Starlette's is there too: `mount`, `routes`, `url_path_for`, `add_middleware`.
    Raises `TypeError` when something that is no route is given, naming its file:line, and `ValueError` for a
    setting that cannot be.
    """

    def __init__(
        self,
        *routes: BaseRoute,
        lifespan: Lifespan[Any] | None = None,
        middleware: Sequence[Middleware] = (),
        exception_handlers: Mapping[Any, ExceptionHandler] | None = None,
        debug: bool = False,
        keep_alive: float | None = None,
        compression: bool | Sequence[str] = False,
        max_body_size: int = MAX_BODY_SIZE,
        trusted_origins: Collection[str] = (),
    ) -> None:
        for route in routes:
            if not isinstance(route, BaseRoute):
                raise TypeError(_not_a_route(route))
        if keep_alive is not None and (keep_alive is True or not keep_alive > 0):
            raise ValueError(f"keep_alive is a number of seconds above 0, or None; found {keep_alive!r}")
        if max_body_size < 0:
            raise ValueError(f"max_body_size is a number of bytes, 0 or more; found {max_body_size!r}")
        self.settings = Settings(
            keep_alive=keep_alive,
            compression=check_encodings(compression),
            max_body_size=max_body_size,
            trusted_origins=check_origins(trusted_origins),
        )
        handlers: dict[Any, ExceptionHandler] = {HTTPException: _explain}
        handlers.update(exception_handlers or {})
        overlay = [Middleware(ErrorOverlay)] if debug else []
        super().__init__(
            debug=debug,
            middleware=[*overlay, *middleware],
            exception_handlers=handlers,
        )
        self.router = IndexedRouter(routes, lifespan=lifespan)

    def build_middleware_stack(self) -> ASGIApp:
        return Entrance(self, super().build_middleware_stack())

    def overrides(
        self, functions: Mapping[Callable[..., Any], Callable[..., Any]]
    ) -> AbstractContextManager[None]:
        """
        Inject other functions' values in tests: `with app.overrides({get_db: fake_db}): ...`.

        Holds in this context (`contextvars`) and the tasks that are made in it, so concurrent tests do not
        see each other's, nor does a server in another thread; may be nested, the innermost counts. The other
        function's parameters are filled as the real one's are.

        Raises `TypeError` for what is no function, and `LookupError` for a dependency that no route has.
        """
        known = {
            dependency.key: dependency.function
            for route in _all_routes(self.router.routes)
            if isinstance(handler := getattr(route, "handler", None), Handler)
            for dependency in handler.arguments.dependencies()
        }
        for real, fake in functions.items():
            if not callable(fake):
                raise TypeError(f"overrides() takes functions; found {fake!r} for {_where.of_callable(real)}")
            if real not in known:
                names = ", ".join(sorted(_where.of_callable(each) for each in known.values())) or "none"
                raise LookupError(
                    f"no route injects {_where.of_callable(real)}; "
                    f"the dependencies are: {names} ({_where.caller()})"
                )
        return overriding(self, functions)

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


def _all_routes(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        yield route
        yield from _all_routes(getattr(route, "routes", None) or ())


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
        asked = _where.of_request(request.scope)
        if error.status_code == 404:
            text = f"Not Found: no route for {asked}."
            if request.app.debug:
                text += "".join(f"\n    {line}" for line in _routes_of(request.app))
        elif error.status_code == 405:
            named = headers.get("Allow", "").replace(" ", "").split(",")
            methods = sorted({*_methods_at(request), *named} - {""})
            headers["Allow"] = ", ".join(methods)
            text = f"Method Not Allowed: {asked}. Allowed: {', '.join(methods)}."
    headers.setdefault("X-Content-Type-Options", "nosniff")  # it may quote the request
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
        line = f"{type(route).__name__} {getattr(route, 'path', route)!s} ({methods})"
        if needed := getattr(route, "required_headers", None):
            shown = ", ".join(f"{name}: {value}" for name, value in needed.items())
            line += f" with the header{'s' if len(needed) > 1 else ''} {shown}"
        lines.append(line)
    return lines
