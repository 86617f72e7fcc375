"""
The end of a server with open streams: each is told, its `finally` runs, its connection is cut.

A server that is to stop waits for its connections, and a stream without an end would hold it for ever. ASGI
tells an application of it only afterwards (`lifespan.shutdown`), so the signal is heard here too: a handler
in front of the server's own, which it calls.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from types import FrameType
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stario.collector import collector_of_a_server

__all__ = ["OpenStreams", "lifespan", "open_streams_of"]

logger = logging.getLogger("stario")

_KEY = "stario.streams"
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
#: How long the shutdown of the lifespan waits for streams that are to end, in seconds.
END_SECONDS = 5.0


class Stream(Protocol):
    def stop(self) -> None:
        """Cancel the handler, and let the connection be cut."""


class OpenStreams:
    """
    The streams that are open in one life of an application.
    """

    def __init__(self) -> None:
        self.stopping = False
        self._streams: set[Stream] = set()
        self._none_left = asyncio.Event()

    def __len__(self) -> int:
        return len(self._streams)

    def add(self, stream: Stream) -> None:
        """
        Count this stream as open; it is stopped at once when all are to stop.
        """
        self._streams.add(stream)
        if self.stopping:
            asyncio.get_running_loop().call_soon(stream.stop)

    def discard(self, stream: Stream) -> None:
        """
        This stream has ended.
        """
        self._streams.discard(stream)
        if not self._streams:
            self._none_left.set()

    def stop(self) -> None:
        """
        Stop every stream, those too that are still to come.
        """
        if not self.stopping and self._streams:
            logger.info("the server stops: cutting %d open streams, for their pages to reconnect", len(self))
        self.stopping = True
        for stream in list(self._streams):
            stream.stop()

    async def ended(self) -> None:
        """
        Wait until no stream is open.
        """
        while self._streams:
            self._none_left.clear()
            await self._none_left.wait()


def open_streams_of(scope: Mapping[str, Any]) -> OpenStreams | None:
    """
    The open streams of the application's life that a request belongs to; None outside one.
    """
    streams = scope.get("state", {}).get(_KEY)
    return streams if isinstance(streams, OpenStreams) else None


async def lifespan(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """
    Run the lifespan of `app`, with an ear for the signals that end the server.
    """
    state = scope.get("state")
    if state is None or _KEY in state:  # a server without state, or an application inside another
        await app(scope, receive, send)
        return
    streams = state[_KEY] = OpenStreams()
    loop = asyncio.get_running_loop()
    with contextlib.ExitStack() as stack:

        async def started(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                heard = stack.enter_context(_hearing(lambda: loop.call_soon_threadsafe(streams.stop)))
                # Where somebody hears SIGTERM is a server's own process, unless it is a test's.
                if signal.SIGTERM in heard and "stario.is_test" not in scope:
                    stack.enter_context(collector_of_a_server())
            await send(message)

        async def stopping() -> Message:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                streams.stop()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(END_SECONDS):
                        await streams.ended()
            return message

        await app(scope, stopping, started)


@contextlib.contextmanager
def _hearing(tell: Callable[[], object]) -> Iterator[Collection[int]]:
    """
    Call `tell` when a signal comes that ends the server, and then whoever was called before.

    Gives the signals that are heard.

    Only the main thread can; elsewhere, and where nobody would end the server gracefully, nothing is done.
    """
    ours: dict[signal.Signals, _Chained] = {}
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            before = signal.getsignal(number)
            if callable(before):
                ours[number] = _Chained(tell, before)
                signal.signal(number, ours[number])
    try:
        yield ours
    finally:
        for number, chained in ours.items():
            chained.tell = None
            current: object = signal.getsignal(number)
            if current is chained:  # else somebody came after us, and calls us
                before = chained.before
                while isinstance(before, _Chained) and before.tell is None:  # gone before us
                    before = before.before
                signal.signal(number, before)


class _Chained:
    def __init__(self, tell: Callable[[], object], before: Callable[[int, FrameType | None], Any]) -> None:
        self.tell: Callable[[], object] | None = tell
        self.before = before

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.tell is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: there is nothing left to tell
                self.tell()
        self.before(number, frame)
