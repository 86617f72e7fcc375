"""
Values that come out of a page, at once or by a promise.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from stario.testing.page.engine import ScriptError

__all__ = ["Evaluations"]


@dataclass
class _Pending:
    number: int
    future: asyncio.Future[Any]


class Evaluations:
    """
    What a test has asked the page for, until it has it.
    """

    def __init__(self) -> None:
        self._pending: dict[int, asyncio.Future[Any]] = {}
        self._count = 0

    def start(self, loop: asyncio.AbstractEventLoop) -> _Pending:
        """
        A new one.
        """
        self._count += 1
        future = loop.create_future()
        self._pending[self._count] = future
        return _Pending(self._count, future)

    def done(self, number: int, value: object, problem: dict[str, str] | None) -> None:
        """
        The page has the value, or what it threw.
        """
        future = self._pending.pop(number, None)
        if future is None or future.done():
            return
        if problem is None:
            future.set_result(_value(value))
        else:
            future.set_exception(ScriptError(problem["name"], problem["message"], problem["stack"]))

    def drop(self, number: int, future: asyncio.Future[Any]) -> None:
        """
        Nobody waits for this one any more.
        """
        self._pending.pop(number, None)
        if not future.cancel() and not future.cancelled():
            future.exception()  # seen: what ended the page says more

    def cancel(self) -> None:
        """
        The page goes.
        """
        for future in self._pending.values():
            future.cancel()
        self._pending.clear()


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$")
    if kind is None:
        return {key: _value(item) for key, item in value.items()}
    inner: Any = value.get("value")
    if kind == "number":
        return float({"-0": "-0.0", "Infinity": "inf", "-Infinity": "-inf", "NaN": "nan"}[inner])
    if kind == "bigint":
        return int(inner)
    if kind == "date":
        return datetime.fromtimestamp(inner / 1000, UTC)
    if kind == "object":
        return {key: _value(item) for key, item in inner.items()}
    return inner if kind == "text" else None
