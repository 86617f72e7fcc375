"""What can be expected of elements and pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stario.testing import expect

PAGE = """
<style>.gone { display: none }</style>
<h1 id="title" class="big  red">  Hello
  World </h1>
<ul><li>one</li><li>two</li><li>three</li></ul>
<div id="gone" class="gone">gone</div><div id="empty"></div>
<input id="name" value="Ada" aria-label="Name" aria-describedby="hint"><p id="hint">As in books</p>
<input id="off" disabled><input id="fixed" readonly><input type="checkbox" id="on" checked>
<input type="checkbox" id="other">
<select id="many" multiple><option selected>a<option>b<option selected>c</select>
<button id="b" title="Tip" data-n="1">Press</button>
<style>#styled::before { content: "!"; color: rgb(1, 2, 3) }</style><i id="styled"></i>
<input id="bad" aria-invalid="true" aria-errormessage="why"><p id="why">Too <b>short</b></p>
<input id="required" required aria-errormessage="why"><input id="good" aria-errormessage="why">
<script>
  document.getElementById("other").indeterminate = true;
  document.getElementById("name").focus();
</script>
"""

HOLDS = [
    '("#styled").to_have_css("color", "rgb(1, 2, 3)", pseudo="before")',
    '("#bad").to_have_accessible_error_message("Too short")',
    '("#bad").to_have_accessible_error_message(re.compile("^Too"))',
    '("#required").to_have_accessible_error_message("too SHORT", ignore_case=True)',
    '("#good").to_have_accessible_error_message("")',
    '("#bad").not_to_have_accessible_error_message("Too long")',
    '("#title").to_have_text("Hello World")',
    '("#title").to_have_text("hello world", ignore_case=True)',
    '("#title").to_have_text(re.compile("^ +Hello"))',
    '("#title").not_to_have_text("Hello")',
    '("#title").to_contain_text("lo W")',
    '("#title").to_contain_text("LO w", ignore_case=True)',
    '("#title").not_to_contain_text("Bye")',
    '("#title").to_have_text("Hello World", use_inner_text=True)',
    '("li").to_have_text(["one", "two", "three"])',
    '("li").to_have_text(["one", re.compile("t.o"), "three"])',
    '("li").not_to_have_text(["one", "two"])',
    '("li").to_contain_text(["on", "ree"])',
    '("li").not_to_contain_text(["ree", "on"])',
    '("nope").to_have_text([])',
    '("#title").to_be_visible()',
    '("#gone").not_to_be_visible()',
    '("#gone").to_be_hidden()',
    '("nope").to_be_hidden()',
    '("nope").not_to_be_visible()',
    '("#gone").to_be_visible(visible=False)',
    '("#gone").to_be_attached()',
    '("nope").not_to_be_attached()',
    '("nope").to_be_attached(attached=False)',
    '("#name").to_be_enabled()',
    '("#off").not_to_be_enabled()',
    '("#off").to_be_disabled()',
    '("#off").to_be_enabled(enabled=False)',
    '("#name").to_be_editable()',
    '("#fixed").not_to_be_editable()',
    '("#on").to_be_checked()',
    '("#other").not_to_be_checked()',
    '("#other").to_be_checked(checked=False)',
    '("#other").to_be_checked(indeterminate=True)',
    '("#name").to_be_focused()',
    '("#b").not_to_be_focused()',
    '("#empty").to_be_empty()',
    '("#off").to_be_empty()',
    '("#name").not_to_be_empty()',
    '("li").to_have_count(3)',
    '("nope").to_have_count(0)',
    '("li").not_to_have_count(2)',
    '("#name").to_have_value("Ada")',
    '("#name").to_have_value(re.compile("^A"))',
    '("#name").not_to_have_value("Bob")',
    '("#many").to_have_values(["a", "c"])',
    '("#many").to_have_values([re.compile("a|b"), "c"])',
    '("#b").to_have_attribute("title", "Tip")',
    '("#b").to_have_attribute("title", "TIP", ignore_case=True)',
    '("#b").to_have_attribute("data-n", re.compile(r"\\d"))',
    '("#b").not_to_have_attribute("title", "Top")',
    '("#b").not_to_have_attribute("nope", "x")',
    '("#b").to_have_id("b")',
    '("#title").to_have_class("big  red")',
    '("#title").to_have_class(re.compile("red"))',
    '("#title").not_to_have_class("big")',
    '("#title").to_contain_class("red")',
    '("#title").to_contain_class("red big")',
    '("#title").not_to_contain_class("blue")',
    '("div").to_have_class(["gone", ""])',
    '("#gone").to_have_css("display", "none")',
    '("#b").to_have_js_property("title", "Tip")',
    '("#b").to_have_js_property("dataset.n", "1")',
    '("#b").to_have_role("button")',
    '("#title").to_have_role("heading")',
    '("#name").to_have_accessible_name("Name")',
    '("#name").to_have_accessible_description("As in books")',
    '("#b").to_have_accessible_name("press", ignore_case=True)',
]


@pytest.mark.parametrize("assertion", HOLDS)
async def test_it_holds(show: Any, assertion: str) -> None:
    page = await show(PAGE)
    selector, _, call = assertion.partition(").")
    located = page.locator(eval(selector[1:]))
    await eval(f"expect(located).{call}", {"expect": expect, "located": located, "re": re})


FAILS = [
    ('("#title").to_have_text("Hello")', "Hello"),
    ('("#title").not_to_have_text("Hello World")', "Hello World"),
    ('("li").to_have_text("one")', "3 elements"),
    ('("li").to_have_text(["one", "two"])', "three"),
    ('("nope").to_have_text("x")', "no element|not found"),
    ('("nope").not_to_have_text("x")', "no element|not found"),
    ('("nope").to_be_visible()', "no element|not found|not there"),
    ('("#gone").to_be_visible()', "hidden"),
    ('("#title").to_be_hidden()', "visible"),
    ('("#off").to_be_enabled()', "disabled"),
    ('("#name").to_be_disabled()', "enabled"),
    ('("nope").not_to_be_enabled()', "no element|not found"),
    ('("#other").to_be_checked()', "unchecked"),
    ('("#title").to_be_checked()', "[Nn]ot a checkbox"),
    ('("#b").to_be_focused()', "inactive|not focused"),
    ('("li").to_have_count(2)', "3"),
    ('("#name").to_have_value("Bob")', "Ada"),
    ('("#title").to_have_value("x")', "[Nn]ot an"),
    ('("#b").to_have_attribute("nope", "")', "nope|None|null|nothing"),
    ('("#b").to_have_class("x")', "x"),
    ('("#b").to_have_role("link")', "button"),
    ('("#gone").to_have_css("display", "block")', "none"),
]


@pytest.mark.parametrize(("assertion", "told"), FAILS, ids=[each for each, _ in FAILS])
async def test_it_does_not_hold(show: Any, fails: Any, assertion: str, told: str) -> None:
    page = await show(PAGE)
    selector, _, call = assertion.partition(").")
    call = call[:-1] + (", " if not call.endswith("()") else "") + "timeout=500)"
    located = page.locator(eval(selector[1:]))
    async with fails(told):
        await eval(f"expect(located).{call}", {"expect": expect, "located": located, "re": re})


async def test_a_page(show: Any, fails: Any) -> None:
    page = await show("")
    await expect(page).to_have_title("Home")
    await expect(page).to_have_title(re.compile("^H"))
    await expect(page).not_to_have_title("Away")
    await expect(page).to_have_url("/")
    await expect(page).to_have_url(re.compile(r"^http://[^/]+/$"))
    await expect(page).not_to_have_url("/away")
    async with fails("Home"):
        await expect(page).to_have_title("Away", timeout=250)
    async with fails("/away"):
        await expect(page).to_have_url("/away", timeout=250)


async def test_what_the_test_says_comes_first(show: Any, fails: Any) -> None:
    page = await show("<p>x</p>")
    async with fails("^the order"):
        await expect(page.locator("p"), "the order is shown").to_have_text("y", timeout=250)


def test_what_can_be_expected() -> None:
    with pytest.raises((TypeError, ValueError), match="locator"):
        expect(7)
