"""
What a page sends and gets, as the test sees it.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

from stario import Command, PatchElements, Query
from stario.testing import StarioClient, StillRunning, VirtualClock
from stario.testing.page import waiting
from stario.testing.page.page import Page

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
CLICK = "document.getElementById('b').dispatchEvent(new Event('click', {bubbles: true}))"


@pytest.mark.parametrize(
    ("action", "method", "query", "body"),
    [
        ("@get('/x?a=1')", "GET", {"a": "1"}, None),
        ("@delete('/x')", "DELETE", {}, None),
        ("@post('/x')", "POST", None, {"n": 1}),
        ("@put('/x')", "PUT", None, {"n": 1}),
        ("@patch('/x')", "PATCH", None, {"n": 1}),
        ("@post('/x', {payload: {p: 1}})", "POST", None, {"p": 1}),
        ("@post('/x', {headers: {'X-Mine': '1'}})", "POST", None, {"n": 1}),
    ],
)
async def test_what_the_client_sends(
    page_of: Any, action: str, method: str, query: dict[str, str] | None, body: Any
) -> None:
    page = await page_of(
        f'<p data-signals="{{n: 1, _local: 2}}"></p><button id=b data-on:click="{action}"></button>',
        Route("/x", lambda request: Response(status_code=204), methods=METHODS),
    )
    await page.evaluate(CLICK)
    await page.settle()
    request = page.requests[-1]
    assert (request.method, request.path, request.status) == (method, "/x", 204)
    assert request.headers["datastar-request"] == "true"
    assert request.headers["accept"] == "text/event-stream, text/html, application/json"
    assert request.signals == (body if body is not None else {"n": 1})
    if body is not None:
        assert request.headers["content-type"] == "application/json"
        assert json.loads(request.body) == body
    else:
        assert request.body == b"" and "datastar=" in request.url
    assert ("x-mine" in request.headers) is ("X-Mine" in action)


async def test_a_stream_of_the_page_is_a_stream_of_the_test(page_of: Any, stario_clock: VirtualClock) -> None:
    async def ticks() -> AsyncIterator[str]:
        for number in range(3):
            yield f"<b id=t>{number}</b>"
            await asyncio.sleep(1)

    page = await page_of("<b id=t></b><i data-init=\"@get('/ticks')\"></i>", Query("/ticks", ticks))
    (stream,) = page.streams
    assert await stream.take(1) == [PatchElements("<b id=t>0</b>")]
    await stream.silence(1)
    assert await stream.next() == PatchElements("<b id=t>1</b>")
    assert page.streams[0] is stream and not stream.ended
    await stario_clock.advance(5)
    assert stream.ended and not stream.was_cut and len(stream) == 3
    assert await page.evaluate("document.getElementById('t').textContent") == "2"


@pytest.mark.parametrize("leaves", ["close", "goto"])
async def test_a_stream_has_ended_when_its_page_is_left(page_of: Any, leaves: str) -> None:
    async def ticks() -> AsyncIterator[str]:
        for number in range(100):
            yield f"<b id=t>{number}</b>"
            await asyncio.sleep(1)

    page = await page_of("<b id=t></b><i data-init=\"@get('/ticks')\"></i>", Query("/ticks", ticks))
    (stream,) = page.streams
    assert not stream.ended
    await (page.close() if leaves == "close" else page.goto("/"))
    assert stream.ended and stream.was_cut
    assert stream == [PatchElements("<b id=t>0</b>")]


async def test_evaluate_waits_for_its_value_alone(page_of: Any) -> None:
    async def add() -> dict[str, int]:
        return {"n": 2}

    page = await page_of("<b data-signals:n=1 data-on:click=\"@post('/add')\">b</b>", Command("/add", add))
    await page.evaluate("document.querySelector('b').click()")
    assert [request.status for request in page.requests if request.method == "POST"] == [None]
    assert page.signals == {"n": 1}
    await page.settle()
    assert [request.status for request in page.requests if request.method == "POST"] == [200]
    assert page.signals == {"n": 2}


async def test_a_handler_that_goes_on_when_the_page_is_left_is_told() -> None:
    async def stubborn() -> AsyncIterator[str]:
        while True:
            try:
                yield "<p>1</p>"
                await asyncio.sleep(3600)
            except (asyncio.CancelledError, GeneratorExit):
                await asyncio.sleep(3600)

    async def home() -> str:
        return "<p>"

    with pytest.raises(StillRunning, match="goes on although its reader has gone"):
        async with StarioClient(_app(home, stubborn), timeout=0.2) as client, Page(client) as page:
            await page.goto("/")
            await page.evaluate("fetch('/stubborn').then((r) => r.body.getReader().read()), 1")
            await page.settle()


def _app(home: Any, stubborn: Any) -> Any:
    from stario import Stario

    return Stario(Query("/", home), Query("/stubborn", stubborn))


async def test_the_requests_of_a_long_page_are_bounded(page_of: Any) -> None:
    async def x() -> None:
        return None

    page = await page_of("<button id=b data-on:click=\"@post('/x')\"></button>", Command("/x", x))
    for _ in range(1010):
        await page.evaluate(CLICK)
    await page.settle()
    assert len(page.requests) == 1000


async def test_real_time_settles_too(page_of: Any) -> None:
    def sync() -> str:
        return "<b id=t>from a thread</b>"

    page = await page_of(
        "<b id=t></b><button id=b data-on:click=\"@get('/sync')\"></button>", Query("/sync", sync)
    )
    await page.evaluate(CLICK)
    await page.settle()
    assert await page.evaluate("document.getElementById('t').textContent") == "from a thread"


async def test_real_time_waits_for_the_threads_of_the_loop_but_not_for_ever(
    page_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "THREADS", 0.2)
    released, entered = threading.Event(), threading.Event()

    async def work() -> str:
        await asyncio.to_thread(time.sleep, 0.05)
        return "<b id=t>worked</b>"

    async def stuck() -> str:
        entered.set()
        await asyncio.to_thread(released.wait)
        return "<b id=t>released</b>"

    page = await page_of(
        "<b id=t></b><button data-on:click=\"@get('/work')\">work</button>"
        "<button data-on:click=\"@get('/stuck')\">wait</button>",
        Query("/work", work),
        Query("/stuck", stuck),
    )
    try:
        await page.get_by_role("button", name="work").click()
        assert await page.locator("#t").text_content() == "worked"
        await page.get_by_role("button", name="wait").click()
        assert entered.is_set()
        assert await page.locator("#t").text_content() == "worked"
    finally:
        released.set()
    await page.settle()
    assert await page.locator("#t").text_content() == "released"
