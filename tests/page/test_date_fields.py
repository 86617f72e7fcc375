"""
Dates and times by keyboard, beside what `actions/cases.json` holds: what a test cannot know, and the client.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import expect
from stario.testing.page import LocatorError


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (["click", "press:1"], "which of its fields that was takes a layout"),
        (["press: "], 'the calendar of <input type="date">: use fill'),
        (["press:Tab", "press:Tab", "press:Tab", "press:Enter"], "the calendar"),
    ],
)
async def test_what_takes_a_layout_or_a_calendar_says_so(page_of: Any, steps: list[str], told: str) -> None:
    page = await page_of("<input type=date>", datastar=False, problems=True)
    *before, last = steps
    for step in before:
        await (page.locator("input").click() if step == "click" else page.locator("input").press(step[6:]))
    with pytest.raises(LocatorError, match=f"not simulated: .*{told}"):
        await page.locator("input").press(last[6:])


async def test_a_date_is_typed_and_bound(page_of: Any) -> None:
    page = await page_of("<input type=date data-bind:day><p data-text='$day'></p>")
    await page.locator("input").press_sequentially("12252024")
    await expect(page.locator("p")).to_have_text("2024-12-25")
    assert page.signals == {"day": "2024-12-25"}
    await page.locator("input").press("ArrowUp")
    await expect(page.locator("p")).to_have_text("2025-12-25")


async def test_what_is_typed_in_part_is_no_value(page_of: Any) -> None:
    page = await page_of("<form><input type=date required><button>x</button></form>", datastar=False)
    date = page.locator("input")
    await date.press_sequentially("12")
    assert await date.evaluate("(e) => [e.value, e.validity.badInput, e.checkValidity()]") == [
        "",
        True,
        False,
    ]
    await date.evaluate("(e) => { e.value = '' }")
    assert await date.evaluate("(e) => [e.value, e.validity.badInput]") == ["", False]
    await date.press_sequentially("3")
    await date.evaluate("(e) => e.form.reset()")
    assert await date.evaluate("(e) => e.validity.badInput") is False


async def test_what_is_read_only_stays(page_of: Any) -> None:
    page = await page_of("<input type=time readonly value=10:20>", datastar=False)
    await page.locator("input").press_sequentially("0930A")
    await page.locator("input").press("ArrowUp")
    await page.locator("input").press("Delete")
    assert await page.locator("input").input_value() == "10:20"
