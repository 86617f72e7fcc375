"""
What would take a layout says so, by the name that the page has asked for.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing.page.engine import ScriptError


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("scrollTo(0, 100)", "scrollTo()"),
        ("window.scrollBy({ top: 1 })", "scrollBy()"),
        ("document.body.scrollTo(0, 1)", "Element.scrollTo()"),
        ("document.body.scrollTop", "Element.scrollTop"),
        ("document.body.hasPointerCapture(1)", "Element.hasPointerCapture()"),
        ("document.elementFromPoint(1, 1)", "document.elementFromPoint()"),
        ("document.getSelection()", "document.getSelection()"),
        ("document.execCommand('copy')", "document.execCommand()"),
        ("document.fonts.ready", "document.fonts.ready"),
        ("document.createRange().getBoundingClientRect()", "Range.getBoundingClientRect()"),
        (
            "document.createElement('div').attachShadow({ mode: 'open' }).elementFromPoint(1, 1)",
            "ShadowRoot.elementFromPoint()",
        ),
        ("new Intl.NumberFormat('de')", "Intl.NumberFormat"),
    ],
)
async def test_it_says_so(page_of: Any, expression: str, name: str) -> None:
    page = await page_of("<p>x</p>", datastar=False)
    with pytest.raises(ScriptError) as told:
        await page.evaluate(expression)
    assert f"not simulated: {name}; run this test in a browser with --stario-browser" in str(told.value)
    assert [problem.kind for problem in page.problems] == ["not-simulated"]
    page.problems.clear()


async def test_a_page_may_set_where_it_scrolls_to(page_of: Any) -> None:
    page = await page_of("<p>x</p>", datastar=False)
    assert (
        await page.evaluate("document.body.scrollTop = 100; window.close(); document.body.textContent") == "x"
    )
