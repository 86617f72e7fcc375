"""
Whether the answer to a request has begun.
"""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.types import Message, Send

__all__ = ["Answer"]


class Answer:
    """
    A `send` that knows whether the answer has begun; from then on `send` is as good.
    """

    __slots__ = ("has_begun", "send")

    def __init__(self, send: Send) -> None:
        self.send = send
        self.has_begun = False

    def __call__(self, message: Message) -> Awaitable[None]:
        self.has_begun = True
        send = self.send
        return send(message)
