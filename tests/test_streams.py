"""The event-stream response: when it writes, how it hears its reader, and how it ends."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

from stario import Command, PatchElements, Query, Stario, pump
from stario.inbox import UNREAD_BODY, Inbox
from stario.results import event_bytes
from stario.streams import EventStreamResponse
from stario.testing import StarioClient, VirtualClock


def event(text: object) -> PatchElements:
    return PatchElements(f"<p>{text}</p>")


class Wire:
    """An ASGI server's side of one stream: what was written, and a reader that can be slow or leave."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.gone = asyncio.Event()
        self.ready = asyncio.Event()
        self.ready.set()
        self.raises: BaseException | None = None
        self.stalls_at: bytes | None = None

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.ready.wait()
        if self.raises is not None:
            raise self.raises
        if self.stalls_at is not None and self.stalls_at in message.get("body", b""):
            await asyncio.Event().wait()
        self.messages.append(dict(message))

    async def run(self, source: AsyncGenerator[Any, None], method: str = "GET") -> None:
        response = EventStreamResponse(source, event_bytes, "handler (here:1)")
        await response({"type": "http", "method": method, "path": "/"}, self.receive, self.send)

    @property
    def writes(self) -> list[int]:
        """How many events each write carried."""
        return [m["body"].count(b"event: ") for m in self.messages[1:] if m.get("more_body")]

    @property
    def kinds(self) -> list[str]:
        return [
            "start" if m["type"].endswith("start") else "body" if m["more_body"] else "end"
            for m in self.messages
        ]


async def ready(*texts: object) -> AsyncGenerator[str, None]:
    for text in texts:
        yield f"<p>{text}</p>"


# When it writes.


async def test_the_first_value_alone_and_the_ready_ones_behind_it_together() -> None:
    async def handler() -> AsyncGenerator[str, None]:
        yield "1"
        yield "2"
        yield "3"
        await asyncio.sleep(0.001)
        yield "4"
        yield "5"
        try:
            yield "6"
            await asyncio.wait_for(asyncio.Event().wait(), 0.001)
        except TimeoutError:
            yield "7"

    wire = Wire()
    await wire.run(handler())
    assert wire.writes == [1, 2, 1, 2, 1]
    assert wire.kinds == ["start", *["body"] * 5, "end"]


async def test_the_first_value_after_a_wait_is_not_held_back_behind_a_computation() -> None:
    wire = Wire()
    seen: list[int] = []

    async def handler() -> AsyncGenerator[str, None]:
        yield "1"
        seen.append(len(wire.messages))  # a long computation would stand here
        await asyncio.sleep(0)
        yield "2"
        seen.append(len(wire.messages))

    await wire.run(handler())
    assert seen == [2, 3]  # the headers count


async def test_a_burst_is_bounded_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump, "BURST_SECONDS", 60.0)
    big = "x" * 1000
    wire = Wire()
    await wire.run(ready(*[big] * 200))
    biggest = max(len(m.get("body", b"")) for m in wire.messages)
    assert sum(wire.writes) == 200
    assert pump.BURST_BYTES <= biggest < pump.BURST_BYTES + 2000


async def test_a_burst_is_bounded_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += 0.001  # each value takes a millisecond
        return now

    monkeypatch.setattr(pump, "monotonic", clock)
    wire = Wire()
    await wire.run(ready(*range(30)))
    assert sum(wire.writes) == 30
    assert max(wire.writes) <= 6


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.integers(0, 9),
            st.sampled_from(["turn", "sleep", "future"]),
            st.sampled_from(["", "<p>\nb</p>", "<p>\r</p>", "é", "😀", "\u2028"]).map(lambda html: (html,)),
        ),
        max_size=30,
    )
)
def test_no_value_is_lost_or_moved_however_the_handler_waits(steps: list[Any]) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        loop = asyncio.get_running_loop()
        for step in steps:
            if step == "turn":
                await asyncio.sleep(0)
            elif step == "sleep":
                await asyncio.sleep(0.0001)
            elif step == "future":
                future = loop.create_future()
                loop.call_soon(future.set_result, None)
                await future
            else:
                yield html_of(step)

    def html_of(step: Any) -> str:
        return step[0] if isinstance(step, tuple) else f"<p>{step}</p>"

    async def main() -> None:
        wire = Wire()
        await wire.run(handler())
        body = b"".join(m.get("body", b"") for m in wire.messages)
        values = [step for step in steps if not isinstance(step, str)]
        assert body == b"".join(event_bytes(html_of(value)) for value in values)
        assert wire.kinds[0] == "start" and wire.kinds[-1] == "end"

    asyncio.run(main())


