"""
Page: a user's view of the application, without a browser. The real client runs in it.
"""

from __future__ import annotations

import asyncio
import contextvars
from http.cookiejar import CookieJar
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from stario.testing.page.absent import PAGE, Absent
from stario.testing.page.chunks import PageChunks
from stario.testing.page.clients import Clients
from stario.testing.page.documents import Documents
from stario.testing.page.elements import Elements
from stario.testing.page.engine import MEGABYTE, Engine, ScriptError
from stario.testing.page.evaluation import Evaluations
from stario.testing.page.events import Handlers
from stario.testing.page.fetches import Fetches
from stario.testing.page.hosting import PageHost
from stario.testing.page.keyboard import Keyboard
from stario.testing.page.listening import Listens
from stario.testing.page.navigating import Navigates
from stario.testing.page.network import Network, PageRequest
from stario.testing.page.pointer import Mouse
from stario.testing.page.problems import PageProblems, Problem
from stario.testing.page.reports import Reports
from stario.testing.page.scripting import Scripts
from stario.testing.page.shortcuts import Shortcuts
from stario.testing.page.timers import Timers
from stario.testing.page.urls import address
from stario.testing.page.waiting import Waits
from stario.testing.page.waits import PageTimeout
from stario.testing.stream import EventStream

if TYPE_CHECKING:
    from stario.testing.client import StarioClient
    from stario.testing.page.snapshots import Snapshots

__all__ = ["Page", "PageTimeout"]


