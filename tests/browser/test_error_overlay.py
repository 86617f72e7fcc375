"""An error in debug, as a person sees it: over the page, dismissable, and gone with the next one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from playwright.sync_api import Page, expect

from stario import Command, Query, Signals, Stario
from stario.toys import ToyPage


async def home() -> ToyPage:
    return ToyPage(
        """
        <h1>Shop</h1>
        <div data-signals:n="'many'"></div>
        <button data-on:click="@post('/broken')">Break</button>
        <button data-on:click="@post('/count')">Count</button>
        <button data-on:click="@get('/stream')">Stream</button>
        <p id="out">content</p>
        """
    )


async def broken() -> None:
    raise RuntimeError("<img src=x onerror=alert(1)> & more")


async def count(n: Annotated[int, Signals("n")]) -> str:
    return f"<p id='out'>{n}</p>"


tries: list[int] = []


async def stream() -> AsyncIterator[str]:
    tries.append(1)
    yield f"<p id='out'>try {len(tries)}</p>"
    if len(tries) == 1:
        raise LookupError("lost")
    await asyncio.sleep(60)


APP = Stario(
    Query("/", home),
    Query("/stream", stream),
    Command("/broken", broken),
    Command("/count", count),
    debug=True,
)


def test_it_is_seen_and_dismissed(page: Page, serve: Callable[[Any], str]) -> None:
    page.goto(serve(APP))
    overlay = page.get_by_role("dialog")
    expect(overlay).to_have_count(0)

    page.get_by_role("button", name="Break").click()
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("RuntimeError in POST /broken")
    expect(overlay).to_contain_text("<img src=x onerror=alert(1)> & more")
    expect(overlay).to_contain_text("raise RuntimeError(")
    expect(page.get_by_role("heading", name="Shop")).to_be_visible()
    expect(page.locator("#out")).to_have_text("content")

    overlay.get_by_role("button", name="Dismiss").click()
    expect(page.locator("#stario-error")).to_be_hidden()

    page.get_by_role("button", name="Count").click()
    expect(overlay).to_have_count(1)
    expect(overlay).to_contain_text("422 in POST /count")
    expect(overlay).to_contain_text("signal 'n': expected int, found 'many'")
    page.keyboard.press("Escape")
    expect(page.locator("#stario-error")).to_be_hidden()


def test_a_stream_that_fails_says_so_and_comes_back(
    page: Page, page_errors: list[str], serve: Callable[[Any], str]
) -> None:
    page.goto(serve(APP))
    page.get_by_role("button", name="Stream").click()
    expect(page.get_by_role("dialog")).to_contain_text("LookupError in GET /stream")
    expect(page.locator("#out")).to_have_text("try 2"), "the client has reconnected after the cut"
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert page_errors and all("ERR_INCOMPLETE_CHUNKED_ENCODING" in error for error in page_errors)
    page_errors.clear()
