"""
Page: a user's view of the application, without a browser. The real client runs in it.
"""

from __future__ import annotations

import asyncio
import contextvars
from http.cookiejar import CookieJar
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import anyio.to_thread
from ada_url import URL

from stario.testing.loop import clock_of
from stario.testing.page.chunks import PageChunks
from stario.testing.page.clients import Clients
from stario.testing.page.documents import Documents
from stario.testing.page.elements import Elements
from stario.testing.page.engine import MEGABYTE, Engine, ScriptError
from stario.testing.page.evaluation import Evaluations
from stario.testing.page.events import Handlers
from stario.testing.page.fetches import Fetches
from stario.testing.page.finding import Finds, Step
from stario.testing.page.hosting import PageHost
from stario.testing.page.keyboard import Keyboard
from stario.testing.page.listening import Listens
from stario.testing.page.network import Network, NetworkError, PageRequest
from stario.testing.page.problems import PageProblems, Problem
from stario.testing.page.reports import Reports
from stario.testing.page.timers import Timers
from stario.testing.page.waits import PageDeadline, PageTimeout
from stario.testing.stream import QUIET_TURNS, EventStream

if TYPE_CHECKING:
    from stario.testing.client import StarioClient
    from stario.testing.page.snapshots import Snapshots

__all__ = ["Page", "PageTimeout"]


