"""
The testing companion: what a handler yields is what a test asserts.

It knows nothing of pytest; `pytest_stario` wires it to fixtures and messages.
"""

from stario.datastar import MalformedEvent, OtherEvent
from stario.testing.client import StarioClient
from stario.testing.clock import Deadlock, Overrun, VirtualClock
from stario.testing.exhaustive import LeftBehind
from stario.testing.loop import SeededLoop, VirtualLoop
from stario.testing.server import StillRunning
from stario.testing.stream import EventStream, Moment, NotAStream, StreamEnded, StreamTimeout
from stario.testing.transport import ASGITransport, StarioResponse

__all__ = [
    "ASGITransport",
    "Deadlock",
    "EventStream",
    "LeftBehind",
    "MalformedEvent",
    "Moment",
    "NotAStream",
    "OtherEvent",
    "Overrun",
    "SeededLoop",
    "StarioClient",
    "StarioResponse",
    "StillRunning",
    "StreamEnded",
    "StreamTimeout",
    "VirtualClock",
    "VirtualLoop",
]
