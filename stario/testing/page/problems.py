"""
What is wrong with a page although nothing failed: the client goes on in silence, or only logs it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Kind", "PageProblemWarning", "PageProblems", "Problem"]

Kind = Literal[
    "expression",
    "error",
    "rejection",
    "no-target",
    "duplicate-id",
    "unknown-attribute",
    "no-route",
    "status",
    "missing-signal",
    "not-simulated",
    "script",
]
#: The client's codes for an attribute or an expression that it cannot run.
_OF_EXPRESSIONS = frozenset(
    (
        "BindPropNameMissing",
        "ComputedExpectedFunction",
        "ExecuteExpression",
        "GenerateExpression",
        "KeyAndValueProvided",
        "KeyNotAllowed",
        "KeyOrValueRequired",
        "KeyRequired",
        "UndefinedAction",
        "ValueNotAllowed",
        "ValueRequired",
    )
)
_CODE = re.compile(r"^[A-Z][A-Za-z]+$")


class PageProblems(AssertionError):
    """
    A page has problems that its test has not looked at.
    """


class PageProblemWarning(UserWarning):
    """
    A page has problems, where `stario_page_problems` is `warn`.
    """


@dataclass(frozen=True)
class Problem:
    """
    - `kind`: what sort of problem, see `Kind`.
    - `name`: the error's name, the client's own where it has one, such as `ExecuteExpression`.
    - `message`: what happened.
    - `element`: the element in a line. `line`: where it is in the HTML as it was served, if it is from there.
    - `event`: what caused it, such as `PatchElements(...)` or `GET /feed`.
    - `time`: the loop's time.
    """

    kind: Kind
    name: str
    message: str
    element: str | None = None
    line: int | None = None
    event: str | None = None
    time: float = 0.0

    def __str__(self) -> str:
        text = f"{self.kind}: {self.name + ': ' if self.name else ''}{self.message}"
        if self.element is not None:
            at = f" (line {self.line} of the page)" if self.line is not None else ""
            text += f"\n    in {self.element}{at}"
        if self.event is not None:
            text += f"\n    caused by {self.event}"
        return text


@dataclass(frozen=True)
class ClientError:
    """
    An error that the client has made: its code, what it says, and the expression that it is about.
    """

    code: str
    message: str
    context: dict[str, Any]

    @property
    def expression(self) -> str | None:
        """
        The attribute and its value, as they stand in the page.
        """
        found = self.context.get("expression")
        if not isinstance(found, dict):
            return None
        key, value = found.get("rawKey") or found.get("key"), found.get("value")
        return f'data-{key}="{value}"' if key else None


def client_error(message: str) -> ClientError | None:
    """
    The client's error in an error's message; None if it is not one of the client's.
    """
    code, _, rest = message.partition("\n")
    if not _CODE.match(code) or "Context: " not in rest:
        return None
    text = rest.partition("Context: ")[2]
    try:
        context = json.loads(text)
    except ValueError:
        context = {}
    inner = context.get("error") or context.get("message") or ""
    return ClientError(code, str(inner), context if isinstance(context, dict) else {})


def kind_of(error: ClientError | None) -> Kind:
    """
    What sort of problem an error is.
    """
    if error is not None and error.code in _OF_EXPRESSIONS:
        return "expression"
    return "error"
