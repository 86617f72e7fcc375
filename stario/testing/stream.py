"""
EventStream: a live capture of one event stream, that reads like a list.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread

from stario.datastar import Event, EventDecoder, MalformedEvent
from stario.testing import exhaustive
from stario.testing._diagnosis import sleep_of, timer_of
from stario.testing.captured import Captured
from stario.testing.deadline import Deadline
from stario.testing.inflating import inflater
from stario.testing.loop import clock_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from stario.testing.server import Connection

__all__ = ["EventStream", "NotAStream", "StreamEnded", "StreamTimeout"]

#: How many turns of the loop in a row have to bring nothing before the application counts as settled.
QUIET_TURNS = 50
#: How many moments a failure message shows.
SHOWN = 12
OTHERS = " (others came)"


class StreamTimeout(AssertionError):
    """
    An event did not come in time.
    """


class StreamEnded(AssertionError):
    """
    An event cannot come any more: the stream is over.
    """


class NotAStream(AssertionError):
    """
    The answer is no event stream, or one that the client would not apply.
    """


class EventStream(Captured):
    """
    The events of one response, captured as they come; it compares, slices and prints like a list.

    The application goes on when the test reads, see `buffer` of `StarioClient`; and on virtual time before
    any time passes. Every wait has a deadline (`timeout` seconds, of real time), and a message that says what
    has come and where the application waits. An exception of the application is raised at the next read, and
    at the latest when the block is left, and so is a `MalformedEvent`.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        timeout: float | None,
        reconnect: Callable[[str | None], AbstractAsyncContextManager[EventStream]] | None = None,
    ) -> None:
        super().__init__()
        self._connection = connection
        self._timeout = timeout
        self._reconnect = reconnect
        self._stalled = False
        self._clock = clock_of(connection.task.get_loop())
        if self._clock is not None:
            connection.on_news = self._has_news
            self._clock.streams[self._tell] = None
            self._has_news()
        self._decoder = EventDecoder()
        self._kind = _header(connection, "content-type")
        try:
            self._inflate = inflater(_header(connection, "content-encoding"))
        except LookupError as problem:
            raise NotAStream(problem.args[0]) from None
        self._problem: Exception | None = None
        self._one_at_a_time = asyncio.Lock()
        self._over = False
        self._answer_seen = False

    # How it is.

    @property
    def last(self) -> Event:
        """
        The newest event. Raises `IndexError` as long as there is none.
        """
        if not self._moments:
            hint = "" if self._clock is None else f"; {timer_of(self._clock, self._connection.task)}"
            raise IndexError(f"{self._connection.name} has sent no event yet{hint}")
        return self._moments[-1].event

    @property
    def status_code(self) -> int:
        """
        The response's status.
        """
        self._answer_seen = True
        assert self._connection.status is not None
        return self._connection.status

    @property
    def headers(self) -> dict[str, str]:
        """
        The response's headers, by their names in lower case; repeated ones are joined by a comma.
        """
        self._answer_seen = True
        joined: dict[str, str] = {}
        for raw_name, raw_value in self._connection.headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return joined

    @property
    def ended(self) -> bool:
        """
        Whether the response is over, by its end or by a cut, and everything of it was captured.
        """
        return self._over

    @property
    def was_cut(self) -> bool:
        """
        Whether the connection broke before the response was whole: then Datastar reconnects.
        """
        return self._over and not self._connection.complete

    @property
    def last_event_id(self) -> str:
        """
        The id of the last event that had one, which the client sends when it reconnects; empty if none had.
        """
        return self._decoder.last_event_id

    # Waiting for more.

    async def next(self) -> Event:
        """
        The next event that was not read yet.

        Raises `StreamTimeout`, or `StreamEnded` when there is none to come.
        """
        if not self._unread:
            async with self._deadline("the next event"):
                if not await self._has_next():
                    raise StreamEnded(
                        self._verdict("there is no next event: the stream is over", "the next event")
                    )
        return self._take()

    async def take(self, count: int) -> list[Event]:
        """
        The next `count` events. The deadline is for each of them.
        """
        if count < 0:
            raise ValueError(f"take({count}): a number of events, 0 or more")
        taken: list[Event] = []
        while len(taken) < count:
            if not self._unread:
                what = f"event {len(taken) + 1} of the {count} to take"
                async with self._deadline(what):
                    if not await self._has_next():
                        took = f"took {len(taken)} of {count} events"
                        raise StreamEnded(self._verdict(f"{took}: the stream is over", what))
            taken.append(self._take())
        return taken

    async def until(self, wanted: Event | Callable[[Event], object]) -> Event:
        """
        Read up to the first event that equals `wanted`, or for which it is true, and give it.

        The deadline is for the whole search; a stream that goes on without it fails too.
        """
        if isinstance(wanted, str | bytes):
            raise TypeError(
                f"until() takes an event or a function of one; found the text {wanted!r}: "
                f"write until(lambda event: ... in event.elements)"
            )
        passed = 0
        what = f"the event {_show(wanted)}"
        async with self._deadline(what + OTHERS):
            while True:
                if not await self._has_next():
                    raise StreamEnded(
                        self._verdict(f"{what} did not come: the stream is over, {passed} others came", what)
                    )
                event = self._take()
                if wanted(event) if callable(wanted) else event == wanted:
                    return event
                passed += 1

    async def settle(self) -> list[Event]:
        """
        Let the application send everything that it can without time passing; gives what was not read yet.

        On virtual time this is exact: nothing can run any more without time or input. On real time many turns
        of the loop have to bring nothing, with no worker thread of anyio's (Starlette's) at work; other
        threads, sockets and processes are not seen.
        """
        await self._settle()
        unread = self.unread
        self._unread.clear()
        return unread

    async def silence(self, seconds: float) -> None:
        """
        Prove that nothing comes for `seconds`: an event, even one that is there already, fails.

        On virtual time up to that moment, not at it: after `silence(60)` the event of the sixtieth second is
        the next. Ignored events may come.
        """
        self._check_flowing("silence")
        clock = self._clock
        start = self._now()
        if clock is None:
            deadline = asyncio.timeout(seconds)
            try:
                async with deadline:
                    if not await self._has_next():
                        return
            except TimeoutError:
                if not deadline.expired():
                    raise  # the application's own
                return
        else:
            await self._check_answer()
            self._drain()
            if not self._unread:
                await clock.advance_until(seconds, lambda: bool(self._unread or self._problem))
            if not self._unread:
                self._raise_problem()
                if self._over:
                    self._raise_app_error()
                return
        moment = self._moments[self._unread[0]]
        after = max(0.0, round(moment.time + self._connection.opened - start, 9))
        text = self._verdict(
            f"expected silence for {seconds:g} s, but after {after:.3f} s came an event",
            f"no event for {seconds:g} s",
            f"{moment.event!r}",
        )
        if after == 0 and clock is not None:
            text += (
                "\nWhat to do: read what comes at once before: await stream.next(), or all of it: drain()."
            )
        raise AssertionError(text)

    async def drain(self) -> list[Event]:
        """
        Read all that the application has to send, as `settle`: nothing of it counts as unread any more.
        """
        return await self.settle()

    async def left_unread(self) -> list[str]:
        """
        What nobody has read of all that the application can send now, for exhaustive mode.
        """
        if not self._stalled and not self._answer_seen:
            await self._settle()
        return exhaustive.unread([(index, self._moments[index]) for index in self._unread])

    # What can go wrong.

    def stall(self) -> None:
        """
        The reader stops reading, and stays: what is sent waits for it, and so does who sends.
        """
        self._stalled = True

    def resume(self) -> None:
        """
        The reader reads on.
        """
        self._stalled = False
        self._has_news()

    async def cut(self, *, error: OSError | None = None) -> None:
        """
        Break the connection, in the middle of an event if one is on its way, and wait for the handler to end.

        The application sees what it sees under uvicorn: `http.disconnect`, and a `send` that does nothing;
        with `error` each `send` raises it, as servers of ASGI 2.4 do. Raises `StillRunning` if it goes on.
        """
        connection = self._connection
        sent = connection.read_ready()
        if sent is not None:
            self._capture(sent.body[: len(sent.body) // 2], sent.time)
        connection.complete = False
        connection.send_error = error
        self._over = True
        await connection.close(self._timeout)
        if error is not None and connection.error is error:
            connection.error_raised = True  # the application let it pass, which ends it as well

    def reconnect(self) -> AbstractAsyncContextManager[EventStream]:
        """
        Send the request again as the client does after a cut: `async with stream.reconnect() as again:`.

        It has the `Last-Event-ID` of the last event that had an id, if one had.
        """
        if self._reconnect is None:
            raise RuntimeError("only a stream of client.listen() can reconnect")
        return self._reconnect(self.last_event_id or None)

    async def close(self) -> None:
        """
        Leave: the application receives `http.disconnect`, and has to end.

        Raises `StillRunning` if it does not, and what the application raised if nobody has seen it yet.
        """
        try:
            if not self._answer_seen:
                async with self._deadline("the answer, which is not a stream"):
                    await self._check_answer()
            if self._connection.complete:
                self._capture_rest()
        finally:
            if self._clock is not None:
                self._connection.on_news = None
                self._clock.readers.pop(self._drain, None)
                self._clock.streams.pop(self._tell, None)
            await self._connection.close(self._timeout)
            self._over = True
        self._raise_app_error()
        self._raise_problem()

    def __aiter__(self) -> AsyncIterator[Event]:
        return self

    async def __anext__(self) -> Event:
        """
        As `next()`, but ends the loop when the stream is over. A loop may be left and taken up again.
        """
        if not self._unread:
            async with self._deadline("the next event"):
                if not await self._has_next():
                    raise StopAsyncIteration
        return self._take()

    def may_come(self) -> str:
        """
        When more may come, on virtual time and as long as the stream is open; else empty.
        """
        if self._clock is None or self._over or self._clock.next_timer is None:
            return ""
        return timer_of(self._clock, self._connection.task)

    # How it is done.

    async def _has_next(self) -> bool:
        """
        Capture until there is an unread event; False when the stream is over.
        """
        self._check_flowing("read")
        await self._check_answer()
        async with self._one_at_a_time:  # two readers of one stream share its events
            while not self._unread:
                self._raise_problem()
                if self._over:
                    self._raise_app_error()
                    return False
                sent = await self._connection.read()
                if sent is None:
                    await self._finish()
                else:
                    self._capture(sent.body, sent.time)
        return True

    async def _settle(self) -> None:
        self._check_flowing("settle")
        async with self._deadline("the application to settle (it goes on sending)"):
            await self._check_answer()
            if self._clock is not None:
                await self._clock.settle_readers(self._drain)
            else:
                await self._quieten()
        self._raise_problem()
        if self._over:
            self._raise_app_error()

    async def _quieten(self) -> None:
        quiet = 0
        while quiet < QUIET_TURNS and not self._over and self._problem is None:
            if self._drain():
                quiet = 0
            elif self._connection.complete or self._connection.task.done():
                await self._finish()
            elif anyio.to_thread.current_default_thread_limiter().borrowed_tokens:
                await asyncio.sleep(0.001)
                quiet = 0
            else:
                await asyncio.sleep(0)
                quiet += 1

    def _has_news(self) -> bool:
        """
        The application has sent something; whether it was read at once, as it is while time passes.
        """
        if self._clock is None:
            return False
        if self._clock.passes and not self._stalled and not self._one_at_a_time.locked():
            return self._drain()
        self._clock.readers[self._drain] = None
        return False

    def _drain(self) -> bool:
        """
        Capture what was sent; whether there was anything.
        """
        if self._stalled or self._over:
            return False
        drained = False
        while self._problem is None and (sent := self._connection.read_ready()) is not None:
            self._capture(sent.body, sent.time)
            drained = True
        if self._clock is not None and self._connection.task.done() and self._problem is None:
            self._end()
        return drained

    def _check_flowing(self, verb: str) -> None:
        if self._stalled:
            raise RuntimeError(f"{self._connection.name} is stalled: resume() it, and then {verb}")

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _capture(self, body: bytes, time: float) -> None:
        try:
            events = self._decoder.feed(self._inflate(body))
        except MalformedEvent as problem:
            events = problem.events
            self._problem = problem
        connection = self._connection
        requests = reversed(connection.server.requests)  # the newest that is not newer than this
        request = next((name for asked, name in requests if asked <= time), connection.name)
        for event in events:
            self._keep(event, round(time - connection.opened, 9), request)

    async def _finish(self) -> None:
        await self._connection.ended()
        self._end()
        self._raise_app_error()

    def _end(self) -> None:
        self._over = True
        if self._connection.complete and self._problem is None:
            try:
                self._decoder.finish()
            except MalformedEvent as problem:
                self._problem = problem

    def _capture_rest(self) -> None:
        # What was sent before the end is captured even when nobody asked for it.
        while self._problem is None and (sent := self._connection.read_ready()) is not None:
            self._capture(sent.body, sent.time)

    def _raise_app_error(self) -> None:
        error = self._connection.take_error()
        if error is not None and self._connection.raises:
            raise error

    def _raise_problem(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            self._over = True
            raise problem

    async def _check_answer(self) -> None:
        connection = self._connection
        if connection.status == 200 and self._kind.startswith("text/event-stream"):
            return
        self._answer_seen = True
        body = b""
        while (sent := await connection.read()) is not None:
            body += sent.body
        await connection.ended()
        self._raise_app_error()
        if connection.status != 200:
            what = f"answered with status {connection.status}; the client applies nothing but 200"
            hint = "assert stream.status_code if that is what you test"
            if connection.status == 405:
                hint = (
                    f"allowed: {self.headers.get('allow', 'nothing')}; listen(..., method=...) sends another"
                )
        else:
            what = f"answered with {self._kind or 'no content type'}, not with text/event-stream"
            hint = "a handler streams when it yields; read a plain answer with client.query()"
        raise NotAStream(
            f"{connection.name} is not a stream: {connection.handler} {what}.\n"
            f"    {_cut(body.decode('utf-8', 'replace')) or 'no body'}\n"
            f"What to do: {hint}."
        )

    @asynccontextmanager
    async def _deadline(self, what: str) -> AsyncIterator[None]:
        deadline = Deadline(self._timeout)
        try:
            async with deadline:
                yield
        except TimeoutError:
            if not deadline.expired:
                raise  # the application's own
            expected = what.removesuffix(OTHERS)
            text = "\n".join([self._verdict(deadline.why(what), expected), *deadline.report()])
            raise StreamTimeout(text) from None

    def _verdict(self, verdict: str, expected: str, actual: str | None = None) -> str:
        """
        A failure in full: the verdict, what was expected and what came, the timeline, and what the app does.
        """
        connection = self._connection
        count = len(self._moments)
        captured = f"{count} event{'' if count == 1 else 's'} captured"
        if count:
            captured += f", {len(self._unread) or 'none'} unread"
        lines = [
            f"{connection.name}: {verdict}",
            f"Expected: {expected}",
            f"Actual:   {captured if actual is None else _cut(actual)}",
            "Timeline:",
            *self._told(),
        ]
        if self._decoder.pending:
            lines.append(f"    and the beginning of another: {_cut(repr(self._decoder.pending))}")
        if self.was_cut:
            lines.append(
                "The connection was cut before the end of the response; stream.reconnect() comes back."
            )
        elif connection.task.done() or connection.complete:
            lines.append("The response has ended.")
        else:
            lines.append(f"The app waits in {connection.waits_at()}")
        if self._clock is not None:
            lines.append(f"Timers: {timer_of(self._clock, connection.task)}")
        elif self._timeout is not None and (sleep := sleep_of(connection.task)) >= self._timeout:
            lines.append(f"It sleeps for {sleep:g} s: ask for `stario_clock`, and time is the test's.")
        return "\n".join(lines)

    def _told(self) -> list[str]:
        """
        The timeline of a message: each request to the app, and each event of this stream.
        """
        opened = self._connection.opened
        told = [(round(asked - opened, 9), 0, name) for asked, name in self._connection.server.requests]
        told += [(moment.time, index + 1, "") for index, moment in enumerate(self._moments)]
        told.sort(key=lambda each: each[:2])
        first = next((at for at, each in enumerate(told) if each[0] >= 0), 0)
        told = told[first:]
        lines = [f"    ... {len(told) - SHOWN} earlier"] if len(told) > SHOWN else []
        for time, index, name in told[-SHOWN:]:
            if index:
                moment = self._moments[index - 1]
                name = f"[{index - 1}] {moment.event!r}  after {moment.request}"
            lines.append(f"    {time:9.3f} s  {_cut(name)}")
        return lines

    def _tell(self) -> str:
        connection = self._connection
        if not self._moments:
            return f"{connection.name}: no event yet"
        moment = self._moments[-1]
        count = len(self._moments)
        return f"{connection.name}: {count} event{'' if count == 1 else 's'}, the last: {_cut(str(moment))}"


def _header(connection: Connection, name: str) -> str:
    wanted = name.encode()
    for key, value in connection.headers:
        if key.lower() == wanted:
            return value.decode("latin-1")
    return ""


def _show(wanted: object) -> str:
    name = getattr(wanted, "__name__", None)
    return repr(wanted) if name is None else f"for which {name}() is true"


def _cut(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