async def test_the_next_value_is_taken_only_when_the_last_write_was_accepted() -> None:
    wire = Wire()
    made: list[int] = []

    async def handler() -> AsyncGenerator[str, None]:
        for number in range(5):
            made.append(number)
            yield str(number)
            await asyncio.sleep(0)

    wire.ready.clear()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    assert made == [0]
    wire.ready.set()
    await task
    assert made == [0, 1, 2, 3, 4]


async def test_a_handler_that_never_waits_leaves_turns_to_others_and_stops_with_its_reader() -> None:
    wire = Wire()
    turns = 0

    async def endless() -> AsyncGenerator[str, None]:
        while True:
            yield "x" * 1000

    task = asyncio.create_task(wire.run(endless()))
    while turns < 20:
        await asyncio.sleep(0)
        turns += 1
    assert not task.done() and len(wire.writes) > 5
    wire.gone.set()
    async with asyncio.timeout(5):
        await task
    assert wire.kinds[-1] == "body"  # not ended: there is nobody to end it for


# The headers.


async def test_headers_go_out_alone_when_the_first_event_takes_its_time(stario_clock: VirtualClock) -> None:
    async def handler() -> AsyncGenerator[str, None]:
        await asyncio.sleep(pump.HEADERS_WAIT * 3)
        yield "late"

    wire = Wire()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(pump.HEADERS_WAIT * 2)
    assert wire.kinds == ["start"]
    await task
    assert wire.kinds == ["start", "body", "end"]


async def test_slow_headers_and_the_first_event_keep_their_order(stario_clock: VirtualClock) -> None:
    wire = Wire()
    wire.ready.clear()

    async def handler() -> AsyncGenerator[str, None]:
        await asyncio.sleep(pump.HEADERS_WAIT * 2)
        yield "first"

    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(pump.HEADERS_WAIT * 3)
    wire.ready.set()
    await task
    assert wire.kinds == ["start", "body", "end"]


async def test_the_headers_of_a_stream() -> None:
    async with StarioClient(Stario(Query("/", lambda: ready(1)))).listen("/") as stream:
        assert stream.headers == {
            "content-type": "text/event-stream",
            "cache-control": "no-cache",
            "x-accel-buffering": "no",
        }


async def test_a_stream_without_events_is_empty() -> None:
    async with StarioClient(Stario(Query("/", lambda: ready()))).listen("/") as stream:
        assert [event async for event in stream] == []
        assert stream.ended and not stream.was_cut


@pytest.mark.parametrize("error", [LookupError("no"), HTTPException(403, "not yours")])
@pytest.mark.parametrize("waits", [False, True])
async def test_an_error_before_the_first_event_is_an_error_of_the_request(
    stario_clock: VirtualClock, error: Exception, waits: bool
) -> None:
    async def handler() -> AsyncIterator[str]:
        if waits:
            await asyncio.sleep(0.001)  # a look into a database
        raise error
        yield ""

    client = StarioClient(Stario(Query("/", handler)), raise_app_exceptions=False)
    response = await client.query("/")
    if isinstance(error, HTTPException):
        assert (response.status_code, response.text) == (403, "not yours")
    else:
        assert (response.status_code, response.text) == (500, "Internal Server Error")


async def test_an_error_before_the_first_event_is_noted() -> None:
    async def handler() -> AsyncIterator[str]:
        raise LookupError("no")
        yield ""

    with pytest.raises(LookupError) as failure:
        await StarioClient(Stario(Query("/feed", handler))).query("/feed")
    [note] = failure.value.__notes__
    assert note.startswith("stario: GET /feed failed before its first event, in test_an_error_before")


async def test_an_error_after_an_event_cuts_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        yield "<p>2</p>"
        raise LookupError("no such row")

    client = StarioClient(Stario(Query("/feed", handler)), raise_app_exceptions=False)
    with caplog.at_level(logging.ERROR, logger="stario"):
        async with client.listen("/feed") as stream:
            assert [event async for event in stream] == [event(1), event(2)]
            assert stream.was_cut
    [record] = caplog.records
    message = record.getMessage()
    assert message.startswith("GET /feed was cut after 2 events, in test_an_error_after_an_event")
    assert message.endswith(": LookupError: no such row")


