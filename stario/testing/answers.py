"""
What the Datastar client makes of a whole answer (`plugins/actions/fetch.ts`).
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

from stario.datastar import (
    Event,
    EventDecoder,
    PatchElements,
    PatchSignals,
    merge_patch,
)

__all__ = ["events_of", "signals_of"]


def events_of(status: int, headers: Mapping[str, str], body: bytes) -> list[Event]:
    """
    The events that an answer stands for: those of an event stream, or the one that HTML, JSON or
    JavaScript amounts to with its `datastar-*` headers.

    A status other than 200 stands for nothing. `headers` are looked up in lower case. Raises
    `MalformedEvent`, or `ValueError` for JSON or headers that the client would refuse.
    """
    if status != 200:
        return []
    kind = headers.get("content-type", "")
    text = body.decode("utf-8", "replace")
    mode: Any = headers.get("datastar-mode", "outer")
    namespace: Any = headers.get("datastar-namespace", "html")
    if "text/html" in kind:
        return [
            PatchElements(
                text,
                selector=headers.get("datastar-selector"),
                mode=mode,
                namespace=namespace,
                use_view_transition=_flag(headers, "datastar-use-view-transition"),
            )
        ]
    if "application/json" in kind:
        only = _flag(headers, "datastar-only-if-missing")
        return [PatchSignals(json.loads(text), only_if_missing=only)]
    if "text/javascript" in kind:
        wanted: dict[str, str] = json.loads(headers.get("datastar-script-attributes", "{}"))
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in wanted.items())
        return [PatchElements(f"<script{written}>{text}</script>", selector="head", mode="append")]
    decoder = EventDecoder()
    events = decoder.feed(body)
    decoder.finish()
    return events


def signals_of(events: Iterable[Event]) -> dict[str, Any]:
    """
    What the signals in `events` add up to, in a page that had none.
    """
    signals: dict[str, Any] = {}
    for event in events:
        if isinstance(event, PatchSignals):
            merge_patch(signals, event.signals, only_if_missing=event.only_if_missing)
    return signals


def _flag(headers: Mapping[str, str], name: str) -> bool:
    return headers.get(name, "").strip() == "true"
