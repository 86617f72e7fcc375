"""
Pages whose scripts change the built-ins that the DOM itself is made of: what still works, what is told, and
that no other page gets such a context.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing.page import pool
from stario.testing.page.engine import ScriptError
from stario.testing.page.suspicion import changes_told, may_change_built_ins


def _idles(engine: object) -> bool:
    return any(engine in engines for engines in pool._local.engines.values())


@pytest.mark.parametrize(
    "change",
    [
        "Array.prototype.every = () => true",
        "[].values().__proto__.next = () => ({ done: true })",
        "Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'x', configurable: true })",
    ],
)
async def test_no_other_page_gets_a_context_with_another_built_in(page_of: Any, change: str) -> None:
    page = await page_of("", datastar=False)
    engine = page.engine
    await page.evaluate(f"(() => {{ {change} }})")
    await page.close()
    assert not _idles(engine)


@pytest.mark.parametrize("name", ["JSON", "Promise", "Map", "Reflect", "Symbol", "Error"])
async def test_a_global_that_is_replaced_is_put_back(page_of: Any, name: str) -> None:
    page = await page_of("", datastar=False)
    engine = page.engine
    await page.evaluate(f"() => {{ window.{name} = null }}")
    await page.close()
    assert _idles(engine)
    after = await page_of("", datastar=False)
    assert after.engine is engine
    assert await after.evaluate(f"typeof {name}") in ("function", "object")


async def test_what_was_changed_is_told_with_its_line(page_of: Any) -> None:
    with pytest.raises(ScriptError) as told:
        await page_of("<script>\n\nArray.prototype.push = null</script><p>a</p>", datastar=False)
    assert "the page has changed Array.prototype.push in http://testserver/, line 3, which" in str(told.value)
    assert "--stario-browser=chromium" in str(told.value)


async def test_an_error_in_the_midst_of_a_script_is_explained(page_of: Any) -> None:
    script = "String.prototype.toUpperCase = null; document.createElement('never-seen').tagName"
    page = await page_of(f"<script>{script}</script>", datastar=False)
    [problem] = page.problems
    assert (
        "the page has changed String.prototype.toUpperCase in http://testserver/, line 1" in problem.message
    )
    page.problems.clear()


async def test_an_error_of_the_page_s_own_stays_as_it_is(page_of: Any) -> None:
    page = await page_of("<script>Array.prototype.with = null; null.x</script>", datastar=False)
    [problem] = page.problems
    assert "the page has changed" not in problem.message
    page.problems.clear()


@pytest.mark.parametrize("way", ["by a script", "by evaluate"])
async def test_what_a_test_puts_into_the_clipboard_s_place_is_not_the_next_page_s(
    page_of: Any, way: str
) -> None:
    mock = "navigator.clipboard.writeText = async () => 'mocked'"
    page = await page_of(f"<script>{mock}</script>" if way == "by a script" else "", datastar=False)
    if way == "by evaluate":
        await page.evaluate(mock)
    assert await page.evaluate("() => navigator.clipboard.writeText('x')") == "mocked"
    await page.close()
    page = await page_of("", datastar=False)
    assert await page.evaluate("() => navigator.clipboard.writeText('x')") is None


def test_many_changes_are_told_in_short() -> None:
    changed = ["A.one", "A.two", "A[Symbol(Symbol.iterator)]", "A.four"]
    told = changes_told(changed, [("/a.js", "A.one = 1;\nA.four = 2")])
    assert "changed A.one, A.two, A[Symbol.iterator] and 1 more in /a.js, line 1, /a.js, line 2," in told


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("const j = JSON; j.parse = null", True),
        ("(function (m) { m.max = null })(Math)", True),
        ("for (const o of [Array, window.String]) o.from = 1", True),
        ("Object.freeze(Math)", True),
        ("fetch.calls = []", False),
        ("[].constructor.isArray = null", True),
        ("JSON.stringify(Object.keys(a))", False),
        ("class A extends HTMLElement { constructor() { super() } }", False),
        ("Object.prototype.hasOwnProperty.call(a, 'b')", False),
        ("<p>Number of rows, Object and Array</p>", False),
    ],
)
def test_another_name_for_a_built_in_is_suspicious(text: str, may: bool) -> None:
    assert may_change_built_ins(text) is may
