"""
The time line of a test at a glance: a lane for each request, and where in it something came.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from stario.testing.report.lines import Line

__all__ = ["COLOURS", "Lane", "Mark", "Overview", "overview", "parts_of"]

#: How many lanes are shown, and how many colours they take by turns.
MOST, COLOURS = 30, 6
#: How many marks a lane has room for.
PLACES = 400


class Mark(NamedTuple):
    """
    Something that came: where in the lane (per cent), its kind, the number of its line, and its text.
    """

    at: float
    kind: str
    line: int
    text: str


class Lane(NamedTuple):
    """
    A request: from where to where it was open (per cent), how it ended, and what came.
    """

    request: int
    name: str
    begin: float
    width: float
    how: str
    marks: list[Mark]


class Overview(NamedTuple):
    """
    - `lanes`: those that are shown, and `more` how many are not.
    - `ticks`: times along them, each with its place (per cent).
    """

    lanes: list[Lane]
    more: int
    ticks: list[tuple[float, float]]


def overview(lines: list[Line]) -> Overview:
    """
    The lanes of a story.
    """
    end = max((line["time"] for line in lines if "time" in line), default=0.0)

    def at(time: float) -> float:
        return round(100 * time / end, 2) if end else 0.0

    found: dict[int, dict[str, Any]] = {}
    for number, line in enumerate(lines):
        if line["type"] == "request":
            name = f"{line['method']} {parts_of(line['url'])[0]}"
            found[line["request"]] = {"name": name, "begin": at(line["time"]), "end": 100.0, "marks": {}}
        lane = found.get(line.get("request") or 0)
        if lane is None:
            continue
        if line["type"] == "end":
            lane.update(end=at(line["time"]), how=line["how"])
        elif line["type"] in ("event", "page", "body", "problem"):
            kind = line["type"]
            if kind == "event":
                kind = "signals" if line["event"] == "PatchSignals" else "elements"
            mark = Mark(at(line["time"]), kind, number, str(line["text"])[:100])
            lane["marks"].setdefault((kind, round(mark.at * PLACES / 100)), mark)
    lanes = [
        Lane(
            request,
            lane["name"],
            lane["begin"],
            round(max(0.0, lane["end"] - lane["begin"]), 2),
            lane.get("how", "open"),
            [*lane["marks"].values()],
        )
        for request, lane in found.items()
    ]
    ticks = [(round(end * part / 4, 3), 25.0 * part) for part in range(5)] if end else []
    return Overview(lanes[:MOST], max(0, len(lanes) - MOST), ticks)


def parts_of(url: str) -> tuple[str, str]:
    """
    A URL without the signals that the client sends in it, and these, as the JSON that they are.
    """
    found = re.search(r"[?&]datastar=", url)
    if found is None:
        return url, ""
    try:
        _, end = json.JSONDecoder().raw_decode(url, found.end())
    except ValueError:
        return url, ""
    rest = url[end:]
    before = url[: found.start()] + (found[0][0] + rest[1:] if rest.startswith("&") else "")
    return before, url[found.end() : end]
