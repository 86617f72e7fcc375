"""
What the scripts of a page ask of the host, answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stario.testing.page.classic import declares_for_all, with_imports
from stario.testing.page.cookies import document_cookies, set_document_cookie
from stario.testing.page.engine import ScriptError
from stario.testing.page.events import Dialog
from stario.testing.page.parsing import pure_answers

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["PageHost"]

_PURE: Mapping[str, Callable[..., object]] = {
    **pure_answers(),
    "declares": declares_for_all,
    "withImports": with_imports,
}


class PageHost:
    """
    Answers one page's scripts. It is called while they run, so that it neither waits nor calls long.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def __call__(self, name: str, arguments: list[Any]) -> object:
        answer = _PURE.get(name)
        if answer is None:
            find = _OF_PAGE.get(name)
            if find is None:
                raise ScriptError("NotSupportedError", f"the host of this page knows no {name!r}")
            answer = find(self._page)
        return answer(*arguments)

    def now(self) -> float:
        """
        What time it is, in milliseconds.
        """
        # Through datetime, whose clock is the test's.
        return datetime.now(UTC).timestamp() * 1000

    def tick(self) -> float:
        """
        What the clock of the loop says, in milliseconds.
        """
        return self._page.loop.time() * 1000

    def stored(self, area: str, key: str | None, old: str | None, new: str | None, url: str) -> None:
        page = self._page
        storage = page.storage[area]
        if key is None:
            storage.clear()
        elif new is None:
            storage.pop(key, None)
        else:
            storage[key] = new
        if area == "local":
            for other in list(page.siblings):
                if other is not page and other.engine is not None:
                    tell = other.task
                    page.loop.call_soon(
                        tell, "storageChanged", area, key, old, new, url, context=other.variables
                    )

    def dialog(self, kind: str, message: str, default: str) -> str | None:
        page = self._page
        dialog = Dialog(kind, message, default)
        if page.handlers.wanted("dialog"):
            page.handlers.tell("dialog", dialog)
            if not dialog.handled:
                page.fail(
                    AssertionError(
                        f"the page shows {kind}({json.dumps(message)}), and its handler neither accepts nor "
                        f"dismisses it: in a browser the page would wait for ever"
                    )
                )
        return dialog.answer


def _answers_of_page() -> Mapping[str, Callable[[Page], Callable[..., object]]]:
    return {
        "now": lambda page: page.host.now,
        "tick": lambda page: page.host.tick,
        "timer": lambda page: page.timers.set,
        "untimer": lambda page: page.timers.cancel,
        "pending": lambda page: page.timers.run_pending,
        "fetch": lambda page: page.fetches.start,
        "abort": lambda page: page.fetches.abort,
        "navigate": lambda page: page.documents.navigate,
        "replaceDocument": lambda page: page.documents.replace,
        "history": lambda page: page.documents.history,
        "referrer": lambda page: lambda: page.documents.referrers.came_from,
        "referrerPolicy": lambda page: page.documents.referrers.take_meta,
        "cookie": lambda page: lambda: document_cookies(page.network.jar, page.url),
        "setCookie": lambda page: lambda text: set_document_cookie(page.network.jar, page.url, text),
        "stored": lambda page: page.host.stored,
        "report": lambda page: page.reports.take,
        "dialog": lambda page: page.host.dialog,
        "script": lambda page: page.documents.run_script,
        "import": lambda page: page.documents.import_module,
        "resolve": lambda page: page.documents.resolve_module,
        "evaluateScript": lambda page: page.documents.evaluate_script,
        "evaluated": lambda page: page.evaluations.done,
    }


#: Who answers, by what is asked: found only then, since a page asks for few of them.
_OF_PAGE = _answers_of_page()
