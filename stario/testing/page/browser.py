"""
A page in a real browser: Playwright's own, with what a page here has besides.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, ConsoleMessage, Error, Route
from playwright.async_api import Page as PlaywrightPage

from stario.testing.page.clients import ClientNotFound, Clients
from stario.testing.page.live import LiveServer
from stario.testing.page.network import PageRequest
from stario.testing.page.problems import PageProblems, Problem, client_error, kind_of
from stario.testing.page.waits import PageTimeout

if TYPE_CHECKING:
    from stario.testing.stream import EventStream

__all__ = ["BrowserPage", "open_browser_page"]

#: How many rounds in a row nothing may have come or gone for a page to be at rest.
QUIET_ROUNDS = 3
#: Tells of the client's signals each time that they change: those of the module that the page has imported.
_WATCH = """
(() => {
  let root = null;
  const tell = () => root !== null && globalThis.__stario(JSON.stringify(root));
  const find = async () => {
    const script = [...document.scripts].find((each) => /datastar[^/]*\\.m?js/.test(each.src));
    if (script === undefined) return;
    root = (await import(script.src)).root ?? null;
    tell();
  };
  document.addEventListener("DOMContentLoaded", find);
  document.addEventListener("datastar-signal-patch", () => queueMicrotask(tell));
  globalThis.__starioTell = tell;
})();
"""
#: Ends when the page has had a turn of its own; of no timer, as those may be the test's.
_TURN = """
() => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { globalThis.__starioTell?.(); resolve(); };
  port2.postMessage(null);
})
"""


class _Watch:
    """
    What is known of one browser page.
    """

    def __init__(self, server: LiveServer, timeout: float | None) -> None:
        self.server = server
        self.timeout = timeout
        self.signals: dict[str, Any] = {}
        self.problems: list[Problem] = []

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
        loop = asyncio.get_running_loop()
        server, quiet, seen = watch.server, 0, -1
        deadline = None if watch.timeout is None else loop.time() + watch.timeout
        while quiet < QUIET_ROUNDS:
            if server.failure is not None:
                failure, server.failure = server.failure, None
                raise failure
            await self.evaluate(_TURN)
            quiet, seen = (quiet + 1, seen) if seen == server.activity else (0, server.activity)
            if deadline is not None and loop.time() > deadline:
                raise PageTimeout(
                    f"{self.url} does not come to rest: something comes and goes without an end"
                )

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
    context: BrowserContext,
    live: LiveServer,
    *,
    timeout: float | None,
    clients: Clients,
) -> BrowserPage:
    """
    A page in a context of the browser, of an application that is live; it reaches that and nothing else.
    """

    async def elsewhere(route: Route) -> None:
        url = route.request.url
        if url.startswith((f"{live.url}/", "data:", "blob:", "about:")):
            await route.fallback()
            return
        if clients.is_client(url):
            try:
                source = clients.source(url)
            except ClientNotFound as problem:
                watch.problems.append(Problem("script", "ClientNotFound", str(problem)))
            else:
                headers = {"Access-Control-Allow-Origin": "*"}
                await route.fulfill(body=source, content_type="text/javascript", headers=headers)
                return
        else:
            watch.problems.append(Problem("error", "NetworkError", f"a request left this machine: {url}"))
        await route.abort()

    def take(source: object, text: str) -> None:
        found = json.loads(text)
        watch.signals = found if isinstance(found, dict) else {}

    watch = _Watch(live, timeout)
    live.on_answer = watch.answered
    await context.route("**/*", elsewhere)
    await context.expose_binding("__stario", take)
    await context.add_init_script(_WATCH)
    page = await context.new_page()
    page.__class__ = BrowserPage
    assert isinstance(page, BrowserPage)
    _watches[page] = watch
    page.on("console", watch.console)
    page.on("pageerror", watch.crashed)
    return page
