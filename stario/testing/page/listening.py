"""
A test that listens to what happens in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

from stario.testing.page.events import EventName, Handlers
from stario.testing.page.waits import PageTimeout

__all__ = ["Expected", "Listens"]

Predicate = Callable[[Any], object]


class Listens:
    """
    What tells of its events.
    """

    handlers: Handlers

    def on(self, event: EventName, f: Callable[[Any], object]) -> None:
        """
        Call a function at each `console` message, `dialog`, `download`, `pageerror`, `request`, `response`.

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

    def expect_event(
        self, event: EventName, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        An event that what is done in this block leads to: `async with page.expect_event("download") as
        found:`, and then `await found.value`.

        Raises `PageTimeout` if it has not happened when the page is at rest at the end of the block.
        """
        return Expected(self, event, predicate, f"the event {event!r}")

    def expect_console_message(
        self, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a message of the console.
        """
        return Expected(self, "console", predicate, "a message of the console")

    def expect_download(
        self, predicate: Predicate | None = None, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a download.
        """
        return Expected(self, "download", predicate, "a download")

    def expect_request(
        self, url_or_predicate: str | re.Pattern[str] | Predicate, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_event`, for a request to a URL: with `*` and `**` in it, by a pattern or by a function.
        """
        return Expected(self, "request", _by_url(url_or_predicate), f"a request to {url_or_predicate!r}")

    def expect_response(
        self, url_or_predicate: str | re.Pattern[str] | Predicate, *, timeout: float | None = None
    ) -> Expected:
        """
        As `expect_request`, for the head of the answer.
        """
        return Expected(self, "response", _by_url(url_or_predicate), f"an answer from {url_or_predicate!r}")


class Expected:
    """
    An event that has to happen in a block.
    """

    def __init__(self, source: Any, event: EventName, predicate: Predicate | None, said: str) -> None:
        self._source = source
        self._event: EventName = event
        self._predicate = predicate
        self._said = said
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
                await self._source.settle()
        finally:
            self._source.handlers.remove(self._event, self._happens)
        if problem is None and not self._found:
            others = f"; {self._others} others came" if self._others else ""
            raise PageTimeout(f"{self._said} did not come, and the page is at rest{others}")


def _by_url(wanted: str | re.Pattern[str] | Predicate) -> Predicate:
    if callable(wanted):
        return wanted
    pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(_glob(wanted))
    return lambda request: pattern.search(request.url) is not None


def _glob(text: str) -> str:
    """
    A URL with `*` (anything but `/`) and `**` in it, as a pattern; a path is one of any origin.
    """
    parts = re.split(r"(\*\*|\*)", text)
    told = "".join(".*" if part == "**" else "[^/]*" if part == "*" else re.escape(part) for part in parts)
    start = "^[a-z]+://[^/]+" if text.startswith("/") else "^"
    return f"{start}{told}$"
