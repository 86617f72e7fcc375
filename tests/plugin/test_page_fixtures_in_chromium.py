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

ISOLATION = """
origins = []

STATE = '''async () => ({
    cookie: document.cookie,
    local: {...localStorage},
    session: {...sessionStorage},
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    name: window.name,
    length: history.length,
    global: typeof window.told,
    width: innerWidth === 321,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    hovered: document.querySelectorAll(":hover").length,
    made: window.made ?? null,
    title: document.title,
})'''

async def state_of(page):
    await page.goto("/")
    origins.append(await page.evaluate("location.origin"))
    return await page.evaluate(STATE)

async def test_leaves_all_sorts_of_things(stario_page):
    global clean
    page = stario_page
    clean = await state_of(page)
    await page.goto("/")
    await page.evaluate('''async () => {
        document.cookie = "a=1; max-age=1000";
        localStorage.a = sessionStorage.a = "1";
        window.name = "left";
        await new Promise((done) => { indexedDB.open("a").onsuccess = (event) => {
            event.target.result.close(); done(); }; });
        await caches.open("a");
        setInterval(() => { localStorage.again = "1"; });
    }''')
    await page.add_init_script("window.made = 1")
    await page.expose_function("told", lambda: None)
    routed = {"body": "<title>routed</title>", "content_type": "text/html"}
    await page.route("**/", lambda route: route.fulfill(**routed))
    await page.set_viewport_size({"width": 321, "height": 200})
    await page.emulate_media(color_scheme="dark")
    await page.mouse.move(10, 10)
    await page.goto("/")
    found = await page.evaluate(STATE)
    assert found["title"] == "routed" and found["made"] == 1 and found["width"] and found["dark"]
    assert found["cookie"] == "a=1" and found["local"] and found["session"] and found["databases"] == 1

async def test_finds_none_of_them(stario_page):
    assert await state_of(stario_page) == clean
    assert origins[-1] == origins[-2]
    assert stario_page.requests[0].headers.get("cookie") is None
    assert len(stario_page.requests) == 1
    await stario_page.context.add_init_script("window.made = 2")
    await stario_page.reload()
    assert await stario_page.evaluate("window.made") == 2

async def test_has_nothing_that_somebody_had_in_hands(stario_page):
    assert await state_of(stario_page) == clean
    assert origins[-1] != origins[-2]
"""

UVLOOP_APP = """
from typing import Annotated
from stario import Command, Inject, Query, Stario

async def get_name():
    return "the real one"

async def home(name: Annotated[str, Inject(get_name)]):
    return f"<!doctype html><h1>{name}</h1><form method='post' action='/asked'><button>Ask</button></form>"

async def asked(name: Annotated[str, Inject(get_name)]):
    return f"<!doctype html><h1>asked {name}</h1>"

app = Stario(Query("/", home), Command("/asked", asked))
"""
UVLOOP_TEST = """
import asyncio, uvloop
from main import app, get_name
from stario.testing import expect

async def test_an_override(stario_page):
    assert isinstance(asyncio.get_running_loop(), uvloop.Loop)
    heading = stario_page.get_by_role("heading")
    with app.overrides({get_name: lambda: "another"}):
        await stario_page.goto("/")
        await expect(heading).to_have_text("another")
        await stario_page.get_by_role("button").click()
        await expect(heading).to_have_text("asked another")
    await stario_page.goto("/")
    await expect(heading).to_have_text("the real one")
"""
UVLOOP = """
import uvloop

def pytest_asyncio_loop_factories(config, item):
    return {"uvloop": uvloop.new_event_loop}
"""


def test_what_a_test_overrides_on_uvloop(pytester: pytest.Pytester) -> None:
    pytest.importorskip("uvloop")
    project(pytester, UVLOOP_TEST, app=UVLOOP_APP, mode="auto", conftest=UVLOOP)
    browser = ("--stario-browser=chromium", f"--stario-browser-executable={CHROMIUM}", "--stario-trace=off")
    run_apart(pytester, *browser).assert_outcomes(passed=1)


def test_a_context_that_is_used_again_is_as_new(pytester: pytest.Pytester) -> None:
    project(pytester, ISOLATION, app=APP, mode="auto")
    result = run_apart(
        pytester,
        *("-o", "asyncio_default_test_loop_scope=session"),
        *("-o", "asyncio_default_fixture_loop_scope=session"),
        *("--stario-browser=chromium", f"--stario-browser-executable={CHROMIUM}", "--stario-trace=off"),
    )
    result.assert_outcomes(passed=3)


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
