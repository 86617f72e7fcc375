"""
Where a server's call comes in: the lifespan, what a request goes by, and the short way to its route.

Starlette wraps every application in two layers that turn exceptions into answers. Each of them costs every
message of every stream a step, and an open stream a dozen objects. A request whose route is a Query or a
Command goes straight to it instead, and takes its way through the layers once there is an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stario import shutdown
from stario.answer import Answer
from stario.overrides import overrides_of
from stario.router import IndexedRouter
from stario.routes import IntentRoute

if TYPE_CHECKING:
    from stario.app import Stario

__all__ = ["Entrance"]

_RAISED = "stario.raised"


class Entrance:
    """
    The outermost layer of an application; `layers` are Starlette's and the user's own.
    """

    def __init__(self, app: Stario, layers: ASGIApp) -> None:
        self._app = app
        self._layers = layers
        #: The router, where nothing of the user's stands between it and us.
        self._router: IndexedRouter | None = None
        if type(layers) is ServerErrorMiddleware:
            inner, router = layers.app, app.router
            if type(inner) is ExceptionMiddleware and inner.app is router:
                assert isinstance(router, IndexedRouter)
                self._router = router
                inner.app = _raise_again_or(router)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await shutdown.lifespan(self._layers, scope, receive, send)
            return
        scope["stario.settings"] = self._app.settings
        if overrides := overrides_of(self._app):
            scope["stario.overrides"] = {**scope.get("stario.overrides", {}), **overrides}
        route = None
        if self._router is not None and scope["type"] == "http":
            route = self._router.route_of(scope, IntentRoute)
        if route is None:
            await self._layers(scope, receive, send)
            return
        answer = Answer(send)
        try:
            await route.answer(scope, receive, answer)
            return
        except Exception as problem:
            raised = problem
        scope[_RAISED] = raised, answer.has_begun
        await self._layers(scope, receive, _nowhere if answer.has_begun else send)


def _raise_again_or(app: ASGIApp) -> ASGIApp:
    """
    The innermost of the layers: what was raised, as they would have seen it; or else `app`.
    """

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        if _RAISED not in scope:
            await app(scope, receive, send)
            return
        problem, has_begun = scope.pop(_RAISED)
        if has_begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise problem

    return inside


async def _nowhere(message: Message) -> None:
    """
    Where an answer goes that has been sent.
    """
