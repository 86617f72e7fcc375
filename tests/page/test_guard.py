"""
Scripts out of bounds in a page: the test ends with a message that names them, and the others go on.
"""

from __future__ import annotations

import pytest

from stario import Query, Stario
from stario.testing import StarioClient
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.page import Page


async def test_an_expression_without_an_end_is_named_with_its_element(page_of) -> None:
    page = await page_of('<button id="b" data-on:click="for(;;);">x</button>', script_seconds=0.3)
    with pytest.raises(ScriptStuck) as caught:
        await page.evaluate("document.getElementById('b').dispatchEvent(new Event('click'))")
    assert "for(;;);" in str(caught.value)
    assert '<button id="b" data-on:click="for(;;);">' in str(caught.value)


async def test_an_inline_script_without_an_end_is_named(page_of) -> None:
    with pytest.raises(ScriptStuck, match="inline script of http://testserver/: while"):
        await page_of("<script>while (true) {}</script>", datastar=False, script_seconds=0.3)


async def test_a_timer_without_an_end_is_told_at_the_next_step(page_of) -> None:
    page = await page_of("", datastar=False, script_seconds=0.3)
    await page.evaluate("setTimeout(() => { for(;;); }), 1")
    with pytest.raises(ScriptStuck, match="a timer has computed"):
        await page.settle()
    with pytest.raises(ScriptStuck):
        await page.evaluate("1")


async def test_microtasks_without_an_end_in_the_middle_of_a_click_are_told(page_of) -> None:
    body = """<button onmousedown="const again = () => Promise.resolve().then(again); again()"
      onclick="document.title = 'clicked'">x</button>"""
    page = await page_of(body, datastar=False)
    with pytest.raises(ScriptStuck, match=r"click locator.* never comes to rest: .* microtasks in a row"):
        await page.locator("button").click()


async def test_a_key_waits_for_no_timers_without_an_end(page_of) -> None:
    body = """<input onkeydown="window.count = 0; const again = () => { count++; setTimeout(again) }; again()"
      onkeyup="document.title = window.count > 1">"""
    page = await page_of(body, datastar=False)
    await page.locator("input").press("a")
    assert await page.title() == "true"


async def test_another_page_of_the_same_test_goes_on(page_of) -> None:
    bad = await page_of("", datastar=False, script_seconds=0.3)
    good = await page_of("<p>fine</p>", datastar=False, script_seconds=0.3)
    with pytest.raises(ScriptStuck):
        await bad.evaluate("(() => { for(;;); })()")
    assert await good.evaluate("document.querySelector('p').textContent") == "fine"


async def test_mutation_observers_that_feed_each_other_end(page_of) -> None:
    page = await page_of("<p id=p></p>", datastar=False)
    with pytest.raises(ScriptStuck, match="never comes to rest"):
        await page.evaluate(
            """() => {
              const p = document.getElementById("p");
              let n = 0;
              new MutationObserver(() => { p.title = n++; }).observe(p, { attributes: true });
              p.title = "go";
            }"""
        )


async def test_a_page_of_a_fresh_client_after_a_stuck_one() -> None:
    async def home() -> str:
        return "<p>1</p>"

    async with StarioClient(Stario(Query("/", home))) as client:
        for _ in range(3):
            async with Page(client, script_seconds=0.3) as page:
                await page.goto("/")
                with pytest.raises(ScriptStuck):
                    await page.evaluate("(() => { for(;;); })()")
