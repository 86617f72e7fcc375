"""
Pages and applications that are broken, large, strange or gone: never an internal error, and always a message.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from stario import Command, PatchSignals, Query, Stario
from stario.testing import StarioClient, VirtualClock, expect
from stario.testing.page.clients import Clients
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.network import NetworkError
from stario.testing.page.page import Page, PageTimeout

ENCODINGS = [
    "",
    "; charset=utf-8",
    "; charset=utf-16le",
    "; charset=x-unheard-of",
    "; charset=shift_jis",
    ";;=\"'",
]


async def test_any_bytes_are_a_page() -> None:
    body, kind = b"", "text/html"

    async def served() -> Response:
        return Response(body, media_type=None, headers={"content-type": kind})

    made: list[tuple[bytes, str]] = []

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=200), st.sampled_from(ENCODINGS))
    def garbage(some: bytes, encoding: str) -> None:
        made.append((some, f"text/html{encoding}"))

    garbage()
    made += [(b"<" * 50_000, "text/html"), (b"<p a=" + b"<b><i>" * 400 + b"\0\xff", "text/html")]
    async with StarioClient(Stario(Query("/", served))) as client, Page(client) as page:
        for body, kind in made:  # noqa: B007 - they are what is served
            await page.goto("/")
            assert (await page.content()).endswith("</html>")
            assert await page.evaluate("document.body !== null && document.title.length >= 0")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["data-", "on:", "click", "__", "text", "bind", "'", "$", "=", "@", "\0", "é"]),
        max_size=9,
    )
)
async def test_any_attributes_are_problems_at_most(page_of: Any, parts: list[str]) -> None:
    name = "".join(parts).replace("=", "").replace("'", "") or "x"
    page = await page_of(f'<p data-{name}="{"".join(parts)}">here</p>', problems=True)
    assert await page.locator("p").text_content() == "here"
    await page.close()


async def test_a_page_without_the_client_is_a_plain_page(page_of: Any) -> None:
    page = await page_of(
        '<form action="/next"><input name="a"><button>go</button></form>',
        Query("/next", _next),
        datastar=False,
    )
    await page.get_by_role("textbox").fill("b")
    await page.get_by_role("button").click()
    assert await page.locator("p").text_content() == "next"
    assert page.requests[-1].url.endswith("/next?a=b")
    assert page.signals == {}


async def _next() -> str:
    return "<p>next</p>"


async def _endless() -> Any:
    n = 0
    while True:
        yield {"n": (n := n + 1)}
        await asyncio.sleep(1)


async def test_ten_pages_with_streams_without_an_end(clients: Clients, stario_clock: VirtualClock) -> None:
    ended: list[int] = []

    async def feed() -> Any:
        try:
            async for event in _endless():
                yield event
        finally:
            ended.append(1)

    async with StarioClient(
        _app(_document("<b data-text='$n'></b>", init="/feed"), Query("/feed", feed))
    ) as client:
        pages = [Page(client, clients=clients) for _ in range(10)]
        for page in pages:
            await page.goto("/")
        await stario_clock.advance(59)
        for page in pages:
            await expect(page.locator("b")).to_have_text("60")
            assert len(page.streams[0]) == 60
        for page in pages[:5]:
            await page.close()
        assert len(ended) == 5
        await stario_clock.advance(1)
        await expect(pages[9].locator("b")).to_have_text("61")
        for page in pages[5:]:
            await page.close()
    assert len(ended) == 10


@pytest.mark.parametrize("leaves", ["navigates", "reloads", "closes"])
@pytest.mark.parametrize("turns", range(20, 160, 30))
async def test_leaving_in_the_midst_of_everything(clients: Clients, leaves: str, turns: int) -> None:
    began, ended = 0, 0

    async def feed() -> Any:
        nonlocal began, ended
        began += 1
        try:
            while True:
                yield PatchSignals({"n": began})
                await asyncio.sleep(0)
        finally:
            ended += 1

    body = """<b data-text="$n"></b><script>
      setInterval(() => fetch("/next"), 1);
      new MutationObserver(() => fetch("/next")).observe(document, { subtree: true, childList: true });
    </script>"""
    app = _app(_document(body, init="/feed"), Query("/feed", feed), Query("/next", _next))
    async with StarioClient(app) as client:
        page = Page(client, clients=clients)
        opening = asyncio.ensure_future(page.goto("/"))
        for _ in range(turns):
            await asyncio.sleep(0)
        if leaves == "navigates":
            await page.goto("/next")
            assert await page.locator("p").text_content() == "next"
        elif leaves == "reloads":
            await page.evaluate("location.assign('/next')")
            await page.wait_for_url("/next")
        await page.close()
        opening.cancel()
        await asyncio.wait([opening])
        if not opening.cancelled():
            opening.exception()  # the page was closed while it was opened
    assert began == ended


async def test_an_application_that_raises_is_heard_once_and_the_page_goes_on(page_of: Any) -> None:
    async def broken() -> str:
        raise LookupError("no such row")

    page = await page_of(
        """<button data-on:click="@post('/broken')">go</button>""", Command("/broken", broken)
    )
    with pytest.raises(LookupError, match="no such row"):
        await page.get_by_role("button").click()
    await page.settle()
    assert await page.locator("button").text_content() == "go"
    page.problems.clear()


@pytest.mark.parametrize("status", [301, 400, 500, 503])
async def test_a_document_of_any_status_is_shown(page_of: Any, status: int) -> None:
    async def failed() -> Response:
        return Response("<h1>Sorry</h1>", status, media_type="text/html")

    page = await page_of("", Query("/failed", failed), datastar=False)
    request = await page.goto("/failed")
    assert request.status == status
    assert await page.locator("h1").text_content() == "Sorry"


@pytest.mark.parametrize("how", ["goto", "click"])
async def test_redirects_in_circles_are_told(page_of: Any, how: str) -> None:
    async def ping(request: Request) -> Response:
        return RedirectResponse("/pong" if request.url.path == "/ping" else "/ping")

    page = await page_of('<a href="/ping">go</a>', Query("/ping", ping), Query("/pong", ping), datastar=False)
    if how == "goto":
        with pytest.raises(
            NetworkError, match=r"GET /ping: more than 20 redirects, the last to http://testserver/p"
        ):
            await page.goto("/ping")
    else:
        await page.get_by_role("link").click()
        [problem] = page.problems
        assert "more than 20 redirects" in problem.message
        page.problems.clear()
    assert await page.locator("a").text_content() == "go"


@pytest.mark.parametrize("script", ["location.reload()", "location.href = '/?' + Math.random()"])
async def test_a_page_that_navigates_for_ever_is_told(script: str) -> None:
    async with StarioClient(_app(f"<script>{script}</script>")) as client:
        page = Page(client, timeout=0.5)
        with pytest.raises(PageTimeout, match="it goes on and on"):
            await page.goto("/")
        assert len(page.requests) > 1
        await page.close()


def _document(body: str, init: str) -> str:
    from real_client import CLIENT

    return (
        f"<!doctype html><html><head>{CLIENT}</head><body data-init=\"@get('{init}')\">{body}</body></html>"
    )


def _app(document: str, *routes: Any) -> Stario:
    async def home() -> str:
        return document

    return Stario(Query("/", home), *routes)


@pytest.mark.parametrize("how", ["expects", "clicks"])
async def test_a_page_too_large_to_be_explained_does_not_hide_the_verdict(
    page_of: Any, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await page_of("<p>one</p><p>two</p>", datastar=False)
    run = page.run

    def soon_late(name: str, *arguments: object, doing: str = "") -> Any:
        if name == "explain":
            page.engine.guard.seconds = 0
            name, arguments = "evaluate", (1, "for (;;) Date.now()", None)
        return run(name, *arguments, doing=doing)

    monkeypatch.setattr(page, "run", soon_late)
    paragraphs = page.locator("p")
    with pytest.raises(AssertionError) as caught:
        await (paragraphs.click() if how == "clicks" else expect(paragraphs).to_have_count(3))
    said = str(caught.value)
    assert ("click locator('p'): 2 elements match" if how == "clicks" else "Actual:   2") in said
    assert "More is not known: what is near locator('p') has computed for 0 s without an end" in said


async def test_a_locator_that_computes_without_an_end_is_named(page_of: Any) -> None:
    page = await page_of(f"<p>{'a' * 40}</p>", datastar=False, script_seconds=0.5)
    with pytest.raises(ScriptStuck, match=r"count of get_by_text\(.*\) has computed for 0.5 s"):
        await page.get_by_text(re.compile("(a*)*b")).count()
