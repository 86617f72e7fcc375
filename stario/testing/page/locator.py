"""
Locators: elements of a page, looked up each time that they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stario.testing.page.absent import LOCATOR, Absent
from stario.testing.page.acting import Acts, FilePayload, Files
from stario.testing.page.finding import Step, Text, as_json
from stario.testing.page.waiting import SelectorState, is_true, wait_until

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["FilePayload", "Files", "Locator"]


class Locator(Acts, Absent):
    """
    Elements of a page. Made by `page.locator(...)` and its like, and looked up each time that they are used.

    An action needs exactly one element, visible and enabled, and then lets the page come to rest. Otherwise
    it raises `LocatorError`, which says what was found instead. As the page is at rest before and after,
    nothing is waited for: `timeout` is taken, so that a browser can run the same test, and never used up.
    """

    _subject, _absent = "locator", LOCATOR

    def __init__(self, page: Page, steps: tuple[Step, ...], said: str) -> None:
        self._page = page
        self._steps = steps
        self._said = said
        self._description: str | None = None

    def __repr__(self) -> str:
        return self._said

    def _home(self) -> Page:
        return self._page

    @property
    def page(self) -> Page:
        """
        The page in which it looks.
        """
        return self._page

    def describe(self, description: str) -> Locator:
        """
        The same elements, that messages call by this name.
        """
        described = Locator(self._page, self._steps, f"{description!r} ({self._said})")
        described._description = description
        return described

    @property
    def description(self) -> str | None:
        """
        What `describe` has said.
        """
        return self._description

    # Which of them.

    @property
    def first(self) -> Locator:
        """
        The first of the elements.
        """
        return self._with("first", {"kind": "nth", "index": 0})

    @property
    def last(self) -> Locator:
        """
        The last of the elements.
        """
        return self._with("last", {"kind": "nth", "index": -1})

    def nth(self, index: int) -> Locator:
        """
        One of the elements, counted from 0; from the end with -1, -2 and so on.
        """
        return self._with(f"nth({index})", {"kind": "nth", "index": index})

    @property
    def visible(self) -> Locator:
        """
        Those of the elements that can be seen.
        """
        return self._with("visible", {"kind": "filter", "visible": True})

    def filter(
        self,
        *,
        has: Locator | None = None,
        has_not: Locator | None = None,
        has_not_text: Text | None = None,
        has_text: Text | None = None,
        visible: bool | None = None,
    ) -> Locator:
        """
        Those of the elements that contain a text or an element, or do not; those that are visible.
        """
        options: dict[str, Locator | Text | bool | None] = {
            "has": has,
            "has_not": has_not,
            "has_not_text": has_not_text,
            "has_text": has_text,
            "visible": visible,
        }
        given = {key: value for key, value in options.items() if value is not None}
        step: Step = {"kind": "filter"}
        for key, value in given.items():
            if isinstance(value, Locator):
                step[key] = list(value._steps)
            else:
                step[key] = value if isinstance(value, bool) else as_json(value)
        return self._with(f"filter({', '.join(f'{key}={value!r}' for key, value in given.items())})", step)

    def and_(self, locator: Locator) -> Locator:
        """
        The elements that both find.
        """
        return self._with(f"and_({locator!r})", {"kind": "and", "steps": list(locator._steps)})

    def or_(self, locator: Locator) -> Locator:
        """
        The elements that one or the other finds.
        """
        return self._with(f"or_({locator!r})", {"kind": "or", "steps": list(locator._steps)})

    def within(self, locator: Locator) -> Locator:
        """
        These elements inside of each that the other finds: `first` and its like are meant of each.
        """
        return locator.locator(self)

    async def all(self) -> list[Locator]:
        """
        A locator for each of the elements that are there now.
        """
        return [self.nth(index) for index in range(await self.count())]

    async def count(self) -> int:
        """
        How many elements there are now.
        """
        return len(self._each("count"))

    # When it is as wanted.

    async def wait_for(self, *, state: SelectorState | None = None, timeout: float | None = None) -> None:
        """
        Wait until it is there and visible, or `attached`, `hidden` (or not there), `detached`.

        Raises `PageTimeout`, and `LocatorError` for several elements.
        """
        state = "visible" if state is None else state
        if state not in ("attached", "detached", "hidden", "visible"):
            raise ValueError(f"state: expected one of (attached|detached|visible|hidden); got {state!r}")
        what = "visible" if state in ("visible", "hidden") else "count"
        wanted = state in ("visible", "attached")

        async def holds() -> bool:
            return bool(self._page.elements.one(self, what, {}, missing=False)) is wanted

        await wait_until(self._page, holds, f"wait_for {self!r} to be {state}", timeout, self)

    async def wait_for_function(
        self, expression: str, *, arg: object = None, timeout: float | None = None
    ) -> None:
        """
        Wait until a JavaScript function of the element and `arg` gives something true.

        Raises `PageTimeout`, `LocatorError` for several elements, and `ScriptError` for what it throws.
        """

        async def holds() -> bool:
            if not self._page.elements.one(self, "count", {}, missing=False):
                return False
            return is_true(await self.evaluate(expression, arg))

        said = f"wait_for_function({expression!r}) of {self!r}"
        await wait_until(self._page, holds, said, timeout, self)
