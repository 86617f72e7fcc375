"""EventStream: a live capture that reads like a list, waits with a deadline and says what it saw."""

from __future__ import annotations

import asyncio
import gzip
import re
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from stario import Command, PatchElements, PatchSignals, Query, Stario, remove_elements
from stario.testing import (
    MalformedEvent,
    NotAStream,
    OtherEvent,
    StarioClient,
    StreamEnded,
    StreamTimeout,
    VirtualClock,
)


def numbers(count: int | None = None, pause: float = 0.0) -> Any:
    async def handler() -> AsyncIterator[str]:
        number = 0
        while count is None or number < count:
            yield f"<p id='n'>{number}</p>"
            number += 1
            await asyncio.sleep(pause)

    return handler


def patch(number: int) -> PatchElements:
    return PatchElements(f"<p id='n'>{number}</p>")


def wire(*chunks: bytes) -> Any:
    async def handler() -> Response:
        async def content() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return StreamingResponse(content(), media_type="text/event-stream")

    return handler


def listen(handler: Any, **options: Any) -> Any:
    return StarioClient(Stario(Query("/feed", handler)), **options).listen("/feed")


async def test_next_take_and_last() -> None:
    async with listen(numbers()) as stream:
        with pytest.raises(IndexError, match="GET /feed has sent no event yet"):
            _ = stream.last
        assert await stream.next() == patch(0)
        assert await stream.take(2) == [patch(1), patch(2)]
        assert await stream.take(0) == []
        assert stream.last == patch(2)
        assert stream.events == [patch(0), patch(1), patch(2)]
        with pytest.raises(ValueError, match=re.escape("take(-1)")):
            await stream.take(-1)


async def test_it_reads_like_a_list() -> None:
    async with listen(numbers(3)) as stream:
        await stream.take(3)
        assert stream == [patch(0), patch(1), patch(2)]
        assert stream != [patch(0)]
        assert (stream[0], stream[-1], stream[1:]) == (patch(0), patch(2), [patch(1), patch(2)])
        assert len(stream) == 3 and patch(1) in stream and stream.index(patch(2)) == 2
        assert list(stream) == stream.events
        assert repr(stream) == repr([patch(0), patch(1), patch(2)])
        assert (stream == 3) is False
        with pytest.raises(TypeError):
            hash(stream)
        stream.events.clear()  # a copy
        assert len(stream) == 3


async def test_two_streams_of_the_same_events_are_equal() -> None:
    async with listen(numbers(2)) as one, listen(numbers(2)) as two:
        await one.take(2)
        assert one != two
        await two.take(2)
        assert one == two


async def test_an_async_loop_can_be_left_and_taken_up_again() -> None:
    async with listen(numbers(5)) as stream:
        async for event in stream:
            if event == patch(1):
                break
        assert await stream.next() == patch(2)
        assert [event async for event in stream] == [patch(3), patch(4)]
        assert [event async for event in stream] == []
        assert stream.ended and not stream.was_cut


async def test_until_an_event_or_a_predicate() -> None:
    async with listen(numbers()) as stream:
        assert await stream.until(patch(2)) == patch(2)
        found = await stream.until(lambda event: "5" in event.elements)
        assert found == patch(5)
        assert len(stream) == 6


async def test_until_it_is_over() -> None:
    async with listen(numbers(2)) as stream:
        with pytest.raises(StreamEnded) as failure:
            await stream.until(PatchSignals({"done": True}))
    text = str(failure.value)
    assert text.startswith(
        "GET /feed: the event PatchSignals({'done': True}) did not come: the stream is over, "
        "2 others came\nExpected: the event PatchSignals({'done': True})\n"
        "Actual:   2 events captured, none unread\nTimeline:\n        0.000 s  GET /feed\n"
    )
    assert text.endswith("PatchElements(\"<p id='n'>1</p>\")  after GET /feed\nThe response has ended.")


async def test_until_it_takes_too_long_although_events_come() -> None:
    def wanted(event: object) -> bool:
        return False

    async def handler() -> AsyncIterator[str]:
        for number in range(15):
            yield f"<p id='n'>{number}</p>"
            await asyncio.sleep(0)
        await asyncio.Event().wait()

    with pytest.raises(StreamTimeout) as failure:
        async with listen(handler, timeout=0.1) as stream:
            await stream.until(wanted)
    text = str(failure.value)
    assert text.startswith(
        "GET /feed: waited 0.1 s for the event for which wanted() is true (others came)\n"
        "Expected: the event for which wanted() is true\n"
        "Actual:   15 events captured, none unread\n"
        "Timeline:\n    ... 4 earlier\n"
    )
    assert text.endswith("): await asyncio.Event().wait()")


async def test_until_a_text_is_a_mistake() -> None:
    async with listen(numbers()) as stream:
        with pytest.raises(TypeError, match=r"until\(\) takes an event or a function of one; found the text"):
            await stream.until("<p id='n'>1</p>")  # type: ignore[arg-type]


