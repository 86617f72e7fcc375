"""
Chromium's side: several pages at once, each with a server of its own on loopback.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from chromium import CHROMIUM
from playwright.async_api import Error, Page, Request, ViewportSize, async_playwright

from differential.app import App
from differential.cases import Case
from differential.steps import do

__all__ = ["in_browser", "on_pages", "sequences_in_browser"]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
#: How many pages work at once.
PAGES = 4
#: For how long a key is held, in milliseconds: more than a frame.
HELD = 40
VIEWPORT: ViewportSize = {"width": 640, "height": 400}
T = TypeVar("T")
R = TypeVar("R")


def in_browser(cases: Sequence[Case], clients: dict[str, Path]) -> list[list[dict[str, Any]]]:
    """
    For each case a frame for the loaded page, and one after each step.
    """

    async def one(page: Page, app: App, url: str, case: Case) -> list[dict[str, Any]]:
        return await _frames(page, app, url, case)

    return on_pages(one, cases, clients)


def sequences_in_browser(cases: Sequence[Case], clients: dict[str, Path]) -> list[list[dict[str, Any]]]:
    """
    As `in_browser`, for cases without requests: nothing has to be waited for but the page's own tasks.
    """
    rest = "new Promise((done) => setTimeout(() => setTimeout(() => done(probe.take()), 1), 1))"

    async def one(page: Page, app: App, url: str, case: Case) -> list[dict[str, Any]]:
        app.begin(case)
        # A step may be one that cannot be done; for all else a busy machine has its time.
        page.set_default_timeout(5000)
        page.set_default_navigation_timeout(30_000)
        await page.mouse.move(0, 0)
        await page.goto(url)
        await page.wait_for_function("window.datastarClient")
        frames = [{"step": "the page is loaded", **json.loads(await page.evaluate(rest))}]
        for step in case.steps:
            failed = False
            try:
                await do(page, app, step, force=True, delay=HELD)
            except Error:  # Such as a box that does not stay checked.
                failed = True
            frames.append({"step": step, **json.loads(await page.evaluate(rest)), "failed": failed})
        return frames

    return on_pages(one, cases, clients)


def on_pages(
    work: Callable[[Page, App, str, T], Awaitable[R]], items: Sequence[T], clients: dict[str, Path]
) -> list[R]:
    """
    Do something with each item; several pages share the work.
    """
    return asyncio.run(_on_pages(work, items, clients))


async def _on_pages(
    work: Callable[[Page, App, str, T], Awaitable[R]], items: Sequence[T], clients: dict[str, Path]
) -> list[R]:
    results: list[R | None] = [None] * len(items)
    numbers = iter(range(len(items)))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)

        async def worker(numbers: Iterator[int]) -> None:
            app = App(clients)
            async with _served(app) as url:
                context = await browser.new_context(viewport=VIEWPORT)
                page = await context.new_page()
                for number in numbers:
                    results[number] = await work(page, app, url, items[number])
                await context.close()

        await asyncio.gather(*(worker(numbers) for _ in range(min(PAGES, len(items)))))
        await browser.close()
    return [result for result in results if result is not None]


@asynccontextmanager
async def _served(app: App) -> AsyncIterator[str]:
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", timeout_graceful_shutdown=1, lifespan="off"
    )
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        try:
            await task
        finally:
            listener.close()


async def _frames(page: Page, app: App, url: str, case: Case) -> list[dict[str, Any]]:
    app.begin(case)
    if not any(step.startswith("wait ") for step in case.steps):
        await page.context.clear_cookies()
        # Where the last case has left it.
        await page.mouse.move(0, 0)
        return await _steps(Visit(page, app), url, case)
    # In a window of its own: a page behind another one gets no input.
    assert page.context.browser is not None
    context = await page.context.browser.new_context(viewport=VIEWPORT)
    page = await context.new_page()
    # Its timers run when the case says so, however busy this machine is.
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    try:
        return await _steps(Visit(page, app, timed=True), url, case)
    finally:
        await context.close()


async def _steps(visit: Visit, url: str, case: Case) -> list[dict[str, Any]]:
    page, app = visit.page, visit.app
    frames = []
    for step in ["", *case.steps]:
        try:
            if step.startswith("wait "):
                await visit.wait(int(step.removeprefix("wait ")))
            elif step:
                await do(page, app, step, delay=HELD)
            else:
                await page.goto(url + case.url)
            await visit.settled()
            frame = json.loads(await page.evaluate("probe.take()"))
        except Error as problem:
            raise AssertionError(f"{case.id}, step {step!r}: {problem}") from problem
        frames.append({"step": step or "the page is loaded", **frame, "requests": app.taken()})
    # What it still asks for is not for the next case.
    await page.goto("about:blank")
    visit.leave()
    while app.busy:
        await asyncio.sleep(0.005)
    return list(json.loads(json.dumps(frames)))


class Visit:
    """
    A page of a case, and what it has asked for.
    """

    def __init__(self, page: Page, app: App, *, timed: bool = False) -> None:
        self.page, self.app, self._timed = page, app, timed
        self._sent, self._open = 0, 0
        self._listeners = {"request": self._asks, "requestfinished": self._has, "requestfailed": self._has}
        for name, listener in self._listeners.items():
            page.on(name, listener)  # type: ignore[call-overload]

    def _asks(self, request: Request) -> None:
        if request.url.startswith("http"):
            self._sent += 1
            self._open += 1

    def _has(self, request: Request) -> None:
        if request.url.startswith("http"):
            self._open -= 1

    def leave(self) -> None:
        for name, listener in self._listeners.items():
            self.page.remove_listener(name, listener)

    async def wait(self, milliseconds: int) -> None:
        """
        Let the page's time pass, with stops in which the network can do what belongs there.
        """
        while milliseconds > 0:
            await self.page.clock.run_for(min(50, milliseconds))
            milliseconds -= 50
            await self.settled()

    async def settled(self) -> None:
        """
        Wait until nothing more comes: all that was asked for is here, or rests, twice in a row.
        """
        quiet, app = 0, self.app
        for _ in range(300):
            try:
                if self._timed:
                    await asyncio.sleep(0.012)
                    await self.page.clock.run_for(0)
                else:
                    await self.page.evaluate("new Promise((done) => setTimeout(done, 12))")
            except Error:  # It has gone to another document.
                await self.page.wait_for_load_state()
                quiet = 0
            rests = app.busy == app.resting == self._open and app.seen == self._sent
            quiet = quiet + 1 if rests else 0
            if quiet == 2:
                return
        raise AssertionError(
            f"the page does not come to rest: {self._sent} requests sent, {app.seen} seen; "
            f"{self._open} open, {app.busy} in the application, {app.resting} of them at rest"
        )
