"""
Where the borders between chunks of a stream are: the client sees them, see `PageChunks`.
"""

from __future__ import annotations

import random
import re
from typing import Literal

__all__ = ["PageChunks", "Splitter"]

#: `events`: one event a chunk. `joined`: all that is there in one chunk. A number: borders anywhere, by
#: this seed.
PageChunks = Literal["events", "joined"] | int
_BORDER = re.compile(rb"\r\n\r\n|\n\n|\r\r(?!\n)")


class Splitter:
    """
    Cuts what comes of an event stream into the chunks that the page gets.
    """

    def __init__(self, chunks: PageChunks) -> None:
        self._random = random.Random(chunks) if isinstance(chunks, int) else None
        self.joins = chunks != "events"
        self._rest = b""

    def split(self, body: bytes) -> list[bytes]:
        """
        The chunks that are whole.
        """
        if self._random is not None:
            return self._anywhere(body)
        if self.joins:
            return [body]
        found, start = [], 0
        body = self._rest + body
        for border in _BORDER.finditer(body):
            found.append(body[start : border.end()])
            start = border.end()
        self._rest = body[start:]
        return found

    def rest(self) -> list[bytes]:
        """
        What is left at the end.
        """
        rest, self._rest = self._rest, b""
        return [rest] if rest else []

    def _anywhere(self, body: bytes) -> list[bytes]:
        assert self._random is not None
        count = self._random.randrange(4)
        cuts = sorted(self._random.randrange(len(body) + 1) for _ in range(count))
        pieces = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
        return [piece for piece in pieces if piece]
