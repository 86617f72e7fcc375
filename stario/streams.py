"""
The event-stream response: how its reader is heard, and how it ends.

- When the reader has gone, or the server shuts down, the handler is cancelled, and its `finally` has run
  before the request ends.
- An error before the first event is an ordinary error of the request; after it, and at a shutdown, the
  connection is cut, since Datastar reconnects after a cut and never after a clean end. For that very reason
  a command that fails ends: sent again, it would do again what it has done.

When a value is written is the pump's.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from typing import Any, TypeVar

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from stario import _where
from stario.compression import compressor_for
from stario.inbox import Inbox
from stario.pump import Pump, turn
from stario.settings import settings_of
from stario.shutdown import open_streams_of

__all__ = ["EventStreamResponse", "UnexpectedValue", "iterate"]

logger = logging.getLogger("stario")

T = TypeVar("T")

#: How long a last word about an error has to be read, in debug, before the connection is cut: a browser
#: drops what its page has not read by then.
BEFORE_CUT = 0.1

HEADERS = {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",  # nginx would hold events back
}
_RAW_HEADERS = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()]


class UnexpectedValue(TypeError):
    """
    A handler returned or yielded a value that cannot be sent.
    """


class EventStreamResponse(Response):
    """
    Streams what `source` yields as server-sent events.

    - `source`: an async generator; it is closed when the response has ended, however it ended.
    - `to_bytes`: turns a yielded value into the bytes of its event.
    - `handler`: names the handler in errors.
    - `origin`: the user's own generator, where `source` only wraps it.

    `stopped` is True afterwards if the reader or the server has left before the end.
    """

    def __init__(
        self,
        source: AsyncGenerator[Any, None],
        to_bytes: Callable[[Any], bytes],
        handler: str,
        *,
        origin: object = None,
    ) -> None:
        self.status_code = 200
        self.background = None
        self.body = b""
        self.source = source
        self.to_bytes = to_bytes
        self.handler = handler
        self.origin = source if origin is None else origin
        self.stopped = False
        self.raw_headers = _RAW_HEADERS

    @staticmethod
    def of(events: bytes) -> Response:
        """
        A response of just these events, all ready, and then the end.
        """
        return Response(events, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        settings = settings_of(scope)
        compressor = compressor_for(scope, settings.compression) if settings.compression else None
        if settings.compression:
            self.raw_headers = _RAW_HEADERS.copy()
            self.headers.add_vary_header("Accept-Encoding")
        if compressor is not None:
            self.headers["content-encoding"] = compressor.name
        if scope["method"] == "HEAD":
            await self.source.aclose()
            if self.origin is not self.source and hasattr(self.origin, "aclose"):
                await self.origin.aclose()  # a wrapper that never started cannot do it
            await send(self.start_message())
            await send({"type": "http.response.body", "body": b""})
            return
        inbox = receive if isinstance(receive, Inbox) else Inbox(receive)
        pump = Pump(self, send, compressor, settings.keep_alive)
        pump.call_later = scope.get("stario.call_later")
        listener = pump.loop.create_task(inbox.listen(pump), name=f"stario: reader of {scope['path']}")
        streams = open_streams_of(scope)
        try:
            if streams is not None:
                streams.add(pump)
            await pump
            if pump.failure is not None:
                raise pump.failure
            if not pump.stopped:
                await pump.finish()
        except asyncio.CancelledError as problem:
            # Ours when the reader has gone; one from outside goes on; else the handler's own mistake.
            if pump.task.cancelling() == 0 and not pump.stopped:
                mistake = RuntimeError(
                    f"{self.handler} ended with CancelledError, though nobody cancelled it: "
                    f"something that it awaited was cancelled"
                )
                await self._explain(mistake, scope, pump)
                raise mistake from problem
            if not pump.stopped or pump.uncancel() > 0:
                raise
            if pump.failure is not None:
                raise pump.failure from None
        except Exception as problem:
            await self._explain(problem, scope, pump)
            raise
        finally:
            self.stopped = pump.stopped
            pump.uncancel()
            left = (listener, *pump.close())
            for task in left:
                task.cancel()
            try:
                await self.source.aclose()
                await _ended(left)
            finally:
                if streams is not None:
                    streams.discard(pump)
        if not pump.started:  # nobody is there to see it, but BaseHTTPMiddleware counts on it
            with contextlib.suppress(OSError):
                await send(self.start_message())
        if self.background is not None:
            await self.background()

    def start_message(self) -> Message:
        """
        What the response begins with.
        """
        return {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers.copy(),  # middleware may add to them
        }

    def unexpected(self, problem: Exception) -> UnexpectedValue:
        """
        The error of a value that `to_bytes` refuses, with the line that has yielded it.
        """
        at = _where.of_generator(self.origin) or "an unknown line"
        return UnexpectedValue(f"{self.handler} yielded at {at}: {problem}")

    async def _explain(self, problem: Exception, scope: Scope, pump: Pump) -> None:
        asked = _where.of_request(scope)
        if not pump.started:
            problem.add_note(f"stario: {asked} failed before its first event, in {self.handler}")
            return
        # After a cut the client sends its request again: right for a read, and for a command never.
        cuts = scope["method"] in ("GET", "HEAD", "QUERY")
        events = "1 event" if pump.count == 1 else f"{pump.count} events"
        note = f"{asked} was {'cut' if cuts else 'ended'} after {events}, in {self.handler}"
        problem.add_note(f"stario: {note}")
        logger.error("%s: %s: %s", note, type(problem).__name__, problem)
        on_error: Callable[[Exception], bytes] | None = scope.get("stario.on_error")
        if not pump.stopped:
            with contextlib.suppress(OSError):
                if on_error is not None:
                    await pump.add(on_error(problem))
                    if cuts:
                        await asyncio.sleep(BEFORE_CUT)
                if not cuts:
                    await pump.finish()


async def _ended(tasks: Collection[asyncio.Task[None]]) -> None:
    """
    Wait for tasks that were cancelled: a turn of the loop is enough for most.
    """
    await turn()
    if not all(task.done() for task in tasks):
        await asyncio.wait(tasks)


async def iterate(source: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    """
    Any async iterator as an async generator, closed if it can be.
    """
    try:
        async for value in source:
            yield value
    finally:
        close = getattr(source, "aclose", None)
        if close is not None:
            await close()