class Page(Navigates, Waits, Scripts, Listens, Shortcuts, Absent):
    """
    A page of the application that a client talks to, with that client's cookies.

    Use it as a context manager, or `await page.close()`. After each action the page has settled: nothing can
    run any more without time passing.

    - `client`: the user. Several pages of one client share its cookies and its local storage.
    - `chunks`: where the borders of the streams' chunks are, see `PageChunks`.
    - `timeout`: the deadline of each wait, in real seconds; by default the client's.
    - `fresh`: run in a context that no page has used before.
    - `script_seconds`, `memory`: how long one script may compute, and how many megabytes the page may use.
    - `clients`: where the Datastar client comes from if the application does not serve it.
    """

    _subject, _absent = "page", PAGE

    def __init__(
        self,
        client: StarioClient,
        *,
        chunks: PageChunks = "events",
        timeout: float | None = None,
        fresh: bool = False,
        script_seconds: float | None = 5.0,
        memory: int = 1024,
        clients: Clients | None = None,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.timeout = client.timeout.read if timeout is None else timeout
        self.chunks = chunks
        self.base_url = str(client.base_url)
        self.clients = Clients() if clients is None else clients
        self.variables = contextvars.copy_context()
        self.loop = loop
        self.handlers = Handlers()
        self.activity = 0
        self.failure: BaseException | None = None
        #: The text of the last one that this document has raised.
        self.told = ""
        self.closed = False
        self.engine: Engine | None = None
        self.fresh, self.script_seconds, self.memory = fresh, script_seconds, memory * MEGABYTE
        jar: CookieJar = client.cookies.jar
        self.network = Network(
            client._server,
            jar,
            origin=address(self.base_url).origin,
            timeout=self.timeout,
            raises=client._options["raise_app_exceptions"],
            context=self.variables,
        )
        self.network.on_error = self.fail
        self.network.on_request = lambda request: self.handlers.tell("request", request)
        self.network.on_response = lambda request: self.handlers.tell("response", request)
        self.network.on_end = lambda request, failed: self.handlers.tell(
            "requestfailed" if failed else "requestfinished", request
        )
        self.storage: dict[str, dict[str, str]] = {"local": client.local_storage, "session": {}}
        self.timers = Timers(loop, self.variables, self._fire)
        self.reports = Reports(self)
        self.fetches = Fetches(self)
        self.documents = Documents(self)
        self.evaluations = Evaluations()
        self.elements = Elements(self)
        self.keyboard = Keyboard(self)
        self.mouse = Mouse(self)
        #: Who hands it in to the report, if anybody does.
        self.snapshots: Snapshots | None = None
        self.host = PageHost(self)
        self.siblings = client.pages
        self.siblings.add(self)

    # What is in it.

    @property
    def signals(self) -> dict[str, Any]:
        """
        The signals of the page, from the client's own store; empty in a page without the client.

        Clients before 1.0, which do not show it, tell of their signals by events: then it is what those add
        up to.
        """
        self.ready()
        found: dict[str, Any] = self.run("signals") or {}
        return found

    @property
    def requests(self) -> list[PageRequest]:
        """
        What the page has sent, the newest thousand.
        """
        return list(self.network.requests)

    @property
    def streams(self) -> list[EventStream]:
        """
        The event streams that the page has got, live.
        """
        return [capture.stream for capture in self.network.captures]

    @property
    def problems(self) -> list[Problem]:
        """
        What is wrong with the page, see `Problem`. A test that means it takes it away with
        `page.problems.clear()`.
        """
        return self.reports.problems

    # How it ends.

    def set_default_timeout(self, timeout: float) -> None:
        """
        The deadline of each wait from now on, in milliseconds; 0 for none.
        """
        self.timeout = timeout / 1000 or None

    def set_default_navigation_timeout(self, timeout: float) -> None:
        """
        As `set_default_timeout`: there is one deadline for all waits.
        """
        self.set_default_timeout(timeout)

    async def set_extra_http_headers(self, headers: dict[str, str]) -> None:
        """
        Send these headers, too, with each request from now on.
        """
        self.network.extra_headers = {name.lower(): value for name, value in headers.items()}

    def check_problems(self) -> None:
        """
        Raise `PageProblems` if there is a problem.
        """
        if self.problems:
            told = "\n".join(str(problem) for problem in self.problems)
            count = len(self.problems)
            raise PageProblems(
                f"{self.url} has {count} problem{'' if count == 1 else 's'}:\n{told}\n"
                f"What to do: mend the page; or, if a test means it, assert page.problems and clear() them."
            )

    def is_closed(self) -> bool:
        """
        Whether it has been left.
        """
        return self.closed

    async def close(self, *, run_before_unload: bool | None = None, reason: str | None = None) -> None:
        """
        Leave: open streams are left, and their handlers have to end.

        Raises `StillRunning` if one does not, and what the application or a script has done that nobody has
        seen.
        """
        if self.closed:
            return
        self.closed = True
        self.documents.close()
        self.timers.clear()
        self.handlers.tell("close", self)
        try:
            await self.network.close()
        finally:
            self.evaluations.cancel()
        self.raise_failure()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            await self.close()
        except BaseException as also:
            if problem is None:
                raise
            if also is not problem:
                problem.add_note(f"And when the page was left: {type(also).__name__}: {also}")

    # How it is done.

    def run(self, name: str, *arguments: object, doing: str = "") -> Any:
        """
        Call an entry point of the document, and whatever it leads to.
        """
        if self.engine is None:
            self.engine = self.documents.blank()
        self.activity += 1
        try:
            result = self.engine.call(name, *arguments, doing=doing)
            self.reports.after_task()
        except ScriptError:
            raise
        except BaseException as problem:
            if self.engine is not None and self.engine.dead is not None:
                # Nothing that comes can reach it any more.
                self.timers.clear()
                self.fetches.abort_all()
            self.fail(problem)
            self.raise_failure()
            raise
        return result

    def task(self, name: str, *arguments: object, doing: str = "") -> None:
        """
        As `run`, for what happens by itself: what fails is told at the test's next step.
        """
        if self.closed or self.engine is None or self.engine.dead is not None:
            return
        try:
            self.run(name, *arguments, doing=doing)
        except BaseException as problem:
            self.fail(problem)
            if isinstance(problem, KeyboardInterrupt | SystemExit):
                raise

    def fail(self, problem: BaseException) -> None:
        """
        Note what the test has to know; the first such thing is raised at its next step, and not a second time
        where the page's scripts have broken what the page is made of.
        """
        if isinstance(problem, ScriptError) and str(problem) == self.told:
            return
        if self.failure is None:
            self.failure = problem

    def create_task(self, work: Any, name: str) -> asyncio.Task[None]:
        """
        Do something beside the test, in the context of the test's last step.
        """
        return self.loop.create_task(work, name=name, context=self.variables)

    def _fire(self, timer: int) -> None:
        self.task("fire", timer, doing="a timer")

    @property
    def is_waiting(self) -> bool:
        """
        Whether something is under way that can still change it: a timer, an answer that has not ended.
        """
        return bool(self.timers) or bool(self.network.open)

    def ready(self) -> None:
        """
        Raise what the page has to tell of before its test goes on; `RuntimeError` if it is closed.
        """
        if self.closed:
            raise RuntimeError("the page is closed")
        # What the page asks for from here on sees what the test has set, such as `app.overrides`.
        self.variables = contextvars.copy_context()
        self.raise_failure()

    def raise_failure(self) -> None:
        """
        Raise what has failed in the page by itself.
        """
        failure, self.failure = self.failure, None
        if failure is not None:
            self.told = str(failure)
            raise failure

    def _home(self) -> Page:
        return self
