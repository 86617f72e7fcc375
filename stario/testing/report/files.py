"""
The stories of a run in a folder: a file of lines for each test, and the screenshots that they name beside it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from stario.testing.report.lines import FORMAT, Line, written

__all__ = ["clear", "read", "write"]

#: How many bytes of stories the report takes; a story that has no room is only named, and stays in its file.
MOST = 20 * 2**20
#: The pictures that a page may hand in, and how many bytes of one are taken.
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
MOST_OF_ONE = 2 * 2**20


def write(folder: Path, name: str, lines: list[Line]) -> None:
    """
    Write the story of a test, under this name; its screenshots are copied.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures = 0
    for line in lines:
        if line.get("screenshot") is None:
            continue
        source = Path(line["screenshot"])
        copied = f"{name}-{pictures + 1}{source.suffix.lower()}"
        line["screenshot"] = None
        try:
            if source.suffix.lower() not in PICTURES:
                raise ValueError(f"not {', '.join(PICTURES)}")
            if source.stat().st_size > MOST_OF_ONE:
                raise ValueError(f"larger than {MOST_OF_ONE} bytes")
            shutil.copyfile(source, folder / copied)
        except (OSError, ValueError) as problem:
            line["problems"] = [*line["problems"], f"the screenshot {source.name} is not here: {problem}"]
            continue
        pictures += 1
        line["screenshot"] = copied
    (folder / f"{name}.jsonl").write_text(written(lines), encoding="utf-8")


def clear(folder: Path) -> None:
    """
    Remove what an earlier run has written.
    """
    for path in folder.glob("*"):
        if path.suffix == ".jsonl" or path.suffix in PICTURES:
            path.unlink(missing_ok=True)


def read(folder: Path) -> list[list[Line]]:
    """
    The stories in a folder, by their tests' names; a file that cannot be read is one too.
    """
    stories: list[list[Line]] = []
    size = 0
    for path in sorted(folder.glob("*.jsonl")):
        try:
            text = path.read_text(encoding="utf-8")
            lines: list[Line] = [json.loads(line) for line in text.splitlines()]
            first = lines[0]
            if first.get("format") != FORMAT:
                raise ValueError(f"format {first.get('format')}, where this Stario reads {FORMAT}")
            needed = len(text) + sum(_size(folder, line) for line in lines)
        except (OSError, ValueError, LookupError, AttributeError) as problem:
            first = {
                "type": "test",
                "id": path.name,
                "outcome": "failed",
                "error": f"not readable: {problem}",
            }
            lines, needed = [first], 0
        if size + needed > MOST:
            lines, needed = [{**first, "left_out": path.name}], 0
        size += needed
        stories.append(lines)
    return sorted(stories, key=lambda lines: str(lines[0].get("id")))


def _size(folder: Path, line: Line) -> int:
    try:
        return (folder / Path(line["screenshot"]).name).stat().st_size
    except (KeyError, OSError, TypeError, ValueError):  # none, or not here: the page says so
        return 0
