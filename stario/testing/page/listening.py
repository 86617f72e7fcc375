"""
A test that listens to what happens in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

from stario.testing.page.events import ConsoleMessage, EventName, Handlers, PageError
from stario.testing.page.reports import Heard, Reports
from stario.testing.page.urls import url_matcher
from stario.testing.page.waiting import wait_until

__all__ = ["Expected", "Listens"]

Predicate = Callable[[Any], object]


class Listens:
    """
    What tells of its events.
    """

    handlers: Handlers
    reports: Reports

    def on(self, event: EventName, f: Callable[[Any], object]) -> None:
        """
        Call a function at each `close`, `console` message, `dialog`, `domcontentloaded`, `download`,
        `framenavigated`, `load`, `pageerror`, `request`, `requestfailed`, `requestfinished`, `response`.

        A dialog without one is dismissed. It may be a coroutine function, but may not wait.
        """
        self.handlers.add(event, f)

    def once(self, event: EventName, f: Callable[[Any], object]) -> None:
        """
        Call a function at the next such event.
        """

        def only(value: Any) -> object:
            self.handlers.remove(event, only)
            return f(value)

        self.handlers.add(event, only)

    def remove_listener(self, event: EventName, f: Callable[[Any], object]) -> None:
        """
        Call this function no more.
        """
        self.handlers.remove(event, f)

    async def console_messages(self, *, filter: Heard | None = None) -> list[ConsoleMessage]:
        """
        The newest two hundred messages of the console, of this document or of `all`.
        """
        return self.reports.heard(self.reports.messages, filter)

    async def page_errors(self, *, filter: Heard | None = None) -> list[PageError]:
        """
        The newest two hundred errors that nobody has caught, of this document or of `all`.
        """
        return self.reports.heard(self.reports.errors, filter)

    async def clear_console_messages(self) -> None:
        """
        Forget the messages of the console.
        """
        self.reports.messages.clear()

    async def clear_page_errors(self) -> None:
        """
        Forget the errors.
        """
        self.reports.errors.clear()

    def expect_event(
        self, event: EventName, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        An event that what is done in this block leads to: `async with page.expect_event("download") as
        found:`, and then `await found.value`.

        Raises `PageTimeout` if it does not come: at the end of the block, where the page is at rest, it is
        waited for as by `wait_for_function`.
        """
        return Expected(self, event, predicate, f"the event {event!r}", timeout)

    def expect_console_message(
        self, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a message of the console.
        """
        return Expected(self, "console", predicate, "a message of the console", timeout)

    def expect_download(
        self, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a download.
        """
        return Expected(self, "download", predicate, "a download", timeout)

    def expect_request(
        self, url_or_predicate: str | re.Pattern[str] | Predicate, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a request to a URL: with `*` and `**` in it, by a pattern or by a function.
        """
        said = f"a request to {url_or_predicate!r}"
        return Expected(self, "request", _by_url(url_or_predicate), said, timeout)

    def expect_response(
        self, url_or_predicate: str | re.Pattern[str] | Predicate, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_request`, for the head of the answer.
        """
        said = f"an answer from {url_or_predicate!r}"
        return Expected(self, "response", _by_url(url_or_predicate), said, timeout)

    def expect_request_finished(
        self, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a request whose answer has come as a whole.
        """
        return Expected(self, "requestfinished", predicate, "the end of an answer", timeout)

    def expect_navigation(
        self,
        *,
        timeout: float | None = None,
        url: str | re.Pattern[str] | Callable[[str], bool] | None = None,
        wait_until: str | None = None,
    ) -> Expected:
        """
        As `expect_event`, for another document or another URL, which is the event's value.
        """
        matches = None if url is None else url_matcher(url)
        predicate = None if matches is None else lambda page: matches(page.url)
        said = "a navigation" if url is None else f"a navigation to {url!r}"
        return Expected(self, "framenavigated", predicate, said, timeout)

    async def wait_for_event(
        self, event: EventName, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Any:
        """
        Wait for the next such event, and give what it tells. What brings it has to be under way already:
        `expect_event` is for the rest.
        """
        async with self.expect_event(event, predicate, timeout=timeout) as found:
            pass
        return await found.value


class Expected:
    """
    An event that has to happen in a block.
    """

    def __init__(
        self,
        source: Any,
        event: EventName,
        predicate: Predicate | None,
        said: str,
        timeout: float | None = None,
    ) -> None:
        self._source = source
        self._event: EventName = event
        self._predicate = predicate
        self._said = said
        self._timeout = timeout
        self._found: list[Any] = []
        self._others = 0

    @property
    async def value(self) -> Any:
        """
        What happened.
        """
        return self._found[0]

    def _happens(self, value: Any) -> None:
        if not self._found and (self._predicate is None or self._predicate(value)):
            self._found.append(value)
        else:
            self._others += 1

    async def __aenter__(self) -> Expected:
        self._source.handlers.add(self._event, self._happens)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if problem is None:
                await self.come()
        finally:
            self._source.handlers.remove(self._event, self._happens)

    async def come(self) -> None:
        """
        Wait for it. Raises `PageTimeout`.
        """

        async def holds() -> bool:
            return bool(self._found)

        await wait_until(self._source, holds, self._told, self._timeout)

    def _told(self) -> str:
        return f"{self._said} has not come{f'; {self._others} others have' if self._others else ''}"


def _by_url(wanted: str | re.Pattern[str] | Predicate) -> Predicate:
    if callable(wanted):
        return wanted
    matches = url_matcher(wanted)
    return lambda request: matches(request.url)
