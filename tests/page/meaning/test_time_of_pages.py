"""The page's time and the application's are the test's clock, without a browser and in one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
from starlette.responses import Response

from stario import Query, QueryParam
from stario.testing import VirtualClock, expect

#: For what has to fail: how long Chromium is given for it, in milliseconds.
SOON = 250
CLIENT = '<script type="module" src="/datastar.js"></script>'


async def now_in(page: Any) -> int:
    return int(await page.evaluate("Date.now()"))


async def test_a_debounce_is_crossed_at_its_border(show: Any, stario_clock: VirtualClock) -> None:
    asked: list[float] = []
    start = stario_clock.elapsed

    async def search() -> None:
        asked.append(stario_clock.elapsed - start)

    page = await show(
        "<input data-bind:q data-on:input__debounce.300ms=\"@get('/search')\">",
        Query("/search", search),
        head=CLIENT,
    )
    await page.locator("input").fill("t")
    await stario_clock.advance(0.2)
    await page.locator("input").fill("te")
    await stario_clock.advance(0.299)
    assert asked == []
    await stario_clock.advance(0.001)
    assert asked == [0.5]


async def test_a_throttle_lets_one_pass_in_its_time(show: Any, stario_clock: VirtualClock) -> None:
    page = await show(
        '<button data-signals:n="0" data-on:click__throttle.500ms="$n++">+</button>'
        '<output data-text="$n"></output>',
        head=CLIENT,
    )
    for wait, count in ((0, "1"), (0.25, "1"), (0.249, "1"), (0.001, "2"), (0.1, "2")):
        await stario_clock.advance(wait)
        await page.locator("button").click()
        await stario_clock.settle()
        await expect(page.locator("output")).to_have_text(count)


async def test_an_interval_goes_on_with_the_clock(show: Any, stario_clock: VirtualClock) -> None:
    page = await show(
        '<p data-signals:n="0" data-on-interval__duration.1s="$n++" data-text="$n"></p>', head=CLIENT
    )
    await expect(page.locator("p")).to_have_text("0")
    await stario_clock.advance(2.999)
    await expect(page.locator("p")).to_have_text("2")
    await stario_clock.advance(0.001)
    await expect(page.locator("p")).to_have_text("3")
    assert page.signals == {"n": 3}


async def test_the_server_s_minute(show: Any, stario_clock: VirtualClock) -> None:
    async def ticks() -> AsyncIterator[str]:
        for second in range(1000):
            yield f"<p id='at'>{second}</p>"
            await asyncio.sleep(1)

    page = await show(
        "<div data-init=\"@get('/ticks')\"></div><p id='at'></p>", Query("/ticks", ticks), head=CLIENT
    )
    await expect(page.locator("#at")).to_have_text("0")
    await stario_clock.advance(0.5)
    await stario_clock.advance(59.499)
    await expect(page.locator("#at")).to_have_text("59")
    await stario_clock.advance(0.001)
    await expect(page.locator("#at")).to_have_text("60")
    assert len(page.requests) == len({request.url for request in page.requests})


async def test_both_have_the_same_time(show: Any, stario_clock: VirtualClock) -> None:
    told: list[tuple[float, float]] = []

    async def tell(at: Annotated[float, QueryParam]) -> AsyncIterator[dict[str, float]]:
        told.append((at, time.time()))
        await asyncio.sleep(0.75)
        yield {"answered": int(time.time() * 1000)}

    page = await show(
        "<div data-signals:asked=0 data-signals:answered=0 data-signals:seen=0 "
        "data-on-interval__duration.500ms=\"$asked++ === 0 && @get('/tell?at=' + Date.now())\" "
        'data-effect="$answered && $seen === 0 && ($seen = Date.now())"></div>',
        Query("/tell", tell),
        head=CLIENT,
    )
    for seconds in (0, 0.4, 0.0995, 0.0005, 5, 20.25):
        await stario_clock.advance(seconds)
        assert await now_in(page) == int(time.time() * 1000 + 1e-6)
    assert page.signals["seen"] == page.signals["answered"] > 0
    [(there, here)] = told
    assert there == int(here * 1000 + 1e-6)


async def test_a_document_begins_at_the_clock_s_time(show: Any, stario_clock: VirtualClock) -> None:
    page = await show("<script>window.began = Date.now()</script><a href='/'>again</a>")
    first = await page.evaluate("window.began")
    await stario_clock.advance(86_400)
    await page.locator("a").click()
    await stario_clock.settle()
    assert await page.evaluate("window.began") - first == 86_400_000
    await stario_clock.advance(10)
    await page.reload()
    assert await page.evaluate("window.began") - first == 86_410_000


async def test_who_is_refused_asks_again_later_and_later(show: Any, stario_clock: VirtualClock) -> None:
    asked: list[float] = []

    async def feed() -> Any:
        asked.append(stario_clock.elapsed)
        return "<p id='feed'>at last</p>" if len(asked) == 4 else Response(status_code=503)

    page = await show(
        "<div data-init=\"@get('/feed', {retry: 'error'})\"></div><p id='feed'></p>",
        Query("/feed", feed),
        head=CLIENT,
    )
    await stario_clock.advance(6.999)
    assert len(asked) == 3
    await stario_clock.advance(0.001)
    assert [round(at - asked[0], 3) for at in asked] == [0, 1, 3, 7]
    await expect(page.locator("#feed")).to_have_text("at last")
    page.problems.clear()


async def test_what_a_script_waits_for_comes_with_the_time(show: Any, stario_clock: VirtualClock) -> None:
    page = await show("<p></p>")
    before = stario_clock.elapsed
    assert await page.evaluate("new Promise((done) => setTimeout(() => done('here'), 90_000))") == "here"
    await page.wait_for_timeout(1000)
    assert stario_clock.elapsed - before == 91


async def test_who_waits_for_the_application_waits_no_longer(show: Any, stario_clock: VirtualClock) -> None:
    async def slowly() -> str:
        await asyncio.sleep(45)
        return "<!doctype html><h1>Slow</h1>"

    page = await show("<p></p>", Query("/slowly", slowly))
    before = stario_clock.elapsed
    await page.goto("/slowly")
    await expect(page.locator("h1")).to_have_text("Slow")
    assert stario_clock.elapsed - before == 45


async def test_a_stream_of_the_page_brings_the_time_along(show: Any, stario_clock: VirtualClock) -> None:
    start = stario_clock.elapsed

    async def hours() -> AsyncIterator[str]:
        while True:
            yield f"<p id='at'>{stario_clock.elapsed - start:.0f}</p>"
            await asyncio.sleep(3600)

    page = await show(
        "<div data-init=\"@get('/hours')\"></div><p id='at'></p>", Query("/hours", hours), head=CLIENT
    )
    await stario_clock.settle()
    [stream] = page.streams
    assert len(await stream.take(3)) == 3
    assert stario_clock.elapsed - start == 7200
    await expect(page.locator("#at")).to_have_text("7200")


async def test_no_time_passes_while_the_test_expects(show: Any, stario_clock: VirtualClock) -> None:
    start = stario_clock.elapsed
    page = await show(
        '<p data-signals:n="0" data-on-interval__duration.1s="$n++" data-text="$n"></p>', head=CLIENT
    )
    with pytest.raises(AssertionError):
        await expect(page.locator("p")).to_have_text("1", timeout=SOON)
    assert stario_clock.elapsed == start


async def test_timers_fall_due_in_order_here_and_there(show: Any, stario_clock: VirtualClock) -> None:
    order: list[str] = []
    start = stario_clock.elapsed

    def came(name: str) -> None:
        order.append(f"{name} {stario_clock.elapsed - start:.2f}")

    async def note(name: Annotated[str, QueryParam]) -> None:
        came(name)

    async def ticks() -> AsyncIterator[dict[str, int]]:
        for number in range(1, 5):
            yield {"tick": number}
            await asyncio.sleep(0.25)
            came("server")

    await show(
        "<div data-signals:tick=0 data-init=\"@get('/ticks')\""
        "data-on-interval__duration.300ms=\"@get('/note?name=page')\"></div>",
        Query("/note", note),
        Query("/ticks", ticks),
        head=CLIENT,
    )
    await stario_clock.advance(1.0)
    assert order == [
        *("server 0.25", "page 0.30", "server 0.50", "page 0.60", "server 0.75", "page 0.90", "server 1.00")
    ]


async def test_a_timer_without_delay_needs_no_time(show: Any, stario_clock: VirtualClock) -> None:
    page = await show("<p>0</p>")
    start = stario_clock.elapsed
    await page.evaluate(
        """() => {
            const step = (n) => {
                document.querySelector("p").textContent = n;
                if (n < 4) setTimeout(() => step(n + 1));
            };
            setTimeout(() => step(1));
        }"""
    )
    await stario_clock.settle()
    await expect(page.locator("p")).to_have_text("4")
    assert stario_clock.elapsed == start
