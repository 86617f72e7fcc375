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
