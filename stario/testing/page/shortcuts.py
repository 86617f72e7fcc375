"""
The elder half of Playwright's page: actions and reads by a selector, of its first element.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stario.testing.page.finding import Finds
from stario.testing.page.locator import Files, Locator

__all__ = ["Shortcuts"]


class Shortcuts(Finds):
    """
    `page.click(selector)` and its like, where Playwright advises `page.locator(selector).click()`. They take
    the options of that, and `strict=True` for no more than one element.
    """

    async def click(self, selector: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.click`.
        """
        await self._located(selector, strict).click(**options)

    async def dblclick(self, selector: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.dblclick`.
        """
        await self._located(selector, strict).dblclick(**options)

    async def hover(self, selector: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.hover`.
        """
        await self._located(selector, strict).hover(**options)

    async def fill(self, selector: str, value: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.fill`.
        """
        await self._located(selector, strict).fill(value, **options)

    async def press(self, selector: str, key: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.press`.
        """
        await self._located(selector, strict).press(key, **options)

    async def type(self, selector: str, text: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.press_sequentially`.
        """
        await self._located(selector, strict).press_sequentially(text, **options)

    async def check(self, selector: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.check`.
        """
        await self._located(selector, strict).check(**options)

    async def uncheck(self, selector: str, *, strict: bool | None = None, **options: Any) -> None:
        """
        As `Locator.uncheck`.
        """
        await self._located(selector, strict).uncheck(**options)

    async def set_checked(
        self, selector: str, checked: bool, *, strict: bool | None = None, **options: Any
    ) -> None:
        """
        As `Locator.set_checked`.
        """
        await self._located(selector, strict).set_checked(checked, **options)

    async def select_option(
        self,
        selector: str,
        value: str | Sequence[str] | None = None,
        *,
        strict: bool | None = None,
        **options: Any,
    ) -> list[str]:
        """
        As `Locator.select_option`.
        """
        return await self._located(selector, strict).select_option(value, **options)

    async def set_input_files(
        self, selector: str, files: Files, *, strict: bool | None = None, **options: Any
    ) -> None:
        """
        As `Locator.set_input_files`.
        """
        await self._located(selector, strict).set_input_files(files, **options)

    async def focus(self, selector: str, *, strict: bool | None = None, timeout: float | None = None) -> None:
        """
        As `Locator.focus`.
        """
        await self._located(selector, strict).focus()

    async def dispatch_event(
        self,
        selector: str,
        type: str,
        event_init: dict[str, Any] | None = None,
        *,
        strict: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        As `Locator.dispatch_event`.
        """
        await self._located(selector, strict).dispatch_event(type, event_init)

    async def text_content(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> str | None:
        """
        As `Locator.text_content`.
        """
        return await self._located(selector, strict).text_content()

    async def inner_text(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> str:
        """
        As `Locator.inner_text`.
        """
        return await self._located(selector, strict).inner_text()

    async def inner_html(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> str:
        """
        As `Locator.inner_html`.
        """
        return await self._located(selector, strict).inner_html()

    async def input_value(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> str:
        """
        As `Locator.input_value`.
        """
        return await self._located(selector, strict).input_value()

    async def get_attribute(
        self, selector: str, name: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> str | None:
        """
        As `Locator.get_attribute`.
        """
        return await self._located(selector, strict).get_attribute(name)

    async def is_visible(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_visible`.
        """
        return await self._located(selector, strict).is_visible()

    async def is_hidden(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_hidden`.
        """
        return await self._located(selector, strict).is_hidden()

    async def is_enabled(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_enabled`.
        """
        return await self._located(selector, strict).is_enabled()

    async def is_disabled(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_disabled`.
        """
        return await self._located(selector, strict).is_disabled()

    async def is_editable(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_editable`.
        """
        return await self._located(selector, strict).is_editable()

    async def is_checked(
        self, selector: str, *, strict: bool | None = None, timeout: float | None = None
    ) -> bool:
        """
        As `Locator.is_checked`.
        """
        return await self._located(selector, strict).is_checked()

    def _located(self, selector: str, strict: bool | None) -> Locator:
        located = self.locator(selector)
        return located if strict else located.first
