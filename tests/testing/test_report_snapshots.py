"""What a page looked like. A fake hands it in: what the report makes of it does not depend on who does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from stario import Command, Stario
from stario.testing import StarioClient
from stario.testing.report import changes as report_changes
from stario.testing.report import trace
from stario.testing.report.lines import Line, story
from stario.testing.report.masks import MASK, Masks
from stario.testing.report.page import render
from stario.testing.report.snapshots import PageSnapshot, put_in


@pytest.fixture
def recording() -> Iterator[None]:
    trace.begin()
    yield
    trace.begin()


class FakePage:
    """A page that knows no more than its HTML."""

    def __init__(self) -> None:
        self.html = "<body><ul id='list'></ul></body>"
        trace.add(PageSnapshot(cause="goto /", url="http://testserver/", after=self.html))

    def now_is(self, html: str, cause: str, **more: Any) -> None:
        before, self.html = self.html, html
        trace.add(PageSnapshot(cause=cause, before=before, after=html, **more))


async def test_what_a_page_looked_like(recording: None) -> None:
    async def add() -> AsyncIterator[Any]:
        yield "append", "#list", "<li>verysecret</li>"

    async with StarioClient(Stario(Command("/add", add))) as client:
        page = FakePage()
        await client.command("/add", headers={"authorization": "Bearer verysecret"})
        page.now_is(
            "<body><ul id='list'><li>verysecret</li></ul></body>",
            "an event of POST /add",
            connection=trace.so_far().records[0].connection,
            index=0,
        )
        page.now_is(
            page.html,
            "click get_by_role('button', name='Remove')",
            locators=("get_by_role('button', name='Remove'): 0 elements",),
            problems=("no element",),
        )
    lines = story({"id": "a"}, trace.end(), Masks())
    opened, by_event, clicked = (line for line in lines if line["type"] == "snapshot")
    assert opened["changes"] == ["a page was loaded"] and opened["url"] == "http://testserver/"
    assert (by_event["request"], by_event["index"]) == (1, 0)
    assert by_event["changes"] [-3:] == [
        '      <ul id="list">', "+       <li>", f"+         {MASK}",
    ]  # fmt: skip
    assert clicked["request"] is None and clicked["changes"] == ["nothing"]
    assert clicked["locators"] == ["get_by_role('button', name='Remove'): 0 elements"]
    # All of it is told of the last one, and the others are what led there.
    assert "html" not in by_event and clicked["html"] == f"<body><ul id='list'><li>{MASK}</li></ul></body>"
    assert [line["time"] for line in lines[1:]] == sorted(line["time"] for line in lines[1:])
    assert not [name for line in lines for name in line if name.startswith("_")]

    html = render([lines])
    for text in (
        "an event of POST /add",
        "name=&#39;Remove&#39;): 0 elements",
        "no element",
        "All of its HTML",
    ):
        assert text in html, text


def test_snapshots_of_one_moment_are_where_they_were_taken() -> None:
    def line(kind: str, time: float, request: int | None, index: int | None = None, **more: Any) -> Line:
        return {"type": kind, "time": time, "request": request, "index": index, **more}

    lines = [
        line("request", 0.0, 1), line("event", 0.0, 1, 0), line("event", 0.0, 1, 1), line("end", 0.0, 1),
        line("request", 0.0, 2), line("event", 0.0, 2, 0),
        line("event", 9.0, 2, 1),
    ]  # fmt: skip
    pages = [
        line("snapshot", 0.0, None, cause="goto", _after=1),
        line("snapshot", 0.0, 2, 0, cause="event", _after=2),
        line("snapshot", 0.0, None, cause="click", _after=2),
        line("gap", 0.0, None),
        line("snapshot", 5.0, 2, 7, cause="an event that was left out", _after=2),
        line("snapshot", 99.0, None, cause="the end", _after=2),
    ]
    put_in(lines, pages)
    shown = [each.get("cause") or f"{each['type']} {each['request']} {each['index']}" for each in lines]
    assert shown == [
        "request 1 None", "event 1 0", "event 1 1", "end 1 None", "goto", "request 2 None", "event 2 0",
        "event", "click", "gap None None", "an event that was left out", "event 2 1", "the end",
    ]  # fmt: skip
    assert not [each for each in lines if "_after" in each]


async def test_each_page_is_told_at_its_last(recording: None) -> None:
    for number in (1, 2, 1):
        trace.add(PageSnapshot(cause="x", page=number, after=f"<p>{number}"))
    lines = story({"id": "a"}, trace.so_far(), Masks())[1:]
    assert [(line["page"], "html" in line) for line in lines] == [(1, False), (2, True), (1, True)]
    assert lines[0]["time"] == 0.0


async def test_many_snapshots(recording: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "FIRST_PAGES", 2)
    monkeypatch.setattr(trace, "LAST_PAGES", 3)
    for number in range(10):
        trace.add(PageSnapshot(cause=str(number), after="<p>"))
    lines = story({"id": "a"}, trace.so_far(), Masks())[1:]
    assert [line.get("cause", line.get("snapshots")) for line in lines] == ["0", "1", 5, "7", "8", "9"]
    assert "5 snapshots are left out" in render([[{"type": "test", "id": "a"}, *lines]])


async def test_large_pages_take_a_bounded_time(recording: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_changes, "WORK", 500)
    for number in range(10):
        before, after = (f"<body>{'<i></i>' * (n + 100)}</body>" for n in (number, number + 1))
        trace.add(PageSnapshot(cause="x", before=before, after=after))
    changes = [line["changes"] for line in story({"id": "a"}, trace.so_far(), Masks())[1:]]
    assert changes[0] == ["  <html>", "    <body>", "+     <i>"] and changes[-1] == [report_changes.ENOUGH]


async def test_nothing_is_kept_of_a_page_that_nobody_records() -> None:
    trace.end()
    trace.add(PageSnapshot(cause="x", after="<p>"))
    assert trace.so_far().pages == []


async def test_a_page_that_is_nested_deep_is_told_wherever_the_test_is(recording: None) -> None:
    def within(calls: int) -> list[Line]:
        return within(calls - 1) if calls else story({"id": "a"}, trace.end(), Masks())

    page = FakePage()
    page.now_is("<body>" + "<div>" * 3000 + "deep" + "</div>" * 3000, "a script has nested it")
    _, nested = (line for line in within(600) if line["type"] == "snapshot")
    assert any("<div>" in change for change in nested["changes"])
    assert nested["html"].startswith("<body><div><div>")
