"""
What was captured of a stream: its events in their order, which read like a list.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from stario.datastar import Event, PatchElements
from stario.testing._html import top_level_elements
from stario.testing.answers import signals_of

__all__ = ["Captured", "Moment"]


class Moment(NamedTuple):
    """
    An event, when it was sent, and the request that it came after.

    - `time`: seconds of the loop's time since the stream was opened.
    - `request`: the last request that any client of the application had made by then.
    """

    time: float
    event: Event
    request: str

    def __str__(self) -> str:
        return f"{self.time:9.3f} s  {self.event!r}  after {self.request}"


class Captured(Sequence[Event]):
    """
    Events as they came; compares, slices and prints like a list of them.
    """

    def __init__(self) -> None:
        self._moments: list[Moment] = []
        self._unread: deque[int] = deque()
        self._ignored: list[Callable[[Event], object]] = []

    @property
    def events(self) -> list[Event]:
        """
        The events so far.
        """
        return [moment.event for moment in self._moments]

    @property
    def timeline(self) -> list[Moment]:
        """
        The events so far, each with its time and the request that it came after.
        """
        return list(self._moments)

    @property
    def signals(self) -> dict[str, Any]:
        """
        What the signals add up to, in a page that had none.
        """
        return signals_of(self.events)

    @property
    def elements(self) -> dict[str, str]:
        """
        What the elements add up to, by target: `#id`, or the selector of the patch.

        outer, inner and replace set a target's HTML, append, prepend, before and after add to it, remove
        takes it away. Where the targets are in a page, only a page can tell.
        """
        found: dict[str, str] = {}
        for event in self.events:
            if isinstance(event, PatchElements):
                _add_up(found, event)
        return found

    @property
    def unread(self) -> list[Event]:
        """
        The captured events that were not read, by `next` and its like, and are not ignored.
        """
        return [self._moments[index].event for index in self._unread]

    def ignore(self, which: Event | Callable[[Event], object]) -> None:
        """
        Events that equal `which`, or for which it is true, are not read and not missed, now and later.

        They stay in `events` and in the timeline.
        """
        if isinstance(which, str | bytes):
            raise TypeError(f"ignore() takes an event or a function of one; found the text {which!r}")
        matches = which if callable(which) else lambda event: event == which
        self._ignored.append(matches)
        self._unread = deque(index for index in self._unread if not matches(self._moments[index].event))

    # Like a list.

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        return self.events[index]

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Captured | list):
            return self.events == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as a list's

    def __repr__(self) -> str:
        return repr(self.events)

    def __deepcopy__(self, memo: dict[int, object]) -> list[Event]:
        # Of a live capture, what can be copied is what it has captured: inline-snapshot does.
        return self.events

    def _keep(self, event: Event, time: float, request: str) -> None:
        if not any(matches(event) for matches in self._ignored):
            self._unread.append(len(self._moments))
        self._moments.append(Moment(time, event, request))

    def _take(self) -> Event:
        return self._moments[self._unread.popleft()].event


def _add_up(found: dict[str, str], event: PatchElements) -> None:
    if event.selector is None:
        for element_id, html in top_level_elements(event.elements):
            found[f"#{element_id}"] = html
        return
    target = event.selector
    if event.mode == "remove":
        found.pop(target, None)
    elif event.mode in ("append", "after"):
        found[target] = found.get(target, "") + event.elements
    elif event.mode in ("prepend", "before"):
        found[target] = event.elements + found.get(target, "")
    else:
        found[target] = event.elements
