"""What locators read."""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import expect

PAGE = """
<style>.gone { display: none } .unseen { visibility: hidden } .shout { text-transform: uppercase }</style>
<p id="text">  Hello <b>big</b>
  <span class="gone">secret </span>world </p>
<p id="shout" class="shout">loud</p>
<p id="lines">one<br>two</p>
<div id="gone" class="gone"><i id="in-gone">in it</i></div>
<div id="unseen" class="unseen">unseen <i id="seen" style="visibility: visible">seen</i></div>
<div id="empty"></div><p id="attribute" hidden>hidden</p>
<input id="value" value="seven"><input id="off" disabled><input id="fixed" readonly value="x">
<textarea id="area">area</textarea>
<select id="select"><option value="a">A<option value="b" selected>B</select>
<label id="label">In a label <input id="labelled" value="nine"></label>
<input type="checkbox" id="on" checked><input type="checkbox" id="not-on">
<div role="checkbox" id="role-on" aria-checked="true">x</div>
<fieldset disabled><button id="by-fieldset">x</button></fieldset>
<button id="aria-off" aria-disabled="true">x</button><button id="plain">x</button>
<details id="details"><summary id="summary">More</summary><p id="folded">folded</p></details>
<input type="hidden" id="hidden-input"><div contenteditable id="editable">edit</div>
"""

READ: list[tuple[str, str, Any]] = [
    ("text", "text_content", "  Hello big\n  secret world "),
    ("text", "inner_text", "Hello big world"),
    ("shout", "inner_text", "LOUD"),
    ("shout", "text_content", "loud"),
    ("lines", "inner_text", "one\ntwo"),
    ("lines", "inner_html", "one<br>two"),
    ("gone", "inner_text", "in it"),
    ("value", "input_value", "seven"),
    ("area", "input_value", "area"),
    ("select", "input_value", "b"),
    ("label", "input_value", "nine"),
    ("text", "is_visible", True),
    ("gone", "is_visible", False),
    ("in-gone", "is_visible", False),
    ("unseen", "is_visible", False),
    ("seen", "is_visible", True),
    ("empty", "is_visible", False),
    ("attribute", "is_visible", False),
    ("attribute", "is_hidden", True),
    ("summary", "is_visible", True),
    ("folded", "is_visible", False),
    ("hidden-input", "is_visible", False),
    ("nowhere", "is_visible", False),
    ("nowhere", "is_hidden", True),
    ("off", "is_enabled", False),
    ("off", "is_disabled", True),
    ("plain", "is_enabled", True),
    ("by-fieldset", "is_disabled", True),
    ("aria-off", "is_disabled", True),
    ("value", "is_editable", True),
    ("off", "is_editable", False),
    ("fixed", "is_editable", False),
    ("editable", "is_editable", True),
    ("on", "is_checked", True),
    ("not-on", "is_checked", False),
    ("role-on", "is_checked", True),
]


@pytest.mark.parametrize(("name", "method", "expected"), READ)
async def test_it_reads(show: Any, name: str, method: str, expected: Any) -> None:
    page = await show(PAGE)
    assert await getattr(page.locator(f"#{name}"), method)() == expected


@pytest.mark.parametrize(("name", "method"), [("text", "is_checked"), ("text", "input_value")])
async def test_it_cannot_be_asked(show: Any, fails: Any, name: str, method: str) -> None:
    page = await show(PAGE)
    async with fails("[Nn]ot a"):
        await getattr(page.locator(f"#{name}"), method)(timeout=2000)


async def test_attributes(show: Any) -> None:
    page = await show(PAGE)
    assert await page.locator("#value").get_attribute("value") == "seven"
    assert await page.locator("#value").get_attribute("title") is None
    assert await page.locator("#off").get_attribute("disabled") == ""


