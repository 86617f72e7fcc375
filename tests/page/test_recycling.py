"""
Contexts that serve one page after the other: what a page leaves behind, and when a context goes.
"""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

LEFT = "(globalThis.left = 1, globalThis.also = () => left, 0)"


async def test_the_next_page_finds_nothing_of_the_one_before(page_of: Any) -> None:
    first = await page_of("", datastar=False)
    engine = first.engine
    await first.evaluate(LEFT)
    await first.close()
    second = await page_of("", datastar=False)
    assert second.engine is engine
    assert await second.evaluate("[typeof left, typeof also]") == ["undefined", "undefined"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("globalThis.name = 'mine'", "name === ''"),
        ("globalThis.event = 5", "event === undefined"),
        ("delete globalThis.Node", "typeof Node === 'function'"),
        ("globalThis.fetch = null", "typeof fetch === 'function'"),
        ("globalThis.NaN2 = NaN", "typeof NaN2 === 'undefined'"),
    ],
)
async def test_globals_are_as_they_were(page_of: Any, change: str, found: str) -> None:
    first = await page_of("", datastar=False)
    assert await first.evaluate(found) is True
    await first.evaluate(change)
    await first.close()
    second = await page_of("", datastar=False)
    assert await second.evaluate(found) is True


async def test_a_context_that_cannot_be_used_again_goes_at_once(page_of: Any) -> None:
    page = await page_of("<p id=t>here</p>", fresh=True)
    engine = weakref.ref(page.engine)
    page.engine.spent = True
    gc.collect()
    gc.disable()
    try:
        await page.close()
        assert engine() is None  # a context holds megabytes: it waits for no garbage collection
    finally:
        gc.enable()