async def test_a_path_does_not_write_lines_of_its_own_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def handler(name: str) -> AsyncIterator[str]:
        yield "<p></p>"
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError) as failure:
        await StarioClient(Stario(Query("/{name}", handler))).query("/a%0AERROR%20forged%1b")
    for text in (caplog.messages[0], failure.value.__notes__[0]):
        assert "GET /a%0AERROR forged%1B was cut after 1 event" in text and "\n" not in text


@pytest.mark.parametrize("debug", [False, True])
async def test_a_command_that_fails_is_not_sent_again(caplog: pytest.LogCaptureFixture, debug: bool) -> None:
    async def pay() -> AsyncIterator[str]:
        yield "<p>1</p>"
        raise LookupError("no such account")

    app = Stario(Command("/pay", pay), debug=debug, compression=True)
    client = StarioClient(app, raise_app_exceptions=False, headers={"User-Agent": "Mozilla/5.0"})
    async with client.listen("/pay", method="POST") as stream:
        assert len([event async for event in stream]) == 1 + debug
        assert not stream.was_cut, "after a cut the client would send it again, and pay twice"
    assert "POST /pay was ended after 1 event" in caplog.text
    with pytest.raises(LookupError):
        await StarioClient(app).command("/pay")


# How it ends.


Waiting = Callable[[], Any]


async def waits_for_a_future() -> None:
    await asyncio.get_running_loop().create_future()


async def waits_in_a_group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(60))
        group.create_task(asyncio.Event().wait())


async def waits_for_a_timeout() -> None:
    async with asyncio.timeout(60):
        await asyncio.Event().wait()


async def waits_in_turns() -> None:
    while True:
        await asyncio.sleep(0)


@pytest.mark.parametrize("wait", [waits_for_a_future, waits_in_a_group, waits_for_a_timeout, waits_in_turns])
@pytest.mark.parametrize("yields_first", [False, True])
async def test_when_the_reader_has_gone_finally_has_run_before_the_request_ends(
    wait: Waiting, yields_first: bool
) -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            if yields_first:
                yield "<p>1</p>"
            await wait()
            yield "never"
        except asyncio.CancelledError:
            log.append("cancelled")
            raise
        finally:
            await asyncio.sleep(0.001)
            log.append("finally")

    wire = Wire()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    async with asyncio.timeout(5):
        await task
    log.append("request ended")
    assert log == ["cancelled", "finally", "request ended"]
    assert "end" not in wire.kinds
    assert task.cancelling() == 0


async def test_a_reader_that_leaves_during_a_write() -> None:
    log: list[str] = []
    children: list[asyncio.Task[None]] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            yield "<p>2</p>"  # collected: its write meets a reader that does not read
            children.append(asyncio.create_task(asyncio.sleep(60)))
            await asyncio.gather(*children)
        finally:
            log.append("finally")

    wire = Wire()
    wire.stalls_at = b"<p>2"
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    async with asyncio.timeout(5):
        await task
    assert log == ["finally"]
    assert children[0].cancelled()  # what the handler waited for was cancelled too, as asyncio does


async def test_a_wait_that_is_over_when_the_reader_leaves_during_a_write() -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            yield "<p>2</p>"
            done = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_soon(done.set_result, None)
            await done
            log.append("went on")
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    wire = Wire()
    wire.stalls_at = b"<p>2"
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    async with asyncio.timeout(5):
        await task
    assert log == ["finally"]


async def test_a_handler_that_swallows_its_cancellation_is_closed() -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            log.append("swallowed")
            yield "<p>into the void</p>"
            log.append("never")
        finally:
            log.append("finally")

    wire = Wire()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    await task
    assert log == ["swallowed", "finally"]
    assert wire.writes == [1]


async def test_a_timeout_of_the_handlers_own_reaches_it_even_during_a_write() -> None:
    wire = Wire()
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            async with asyncio.timeout(0.01):
                while True:
                    wire.stalls_at = b"<p>2"
                    yield "<p>1</p>"
                    await asyncio.sleep(0)
                    yield "<p>2</p>"  # meets a reader that does not read
        except TimeoutError:
            log.append("timeout")
            wire.stalls_at = None
            yield "<p>3</p>"
        log.append("went on")

    async with asyncio.timeout(5):
        await wire.run(handler())
    assert log == ["timeout", "went on"]
    assert wire.kinds == ["start", "body", "body", "end"]


