"""
What a page looked like after each thing that happened to it, for the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from stario.datastar import EventDecoder, MalformedEvent
from stario.testing.report import trace
from stario.testing.report.snapshots import PageSnapshot

if TYPE_CHECKING:
    from stario.testing.page.network import Exchange
    from stario.testing.page.page import Page

__all__ = ["Snapshots"]


class Snapshots:
    """
    Hands in one page, the `number`th of its test, each time that something has happened to it.
    """

    def __init__(self, page: Page, number: int) -> None:
        self._page = page
        self._number = number
        self._html: str | None = None
        self._seen: tuple[int, int] | None = None
        self._tried = 0
        self._told = 0
        self._events: WeakKeyDictionary[Exchange, tuple[EventDecoder, list[int]]] = WeakKeyDictionary()

    def loaded(self, cause: str) -> None:
        """
        Another document is there.
        """
        self._html = None
        self._take(cause)

    def acted(self, cause: str) -> None:
        """
        The test has done something, and the page is at rest.
        """
        self._take(cause)

    def event(self, exchange: Exchange, chunk: bytes) -> None:
        """
        The page has got this of a stream.
        """
        if exchange.capture is None:
            return
        decoder, count = self._events.setdefault(exchange, (EventDecoder(), [0]))
        try:
            events = decoder.feed(chunk)
        except MalformedEvent as problem:
            events = problem.events
        if events:
            count[0] += len(events)
            self._take(repr(events[-1])[:200], exchange, count[0] - 1)

    def _take(self, cause: str, exchange: Exchange | None = None, index: int | None = None) -> None:
        page, before = self._page, self._html
        engine = page.engine
        if engine is None or engine.dead is not None:
            return
        seen = (id(engine), int(engine.call("version")))
        if seen != self._seen or before is None:
            self._html, self._seen = str(engine.call("html")), seen
        assert self._html is not None
        tried, told = page.elements.count, len(page.problems)
        new = tried - self._tried
        problems = page.problems[min(self._told, told) :]
        self._tried, self._told = tried, told
        trace.add(
            PageSnapshot(
                cause=cause,
                after=self._html,
                before=before,
                page=self._number,
                url=page.url,
                connection=None if exchange is None else exchange.connection,
                index=index,
                locators=tuple(list(page.elements.tried)[-new:]) if new else (),
                problems=tuple(str(problem) for problem in problems),
            )
        )
