"""
What a test reads of elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stario.testing.page.finding import Finds

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = ["Reads"]


class Reads(Finds):
    """
    Reads of the only element, or of all.
    """

    _page: Page

    @property
    def _itself(self) -> Locator:
        return self  # type: ignore[return-value]  # locators alone are made of this

    async def text_content(self, *, timeout: float | None = None) -> str | None:
        """
        Its text, as the DOM has it.
        """
        return _text_or_none(self._one("text"))

    async def inner_text(self, *, timeout: float | None = None) -> str:
        """
        Its text, as it is rendered.
        """
        return str(self._one("inner_text"))

    async def inner_html(self, *, timeout: float | None = None) -> str:
        """
        Its HTML, without itself.
        """
        return str(self._one("inner_html"))

    async def all_text_contents(self) -> list[str]:
        """
        The text of each.
        """
        return [str(text or "") for text in self._each("text")]

    async def all_inner_texts(self) -> list[str]:
        """
        The text of each, as it is rendered.
        """
        return [str(text) for text in self._each("inner_text")]

    async def input_value(self, *, timeout: float | None = None) -> str:
        """
        The value of a text control or a `select`.
        """
        return str(self._one("value"))

    async def get_attribute(self, name: str, *, timeout: float | None = None) -> str | None:
        """
        The value of an attribute; None if it has no such attribute.
        """
        return _text_or_none(self._one("attribute", name=name))

    async def is_visible(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is there and can be seen.
        """
        return bool(self._page.elements.one(self._itself, "visible", {}, missing=False))

    async def is_hidden(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is not there, or cannot be seen.
        """
        return not await self.is_visible()

    async def is_enabled(self, *, timeout: float | None = None) -> bool:
        """
        Whether it can be used.
        """
        return bool(self._one("enabled"))

    async def is_disabled(self, *, timeout: float | None = None) -> bool:
        """
        Whether it cannot be used.
        """
        return not await self.is_enabled()

    async def is_editable(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is enabled and not read-only.
        """
        return bool(self._one("editable"))

    async def is_checked(self, *, timeout: float | None = None) -> bool:
        """
        Whether a checkbox or radio button is checked.
        """
        return bool(self._one("checked"))

    async def evaluate(self, expression: str, arg: object = None, *, timeout: float | None = None) -> Any:
        """
        The value of a JavaScript function of the element and `arg`.
        """
        return await self._page.elements.evaluate(self._itself, expression, arg, each=False)

    async def evaluate_all(self, expression: str, arg: object = None) -> Any:
        """
        The value of a JavaScript function of the list of elements and `arg`.
        """
        return await self._page.elements.evaluate(self._itself, expression, arg, each=True)

    def _one(self, what: str, **arguments: object) -> Any:
        """
        Something of the only element.
        """
        return self._page.elements.one(self._itself, what, arguments)

    def _each(self, what: str, **arguments: object) -> list[Any]:
        """
        Something of each element.
        """
        return self._page.elements.each(self._itself, what, arguments)


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
