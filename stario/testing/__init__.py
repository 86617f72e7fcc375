"""
The testing companion: what a handler yields is what a test asserts.

It knows nothing of pytest; `pytest_stario` wires it to fixtures and messages.
"""

from stario.datastar import MalformedEvent, OtherEvent
from stario.testing.client import StarioClient
from stario.testing.server import StillRunning
from stario.testing.stream import EventStream, Moment, NotAStream, StreamEnded, StreamTimeout
from stario.testing.transport import ASGITransport, StarioResponse

__all__ = [
    "ASGITransport",
    "EventStream",
    "MalformedEvent",
    "Moment",
    "NotAStream",
    "OtherEvent",
    "StarioClient",
    "StarioResponse",
    "StillRunning",
    "StreamEnded",
    "StreamTimeout",
]
