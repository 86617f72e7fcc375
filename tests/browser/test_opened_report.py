"""The report of a run as a person opens it: a file, with no server and no network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from stario.testing.report.lines import Line
from stario.testing.report.page import render


@pytest.fixture
def serve() -> None:
    """Nothing is served."""


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """What the page asks the network for."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    yield requests
    assert [url for url in requests if not url.startswith("file://")] == []


def story(name: str) -> list[Line]:
    return [
        {
            "type": "test",
            "format": 1,
            "id": name,
            "outcome": "failed",
            "file": "t.py",
            "line": 2,
            "source": [[1, "async def test(stario_client):"], [2, "    assert False"]],
            "message": "assert <b>False</b>",
        },
        {
            "type": "event",
            "time": 60.0,
            "request": 1,
            "index": 0,
            "event": "PatchElements",
            "text": "PatchElements('<p id=\"n\">2</p>')",
            "fields": {"elements": '<p id="n">2</p>'},
            "changes": ['  <p id="n">', "-   1", "+   2"],
        },
    ]


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    path.write_text(render([story("t.py::one"), story("t.py::two")]), encoding="utf-8")
    return path.as_uri()


def test_opened_by_a_double_click(page: Page, asked: list[str], report: str) -> None:
    page.goto(report)
    expect(page.get_by_role("heading", name="t.py::one")).to_be_visible()
    expect(page.get_by_text("assert <b>False</b>").first).to_be_visible()
    event = page.locator("#test-1 .event")
    expect(event.get_by_label("Changes")).to_be_hidden()
    event.locator("summary").click()
    expect(event.get_by_label("Changes")).to_be_visible()
    expect(event.locator(".add")).to_have_text("+ 2")
    assert asked == [report]


def test_by_keyboard(page: Page, asked: list[str], report: str) -> None:
    page.goto(report)
    expect(page.get_by_text("Keys:")).to_be_visible()
    for key, number in [("j", 1), ("j", 2), ("j", 2), ("k", 1)]:
        page.keyboard.press(key)
        expect(page.locator(f"#test-{number}")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#test-1 [aria-label=Changes]")).to_be_visible()
    expect(page.locator("#test-2 [aria-label=Changes]")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#test-1 [aria-label=Changes]")).to_be_hidden()
    page.keyboard.press("Control+j")  # the browser's own
    expect(page.locator("#test-1")).to_be_focused()


def test_light_and_dark(page: Page, asked: list[str], report: str) -> None:
    def lightness(what: str) -> float:
        colour = page.evaluate(f"getComputedStyle(document.body).{what}")
        return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3

    for scheme, paper_is_brighter in (("light", True), ("dark", False)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(report)
        assert (lightness("backgroundColor") > lightness("color")) is paper_is_brighter
        assert abs(lightness("backgroundColor") - lightness("color")) > 150


def test_without_javascript(page: Page, report: str) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    try:
        plain = context.new_page()
        plain.goto(report)
        expect(plain.get_by_text("Keys:")).to_be_hidden()
        plain.locator("#test-2 .event summary").click()
        expect(plain.locator("#test-2 [aria-label=Changes]")).to_be_visible()
        plain.get_by_role("link", name="t.py::two").click()
        assert plain.url.endswith("#test-2")
    finally:
        context.close()
