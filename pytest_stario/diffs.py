"""
`assert events == [...]` explains itself.
"""

from __future__ import annotations

import sys

import pytest


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """
    Say how two events, or two lists of events, differ.
    """
    if op != "==" or "stario.datastar" not in sys.modules:
        return None
    from stario.testing.compare import events_in, explain, is_event

    if is_event(left) and is_event(right):
        first, *rest = explain([left], [right])
        return [f"{_short(left)} == {_short(right)}", first.removeprefix("[0] "), *rest]
    one, two = events_in(left), events_in(right)
    if one is None and two is None:
        return None
    if one is None:
        one = left if isinstance(left, list | tuple) else None
    if two is None:
        two = right if isinstance(right, list | tuple) else None
    if one is None or two is None:
        return None
    lines = [f"{_count(len(one))} == {_count(len(two))}", *explain(one, two)]
    for stream, expected in ((left, two), (right, one)):
        may_come = getattr(stream, "may_come", None)  # of a live stream, which had less to say
        if may_come is not None and len(events_in(stream) or ()) < len(expected) and (hint := may_come()):
            lines.append(f"More may come: {hint}")
    return lines


def _count(number: int) -> str:
    return f"{number} event{'' if number == 1 else 's'}"


def _short(event: object) -> str:
    text = repr(event)
    return text if len(text) <= 60 else f"{text[:59]}…"
