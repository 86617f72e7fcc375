"""
Query and Command: a path, a handler, and what the route is for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.routing import Match, Route, compile_path
from starlette.types import Receive, Scope, Send

from stario import _where
from stario.handlers import Handler
from stario.security import refuse_cross_site

__all__ = ["Command", "IntentRoute", "Query"]


_WITHOUT_BODY = frozenset({"GET", "HEAD"})


class IntentRoute(Route):
    """
    A Starlette route that runs a Stario handler and knows which methods its intent allows.
    """

    intent: ClassVar[str]
    allowed: ClassVar[frozenset[str]]

    def __init__(
        self,
        path: str,
        handler: Callable[..., Any] | None,
        *,
        methods: Collection[str],
        name: str | None,
        middleware: Sequence[Middleware],
        headers: Mapping[str, str] | None,
    ) -> None:
        kind = type(self).__name__
        if not isinstance(path, str):
            raise TypeError(
                f"{kind} takes a path and a handler, in this order: {kind}('/', home); "
                f"found {path!r} as the path ({_where.caller()})"
            )
        if not path.startswith("/"):
            raise ValueError(
                f"{kind}({path!r}, ...): a path starts with '/': {'/' + path!r} ({_where.caller()})"
            )
        if handler is None:
            raise TypeError(
                f"{kind}({path!r}) has no handler; give it the function that answers: "
                f"{kind}({path!r}, home) ({_where.caller()})"
            )
        if isinstance(methods, str):
            methods = (methods,)
        upper = {method.upper() for method in methods}
        if not upper or not upper <= self.allowed:
            strange = ", ".join(sorted(upper - self.allowed)) or "none"
            raise ValueError(
                f"{kind}({path!r}): a {kind} {self.intent}, so its methods are "
                f"{', '.join(sorted(self.allowed))}; found {strange} ({_where.caller()})"
            )
        try:
            convertors = compile_path(path)[2]
        except (AssertionError, ValueError) as problem:
            raise ValueError(f"{kind}({path!r}): {problem} ({_where.caller()})") from problem

        self.handler = Handler(handler, path=path, convertors=convertors)
        if upper <= _WITHOUT_BODY and (names := self.handler.arguments.reading_body):
            raise TypeError(
                f"{kind}({path!r}): {', '.join(sorted(upper))} has no body, and {self.handler.label} takes "
                f"'{names[0]}' from it; take it from QueryParam or Signals, or answer another method"
            )
        # Header names are compared without case, values as they are.
        self.required_headers = {key.lower(): value for key, value in (headers or {}).items()}
        super().__init__(
            path,
            self.handler,
            methods=sorted(upper),
            name=name if name is not None else self.handler.__name__,
            middleware=list(middleware),
        )
        self._methods = frozenset(self.methods or ())
        self._plain_path = None if self.param_convertors else path

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"] == self._plain_path and scope["type"] == "http" and not scope.get("root_path"):
            # What Starlette finds too, by a regular expression.
            child_scope: Scope = {"endpoint": self.handler, "path_params": dict(scope.get("path_params", ()))}
            match = Match.FULL if scope["method"] in self._methods else Match.PARTIAL
        else:
            try:
                match, child_scope = super().matches(scope)
            except ValueError:  # a convertor cannot convert it: the path is another one
                return Match.NONE, {}
        if match is not Match.NONE and self.required_headers:
            found = Headers(scope=scope)
            if any(found.get(name) != value for name, value in self.required_headers.items()):
                return Match.NONE, {}
        return match, child_scope

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """
        As `handle`, for a request whose method is known to be right.
        """
        return self.app(scope, receive, send)


class Query(IntentRoute):
    """
    A route that reads: it answers GET (and HEAD) and changes nothing.

    - `path`: as in Starlette, with parameters and convertors: `/item/{id:int}`.
    - `handler`: what answers; see the README for what it may take, return and yield.
    - `methods`: GET, and QUERY where the server passes it.
    - `name`: for `url_path_for`; the handler's name if not given.
    - `middleware`: Starlette's, around this route alone.
    - `headers`: the route only matches requests that carry these, such as
      `{"Datastar-Request": "true"}`.

    Raises `TypeError` or `ValueError` when made, with file:line, for a missing handler, a path or a
    method that cannot be, and a handler whose parameters cannot be filled.
    """

    intent = "reads"
    allowed = frozenset({"GET", "HEAD", "QUERY"})

    def __init__(
        self,
        path: str,
        handler: Callable[..., Any] | None = None,
        *,
        methods: Collection[str] = ("GET",),
        name: str | None = None,
        middleware: Sequence[Middleware] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(path, handler, methods=methods, name=name, middleware=middleware, headers=headers)


class Command(IntentRoute):
    """
    A route that changes something: it answers POST.

    - `methods`: any of POST, PUT, PATCH, DELETE.
    - A request that a browser sends from a page of another origin is refused with a 403, unless
      `Stario(trusted_origins=...)` names it.
    - Everything else as in `Query`.
    """

    intent = "changes things"
    allowed = frozenset({"POST", "PUT", "PATCH", "DELETE"})

    def __init__(
        self,
        path: str,
        handler: Callable[..., Any] | None = None,
        *,
        methods: Collection[str] = ("POST",),
        name: str | None = None,
        middleware: Sequence[Middleware] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(path, handler, methods=methods, name=name, middleware=middleware, headers=headers)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        refuse_cross_site(scope)
        await super().handle(scope, receive, send)

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        refuse_cross_site(scope)
        return super().answer(scope, receive, send)