@pytest.mark.parametrize("stalls", ["headers", "first", "second"])
async def test_what_a_timeout_of_the_handlers_own_broke_off_is_written_again(stalls: str) -> None:
    wire = Wire()
    slow = {"headers": None, "first": b"<p>1", "second": b"<p>2"}[stalls]

    async def send(message: Any) -> None:
        # A server that waits before it writes, while the handler's timeout runs.
        body = message.get("body")
        if not timed_out and (body is None if slow is None else slow in (body or b"")):
            await asyncio.Event().wait()
        wire.messages.append(message)

    wire.send = send  # type: ignore[method-assign]
    timed_out: list[bool] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            async with asyncio.timeout(0.01):
                yield "<p>1</p>"
                await asyncio.sleep(0)
                yield "<p>2</p>"
                await asyncio.Event().wait()
        except TimeoutError:
            timed_out.append(True)
            yield "<p>timeout</p>"

    async with asyncio.timeout(5):
        await wire.run(handler())
    assert wire.kinds[0] == "start" and wire.kinds[-1] == "end"
    sent = b"".join(message.get("body", b"") for message in wire.messages)
    expected = ["1", "timeout"] if stalls != "second" else ["1", "2", "timeout"]
    assert sent == b"".join(event_bytes(f"<p>{text}</p>") for text in expected)


async def test_a_handler_that_stands_at_its_yield_sees_a_cancellation_too() -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
        except asyncio.CancelledError:
            log.append("cancelled")
            raise
        finally:
            log.append("finally")

    wire = Wire()
    wire.stalls_at = b"<p>1"
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    async with asyncio.timeout(5):
        await task
    assert log == ["cancelled", "finally"]


