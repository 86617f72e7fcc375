"""
Playwright's driver, a child process: what it is asked, and by whom.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from stario.testing._diagnosis import playwright_call
from stario.testing.loop import VirtualLoop

if TYPE_CHECKING:
    from playwright.async_api import Playwright

    from stario.testing.page.browser_time import BrowserTime

__all__ = ["Driver", "ours"]

#: What of Playwright's waits for a document, which may take time.
LOADS = frozenset({"goto", "reload", "go_back", "go_forward", "set_content", "wait_for_load_state"})
#: What waits for something in the page, which may take time.
PATIENT = frozenset(
    {
        *("evaluate", "evaluate_all", "evaluate_handle", "eval_on_selector", "eval_on_selector_all"),
        *("wait_for", "wait_for_event", "wait_for_function", "wait_for_selector", "wait_for_url"),
        "__aexit__",  # of `expect_request` and its like
    }
)
#: Whether it is us who ask Playwright, and not the test.
ours: ContextVar[bool] = ContextVar("stario_asks_playwright", default=False)
#: Whether it is in answer to something that Playwright tells, such as a route's.
_answers: ContextVar[bool] = ContextVar("stario_answers_playwright", default=False)


class Driver:
    """
    The driver on one loop. Where that one's time is virtual, what the test asks of Playwright holds it,
    except where only time can answer.

    - `asked`: called before the driver is asked for something.
    - `asked_by_test`: called if it is the test that asks, in its context.
    - `times`: those of the pages, where time is virtual.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.asked: list[Callable[[], None]] = []
        self.asked_by_test: list[Callable[[], None]] = []
        self.times: list[BrowserTime] = []
        self._loop = loop
        self._stops = False

    @asynccontextmanager
    async def run(self, playwright: AbstractAsyncContextManager[Playwright]) -> AsyncIterator[Playwright]:
        """
        Start Playwright, and stop it behind this block.
        """
        holds = self._loop.holds if isinstance(self._loop, VirtualLoop) else None
        if holds is not None:
            holds.others.append(self._held_by)
        try:
            self._loop.subprocess_exec = self._starts  # type: ignore[method-assign]
            token = _answers.set(True)  # for the task that reads what it tells
            async with playwright as started:
                _answers.reset(token)
                vars(self._loop).pop("subprocess_exec", None)
                try:
                    yield started
                finally:
                    self._stops = True
        finally:
            if holds is not None:
                holds.others.remove(self._held_by)

    async def _starts(self, *args: Any, **options: Any) -> Any:
        start: Any = type(self._loop).subprocess_exec
        made = await start(self._loop, *args, **options)
        if isinstance(self._loop, VirtualLoop):
            self._loop.holds.forget_child(made[0])
        pipe = made[1].stdin  # not the transport: uvloop's cannot be changed
        write = pipe.write

        def noted(data: bytes) -> None:
            if not ours.get():
                for tell in (*self.asked, *(() if _answers.get() else self.asked_by_test)):
                    tell()
            write(data)

        pipe.write = noted
        return made

    @property
    def waits(self) -> bool:
        """
        Whether somebody waits for something in a page that may take time.
        """
        return any(name in PATIENT for name in self._calls())

    def _calls(self) -> set[str]:
        calls = {
            playwright_call(task)
            for task in asyncio.all_tasks(self._loop)
            if not task.get_name().startswith("stario: ")
        }
        return {name for name in calls if name is not None}

    def _held_by(self) -> str | None:
        if self._stops:
            return "Playwright's driver, which ends"
        if any(time.traffic.navigates() for time in self.times):
            return None  # a page that waits for its next document answers nothing
        loads = any(time.loads for time in self.times)
        for name in self._calls() - PATIENT:
            if not (loads and name in LOADS):
                return f"Playwright's {name}()"
        return None
