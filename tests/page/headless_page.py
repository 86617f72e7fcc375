"""
A page of ours without an application: a document, scripts, and a user's actions by Playwright's names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stario.testing.page.engine import Engine
from stario.testing.page.parsing import pure_answers

URL = "http://testserver/"
#: The names of our options, by Playwright's.
OPTIONS = {"click_count": "count"}


class Refused(Exception):
    """
    What a user cannot do with an element.
    """


class HeadlessPage:
    """
    A document in an engine of its own. Time stands still but for `wait`.
    """

    def __init__(self, body: str) -> None:
        self.now = 0.0
        self.timers: list[int] = []
        self.told: list[Any] = []
        #: Where the page has wanted to go, and what it has reported.
        self.visits: list[dict[str, Any]] = []
        self.reports: list[tuple[str, Any]] = []
        answers: dict[str, Callable[..., object]] = {
            **pure_answers(),
            "now": lambda: 1_700_000_000_000.0 + self.now,
            "tick": lambda: self.now,
            "timer": lambda timer, delay: self.timers.append(timer),
            "evaluated": lambda number, value, problem: self.told.append((value, problem)),
            "navigate": self.visits.append,
            "report": lambda kind, data: self.reports.append((kind, data)),
        }

        def host(name: str, arguments: list[Any]) -> object:
            return answers[name](*arguments) if name in answers else None

        self.engine = Engine()
        self.engine.host = host
        self.engine.call("start", {"url": URL, "local": {}, "session": {}})
        self.engine.call("boot", document(body), URL, "text/html")
        self.engine.call("loaded")
        self.rest()

    def rest(self) -> None:
        self.engine.call("after")
        while self.timers:
            self.engine.call("fire", self.timers.pop(0))
            self.engine.call("after")

    def evaluate(self, script: str) -> Any:
        self.engine.call("evaluate", 1, script, None)
        value, problem = self.told.pop()
        assert problem is None, problem
        return value

    def act(self, selector: str, action: str, options: dict[str, Any]) -> None:
        steps = [{"kind": "css", "selector": selector}]
        refused = self.engine.call("act", steps, action, options).get("refused")
        if refused is not None:
            raise Refused(refused.get("why") or f"{refused['count']} elements instead of one")

    def step(self, name: str, *given: Any) -> None:
        options = dict(given[-1]) if given and isinstance(given[-1], dict) else {}
        values = [value for value in given if not isinstance(value, dict)]
        options.pop("position", None)
        options = {OPTIONS.get(key, key): value for key, value in options.items()}
        match name:
            case "wait":
                self.now += 1200
            case "evaluate":
                self.evaluate(values[0])
            case "keyboard":
                self.engine.call("keyboard", "press", values[0])
            case "fill":
                self.act(values[0], "fill", {"value": values[1]})
            case "press":
                self.act(values[0], "press", {"key": values[1]})
            case "press_sequentially":
                self.act(values[0], "press_sequentially", {"text": values[1]})
            case "select_option":
                self.act(values[0], "select_option", {"choices": [values[1]]})
            case "set_input_files":
                files = [
                    {"name": file["name"], "type": file["mimeType"], "bytes": file["text"]}
                    for file in values[1]
                ]
                self.act(values[0], "set_input_files", {"files": files})
            case _:
                self.act(values[0], name, options)
        self.rest()


def document(body: str) -> str:
    """The page with this body."""
    return f"<!doctype html><html><head></head><body>{body}</body></html>"
