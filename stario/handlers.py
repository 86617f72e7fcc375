"""
A handler's call plan: parameters in, result out.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from stario import _where
from stario.bodies import Limited, size_limit
from stario.inbox import Inbox
from stario.injection import Arguments, Injector, runs_on_loop
from stario.results import response_for
from stario.streams import EventStreamResponse

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
        self.arguments = Arguments(function, path, convertors)
        self._limits = self.arguments.limits()
        self._runs_on_loop = runs_on_loop(function)
        #: Whether a call of the function is all that has to be done for a stream.
        self._is_stream = inspect.isasyncgenfunction(function) and not self.arguments.is_async

    def __repr__(self) -> str:
        return f"<Handler {self.label}>"

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
        if not self._is_stream:
            return self._answer(scope, receive, send)
        # Nothing of ours stays in memory for as long as the stream is open.
        inbox = Inbox(receive)
        args, kwargs = self.arguments.fill_now(Request(scope, inbox, send), {})
        return response_for(self.function(*args, **kwargs), self.label)(scope, inbox, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.arguments.is_empty:
            response = await self._call([], {})
            await response(scope, receive, send)
            return
        inbox = Inbox(receive)
        if not self.arguments.is_async:
            response = await self._call(*self.arguments.fill_now(Request(scope, inbox, send), {}))
            await response(scope, inbox, send)
            return
        limits = self._limits
        limited = inbox if limits is None else Limited(inbox, size_limit(scope, limits))
        request = Request(scope, limited, send)
        injector = Injector(request, limits)
        problem: BaseException | None = None
        interruption = asyncio.CancelledError("the stream was left before its end")
        try:
            response = await self._call(*await self.arguments.fill(injector))
            await response(scope, inbox, send)
            if isinstance(response, EventStreamResponse) and response.stopped:
                problem = interruption
        except BaseException as error:
            problem = error
        try:
            await injector.close(problem)
        except BaseException as error:
            # The dependencies of a request that was left are told so, as its handler was; nobody else is.
            if error is not interruption and not isinstance(error, ClientDisconnect):
                raise
        finally:
            await request.close()

    async def _call(self, args: list[Any], kwargs: dict[str, Any]) -> Response:
        if self._runs_on_loop:
            value = self.function(*args, **kwargs)
        else:
            value = await run_in_threadpool(self.function, *args, **kwargs)
        if inspect.iscoroutine(value):  # also what a plain decorator around an async function gives
            value = await value
        return response_for(value, self.label)


def _name_of(function: object) -> str:
    while isinstance(function, functools.partial):
        function = function.func
    return getattr(function, "__name__", type(function).__name__)
