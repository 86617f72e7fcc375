"""
The request's body and its disconnect, read by two: the handler, and whoever listens for the reader to go.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from starlette.types import Message, Receive

__all__ = ["Inbox"]

#: How much of a request body that nobody has read yet is kept while listening for the disconnect, and how
#: long a handler that reads in parts may take between two of them.
UNREAD_BODY = 1024 * 1024
UNREAD_SECONDS = 5.0


class Listener(Protocol):
    def gone(self, problem: Exception | None) -> None:
        """The client has gone; or this is why nobody can tell any more."""


class Inbox:
    """
    An ASGI `receive` that a handler may read its body from while somebody listens for the disconnect.

    A body that the handler reads is read no faster than that. One that it leaves alone, or stops reading
    for `UNREAD_SECONDS`, is dropped beyond `UNREAD_BODY` bytes: the disconnect comes behind it.
    """

    __slots__ = ("_changed", "_dropped", "_has_reader", "_listening", "_messages", "_receive", "_size")

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._listening = False
        self._has_reader = False
        self._dropped = False
        self._messages: list[Message] = []
        self._size = 0
        self._changed: asyncio.Event | None = None

    async def __call__(self) -> Message:
        if self._dropped:
            raise RuntimeError(
                f"the request's body was not read in time: more than {UNREAD_BODY} bytes came while the "
                f"handler was streaming; read it before the first `yield`"
            )
        if not self._listening and not self._messages:
            return await self._receive()
        self._has_reader = True
        while not self._messages:
            await self._change()
        message = self._messages[0]
        if message["type"] != "http.disconnect":  # that one stays: it is true from now on
            del self._messages[0]
            self._size -= len(message.get("body", b""))
            self._tell()
        return message

    async def listen(self, listener: Listener) -> None:
        """
        Wait until the client has gone, and say so; or why nobody can tell any more whether it has.
        """
        self._listening = True
        try:
            while True:
                while self._size > UNREAD_BODY and self._has_reader:
                    try:
                        async with asyncio.timeout(UNREAD_SECONDS):
                            await self._change()
                    except TimeoutError:
                        self._has_reader = False
                message = await self._receive()
                if message["type"] == "http.disconnect":
                    self._messages.append(message)
                    self._tell()
                    break
                if self._size > UNREAD_BODY:
                    self._dropped = True
                    self._messages.clear()
                if not self._dropped:
                    self._messages.append(message)
                    self._size += len(message.get("body", b""))
                    self._tell()
        except Exception as problem:
            listener.gone(problem)
        else:
            listener.gone(None)

    async def _change(self) -> None:
        """
        Wait until a message has come, or was taken.
        """
        if self._changed is None:
            self._changed = asyncio.Event()
        self._changed.clear()
        await self._changed.wait()

    def _tell(self) -> None:
        if self._changed is not None:
            self._changed.set()
