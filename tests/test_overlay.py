"""Errors in the page: shown in debug, to people, over the page's own content."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from stario import Command, PatchElements, Query, QueryParam, Stario
from stario.testing import StarioClient

BROWSER = {"User-Agent": "Mozilla/5.0 (X11)", "Sec-Fetch-Mode": "cors"}
HOSTILE = "<script>alert(1)</script>"


async def broken() -> None:
    raise RuntimeError(HOSTILE)


async def page(n: Annotated[int, QueryParam]) -> str:
    return f"<p>{n}</p>"


async def stream() -> AsyncIterator[str]:
    yield "<p>1</p>"
    raise RuntimeError(HOSTILE)


async def wrong() -> AsyncIterator[object]:
    yield "<p>1</p>"
    yield 3


async def nothing() -> object:
    return 3


async def refused() -> Response:
    return PlainTextResponse(HOSTILE, status_code=409)


async def own_page() -> Response:
    return HTMLResponse("<p>mine</p>", status_code=409)


def client(debug: bool = True, **options: Any) -> StarioClient:
    routes = [
        Query("/page", page),
        Query("/stream", stream),
        Query("/wrong", wrong),
        Query("/nothing", nothing),
        Command("/broken", broken),
        Command("/refused", refused),
        Command("/own", own_page),
    ]
    app = Stario(*routes, debug=debug, **options)
    return StarioClient(app, raise_app_exceptions=False, headers=BROWSER)


def overlay(event: object) -> str:
    assert isinstance(event, PatchElements)
    assert (event.selector, event.mode) == ("body", "append"), "the page keeps its own content"
    assert event.elements.startswith('<dialog id="stario-error" open ')
    assert '<form method="dialog"' in event.elements, "it can be dismissed without a script of ours"
    assert "<script" not in event.elements
    return event.elements


async def test_an_error_before_the_first_event() -> None:
    answer = await client().command("/broken")
    assert (answer.status_code, len(answer.events)) == (200, 1)
    text = overlay(answer.events[0])
    assert "RuntimeError in POST /broken" in text
    assert "<pre>&lt;script&gt;alert(1)&lt;/script&gt;" in text
    frames = re.findall(r"<li>(.*?), in (\w+)<br>", text)
    assert [name for _, name in frames] == ["broken"], "the user's own frames alone"
    assert re.fullmatch(r"tests/test_overlay\.py:\d+", frames[0][0])
    assert "<b>raise RuntimeError(HOSTILE)</b>" in text


async def test_what_an_error_came_of_and_what_is_in_a_group() -> None:
    async def fails(text: str) -> None:
        raise LookupError(text)

    async def chained() -> None:
        try:
            await fails(HOSTILE)
        except LookupError as problem:
            raise RuntimeError("no such page") from problem

    async def grouped() -> None:
        async with asyncio.TaskGroup() as tasks:
            for number in range(30):
                tasks.create_task(fails(f"row {number}"))

    async def round_about() -> None:
        problem = RuntimeError("again")
        problem.__cause__ = KeyError("x")
        problem.__cause__.__cause__ = problem
        raise problem

    app = Stario(
        Query("/chained", chained), Query("/grouped", grouped), Query("/round", round_about), debug=True
    )
    to = StarioClient(app, raise_app_exceptions=False, headers=BROWSER)
    text = overlay((await to.query("/chained")).events[0])
    assert "RuntimeError in GET /chained" in text
    assert text.index("no such page") < text.index("<h3>Caused by LookupError</h3><pre>&lt;script&gt;")
    assert [name for _, name in re.findall(r"<li>(.*?), in (\w+)<br>", text)] == [
        "chained",
        "chained",
        "fails",
    ]
    text = overlay((await to.query("/grouped")).events[0])
    assert "ExceptionGroup in GET /grouped" in text and "<h3>In it: LookupError</h3><pre>row 0</pre>" in text
    assert text.count("<h3>In it: LookupError<") == 9, "some of them are enough"
    assert overlay((await to.query("/round")).events[0]).count("again") == 1


async def test_an_error_in_a_running_stream_is_shown_and_the_stream_is_cut() -> None:
    async with client().listen("/stream") as events:
        assert (await events.next()).elements == "<p>1</p>"
        text = overlay(await events.next())
        assert "RuntimeError in GET /stream" in text and "was cut after 1 event" in text
        assert [event async for event in events] == [] and events.was_cut


async def test_the_tables_of_what_is_allowed_are_shown() -> None:
    async with client().listen("/wrong") as events:
        await events.next()
        text = overlay(await events.next())
    assert "A handler may yield:" in text and "tests/test_overlay.py:" in text
    text = overlay((await client().query("/nothing")).events[0])
    assert "A handler may return:" in text and "returned int 3" in text


@pytest.mark.parametrize(
    "method, path, status, says",
    [
        ("GET", "/page?n=x", 422, "query parameter &#x27;n&#x27;: expected int, found &#x27;x&#x27;"),
        ("GET", "/page", 422, "query parameter &#x27;n&#x27; is missing"),
        ("GET", "/nowhere", 404, "no route for GET /nowhere"),
        ("POST", "/page", 405, "Allowed: GET, HEAD"),
        ("POST", "/refused", 409, "&lt;script&gt;"),
    ],
)
async def test_an_answer_that_the_client_would_drop(method: str, path: str, status: int, says: str) -> None:
    send = client().query if method == "GET" else client().command
    answer = await send(path)
    assert answer.status_code == 200
    text = overlay(answer.events[0])
    assert f"{status} in {method} {path.partition('?')[0]}" in text and says in text


async def test_what_an_application_says_in_html_is_its_own() -> None:
    answer = await client().command("/own")
    assert (answer.status_code, answer.text) == (409, "<p>mine</p>")


async def test_only_the_client_in_a_browser_sees_it() -> None:
    app = Stario(Query("/page", page), debug=True)
    for headers in ({}, {"User-Agent": "python-httpx"}):
        assert (await StarioClient(app, headers=headers).query("/page")).status_code == 422
    for name, value in BROWSER.items():
        shown = StarioClient(app, headers={name: value})
        assert (await shown.query("/page")).status_code == 200
        assert (await shown.query("/page", datastar=False)).status_code == 422


async def test_none_in_production() -> None:
    to = client(debug=False)
    assert (await to.query("/page")).status_code == 422
    answer = await to.command("/broken")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    async with to.listen("/stream") as events:
        assert len([event async for event in events]) == 1 and events.was_cut


async def test_the_error_is_raised_all_the_same() -> None:
    to = client()
    with pytest.raises(RuntimeError, match="alert"):
        await StarioClient(to._server.app, headers=BROWSER).command("/broken")


async def test_an_error_that_the_application_handles_is_its_own() -> None:
    async def handled(request: Request, error: Exception) -> Response:
        return HTMLResponse("<p>sorry</p>", status_code=200)

    to = client(exception_handlers={RuntimeError: handled})
    assert (await to.command("/broken")).text == "<p>sorry</p>"


@pytest.mark.parametrize("name", ["br", "zstd", "gzip"])
async def test_in_a_compressed_stream_too(name: str) -> None:
    async with client(compression=True).listen("/stream", headers={"Accept-Encoding": name}) as events:
        assert events.headers["content-encoding"] == name
        await events.next()
        overlay(await events.next())
