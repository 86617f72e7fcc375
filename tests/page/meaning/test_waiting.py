"""What a test waits for."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from starlette.responses import RedirectResponse, Response

from stario import Query
from stario.testing import VirtualClock, expect

#: What comes by itself after so many milliseconds.
LATER = """<script>
  setTimeout(() => {
    document.getElementById("later").hidden = false;
    document.getElementById("gone").remove();
    window.ready = [];
  }, 60);
</script>"""
BODY = f'<p id="now">now</p><p id="later" hidden>later</p><p id="gone">gone</p>{LATER}'


async def other() -> str:
    return "<!doctype html><html><head><title>Other</title></head><body><h1>Other</h1></body></html>"


@pytest.mark.parametrize(
    ("selector", "state"),
    [
        ("#now", None),
        ("#now", "attached"),
        ("#later", "attached"),
        ("#later", "visible"),
        ("#gone", "detached"),
        ("#gone", "hidden"),
        ("#nowhere", "hidden"),
        ("#nowhere", "detached"),
    ],
)
async def test_an_element_is_waited_for(show: Any, selector: str, state: Any) -> None:
    page = await show(BODY)
    assert await page.locator(selector).wait_for(state=state) is None
    assert (await page.wait_for_selector(selector, state=state) is None) is (state in ("detached", "hidden"))


async def test_what_does_not_come(show: Any, fails: Any) -> None:
    page = await show("<p hidden>x</p>")
    async with fails("visible"):
        await page.locator("p").wait_for(timeout=100)
    async with fails("attached|visible"):
        await page.wait_for_selector("#nowhere", timeout=100)
    async with fails("window.never|Timeout"):
        await page.wait_for_function("window.never", timeout=100)
    async with fails("there"):
        await page.wait_for_url("**/there", timeout=100)
    async with fails("state: expected one of"):
        await page.locator("p").wait_for(state="shown")


async def test_several_elements_are_too_many(show: Any, fails: Any) -> None:
    page = await show("<p>1</p><p>2</p>")
    async with fails("2 elements"):
        await page.locator("p").wait_for()
    await page.wait_for_selector("p")
    async with fails("2 elements"):
        await page.wait_for_selector("p", strict=True)


async def test_a_function_is_waited_for(show: Any) -> None:
    page = await show(BODY)
    found = await page.wait_for_function("window.ready")
    assert await found.json_value() == []
    found = await page.wait_for_function("(more) => document.title + more", arg="!")
    assert await found.json_value() == "Home!"
    await page.locator("#now").wait_for_function("(element, text) => element.textContent === text", arg="now")


async def test_what_a_function_throws_is_raised(show: Any, fails: Any) -> None:
    page = await show("")
    async with fails("too bad"):
        await page.wait_for_function("() => { throw new TypeError('too bad') }")
    page.problems.clear()  # of Chromium's, which tells of it as of an error of the page's own


@pytest.mark.parametrize(
    "url",
    [
        "/other",
        "**/other",
        "**/ot*",
        "**/{one,other}",
        re.compile("/other$"),
        lambda url: url.endswith("/other"),
    ],
)
async def test_a_url_is_waited_for(show: Any, url: Any) -> None:
    page = await show(
        "<script>setTimeout(() => location.assign('/other'), 50)</script>", Query("/other", other)
    )
    await page.wait_for_url(url)
    await expect(page).to_have_title("Other")


async def test_load_states(show: Any, fails: Any) -> None:
    page = await show("<p>x</p>")
    await page.wait_for_load_state()
    await page.wait_for_load_state("domcontentloaded")
    await page.wait_for_load_state("load")
    async with fails("state: expected one of"):
        await page.wait_for_load_state("ready")


async def test_an_event_that_comes_later(show: Any) -> None:
    page = await show("<button onclick=\"setTimeout(() => console.log('late'), 50)\">x</button>")
    async with page.expect_console_message(lambda message: message.text == "late") as found:
        await page.get_by_role("button").click()
    assert (await found.value).text == "late"
    await page.evaluate("void setTimeout(() => console.log('later'), 50)")
    assert (await page.wait_for_event("console")).text == "later"


async def test_an_event_that_does_not_come(show: Any, fails: Any) -> None:
    page = await show("")
    async with fails('"?console'):
        async with page.expect_event("console", timeout=100):
            pass


async def test_requests_end(show: Any) -> None:
    page = await show("", Query("/other", other))
    async with page.expect_request_finished(lambda request: request.url.endswith("/other")) as found:
        await page.evaluate("fetch('/other').then((response) => response.text())")
    assert (await found.value).method == "GET"
    async with page.expect_request("**/other") as asked, page.expect_response("**/other") as answered:
        await page.evaluate("fetch('/other').then((response) => response.text())")
    assert ((await asked.value).method, (await answered.value).status) == ("GET", 200)


async def test_requests_fail(show: Any) -> None:
    started, over = asyncio.Event(), asyncio.Event()

    async def slow() -> Response:
        started.set()
        await over.wait()
        return Response("late")

    page = await show("", Query("/slow", slow))
    await page.evaluate(
        "window.stop = new AbortController(); void fetch('/slow', {signal: stop.signal}).catch(() => 0)"
    )
    await started.wait()
    async with page.expect_event("requestfailed") as found:
        await page.evaluate("stop.abort()")
    over.set()
    assert (await found.value).url.endswith("/slow")


async def test_navigations_are_told(show: Any) -> None:
    async def moved() -> Response:
        return RedirectResponse("/other")

    page = await show('<a href="/moved">x</a>', Query("/other", other), Query("/moved", moved))
    seen: list[str] = []
    for name in ("domcontentloaded", "load", "framenavigated"):
        page.on(name, lambda _, name=name: seen.append(name))
    async with page.expect_navigation(url="**/other"):
        await page.get_by_role("link").click()
    await page.settle()
    assert seen == ["framenavigated", "domcontentloaded", "load"]
    await page.evaluate("history.pushState(null, '', '/else')")
    await page.settle()
    assert seen[3:] == ["framenavigated"]


async def test_messages_are_kept(show: Any) -> None:
    page = await show("<script>console.log('one'); setTimeout(() => { throw new Error('oh') })</script>")
    await page.wait_for_timeout(20)
    assert [message.text for message in await page.console_messages()] == ["one"]
    assert [error.message for error in await page.page_errors()] == ["oh"]
    await page.goto("/datastar.js")
    assert await page.console_messages() == []
    assert [message.text for message in await page.console_messages(filter="all")] == ["one"]
    await page.clear_console_messages()
    assert await page.console_messages(filter="all") == []
    page.problems.clear()


async def test_going_back_gives_the_answer(show: Any) -> None:
    page = await show("", Query("/other", other))
    await page.goto("/other")
    back = await page.go_back(wait_until="load")
    assert (back.status, back.url) == (200, page.url)
    assert (await page.go_forward(timeout=2000)).url == page.url
    assert await page.go_forward() is None
    await page.evaluate("location.hash = 'x'")
    assert await page.go_back() is None


async def test_a_wait_brings_the_time_along(show: Any, stario_clock: VirtualClock) -> None:
    start = stario_clock.now()
    page = await show(
        """<p id=p hidden>x</p><script>
          setTimeout(() => { p.hidden = false }, 20000);
          setTimeout(() => { window.done = true }, 40000);
          setTimeout(() => history.pushState(null, "", "/later"), 60000);
        </script>"""
    )
    await page.locator("#p").wait_for(timeout=30000)
    await page.wait_for_selector("#p")
    await page.wait_for_function("window.done", timeout=30000)
    await page.wait_for_url("**/later", timeout=30000)
    assert (stario_clock.now() - start).total_seconds() >= 60
