"""What a reader sees: the page opens the stream by itself, and its counter goes on with the time."""

import asyncio
from types import SimpleNamespace

import main

from stario.testing import expect


async def test_it_counts_as_time_passes(stario_page, stario_clock):
    await stario_page.goto("/")
    await expect(stario_page.get_by_role("heading")).to_have_text("Realtime responses!")
    counter = stario_page.locator("#online-counter")
    await expect(counter).to_have_text("Online since: 0.0s")
    await stario_clock.advance(1)
    await expect(counter).to_have_text("Online since: 1.0s")
    await stario_clock.advance(2.5)
    await expect(counter).to_have_text("Online since: 3.5s")


async def test_one_page_and_one_stream(stario_page, stario_clock):
    await stario_page.goto("/")
    await stario_clock.advance(0.5)
    assert [request.url.split("/")[-1].split("?")[0] for request in stario_page.requests] == [
        "",
        "online-counter",
    ], "no reload, and nothing is asked for again"


async def test_each_reader_has_a_counter_of_their_own(stario_pages, stario_clock):
    early, late = await stario_pages(2)
    await early.goto("/")
    await stario_clock.advance(0.5)
    await late.goto("/")
    await expect(early.get_by_text("Online since: 0.5s")).to_be_visible()
    await expect(late.get_by_text("Online since: 0.0s")).to_be_visible()
    await stario_clock.advance(1)
    await expect(late.get_by_text("Online since: 1.0s")).to_be_visible()


async def test_the_handler_ends_with_the_page(stario_page, stario_clock, monkeypatch):
    """What it waits in sees that it is over."""
    over = []

    async def sleep(seconds, sleep=main.asyncio.sleep):
        try:
            await sleep(seconds)
        except asyncio.CancelledError:
            over.append(seconds)
            raise

    monkeypatch.setattr(main, "asyncio", SimpleNamespace(sleep=sleep))
    await stario_page.goto("/")
    await stario_clock.advance(0.1)
    assert not over
    await stario_page.close()
    assert over == [0.01]
