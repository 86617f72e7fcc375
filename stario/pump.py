"""
From a handler's `yield` to the server's `send`: when a value is written, and what waits for whom.

- The first value after a wait is written at once; values that are ready right behind it go out together.
- The next value is taken only when the last write was accepted (back-pressure).
- The loop gets a turn for every write, so a handler that never waits freezes nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from time import monotonic
from types import coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.types import Message, Send

from stario.answer import Answer
from stario.compression import Compressor
from stario.datastar.wire import encode_elements, encode_several

if TYPE_CHECKING:
    from stario.streams import EventStreamResponse

__all__ = ["HEADERS_WAIT", "KEEP_ALIVE", "Pump", "turn"]

T = TypeVar("T")
Step = Generator[Any, Any, T]

#: A burst is written when it has this many bytes, or when it has taken this many seconds.
BURST_BYTES = 64 * 1024
BURST_SECONDS = 0.005
#: What an event has around its HTML.
_FRAME_BYTES = len(encode_several([""]))
#: How long the response waits for its first event before its headers go out alone. Within this time an
#: error is still an answer with a status of its own (500, or what an HTTPException says).
HEADERS_WAIT = 0.05
#: What is written to a silent stream; every parser drops a comment.
KEEP_ALIVE = b":\n\n"


class Pump:
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
        "_strings",
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
        #: The newest of the burst: ASCII strings, which are encoded together.
        self._strings: list[str] = []
        self._unsent = b""
        self._waited = True
        self._writing = False
        #: Whether the bytes of a value can go out as they are, and nobody asks when that was.
        self._is_plain = compressor is None and keep_alive is None
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
            await self.send(self.response.start_message())
            self._note_start()

    def _note_start(self) -> None:
        self.started = True
        send = self.send
        if type(send) is Answer:  # which has nothing left to notice
            self.send = send.send

    async def write(self) -> None:
        """
        Write what was collected. Broken off by a cancellation, it is still there for the next write.
        """
        burst = self._burst
        if self._strings:
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
        if self._strings:
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
                if self._burst or self._strings or self._unsent:
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
        source, burst, to_bytes = self.source, self._burst, self.response.to_bytes
        strings, frame = self._strings, _FRAME_BYTES
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
                if not waited and type(value) is str and value.isascii():
                    # What most bursts are made of, at half the cost.
                    strings.append(value)
                    size += len(value) + frame
                else:
                    try:
                        # What most handlers yield, in one call less.
                        data = encode_elements(value) if type(value) is str else to_bytes(value)
                    except (TypeError, ValueError) as problem:
                        raise self.response.unexpected(problem) from None
                    is_usual = waited and self._is_plain and self._aside is None
                    if is_usual and not (burst or self._unsent or self.stopped):
                        # One value after a wait, in fewer steps.
                        self._waited = False
                        self._writing = True
                        try:
                            if not self.started:
                                await self.start()
                            if self.started:  # else we have been told to stop meanwhile
                                send = self.send
                                await send({"type": "http.response.body", "body": data, "more_body": True})
                                self.count += 1
                        except asyncio.CancelledError as problem:
                            burst.append(data)
                            interrupted = problem
                            break
                        except OSError:
                            self.stopped = True
                        finally:
                            self._writing = False
                        if self.stopped:
                            return
                        size, since = 0, 0.0
                        continue
                    if strings:
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
        Encode the strings: from now on they are a part of the burst like any other.
        """
        self.count += len(self._strings) - 1  # they are one part, and this many events
        self._burst.append(encode_several(self._strings))
        self._strings.clear()

    def _add(self, value: object) -> None:
        if self._strings:
            self._fold()
        try:
            self._burst.append(self.response.to_bytes(value))
        except (TypeError, ValueError) as problem:
            raise self.response.unexpected(problem) from None

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
                await turn()
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
        self._strings.clear()

    def _write_rest(self) -> Step[None]:
        if self._burst or self._strings or self._unsent:
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
            self._aside = self.loop.create_task(self._send_aside(self.response.start_message()))

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
            self._note_start()
        except Exception as problem:
            if not isinstance(problem, OSError):  # the reader has gone
                self.failure = problem
            self.stop()
        finally:
            self._aside = None


def _cancel(waits_for: Any) -> bool:
    return asyncio.isfuture(waits_for) and waits_for.cancel()


@coroutine
def turn() -> Generator[None, None, None]:
    """
    Let the loop run whatever else is ready.
    """
    yield
