"""
The event-stream response: when a value is written, how its reader is heard, and how it ends.

The rules, in the order in which they matter:

- the first value after a wait is written at once; values that are ready right behind it go out together;
- the next value is taken only when the last write was accepted (back-pressure);
- the loop gets a turn for every write, so a handler that never waits freezes nobody;
- when the reader has gone the handler is cancelled, and its `finally` has run before the request ends;
- an error before the first event is an ordinary error of the request; after it the connection is cut,
  since Datastar reconnects after a cut and never after a clean end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextvars import copy_context
from time import monotonic
from typing import Any, TypeVar

import anyio.to_thread
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from stario import _where

__all__ = ["EventStreamResponse", "Inbox", "UnexpectedValue", "iterate", "iterate_in_threads"]

logger = logging.getLogger("stario")

T = TypeVar("T")
Step = Generator[Any, Any, T]

#: A burst is written when it has this many bytes, or when it has taken this many seconds.
BURST_BYTES = 64 * 1024
BURST_SECONDS = 0.005
#: How long the response waits for its first event before its headers go out alone. Within this time an
#: error is still an answer with a status of its own (500, or what an HTTPException says).
HEADERS_WAIT = 0.05
#: How much of a request body that nobody has read yet is kept while listening for the disconnect, and how
#: long a handler that reads in parts may take between two of them.
UNREAD_BODY = 1024 * 1024
UNREAD_SECONDS = 5.0

HEADERS = {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",  # nginx would hold events back
}


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
        self.raw_headers = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in HEADERS.items()
        ]

    @staticmethod
    def of(events: bytes) -> Response:
        """
        A response of just these events, all ready, and then the end.
        """
        return Response(events, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await self.source.aclose()
            if self.origin is not self.source and hasattr(self.origin, "aclose"):
                await self.origin.aclose()  # a wrapper that never started cannot do it
            await send(self._start_message())
            await send({"type": "http.response.body", "body": b""})
            return
        inbox = receive if isinstance(receive, Inbox) else Inbox(receive)
        pump = _Pump(self, send)
        listener = asyncio.get_running_loop().create_task(
            pump.listen(inbox), name=f"stario: reader of {scope['path']}"
        )
        try:
            await pump
            if not pump.stopped:
                await pump.start()
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            elif pump.cancelled:  # and the handler swallowed it
                pump.task.uncancel()
        except asyncio.CancelledError as problem:
            # Ours when the reader has gone; one from outside goes on; else the handler's own mistake.
            if pump.task.cancelling() == 0 and not pump.stopped:
                mistake = RuntimeError(
                    f"{self.handler} ended with CancelledError, though nobody cancelled it: "
                    f"something that it awaited was cancelled"
                )
                self._explain(mistake, scope, pump)
                raise mistake from problem
            if not pump.stopped or (pump.cancelled and pump.task.uncancel() > 0):
                raise
            if pump.failure is not None:
                raise pump.failure from None
        except Exception as problem:
            self._explain(problem, scope, pump)
            raise
        finally:
            pump.stopped = True
            listener.cancel()
            await self.source.aclose()
            await asyncio.wait((listener,))
        if not pump.started:  # nobody is there to see it, but BaseHTTPMiddleware counts on it
            with contextlib.suppress(OSError):
                await send(self._start_message())
        if self.background is not None:
            await self.background()

    def _start_message(self) -> Message:
        return {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }

    def _explain(self, problem: Exception, scope: Scope, pump: _Pump) -> None:
        asked = f"{scope['method']} {scope['path']}"
        if not pump.started:
            problem.add_note(f"stario: {asked} failed before its first event, in {self.handler}")
            return
        events = "1 event" if pump.count == 1 else f"{pump.count} events"
        note = f"{asked} was cut after {events}, in {self.handler}"
        problem.add_note(f"stario: {note}")
        logger.error("%s: %s: %s", note, type(problem).__name__, problem)


class Inbox:
    """
    An ASGI `receive` that a handler may read its body from while somebody listens for the disconnect.

    A body that the handler reads is read no faster than that. One that it leaves alone, or stops reading
    for `UNREAD_SECONDS`, is dropped beyond `UNREAD_BODY` bytes: the disconnect comes behind it.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._listening = False
        self._has_reader = False
        self._dropped = False
        self._messages: deque[Message] = deque()
        self._size = 0
        self._changed = asyncio.Event()

    async def __call__(self) -> Message:
        if self._dropped:
            raise RuntimeError(
                f"the request's body was not read in time: more than {UNREAD_BODY} bytes came while the "
                f"handler was streaming; read it before the first `yield`"
            )
        if not self._listening and not self._messages:
            return await self._receive()
        self._has_reader = True
        while not self._messages:
            self._changed.clear()
            await self._changed.wait()
        message = self._messages[0]
        if message["type"] != "http.disconnect":  # that one stays: it is true from now on
            self._messages.popleft()
            self._size -= len(message.get("body", b""))
            self._changed.set()
        return message

    async def disconnected(self) -> None:
        """
        Wait until the client has gone.
        """
        self._listening = True
        while True:
            while self._size > UNREAD_BODY and self._has_reader:
                self._changed.clear()
                try:
                    async with asyncio.timeout(UNREAD_SECONDS):
                        await self._changed.wait()
                except TimeoutError:
                    self._has_reader = False
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._messages.append(message)
                self._changed.set()
                return
            if self._size > UNREAD_BODY:
                self._dropped = True
                self._messages.clear()
            if not self._dropped:
                self._messages.append(message)
                self._size += len(message.get("body", b""))
                self._changed.set()


