"""
Assertions on elements and pages, in Playwright's words. The page is at rest, so they hold at once or fail.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, overload

from stario.testing.page.failures import expectation_failed
from stario.testing.page.finding import Text
from stario.testing.page.locator import Locator
from stario.testing.page.matching import matches_text
from stario.testing.page.page import Page

__all__ = ["LocatorAssertions", "PageAssertions", "expect"]

P = ParamSpec("P")
A = TypeVar("A", bound="_Assertions")
Check = Callable[Concatenate[A, P], Coroutine[Any, Any, None]]


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


class _Assertions:
    def __init__(self, message: str | None, negated: bool = False) -> None:
        self._message = message
        self._negated = negated

    def _opposite(self) -> Self:
        raise NotImplementedError


def _not(check: Check[A, P]) -> Check[A, P]:
    """
    The opposite of an assertion.
    """

    @functools.wraps(check)
    async def opposite(self: A, *args: P.args, **options: P.kwargs) -> None:
        await check(self._opposite(), *args, **options)

    opposite.__name__ = f"not_{check.__name__}"
    opposite.__doc__ = f"The opposite of `{check.__name__}`."
    return opposite  # type: ignore[return-value]  # a wrapper has no names of its parameters


class LocatorAssertions(_Assertions):
    """
    What can be expected of elements. Each takes Playwright's arguments; each has an opposite, `not_to_...`.
    """

    def __init__(self, locator: Locator, message: str | None = None, negated: bool = False) -> None:
        super().__init__(message, negated)
        self._locator = locator

    def _opposite(self) -> LocatorAssertions:
        return LocatorAssertions(self._locator, self._message, not self._negated)

    # Text.

    async def to_have_text(
        self,
        expected: Text | Sequence[Text],
        *,
        use_inner_text: bool | None = None,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        The whole text, white space aside; a list stands for as many elements.
        """
        await self._text("to_have_text", expected, use_inner_text, ignore_case, whole=True)

    async def to_contain_text(
        self,
        expected: Text | Sequence[Text],
        *,
        use_inner_text: bool | None = None,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        A part of the text, white space aside; a list stands for some of the elements, in this order.
        """
        await self._text("to_contain_text", expected, use_inner_text, ignore_case, whole=False)

    async def _text(
        self,
        name: str,
        expected: Text | Sequence[Text],
        use_inner_text: bool | None,
        ignore_case: bool | None,
        *,
        whole: bool,
    ) -> None:
        what = "inner_text" if use_inner_text else "text"

        def matches(wanted: Text, found: object) -> bool:
            return matches_text(
                wanted, str(found or ""), whole=whole, ignore_case=bool(ignore_case), spaces=True
            )

        if isinstance(expected, str | re.Pattern):
            self._one(name, expected, what, functools.partial(matches, expected))
        else:
            self._list(name, expected, what, matches, every=whole)

    # State.

    async def to_be_visible(self, *, visible: bool | None = None, timeout: float | None = None) -> None:
        """
        It is there, and can be seen.
        """
        wanted = visible is not False
        self._one("to_be_visible", wanted, "visible", lambda found: found is wanted, missing=not wanted)

    async def to_be_hidden(self, *, timeout: float | None = None) -> None:
        """
        It is not there, or cannot be seen.
        """
        self._one("to_be_hidden", None, "visible", lambda found: not found, missing=True)

    async def to_be_attached(self, *, attached: bool | None = None, timeout: float | None = None) -> None:
        """
        It is in the document.
        """
        wanted = attached is not False
        self._one("to_be_attached", wanted, "count", lambda _: wanted, missing=not wanted)

    async def to_be_enabled(self, *, enabled: bool | None = None, timeout: float | None = None) -> None:
        """
        It can be used.
        """
        wanted = enabled is not False
        self._one("to_be_enabled", wanted, "enabled", lambda found: found is wanted)

    async def to_be_disabled(self, *, timeout: float | None = None) -> None:
        """
        It cannot be used.
        """
        self._one("to_be_disabled", None, "enabled", lambda found: not found)

    async def to_be_editable(self, *, editable: bool | None = None, timeout: float | None = None) -> None:
        """
        It is enabled, and not read-only.
        """
        wanted = editable is not False
        self._one("to_be_editable", wanted, "editable", lambda found: found is wanted)

    async def to_be_checked(
        self,
        *,
        checked: bool | None = None,
        indeterminate: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        A checkbox or a radio button is checked; or indeterminate.
        """
        if indeterminate:
            if checked is not None:
                raise ValueError("to_be_checked() takes `checked` or `indeterminate`, not both")
            self._one("to_be_checked", "indeterminate", "indeterminate", bool)
            return
        wanted = checked is not False
        self._one("to_be_checked", wanted, "checked", lambda found: found is wanted)

    async def to_be_focused(self, *, timeout: float | None = None) -> None:
        """
        It has the focus.
        """
        self._one("to_be_focused", None, "focused", bool)

    async def to_be_empty(self, *, timeout: float | None = None) -> None:
        """
        A control has no value, another element no text.
        """
        self._one("to_be_empty", None, "empty", bool)

    # Number.

    async def to_have_count(self, count: int, *, timeout: float | None = None) -> None:
        """
        There are exactly as many elements.
        """
        found = self._locator._each("count")
        self._judge("to_have_count", count, len(found) == count, len(found))

    # Values.

    async def to_have_value(self, value: Text, *, timeout: float | None = None) -> None:
        """
        The value of a control.
        """
        self._one("to_have_value", value, "value", lambda found: matches_text(value, str(found), whole=True))

    async def to_have_values(self, values: Sequence[Text], *, timeout: float | None = None) -> None:
        """
        The values that are selected in a `select` with `multiple`.
        """

        def matches(found: list[str]) -> bool:
            return len(found) == len(values) and all(
                matches_text(wanted, each, whole=True) for wanted, each in zip(values, found, strict=True)
            )

        self._one("to_have_values", values, "values", matches)

    async def to_have_attribute(
        self, name: str, value: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        An attribute with this value.
        """

        def matches(found: str | None) -> bool:
            return found is not None and matches_text(value, found, whole=True, ignore_case=bool(ignore_case))

        self._one("to_have_attribute", value, "attribute", matches, name=name)

    async def to_have_id(self, id: Text, *, timeout: float | None = None) -> None:
        """
        The attribute `id`.
        """
        self._one(
            "to_have_id", id, "attribute", lambda found: matches_text(id, found or "", whole=True), name="id"
        )

    async def to_have_class(self, expected: Text | Sequence[Text], *, timeout: float | None = None) -> None:
        """
        The whole attribute `class`; a list stands for as many elements.
        """

        def matches(wanted: Text, found: object) -> bool:
            return matches_text(wanted, str(found or ""), whole=True)

        if isinstance(expected, str | re.Pattern):
            self._one(
                "to_have_class", expected, "attribute", functools.partial(matches, expected), name="class"
            )
        else:
            self._list("to_have_class", expected, "attribute", matches, every=True, name="class")

    async def to_contain_class(self, expected: str | Sequence[str], *, timeout: float | None = None) -> None:
        """
        All of these classes, in any order; a list stands for as many elements.
        """

        def matches(wanted: str, found: object) -> bool:
            return set(wanted.split()) <= set(str(found or "").split())

        if isinstance(expected, str):
            self._one(
                "to_contain_class", expected, "attribute", functools.partial(matches, expected), name="class"
            )
        else:
            self._list("to_contain_class", expected, "attribute", matches, every=True, name="class")

    async def to_have_css(self, name: str, value: Text, *, timeout: float | None = None) -> None:
        """
        A computed style, as far as it does not take a layout.
        """
        self._one(
            "to_have_css", value, "css", lambda found: matches_text(value, str(found), whole=True), name=name
        )

    async def to_have_js_property(self, name: str, value: object, *, timeout: float | None = None) -> None:
        """
        A property of the DOM object, as JSON.
        """
        self._one("to_have_js_property", value, "property", lambda found: found == value, name=name)

    async def to_have_role(self, role: str, *, timeout: float | None = None) -> None:
        """
        The ARIA role, given or implied.
        """
        self._one("to_have_role", role, "role", lambda found: found == role)

    async def to_have_accessible_name(
        self, name: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The name that assistive technology tells.
        """
        self._one("to_have_accessible_name", name, "name", self._accessible(name, ignore_case))

    async def to_have_accessible_description(
        self, description: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The description that assistive technology tells.
        """
        matches = self._accessible(description, ignore_case)
        self._one("to_have_accessible_description", description, "description", matches)

    not_to_have_text = _not(to_have_text)
    not_to_contain_text = _not(to_contain_text)
    not_to_be_visible = _not(to_be_visible)
    not_to_be_hidden = _not(to_be_hidden)
    not_to_be_attached = _not(to_be_attached)
    not_to_be_enabled = _not(to_be_enabled)
    not_to_be_disabled = _not(to_be_disabled)
    not_to_be_editable = _not(to_be_editable)
    not_to_be_checked = _not(to_be_checked)
    not_to_be_focused = _not(to_be_focused)
    not_to_be_empty = _not(to_be_empty)
    not_to_have_count = _not(to_have_count)
    not_to_have_value = _not(to_have_value)
    not_to_have_values = _not(to_have_values)
    not_to_have_attribute = _not(to_have_attribute)
    not_to_have_id = _not(to_have_id)
    not_to_have_class = _not(to_have_class)
    not_to_contain_class = _not(to_contain_class)
    not_to_have_css = _not(to_have_css)
    not_to_have_js_property = _not(to_have_js_property)
    not_to_have_role = _not(to_have_role)
    not_to_have_accessible_name = _not(to_have_accessible_name)
    not_to_have_accessible_description = _not(to_have_accessible_description)

    # How it is done.

    @staticmethod
    def _accessible(wanted: Text, ignore_case: bool | None) -> Callable[[object], bool]:
        def matches(found: object) -> bool:
            return matches_text(
                wanted, str(found or ""), whole=True, ignore_case=bool(ignore_case), spaces=True
            )

        return matches

    def _one(
        self,
        name: str,
        expected: object,
        what: str,
        matches: Callable[[Any], bool],
        /,
        *,
        missing: bool | None = None,
        **arguments: object,
    ) -> None:
        """
        Judge the only element. `missing`: whether the assertion holds without one; None that it needs one.
        """
        found = self._locator._each(what, **arguments)
        if len(found) > 1:
            self._fail(name, expected, found, "strict")
        if not found:
            if missing is None:
                self._fail(name, expected, None, "missing")
            self._judge(name, expected, bool(missing), None)
            return
        self._judge(name, expected, matches(found[0]), found[0])

    def _list(
        self,
        name: str,
        expected: Sequence[Any],
        what: str,
        matches: Callable[[Any, object], bool],
        /,
        *,
        every: bool,
        **arguments: object,
    ) -> None:
        """
        Judge the elements one by one: every one of them, or some in this order.
        """
        found = self._locator._each(what, **arguments)
        if every:
            holds = len(found) == len(expected) and all(map(matches, expected, found))
        else:
            rest = iter(found)
            holds = all(any(matches(wanted, each) for each in rest) for wanted in expected)
        self._judge(name, list(expected), holds, found)

    def _judge(self, name: str, expected: object, holds: bool, actual: object) -> None:
        if holds is self._negated:
            self._fail(name, expected, actual, "differs")

    def _fail(self, name: str, expected: object, actual: object, why: str) -> None:
        said = f"not_{name}" if self._negated else name
        raise expectation_failed(self._locator, said, expected, actual, why, self._message)


class PageAssertions(_Assertions):
    """
    What can be expected of a page.
    """

    def __init__(self, page: Page, message: str | None = None, negated: bool = False) -> None:
        super().__init__(message, negated)
        self._page = page

    def _opposite(self) -> PageAssertions:
        return PageAssertions(self._page, self._message, not self._negated)

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

    not_to_have_title = _not(to_have_title)
    not_to_have_url = _not(to_have_url)

    def _judge(self, name: str, expected: object, holds: bool, actual: object) -> None:
        if holds is self._negated:
            said = f"not_{name}" if self._negated else name
            raise expectation_failed(self._page, said, expected, actual, "differs", self._message)
