"""
The mouse of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stario.testing.page.absent import MOUSE, Absent

if TYPE_CHECKING:
    from stario.testing.page.acting import Button
    from stario.testing.page.page import Page

__all__ = ["Mouse"]


class Mouse(Absent):
    """
    Its buttons, where it is: `locator.hover()` moves it.
    """

    _subject, _absent = "page.mouse", MOUSE

    def __init__(self, page: Page) -> None:
        self._page = page

    async def down(self, *, button: Button | None = None, click_count: int | None = None) -> None:
        """
        Press a button.
        """
        await self._use("down", button, click_count)

    async def up(self, *, button: Button | None = None, click_count: int | None = None) -> None:
        """
        Let go of it: if it was pressed there too, that is a click.
        """
        await self._use("up", button, click_count)

    async def _use(self, what: str, button: Button | None, count: int | None) -> None:
        count = 1 if count is None else count
        await self._page.elements.use(f"mouse.{what}()", "mouse", what, button or "left", count)