class _Pump:
    """
    Takes values from a source and writes them; awaiting it runs it to the end of the source.

    The source is stepped by hand, so that what it yields without waiting can be collected, and written
    before its wait reaches the loop.
    """

    def __init__(self, response: EventStreamResponse, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.task = task
        self.response = response
        self.source = response.source
        self.send = send
        self.started = False
        self.stopped = False
        self.cancelled = False
        self.count = 0
        self._starting: asyncio.Task[None] | None = None
        self.failure: Exception | None = None
        self._burst: list[bytes] = []
        self._size = 0

    def stop(self) -> None:
        """
        The reader has gone: cancel the handler, once.
        """
        if not self.stopped:
            self.stopped = True
            self.cancelled = True
            self.task.cancel()

    async def listen(self, inbox: Inbox) -> None:
        """
        Stop when the reader has gone, or when nobody can tell any more whether it has.
        """
        try:
            await inbox.disconnected()
        except Exception as problem:
            self.failure = problem
        self.stop()

    async def start(self) -> None:
        """
        Send the headers, once; whoever comes second waits until they are out.
        """
        if self._starting is not None:
            await asyncio.shield(self._starting)
        elif not self.started:
            await self.send(self.response._start_message())
            self.started = True

    async def write(self) -> None:
        """
        Write what was collected. Broken off by a cancellation, it is still there for the next write.
        """
        count = len(self._burst)
        body = self._burst[0] if count == 1 else b"".join(self._burst)
        if not self.started:
            await self.start()
            if not self.started:  # the headers did not get through, and we have been told to stop
                return
        await self.send({"type": "http.response.body", "body": body, "more_body": True})
        del self._burst[:count]
        self._size = 0

    def __await__(self) -> Step[None]:
        try:
            yield from self._run()
        except Exception:
            yield from self._write_rest()  # what was yielded before the error still goes out
            raise
        yield from self._write_rest()

    def _write_rest(self) -> Step[None]:
        if self._burst:
            yield from self._write_now()

    def _run(self) -> Step[None]:
        first = True
        since = monotonic()
        cancelled: asyncio.CancelledError | None = None
        while cancelled is not None or not self.stopped:
            # A cancellation that met us while the handler stood at its `yield` is the handler's to see:
            # it may be that of its own `asyncio.timeout`.
            turn = self.source.__anext__() if cancelled is None else self.source.athrow(cancelled)
            cancelled = None
            step = turn.__await__()
            try:
                waits_for = next(step)
            except StopIteration as ready:
                self._collect(ready.value)
                burst_is_over = self._size >= BURST_BYTES or monotonic() - since >= BURST_SECONDS
                if not first and not burst_is_over:
                    continue
                gives_turn = not first  # others run, and a disconnect can reach us
            except StopAsyncIteration:
                return
            else:
                try:
                    value = yield from self._wait(step, waits_for)
                except StopAsyncIteration:
                    return
                self._collect(value)
                gives_turn = False
            try:
                yield from self._write_now()
                if gives_turn:
                    yield
            except asyncio.CancelledError as problem:
                cancelled = problem
            first = False
            since = monotonic()

    def _collect(self, value: object) -> None:
        try:
            data = self.response.to_bytes(value)
        except (TypeError, ValueError) as problem:
            at = _where.of_generator(self.response.origin) or "an unknown line"
            raise UnexpectedValue(f"{self.response.handler} yielded at {at}: {problem}") from None
        self._burst.append(data)
        self._size += len(data)
        self.count += 1

    def _write_now(self) -> Step[None]:
        if self.stopped:  # and the handler swallowed its cancellation
            self._burst.clear()
            return
        try:
            yield from self.write().__await__()
        except OSError:
            # ASGI 2.4: sending to a reader that has gone raises; older servers ignore it.
            self.stopped = True

    def _wait(self, step: Step[Any], waits_for: Any) -> Step[Any]:
        """
        Let the handler wait, with everything written that it yielded before; gives its next value.
        """
        timer: asyncio.TimerHandle | None = None
        cancel = False
        if self._burst:
            cancel = yield from self._write_before(waits_for)
        elif not self.started:
            timer = self.task.get_loop().call_later(HEADERS_WAIT, self._start_alone)
        try:
            while True:
                try:
                    # As Task.cancel does: cancel what is waited for, or else the wait itself.
                    if cancel and not (asyncio.isfuture(waits_for) and waits_for.cancel()):
                        raise asyncio.CancelledError
                    sent = yield waits_for
                except BaseException as problem:
                    waits_for = step.throw(problem)
                else:
                    waits_for = step.send(sent)
                cancel = False
        except StopIteration as ready:
            return ready.value
        finally:
            if timer is not None:
                timer.cancel()
            if self.failure is not None:
                raise self.failure

    def _write_before(self, waits_for: Any) -> Step[bool]:
        """
        Write while the handler already waits; True if its wait has to be cancelled.
        """
        # A future may be handed to the task only with this mark, which another await would trip over.
        if asyncio.isfuture(waits_for):
            waits_for._asyncio_future_blocking = False
        cancel = False
        try:
            yield from self._write_now()
        except asyncio.CancelledError:
            cancel = True
        except Exception as problem:
            self.failure = problem
            cancel = True
        if asyncio.isfuture(waits_for):
            waits_for._asyncio_future_blocking = True
        # Where we were cancelled the handler has seen it, or will; a failed send it has to be told of.
        return cancel or (self.stopped and not self.cancelled)

    def _start_alone(self) -> None:
        if not self.started and not self.stopped:
            self._starting = self.task.get_loop().create_task(self._send_headers())

    async def _send_headers(self) -> None:
        try:
            await self.send(self.response._start_message())
            self.started = True
        except Exception as problem:
            if not isinstance(problem, OSError):  # the reader has gone
                self.failure = problem
            self.stop()


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


_END = object()


async def iterate_in_threads(generator: Generator[T, None, None]) -> AsyncGenerator[T, None]:
    """
    A plain generator, each step in a worker thread; closed there too, when it is not running.

    All steps see the same context variables, as the steps of an async generator do.
    """
    context = copy_context()
    try:
        while True:
            value: Any = await _in_thread(context.run, next, generator, _END)
            if value is _END:
                return
            yield value
    finally:
        await _in_thread(context.run, generator.close)


async def _in_thread(function: Callable[..., T], *args: Any) -> T:
    """
    Run in a worker thread; a cancellation waits for the thread, which nothing can interrupt.
    """
    task = asyncio.ensure_future(anyio.to_thread.run_sync(function, *args))
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as problem:
            if task.cancelled():
                raise
            cancelled = problem
        except Exception:
            break
    result = task.result()
    if cancelled is not None:
        raise cancelled
    return result
