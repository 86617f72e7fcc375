"""
The elements that locators find: what a test reads of them, and does with them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from stario.testing.page.engine import ScriptError
from stario.testing.page.failures import LocatorError, cannot_act, cannot_read, mistake_of

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = ["Elements"]

#: How many locators are remembered, for reports.
TRIED = 20
_NEEDED = object()


class Action(NamedTuple):
    """
    What a test has done, at the loop's time, when the page had sent so many requests; and a remark on it.
    """

    time: float
    requests: int
    said: str
    remark: str | None = None


class Elements:
    """
    What is in a page, by locators.

    - `actions`: the newest that were done.
    - `tried`: the newest locators that were looked up, and what was asked of them. `count`: how many were.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.tried: deque[str] = deque(maxlen=TRIED)
        self.count = 0
        self.actions: deque[Action] = deque(maxlen=TRIED)

    def each(self, locator: Locator, what: str, arguments: dict[str, object]) -> list[Any]:
        """
        Something of each element that there is now. Raises `LocatorError` for a selector that is none.
        """
        self._page.ready()
        doing = f"{what} of {locator!r}"
        self._note(doing)
        try:
            found: list[Any] = self._page.run("read", list(locator._steps), what, arguments, doing=doing)
        except ScriptError as problem:
            raise cannot_act(locator, f"{what} of", {"why": mistake_of(problem)}) from None
        return found

    def one(
        self, locator: Locator, what: str, arguments: dict[str, object], *, missing: object = _NEEDED
    ) -> Any:
        """
        Something of the only element; `missing` if there is none. Raises `LocatorError`.
        """
        found = self.each(locator, what, arguments)
        if len(found) == 1:
            return found[0]
        if not found and missing is not _NEEDED:
            return missing
        raise cannot_read(locator, what, len(found))

    async def act(self, locator: Locator, action: str, arguments: dict[str, object]) -> Any:
        """
        Do something to the only element, as a user does, and let the page settle; gives what comes of it.
        """
        page, doing = self._page, f"{action} {locator!r}"
        page.ready()
        self._note(doing)
        at = Action(page.loop.time(), len(page.network.requests), doing)
        with page.reports.caused_by(doing):
            try:
                result = page.run("act", list(locator._steps), action, arguments, doing=doing)
            except ScriptError as problem:
                raise cannot_act(locator, action, {"why": mistake_of(problem)}) from None
            if result is not None and "refused" in result:
                raise cannot_act(locator, action, result["refused"])
            if result is not None and (others := result.get("unheard")) is not None:
                at = at._replace(remark=f"nothing there listens to {action}: {others}")
            self.actions.append(at)
            await page.settle()
        if page.snapshots is not None:
            page.snapshots.acted(doing)
        return None if result is None else result.get("value")

    async def use(self, doing: str, entry: str, *arguments: object) -> None:
        """
        Do something to whatever has the focus, or is under the mouse, and let the page settle.

        Raises `LocatorError` for what cannot be done, such as a key that is none.
        """
        page = self._page
        page.ready()
        self._note(doing)
        at = Action(page.loop.time(), len(page.network.requests), doing)
        with page.reports.caused_by(doing):
            try:
                page.run(entry, *arguments, doing=doing)
            except ScriptError as problem:
                raise LocatorError(f"{doing}: {mistake_of(problem)}") from None
            self.actions.append(at)
            await page.settle()
        if page.snapshots is not None:
            page.snapshots.acted(doing)

    async def evaluate(self, locator: Locator, expression: str, argument: object, *, each: bool) -> Any:
        """
        The value of a JavaScript function of the element, or of the list of elements, and an argument.
        """
        if not each:
            self.one(locator, "count", {})
        self._note(f"evaluate of {locator!r}")
        return await self._page.evaluate_on(list(locator._steps), expression, argument, each=each)

    def _note(self, tried: str) -> None:
        self.tried.append(tried)
        self.count += 1
