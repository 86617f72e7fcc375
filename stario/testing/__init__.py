"""
The testing companion: what a handler yields is what a test asserts.

It knows nothing of pytest; `pytest_stario` wires it to fixtures and messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stario.datastar import MalformedEvent, OtherEvent
from stario.testing.captured import Moment
from stario.testing.client import StarioClient
from stario.testing.clock import Deadlock, Overrun, VirtualClock
from stario.testing.exhaustive import LeftBehind
from stario.testing.loop import SeededLoop, VirtualLoop
from stario.testing.server import StillRunning
from stario.testing.stream import EventStream, NotAStream, StreamEnded, StreamTimeout
from stario.testing.transport import ASGITransport, StarioResponse

if TYPE_CHECKING:
    from stario.testing.page import Locator, Page, expect

__all__ = [
    "ASGITransport",
    "Deadlock",
    "EventStream",
    "LeftBehind",
    "Locator",
    "MalformedEvent",
    "Moment",
    "NotAStream",
    "OtherEvent",
    "Overrun",
    "Page",
    "SeededLoop",
    "StarioClient",
    "StarioResponse",
    "StillRunning",
    "StreamEnded",
    "StreamTimeout",
    "VirtualClock",
    "VirtualLoop",
    "expect",
]

#: What is imported when it is asked for: a test that opens no page needs no JavaScript.
_OF_PAGES = ("Locator", "Page", "expect")


def __getattr__(name: str) -> Any:
    if name not in _OF_PAGES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import stario.testing.page as pages

    return getattr(pages, name)
