"""
A key that an action holds is let go of, also when the wait in between fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

HTML = '<button>b</button><input onkeydown="window.flags = [event.shiftKey, event.altKey]">'
Act = Callable[[Any], Awaitable[None]]


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.locator("button").click(delay=100, modifiers=["Shift", "Alt"]),
        lambda page: page.keyboard.press("Shift+a", delay=100),
    ],
    ids=["click", "press"],
)
async def test_no_key_stays_held(page_of: Any, monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    page = await page_of(HTML, datastar=False)

    async def fails(milliseconds: float) -> None:
        raise TimeoutError(f"{milliseconds} ms")

    with monkeypatch.context() as patch, pytest.raises(TimeoutError, match="100 ms"):
        patch.setattr(page, "wait_for_timeout", fails)
        await act(page)
    await page.locator("input").press("b")
    assert await page.evaluate("window.flags") == [False, False]