@pytest.mark.parametrize("yields_first", [False, True])
async def test_a_cancellation_that_nobody_asked_for_is_an_error(
    yields_first: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler() -> AsyncIterator[str]:
        if yields_first:
            yield "<p>1</p>"
        other = asyncio.get_running_loop().create_future()
        other.cancel()
        await other

    app = Stario(Query("/", handler))
    with pytest.raises(RuntimeError, match="ended with CancelledError, though nobody cancelled it"):
        async with StarioClient(app).listen("/") as stream:
            await stream.take(2)
    assert ("was cut after 1 event" in caplog.text) is yields_first
    answer = await StarioClient(app, raise_app_exceptions=False).get("/") if not yields_first else None
    assert answer is None or answer.status_code == 500


async def test_a_swallowed_cancellation_leaves_no_count_behind() -> None:
    counts: list[int] = []

    async def handler() -> AsyncGenerator[str, None]:
        with suppress(asyncio.CancelledError):
            yield "<p>1</p>"
            await asyncio.Event().wait()

    wire = Wire()

    async def outer() -> None:
        await wire.run(handler())
        task = asyncio.current_task()
        assert task is not None
        counts.append(task.cancelling())

    task = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    wire.gone.set()
    await task
    assert counts == [0]


async def test_a_reader_that_leaves_before_the_headers_behind_base_http_middleware() -> None:
    class Passing(BaseHTTPMiddleware):
        async def dispatch(self, request: Request, call_next: Any) -> Any:
            return await call_next(request)

    async def handler() -> AsyncIterator[str]:
        await asyncio.Event().wait()
        yield ""

    app = Stario(Query("/", handler), middleware=[Middleware(Passing)])
    client = StarioClient(app)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await client.get("/")


async def test_a_finally_that_awaits_runs_to_its_end_when_the_reader_leaves_during_a_write() -> None:
    log: list[str] = []

    async def feed() -> AsyncIterator[str]:
        try:
            yield "<p></p>"
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            log.append("saved")

    async with StarioClient(Stario(Query("/", feed))) as client:
        async with client.listen("/"):
            pass  # nothing was read: the app is still writing
    assert log == ["saved"]


async def test_an_error_in_finally_is_raised() -> None:
    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            raise LookupError("in the clean-up")

    with pytest.raises(LookupError, match="in the clean-up"):
        async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
            await stream.next()


@pytest.mark.parametrize("while_writing", [False, True])
async def test_a_cancellation_from_outside_goes_on(while_writing: bool) -> None:
    log: list[str] = []

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            yield "<p>2</p>"
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    wire = Wire()
    if while_writing:
        wire.ready.clear()
    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert log == ["finally"]


async def test_both_at_once_the_cancellation_from_outside_wins() -> None:
    wire = Wire()

    async def handler() -> AsyncGenerator[str, None]:
        yield "<p>1</p>"
        await asyncio.Event().wait()

    task = asyncio.create_task(wire.run(handler()))
    await asyncio.sleep(0.01)
    wire.gone.set()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_a_server_that_raises_when_its_reader_has_gone() -> None:
    # ASGI 2.4: send raises OSError, and receive may never speak.
    log: list[str] = []
    wire = Wire()

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            await asyncio.sleep(0.001)
            wire.raises = OSError("gone")
            yield "<p>2</p>"
            log.append("never")
        finally:
            log.append("finally")

    await wire.run(handler())
    assert log == ["finally"]


async def test_a_server_that_raises_while_the_handler_already_waits() -> None:
    log: list[str] = []
    wire = Wire()

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            wire.raises = OSError("gone")
            yield "<p>2</p>"
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    async with asyncio.timeout(5):
        await wire.run(handler())
    assert log == ["finally"]


@pytest.mark.parametrize("waits", [False, True])
async def test_another_error_of_the_server_is_raised_and_ends_the_handler(waits: bool) -> None:
    log: list[str] = []
    wire = Wire()

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            wire.raises = RuntimeError("the server's")
            yield "<p>2</p>"
            if waits:
                await asyncio.Event().wait()
        finally:
            log.append("finally")

    with pytest.raises(RuntimeError, match="the server's"):
        await wire.run(handler())
    assert log == ["finally"]


@pytest.mark.parametrize("error", [OSError("gone"), RuntimeError("the server's")])
async def test_an_error_while_headers_go_out_alone(error: Exception) -> None:
    log: list[str] = []
    wire = Wire()
    wire.raises = error

    async def handler() -> AsyncGenerator[str, None]:
        try:
            await asyncio.Event().wait()
            yield ""
        finally:
            log.append("finally")

    async with asyncio.timeout(5):
        if isinstance(error, OSError):
            await wire.run(handler())
        else:
            with pytest.raises(RuntimeError, match="the server's"):
                await wire.run(handler())
    assert log == ["finally"]


async def test_no_task_is_left_behind() -> None:
    before = asyncio.all_tasks()
    await Wire().run(ready(1, 2))
    assert asyncio.all_tasks() == before


# Plain generators, in worker threads.


async def test_a_plain_generator_runs_in_worker_threads_and_is_closed_there() -> None:
    threads: list[int] = []

    def handler() -> Iterator[str]:
        try:
            while True:
                threads.append(threading.get_ident())
                yield "<p>tick</p>"
        finally:
            threads.append(threading.get_ident())

    async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
        await stream.take(3)
    assert len(threads) >= 4 and threading.get_ident() not in threads


async def test_a_plain_generator_that_blocks_is_closed_when_its_step_is_over() -> None:
    log: list[str] = []
    entered = threading.Event()

    def handler() -> Iterator[str]:
        try:
            yield "<p>1</p>"
            entered.set()
            time.sleep(0.05)
            log.append("slept")
            yield "<p>2</p>"
        finally:
            log.append("finally")

    async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
        await stream.next()
        while not entered.is_set():
            await asyncio.sleep(0.001)
    log.append("left")
    assert log == ["slept", "finally", "left"]


async def test_the_steps_of_a_plain_generator_share_their_context() -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="unset")

    def handler() -> Iterator[str]:
        token = variable.set("set")
        try:
            yield f"<p>{variable.get()}</p>"
            yield f"<p>{variable.get()}</p>"
        finally:
            variable.reset(token)

    async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
        assert [found async for found in stream] == [event("set"), event("set")]
    assert variable.get() == "unset"


async def test_an_error_of_a_plain_generator() -> None:
    def handler() -> Iterator[str]:
        yield "<p>1</p>"
        raise LookupError("in a thread")

    with pytest.raises(LookupError, match="in a thread"):
        async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
            await stream.take(2)


async def test_an_error_of_a_plain_generator_after_its_reader_has_gone() -> None:
    entered = threading.Event()

    def handler() -> Iterator[str]:
        yield "<p>1</p>"
        entered.set()
        time.sleep(0.02)
        raise LookupError("in a thread, too late")

    with pytest.raises(LookupError, match="in a thread, too late"):
        async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
            await stream.next()
            while not entered.is_set():
                await asyncio.sleep(0.001)


