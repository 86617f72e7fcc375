"""The report as a page: hostile texts, what it asks for, and its time line at a glance."""

from __future__ import annotations

from typing import Any

import pytest
import turbohtml
from stories import HOSTILE, a_story

from stario.testing.report.lanes import overview, parts_of
from stario.testing.report.lines import Line
from stario.testing.report.page import render


def test_hostile_texts_stay_texts() -> None:
    html = render(
        [
            a_story(
                id=HOSTILE,
                error=HOSTILE,
                message=f"{HOSTILE}!",
                source=[[3, HOSTILE]],
                when=HOSTILE,
                clock=HOSTILE,
            )
        ]
    )
    document = turbohtml.parse(html)
    assert len(document.select("script")) == 1 and document.select("img") == []
    empty = turbohtml.parse(render([]))
    assert document.select_one("script").text == empty.select_one("script").text
    names = {name for element in document.select("*") for name in element.attrs}
    assert not {name for name in names if name.startswith("on")}
    # Each of them is there, and as it was.
    shown = document.select("pre, code, strong, td, h2, a, summary, .inside > p")
    assert sum(HOSTILE in element.text for element in shown) >= 20


def test_the_page_asks_for_nothing() -> None:
    html = render([a_story()])
    document = turbohtml.parse(html)
    assert (
        document.select(
            "[src]:not([src^='data:image/']), link[href], iframe, object, form, base, style:not(head > style)"
        )
        == []
    )
    assert all(str(link.attrs["href"]).startswith("#") for link in document.select("a"))
    assert "@import" not in html and "url(" not in html
    [policy] = document.select("meta[http-equiv=Content-Security-Policy]")
    assert str(policy.attrs["content"]).startswith("default-src 'none'")


def test_ids_are_there_once_and_links_lead_to_them() -> None:
    document = turbohtml.parse(render([a_story(id="a"), a_story(id="b")]))
    ids = [str(element.attrs["id"]) for element in document.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in document.select("a"):
        assert str(link.attrs["href"]).removeprefix("#") in ids
    for element in document.select("[aria-labelledby]"):
        assert element.attrs["aria-labelledby"] in ids


def test_one_test_or_several() -> None:
    assert "0 tests<" in render([])
    assert "1 test," in render([a_story()])
    assert "2 tests," in render([a_story(), a_story()])


def test_lanes() -> None:
    def line(kind: str, time: float, request: int | None, **more: Any) -> Line:
        return {"type": kind, "time": time, "request": request, "text": "t", **more}

    found = overview(
        [
            {"type": "test", "id": "a"},
            line("request", 0.0, 1, method="GET", url='/feed?datastar={"a": 1}'),
            line("event", 0.0, 1, event="PatchElements"),
            line("event", 0.0, 1, event="PatchElements"),
            line("event", 0.0, 1, event="PatchSignals"),
            line("request", 10.0, 2, method="POST", url="/add"),
            line("end", 20.0, 1, how="failed"),
            line("gap", 25.0, None),
            line("body", 40.0, 2),
        ]
    )
    first, second = found.lanes
    assert (first.name, first.begin, first.width, first.how) == ("GET /feed", 0.0, 50.0, "failed")
    assert [(mark.at, mark.kind, mark.line) for mark in first.marks] == [
        (0, "elements", 2),
        (0, "signals", 4),
    ]
    assert (second.begin, second.width, second.how) == (25.0, 75.0, "open")
    assert [mark.at for mark in second.marks] == [100.0]
    assert found.ticks == [(0.0, 0.0), (10.0, 25.0), (20.0, 50.0), (30.0, 75.0), (40.0, 100.0)]
    at_once = overview([line("request", 0.0, 1, method="GET", url="/"), line("end", 0.0, 1, how="complete")])
    assert at_once.ticks == [] and at_once.lanes[0].width == 0.0
    assert overview([{"type": "test", "id": "a"}]) == ([], 0, [])


def test_lanes_have_a_bound() -> None:
    lines: list[Line] = [
        {"type": "request", "time": 0.0, "request": n, "method": "GET", "url": "/"} for n in range(1, 41)
    ]
    lines += [
        {"type": "event", "time": n / 10, "request": 1, "event": "PatchSignals", "text": ""}
        for n in range(5000)
    ]
    found = overview(lines)
    assert (len(found.lanes), found.more) == (30, 10)
    assert 300 < len(found.lanes[0].marks) <= 401


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("/a", ("/a", "")),
        ("/a?b=1", ("/a?b=1", "")),
        ('/a?datastar={"a": "&}"}', ("/a", '{"a": "&}"}')),
        ("/a?datastar={}&b=1&c=2", ("/a?b=1&c=2", "{}")),
        ("/a?b=1&datastar={}&c=2", ("/a?b=1&c=2", "{}")),
        ("/a?b=1&datastar={}", ("/a?b=1", "{}")),
        ("/a?datastar={broken", ("/a?datastar={broken", "")),
        ("/a?my-datastar={}", ("/a?my-datastar={}", "")),
    ],
)
def test_signals_are_read_out_of_a_url(url: str, parts: tuple[str, str]) -> None:
    assert parts_of(url) == parts
