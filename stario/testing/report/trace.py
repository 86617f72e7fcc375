"""
The recording of a test: its requests, as the application answers them, and what its pages looked like.

Nothing is recorded until `begin`, and nothing is decoded before somebody asks: a test that passes pays for an
append to a list.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stario.testing.report.snapshots import PageSnapshot, Taken

if TYPE_CHECKING:
    from stario.testing.server import Connection, Sent

__all__ = ["Record", "Trace", "add", "begin", "begun", "end", "record", "so_far"]

#: How many bytes of one response are kept: of its beginning, and of its end.
HEAD, TAIL = 2**18, 2**20
#: How many requests of one test are kept. And how many of them with so much: what comes after is kept with a
#: part of it, so that a test of a thousand users does not fill the memory.
MOST, WHOLE, PART = 1000, 50, 32
#: How many snapshots of pages are kept: the first ones, and the last; fewer of these if they are large, in
#: characters of HTML.
FIRST_PAGES, LAST_PAGES, LAST_SIZE = 20, 180, 2**26

_trace: Trace | None = None


class Record:
    """
    One request, and what the application sent for it.

    - `head`, `tail`: the parts of the body that are kept. `dropped`: how many bytes between them are not.
    - `started`, `ended`: the loop's time of the response's headers, and of the application's return.
    - `left`: the loop's time at which the reader left an application that was still at work, and `waited`
      where that one waited.
    """

    def __init__(self, connection: Connection, *, part: int = 1) -> None:
        self.connection = connection
        self.head: list[Sent] = []
        self.tail: deque[Sent] = deque()
        self.dropped = 0
        self.started: float | None = None
        self.ended: float | None = None
        self.left: float | None = None
        self.waited: str | None = None
        self._head_size = self._tail_size = 0
        self._most_head, self._most_tail = HEAD // part, TAIL // part

    def sent(self, part: Sent) -> None:
        """
        The application has sent a part of the body.
        """
        size = len(part.body)
        if not self.tail and self._head_size + size <= self._most_head:
            self.head.append(part)
            self._head_size += size
            return
        self.tail.append(part)
        self._tail_size += size
        while self._tail_size > self._most_tail and len(self.tail) > 1:
            gone = len(self.tail.popleft().body)
            self._tail_size -= gone
            self.dropped += gone

    def leaves(self) -> None:
        """
        The reader leaves.
        """
        if self.left is None and not self.connection.task.done():
            self.left = asyncio.get_running_loop().time()
            self.waited = self.connection.waits_at()


@dataclass
class Trace:
    """
    What was recorded of one test.

    - `records`: its requests. `first_pages`, `last_pages`: the snapshots of its pages, and `pages_left_out`
      how many are not kept between them.
    """

    records: list[Record] = field(default_factory=list)
    first_pages: list[Taken] = field(default_factory=list)
    last_pages: deque[Taken] = field(default_factory=deque)
    pages_left_out: int = 0
    _last_size: int = 0

    @property
    def pages(self) -> list[Taken]:
        """
        The snapshots that are kept.
        """
        return [*self.first_pages, *self.last_pages]

    def add_page(self, taken: Taken) -> None:
        """
        Keep a snapshot, and drop the oldest of the last ones that are too many or too large.
        """
        if len(self.first_pages) < FIRST_PAGES:
            self.first_pages.append(taken)
            return
        pages = self.last_pages
        pages.append(taken)
        self._last_size += len(taken.snapshot.after)
        while len(pages) > LAST_PAGES or (self._last_size > LAST_SIZE and len(pages) > 1):
            self._last_size -= len(pages.popleft().snapshot.after)
            self.pages_left_out += 1


def begin() -> None:
    """
    Record from here on, and forget what was recorded before.
    """
    global _trace
    _trace = Trace()


def begun() -> bool:
    """
    Whether anything is recorded now.
    """
    return _trace is not None


def end() -> Trace:
    """
    Record no more; gives what was recorded.
    """
    global _trace
    found, _trace = _trace or Trace(), None
    return found


def so_far() -> Trace:
    """
    What was recorded until now.
    """
    return _trace or Trace()


def record(connection: Connection) -> Record | None:
    """
    Record what this connection does; None if nothing is recorded.
    """
    if _trace is None or len(_trace.records) >= MOST:
        return None
    made = Record(connection, part=1 if len(_trace.records) < WHOLE else PART)
    _trace.records.append(made)
    return made


def add(snapshot: PageSnapshot) -> None:
    """
    Record what a page looks like now, in the running loop's time. Nothing happens if nothing is recorded.
    """
    if _trace is None:
        return
    _trace.add_page(Taken(asyncio.get_running_loop().time(), len(_trace.records), snapshot))
