"""
From document to document: by the test, by scripts, by the history.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from stario import Query
from stario.testing import VirtualClock
from stario.testing.page.page import PageTimeout


async def other(request: Request) -> Response:
    return HTMLResponse(f"<title>other</title><p id=p>{request.headers.get('referer')}</p>")


ROUTES = [
    Route("/other", other),
    Route("/moved", lambda request: RedirectResponse("/other")),
    Route("/none", lambda request: Response(status_code=204)),
    Route("/text", lambda request: PlainTextResponse("a <b> c")),
    Route(
        "/latin",
        lambda request: Response("<p id=p>é".encode("latin-1"), media_type="text/html; charset=latin1"),
    ),
    Route(
        "/meta",
        lambda request: Response(b"<meta charset=koi8-r><p id=p>\xc1", headers={"content-type": "text/html"}),
    ),
    Route("/odd", lambda request: Response("<p id=p>é".encode(), media_type="text/html; charset=nonsense")),
    Route(
        "/file",
        lambda request: Response(b"a,b", headers={"content-disposition": 'attachment; filename="a b.csv"'}),
    ),
    Route("/missing", lambda request: HTMLResponse("<title>404</title>", status_code=404)),
    Route("/form", lambda request: HTMLResponse("<title>form</title>"), methods=["POST"]),
]


@pytest.fixture
async def page(page_of: Any) -> Any:
    return await page_of("<a id=a href=/other>go</a>", *ROUTES, datastar=False, head="<title>home</title>")


async def paragraph(page: Any) -> str:
    return str(await page.evaluate("document.getElementById('p').textContent"))


async def test_goto_reload_and_where_it_is(page: Any) -> None:
    assert page.url == "http://testserver/"
    assert await page.title() == "home"
    request = await page.goto("/other#part")
    assert (request.status, page.url) == (200, "http://testserver/other#part")
    assert await paragraph(page) == "None"  # who types an address comes from nowhere
    await page.evaluate("document.title = 'changed'")
    await page.reload()
    assert await page.title() == "other"
    assert "<title>other</title>" in await page.content()


@pytest.mark.parametrize("url", ["https://example.com/", "//example.com", "ftp://testserver/", "http://["])
async def test_another_origin_is_an_error(page: Any, url: str) -> None:
    with pytest.raises(ValueError, match="goto"):
        await page.goto(url)
    assert page.url == "http://testserver/"


async def test_redirects_statuses_and_what_is_no_document(page: Any) -> None:
    await page.goto("/moved")
    assert page.url == "http://testserver/other"
    request = await page.goto("/missing")
    assert (request.status, await page.title()) == (404, "404")
    await page.goto("/none")
    assert await page.title() == "404"
    await page.goto("/text")
    assert await page.evaluate("document.querySelector('pre').textContent") == "a <b> c"


async def test_a_download_is_told_and_the_page_stays(page: Any, tmp_path: Any) -> None:
    downloads: list[Any] = []
    page.on("download", downloads.append)
    await page.goto("/file")
    (download,) = downloads
    assert (download.suggested_filename, download.body) == ("a b.csv", b"a,b")
    await download.save_as(tmp_path / "in" / "a.csv")
    assert (tmp_path / "in" / "a.csv").read_bytes() == b"a,b"
    assert await page.title() == "home"


@pytest.mark.parametrize(("path", "letter"), [("/latin", "é"), ("/meta", "а"), ("/odd", "é")])
async def test_the_encoding_of_a_document(page: Any, path: str, letter: str) -> None:
    await page.goto(path)
    assert await paragraph(page) == letter


@pytest.mark.parametrize(
    "script",
    [
        "location.href = '/other'",
        "location = 'other'",
        "location.assign('/moved')",
        "location.replace('/other')",
        "location.pathname = '/other'",
        "document.location.href = '/other'",
        "setTimeout(() => { window.location = '/other' })",
    ],
)
async def test_scripts_navigate(page: Any, script: str) -> None:
    await page.evaluate(script)
    await page.settle()
    assert page.url == "http://testserver/other"
    assert await page.title() == "other"


async def test_a_fragment_is_no_new_document(page: Any) -> None:
    await page.evaluate(
        "globalThis.log = []; addEventListener('hashchange', (e) => log.push(e.oldURL + ' ' + e.newURL));"
        "addEventListener('popstate', (e) => log.push('pop'))"
    )
    await page.evaluate("location.hash = 'x'")
    await page.settle()
    assert page.url == "http://testserver/#x"
    assert await page.evaluate("log") == ["pop", "http://testserver/ http://testserver/#x"]
    await page.goto("/#y")
    assert page.url == "http://testserver/#y"
    assert len(page.requests) == 1


async def test_the_history_of_a_session(page: Any) -> None:
    await page.evaluate("globalThis.log = []; addEventListener('popstate', (e) => log.push(e.state))")
    await page.evaluate("history.pushState({n: 1}, '', '/a?b#c'), history.pushState({n: 2}, '', 'd')")
    assert page.url == "http://testserver/d"
    assert await page.evaluate("[location.href, document.URL, history.length, history.state.n]") == [
        "http://testserver/d",
        "http://testserver/d",
        4,
        2,
    ]
    await page.go_back()
    assert page.url == "http://testserver/a?b#c"
    await page.evaluate("history.back()")
    await page.settle()
    assert await page.evaluate("log") == [{"n": 1}, None]
    await page.evaluate("history.replaceState('r', '', '/z'), history.forward()")
    await page.settle()
    assert page.url == "http://testserver/a?b#c"
    assert len(page.requests) == 1
    problem = await page.evaluate(
        "(() => { try { history.pushState(1, '', 'https://x.y/') } catch (e) { return e.name } })()"
    )
    assert problem == "SecurityError"


async def test_back_to_another_document(page: Any) -> None:
    await page.goto("/other")
    await page.go_back()
    assert await page.title() == "home"
    await page.go_forward()
    assert await page.title() == "other"
    await page.go_forward()
    assert await page.title() == "other"


async def test_storage_and_cookies_survive_and_are_the_user_s(page_of: Any) -> None:
    page = await page_of("", *ROUTES, datastar=False)
    await page.evaluate(
        "localStorage.setItem('a', '1'), localStorage.b = 2, sessionStorage.setItem('s', 'x'),"
        "(document.cookie = 'c=3; path=/')"
    )
    await page.goto("/other")
    assert await page.evaluate(
        "[localStorage.a, localStorage.getItem('b'), localStorage.length, Object.keys(localStorage),"
        " sessionStorage.s, document.cookie]"
    ) == ["1", "2", 2, ["a", "b"], "x", "c=3"]
    stranger = await page_of("", datastar=False)
    assert await stranger.evaluate("[localStorage.length, document.cookie]") == [0, ""]


async def test_what_a_document_has_under_way_ends_with_it(page_of: Any) -> None:
    ended: list[str] = []

    async def forever() -> AsyncIterator[str]:
        try:
            yield "<p>1</p>"
            await asyncio.sleep(3600)
        finally:
            ended.append("forever")

    page = await page_of("", Query("/forever", forever), *ROUTES, datastar=False)
    await page.evaluate("fetch('/forever').then((r) => r.text()), 1")
    await page.settle()
    await page.goto("/other")
    assert ended == ["forever"]


async def test_an_application_that_does_not_answer_is_told(page_of: Any, stario_clock: VirtualClock) -> None:
    async def never(request: Request) -> Response:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response()

    page = await page_of("", Route("/never", never), datastar=False)
    with pytest.raises(PageTimeout, match=r"goto\('/never'\)(?s:.)*GET /never: .*never"):
        await page.goto("/never")


async def test_an_exception_of_the_application_is_the_test_s(page_of: Any) -> None:
    async def broken() -> str:
        raise LookupError("in the handler")

    page = await page_of("", Query("/broken", broken), datastar=False)
    with pytest.raises(LookupError, match="in the handler"):
        await page.goto("/broken")


async def test_a_history_has_as_many_entries_as_chromium_s(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate("() => { for (let n = 0; n < 60; n++) history.pushState({ n }, '', `/?${n}`); }")
    assert await page.evaluate("history.length") == 50
    await page.evaluate("history.go(-49)")
    await page.settle()
    assert await page.evaluate("[history.state, location.search]") == [{"n": 10}, "?10"]
    await page.evaluate("history.replaceState('mine', ''); history.go(49)")
    await page.settle()
    assert await page.evaluate("history.state") == {"n": 59}
    await page.evaluate("history.go(-49)")
    await page.settle()
    assert await page.evaluate("history.state") == "mine"
