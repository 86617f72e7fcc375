"""
A handler's call plan: parameters in, result out.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from stario import _where
from stario.params import plan
from stario.results import response_for
from stario.streams import Inbox

__all__ = ["Handler", "HandlerT"]

HandlerT = TypeVar("HandlerT", bound=Callable[..., Any])


class Handler:
    """
    The user's function as an ASGI application: fills its parameters, calls it, sends what it gives.

    Async functions and async generators run on the loop, plain functions and plain generators in
    worker threads. `__wrapped__` is the function itself.
    """

    def __init__(
        self, function: Callable[..., Any], *, path: str, convertors: Mapping[str, Convertor[Any]]
    ) -> None:
        if not callable(function) or isinstance(function, type):
            what = "the class" if isinstance(function, type) else type(function).__qualname__
            shown = function.__qualname__ if isinstance(function, type) else repr(function)
            raise TypeError(f"a handler is a function; found {what} {shown} on {path!r} ({_where.caller()})")
        self.function = function
        self.__wrapped__ = function
        self.__doc__ = function.__doc__
        self.__module__ = getattr(function, "__module__", __name__)
        self.__name__ = _name_of(function)
        self.__qualname__ = getattr(function, "__qualname__", self.__name__)
        #: `name (file:line)`, as messages show it.
        self.label = _where.of_callable(function)
        self.arguments = plan(function, path, convertors)
        self._runs_on_loop = _runs_on_loop(function)

    def __repr__(self) -> str:
        return f"<Handler {self.label}>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        receive = Inbox(receive)
        request = Request(scope, receive, send)
        args, kwargs = self.arguments.fill(request)
        if self._runs_on_loop:
            value = self.function(*args, **kwargs)
        else:
            value = await run_in_threadpool(self.function, *args, **kwargs)
        if inspect.iscoroutine(value):  # also what a plain decorator around an async function gives
            value = await value
        response = response_for(value, self.label)
        await response(scope, receive, send)


def _name_of(function: object) -> str:
    while isinstance(function, functools.partial):
        function = function.func
    return getattr(function, "__name__", type(function).__name__)


def _runs_on_loop(function: Callable[..., Any]) -> bool:
    """
    Whether calling `function` gives at once something to await or to iterate.
    """
    inner: Any = function
    while isinstance(inner, functools.partial):
        inner = inner.func
    candidates = (inner, getattr(inner, "__call__", None))  # noqa: B004 - a callable object's method
    return any(
        inspect.iscoroutinefunction(one)
        or inspect.isasyncgenfunction(one)
        or inspect.isgeneratorfunction(one)
        for one in candidates
    )
