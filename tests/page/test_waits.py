"""
What a wait says when nothing comes of it, and how much time it lets pass.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import VirtualClock
from stario.testing.page import LocatorError, PageTimeout


async def test_a_wait_ends_when_nothing_can_bring_it(page_of: Any) -> None:
    page = await page_of("<p>x</p>", datastar=False)
    with pytest.raises(PageTimeout, match="nothing is under way that could bring it"):
        await page.wait_for_function("window.never", timeout=0)
    await page.evaluate("void setTimeout(() => 0, 100000)")
    told = r"wait_for_function\('window.never'\): it did not come about in 0.05 s"
    with pytest.raises(PageTimeout, match=told):
        await page.wait_for_function("window.never", timeout=50)


async def test_what_was_waited_for_is_explained(page_of: Any) -> None:
    page = await page_of("<button>Save</button><section hidden><p id=p>x</p></section>", datastar=False)
    with pytest.raises(PageTimeout) as told:
        await page.locator("#p").wait_for()
    assert str(told.value).startswith(
        "wait_for locator('#p') to be visible: the page is at rest, and nothing"
    )
    assert "<section hidden>" in str(told.value)
    with pytest.raises(
        PageTimeout, match=r"wait_for_url\('/there'\), at http://testserver/: the page is at rest"
    ):
        await page.wait_for_url("/there")
    with pytest.raises(PageTimeout, match="the event 'console' has not come; 1 others have"):
        async with page.expect_event("console", lambda message: message.text == "b"):
            await page.evaluate("console.log('a')")
    with pytest.raises(LocatorError, match="2 elements match"):
        await page.locator("button, p").wait_for()


async def test_a_wait_lets_no_more_time_pass_than_it_takes(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("<p id=p hidden>x</p>", datastar=False)
    await page.evaluate(
        "void setTimeout(() => { p.hidden = false; setTimeout(() => { ready = 1 }, 2000) }, 3000)"
    )
    start = stario_clock.now()
    await page.locator("#p").wait_for()
    assert (stario_clock.now() - start).total_seconds() == pytest.approx(3, abs=0.02)
    await page.wait_for_function("window.ready")
    assert (stario_clock.now() - start).total_seconds() == pytest.approx(5, abs=0.04)
    await page.evaluate("void setTimeout(() => 0, 100000)")
    with pytest.raises(PageTimeout, match="it did not come about in 10 s"):
        await page.wait_for_function("window.never", timeout=10000)
