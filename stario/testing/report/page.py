"""
The report: all stories of a run as one HTML file, that needs nothing beside it.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2

from stario.testing.report.files import PICTURES
from stario.testing.report.lanes import COLOURS, overview, parts_of
from stario.testing.report.lines import Line

__all__ = ["render"]

#: How many changed lines are shown of an event that is not opened, and how much of each.
BRIEF, WIDE = 4, 160


def render(stories: list[list[Line]], *, title: str = "Stario report", folder: Path | None = None) -> str:
    """
    The page, from the lines of each test; their screenshots are taken from this folder.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "pretty": _pretty,
        "sign": _sign,
        "brief": _brief,
        "parts": parts_of,
        "seconds": _seconds,
    }

    def picture(name: str) -> str | None:
        return None if folder is None else _picture(folder / Path(name).name)

    return environment.get_template("page.html.j2").render(
        title=title,
        stories=stories,
        outcomes=Counter(str(lines[0].get("outcome")) for lines in stories),
        made=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        overview=overview,
        colours=COLOURS,
        picture=picture,
    )


def _pretty(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return json.dumps(value, indent=2, ensure_ascii=False)


def _sign(line: str) -> str:
    """
    The class of a line of a difference.
    """
    found = re.match(r"\s*([+-]) ", line)
    return "" if found is None else "add" if found[1] == "+" else "del"


def _brief(changes: list[str]) -> list[str]:
    """
    What a change comes down to.
    """
    changed = [line for line in changes if _sign(line)] or changes
    if len(changed) <= BRIEF + 1:
        return [line[:WIDE] for line in changed]
    return [*(line[:WIDE] for line in changed[:BRIEF]), f"… {len(changed) - BRIEF} more"]


def _seconds(time: float) -> str:
    return f"{time:,.3f}"


def _picture(path: Path) -> str | None:
    try:
        kind, content = PICTURES[path.suffix], path.read_bytes()
    except (KeyError, OSError):
        return None
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
