"""
How inline-snapshot writes events into a test: as the code that makes them, without what is the default.

inline-snapshot finds it by the entry point `inline_snapshot` and loads it in every run, so it imports nothing
of `stario` before an event has come.
"""

from __future__ import annotations

from typing import Any

from inline_snapshot.plugin import Builder, ImportFrom, customize


@customize
def events(value: Any, builder: Builder) -> Any:
    """
    The code for an event, or for the events of a stream.
    """
    module = type(value).__module__
    if module == "stario.testing.stream" and type(value).__name__ == "EventStream":
        return value.events
    if module != "stario.datastar.events":
        return None
    from stario.testing.snapshots import arguments_of

    name = type(value).__name__
    home = "stario.testing" if name == "OtherEvent" else "stario"
    first, options = arguments_of(value)
    return builder.create_call(
        builder.create_code(name, imports=[ImportFrom(home, name)]),
        [first] if first != "" else [],
        {option: builder.with_default(given, default) for option, given, default in options},
    )
