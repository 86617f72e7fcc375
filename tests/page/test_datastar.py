"""
The real client in a page: signals, attributes, actions, patches.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from stario import Command, PatchElements, PatchSignals, Query, Signals
from stario.testing import VirtualClock

CLICK = "document.getElementById('b').dispatchEvent(new Event('click', {bubbles: true}))"


async def text(page: Any, element: str = "t") -> str:
    return str(await page.evaluate(f"document.getElementById('{element}').textContent"))


async def test_signals_and_text(page_of: Any) -> None:
    page = await page_of(
        '<div data-signals="{n: 1, user: {name: \'Ada\'}}"><b id=t data-text="`${$user.name} ${$n}`"></b>'
        '<button id=b data-on:click="$n++"></button></div>'
    )
    assert page.signals == {"n": 1, "user": {"name": "Ada"}}
    assert await text(page) == "Ada 1"
    await page.evaluate(CLICK)
    await page.settle()
    assert await text(page) == "Ada 2"


async def test_an_action_sends_the_signals_and_its_patch_is_applied(page_of: Any) -> None:
    async def add(signals: Signals) -> AsyncIterator[Any]:
        yield PatchElements(f"<b id=t>{signals['n']}</b>")
        yield {"n": signals["n"] + 1}

    page = await page_of(
        "<b id=t></b><button id=b data-signals:n='4' data-on:click=\"@post('/add')\"></button>",
        Command("/add", add),
    )
    await page.evaluate(CLICK)
    await page.settle()
    assert await text(page) == "4"
    assert page.signals == {"n": 5}
    request = page.requests[-1]
    assert (request.method, request.path, request.status) == ("POST", "/add", 200)
    assert request.signals == {"n": 4}
    assert page.streams[0] == [PatchElements("<b id=t>4</b>"), PatchSignals({"n": 5})]


async def test_a_stream_goes_on_in_the_test_s_time(page_of: Any, stario_clock: VirtualClock) -> None:
    ended: list[bool] = []

    async def count() -> AsyncIterator[str]:
        try:
            for number in range(10_000):
                yield f"<b id=t>{number}</b>"
                await asyncio.sleep(1)
        finally:
            ended.append(True)

    page = await page_of("<b id=t></b><i data-init=\"@get('/count')\"></i>", Query("/count", count))
    assert await text(page) == "0"
    await stario_clock.advance(3600)
    assert await text(page) == "3600"
    assert len(page.streams[0]) == 3601
    await page.close()
    assert ended == [True]


async def test_a_debounce_is_crossed_at_its_border(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of(
        '<p data-signals:n="0"></p><b id=t data-text="$n"></b>'
        '<button id=b data-on:click__debounce.300ms="$n++"></button>'
    )
    await page.evaluate(CLICK)
    await stario_clock.advance(0.2)
    await page.evaluate(CLICK)
    await stario_clock.advance(0.299)
    assert await text(page) == "0"
    await stario_clock.advance(0.001)
    assert await text(page) == "1"


async def test_a_cut_is_tried_again_with_the_last_event_id(page_of: Any, stario_clock: VirtualClock) -> None:
    seen: list[str | None] = []

    async def feed(last_event_id: Any = None) -> AsyncIterator[Any]:
        yield PatchElements(f"<b id=t>{len(seen)}</b>", event_id=str(len(seen)))
        seen.append("x")
        await asyncio.sleep(3600)

    page = await page_of("<b id=t></b><i data-init=\"@get('/feed')\"></i>", Query("/feed", feed))
    await page.streams[0].cut()
    await page.settle()
    assert await text(page) == "0"
    await stario_clock.advance(1)
    assert await text(page) == "1"
    assert page.requests[-1].headers["last-event-id"] == "0"


@pytest.mark.parametrize(("chunks", "n"), [("events", 2), ("joined", 1)])
async def test_the_race_at_chunk_borders(page_of: Any, chunks: Any, n: int) -> None:
    async def race() -> list[Any]:
        return [PatchElements('<div id=d data-signals:n="1"></div>'), PatchSignals({"n": 2})]

    page = await page_of(
        "<div id=d></div><button id=b data-on:click=\"@get('/race')\"></button>",
        Query("/race", race),
        chunks=chunks,
    )
    await page.evaluate(CLICK)
    await page.settle()
    assert page.signals["n"] == n


async def test_signals_of_a_client_that_does_not_show_them(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    assert page.signals == {}
    await page.evaluate(
        "document.dispatchEvent(new CustomEvent('datastar-signal-patch', {detail: {a: {b: 1}, c: 2}})),"
        "document.dispatchEvent(new CustomEvent('datastar-signal-patch', {detail: {a: {d: 3}, c: null}}))"
    )
    assert page.signals == {"a": {"b": 1, "d": 3}}
