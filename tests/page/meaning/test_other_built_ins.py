"""
A page whose scripts put something else in the place of built-ins goes on, in a browser and without.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import expect

BODY = """<script>{change}</script>
<ul><li>one</li><li class="b">two</li></ul>
<form><label>Name <input name="n"></label><select><option>a</option><option>b</option></select></form>
<button onclick="document.querySelector('ul').append(Object.assign(new Image(), {{alt: 'x'}}))">Go</button>"""


@pytest.mark.parametrize(
    "change",
    [
        "JSON.parse = null; JSON.stringify = null",
        "window.Reflect = window.Proxy = null",
        "Object.keys = Object.entries = Object.defineProperty = null",
        "window.WeakMap = window.WeakSet = null",
        "Array.isArray = Array.from = null",
        "Math.max = Math.min = Math.floor = null",
        "Array.prototype.last = function () { return this.at(-1) }",
        "window.atob = window.btoa = window.escape = window.unescape = null",
        "window.Date = class { constructor() { throw new Error('mine') } }",
        "CSS.escape = null; window.CSS = null",
        "window.Boolean = window.Number = window.parseFloat = null",
    ],
)
async def test_other_built_ins(show: Any, change: str) -> None:
    page = await show(BODY.format(change=change))
    await page.get_by_label("Name").fill("x")
    await expect(page.get_by_label("Name")).to_have_value("x")
    await page.get_by_role("button", name="Go").click()
    await expect(page.get_by_role("img", name="x")).to_have_count(1)
    await expect(page.locator("li.b")).to_have_text("two")


async def test_texts_and_dates_by_other_built_ins(show: Any) -> None:
    page = await show(
        """<script>window.atob = window.btoa = window.escape = window.unescape = window.Date = null</script>
        <p id="a.b">x</p><input type="date" value="2024-02-29"><input type="week" value="2020-W53">"""
    )
    texts = """[
      new TextDecoder().decode(new TextEncoder().encode("\u00e9\u20ac")),
      String(new URLSearchParams({ a: "\u00e9" })),
      document.querySelector("input").valueAsNumber,
      window["a.b"].textContent,
      new File(["\u00e9"], "f").lastModified > 0,
    ]"""
    assert await page.evaluate(texts) == ["\u00e9\u20ac", "a=%C3%A9", 1709164800000, "x", True]
    assert await page.evaluate("new Blob(['\u00e9']).text()") == "\u00e9"
