"""What locators find."""

from __future__ import annotations

import re
from typing import Any

import pytest

PAGE = """
<header><h1>Orders</h1><nav aria-label="Main"><a href="#a">Home</a> <a>No link</a></nav></header>
<main>
  <h2 id="today">Today</h2>
  <ul aria-labelledby="today">
    <li class="order tea" data-testid="o1">One tea <button>Cancel</button></li>
    <li class="order coffee" data-testid="o2">Two  coffees <button disabled>Cancel</button></li>
    <li class="order" data-testid="o3" hidden>Hidden <button>Cancel</button></li>
  </ul>
  <form>
    <label for="name">Your name</label><input id="name" placeholder="Ada Lovelace">
    <label>Mail <input id="mail" type="email" title="Where we write to"></label>
    <input id="aria" aria-label="Phone number">
    <label><input type="checkbox" id="agree" checked> I agree</label>
    <label><input type="radio" name="size" id="small"> Small</label>
    <select id="drink" aria-label="Drink"><option>Tea<option selected>Coffee</select>
    <textarea id="note" aria-label="Note"></textarea>
    <input type="submit" id="send" value="Send it">
    <button id="more" type="button" aria-expanded="false" aria-pressed="true">More</button>
  </form>
  <img id="logo" src="data:," alt="Our Logo"><img id="deco" src="data:," alt="">
  <p id="p1">Hello <b>World</b></p><p id="p2">hello world again</p>
  <div id="shadow"></div>
  <table><tr><th>Drink</th><td>Tea</td></tr></table>
  <div role="alert" id="alert">Saved</div>
  <progress id="progress" value="1" max="2"></progress><output id="output">7</output>
  <details id="details"><summary>Details</summary><p id="inner">Inside</p></details>
</main>
<script>
document.getElementById("shadow").attachShadow({mode: "open"}).innerHTML = '<button id="deep">Deep</button>';
</script>
"""

ids = "elements => elements.map(e => e.id || e.dataset.testid || e.localName)"

