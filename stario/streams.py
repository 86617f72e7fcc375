"""
The event-stream response: when a value is written, how its reader is heard, and how it ends.

The rules, in the order in which they matter:

- the first value after a wait is written at once; values that are ready right behind it go out together;
- the next value is taken only when the last write was accepted (back-pressure);
- the loop gets a turn for every write, so a handler that never waits freezes nobody;
- when the reader has gone, or the server shuts down, the handler is cancelled, and its `finally` has run
  before the request ends;
- an error before the first event is an ordinary error of the request; after it, and at a shutdown, the
  connection is cut, since Datastar reconnects after a cut and never after a clean end. For that very reason
  a command that fails ends: sent again, it would do again what it has done.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Generator
from time import monotonic
from types import coroutine
from typing import Any, TypeVar

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from stario import _where
from stario.compression import Compressor, compressor_for
from stario.datastar.wire import encode_elements, encode_lines
from stario.inbox import Inbox
from stario.settings import settings_of
from stario.shutdown import open_streams_of

__all__ = ["EventStreamResponse", "UnexpectedValue", "iterate"]

logger = logging.getLogger("stario")

T = TypeVar("T")
Step = Generator[Any, Any, T]

#: A burst is written when it has this many bytes, or when it has taken this many seconds.
BURST_BYTES = 64 * 1024
BURST_SECONDS = 0.005
#: What an event has around its HTML.
_FRAME_BYTES = len(encode_lines([""]))
#: How long the response waits for its first event before its headers go out alone. Within this time an
#: error is still an answer with a status of its own (500, or what an HTTPException says).
HEADERS_WAIT = 0.05
#: How long a last word about an error has to be read, in debug, before the connection is cut: a browser
#: drops what its page has not read by then.
BEFORE_CUT = 0.1
#: What is written to a silent stream; every parser drops a comment.
KEEP_ALIVE = b":\n\n"

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
            await send(self._start_message())
            await send({"type": "http.response.body", "body": b""})
            return
        inbox = receive if isinstance(receive, Inbox) else Inbox(receive)
        pump = _Pump(self, send, compressor, settings.keep_alive)
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
                await send(self._start_message())
        if self.background is not None:
            await self.background()

    def _start_message(self) -> Message:
        return {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers.copy(),  # middleware may add to them
        }

    async def _explain(self, problem: Exception, scope: Scope, pump: _Pump) -> None:
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


class _Pump:
    """
    Takes values from a source and writes them; awaiting it runs it to the end of the source.

    The taking is stepped by hand, so that what the source has yielded without waiting is written before
    its wait reaches the loop.
    """

    __slots__ = (
        "_alone",
        "_aside",
        "_burst",
        "_is_plain",
        "_keep_alive",
        "_lines",
        "_ticker",
        "_unsent",
        "_waited",
        "_writing",
        "_written_at",
        "call_later",
        "cancelled",
        "compressor",
        "count",
        "ending",
        "failure",
        "loop",
        "response",
        "send",
        "source",
        "started",
        "stopped",
        "task",
    )

    def __init__(
        self,
        response: EventStreamResponse,
        send: Send,
        compressor: Compressor | None,
        keep_alive: float | None,
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.task = task
        self.loop = task.get_loop()
        #: On a test's virtual time, headers that go out alone do not let time pass.
        self.call_later: Callable[..., asyncio.TimerHandle] | None = None
        self.response = response
        self.source = response.source
        self.send = send
        self.compressor = compressor
        self.started = False
        self.stopped = False
        self.cancelled = False
        self.ending = False
        self.count = 0
        self.failure: Exception | None = None
        self._burst: list[bytes] = []
        #: The newest of the burst: ASCII strings of one line each, which are encoded together.
        self._lines: list[str] = []
        self._unsent = b""
        self._waited = True
        self._writing = False
        #: Whether the bytes of a value can go out as they are: the headers have, nothing compresses them.
        self._is_plain = False
        #: A message that is being sent while the source waits: the headers alone, or a keep-alive.
        self._aside: asyncio.Task[None] | None = None
        self._alone: asyncio.TimerHandle | None = None
        self._keep_alive = keep_alive
        self._ticker: asyncio.TimerHandle | None = None
        self._written_at = 0.0
        if keep_alive is not None:
            self._written_at = self.loop.time()
            self._ticker = self.loop.call_later(keep_alive, self._tick)

    def stop(self) -> None:
        """
        The reader has gone, or the server is to go: cancel the handler, once.
        """
        if not self.stopped and not self.ending:
            self.stopped = True
            self.cancelled = True
            self.task.cancel()

    def uncancel(self) -> int:
        """
        Take our cancellation back, once; gives how many there are from outside.
        """
        if not self.cancelled:
            return self.task.cancelling()
        self.cancelled = False
        return self.task.uncancel()

    def close(self) -> tuple[asyncio.Task[None], ...]:
        """
        Nothing is written from now on; gives the task of a message that is still on its way.
        """
        self.stopped = True
        for timer in (self._alone, self._ticker):
            if timer is not None:
                timer.cancel()
        return () if self._aside is None else (self._aside,)

    def gone(self, problem: Exception | None) -> None:
        """
        The reader has gone, or nobody can tell any more whether it has.
        """
        self.failure = self.failure or problem
        self.stop()

    async def start(self) -> None:
        """
        Send the headers, once; whoever comes second waits until they are out.
        """
        if self._alone is not None:
            self._alone.cancel()  # from now on they are not late: they are on their way
        if self._aside is not None:
            await asyncio.shield(self._aside)
        if not self.started and not self.stopped:
            await self.send(self.response._start_message())
            self.started = True
            self._is_plain = self.compressor is None and self._keep_alive is None

    async def write(self) -> None:
        """
        Write what was collected. Broken off by a cancellation, it is still there for the next write.
        """
        burst = self._burst
        if self._lines:
            self._fold()
        if burst:
            data = burst[0] if len(burst) == 1 else b"".join(burst)
            self.count += len(burst)
            burst.clear()
            if self.compressor is not None:
                data = self.compressor.flushed(data)
            self._unsent = self._unsent + data if self._unsent else data
        if self._aside is not None or not self.started:
            await self.start()
            if not self.started:  # the headers did not get through, and we have been told to stop
                return
        await self.send({"type": "http.response.body", "body": self._unsent, "more_body": True})
        self._unsent = b""
        if self._keep_alive is not None:
            self._written_at = self.loop.time()

    async def add(self, event: bytes) -> None:
        """
        Write this event behind all the others.
        """
        if self._lines:
            self._fold()
        self._burst.append(event)
        await self.write()

    async def finish(self) -> None:
        """
        End the response: its reader has all of it.
        """
        await self.start()
        self.ending = True  # a disconnect from here on is the server's answer to the end
        body = b"" if self.compressor is None else self.compressor.end()
        await self.send({"type": "http.response.body", "body": body, "more_body": False})

    def __await__(self) -> Step[None]:
        """
        Step `_collect`, and where the source waits write first what it has yielded.
        """
        step = self._collect()
        problem: BaseException | None = None
        sent: Any = None
        while True:
            try:
                waits_for = step.send(sent) if problem is None else step.throw(problem)
            except StopIteration:
                break
            except Exception:
                yield from self._write_rest()  # what was yielded before the error still goes out
                raise
            sent = problem = None
            if not self._writing:  # it is the source that waits
                self._waited = True
                if self._burst or self._lines or self._unsent:
                    # As Task.cancel does: cancel what is waited for, or else the wait itself.
                    if (yield from self._write_before(waits_for)) and not _cancel(waits_for):
                        problem = asyncio.CancelledError()
                        continue
                elif not self.started and self._alone is None:
                    call_later = self.call_later or self.loop.call_later
                    self._alone = call_later(HEADERS_WAIT, self._start_alone)
            try:
                sent = yield waits_for
            except BaseException as raised:
                problem = raised
        yield from self._write_rest()

    async def _collect(self) -> None:
        """
        Take the values of the source, to its end or until nobody reads any more.
        """
        source, burst, to_bytes, send = self.source, self._burst, self.response.to_bytes, self.send
        lines, frame = self._lines, _FRAME_BYTES
        interrupted: asyncio.CancelledError | None = None
        while True:
            if interrupted is not None:
                # A cancellation that met us while the handler stood at its `yield` is the handler's to
                # see: it may be that of its own `asyncio.timeout`.
                try:
                    self._add(await source.athrow(interrupted))
                except StopAsyncIteration:
                    return
                if self.stopped:  # and the handler swallowed it
                    return
                interrupted = await self._write_burst(True)
                if interrupted is not None:
                    continue
            size = 0
            since = 0.0
            async for value in source:
                waited = self._waited
                if (
                    not waited
                    and type(value) is str
                    and value.isascii()
                    and "\n" not in value
                    and "\r" not in value
                ):
                    # What most bursts are made of, at half the cost.
                    lines.append(value)
                    size += len(value) + frame
                else:
                    try:
                        # What most handlers yield, in one call less.
                        data = encode_elements(value) if type(value) is str else to_bytes(value)
                    except (TypeError, ValueError) as problem:
                        raise self._unexpected(problem) from None
                    if lines:
                        self._fold()
                    burst.append(data)
                    size += len(data)
                if waited:
                    self._waited = False
                elif not since:
                    since = monotonic()
                    continue
                elif size < BURST_BYTES and monotonic() - since < BURST_SECONDS:
                    continue
                if waited and self._is_plain and self._aside is None and not (self._unsent or self.stopped):
                    # The usual case, one value after a wait, in fewer steps.
                    self._writing = True
                    try:
                        await send({"type": "http.response.body", "body": data, "more_body": True})
                        del burst[0]
                        self.count += 1
                    except asyncio.CancelledError as problem:
                        interrupted = problem
                    except OSError:
                        self.stopped = True
                    finally:
                        self._writing = False
                else:
                    interrupted = await self._write_burst(not waited)
                if interrupted is not None:
                    break
                if self.stopped:
                    return
                size, since = 0, 0.0
            else:
                return

    def _fold(self) -> None:
        """
        Encode the lines: from now on they are a part of the burst like any other.
        """
        self.count += len(self._lines) - 1  # they are one part, and this many events
        self._burst.append(encode_lines(self._lines))
        self._lines.clear()

    def _add(self, value: object) -> None:
        if self._lines:
            self._fold()
        try:
            self._burst.append(self.response.to_bytes(value))
        except (TypeError, ValueError) as problem:
            raise self._unexpected(problem) from None

    def _unexpected(self, problem: Exception) -> UnexpectedValue:
        at = _where.of_generator(self.response.origin) or "an unknown line"
        return UnexpectedValue(f"{self.response.handler} yielded at {at}: {problem}")

    async def _write_burst(self, gives_turn: bool) -> asyncio.CancelledError | None:
        """
        Write; gives the cancellation that broke it off. With a turn others run, and a disconnect reaches us.
        """
        if self.stopped:
            self._forget()
            return None
        self._writing = True
        try:
            await self.write()
            if gives_turn:
                await _turn()
        except asyncio.CancelledError as problem:
            return problem
        except OSError:
            # ASGI 2.4: sending to a reader that has gone raises; older servers ignore it.
            self.stopped = True
        finally:
            self._writing = False
        return None

    def _forget(self) -> None:
        self._burst.clear()
        self._lines.clear()

    def _write_rest(self) -> Step[None]:
        if self._burst or self._lines or self._unsent:
            yield from self._write_now()

    def _write_now(self) -> Step[None]:
        if self.stopped:  # and the handler swallowed its cancellation
            self._forget()
            self._unsent = b""
            return
        try:
            yield from self.write().__await__()
        except OSError:
            self.stopped = True

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
            self.stopped = True
        if asyncio.isfuture(waits_for):
            waits_for._asyncio_future_blocking = True
        # Where we were cancelled the handler has seen it, or will; a failed send it has to be told of.
        return cancel or (self.stopped and not self.cancelled)

    def _start_alone(self) -> None:
        if not self.started and not self.stopped and self._aside is None:
            self._aside = self.loop.create_task(self._send_aside(self.response._start_message()))

    def _tick(self) -> None:
        """
        Write a comment when nothing else was written for so long; it may fall due later.
        """
        assert self._keep_alive is not None
        due = self._written_at + self._keep_alive
        now = self.loop.time()
        if now >= due:
            due = now + self._keep_alive
            is_idle = self.started and not (self._writing or self._unsent or self.ending)
            if is_idle and self._aside is None:
                data = KEEP_ALIVE if self.compressor is None else self.compressor.flushed(KEEP_ALIVE)
                message = {"type": "http.response.body", "body": data, "more_body": True}
                self._aside = self.loop.create_task(self._send_aside(message))
        self._ticker = self.loop.call_at(due, self._tick)

    async def _send_aside(self, message: Message) -> None:
        try:
            await self.send(message)
            self.started = True
        except Exception as problem:
            if not isinstance(problem, OSError):  # the reader has gone
                self.failure = problem
            self.stop()
        finally:
            self._aside = None


def _cancel(waits_for: Any) -> bool:
    return asyncio.isfuture(waits_for) and waits_for.cancel()


async def _ended(tasks: Collection[asyncio.Task[None]]) -> None:
    """
    Wait for tasks that were cancelled: a turn of the loop is enough for most.
    """
    await _turn()
    if not all(task.done() for task in tasks):
        await asyncio.wait(tasks)


@coroutine
def _turn() -> Generator[None, None, None]:
    yield


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
