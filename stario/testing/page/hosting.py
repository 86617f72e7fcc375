"""
What the scripts of a page ask of the host, answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stario.testing.page.classic import declares_lexically, with_imports
from stario.testing.page.cookies import document_cookies, set_document_cookie
from stario.testing.page.engine import ScriptError
from stario.testing.page.events import Dialog
from stario.testing.page.parsing import pure_answers

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["PageHost"]

_PURE = pure_answers()


class PageHost:
    """
    Answers one page's scripts. It is called while they run, so that it neither waits nor calls long.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._answers: dict[str, Callable[..., object]] = {
            **_PURE,
            "now": self._now,
            "tick": lambda: page.loop.time() * 1000,
            "timer": page.timers.set,
            "untimer": page.timers.cancel,
            "pending": page.timers.run_pending,
            "fetch": page.fetches.start,
            "abort": page.fetches.abort,
            "navigate": page.documents.navigate,
            "history": page.documents.history,
            "referrer": lambda: page.documents.referrers.came_from,
            "referrerPolicy": page.documents.referrers.take_meta,
            "cookie": lambda: document_cookies(page.network.jar, page.url),
            "setCookie": lambda text: set_document_cookie(page.network.jar, page.url, text),
            "stored": self._stored,
            "report": page.reports.take,
            "dialog": self._dialog,
            "script": page.documents.run_script,
            "import": page.documents.import_module,
            "resolve": page.documents.resolve_module,
            "lexical": declares_lexically,
            "withImports": with_imports,
            "evaluateScript": page.documents.evaluate_script,
            "evaluated": page.evaluations.done,
        }

    def __call__(self, name: str, arguments: list[Any]) -> object:
        answer = self._answers.get(name)
        if answer is None:
            raise ScriptError("NotSupportedError", f"the host of this page knows no {name!r}")
        return answer(*arguments)

    def _now(self) -> float:
        # Through datetime, whose clock is the test's.
        return datetime.now(UTC).timestamp() * 1000

    def _stored(self, area: str, key: str | None, old: str | None, new: str | None, url: str) -> None:
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

    def _dialog(self, kind: str, message: str, default: str) -> str | None:
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