FOUND: list[tuple[str, list[str]]] = [
    ('page.locator("#name")', ["name"]),
    ('page.locator("li.order")', ["o1", "o2", "o3"]),
    ('page.locator("li.order:visible")', ["o1", "o2"]),
    ('page.locator("css=#name")', ["name"]),
    ('page.locator("text=One tea")', ["o1"]),
    ("page.locator('li:has-text(\"coffees\")')", ["o2"]),
    ("page.locator('p:text(\"hello world\")')", ["p1", "p2"]),
    ("page.locator('p:text-is(\"hello world again\")')", ["p2"]),
    ('page.locator("#deep")', ["deep"]),
    ('page.locator("form >> #mail")', ["mail"]),
    ('page.get_by_role("heading")', ["h1", "today"]),
    ('page.get_by_role("heading", level=2)', ["today"]),
    ('page.get_by_role("heading", name="ORDERS")', ["h1"]),
    ('page.get_by_role("heading", name="Order", exact=True)', []),
    ('page.get_by_role("link")', ["a"]),
    ('page.get_by_role("navigation", name="Main")', ["nav"]),
    ('page.get_by_role("list", name="Today")', ["ul"]),
    ('page.get_by_role("listitem")', ["o1", "o2"]),
    ('page.get_by_role("listitem", include_hidden=True)', ["o1", "o2", "o3"]),
    ('page.get_by_role("button", name="Cancel")', ["button", "button"]),
    ('page.get_by_role("button", name="Cancel", disabled=True)', ["button"]),
    ('page.get_by_role("button", name="Send it")', ["send"]),
    ('page.get_by_role("button", name=re.compile("^(Send|Deep)"))', ["send", "deep"]),
    ('page.get_by_role("button", expanded=False)', ["more"]),
    ('page.get_by_role("button", pressed=True)', ["more"]),
    ('page.get_by_role("checkbox", checked=True)', ["agree"]),
    ('page.get_by_role("checkbox", checked=False)', []),
    ('page.get_by_role("radio", name="Small")', ["small"]),
    ('page.get_by_role("textbox", name="Your name")', ["name"]),
    ('page.get_by_role("textbox")', ["name", "mail", "aria", "note"]),
    ('page.get_by_role("combobox")', ["drink"]),
    ('page.get_by_role("option", selected=True)', ["option"]),
    ('page.get_by_role("img", name="our logo")', ["logo"]),
    ('page.get_by_role("alert")', ["alert"]),
    ('page.get_by_role("progressbar")', ["progress"]),
    ('page.get_by_role("status")', ["output"]),
    ('page.get_by_role("rowheader")', ["th"]),
    ('page.get_by_role("cell")', ["td"]),
    ('page.get_by_role("main")', ["main"]),
    ('page.get_by_role("banner")', ["header"]),
    ('page.get_by_text("hello world")', ["p1", "p2"]),
    ('page.get_by_text("Hello World", exact=True)', ["p1"]),
    ('page.get_by_text(re.compile("^hello"))', ["p2"]),
    ('page.get_by_text("Two coffees")', ["o2"]),
    ('page.get_by_text("Send it")', ["send"]),
    ('page.get_by_text("Nowhere")', []),
    ('page.get_by_label("Your name")', ["name"]),
    ('page.get_by_label("mail")', ["mail"]),
    ('page.get_by_label("Mail", exact=True)', ["mail"]),
    ('page.get_by_label("phone")', ["aria"]),
    ('page.get_by_label("I agree")', ["agree"]),
    ('page.get_by_placeholder("ada")', ["name"]),
    ('page.get_by_placeholder("ada", exact=True)', []),
    ('page.get_by_alt_text("logo")', ["logo"]),
    ('page.get_by_title("where we write")', ["mail"]),
    ('page.get_by_test_id("o2")', ["o2"]),
    ('page.get_by_test_id(re.compile("^o[12]$"))', ["o1", "o2"]),
    ('page.get_by_test_id("O2")', []),
    ('page.locator("li").first', ["o1"]),
    ('page.locator("li").last', ["o3"]),
    ('page.locator("li").nth(1)', ["o2"]),
    ('page.locator("li").nth(-1)', ["o3"]),
    ('page.locator("li").nth(7)', []),
    ('page.locator("li").filter(has_text="tea")', ["o1"]),
    ('page.locator("li").filter(has_text=re.compile("Two.+coffees"))', ["o2"]),
    ('page.locator("li").filter(has_not_text="tea")', ["o2", "o3"]),
    ('page.locator("li").filter(has=page.locator("button:disabled"))', ["o2"]),
    ('page.locator("li").filter(has_not=page.locator("button:disabled"))', ["o1", "o3"]),
    ('page.locator("li").filter(visible=True)', ["o1", "o2"]),
    ('page.locator("li").filter(visible=False)', ["o3"]),
    ('page.locator("li", has_text="coffee").get_by_role("button")', ["button"]),
    ('page.locator("ul").locator("li").locator("button")', ["button", "button", "button"]),
    ('page.locator("li").locator(page.get_by_text("Cancel"))', ["button", "button", "button"]),
    ('page.locator("li").and_(page.locator(".tea"))', ["o1"]),
    ('page.locator(".coffee").or_(page.locator(".tea"))', ["o1", "o2"]),
    ('page.get_by_role("button", name="More").or_(page.get_by_text("Nowhere"))', ["more"]),
]


@pytest.mark.parametrize(("locator", "expected"), FOUND, ids=[locator for locator, _ in FOUND])
async def test_it_finds(show: Any, locator: str, expected: list[str]) -> None:
    page = await show(PAGE)
    found = await eval(locator, {"page": page, "re": re}).evaluate_all(ids)
    assert found == expected


async def test_all_gives_a_locator_for_each(show: Any) -> None:
    page = await show(PAGE)
    items = await page.locator("li:visible").all()
    assert [await item.get_attribute("data-testid") for item in items] == ["o1", "o2"]


async def test_count_counts(show: Any) -> None:
    page = await show(PAGE)
    assert await page.locator("li").count() == 3
    assert await page.locator("nope").count() == 0


async def test_a_locator_looks_each_time(show: Any) -> None:
    page = await show("<p>one</p>")
    paragraphs = page.locator("p")
    assert await paragraphs.count() == 1
    await page.evaluate("document.body.append(document.createElement('p'))")
    assert await paragraphs.count() == 2


@pytest.mark.parametrize("selector", ["li[", "li:nope", "#", "::", "li:nth-child(x)"])
async def test_what_is_no_selector_fails(show: Any, fails: Any, selector: str) -> None:
    page = await show(PAGE)
    async with fails():
        await page.locator(selector).count()


@pytest.mark.parametrize("method", ["text_content", "inner_text", "is_enabled", "input_value"])
async def test_two_elements_are_too_many(show: Any, fails: Any, method: str) -> None:
    page = await show("<input value=1><input value=2>")
    async with fails("2 elements"):
        await getattr(page.locator("input"), method)(timeout=2000)
