"""
How two lists of events differ: index by index, HTML as a tree, signals as a dict.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from stario.datastar import Event, OtherEvent, PatchElements, PatchSignals
from stario.testing._html import outline

__all__ = ["diff", "events_in", "explain", "is_event"]

#: Two lists of lines with more pairs than this are not aligned: it would take seconds.
LARGEST = 250_000
_EVENTS = (PatchElements, PatchSignals, OtherEvent)


def is_event(value: object) -> bool:
    """
    Whether `value` is an event of `stario.datastar`.
    """
    return isinstance(value, _EVENTS)


def explain(left: Sequence[object], right: Sequence[object], *, limit: int = 3) -> list[str]:
    """
    Lines that say how `left` and `right`, lists of events, differ; none if they do not.

    `+` marks what only the left has, `-` what only the right has, as in pytest's own diffs. Details are
    given for the first `limit` events that differ.
    """
    differing = [index for index, (one, two) in enumerate(zip(left, right, strict=False)) if one != two]
    lines: list[str] = []
    if len(differing) > 1:
        which = ", ".join(f"[{index}]" for index in differing[:10])
        lines.append(f"{len(differing)} events differ: {which}{' ...' * (len(differing) > 10)}")
    for index in differing[:limit]:
        first, *rest = _explain_one(left[index], right[index])
        lines.append(f"[{index}] differs: {first}")
        lines += [f"  {line}" for line in rest]
    if len(differing) > limit:
        lines.append(f"... and {len(differing) - limit} more")
    for sign, side, longer, shorter in (("+", "left", left, right), ("-", "right", right, left)):
        extra = longer[len(shorter) :]
        if extra:
            lines.append(f"the {side} has {_count(extra, 'event')} more:")
            lines += [f"  {sign} [{at}] {event!r}" for at, event in enumerate(extra[:10], len(shorter))]
            if len(extra) > 10:
                lines.append(f"  ... and {len(extra) - 10} more")
    return lines


def _explain_one(left: object, right: object) -> Iterator[str]:
    if type(left) is not type(right) or not is_event(left):
        yield "one is not of the other's kind"
        yield f"+ {left!r}"
        yield f"- {right!r}"
        return
    options = [name for name in _options(left) if getattr(left, name) != getattr(right, name)]
    body = list(_explain_body(left, right))
    yield " and ".join([*options, *body[:1]])
    for name in options:
        yield f"+ {name}={getattr(left, name)!r}"
        yield f"- {name}={getattr(right, name)!r}"
    yield from body[1:]


def _explain_body(left: object, right: object) -> Iterator[str]:
    if isinstance(left, PatchElements) and isinstance(right, PatchElements):
        yield from _explain_html(left.elements, right.elements)
    elif isinstance(left, PatchSignals) and isinstance(right, PatchSignals):
        yield from _explain_signals(left, right)


def _options(event: object) -> Iterable[str]:
    leave_out = {"elements", "json", "_plain"}
    names: tuple[str, ...] = type(event).__slots__  # type: ignore[attr-defined]  # events have slots
    return [name for name in names if name not in leave_out]


def _explain_html(left: str, right: str) -> Iterator[str]:
    if left == right:
        return
    one, two = outline(left), outline(right)
    if one == two:
        yield "elements (the same tree, written differently: space, quotes, order of attributes)"
        yield f"+ {left!r}"
        yield f"- {right!r}"
    else:
        yield "elements, as a tree"
        yield from diff(one, two)


def _explain_signals(left: PatchSignals, right: PatchSignals) -> Iterator[str]:
    if PatchSignals(left.signals) != PatchSignals(right.signals):
        yield "signals"
        yield from diff(_printed(left.signals), _printed(right.signals))


def _printed(signals: dict[str, Any]) -> list[str]:
    return json.dumps(signals, indent=2, sort_keys=True, ensure_ascii=False).splitlines()


def diff(left: list[str], right: list[str]) -> list[str]:
    """
    The lines of two outlines that differ, each under the lines that it is nested in: `+` is left, `-` right.
    """
    return list(_diff(left, right))


def _diff(left: list[str], right: list[str]) -> Iterator[str]:
    above: list[str] = []  # the lines that the next one is nested in, and that were not shown yet
    for right_from, right_to, left_from, left_to in _stretches(left, right):
        if right[right_from:right_to] == left[left_from:left_to]:
            for line in right[right_from:right_to]:
                _leave(above, line)
                above.append(line)
            continue
        changed = [f"- {line}" for line in right[right_from:right_to]]
        changed += [f"+ {line}" for line in left[left_from:left_to]]
        _leave(above, changed[0][2:])
        yield from (f"  {line}" for line in above)
        yield from changed
        above.clear()


def _stretches(left: list[str], right: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """
    Where the lines are equal, and where not: from and to of the right, and of the left.
    """
    most = min(len(left), len(right))
    start = next((at for at in range(most) if left[at] != right[at]), most)
    most -= start
    end = next((at for at in range(most) if left[-1 - at] != right[-1 - at]), most)
    one, two = left[start : len(left) - end], right[start : len(right) - end]
    yield 0, start, 0, start
    if one and two and len(one) * len(two) <= LARGEST:
        for _, *places in difflib.SequenceMatcher(None, two, one, autojunk=False).get_opcodes():
            right_from, right_to, left_from, left_to = (start + place for place in places)
            yield right_from, right_to, left_from, left_to
    elif one or two:
        yield start, start + len(two), start, start + len(one)
    yield start + len(two), len(right), start + len(one), len(left)


def _leave(above: list[str], line: str) -> None:
    """
    Drop from `above` what the indented `line` is not nested in.
    """
    while above and _depth(above[-1]) >= _depth(line):
        above.pop()


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _count(of: Sequence[object], noun: str) -> str:
    return f"{len(of)} {noun}{'' if len(of) == 1 else 's'}"


def _only_events(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, _EVENTS) for item in value)


def events_in(value: object) -> Sequence[Event] | None:
    """
    `value` as a list of events, if it is one: a stream, a list or a tuple with an event in it.
    """
    from stario.testing.stream import EventStream

    if isinstance(value, EventStream):
        return value.events
    if _only_events(value):
        return list(value)  # type: ignore[call-overload, no-any-return]  # as just seen
    return None
