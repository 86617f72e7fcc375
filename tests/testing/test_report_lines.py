"""The lines of a test: what they say of an event, and what they leave out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from stario import Command, PatchElements, Query, Stario
from stario.testing import StarioClient
from stario.testing.report import lines as report_lines
from stario.testing.report import trace
from stario.testing.report.lines import Line, last_events, story, written
from stario.testing.report.masks import Masks


@pytest.fixture
def recording() -> Iterator[None]:
    trace.begin()
    yield
    trace.begin()


async def lines_of(app: Any, path: str, *, read: int | None = None, **options: Any) -> list[Line]:
    """What is told of one request, read to its end or so many events."""
    trace.begin()
    async with StarioClient(app) as client:
        async with client.listen(path, **options) as stream:
            if read is None:
                async for _ in stream:
                    pass
            else:
                await stream.take(read)
    records = trace.so_far()
    return [line for line in story({"id": "a"}, records, Masks()) if line["type"] != "test"]


def streaming(chunks: list[bytes], **headers: str) -> Stario:
    async def feed() -> Response:
        async def body() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return StreamingResponse(body(), media_type="text/event-stream", headers=headers)

    return Stario(Query("/feed", feed))


async def test_an_event_has_its_fields(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield PatchElements("<li>1</li>", selector="#a", mode="append", event_id="7", retry=500)
        yield {"a": [1, None]}

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    assert [line["type"] for line in lines] == ["request", "response", "event", "event", "end"]
    first, second = (line for line in lines if line["type"] == "event")
    assert first["event"] == "PatchElements"
    assert first["fields"] == {
        "elements": "<li>1</li>",
        "selector": "#a",
        "mode": "append",
        "namespace": "html",
        "event_id": "7",
        "retry": 500,
    }
    assert first["text"].startswith("PatchElements(")
    assert second["fields"] == {"signals": {"a": [1, None]}}
    assert lines[-1]["how"] == "complete" and lines[-1]["waited"] is None
    assert [json.loads(line) for line in written(lines).splitlines()] == lines


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
async def test_a_compressed_stream_is_read(recording: None, coding: str) -> None:
    async def feed() -> AsyncIterator[Any]:
        for n in range(3):
            yield f"<p id='n'>{n}</p>"
            await asyncio.sleep(0)

    app = Stario(Query("/feed", feed), compression=True)
    lines = await lines_of(app, "/feed", headers={"accept-encoding": coding})
    [response] = [line for line in lines if line["type"] == "response"]
    assert ["content-encoding", coding] in response["headers"]
    assert [line["fields"]["elements"] for line in lines if line["type"] == "event"] == [
        f"<p id='n'>{n}</p>" for n in range(3)
    ]


async def test_a_malformed_stream_is_a_problem(recording: None) -> None:
    chunks = [
        b"event: datastar-patch-elements\ndata: elements <p id=a>1</p>\n\n",
        b"event: datastar-patch-elements\ndata: mode sideways\n\n",
    ]
    with pytest.raises(Exception, match="sideways"):
        await lines_of(streaming(chunks), "/feed")
    lines = story({"id": "a"}, trace.so_far(), Masks())
    assert [line["event"] for line in lines if line["type"] == "event"] == ["PatchElements"]
    [problem] = [line for line in lines if line["type"] == "problem"]
    assert problem["text"].startswith("MalformedEvent: ") and "sideways" in problem["text"]
    shown = last_events(trace.so_far(), Masks())
    assert any("MalformedEvent" in line for line in shown)


async def test_a_body_that_cannot_be_inflated_is_a_problem(recording: None) -> None:
    async def wrong() -> Response:
        return HTMLResponse("not gzip", headers={"content-encoding": "gzip"})

    async with StarioClient(Stario(Query("/", wrong))) as client:
        with pytest.raises(Exception, match=r"gzip|decompress|header"):
            await client.get("/")
    [problem] = [line for line in story({"id": "a"}, trace.so_far(), Masks()) if line["type"] == "problem"]
    assert problem["request"] == 1


async def test_only_the_beginning_and_the_end_of_a_long_stream_are_kept(
    recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "HEAD", 1000)
    monkeypatch.setattr(trace, "TAIL", 2000)
    chunks = [
        f"event: datastar-patch-elements\ndata: elements <p id=a>{n:05}</p>\n\n".encode() for n in range(1000)
    ]
    lines = await lines_of(streaming(chunks), "/feed")
    [gap] = [line for line in lines if line["type"] == "gap"]
    events = [line for line in lines if line["type"] == "event"]
    kept = sum(len(chunks[0]) for _ in events)
    assert gap["bytes"] == sum(map(len, chunks)) - kept and kept <= 3000
    assert "00000" in events[0]["text"] and "00999" in events[-1]["text"]


async def test_only_so_many_events_are_told(recording: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_lines, "EVENTS", 10)

    async def feed() -> AsyncIterator[Any]:
        for n in range(100):
            yield {"n": n}

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    told = [line["fields"]["signals"]["n"] for line in lines if line["type"] == "event"]
    assert told == [0, 1, *range(92, 100)]
    [gap] = [line for line in lines if line["type"] == "gap"]
    assert gap["events"] == 90


async def test_a_long_text_is_cut(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield "<p id='a'>" + "x" * 100_000 + "</p>"

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    [event] = [line for line in lines if line["type"] == "event"]
    assert len(event["fields"]["elements"]) < 21_000
    assert event["fields"]["elements"].endswith("more characters)")


async def test_requests_beyond_the_most_are_not_kept(
    recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "MOST", 2)
    async with StarioClient(Stario(Query("/", lambda: "<p>"))) as client:
        for _ in range(4):
            await client.get("/")
    assert len(trace.so_far().records) == 2


async def test_each_user_has_a_page_of_their_own(recording: None) -> None:
    async def home() -> str:
        return "<ul id='list'></ul>"

    async def add(request: Request) -> AsyncIterator[Any]:
        yield "append", "#list", f"<li>{request.headers['x-who']}</li>"

    app = Stario(Query("/", home), Command("/add", add))
    async with StarioClient(app) as one:
        two = one.another()
        await one.get("/")
        await one.command("/add", headers={"x-who": "one"})
        await two.command("/add", headers={"x-who": "two"})
    lines = story({"id": "a"}, trace.so_far(), Masks())
    changes = [line["changes"] for line in lines if line["type"] == "event"]
    assert changes[0] == ['  <ul id="list">', "+   <li>", "+     one"]
    assert changes[1] == ["the answers before it have no #list: what it changes there is not known"]
    assert [line["user"] for line in lines if line["type"] == "request"] == [1, 1, 2]


async def test_an_application_that_fails(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield "<p id='a'></p>"
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await lines_of(Stario(Query("/feed", feed)), "/feed")
    end = story({"id": "a"}, trace.so_far(), Masks())[-1]
    assert (end["how"], end["error"]) == ("failed", "RuntimeError: in the middle")


async def test_a_request_that_is_sent_in_parts(recording: None) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def add(request: Request) -> str:
        return (await request.body()).decode()

    async with StarioClient(Stario(Command("/add", add))) as client:
        assert (await client.post("/add", content=parts())).text == "ab"
    [request] = [line for line in story({"id": "a"}, trace.so_far(), Masks()) if line["type"] == "request"]
    assert request["body"] == "(sent in parts)"


async def test_nothing_is_recorded_after_the_end() -> None:
    trace.end()
    async with StarioClient(Stario(Query("/", lambda: "<p>"))) as client:
        await client.get("/")
    assert trace.so_far().records == [] and not trace.begun()


def test_a_long_story_is_thinned_in_its_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_lines, "STORY", 10_000)
    events = [
        {"type": "event", "time": float(n), "request": 1, "index": n, "text": "x" * 200} for n in range(200)
    ]
    lines: list[Line] = [{"type": "test"}, *events[:100], {"type": "end", "time": 99.0}, *events[100:]]
    thinned = report_lines._thinned(lines)
    assert len(written(thinned)) < 11_000
    assert [line["type"] for line in thinned if line["type"] != "event"] == ["test", "gap", "end", "gap"]
    kept = [line["index"] for line in thinned if line["type"] == "event"]
    assert kept[0] == 0 and kept[-1] == 199 and kept == sorted(kept)
    assert len(kept) + sum(line["lines"] for line in thinned if line["type"] == "gap") == 200
    short = lines[:10]
    assert report_lines._thinned(short) is short


async def test_of_many_requests_the_later_ones_are_kept_in_part(
    recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HEAD": 3200, "TAIL": 6400, "WHOLE": 1, "PART": 32}.items():
        monkeypatch.setattr(trace, name, value)
    chunks = [f": {n:0>97}\n".encode() for n in range(200)]
    async with StarioClient(streaming(chunks)) as client:
        for _ in range(2):
            async with client.listen("/feed") as stream:
                await stream.settle()
    first, second = trace.so_far().records
    assert first.dropped == 20_000 - 9600 and second.dropped == 20_000 - 300
