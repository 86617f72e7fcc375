"""
Assertions on elements and pages, in Playwright's words. Once the page is at rest they hold or fail.
"""

from __future__ import annotations

from typing import Any, overload

from stario.testing.page.absent import EXPECTATIONS, Absent
from stario.testing.page.expecting_states import StateAssertions
from stario.testing.page.expecting_texts import TextAssertions
from stario.testing.page.expecting_values import ValueAssertions
from stario.testing.page.failures import expectation_failed
from stario.testing.page.finding import Text
from stario.testing.page.judging import Assertions, opposite_of
from stario.testing.page.locator import Locator
from stario.testing.page.matching import matches_text
from stario.testing.page.page import Page

__all__ = ["LocatorAssertions", "PageAssertions", "expect"]


@overload
def expect(actual: Locator, message: str | None = None) -> LocatorAssertions: ...
@overload
def expect(actual: Page, message: str | None = None) -> PageAssertions: ...
@overload
def expect(actual: object, message: str | None = None) -> Any: ...


def expect(actual: object, message: str | None = None) -> Any:
    """
    Assertions on a locator or a page: `await expect(page.locator("h1")).to_have_text("Hello")`.

    Playwright's own locators and pages go to Playwright's `expect`, so that a browser can run the same test.
    `message` stands in front of what a failure says. Raises `TypeError` for anything else.
    """
    if isinstance(actual, Locator):
        return LocatorAssertions(actual, message)
    if isinstance(actual, Page):
        return PageAssertions(actual, message)
    if any(each.__module__.startswith("playwright.") for each in type(actual).__mro__):
        from playwright.async_api import expect as playwrights

        return playwrights(actual, message)  # type: ignore[call-overload]
    raise TypeError(f"expect() takes a locator or a page; found {type(actual).__qualname__} {actual!r}")


class LocatorAssertions(TextAssertions, StateAssertions, ValueAssertions, Absent):
    """
    What can be expected of elements. Each takes Playwright's arguments; each has an opposite, `not_to_...`.
    """

    _subject, _absent = "expect(locator)", EXPECTATIONS

    def __init__(self, locator: Locator, message: str | None = None, negated: bool = False) -> None:
        super().__init__(message, negated)
        self._locator = locator

    def _opposite(self) -> LocatorAssertions:
        return LocatorAssertions(self._locator, self._message, not self._negated)


class PageAssertions(Assertions, Absent):
    """
    What can be expected of a page.
    """

    _subject, _absent = "expect(page)", EXPECTATIONS

    def __init__(self, page: Page, message: str | None = None, negated: bool = False) -> None:
        super().__init__(message, negated)
        self._page = page

    def _opposite(self) -> PageAssertions:
        return PageAssertions(self._page, self._message, not self._negated)

    def _home(self) -> Page:
        return self._page

    async def to_have_title(self, title_or_reg_exp: Text, *, timeout: float | None = None) -> None:
        """
        The document's title, white space aside.
        """
        found = await self._page.title()
        holds = matches_text(title_or_reg_exp, found, whole=True, spaces=True)
        self._judge("to_have_title", title_or_reg_exp, holds, found)

    async def to_have_url(
        self, url_or_reg_exp: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The document's URL; a path is one of the application's.
        """
        wanted = url_or_reg_exp
        if isinstance(wanted, str):
            wanted = self._page.absolute(wanted)
        holds = matches_text(wanted, self._page.url, whole=True, ignore_case=bool(ignore_case))
        self._judge("to_have_url", wanted, holds, self._page.url)

    not_to_have_title = opposite_of(to_have_title)
    not_to_have_url = opposite_of(to_have_url)

    def _judge(self, name: str, expected: object, holds: bool, actual: object) -> None:
        if holds is self._negated:
            said = f"not_{name}" if self._negated else name
            raise expectation_failed(self._page, said, expected, actual, "differs", self._message)
