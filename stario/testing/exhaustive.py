"""
Exhaustive mode: what a test leaves behind fails it, unless the test says that it is meant.

Four things are left behind: events that nobody read, tasks that outlive the request which made them,
exceptions that nobody retrieved, and log records of level ERROR. Each is named with where it comes from.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import weakref
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stario import _where
from stario.testing._diagnosis import raised_at, waits_at

if TYPE_CHECKING:
    from stario.testing.captured import Moment
    from stario.testing.server import Connection

__all__ = ["LeftBehind", "Vigil", "unread"]

#: The request on whose behalf a task runs.
connection_of: ContextVar[Connection | None] = ContextVar("connection_of", default=None)
#: How many turns of the loop a task that was cancelled has to end.
TURNS = 10


class LeftBehind(AssertionError):
    """
    A test has left something behind that nobody looked at.
    """


class Vigil:
    """
    Watches, from `start` to `stop`, over the tasks, the exceptions and the log of an application.
    """

    def __init__(self) -> None:
        self._tasks: list[tuple[weakref.ref[asyncio.Task[Any]], Connection, str]] = []
        self._problems: list[dict[str, Any]] = []
        self._log = _Errors()
        self._restore: list[Callable[[], None]] = []

    def start(self) -> None:
        """
        Begin to watch the running loop.
        """
        loop = asyncio.get_running_loop()
        factory, handler = loop.get_task_factory(), loop.get_exception_handler()
        make: Any = asyncio.Task if factory is None else factory

        def made(running: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> Any:
            task = make(coro, loop=running, **options) if factory is None else make(running, coro, **options)
            connection = connection_of.get()
            if connection is not None:
                self._tasks.append((weakref.ref(task), connection, _made_at()))
            return task

        def noted(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            self._problems.append(context)

        loop.set_task_factory(made)
        loop.set_exception_handler(noted)
        logging.getLogger().addHandler(self._log)
        self._restore = [
            lambda: loop.set_task_factory(factory),
            lambda: loop.set_exception_handler(handler),
            lambda: logging.getLogger().removeHandler(self._log),
        ]

    async def stop(self) -> list[str]:
        """
        Watch no more; gives what was left behind, a paragraph each.
        """
        for _ in range(TURNS):
            if not any(True for _ in self._outliving()):
                break
            await asyncio.sleep(0)
        left = [
            f"a task outlives its request: {task.get_name()!r}, made by {connection.name} at {made}"
            f"\n    it waits in {waits_at(task)}"
            for task, connection, made in self._outliving()
        ]
        self._tasks.clear()
        gc.collect()  # an exception that nobody can retrieve any more is told then
        await asyncio.sleep(0)
        self.end()
        left += [_told(context) for context in self._problems]
        left += [
            f"an ERROR log record of {record.name!r}: {record.getMessage()}"
            f"\n    logged at {_where.place(record.pathname, record.lineno)}"
            for record in self._log.records
        ]
        return left

    def end(self) -> None:
        """
        Watch no more, whatever was left behind.
        """
        while self._restore:
            self._restore.pop()()

    def _outliving(self) -> list[tuple[asyncio.Task[Any], Connection, str]]:
        found: list[tuple[asyncio.Task[Any], Connection, str]] = []
        for reference, connection, made in self._tasks:
            task = reference()
            if task is not None and not task.done() and connection.task.done():
                found.append((task, connection, made))
        return found


def unread(moments: list[tuple[int, Moment]]) -> list[str]:
    """
    A paragraph about events that nobody read; none if there are none.
    """
    if not moments:
        return []
    count = len(moments)
    shown = "".join(f"\n    [{index}] {moment}" for index, moment in moments[:20])
    more = f"\n    ... and {count - 20} more" if count > 20 else ""
    return [f"{count} event{' was' if count == 1 else 's were'} not read:{shown}{more}"]


def verdict(name: str, left: list[str]) -> LeftBehind:
    """
    The failure that says all of it.
    """
    return LeftBehind(
        f"{name} leaves behind what nobody has looked at:\n"
        + "\n".join(left)
        + "\nWhat to do: read the events, or say that they are meant (await stream.drain(), "
        "stream.ignore(...)); end tasks where they began; handle the errors, or leave `exhaustive` out."
    )


def _made_at() -> str:
    frame = sys._getframe(2)
    library = str(Path(asyncio.__file__).parent)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(library):
        frame = frame.f_back
    return _where.place(frame.f_code.co_filename, frame.f_lineno)


def _told(context: dict[str, Any]) -> str:
    problem = context.get("exception")
    task = context.get("task") or context.get("future")
    name = f" of the task {task.get_name()!r}" if isinstance(task, asyncio.Task) else ""
    if problem is None:
        return f"the loop complains: {context.get('message')}"
    at = raised_at(problem)
    return (
        f"an exception that nobody retrieved{name}: {type(problem).__name__}: {problem}\n    raised in {at}"
    )


class _Errors(logging.Handler):
    """
    Keeps the records of errors, but for the loop's own, which the vigil hears itself.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "asyncio":
            self.records.append(record)
