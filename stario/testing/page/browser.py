"""
A page in a real browser: Playwright's own, with what a page here has besides.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, ConsoleMessage, Error, Route
from playwright.async_api import Page as PlaywrightPage

from stario.testing.deadline import Deadline
from stario.testing.loop import clock_of
from stario.testing.page.browser_checks import BrowserChecks
from stario.testing.page.clients import ClientNotFound, Clients
from stario.testing.page.live import LiveServer
from stario.testing.page.network import PageRequest
from stario.testing.page.problems import PageProblems, Problem, client_error, kind_of
from stario.testing.page.seats import Seat
from stario.testing.page.traffic import Traffic
from stario.testing.page.waits import PageTimeout

if TYPE_CHECKING:
    from stario.testing.stream import EventStream

__all__ = ["BrowserPage", "open_browser_page"]

#: How many looks in a row find nothing new in a page that is at rest, where its timers run in real time.
QUIET_ROUNDS = 3


class _Watch:
    """
    What is known of one browser page.
    """

    def __init__(
        self, seat: Seat, server: LiveServer, traffic: Traffic, timeout: float | None, clients: Clients
    ) -> None:
        self.seat = seat
        self.server = server
        self.traffic = traffic
        self.timeout = timeout
        self._clients = clients
        self.signals: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.checks = BrowserChecks()
        self._told: list[float] = [0, 0]

    @property
    def has_client(self) -> bool:
        """
        Whether the page has told of the client's signals.
        """
        return self._told != [0, 0]

    def take(self, told: list[Any]) -> None:
        """
        The page tells of its signals, and when it did.
        """
        *when, text = told
        if when > self._told:
            self._told = when
            found = json.loads(text)
            self.signals = found if isinstance(found, dict) else {}

    async def route(self, route: Route) -> None:
        """
        What a page asks for goes to the application, or nowhere.
        """
        url = route.request.url
        if url.startswith((f"{self.server.url}/", "data:", "blob:", "about:")):
            await route.fallback()
            return
        if self._clients.is_client(url):
            try:
                source = self._clients.source(url)
            except ClientNotFound as problem:
                self.problems.append(Problem("script", "ClientNotFound", str(problem)))
            else:
                headers = {"Access-Control-Allow-Origin": "*"}
                await route.fulfill(body=source, content_type="text/javascript", headers=headers)
                return
        else:
            self.problems.append(Problem("error", "NetworkError", f"a request left this machine: {url}"))
        await route.abort()

    async def window(self, page: PlaywrightPage) -> None:
        """
        A page has opened another one.
        """
        await self.traffic.attach_window(page)

    def raise_failure(self) -> None:
        """
        Raise what has failed in the application, once.
        """
        failure, self.server.failure = self.server.failure, None
        if failure is not None:
            raise failure

    def console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        error = client_error(message.text.removeprefix("Uncaught "))
        if error is not None and error.code == "PatchElementsNoTargetsFound":
            self.problems.append(Problem("no-target", error.code, "a patch found no target"))

    def crashed(self, error: Error) -> None:
        told = client_error(error.message)
        if told is None:
            self.problems.append(Problem("error", error.name or "", error.message))
        else:
            where = f" in {told.expression}" if told.expression else ""
            self.problems.append(Problem(kind_of(told), told.code, f"{told.message}{where}"))

    def answered(self, request: PageRequest) -> None:
        if "datastar-request" not in request.headers or request.status in (200, 204, None):
            return
        kind: Any = "no-route" if request.status in (404, 405) else "status"
        message = f"{request} was answered with status {request.status}: the client applies nothing but 200"
        self.problems.append(Problem(kind, "", message))


_watches: WeakKeyDictionary[PlaywrightPage, _Watch] = WeakKeyDictionary()


class BrowserPage(PlaywrightPage):
    """
    Playwright's page, with `signals`, `streams`, `requests`, `problems` and `settle()`.
    """

    @property
    def context(self) -> BrowserContext:
        """
        Playwright's; no other test gets this one.
        """
        _watches[self].seat.is_handed_out = True
        return super().context

    @property
    def clock(self) -> Any:  # its class has no public name
        """
        Playwright's, which moves nothing but the page: `stario_clock` moves both.
        """
        _watches[self].seat.is_handed_out = True
        return super().clock

    @property
    def signals(self) -> dict[str, Any]:
        """
        The signals of the page, as they were when it was last heard of: `await page.settle()` asks anew.
        """
        return _watches[self].signals

    @property
    def streams(self) -> list[EventStream]:
        """
        The event streams that the page has got, live.
        """
        return [capture.stream for capture in _watches[self].server.captures]

    @property
    def requests(self) -> list[PageRequest]:  # type: ignore[override]  # Playwright's own is a method, and new
        """
        What the page has sent, the newest thousand.
        """
        return list(_watches[self].server.requests)

    @property
    def problems(self) -> list[Problem]:
        """
        What is wrong with the page, as far as a browser tells.
        """
        return _watches[self].problems

    async def settle(self) -> None:
        """
        Wait until nothing comes or goes between the page and the application any more.
        """
        watch = _watches[self]
        clock = clock_of(asyncio.get_running_loop())
        deadline = Deadline(watch.timeout)
        try:
            async with deadline:
                await (watch.traffic.rest(lambda: QUIET_ROUNDS) if clock is None else clock.settle())
                if not watch.traffic.navigates():
                    # Behind what Playwright tells of: errors, the console.
                    found = await watch.checks.look(self)
                    if watch.has_client:
                        watch.problems += found
        except TimeoutError:
            what = watch.traffic.on_its_way() or "something comes and goes without an end"
            waited = deadline.why("the page in the browser to come to rest")
            raise PageTimeout(f"{self.url}: {waited}: {what}") from None
        finally:
            watch.raise_failure()

    async def wait_for_timeout(self, timeout: float | timedelta) -> None:
        """
        Let milliseconds pass: virtual ones if the test's clock is.
        """
        if clock_of(asyncio.get_running_loop()) is None:
            await super().wait_for_timeout(timeout)
            return
        await asyncio.sleep(timeout.total_seconds() if isinstance(timeout, timedelta) else timeout / 1000)
        await self.settle()

    async def close(self, **options: Any) -> None:
        """
        Leave: open streams are left, and their handlers have to end. Takes the options of Playwright's.

        Raises `StillRunning` if one does not, and what the application has raised.
        """
        await super().close(**options)
        watch = _watches[self]
        if watch.traffic.tabs:
            return  # others are open in this one's context, such as a window of its own
        with suppress(TimeoutError):
            async with Deadline(watch.timeout):
                await watch.server.left()
        watch.raise_failure()

    def check_problems(self) -> None:
        """
        Raise `PageProblems` if there is a problem, and what the application has raised.
        """
        watch = _watches[self]
        if watch.server.failure is not None:
            raise watch.server.failure
        if watch.problems:
            told = "\n".join(str(problem) for problem in watch.problems)
            raise PageProblems(f"{self.url} has problems:\n{told}")


async def open_browser_page(
    seat: Seat, live: LiveServer, traffic: Traffic, *, timeout: float | None, clients: Clients
) -> BrowserPage:
    """
    A page in a context of the browser, of an application that is live; it reaches that and nothing else.
    """
    watch = _Watch(seat, live, traffic, timeout, clients)
    live.on_answer = watch.answered
    page = await seat.open(watch)
    page.__class__ = BrowserPage
    assert isinstance(page, BrowserPage)
    _watches[page] = watch
    page.on("console", watch.console)
    page.on("pageerror", watch.crashed)
    tab = await traffic.attach(page)
    tab.on_signals = watch.take
    if seat.is_used:
        await tab.forget(live.url)
    return page