class Page(Finds, Listens):
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
        self.context = contextvars.copy_context()
        self.loop = loop
        self.handlers = Handlers()
        self.activity = 0
        self.failure: BaseException | None = None
        self.closed = False
        self.engine: Engine | None = None
        self.fresh, self.script_seconds, self.memory = fresh, script_seconds, memory * MEGABYTE
        jar: CookieJar = client.cookies.jar
        self.network = Network(
            client._server,
            jar,
            origin=str(URL(self.base_url).origin),
            timeout=self.timeout,
            raises=client._options["raise_app_exceptions"],
            context=self.context,
        )
        self.network.on_error = self.fail
        self.network.on_request = lambda request: self.handlers.tell("request", request)
        self.network.on_response = lambda request: self.handlers.tell("response", request)
        self.local_storage = client.local_storage
        self.session_storage: dict[str, str] = {}
        self.timers = Timers(loop, self.context, self._fire)
        self.reports = Reports(self)
        self.fetches = Fetches(self)
        self.documents = Documents(self)
        self.evaluations = Evaluations()
        self.elements = Elements(self)
        self.keyboard = Keyboard(self)
        #: Who hands it in to the report, if anybody does.
        self.snapshots: Snapshots | None = None
        self.host = PageHost(self)
        self.siblings = client.pages
        self.siblings.add(self)

    # Where it is.

    async def goto(self, url: str) -> PageRequest | None:
        """
        Open a path, or a URL, of the application, and let it settle; gives the request for the document, None
        if only the fragment is new.

        Raises `ValueError` for another origin, and `PageTimeout` if the application does not answer.
        """
        try:
            target = str(URL(url, self.base_url).href)
            self.network.resolve(target, self.base_url)
        except (NetworkError, ValueError) as problem:
            raise ValueError(f"goto({url!r}): {problem}") from None
        self.check()
        async with self._deadline(f"goto({url!r})"):
            request = await self.documents.goto(target)
        await self.settle()
        if self.snapshots is not None:
            self.snapshots.loaded(f"goto({url!r})")
        return request

    async def reload(self) -> PageRequest | None:
        """
        Load the document again, and let it settle.
        """
        self.check()
        async with self._deadline("reload()"):
            request = await self.documents.reload()
        await self.settle()
        if self.snapshots is not None:
            self.snapshots.loaded("reload()")
        return request

    async def go_back(self) -> None:
        """
        To the entry before this one in the session's history.
        """
        await self._go(-1)

    async def go_forward(self) -> None:
        """
        To the entry behind this one.
        """
        await self._go(1)

    async def _go(self, delta: int) -> None:
        self.check()
        self.documents.traverse(delta)
        await self.settle()

    @property
    def url(self) -> str:
        """
        The URL of the document.
        """
        return self.documents.url

    async def title(self) -> str:
        """
        The document's title.
        """
        return str(await self.evaluate("document.title"))

    async def content(self) -> str:
        """
        The document's HTML as it is now, with its doctype.
        """
        self.check()
        return str(self.run("html", doing="page.content()"))

    def absolute(self, url: str) -> str:
        """
        A URL, or a path of the application, as the page's URL would be.
        """
        return str(URL(url, self.base_url).href)

    # What is in it.

    async def evaluate(self, expression: str, arg: object = None) -> Any:
        """
        The value of a JavaScript expression; a function is called with `arg`, a promise is waited for.

        Raises `ScriptError` for what it throws.
        """
        return await self._evaluated("evaluate", expression, arg, expression=expression)

    async def _evaluated(self, entry: str, *arguments: object, expression: str) -> Any:
        self.check()
        found = self.evaluations.start(self.loop)
        if self.engine is not None:
            self.engine.suspect(expression)
        self.run(entry, found.number, *arguments, doing=f"page.evaluate({expression!r})")
        async with self._deadline(f"the promise of page.evaluate({expression!r})"):
            value = await found.future
        self.raise_failure()
        return value

    async def evaluate_on(self, steps: list[Step], expression: str, argument: object, *, each: bool) -> Any:
        """
        The value of a JavaScript function of the element, or the list of elements, that a locator matches.
        """
        return await self._evaluated("evaluateOn", steps, expression, argument, each, expression=expression)

    @property
    def signals(self) -> dict[str, Any]:
        """
        The signals of the page, from the client's own store; empty in a page without the client.

        Clients before 1.0, which do not show it, tell of their signals by events: then it is what those add
        up to.
        """
        self.check()
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

    # When it rests.

    async def wait_for_timeout(self, timeout: float) -> None:
        """
        Let milliseconds pass: virtual ones if the test's clock is.
        """
        self.check()
        await asyncio.sleep(timeout / 1000)
        await self.settle()

    async def wait_for_load_state(self, state: str | None = None, *, timeout: float | None = None) -> None:
        """
        Let the page settle: by then it is loaded.
        """
        await self.settle()

    async def settle(self) -> None:
        """
        Wait until nothing can run any more in the page or the application without time passing.

        On virtual time this is exact; on real time many turns of the loop have to bring nothing, with no
        worker thread of anyio's (Starlette's) at work. Raises what the application has raised, and
        `ScriptStuck`.
        """
        self.check()
        clock = clock_of(self.loop)
        async with self._deadline("the page to come to rest (it goes on and on)"):
            if clock is not None:
                await clock.settle_readers()
            else:
                await self._quieten()
        self.raise_failure()

    async def _quieten(self) -> None:
        quiet, seen = 0, -1
        limiter = anyio.to_thread.current_default_thread_limiter()
        while quiet < QUIET_TURNS and self.failure is None:
            if self.activity != seen:
                quiet, seen = 0, self.activity
            if limiter.borrowed_tokens:
                await asyncio.sleep(0.001)
                quiet = 0
            else:
                await asyncio.sleep(0)
                quiet += 1

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

    async def close(self) -> None:
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
        Note what the test has to know; the first such thing is raised at its next step.
        """
        if self.failure is None:
            self.failure = problem

    def create_task(self, work: Any, name: str) -> asyncio.Task[None]:
        """
        Do something beside the test, in the context of the test's last step.
        """
        return self.loop.create_task(work, name=name, context=self.context)

    def _fire(self, timer: int) -> None:
        self.task("fire", timer, doing="a timer")

    def check(self) -> None:
        """
        Raise what the page has to tell of before its test goes on; `RuntimeError` if it is closed.
        """
        if self.closed:
            raise RuntimeError("the page is closed")
        # What the page asks for from here on sees what the test has set, such as `app.overrides`.
        self.context = contextvars.copy_context()
        self.raise_failure()

    def raise_failure(self) -> None:
        """
        Raise what has failed in the page by itself.
        """
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure

    def _home(self) -> Page:
        return self

    def _deadline(self, what: str) -> PageDeadline:
        return PageDeadline(self, what)
