"""
Finding the route of a request: by its path at once where the path has no parameters.

Starlette's router tries one route after the other. This one asks the same routes in the same order, and
leaves out those that cannot match, so that a hundred routes cost what one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from starlette.routing import BaseRoute, Match, Route, Router
from starlette.types import Receive, Scope, Send

from stario.routes import Query

__all__ = ["IndexedRouter"]

RouteT = TypeVar("RouteT", bound=BaseRoute)

#: How a route decides: one that does it in a way of its own is asked for every path.
_BY_PATH = (Route.matches, Query.matches)


class IndexedRouter(Router):
    """
    Starlette's router with an index of the paths that have no parameters.
    """

    _indexed: Sequence[BaseRoute] = ()
    _by_path: dict[str, list[BaseRoute]]
    _others: list[BaseRoute]

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self.route_of(scope, BaseRoute) if scope["type"] == "http" else None
        if route is not None:
            await route.handle(scope, receive, send)
        else:
            # Everything else (the lifespan, websockets, 404, 405, slashes to add) is Starlette's.
            await super().app(scope, receive, send)

    def route_of(self, scope: Scope, kind: type[RouteT]) -> RouteT | None:
        """
        The route of a request, which its scope tells from now on; None if there is none of this kind.
        """
        if self._indexed != self.routes:  # routes may be added at any time
            self._index()
        for route in self._candidates(_path_below(scope)):
            match, child_scope = route.matches(scope)
            if match is Match.FULL:
                if not isinstance(route, kind):
                    return None
                scope.setdefault("router", self)
                scope["route"] = route
                scope.update(child_scope)
                return route
        return None

    def _candidates(self, path: str) -> Sequence[BaseRoute]:
        if path.endswith("\n"):  # which the `$` of a route's pattern lets pass
            return self.routes
        return self._by_path.get(path, self._others)

    def _index(self) -> None:
        """
        For each path without parameters the routes that may match it, in their order, and those for others.
        """
        self._by_path = {}
        self._others = []
        for route in self.routes:
            if isinstance(route, Route) and type(route).matches in _BY_PATH and not route.param_convertors:
                self._by_path.setdefault(route.path, self._others.copy()).append(route)
            else:
                self._others.append(route)
                for candidates in self._by_path.values():
                    candidates.append(route)
        self._indexed = list(self.routes)


def _path_below(scope: Scope) -> str:
    """
    The path below where the application is mounted, as Starlette's routes match it.
    """
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    if root and path.startswith(root) and path[len(root) :].startswith("/"):
        return path[len(root) :]
    return path
