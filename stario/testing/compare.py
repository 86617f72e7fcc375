"""
How two lists of events differ: index by index, HTML as a tree, signals as a dict.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence

from stario.datastar import Event, OtherEvent, PatchElements, PatchSignals
from stario.testing._html import outline

__all__ = ["events_in", "explain", "is_event"]

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
    differing = [
        index for index, (one, two) in enumerate(zip(left, right, strict=False)) if one != two
    ]
    lines: list[str] = []
    if differing:
        same = min(len(left), len(right)) - len(differing)
        which = ", ".join(f"[{index}]" for index in differing[:10])
        more = " ..." if len(differing) > 10 else ""
        lines.append(f"{_count(differing, 'event')} differ{'s' * (len(differing) == 1)}: {which}{more}")
        lines[-1] += f" ({same} equal)" if same else ""
        for index in differing[:limit]:
            lines.append(f"[{index}]")
            lines += [f"  {line}" for line in _explain_one(left[index], right[index])]
        if len(differing) > limit:
            lines.append(f"... and {len(differing) - limit} more")
    for sign, side, longer, shorter in (("+", "left", left, right), ("-", "right", right, left)):
        extra = longer[len(shorter) :]
        if extra:
            lines.append(f"the {side} has {_count(extra, 'event')} more:")
            first = len(shorter)
            lines += [f"  {sign} [{first + at}] {event!r}" for at, event in enumerate(extra[:10])]
            if len(extra) > 10:
                lines.append(f"  ... and {len(extra) - 10} more")
    return lines


def _explain_one(left: object, right: object) -> Iterator[str]:
    if type(left) is not type(right) or not is_event(left):
        yield f"+ {left!r}"
        yield f"- {right!r}"
        return
    for name in _options(left):
        one, two = getattr(left, name), getattr(right, name)
        if one != two:
            yield f"{name}: + {one!r}"
            yield f"{' ' * len(name)}  - {two!r}"
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
        yield "elements: the same tree, written differently (space, quotes or order of attributes)"
        yield f"+ {left!r}"
        yield f"- {right!r}"
        return
    yield "elements, as a tree:"
    yield from (f"  {line}" for line in _diff(one, two))


def _explain_signals(left: PatchSignals, right: PatchSignals) -> Iterator[str]:
    if left.signals == right.signals:
        return
    yield "signals:"
    yield from (f"  {line}" for line in _diff(_printed(left), _printed(right)))


def _printed(event: PatchSignals) -> list[str]:
    return json.dumps(event.signals, indent=2, sort_keys=True, ensure_ascii=False).splitlines()


def _diff(left: list[str], right: list[str]) -> Iterator[str]:
    # ndiff's sign for "only in the second" is +, so the left goes second; its hints (?) are kept out.
    for line in difflib.ndiff(right, left):
        if not line.startswith("?"):
            yield line


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
