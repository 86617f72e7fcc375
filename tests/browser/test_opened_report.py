"""The report of a run as a person opens it: a file, with no server and no network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from stario.testing.report.files import read, write
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
            "error": "assert <b>False</b>",
            "message": "a traceback",
        },
        {
            "type": "request",
            "time": 0.0,
            "request": 1,
            "user": 1,
            "method": "GET",
            "url": '/feed?datastar={"a": 1}',
            "headers": [["accept", "*/*"]],
            "body": "",
            "handler": "feed (main.py:1)",
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
    expect(page.locator("#test-1 .source .here")).to_have_text("2    assert False")
    expect(page.locator("#test-1").get_by_label("Message")).to_be_hidden()
    event = page.locator("#test-1 .event")
    expect(event.locator(".brief")).to_have_text(["-   1", "+   2"])  # what it comes down to
    expect(event.get_by_label("Changes")).to_be_hidden()
    event.locator("summary").click()
    expect(event.get_by_label("Changes")).to_be_visible()
    expect(event.locator(".brief").first).to_be_hidden()
    expect(event.locator("pre .add")).to_have_text("+   2")
    request = page.locator("#test-1 .request")
    expect(request.locator("strong")).to_have_text("GET /feed")
    request.locator("summary").click()
    expect(request.get_by_label("Signals")).to_contain_text('"a": 1')
    assert asked == [report]


def test_at_a_glance(page: Page, asked: list[str], report: str) -> None:
    page.goto(report)
    lane = page.locator("#test-2 .lane").first
    expect(lane).to_contain_text("GET /feed")
    box, track = lane.locator(".at.elements").bounding_box(), lane.locator(".track").bounding_box()
    assert box is not None and track is not None
    assert abs(box["x"] + box["width"] / 2 - track["x"] - track["width"]) < 2, "at 60 of 60 seconds"
    lane.locator(".at.elements").click()
    expect(page.locator("#test-2 .event").get_by_label("Changes")).to_be_visible()
    expect(page.locator("#test-2 .event")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "on a phone too"


def test_a_screenshot_is_in_it(page: Page, asked: list[str], tmp_path: Path) -> None:
    page.set_content("<h1>Shop</h1>")
    page.screenshot(path=tmp_path / "shot.png")
    told: Line = {
        "type": "snapshot",
        "time": 60.0,
        "request": 1,
        "index": 0,
        "page": 1,
        "url": "http://testserver/",
        "cause": "click 'Add'",
        "changes": ["+ <li>"],
        "locators": ["get_by_text('Shop'): 1 element"],
        "problems": [],
        "screenshot": str(tmp_path / "shot.png"),
        "html": "<h1>Shop</h1>",
    }
    write(tmp_path / "traces", "one", [*story("t.py::one"), told])
    (tmp_path / "report.html").write_text(render(read(tmp_path / "traces"), folder=tmp_path / "traces"))
    page.goto((tmp_path / "report.html").as_uri())
    image = page.get_by_role("img", name="The page after: click 'Add'")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1280
    asked[:] = [url for url in asked if not url.startswith("data:")]


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
        expect(plain.locator("#test-2 .lanes .bar")).to_be_visible()
        plain.locator("#test-2 .event summary").click()
        expect(plain.locator("#test-2 [aria-label=Changes]")).to_be_visible()
        plain.get_by_role("link", name="two").click()
        assert plain.url.endswith("#test-2")
    finally:
        context.close()