async def test_next_after_the_end() -> None:
    async with listen(numbers(1)) as stream:
        await stream.next()
        with pytest.raises(StreamEnded, match="GET /feed: there is no next event: the stream is over"):
            await stream.next()
        with pytest.raises(StreamEnded, match="took 0 of 2 events: the stream is over"):
            await stream.take(2)


async def test_a_wait_that_ran_out_can_be_repeated() -> None:
    go = asyncio.Event()

    async def handler() -> AsyncIterator[str]:
        await go.wait()
        yield "<p id='n'>0</p>"

    async with listen(handler, timeout=0.3) as stream:
        with pytest.raises(StreamTimeout, match=r"waited 0\.3 s for the next event"):
            await stream.next()
        go.set()
        assert await stream.next() == patch(0)


async def test_a_cancelled_wait_loses_nothing() -> None:
    async with listen(numbers(pause=0.01)) as stream:
        await stream.next()
        waiting = asyncio.create_task(stream.next())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert await stream.next() == patch(1)


async def test_two_readers_of_one_stream_share_its_events() -> None:
    async def handler() -> AsyncIterator[str]:
        await asyncio.sleep(0.01)
        yield "<p id='n'>0</p>"
        yield "<p id='n'>1</p>"
        yield "<p id='n'>2</p>"
        await asyncio.Event().wait()

    async with listen(handler) as stream:
        found = await asyncio.gather(stream.next(), stream.next(), stream.next())
    assert found == [patch(0), patch(1), patch(2)]


async def test_settle_takes_what_comes_without_time() -> None:
    async def handler() -> AsyncIterator[str]:
        for number in range(3):
            yield f"<p id='n'>{number}</p>"
            await asyncio.sleep(0)
        await asyncio.sleep(60)
        yield "never"

    async with listen(handler) as stream:
        assert await stream.settle() == [patch(0), patch(1), patch(2)]
        assert await stream.settle() == []


async def test_settle_waits_for_worker_threads() -> None:
    def handler() -> Iterator[str]:
        for number in range(2):
            time.sleep(0.02)
            yield f"<p id='n'>{number}</p>"

    async with listen(handler) as stream:
        assert await stream.settle() == [patch(0), patch(1)]
        assert stream.ended


async def test_settle_of_a_stream_that_never_rests() -> None:
    with pytest.raises(StreamTimeout, match=r"the application to settle \(it goes on sending\)"):
        async with listen(numbers(), timeout=0.1) as stream:
            await stream.settle()


async def test_silence_is_proved() -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p id='n'>0</p>"
        await asyncio.sleep(60)

    async with listen(handler) as stream:
        await stream.next()
        await stream.silence(0.02)
        assert len(stream) == 1


async def test_silence_that_is_broken() -> None:
    async with listen(numbers(pause=0.01)) as stream:
        await stream.next()
        with pytest.raises(AssertionError) as failure:
            await stream.silence(5)
    text = str(failure.value)
    assert re.match(r"GET /feed: expected silence for 5 s, but after 0\.\d{3} s came an event\n", text)
    assert "\nExpected: no event for 5 s\nActual:   PatchElements(\"<p id='n'>1</p>\")\n" in text


async def test_an_event_that_is_already_there_is_no_silence() -> None:
    event = b"data: x\n\n"
    async with listen(wire(event + event)) as stream:
        await stream.next()
        with pytest.raises(AssertionError, match="expected silence"):
            await stream.silence(0.01)


async def test_silence_after_the_end_is_immediate() -> None:
    async with listen(numbers(1)) as stream:
        await stream.next()
        await stream.silence(3600)
        assert stream.ended


async def test_signals_and_elements_add_up() -> None:
    async def handler() -> AsyncIterator[object]:
        yield {"cart": {"count": 1, "items": ["a"]}, "gone": 1}
        yield {"cart": {"count": 2}, "gone": None}
        yield {"cart": {"count": 9, "new": True}}, True
        yield "<p id='a'>1</p><p id='b'>1</p>"
        yield "<p id='a'>2</p>"
        yield "append", "#list", "<li>1</li>"
        yield "append", "#list", "<li>2</li>"
        yield "prepend", "#list", "<li>0</li>"
        yield "inner", "#box", "<i></i>"
        yield remove_elements("#box")

    async with listen(handler) as stream:
        async for _ in stream:
            pass
        assert stream.signals == {"cart": {"count": 2, "items": ["a"], "new": True}}
        assert stream.elements == {
            "#a": "<p id='a'>2</p>",
            "#b": "<p id='b'>1</p>",
            "#list": "<li>0</li><li>1</li><li>2</li>",
        }


async def test_the_timeline_names_the_request_that_an_event_came_after(stario_clock: VirtualClock) -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()

    async def feed() -> AsyncIterator[str]:
        yield "<p id='n'>hello</p>"
        while True:
            yield await queue.get()

    async def say(request: Request) -> None:
        await queue.put("<p id='n'>said</p>")

    async with StarioClient(Stario(Query("/feed", feed), Command("/say", say))) as client:
        async with client.listen("/feed") as stream:
            await stream.next()
            await stario_clock.advance(0.01)
            await client.command("/say")
            await stream.next()
        first, second = stream.timeline
    assert (first.event, first.request) == (PatchElements("<p id='n'>hello</p>"), "GET /feed")
    assert (second.event, second.request) == (PatchElements("<p id='n'>said</p>"), "POST /say")
    assert (first.time, second.time) == (0.0, 0.01)
    assert str(second).endswith("PatchElements(\"<p id='n'>said</p>\")  after POST /say")


