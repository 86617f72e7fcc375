"""
What a test waits for in a page, and what it says when that does not come.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from stario.testing.deadline import Deadline

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["PageDeadline", "PageTimeout"]

#: How many of the connections that are open are told.
OPEN = 5


class PageTimeout(AssertionError):
    """
    A page did not come to rest in time, or what a test waits for did not come.
    """


class PageDeadline:
    """
    A wait of the test's, and what is told when it is over.
    """

    def __init__(self, page: Page, what: str) -> None:
        self._page = page
        self._what = what
        self._deadline = Deadline(page.timeout)

    async def __aenter__(self) -> None:
        await self._deadline.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            await self._deadline.__aexit__(kind, problem, traceback)
        except TimeoutError:
            self._page.raise_failure()
            waiting = [each for each in self._page.network.open if not each.task.done()]
            waits = [f"    {connection.name}: {connection.waits_at()}" for connection in waiting[:OPEN]]
            if len(waiting) > OPEN:
                waits.append(f"    and {len(waiting) - OPEN} more")
            told = ["The app waits in", *waits] if waits else ["Nothing that the page has asked for is open."]
            lines = [self._deadline.why(self._what), *told, *self._deadline.report()]
            raise PageTimeout("\n".join(lines)) from None
