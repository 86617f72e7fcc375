"""
A test that waits for its page: for time, for a state, for what comes by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal

import anyio.to_thread

from stario.testing.loop import clock_of, is_at_rest
from stario.testing.page.failures import not_come
from stario.testing.page.finding import Finds
from stario.testing.page.waits import PageDeadline, PageTimeout
from stario.testing.stream import QUIET_TURNS

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = ["LoadState", "SelectorState", "Value", "Waits", "is_true", "wait_until"]

LoadState = Literal["commit", "domcontentloaded", "load", "networkidle"]
SelectorState = Literal["attached", "detached", "hidden", "visible"]
#: How long nothing is looked at while time passes, in seconds.
PAUSE = 0.01
#: How many turns of the loop are had before a wait gets its deadline: what a page has begun is done by then.
FIRST_TURNS = 3
#: How long a page waits for the threads of the loop's own pool, in seconds: one may wait for ever.
THREADS = 1.0


class Value:
    """
    A value of the page, where Playwright has a handle of one.
    """

    def __init__(self, value: Any) -> None:
        self._value = value

    async def json_value(self) -> Any:
        """
        The value, as it was.
        """
        return self._value


class Waits(Finds):
    """
    What lets a page come to rest, and waits for what comes later.

    The `wait_for_...` let time pass, virtual time if the test's clock is, as long as something is under way
    that can bring what they wait for.
    """

    async def settle(self) -> None:
        """
        Wait until nothing can run any more in the page or the application without time passing.

        On virtual time this is exact; on real time many turns of the loop have to bring nothing, with no
        worker thread of anyio's (Starlette's) at work, and for a second none of the loop's own pool. Raises
        what the application has raised, and `ScriptStuck`.
        """
        page = self._home()
        page.ready()
        clock = clock_of(page.loop)
        if clock is None:
            for _ in range(FIRST_TURNS):
                await asyncio.sleep(0)
                if is_at_rest(page.loop):  # most often: then there is nothing to wait for, and to end in time
                    page.raise_failure()
                    return
        async with PageDeadline(page, "the page to come to rest (it goes on and on)"):
            if clock is not None:
                await clock.settle_readers()
            else:
                await _quieten(page)
        page.raise_failure()

    async def wait_for_timeout(self, timeout: float) -> None:
        """
        Let milliseconds pass: virtual ones if the test's clock is.
        """
        page = self._home()
        page.ready()
        await asyncio.sleep(timeout / 1000)
        await page.settle()

    async def wait_for_load_state(
        self, state: LoadState | None = None, *, timeout: float | None = None
    ) -> None:
        """
        Let the page settle: by then it is loaded.
        """
        if state not in (None, "commit", "domcontentloaded", "load", "networkidle"):
            raise ValueError(
                f"state: expected one of (load|domcontentloaded|networkidle|commit); got {state!r}"
            )
        await self.settle()

    async def wait_for_function(
        self,
        expression: str,
        *,
        arg: object = None,
        polling: float | Literal["raf"] | None = None,
        timeout: float | None = None,
    ) -> Value:
        """
        Wait until a JavaScript expression, or a function that is called with `arg`, gives something true;
        gives that, in `await (...).json_value()`.

        Raises `PageTimeout`, and `ScriptError` for what it throws.
        """
        page, found = self._home(), None

        async def holds() -> bool:
            nonlocal found
            found = await page.evaluate(expression, arg)
            return is_true(found)

        await wait_until(page, holds, f"wait_for_function({expression!r})", timeout)
        return Value(found)

    async def wait_for_selector(
        self,
        selector: str,
        *,
        state: SelectorState | None = None,
        strict: bool | None = None,
        timeout: float | None = None,
    ) -> Locator | None:
        """
        Wait until the first element of a CSS selector is there and visible, or what `state` says. Gives its
        locator, where Playwright gives a handle; None for `hidden` and `detached`.
        """
        located = self.locator(selector)
        located = located if strict else located.first
        await located.wait_for(state=state, timeout=timeout)
        return None if state in ("hidden", "detached") else located


async def wait_until(
    page: Page,
    holds: Callable[[], Awaitable[bool]],
    said: str | Callable[[], str],
    timeout: float | None,
    about: Locator | None = None,
) -> None:
    """
    Let the page settle, and let time pass, until something holds.

    - `said`: what waits, for the message. `about`: the locator that it is about.
    - `timeout`: in milliseconds, 0 for no end; by default the page's deadline.

    Raises `PageTimeout` at the end of that time; at once if nothing is under way that can bring it.
    """
    await page.settle()
    if await holds():
        return
    seconds = page.timeout if timeout is None else timeout / 1000 or None
    end = None if seconds is None else page.loop.time() + seconds
    while page.is_waiting:
        left = None if end is None else end - page.loop.time()
        if left is not None and left <= 0:
            why = f"it did not come about in {seconds:g} s"
            raise PageTimeout(not_come(page, about, _told(said), why))
        await asyncio.sleep(_pause(page, left))
        await page.settle()
        if await holds():
            return
    why = "the page is at rest, and nothing is under way that could bring it"
    raise PageTimeout(not_come(page, about, _told(said), why))


def _pause(page: Page, left: float | None) -> float:
    """
    How long nothing can come: a moment on real time, and on virtual time until the next timer.
    """
    clock = clock_of(page.loop)
    pause = PAUSE if clock is None else clock.next_timer
    if pause is None:  # something holds the time, such as a thread
        pause = PAUSE
    return pause if left is None else min(pause, left)


def is_true(value: object) -> bool:
    """
    Whether JavaScript takes it for true: an empty list is, and what is no number is not.
    """
    return isinstance(value, list | dict) or (bool(value) and value == value)


def _told(said: str | Callable[[], str]) -> str:
    return said if isinstance(said, str) else said()


async def _quieten(page: Page) -> None:
    quiet, seen = 0, -1
    limiter = anyio.to_thread.current_default_thread_limiter()
    patience = page.loop.time() + THREADS
    while quiet < QUIET_TURNS and page.failure is None:
        if page.activity != seen:
            quiet, seen = 0, page.activity
        if limiter.borrowed_tokens or (_is_executing(page.loop) and page.loop.time() < patience):
            await asyncio.sleep(0.001)
            quiet = 0
        else:
            await asyncio.sleep(0)
            quiet += 1
            if is_at_rest(page.loop):  # then there is nothing to wait for in more turns
                return


def _is_executing(loop: asyncio.AbstractEventLoop) -> bool:
    """
    Whether a thread of the loop's own pool is at work: other frameworks run what may block there.
    """
    pool = getattr(loop, "_default_executor", None)
    idle = getattr(pool, "_idle_semaphore", None)
    return idle is not None and len(pool._threads) > idle._value  # type: ignore[union-attr]