async def test_status_headers_and_closing_early() -> None:
    ended = asyncio.Event()

    async def handler() -> AsyncIterator[str]:
        try:
            while True:
                yield "<p id='n'>0</p>"
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    async with listen(handler) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"] == "text/event-stream"
        assert stream.headers["cache-control"] == "no-cache"
        assert not stream.ended
        await stream.next()
        await stream.close()
        assert ended.is_set() and stream.ended and stream.was_cut
        with pytest.raises(StreamEnded):
            await stream.next()


async def test_chunk_borders_do_not_matter() -> None:
    event = "event: datastar-patch-elements\r\ndata: elements <p>é</p>\r\n\r\n".encode()
    async with listen(wire(*(bytes([byte]) for byte in event))) as stream:
        assert [event async for event in stream] == [PatchElements("<p>é</p>")]


async def test_foreign_events_comments_and_ids_are_kept() -> None:
    async with listen(wire(b": ping\n\nid: 4\n\nevent: x\ndata: 1\n\n")) as stream:
        assert [event async for event in stream] == [
            OtherEvent(comment="ping"),
            OtherEvent(event_id="4"),
            OtherEvent("x", "1"),
        ]


async def test_a_malformed_event_is_raised_where_it_stands() -> None:
    good = b"event: datastar-patch-elements\ndata: elements <p></p>\n\n"
    bad = b"event: datastar-patch-elements\ndata: mode innner\ndata: elements <p></p>\n\n"
    async with listen(wire(good + bad + good)) as stream:
        assert await stream.next() == PatchElements("<p></p>")
        with pytest.raises(MalformedEvent, match=r"event 1, line 5 of the stream: .*did you mean 'inner'"):
            await stream.next()


async def test_a_malformed_event_that_nobody_read_is_raised_when_the_block_is_left() -> None:
    good = b"event: datastar-patch-elements\ndata: elements <p></p>\n\n"
    bad = b"event: datastar-patch-elements\ndata: elements\n\n"
    with pytest.raises(MalformedEvent, match="no space behind the key 'elements'"):
        async with listen(wire(good + bad)) as stream:
            await stream.next()


async def test_an_event_without_its_blank_line_is_named() -> None:
    async with listen(wire(b"event: datastar-patch-elements\ndata: elements <p></p>\n")) as stream:
        with pytest.raises(MalformedEvent, match="ended before the blank line that ends an event"):
            await stream.next()


async def test_a_message_shows_the_beginning_of_an_unfinished_event() -> None:
    async def handler() -> Response:
        async def content() -> AsyncIterator[bytes]:
            yield b"event: datastar-patch-elements\ndata: elem"
            await asyncio.sleep(60)

        return StreamingResponse(content(), media_type="text/event-stream")

    with pytest.raises(StreamTimeout) as failure:
        async with listen(handler, timeout=0.05) as stream:
            await stream.next()
    assert "and the beginning of another: 'event: datastar-patch-elements\\ndata: elem'" in str(failure.value)


@pytest.mark.parametrize(
    ("response", "what", "hint"),
    [
        (
            Response("<h1>x</h1>", media_type="text/html"),
            "answered with text/html; charset=utf-8",
            "client.query",
        ),
        (Response(status_code=204), "answered with status 204", "stream.status_code"),
        (Response("gone", status_code=410), "answered with status 410", "stream.status_code"),
    ],
)
async def test_not_a_stream(response: Response, what: str, hint: str) -> None:
    async def handler() -> Response:
        return response

    async with listen(handler) as stream:
        with pytest.raises(NotAStream) as failure:
            await stream.next()
    text = str(failure.value)
    assert text.startswith(
        "GET /feed is not a stream: test_not_a_stream.handler (tests/testing/test_stream.py:"
    )
    assert what in text and hint in text
    assert (response.body.decode() or "no body") in text


async def test_a_compressed_stream_is_read_event_by_event() -> None:
    packed = gzip.compress(b"data: 1\n\ndata: 2\n\n")

    async def handler() -> Response:
        async def content() -> AsyncIterator[bytes]:
            yield packed[:-8]
            await asyncio.sleep(0.001)
            yield packed[-8:]

        return StreamingResponse(
            content(), media_type="text/event-stream", headers={"content-encoding": "gzip"}
        )

    async with listen(handler) as stream:
        assert [event.data async for event in stream] == ["1", "2"]


async def test_a_compression_that_cannot_be_read_is_named() -> None:
    async def handler() -> Response:
        return Response(b"?", media_type="text/event-stream", headers={"content-encoding": "pack200"})

    with pytest.raises(NotAStream, match="compressed with 'pack200', which this capture cannot read"):
        async with listen(handler):
            pass
