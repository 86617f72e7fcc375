"""
A page that is used for long holds no more than one that is used for a while: what it keeps of each thing that
happened is limited. Objects are counted, nothing is timed.
"""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from stario import Command, PatchElements, PatchSignals, Query
from stario.testing import server
from stario.testing.page import captures, network
from stario.testing.page.page import Page
from stario.testing.report import trace

#: How often each thing is done before it is counted, and then again. One object each would be seen.
WARM, OFTEN, FEW = 250, 200, 40
#: What the page's own garbage collection may find later, in bytes.
BYTES = 4_000

BODY = """
<b data-signals:n="0" data-text="$n"></b><input id="name" data-bind:name>
<button id="add" data-on:click="$n++"></button><button id="change" data-on:click="@post('/change')"></button>
<button id="bad" data-on:click="$n.not.there"></button><button id="lost" data-on:click="@post('/lost')">
</button><ul><li id="line">0</li></ul>
"""


async def _evaluated(page: Page) -> None:
    await page.evaluate("console.log('again'), 1")


async def _pushed(page: Page) -> None:
    await page.evaluate("history.pushState({ a: [1, 2, 3] }, '', '/?' + Math.random())")


async def _reported(page: Page) -> None:
    await page.locator("#bad").click()


async def _rewritten(page: Page) -> None:
    line = """'<li id=line data-on:click="$n++">' + Math.random() + '</li>'"""
    await page.evaluate(f"document.querySelector('ul').innerHTML = {line}")


async def _set_and_cleared(page: Page) -> None:
    await page.evaluate("() => { clearTimeout(setTimeout(() => {}, 1e9)); new AbortController().abort(); }")


async def _gone(page: Page) -> None:
    await page.goto("/other")
    await page.goto("/")


DONE: dict[str, Callable[[Page], Awaitable[object]]] = {
    "click": lambda page: page.locator("#add").click(),
    "fill": lambda page: page.locator("#name").fill(str(id(object()))),
    "stream": lambda page: page.locator("#change").click(),
    "lost": lambda page: page.locator("#lost").click(),
    "evaluate": _evaluated,
    "history": _pushed,
    "problem": _reported,
    "HTML": _rewritten,
    "timers": _set_and_cleared,
    "page": _gone,
    "read": lambda page: page.locator("b").text_content(),
    "keyboard": lambda page: page.keyboard.press("Tab"),
}


@pytest.mark.parametrize("what", DONE)
async def test_what_is_done_again_and_again_leaves_nothing(
    page_of: Any, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "_trace", None)  # it keeps what a report shows: as much as it may, and no more
    monkeypatch.setattr(network, "KEPT", 20)
    monkeypatch.setattr(captures, "MOST", 20)
    monkeypatch.setattr(server, "KEPT", 20)
    count = 0

    async def change() -> Any:
        nonlocal count
        count += 1
        yield PatchElements(f'<li id="line">{count}</li>')
        yield PatchSignals({"n": count})

    async def lost() -> str:
        raise LookupError("lost")

    async def other() -> str:
        return "<p>other</p>"

    page: Page = await page_of(
        BODY, Command("/change", change), Command("/lost", lost), Query("/other", other), problems=True
    )
    page.network.raises = False
    do = DONE[what]

    async def held(times: int) -> tuple[Counter[type], int]:
        for _ in range(times):
            await do(page)
        page.problems.clear()
        await asyncio.sleep(0)
        assert page.engine is not None
        page.engine.collect()
        gc.collect()
        return Counter(map(type, gc.get_objects())), page.engine.memory

    await held(WARM)
    objects, script = await held(FEW)
    more, later = await held(OFTEN)
    grown = {kind.__name__: number for kind, number in (more - objects).items() if number > FEW}
    assert not grown
    if what != "page":  # whose contexts are others after some hundreds
        assert later - script < BYTES


async def test_streams_that_are_open_are_kept_and_those_that_have_ended_go(
    page_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures, "MOST", 10)

    async def feed() -> Any:
        yield {"open": True}
        await asyncio.Event().wait()

    async def change() -> Any:
        yield {"n": 1}

    page = await page_of(
        """<p data-init="@get('/feed')"></p><button data-on:click="@post('/change')"></button>""",
        Query("/feed", feed),
        Command("/change", change),
    )
    for _ in range(25):
        await page.get_by_role("button").click()
    assert len(page.streams) == 10
    assert page.streams[0].events == [PatchSignals({"open": True})]
    assert all(stream.events == [PatchSignals({"n": 1})] for stream in page.streams[1:])


async def test_large_streams_go_sooner(page_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "MOST_BYTES", 50_000)

    async def change() -> Any:
        yield {"text": "x" * 10_000}

    page = await page_of("""<button data-on:click="@post('/change')"></button>""", Command("/change", change))
    for _ in range(20):
        await page.get_by_role("button").click()
    assert 4 <= len(page.streams) <= 6
    assert page.network.captures.size < 70_000
