"""
The keyboard of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Keyboard"]


class Keyboard:
    """
    Keys that go to what has the focus.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    async def press(self, key: str, *, delay: float | None = None) -> None:
        """
        Press a key, such as `Enter`, `a`, `Shift+Tab`, `Control+a`.
        """
        await self._page.locator(":focus, body").last.press(key)

    async def type(self, text: str, *, delay: float | None = None) -> None:
        """
        Press a key for each character, with `delay` milliseconds between them.
        """
        await self._page.locator(":focus, body").last.press_sequentially(text, delay=delay)

    async def insert_text(self, text: str) -> None:
        """
        Put in a text without pressing keys.
        """
        await self._page.elements.act(self._page.locator(":focus, body").last, "insert", {"text": text})
