"""
What is different between two frames, to read.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import Any

__all__ = ["difference"]

_TAGS = re.compile(r"(<[^>]*>)")
_VOID = re.compile(r"^<(?:!|area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)", re.IGNORECASE)


def difference(theirs: list[dict[str, Any]], ours: list[dict[str, Any]]) -> str | None:
    """
    The first step after which Chromium and the page differ, and how; None if none does.
    """
    for number, (wanted, found) in enumerate(zip(theirs, ours, strict=True)):
        parts = [
            _of(key, wanted[key], found.get(key))
            for key in wanted
            if key != "step" and wanted[key] != found.get(key)
        ]
        if parts:
            return f"step {number}, {wanted['step']}:\n" + "\n".join(parts)
    return None


def _of(key: str, wanted: Any, found: Any) -> str:
    lines = difflib.unified_diff(_lines(wanted), _lines(found), "Chromium", "the page", lineterm="", n=2)
    return f"  {key}:\n" + "\n".join(f"    {line}" for line in lines)


def _lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return _tree(value)
    if isinstance(value, list):
        return [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value]
    return json.dumps(value, indent=1, ensure_ascii=False).splitlines()


def _tree(html: str) -> list[str]:
    """
    A line for each tag and each text, indented by their depth.
    """
    depth, lines = 0, []
    for piece in _TAGS.split(html):
        if not piece:
            continue
        if piece.startswith("</"):
            depth = max(0, depth - 1)
        lines.append("  " * depth + (piece if piece.startswith("<") else repr(piece)))
        if piece.startswith("<") and not piece.startswith("</") and not _VOID.match(piece):
            depth += 1
    return lines
