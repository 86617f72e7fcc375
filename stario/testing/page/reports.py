"""
What a page reports while it runs, and what of it is a problem.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from stario.datastar import EventDecoder, MalformedEvent
from stario.testing.page.engine import DOM_FILE
from stario.testing.page.events import ConsoleMessage, PageError
from stario.testing.page.network import Exchange, PageRequest
from stario.testing.page.problems import Kind, Problem, client_error, kind_of
from stario.testing.page.sources import lines_of

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Heard", "Reports"]

T = TypeVar("T")
Heard = Literal["all", "since-navigation"]

#: How many problems are kept: one that comes again and again is told often enough by then.
MOST = 200
_UNCAUGHT = re.compile(r"^Uncaught (?:\w+: )?")


class Reports:
    """
    Hears what a page has to say.

    - `problems`: those so far.
    - `messages`, `errors`: of the console, and those uncaught, the newest, each with its document's number.
    - `cause`: what the test does just now.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.problems: list[Problem] = []
        self.messages: deque[tuple[int, ConsoleMessage]] = deque(maxlen=MOST)
        self.errors: deque[tuple[int, PageError]] = deque(maxlen=MOST)
        self._number = 0
        self.cause: str | None = None
        self._event: str | None = None
        self._chunk: tuple[Exchange, bytes] | None = None
        self.client_version: str | None = None
        self._lines: list[int] | None = None
        self._patched = False
        self._known: set[tuple[str, str]] = set()

    @contextmanager
    def caused_by(self, doing: str) -> Iterator[None]:
        """
        What the page does in this block is caused by what the test does, until an event comes.
        """
        self.cause, self.event = doing, None
        try:
            yield
        finally:
            self.cause = None

    def new_document(self) -> None:
        """
        Another document begins.
        """
        self._number += 1
        self._lines = None
        self._known.clear()
        self.client_version = None
        self._patched = False

    def loaded(self, client_version: str | None) -> None:
        """
        The document is there, with this version of the client in it.
        """
        self.client_version = client_version
        self._patched = client_version is not None

    def heard(self, told: Iterable[tuple[int, T]], filter: Heard | None) -> list[T]:
        """
        Messages or errors, those of this document unless all are wanted.
        """
        return [each for number, each in told if filter == "all" or number == self._number]

    def take(self, kind: str, data: dict[str, Any]) -> None:
        """
        What the page reports.
        """
        handler = getattr(self, "_" + kind.replace("-", "_"), None)
        if handler is not None:
            handler(data)

    def after_task(self) -> None:
        """
        The page has done something: look at what it has become, if it was patched.
        """
        page = self._page
        engine = page.engine
        if engine is None or engine.dead is not None:
            return
        engine.after_task()
        if self._patched:
            self._patched = False
            if not engine.asks_inspections:
                return
            for found in engine.call("inspect", self.client_version is not None) or ():
                element = found.get("element")
                self.add(found["kind"], found["name"], found["message"], element)

    def chunk(self, exchange: Exchange, chunk: bytes) -> None:
        """
        This is about to be given to the page: what it leads to is caused by it.
        """
        self._patched = True
        self._chunk = (exchange, chunk)

    def answer_ends(self, event: str) -> None:
        """
        A whole answer is there, which the client may apply only now.
        """
        self._patched = True
        self.event = event

    @property
    def event(self) -> str | None:
        """
        What has come last, in words: only a problem asks for them.
        """
        if self._chunk is not None:
            self._event, self._chunk = _told(*self._chunk), None
        return self._event

    @event.setter
    def event(self, event: str | None) -> None:
        self._event, self._chunk = event, None

    def answered(self, request: PageRequest) -> None:
        """
        A request of the page's scripts has its answer: is it one that the client applies?
        """
        if "datastar-request" not in request.headers or request.status in (200, 204, None):
            return
        if request.status in (404, 405):
            self.add(
                "no-route",
                "",
                f"{request.method} {request.path}: no route has this "
                f"{'path' if request.status == 404 else 'method'} (status {request.status})",
            )
        else:
            self.add(
                "status",
                "",
                f"{request} was answered with status {request.status}: the client applies nothing but 200",
            )

    def network_problem(self, method: str, url: str, message: str) -> None:
        """
        A request was not sent.
        """
        self.add("script" if method == "SCRIPT" else "error", "NetworkError", f"{method} {url}: {message}")

    def add(self, kind: Kind, name: str, message: str, element: dict[str, Any] | None = None) -> None:
        """
        Note a problem, once for each element that has it.
        """
        text = element["text"] if element else None
        key = (f"{kind} {name} {message}", text or "")
        if len(self.problems) >= MOST:
            return
        if kind in ("duplicate-id", "unknown-attribute", "missing-signal"):
            if key in self._known:
                return
            self._known.add(key)
        cause = self.cause if self.event is None else self.event
        line = self._line(element["order"]) if element and element.get("order") is not None else None
        self.problems.append(Problem(kind, name, message, text, line, cause, self._page.loop.time()))

    def _line(self, order: int) -> int | None:
        if self._lines is None:
            self._lines = lines_of(self._page.documents.source)
        return self._lines[order] if 0 <= order < len(self._lines) else None

    def _element(self, context: dict[str, Any]) -> dict[str, Any] | None:
        """
        The element that an error of the client's is about, looked for in the page as it is now.
        """
        engine = self._page.engine
        expression = context.get("expression") or {}
        wanted = {
            "id": (context.get("element") or {}).get("id"),
            "key": expression.get("rawKey"),
            "value": expression.get("value"),
        }
        if engine is None or engine.dead is not None or not any(wanted.values()):
            return None
        found: dict[str, Any] | None = engine.call("locate", wanted)
        return found

    def _explained(self, message: str, data: dict[str, Any]) -> str:
        """
        What was thrown in the DOM itself may come of a built-in that the page has changed.
        """
        engine = self._page.engine
        thrown_at = data.get("stack", "").strip().partition("\n")[0]
        changes = engine.changes if engine is not None and DOM_FILE in thrown_at else ""
        return f"{message}: {changes}" if changes else message

    def _uncaught(self, error: PageError) -> None:
        self.errors.append((self._number, error))
        self._page.handlers.tell("pageerror", error)

    # One for each kind of report.

    def _console(self, data: dict[str, Any]) -> None:
        message = ConsoleMessage(data["type"], data["text"])
        self.messages.append((self._number, message))
        self._page.handlers.tell("console", message)
        for told in data.get("errors", ()):
            error = client_error(told["message"])
            if error is not None and error.code == "PatchElementsNoTargetsFound":
                looked = data.get("details") or {}
                identifier = looked.get("element", {}).get("id")
                wanted = f"the selector {looked['selector']!r}" if "selector" in looked else "an id"
                if identifier:
                    wanted = f"the id {identifier!r}"
                elif wanted == "an id":
                    wanted = "an id: its element has none"
                self.add("no-target", error.code, f"a patch found no target, by {wanted}")

    def _error(self, data: dict[str, Any]) -> None:
        name, message = data["name"], _UNCAUGHT.sub("", data["message"])
        self._uncaught(PageError(name, message, data.get("stack", "")))
        error = client_error(message)
        if error is None:
            self.add("error", name, self._explained(message, data), data.get("element"))
            return
        where = f" in {error.expression}" if error.expression else ""
        message = f"{error.message or 'the client refuses it'}{where}"
        self.add(kind_of(error), error.code, message, self._element(error.context))

    def _rejection(self, data: dict[str, Any]) -> None:
        self._uncaught(PageError(data["name"], data["message"], data.get("stack", "")))
        error = client_error(data["message"])
        if error is None:
            self.add("rejection", data["name"], self._explained(data["message"], data))
        else:
            message = error.message or "an action has failed"
            self.add("rejection", error.code, message, self._element(error.context))

    def _problem(self, data: dict[str, Any]) -> None:
        self.add(data["kind"], data.get("name", ""), data["message"], data.get("element"))

    def _not_simulated(self, data: dict[str, Any]) -> None:
        running = data.get("running")
        where = f", used in {running['expression']!r}" if running else ""
        self.add(
            "not-simulated",
            "",
            f"{data['name']}{where}: run this test in a browser with --stario-browser=chromium",
            running["element"] if running else None,
        )

    def _missing_signal(self, data: dict[str, Any]) -> None:
        self.add(
            "missing-signal",
            "",
            f"${data['name']} is read before anything defines it, in {data['expression']!r}: the client "
            f"makes it an empty text",
            data.get("element"),
        )


def _told(exchange: Exchange, chunk: bytes) -> str:
    name = str(exchange.request)
    if exchange.capture is None:
        return name
    try:
        events = EventDecoder().feed(chunk)
    except MalformedEvent as problem:
        events = problem.events
    if not events:
        return name
    told = repr(events[-1]) if len(events) == 1 else f"{len(events)} events, the last {events[-1]!r}"
    return f"{told[:300]} of {name}"
