"""
What a failed action or expectation says, word for word: the files in `messages/`.

`STARIO_WRITE_MESSAGES=1 make test ARGS=tests/page/test_page_messages.py` writes them anew; read what differs.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from real_client import CLIENT

from stario import Command, PatchElements, Query, Stario
from stario.testing import StarioClient, VirtualClock, expect
from stario.testing.page import Clients, Page

MESSAGES = Path(__file__).parent / "messages"
BODY = """
<header><h1>Orders</h1></header>
<main data-signals="{count: 1, drink: 'tea', user: {name: 'Ada'}}">
  <p id="count" data-text="$count"></p>
  <p id="name" data-text="$user.name + $drink"></p>
  <ul id="orders"><li>One tea <button>Cancel</button></li><li>Two teas <button>Cancel</button></li></ul>
  <section hidden><button id="secret">Delete all</button></section>
  <div style="visibility: hidden"><button id="unseen">Unseen</button></div>
  <details><summary>More</summary><button id="folded">Folded</button></details>
  <button id="add" data-on:click="@post('/add')">Add</button>
  <button id="feed" data-on:click="@get('/feed')">Follow</button>
  <button id="lost" data-on:click="@post('/lost')">Lost</button>
  <div id="row" data-on:input="$count++" data-on:keydown="$count++">A row</div>
  <form><label for="drink">Drink</label><input id="drink" data-bind:drink>
    <input id="fixed" value="fixed" readonly aria-label="Fixed"><input placeholder="Search">
    <fieldset id="closed" disabled><button id="pay" type="button">Pay</button></fieldset>
    <select id="size" aria-label="Size"><option>Small<option>Big</select>
    <input type="checkbox" id="agree" aria-label="I agree"></form>
