"""
Events in a snapshot: what differs from run to run is replaced by names, and they print as trees.

`pytest_stario.syrupy` and `pytest_stario.inline_snapshot` bring it to these two libraries.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from stario.datastar import Event, PatchElements, PatchSignals
from stario.testing._html import outline

__all__ = ["TIMES", "UUIDS", "Scrubber", "Scrubbing", "arguments_of", "printed", "scrub"]


@dataclass(frozen=True, slots=True)
class Scrubber:
    """
    Gives a name to each text that a pattern finds: `ORDER_1` to the first, `ORDER_2` to the next other one.

    The same text has the same name wherever it comes again, so that a snapshot still shows which element an
    event is about.

    - `name`: what the names begin with.
    - `pattern`: a regular expression; if it has a group, only what the group finds is replaced. Of a number
      among the signals, all has to match.
    """

    name: str
    pattern: str


UUIDS = Scrubber("UUID", r"(?i)\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
"""UUIDs (RFC 9562), in any case, as `UUID_1`, `UUID_2`, ..."""
TIMES = Scrubber(
    "TIME",
    r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[JFMASOND][a-z]{2}) \d{4} \d\d:\d\d:\d\d GMT",
)
"""Dates with a time of day (RFC 3339, and HTTP's form), as `TIME_1`, `TIME_2`, ..."""


def scrub(events: Iterable[Event], *scrubbers: Scrubber) -> list[Event]:
    """
    The events with names for what differs from run to run; `UUIDS` and `TIMES` if no scrubber is given.
    """
    scrubbing = Scrubbing(scrubbers or (UUIDS, TIMES))
    return [scrubbing(event) for event in events]


class Scrubbing:
    """
    Scrubs one event after the other, and remembers the names that it has given.
    """

    def __init__(self, scrubbers: Iterable[Scrubber]) -> None:
        self._scrubbers = [(each.name, re.compile(each.pattern)) for each in scrubbers]
        self._names: dict[str, dict[str, str]] = {name: {} for name, _ in self._scrubbers}

    def __call__(self, event: Event) -> Event:
        """
        The event, scrubbed.
        """
        first, options = arguments_of(event)
        return type(event)(self._value(first), **{name: self._value(value) for name, value, _ in options})

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            for name, pattern in self._scrubbers:
                value = pattern.sub(partial(self._replaced, name), value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            for name, pattern in self._scrubbers:
                if found := pattern.fullmatch(str(value)):
                    return self._replaced(name, found)
        elif isinstance(value, dict):
            return {self._value(key): self._value(item) for key, item in value.items()}
        elif isinstance(value, list):
            return [self._value(item) for item in value]
        return value

    def _replaced(self, name: str, found: re.Match[str]) -> str:
        group = 1 if found.re.groups and found[1] is not None else 0
        text = found[group]
        names = self._names[name]
        given = names.setdefault(text, f"{name}_{len(names) + 1}")
        start, end = (at - found.start() for at in found.span(group))
        return found[0][:start] + given + found[0][end:]


def arguments_of(event: Event) -> tuple[Any, list[tuple[str, Any, Any]]]:
    """
    What makes an event: its first argument, and the name, the value and the default of each other one.
    """
    first, *rest = inspect.signature(type(event)).parameters.values()
    options = [(each.name, getattr(event, each.name), each.default) for each in rest]
    return getattr(event, first.name), options


def printed(event: Event) -> list[str]:
    """
    The event as lines: its options, then its HTML as a tree, or its signals.
    """
    first, options = arguments_of(event)
    if isinstance(event, PatchElements):
        body = outline(event.elements)
    elif isinstance(event, PatchSignals):
        body = json.dumps(event.signals, indent=2, sort_keys=True, ensure_ascii=False).splitlines()
    else:
        body = event.data.split("\n") if event.data is not None else []
        options = [("event", first, None), *(each for each in options if each[0] != "data")]
    given = ", ".join(f"{name}={value!r}" for name, value, default in options if value != default)
    return [f"{type(event).__name__}({given})", *(f"  {line}" for line in body)]