# The request's body, and the disconnect, through one `receive`.


async def test_a_streaming_handler_may_read_its_body() -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b'{"n"'
        await asyncio.sleep(0.001)
        yield b": 1}"

    async def handler(request: Request) -> AsyncIterator[str]:
        yield "<p>reading</p>"
        await asyncio.sleep(0.01)  # the reader is already listened for
        yield f"<p>{(await request.json())['n']}</p>"

    client = StarioClient(Stario(Command("/", handler)))
    response = await client.command("/", content=parts())
    assert response.events == [event("reading"), event(1)]


async def test_a_body_that_nobody_reads_does_not_hide_the_disconnect() -> None:
    log: list[str] = []

    async def handler() -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    app = Stario(Command("/", handler))
    async with StarioClient(app).listen("/", method="POST", content=b"x" * 1000) as stream:
        await stream.next()
    assert log == ["finally"]


def endless_body() -> tuple[Inbox, list[int]]:
    sent: list[int] = []

    async def receive() -> dict[str, Any]:
        sent.append(65536)
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"x" * 65536, "more_body": True}

    return Inbox(receive), sent


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_body_that_is_read_is_not_read_ahead_without_bound() -> None:
    inbox, sent = endless_body()
    listener = asyncio.create_task(inbox.listen(lambda problem: None))
    await asyncio.sleep(0)
    await inbox()
    await turns(200)
    assert sum(sent) <= UNREAD_BODY + 3 * 65536
    before = len(sent)
    for _ in range(4):
        await inbox()
    await turns(20)
    assert len(sent) > before
    listener.cancel()


async def test_a_body_that_nobody_reads_is_dropped_so_that_the_disconnect_is_heard() -> None:
    inbox, sent = endless_body()
    listener = asyncio.create_task(inbox.listen(lambda problem: None))
    await turns(200)
    assert sum(sent) > UNREAD_BODY * 3
    with pytest.raises(
        RuntimeError, match=r"the request's body was not read in time: more than 1048576 bytes"
    ):
        await inbox()
    listener.cancel()


async def test_a_large_body_that_nobody_reads_does_not_hide_the_disconnect() -> None:
    log: list[str] = []

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    async def handler() -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    app = Stario(Command("/", handler))
    async with StarioClient(app).listen("/", method="POST", content=parts()) as stream:
        await stream.next()
    assert log == ["finally"]


async def test_a_body_that_is_read_in_part_does_not_hide_the_disconnect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("stario.inbox.UNREAD_SECONDS", 0.02)
    log: list[str] = []

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    async def handler(request: Request) -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            async for _ in request.stream():
                break
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    app = Stario(Command("/", handler))
    async with StarioClient(app).listen("/", method="POST", content=parts()) as stream:
        await stream.next()
        await asyncio.sleep(0.05)
    assert log == ["finally"]


async def test_a_receive_that_fails_ends_the_stream_with_its_error() -> None:
    log: list[str] = []
    wire = Wire()

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.01)
        raise LookupError("the connection is in a bad state")

    wire.receive = receive  # type: ignore[method-assign]

    async def handler() -> AsyncGenerator[str, None]:
        try:
            yield "<p>1</p>"
            await asyncio.Event().wait()
        finally:
            log.append("finally")

    with pytest.raises(LookupError, match="bad state"):
        async with asyncio.timeout(5):
            await wire.run(handler())
    assert log == ["finally"]


async def test_is_disconnected_works_inside_a_stream() -> None:
    seen: list[bool] = []

    async def handler(request: Request) -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            seen.append(await request.is_disconnected())
            await asyncio.Event().wait()
        finally:
            seen.append(await request.is_disconnected())

    async with StarioClient(Stario(Query("/", handler))).listen("/") as stream:
        await stream.next()
        await asyncio.sleep(0.01)
    assert seen == [False, True]


async def test_a_hundred_streams_at_once() -> None:
    async def handler(name: str) -> AsyncIterator[str]:
        for number in range(5):
            yield f"<p>{name} {number}</p>"
            await asyncio.sleep(0)

    app = Stario(Query("/{name}", handler))
    async with StarioClient(app) as client:

        async def read(name: str) -> list[Any]:
            async with client.listen(f"/{name}") as stream:
                return [event async for event in stream]

        found = await asyncio.gather(*(read(f"s{number}") for number in range(100)))
    assert found == [[event(f"s{name} {number}") for number in range(5)] for name in range(100)]
