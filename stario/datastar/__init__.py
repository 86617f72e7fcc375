"""
The Datastar protocol: its events, their wire format and the rules of signals.

Imports neither a web framework nor a test framework: the runtime, the tests and the tools share it.
"""

from stario.datastar.events import (
    HTML,
    Event,
    Mode,
    Namespace,
    OtherEvent,
    PatchElements,
    PatchSignals,
    SupportsHTML,
    execute_script,
    redirect,
    remove_elements,
)
from stario.datastar.files import FileSignal
from stario.datastar.signals import filter_signals, merge_patch
from stario.datastar.wire import EventDecoder, MalformedEvent, encode

__all__ = [
    "HTML",
    "Event",
    "EventDecoder",
    "FileSignal",
    "MalformedEvent",
    "Mode",
    "Namespace",
    "OtherEvent",
    "PatchElements",
    "PatchSignals",
    "SupportsHTML",
    "encode",
    "execute_script",
    "filter_signals",
    "merge_patch",
    "redirect",
    "remove_elements",
]