</main>
"""

Step = Callable[[Page, VirtualClock], Awaitable[object]]
steps: dict[str, Step] = {}


def step(function: Step) -> Step:
    steps[function.__name__] = function
    return function


@step
async def a_button_with_another_name(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Added").click()


@step
async def a_link_that_is_a_button(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("link", name="Add").click()


@step
async def a_button_that_is_hidden(page: Page, clock: VirtualClock) -> None:
    await page.locator("#secret").click()


@step
async def a_role_that_is_hidden(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Delete all").click()


@step
async def an_invisible_button(page: Page, clock: VirtualClock) -> None:
    await page.locator("#unseen").click()


@step
async def a_button_in_a_closed_details(page: Page, clock: VirtualClock) -> None:
    await page.locator("#folded").click()


@step
async def a_button_in_a_disabled_fieldset(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Pay").click()


@step
async def two_buttons(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Cancel").click()


@step
async def a_third_of_two(page: Page, clock: VirtualClock) -> None:
    await page.locator("li").nth(2).click()


@step
async def a_filter_that_leaves_nothing(page: Page, clock: VirtualClock) -> None:
    await page.locator("li").filter(has_text="coffee").get_by_role("button").click()


@step
async def a_read_only_input(page: Page, clock: VirtualClock) -> None:
    await page.get_by_label("Fixed").fill("new")


@step
async def a_label_that_is_a_placeholder(page: Page, clock: VirtualClock) -> None:
    await page.get_by_label("Search").fill("tea")


@step
async def filling_what_is_no_control(page: Page, clock: VirtualClock) -> None:
    await page.locator("#row").fill("x")


@step
async def an_option_that_is_not_there(page: Page, clock: VirtualClock) -> None:
    await page.get_by_label("Size").select_option("Huge")


@step
async def checking_what_is_no_checkbox(page: Page, clock: VirtualClock) -> None:
    await page.locator("#drink").check()


@step
async def a_selector_that_is_none(page: Page, clock: VirtualClock) -> None:
    await page.locator("li[").click()


@step
async def a_misspelt_id(page: Page, clock: VirtualClock) -> None:
    await page.locator("#order").click()


@step
async def a_key_that_is_none(page: Page, clock: VirtualClock) -> None:
    await page.locator("#drink").press("Entr")


@step
async def another_text(page: Page, clock: VirtualClock) -> None:
    await expect(page.locator("#name")).to_have_text("Bobcoffee")


@step
async def a_text_after_a_click_that_nobody_hears(page: Page, clock: VirtualClock) -> None:
    await page.locator("#row").click()
    await expect(page.locator("#count")).to_have_text("2")


@step
async def a_text_that_the_app_has_not_sent_yet(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Follow").click()
    await clock.advance(60)
    await expect(page.locator("#feed")).to_have_text("3")


@step
async def a_text_after_an_action_without_a_route(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Lost").click()
    await expect(page.locator("#count")).to_have_text("2")


@step
async def texts_of_a_list(page: Page, clock: VirtualClock) -> None:
    await expect(page.locator("li")).to_have_text(["One tea Cancel", "Two coffees Cancel"])


@step
async def another_count(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Add").click()
    await expect(page.locator("li")).to_have_count(4)


@step
async def hidden_that_should_be_visible(page: Page, clock: VirtualClock) -> None:
    await expect(page.locator("#secret"), "everybody may delete").to_be_visible()


@step
async def visible_that_should_be_hidden(page: Page, clock: VirtualClock) -> None:
    await expect(page.get_by_role("heading")).to_be_hidden()


@step
async def nothing_that_should_be_enabled(page: Page, clock: VirtualClock) -> None:
    await expect(page.get_by_test_id("add")).to_be_enabled()


@step
async def unchecked(page: Page, clock: VirtualClock) -> None:
    await expect(page.get_by_label("I agree")).to_be_checked()


@step
async def a_value(page: Page, clock: VirtualClock) -> None:
    await page.get_by_label("Drink").fill("coffee")
    await expect(page.get_by_label("Drink")).to_have_value(re.compile("^tea"))


@step
async def an_attribute(page: Page, clock: VirtualClock) -> None:
    await expect(page.locator("#add")).not_to_have_attribute("id", "add")


@step
async def a_title(page: Page, clock: VirtualClock) -> None:
    await expect(page).to_have_title("Orders of today")


@step
async def text_of_several(page: Page, clock: VirtualClock) -> None:
    await page.locator("li").text_content()


@step
async def problems_nobody_looked_at(page: Page, clock: VirtualClock) -> None:
    await page.get_by_role("button", name="Lost").click()
    page.check_problems()


async def home() -> str:
    return f"<!doctype html><html><head><title>Orders</title>{CLIENT}</head><body>{BODY}</body></html>"


async def add() -> AsyncIterator[Any]:
    yield PatchElements("<li>Three teas</li>", selector="#orders", mode="append")


async def feed() -> AsyncIterator[Any]:
    for number in (1, 2, 3):
        yield f"<button id='feed'>{number}</button>"
        await asyncio.sleep(45)


app = Stario(Query("/", home), Command("/add", add), Query("/feed", feed))


def message_of(name: str, clients: Clients) -> str:
    clock = VirtualClock(at="2026-03-01 12:00")

    async def main() -> None:
        async with StarioClient(app) as client, Page(client, clients=clients) as page:
            await page.goto("/")
            await steps[name](page, clock)

    with pytest.raises(AssertionError) as failure:
        clock.run(main())
    text = f"{type(failure.value).__name__}: {failure.value}"
    return re.sub(r"\(\S*?/?(\w+\.py):\d+\)", r"(\1:LINE)", text) + "\n"


@pytest.mark.parametrize("name", steps)
def test_it_says(name: str, clients: Clients) -> None:
    said = message_of(name, clients)
    golden = MESSAGES / f"{name}.txt"
    if os.environ.get("STARIO_WRITE_MESSAGES"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said)
    assert said == golden.read_text()


def test_no_message_is_left_over() -> None:
    assert {path.stem for path in MESSAGES.iterdir()} == set(steps)
