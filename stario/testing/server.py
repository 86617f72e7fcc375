"""
The application as a server holds it: its lifespan, and its connections, message by message.

What the application sees is what it sees under uvicorn: `http.disconnect` when the reader has gone, and
`send` that then does nothing. What differs is only what makes a test end: a write waits until the test has
read it, and gives the loop a turn even when nobody reads any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import itertools
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, MutableMapping
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message

from stario._where import of_callable
from stario.testing import exhaustive
from stario.testing._diagnosis import waits_at
from stario.testing.deadline import Deadline, ends_within
from stario.testing.exhaustive import Vigil
from stario.testing.loop import clock_of
from stario.testing.report import trace

__all__ = ["ASGIServer", "Connection", "Sent", "StillRunning"]

_HEADER_NAME = re.compile(rb'[\x00-\x1f\x7f()<>@,;:\[\]={} \t\\"]')
_HEADER_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
#: How long an application has, once cancelled, to end.
CANCEL_SECONDS = 1.0
#: How many requests a server remembers, the newest.
KEPT = 10_000


class StillRunning(AssertionError):
    """
    The application goes on although its request, or its life, is over.
    """


class Sent(NamedTuple):
    """
    A part of a response's body, and the loop time at which the application sent it.
    """

    time: float
    body: bytes


class ASGIServer:
    """
    An application as a server holds it: its lifespan, its state and the requests it has had.

    - `state`: what the lifespan yielded; each request gets a copy, as under uvicorn.
    - `exhaustive`: whether what a test leaves behind fails it, see `exhaustive.py`.
    - `requests`: the loop time and the name of each request, such as `(12.5, "GET /feed")`, the newest ten
      thousand.
    - `users`: counts those that ask, each a transport.
    """

    def __init__(self, app: ASGIApp, *, timeout: float | None, exhaustive: bool = False) -> None:
        self.app = app
        self.timeout = timeout
        self.exhaustive = exhaustive
        self._vigil: Vigil | None = None
        self.state: dict[str, Any] = {}
        self.requests: deque[tuple[float, str]] = deque(maxlen=KEPT)
        self.users = itertools.count(1)
        self.open: set[Connection] = set()
        #: Those whose exception nobody has taken yet.
        self.failed: dict[Connection, None] = {}
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def startup(self) -> None:
        """
        Start the lifespan; raises what the application raises. An application without one is fine.
        """
        if self.exhaustive:
            self._vigil = Vigil()
            self._vigil.start()
        self._task = asyncio.create_task(self._lifespan(), name="lifespan of the app")
        reply = await self._ask("lifespan.startup")
        if reply is None:  # no lifespan: as uvicorn's "auto", which takes that for "not supported"
            task, self._task = self._task, None
            task.exception()
        elif reply["type"] == "lifespan.startup.failed":
            await self._failed("startup", reply)

    async def shutdown(self, *, failed: bool = False) -> None:
        """
        Close what is still open, then end the lifespan; raises what the application raises, and `LeftBehind`
        in exhaustive mode unless the test has `failed` anyway.
        """
        first: BaseException | None = None
        for connection in list(self.open):
            try:
                await connection.close(self.timeout)
            except StillRunning as problem:
                first = first or problem
        for connection in list(self.failed):
            error = connection.take_error()
            if error is not None and first is None:
                error.add_note(f"stario: nobody read the answer to {connection.name}, which failed so")
                first = error
        vigil, self._vigil = self._vigil, None
        try:
            if first is not None:
                raise first
            if vigil is not None and not failed and (left := await vigil.stop()):
                raise exhaustive.verdict("the test", left)
        finally:
            if vigil is not None:
                vigil.end()
            await self._shutdown_lifespan()

    async def _shutdown_lifespan(self) -> None:
        if self._task is None:
            return
        reply = await self._ask("lifespan.shutdown")
        if reply is not None and reply["type"] == "lifespan.shutdown.failed":
            await self._failed("shutdown", reply)
        task, self._task = self._task, None
        await self._end(task, "lifespan.shutdown.complete")

    async def _lifespan(self) -> None:
        scope = {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.0"},
            "state": self.state,
            "stario.is_test": True,
        }
        await self.app(scope, self._inbox.get, self._outbox.put)

    async def _ask(self, message: str) -> Message | None:
        """
        The answer to a lifespan message; None if the application ended without one.
        """
        task = self._task
        assert task is not None
        self._inbox.put_nowait({"type": message})
        answer = asyncio.ensure_future(self._outbox.get())
        deadline = Deadline(self.timeout)
        try:
            with contextlib.suppress(TimeoutError):
                async with deadline:
                    await asyncio.wait((answer, task), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            if task.done():
                if message == "lifespan.shutdown":
                    self._task = None
                    task.result()
                return None
        except asyncio.CancelledError:  # the test is over: so is the application
            self._task = None
            task.cancel()
            raise
        finally:
            answer.cancel()
        at = waits_at(task)
        self._task = None
        await _cancel(task)
        raise StillRunning(f"the app did not answer {message}{deadline.within}; it waits in {at}")

    async def _failed(self, phase: str, reply: Message) -> None:
        task, self._task = self._task, None
        assert task is not None
        await self._end(task, f"lifespan.{phase}.failed")
        raise RuntimeError(f"the app's {phase} failed: {reply.get('message', 'no reason given')}")

    async def _end(self, task: asyncio.Task[None], after: str) -> None:
        if not await ends_within(task, self.timeout):
            at = waits_at(task)
            await _cancel(task)
            raise StillRunning(f"the app's lifespan goes on after {after}; it waits in {at}")
        task.result()


class Connection:
    """
    One request to the application, and its response as it comes.

    - `scope`, `body`: the ASGI scope, and the request's body, as a whole or in parts.
    - `name`: the request, such as `GET /feed`.
    - `status`, `headers`: the response's, once it has started.
    - `complete`: the response is whole. `cut`: it is over, and not whole.
    - `raises`: whether the application's exceptions are the test's.
    - `buffer`: how many messages the application may be ahead of its reader; 0 is a rendezvous.
    """

    def __init__(
        self,
        server: ASGIServer,
        scope: MutableMapping[str, Any],
        body: bytes | AsyncIterator[bytes],
        buffer: int,
        raises: bool,
    ) -> None:
        self.server = server
        self.raises = raises
        self.scope = scope
        self.buffer = buffer
        self.status: int | None = None
        self.headers: list[tuple[bytes, bytes]] = []
        self.complete = False
        self.disconnected = False
        self.error: BaseException | None = None
        self.error_raised = False
        #: What `send` raises once the reader has gone; under uvicorn it does nothing.
        self.send_error: OSError | None = None
        #: Called when there is something to read, or nothing any more; whether it was read at once.
        self.on_news: Callable[[], bool] | None = None
        self.name = f"{scope['method']} {scope['path']}"
        loop = asyncio.get_running_loop()
        self._clock = clock = clock_of(loop)
        #: When the loop began the round in which something was last sent and read at once.
        self._round = 0.0
        if clock is not None:
            scope["stario.call_later"] = clock.call_before_time_passes
        self.opened = loop.time()
        server.requests.append((self.opened, self.name))
        self._sent: deque[Sent] = deque()
        self.request_body = body
        self._body: bytes | AsyncIterator[bytes] | None = body
        self._length: int | None = None
        self._sent_something = asyncio.Event()
        self._may_send = asyncio.Event()
        #: The application waits until what it has sent is read.
        self._held = False
        self._over = asyncio.Event()
        #: Which of the server's users asks, counted from 1.
        self.user = 1
        self._record = trace.record(self)
        context = contextvars.copy_context()
        context.run(exhaustive.connection_of.set, self)
        self.task = asyncio.create_task(self._run(), name=f"app: {self.name}", context=context)
        server.open.add(self)
        self.task.add_done_callback(self._ended)

    @property
    def cut(self) -> bool:
        return self.task.done() and not self.complete

    @property
    def handler(self) -> str:
        """
        The handler that answers, with its file:line as far as it is known.
        """
        endpoint = self.scope.get("endpoint")
        if endpoint is None:
            return "the app"
        return str(getattr(endpoint, "label", None) or of_callable(endpoint))

    def waits_at(self) -> str:
        """
        Where the application waits, for a failure message.
        """
        if (self._sent or self._held) and not self.disconnected:
            return f"{self.handler}: for the test to read what it has sent"
        return waits_at(self.task)

    async def started(self) -> None:
        """
        Wait for the response's status and headers, or for the application to end without.
        """
        while self.status is None and not self.task.done():
            await self._news()

    async def read(self) -> Sent | None:
        """
        The next part of the body; None when there is none to come.

        Being cancelled loses nothing.
        """
        while not self._sent:
            if self.complete or self.task.done():
                return None
            await self._news()
        return self.read_ready()

    def read_ready(self) -> Sent | None:
        """
        The next part of the body if the application has already sent it.
        """
        if not self._sent:
            return None
        sent = self._sent.popleft()
        self._may_send.set()
        return sent

    async def ended(self) -> None:
        """
        Wait until the application has returned.
        """
        while not self.task.done():
            await self._news()

    def disconnect(self) -> None:
        """
        The reader has gone: the application receives `http.disconnect`, and sends into the void.
        """
        if self._record is not None:
            self._record.leaves()
        self.disconnected = True
        self._sent.clear()
        self._over.set()
        self._may_send.set()

    async def close(self, timeout: float | None) -> None:
        """
        Disconnect and wait for the application to return.

        Cancels it if it does not within `timeout` seconds, and raises `StillRunning` with the place at
        which it waited.
        """
        self.disconnect()
        if self.task.done():
            return
        if await ends_within(self.task, timeout):
            return
        at = waits_at(self.task)
        ended = await _cancel(self.task)
        self.error_raised = True
        raise StillRunning(
            f"{self.name}: {self.handler} goes on although its reader has gone. "
            f"{timeout:g} s after http.disconnect the task {self.task.get_name()!r} waits in\n"
            f"    {at}\n"
            f"It was cancelled{'' if ended else ', and goes on even so'}. A handler that streams ends "
            f"when its wait is cancelled: let CancelledError pass, and keep waits in `finally` short."
        )

    def take_error(self) -> BaseException | None:
        """
        The application's exception, once: whoever takes it raises it.
        """
        if self.error is None or self.error_raised:
            return None
        self.error_raised = True
        self.server.failed.pop(self, None)
        return self.error

    async def _news(self) -> None:
        self._sent_something.clear()
        await self._sent_something.wait()

    async def _run(self) -> None:
        try:
            await self.server.app(self.scope, self._receive, self._send)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.error = error
            if isinstance(error, KeyboardInterrupt):
                raise

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.server.open.discard(self)
        if self._record is not None:
            self._record.ended = task.get_loop().time()
        if self.error is not None and self.raises and not self.error_raised:
            self.server.failed[self] = None
        self._over.set()
        self._tell()

    def _tell(self) -> bool:
        self._sent_something.set()
        return self.on_news is not None and self.on_news()

    async def _receive(self) -> Message:
        body = self._body
        if body is None:
            await self._over.wait()
            return {"type": "http.disconnect"}
        if isinstance(body, bytes):
            self._body = None
            return {"type": "http.request", "body": body, "more_body": False}
        part = asyncio.ensure_future(_next_part(body))
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait((part, over), return_when=asyncio.FIRST_COMPLETED)
            found = part.result() if part.done() else None
            if found is not None and not self._over.is_set():
                return {"type": "http.request", "body": found, "more_body": True}
        finally:
            over.cancel()
            part.cancel()
        self._body = None
        if not part.done():
            await asyncio.wait((part,))
        if self._over.is_set():
            await _close_body(body)
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if self.disconnected:
            if self.send_error is not None:
                raise self.send_error
            await asyncio.sleep(0)  # uvicorn just returns; here a handler that never waits must end
            return
        kind = message["type"]
        if self.status is None:
            if kind != "http.response.start":
                raise RuntimeError(f"expected ASGI message http.response.start, found {kind}")
            self._start(message)
        elif self.complete:
            raise RuntimeError(f"ASGI message {kind} after the response was complete")
        elif kind != "http.response.body":
            raise RuntimeError(f"expected ASGI message http.response.body, found {kind}")
        else:
            await self._send_body(message.get("body", b""), message.get("more_body", False))

    def _start(self, message: MutableMapping[str, Any]) -> None:
        headers = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        for name, value in headers:
            if _HEADER_NAME.search(name) or _HEADER_VALUE.search(value):
                raise RuntimeError(f"{name!r}: {value!r} is not an HTTP header")
            if name.lower() == b"content-length":
                self._length = int(value)
        self.status = message["status"]
        self.headers = headers
        if self._record is not None:
            self._record.started = asyncio.get_running_loop().time()
        self._sent_something.set()

    async def _send_body(self, body: bytes, more: bool) -> None:
        if self.scope["method"] == "HEAD":
            body, self._length = b"", None
            await asyncio.sleep(0)  # nothing to read holds the app back, but it may not freeze the loop
        if self._length is not None:
            self._length -= len(body)
            if self._length < 0:
                raise RuntimeError("the response is longer than its Content-Length")
            if self._length > 0 and not more:
                raise RuntimeError("the response is shorter than its Content-Length")
        sent = Sent(asyncio.get_running_loop().time(), bytes(body))
        if body:
            self._sent.append(sent)
            if self._record is not None:
                self._record.sent(sent)
        if not more:
            self.complete = True
            self._over.set()
        if self._tell():
            if self._clock is None or self._round == self._clock.looked_at:
                await asyncio.sleep(0)  # nothing holds the app back, but it may not freeze the loop
            else:
                self._round = self._clock.looked_at  # once in each round of the loop it may
            return
        self._held = True
        try:
            while len(self._sent) > self.buffer:
                self._may_send.clear()
                await self._may_send.wait()
        except asyncio.CancelledError:
            # As under uvicorn, which waits before it writes: a send that was broken off was not sent.
            if more:
                self._sent = deque(other for other in self._sent if other is not sent)
            raise
        finally:
            self._held = False


async def _next_part(body: AsyncIterator[bytes]) -> bytes | None:
    return await anext(body, None)


async def _close_body(body: AsyncIterator[bytes]) -> None:
    close = getattr(body, "aclose", None)
    if close is not None:
        await close()


async def _cancel(task: asyncio.Task[None]) -> bool:
    """
    Cancel a task of the application; True if it has ended.
    """
    task.cancel()
    await ends_within(task, CANCEL_SECONDS)
    if task.done() and not task.cancelled():
        task.exception()  # seen: what cancelled it says more
    return task.done()