async def test_all_texts(show: Any) -> None:
    page = await show("<li> a </li><li>b <i>c</i></li><li hidden>d</li>")
    assert await page.locator("li").all_text_contents() == [" a ", "b c", "d"]
    assert await page.locator("li").all_inner_texts() == ["a", "b c", "d"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("1 + 1", 2),
        ("() => [1, 'a', null, true]", [1, "a", None, True]),
        ("({a: {b: 1.5}})", {"a": {"b": 1.5}}),
        ("Promise.resolve(3)", 3),
        ("async () => 4", 4),
        ("undefined", None),
        ("document.title", "Home"),
        ("[new Event('x'), new URLSearchParams('a=1')]", [{"isTrusted": False}, {}]),
        ("Object.assign(document.body.classList, {mine: 1})", {"mine": 1}),
        ("[document.querySelectorAll('none'), new AbortController()]", [{}, {}]),
    ],
)
async def test_evaluate(show: Any, script: str, expected: Any) -> None:
    page = await show("")
    assert await page.evaluate(script) == expected


async def test_evaluate_with_an_argument(show: Any) -> None:
    page = await show("<p id=p>x</p>")
    assert await page.evaluate("([a, b]) => a + b", [1, 2]) == 3
    assert await page.locator("p").evaluate("(e, suffix) => e.id + suffix", "!") == "p!"
    assert await page.locator("p").evaluate_all("(list, n) => list.length + n", 1) == 2


async def test_what_a_script_throws_is_raised(show: Any, fails: Any) -> None:
    page = await show("")
    async with fails("too bad"):
        await page.evaluate("() => { throw new TypeError('too bad') }")


async def test_what_a_script_has_nested_deeper_than_a_parser_would(show: Any) -> None:
    page = await show("<main></main>")
    await page.evaluate(
        """() => {
          let top = document.createElement("i");
          top.textContent = "deep";
          for (let i = 0; i < 1500; i++) {
            const outer = document.createElement(i < 700 ? "span" : "div");
            outer.append(top);
            top = outer;
          }
          document.querySelector("main").append(top);
        }"""
    )
    deep = page.locator("i")
    await expect(page.locator("main")).to_have_text("deep")
    await expect(page.locator("main > div")).to_be_visible()
    await expect(deep).to_be_visible()
    assert await page.get_by_text("deep").count() == 1
    assert await page.locator("main").inner_text() == "deep"
    assert len(await page.locator("main").inner_html()) == len("<i>deep</i>") + 700 * 13 + 800 * 11
    await deep.click()


async def test_the_name_of_what_is_nested_deep(show: Any) -> None:
    page = await show("<button></button><p></p>")
    await page.evaluate(
        """() => {
          let top = document.createElement("i");
          top.textContent = "deep";
          for (let i = 0; i < 900; i++) {
            const outer = document.createElement(i % 2 === 0 ? "span" : "em");
            outer.append(i === 50 ? "in " : "", top);
            top = outer;
          }
          document.querySelector("button").append(top, " end");
        }"""
    )
    button = page.get_by_role("button", name="in deep end", exact=True)
    await expect(button).to_have_count(1)
    await expect(button).to_have_accessible_name("in deep end")
    assert await page.get_by_role("button", name="other").count() == 0


@pytest.mark.parametrize(("inmost", "count"), [("x", 900), ("", 0)])
async def test_which_of_many_that_are_nested_deep_are_visible(show: Any, inmost: str, count: int) -> None:
    page = await show("<main></main>")
    await page.evaluate(
        """(inmost) => {
          let at = document.querySelector("main");
          for (let i = 0; i < 900; i++) {
            const inner = document.createElement(i % 200 < 100 ? "div" : "span");
            if (i % 300 === 0) inner.style.display = "flex";
            at.append(inner);
            at = inner;
          }
          at.append(inmost);
        }""",
        inmost,
    )
    assert await page.locator("main :is(div, span):visible").count() == count


@pytest.mark.parametrize(("inmost", "count"), [("x", 900), (" ", 0)])
async def test_what_has_no_box_is_seen_by_what_is_nested_deep_in_it(
    show: Any, inmost: str, count: int
) -> None:
    page = await show("<style>p { display: contents }</style><main></main>")
    await page.evaluate(
        """(inmost) => {
          let at = document.querySelector("main");
          for (let i = 0; i < 900; i++) {
            const inner = document.createElement("p");
            at.append(inner);
            at = inner;
          }
          at.append(inmost);
        }""",
        inmost,
    )
    assert await page.locator("p:visible").count() == count
    assert await page.get_by_role("paragraph").count() == count
