"""
What a page tells its test of: messages of its console, dialogs, downloads, errors.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from inspect import iscoroutine
from pathlib import Path
from typing import Any, Literal, get_args

__all__ = ["ConsoleMessage", "Dialog", "Download", "EventName", "Handlers", "PageError"]

EventName = Literal[
    "close",
    "console",
    "dialog",
    "domcontentloaded",
    "download",
    "framenavigated",
    "load",
    "pageerror",
    "request",
    "requestfailed",
    "requestfinished",
    "response",
]
NAMES: tuple[EventName, ...] = get_args(EventName)


@dataclass(frozen=True)
class ConsoleMessage:
    """
    A message of the console: `type` is `log`, `warning`, `error`, ... as in Playwright.
    """

    type: str
    text: str


@dataclass(frozen=True)
class PageError:
    """
    An exception that nobody in the page has caught.
    """

    name: str
    message: str
    stack: str

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.name else self.message


class _Done:
    """
    What can be awaited, and is done.
    """

    def __await__(self) -> Generator[Any, None, None]:
        return
        yield


class Dialog:
    """
    An `alert`, `confirm` or `prompt`. The page waits for its handler, which answers with `accept` or
    `dismiss`.
    """

    def __init__(self, type: str, message: str, default_value: str) -> None:
        self.type = type
        self.message = message
        self.default_value = default_value
        self.answer: str | None = None
        self.handled = False

    def accept(self, prompt_text: str | None = None) -> Awaitable[None]:
        """
        Say yes, to a prompt with this text.
        """
        self._once()
        self.answer = self.default_value if prompt_text is None else prompt_text
        return _Done()

    def dismiss(self) -> Awaitable[None]:
        """
        Say no.
        """
        self._once()
        return _Done()

    def _once(self) -> None:
        if self.handled:
            raise RuntimeError(f"this {self.type} has been answered already")
        self.handled = True


@dataclass(frozen=True)
class Download:
    """
    An answer that is not shown but saved: `body` holds it as a whole.
    """

    url: str
    suggested_filename: str
    body: bytes

    async def save_as(self, path: str | Path) -> None:
        """
        Write it to a file.
        """
        _write(Path(path), self.body)


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


class Handlers:
    """
    Who wants to be told of what.
    """

    def __init__(self) -> None:
        self._handlers: dict[str, list[Callable[[Any], object]]] = {name: [] for name in NAMES}

    def add(self, event: EventName, handler: Callable[[Any], object]) -> None:
        """
        Call this handler at each such event. Raises `ValueError` for an unknown one.
        """
        self._of(event).append(handler)

    def remove(self, event: EventName, handler: Callable[[Any], object]) -> None:
        """
        Call it no more.
        """
        self._of(event).remove(handler)

    def wanted(self, event: EventName) -> bool:
        """
        Whether anybody wants to know.
        """
        return bool(self._handlers[event])

    def tell(self, event: EventName, value: object) -> None:
        """
        Call the handlers. One may be a coroutine function, but it may not wait: the page stands still.
        """
        for handler in list(self._handlers[event]):
            running = handler(value)
            if not iscoroutine(running):
                continue
            try:
                running.send(None)
            except StopIteration:
                continue
            running.close()
            raise RuntimeError(
                f"the handler of {event!r} waits for something, while the page stands still for it: "
                f"note what it needs, and wait in the test"
            )

    def _of(self, event: str) -> list[Callable[[Any], object]]:
        if event not in self._handlers:
            raise ValueError(f"a page has no event {event!r}; it has {', '.join(NAMES)}")
        return self._handlers[event]
