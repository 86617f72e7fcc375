"""A story with everything in it, made up."""

from __future__ import annotations

from typing import Any

from stario.testing.report.lines import Line

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`&\u2028${x}"


def a_story(**test: Any) -> list[Line]:
    return [
        {"type": "test", "format": 1, "id": "a", "outcome": "failed", "file": "t.py", "line": 3, **test},
        {
            "type": "request", "time": 0.0, "request": 1, "user": 1, "method": "GET", "url": HOSTILE,
            "headers": [[HOSTILE, HOSTILE]], "body": HOSTILE, "handler": HOSTILE,
        },
        {"type": "response", "time": 0.0, "request": 1, "status": 200, "headers": [[HOSTILE, HOSTILE]]},
        {
            "type": "event", "time": 1.0, "request": 1, "index": 0, "event": "PatchElements", "text": HOSTILE,
            "fields": {"elements": HOSTILE, "signals": {HOSTILE: HOSTILE}}, "changes": [f"+ {HOSTILE}"],
        },
        {"type": "page", "time": 1.0, "request": 1, "text": HOSTILE},
        {"type": "body", "time": 1.0, "request": 1, "text": HOSTILE},
        {
            "type": "snapshot", "time": 1.0, "request": 1, "index": 0, "page": 1, "url": HOSTILE,
            "cause": HOSTILE, "changes": [f"- {HOSTILE}"], "locators": [HOSTILE], "problems": [HOSTILE],
            "html": HOSTILE, "screenshot": HOSTILE,
        },
        {"type": "gap", "time": 1.0, "request": 1, "bytes": 3},
        {"type": "problem", "time": 1.0, "request": 1, "text": HOSTILE},
        {"type": "end", "time": 2.0, "request": 1, "how": "failed", "error": HOSTILE, "waited": HOSTILE},
    ]  # fmt: skip
