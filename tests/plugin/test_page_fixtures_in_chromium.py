"""What a failed test leaves in the browser tier, and what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import CHROMIUM
from inner import project, run_apart

pytest.importorskip("playwright.async_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium found"),
]

APP = """
import asyncio
from stario import Query, Stario

async def home():
    return "<!doctype html><html><head><title>Home</title></head><body><h1>Here</h1></body></html>"

async def broken():
    raise RuntimeError("the handler is broken")

app = Stario(Query("/", home), Query("/broken", broken))
"""
TEST = """
import pytest
from stario.testing import expect

async def test_passes(stario_page):
    await stario_page.goto("/")
    await expect(stario_page.get_by_role("heading")).to_have_text("Here")
    assert [str(request) for request in stario_page.requests] == ["GET /"]

async def test_fails(stario_page):
    await stario_page.goto("/")
    await expect(stario_page.get_by_role("heading")).to_have_text("There", timeout=100)

async def test_the_handler_fails(stario_page):
    await stario_page.goto("/broken")

async def test_problems(stario_page):
    await stario_page.goto("/")
    await stario_page.evaluate("setTimeout(() => lost())")
    await stario_page.settle()
    await stario_page.settle()

async def test_time(stario_page, stario_clock):
    await stario_page.goto("/")
    await stario_page.evaluate("setTimeout(() => document.querySelector('h1').remove(), 86_400_000)")
    await stario_clock.advance(86_399.999)
    await expect(stario_page.get_by_role("heading")).to_have_count(1)
    await stario_clock.advance(0.001)
    await expect(stario_page.get_by_role("heading")).to_have_count(0)

async def test_too_early(stario_page, stario_clock):
    await stario_page.goto("/")
    await stario_page.evaluate("setTimeout(() => document.querySelector('h1').remove(), 300)")
    await expect(stario_page.get_by_role("heading")).to_have_count(0, timeout=100)

async def test_other_windows_and_frames(stario_page, stario_clock):
    await stario_page.goto("/")
    async with stario_page.expect_popup() as opened:
        await stario_page.evaluate("void window.open('/')")
    window = await opened.value
    await stario_page.evaluate("document.body.append(document.createElement('iframe'))")
    script = "(where) => { where.at = 0; where.setTimeout(() => { where.at = where.Date.now(); }, 300); }"
    await stario_page.evaluate(f"({script})(frames[0])")
    await window.evaluate(f"({script})(window)")
    start = await stario_page.evaluate("Date.now()")
    await stario_clock.advance(0.299)
    assert await stario_page.evaluate("frames[0].at") == await window.evaluate("at") == 0
    await stario_clock.advance(0.001)
    assert await stario_page.evaluate("frames[0].at") == await window.evaluate("at") == start + 300

async def test_its_own_clock(stario_page, stario_clock):
    await stario_page.goto("/")
    await stario_page.clock.fast_forward(1000)
    await stario_clock.advance(0.5)
    await stario_page.settle()
"""


def test_it_leaves_a_screenshot_and_a_trace(pytester: pytest.Pytester) -> None:
    project(pytester, TEST, app=APP, mode="auto")
    result = run_apart(
        pytester,
        "--stario-browser=chromium",
        f"--stario-browser-executable={CHROMIUM}",
        "--stario-trace=retain-on-failure",
    )
    result.assert_outcomes(passed=3, failed=5)
    told = result.stdout.str()
    assert "RuntimeError: the handler is broken" in told
    assert "ms ahead of the test's: stario_clock moves both, page.clock only this one" in told
    assert "next timer in 0.3 s: did you mean `await stario_clock.advance(0.3)`?" in told
    assert "PageProblems" in told and "lost is not defined" in told
    folder = Path(pytester.path, "stario-output", "browser")
    assert (folder / "test_it.py-test_fails-1.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "test_it.py-test_fails-1-trace.zip").read_bytes().startswith(b"PK")
    assert not list(folder.glob("*test_passes*"))
