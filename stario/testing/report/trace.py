"""
The recording of a test's requests, as the application answers them.

Nothing is recorded until `begin`, and nothing is decoded before somebody asks: a test that passes pays for an
append to a list.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stario.testing.server import Connection, Sent

__all__ = ["Record", "begin", "begun", "end", "record", "so_far"]

#: How many bytes of one response are kept: of its beginning, and of its end.
HEAD, TAIL = 2**18, 2**20
#: How many requests of one test are kept.
MOST = 1000

_records: list[Record] | None = None


class Record:
    """
    One request, and what the application sent for it.

    - `head`, `tail`: the parts of the body that are kept. `dropped`: how many bytes between them are not.
    - `started`, `ended`: the loop's time of the response's headers, and of the application's return.
    - `left`: the loop's time at which the reader left an application that was still at work, and `waited`
      where that one waited.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.head: list[Sent] = []
        self.tail: deque[Sent] = deque()
        self.dropped = 0
        self.started: float | None = None
        self.ended: float | None = None
        self.left: float | None = None
        self.waited: str | None = None
        self._head_size = self._tail_size = 0

    def sent(self, part: Sent) -> None:
        """
        The application has sent a part of the body.
        """
        size = len(part.body)
        if not self.tail and self._head_size + size <= HEAD:
            self.head.append(part)
            self._head_size += size
            return
        self.tail.append(part)
        self._tail_size += size
        while self._tail_size > TAIL and len(self.tail) > 1:
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


def begin() -> None:
    """
    Record from here on, and forget what was recorded before.
    """
    global _records
    _records = []


def begun() -> bool:
    """
    Whether anything is recorded now.
    """
    return _records is not None


def end() -> list[Record]:
    """
    Record no more; gives what was recorded.
    """
    global _records
    found, _records = _records or [], None
    return found


def so_far() -> list[Record]:
    """
    What was recorded until now.
    """
    return list(_records or ())


def record(connection: Connection) -> Record | None:
    """
    Record what this connection does; None if nothing is recorded.
    """
    if _records is None or len(_records) >= MOST:
        return None
    made = Record(connection)
    _records.append(made)
    return made
