"""
What a page looked like at one moment of a test: how a page hands it in to the report.

    trace.add(PageSnapshot(cause="click button 'Add'", before=html, after=page.content()))
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import turbohtml

from stario.testing._html import outline_of
from stario.testing.report.changes import Differences

if TYPE_CHECKING:
    from stario.testing.server import Connection

__all__ = ["PageSnapshot", "Taken", "put_in", "told"]

#: How many characters of a page are looked at.
LOOKED_AT = 500_000


def _which(line: dict[str, Any]) -> tuple[Any, ...]:
    return line["time"], line["request"], line.get("index")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSnapshot:
    """
    A page after something has happened to it.

    - `cause`: what has happened, in a few words, such as `click button 'Add'`. Where it was an event:
      the `connection` that brought it, and which of its events it was, from 0 on (`index`).
    - `after`: the page's HTML now, and `before`: what it was; None if the page has just been loaded.
    - `page`: which of the test's pages, from 1 on. `url`: where it is.
    - `screenshot`: a file with what a person would see, PNG, JPEG or WebP; copied when the test is over.
    - `locators`: what was looked for in it, and what that found. `problems`: what went wrong in it, such as
      errors of its scripts, and a target that an event did not find.
    """

    cause: str
    after: str
    before: str | None = None
    page: int = 1
    url: str | None = None
    connection: Connection | None = None
    index: int | None = None
    screenshot: Path | None = None
    locators: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Taken(NamedTuple):
    """
    A snapshot, the loop's time at which it was taken, and how many requests the test had made by then.
    """

    time: float
    requests: int
    snapshot: PageSnapshot


def put_in(lines: list[dict[str, Any]], pages: list[dict[str, Any]]) -> None:
    """
    Put the lines of snapshots among those of requests, which are in the order of time.

    On virtual time much happens in the same moment: one of an event comes right after it, any other one
    before the next request.
    """
    lowest = 0
    for page in pages:
        after = page.pop("_after", None)
        at = next((n for n in range(lowest, len(lines)) if _is_later(lines[n], page, after)), len(lines))
        for n in range(lowest, at):
            if lines[n]["type"] == "event" and _which(lines[n]) == _which(page):
                at = n + 1
                break
        lines.insert(at, page)
        lowest = at + 1


def _is_later(line: dict[str, Any], page: dict[str, Any], after: int | None) -> bool:
    if line["time"] != page["time"] or line["type"] != "request":
        return bool(line["time"] > page["time"])
    return after is not None and page["request"] is None and line["request"] > after


def told(pages: list[Taken], requests: dict[int, int]) -> list[dict[str, Any]]:
    """
    The lines of these snapshots.

    - `requests`: the numbers of requests, by the `id()` of their connections.
    """
    differences = Differences()
    last = {taken.snapshot.page: taken for taken in pages}
    lines = []
    for taken in pages:
        one = taken.snapshot
        line: dict[str, Any] = {
            "type": "snapshot",
            "time": taken.time,
            "_after": taken.requests,
            "request": requests.get(id(one.connection)),
            "index": one.index,
            "page": one.page,
            "url": one.url,
            "cause": one.cause,
            "changes": _changes(one, differences),
            "locators": [*one.locators],
            "problems": [*one.problems],
            "screenshot": None if one.screenshot is None else str(one.screenshot),
        }
        if last[one.page] is taken:
            line["html"] = one.after
        lines.append(line)
    return lines


def _changes(one: PageSnapshot, differences: Differences) -> list[str]:
    if one.before is None:
        return ["a page was loaded"]
    if one.before == one.after:
        return ["nothing"]
    return differences(_tree(one.after), _tree(one.before))


def _tree(html: str) -> list[str]:
    return outline_of(turbohtml.parse(html[:LOOKED_AT]).children)
