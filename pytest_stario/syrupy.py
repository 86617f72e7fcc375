"""
Streams in syrupy's snapshots: `assert stream == snapshot(extension_class=StreamSnapshots)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from syrupy.extensions.amber import AmberDataSerializer, AmberDataSerializerPlugin, AmberSnapshotExtension

from stario.testing.compare import events_in, is_event
from stario.testing.snapshots import TIMES, UUIDS, Scrubber, Scrubbing, printed

__all__ = ["StreamSnapshots"]


class _Lines:
    """
    What is shown as these lines.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)


class _LinesPlugin(AmberDataSerializerPlugin):
    @classmethod
    def is_data_serializable(cls, data: Any) -> bool:
        return isinstance(data, _Lines)

    @classmethod
    def serialize(cls, data: Any, *, depth: int = 0, **kwargs: Any) -> str:
        return "\n".join(AmberDataSerializer.with_indent(line, depth) for line in data.lines)


class _Serializer(AmberDataSerializer):
    serializer_plugins = (_LinesPlugin,)


class StreamSnapshots(AmberSnapshotExtension):
    """
    Shows streams, lists of events and single events as trees, and names what differs from run to run.

    They may be inside of lists, tuples and dicts; everything else is shown as syrupy's Amber does. A class of
    your own names what it scrubs in `scrubbers`.
    """

    serializer_class = _Serializer
    #: What is replaced by names.
    scrubbers: ClassVar[tuple[Scrubber, ...]] = (UUIDS, TIMES)

    def serialize(self, data: Any, **kwargs: Any) -> str:
        return super().serialize(_shown(data, Scrubbing(self.scrubbers)), **kwargs)


def _shown(data: Any, scrubbing: Scrubbing) -> Any:
    if is_event(data):
        return _Lines(printed(scrubbing(data)))
    events = events_in(data)
    if events is not None and all(map(is_event, events)):
        return _Lines([line for event in events for line in printed(scrubbing(event))])
    if isinstance(data, Mapping):
        return {key: _shown(value, scrubbing) for key, value in data.items()}
    return [_shown(value, scrubbing) for value in data] if type(data) in (list, tuple) else data
