"""What others do: a loop whose time jumps whenever it would wait, whatever goes on elsewhere."""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class NaiveLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.now


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: NaiveLoop) -> None:
        super().__init__()
        self.loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout is not None:
            self.loop.now += timeout
        return super().select(0 if timeout is not None else None)
