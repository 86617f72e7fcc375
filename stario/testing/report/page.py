"""
The report: all stories of a run as one HTML file, that needs nothing beside it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2

from stario.testing.report.lines import FORMAT, Line

__all__ = ["read", "render"]

#: How many bytes of stories the page takes; what comes after is only named, and stays in its own file.
MOST = 20 * 2**20


def read(folder: Path) -> list[list[Line]]:
    """
    The stories in a folder of JSONL files, by their tests' names; a file that cannot be read is one too.
    """
    stories: list[list[Line]] = []
    size = 0
    for path in sorted(folder.glob("*.jsonl")):
        try:
            text = path.read_text(encoding="utf-8")
            size += len(text)
            lines: list[Line] = [json.loads(line) for line in text.splitlines()]
            first = lines[0]
            if first.get("format") != FORMAT:
                raise ValueError(f"format {first.get('format')}, where this Stario reads {FORMAT}")
        except (OSError, ValueError, LookupError, AttributeError) as problem:
            first = {
                "type": "test",
                "id": path.name,
                "outcome": "failed",
                "message": f"not readable: {problem}",
            }
            lines = [first]
        if size > MOST:
            lines = [{**first, "left_out": path.name}]
        stories.append(lines)
    return sorted(stories, key=lambda lines: str(lines[0].get("id")))


def render(stories: list[list[Line]], *, title: str = "Stario report") -> str:
    """
    The page, from the lines of each test.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["pretty"] = _pretty
    return environment.get_template("page.html.j2").render(
        title=title, stories=stories, made=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    )


def _pretty(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return json.dumps(value, indent=2, ensure_ascii=False)
