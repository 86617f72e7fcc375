"""
The keyboard of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stario.testing.page.absent import Absent

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Keyboard"]


class Keyboard(Absent):
    """
    Keys that go to what has the focus.
    """

    _subject, _absent = "page.keyboard", {}

    def __init__(self, page: Page) -> None:
        self._page = page

    async def press(self, key: str, *, delay: float | None = None) -> None:
        """
        Press a key, such as `Enter`, `a`, `Shift+Tab`, `Control+a`, and hold it for `delay` milliseconds.

        Raises `LocatorError` for an unknown one.
        """
        if not delay:
            await self._use("press", key)
            return
        await self._use("hold", key)
        try:
            await self._page.wait_for_timeout(delay)
        finally:
            await self._use("release", key)

    async def down(self, key: str) -> None:
        """
        Press a key, and hold it: `Shift`, `Control` and their like change what is done until `up`.
        """
        await self._use("down", key)

    async def up(self, key: str) -> None:
        """
        Let go of a key.
        """
        await self._use("up", key)

    async def type(self, text: str, *, delay: float | None = None) -> None:
        """
        Press a key for each character, and hold each for `delay` milliseconds.
        """
        if not delay:
            await self._use("type", text)
            return
        for character in text:
            if character.isascii():
                await self.press(character, delay=delay)
            else:  # there is no key for it: it comes without one
                await self._page.wait_for_timeout(delay)
                await self._use("type", character)

    async def insert_text(self, text: str) -> None:
        """
        Put in a text without pressing keys.
        """
        await self._page.elements.use(f"keyboard.insert_text({text!r})", "insertText", text)

    async def _use(self, what: str, text: str) -> None:
        await self._page.elements.use(f"keyboard.{what}({text!r})", "keyboard", what, text)
