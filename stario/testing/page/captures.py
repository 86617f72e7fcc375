"""
The event streams that a page reads, kept so that a test can read them too.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stario.testing.server import Connection, Sent
from stario.testing.stream import EventStream

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Capture", "Captures", "PageStream"]

#: How many bytes of one stream are kept for a test that has not asked for it yet, the newest.
KEPT = 2**24
#: How many streams of one page are kept, and how many bytes of them: open ones, and the newest of the others.
MOST, MOST_BYTES = 1000, 2**26


class PageStream(EventStream):
    """
    A stream that a page reads, as an `EventStream`: reading it holds nobody up.
    """

    def capture_rest(self) -> None:
        """
        No more comes: what the page has read is captured, though nobody waits for it.
        """
        self._drain()
        if not self._stalled and not self._over and self._problem is None:
            self._end()

    async def cut(self, *, error: OSError | None = None) -> None:
        """
        Break the page's connection, and wait for the handler to end; the page sees a network error.
        """
        tap: Any = self._connection
        real: Connection = tap.connection
        real.complete = False
        real.send_error = error
        await real.close(real.server.timeout)
        if error is not None and real.error is error:
            real.error_raised = True  # the application let it pass, which ends it as well


class Capture:
    """
    What came of one stream. The page is its reader; `stream` is another.
    """

    def __init__(self, connection: Connection, kept: Captures) -> None:
        self._kept = kept
        self._tap = _Tap(connection)
        self._stream: PageStream | None = None

    def add(self, sent: Sent) -> None:
        """
        The page has read this.
        """
        before = self._tap.held
        self._tap.add(sent)
        self._kept.size += self._tap.held - before

    def end(self) -> None:
        """
        The page has read all that there is, or has left.
        """
        self._tap.end()
        if self._stream is not None:
            self._stream.capture_rest()

    @property
    def stream(self) -> PageStream:
        """
        The events, live.
        """
        if self._stream is None:
            self._tap.limit = None
            timeout = self._tap.connection.server.timeout
            self._stream = PageStream(self._tap, timeout=timeout)  # type: ignore[arg-type]  # a stand-in
        self._stream._drain()
        return self._stream


class Captures:
    """
    The streams of one page, from the oldest that is kept: all that are open, and the newest others.

    - `size`: how many bytes of them are held.
    """

    def __init__(self) -> None:
        self.size = 0
        self._kept: dict[Capture, None] = {}

    def __iter__(self) -> Iterator[Capture]:
        return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def start(self, connection: Connection) -> Capture:
        """
        Another stream begins.
        """
        if len(self._kept) >= MOST or self.size > MOST_BYTES:
            self._drop()
        capture = Capture(connection, self)
        self._kept[capture] = None
        return capture

    def _drop(self) -> None:
        for capture in self:
            if capture._tap.over:
                del self._kept[capture]
                self.size -= capture._tap.held
                if len(self._kept) < MOST and self.size <= MOST_BYTES:
                    return


class _Tap:
    """
    Stands where an `EventStream` has its connection, and gives it what the page has already read.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.on_news: Callable[[], bool] | None = None
        self.limit: int | None = KEPT
        #: How many bytes there are of it, those that a test has read among them.
        self.held = 0
        self._sent: deque[Sent] = deque()
        self._size = 0
        self._over = False
        self._news = asyncio.Event()
        self.task: Any = _TapTask(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    @property
    def over(self) -> bool:
        return self._over

    def add(self, sent: Sent) -> None:
        self._sent.append(sent)
        self._size += len(sent.body)
        self.held += len(sent.body)
        while self.limit is not None and self._size > self.limit and len(self._sent) > 1:
            # What is left has to begin with an event.
            while self._sent and not self._drop().endswith((b"\n\n", b"\r\n\r\n", b"\r\r")):
                pass
        self._tell()

    def end(self) -> None:
        self._over = True
        self._tell()

    def _drop(self) -> bytes:
        body = self._sent.popleft().body
        self._size -= len(body)
        self.held -= len(body)
        return body

    def _tell(self) -> None:
        self._news.set()
        if self.on_news is not None:
            self.on_news()

    async def read(self) -> Sent | None:
        while not self._sent:
            if self._over:
                return None
            self._news.clear()
            await self._news.wait()
        return self.read_ready()

    def read_ready(self) -> Sent | None:
        if not self._sent:
            return None
        sent = self._sent.popleft()
        self._size -= len(sent.body)
        return sent

    async def ended(self) -> None:
        await self.connection.ended()

    def take_error(self) -> BaseException | None:
        return None  # the page tells of it

    async def close(self, timeout: float | None) -> None:
        """
        The stream is the page's: a test that is through with it does not end it.
        """


class _TapTask:
    """
    The application's task, which is over for the test when the page has read all.
    """

    def __init__(self, tap: _Tap) -> None:
        self._tap = tap

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tap.connection.task, name)

    def done(self) -> bool:
        return self._tap.over
