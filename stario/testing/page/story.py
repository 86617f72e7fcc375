"""
How a page came to be as it is: its requests, their events, its problems, and what the application waits for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stario.testing._diagnosis import timer_of
from stario.testing.loop import clock_of

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["story_of"]

#: How many lines of the timeline, problems and connections are told, the newest.
SHOWN, PROBLEMS, OPEN = 12, 3, 5
MOST_CHARACTERS = 160


def story_of(page: Page) -> list[str]:
    """
    The lines that end a message about a page.
    """
    lines = []
    if page.problems:
        lines.append("Problems:")
        for problem in page.problems[-PROBLEMS:]:
            lines.extend(f"    {line}" for line in str(problem).splitlines())
    lines.append("Timeline:")
    lines.extend(_timeline(page))
    waiting = [connection for connection in page.network.open if not connection.task.done()]
    lines.extend(
        f"The app waits in {connection.waits_at()}, for {connection.name}" for connection in waiting[:OPEN]
    )
    clock = clock_of(page.loop)
    if clock is not None:
        lines.append(f"Timers: {timer_of(clock)}")
    elif waiting:
        lines.append("Time is real here: ask for `stario_clock`, and it is the test's.")
    return lines


def _timeline(page: Page) -> list[str]:
    requests = page.requests
    if not requests:
        return ["    nothing was requested: the test begins with `await page.goto(...)`"]
    start = requests[0].time
    told: list[tuple[float, float, str]] = []
    for order, request in enumerate(requests):
        how = f"status {request.status}" if request.status is not None else request.error or "no answer yet"
        told.append((request.time, order, f"{request}  {how}"))
    for action in page.elements.actions:
        remark = f" ({action.remark})" if action.remark is not None else ""
        told.append((action.time, action.requests - 0.5, f"{action.said}{remark}"))
    for stream in page.streams:
        opened, name = stream._connection.opened, stream._connection.name
        order = next((n for n, each in enumerate(requests) if str(each).startswith(name)), len(requests))
        told += [
            (opened + moment.time, order + 0.25, f"    {moment.event!r} of {name}")
            for moment in stream.timeline
        ]
    told.sort(key=lambda each: each[:2])
    lines = [f"    ... {len(told) - SHOWN} earlier"] if len(told) > SHOWN else []
    return lines + [f"    {time - start:9.3f} s  {_cut(text)}" for time, _, text in told[-SHOWN:]]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}..."
