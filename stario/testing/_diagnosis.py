"""
Who waits for what, and where: the part of a failure message that looks into the application.
"""

from __future__ import annotations

import asyncio
import gc
import linecache
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from stario import _where, streams

_PACKAGE = str(Path(_where.__file__).parent)
_LIBRARIES = tuple({_PACKAGE, *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib"))})


def waits_at(task: asyncio.Task[None]) -> str:
    """
    The place in the user's code at which a task of the application waits: `name (file:line): source`.
    """
    if task.done():
        return "it has ended"
    deepest: FrameType | None = None
    own: FrameType | None = None
    for frame in _frames(task.get_coro()):
        deepest = frame
        if not frame.f_code.co_filename.startswith(_LIBRARIES):
            own = frame
    found = own or deepest
    if found is None:
        return f"{task.get_name()}, not started yet"
    filename, line = found.f_code.co_filename, found.f_lineno
    source = linecache.getline(filename, line).strip()
    shown = f": {source}" if source else ""
    return f"{found.f_code.co_qualname} ({_where.place(filename, line)}){shown}"


def _frames(awaited: object) -> Iterator[FrameType]:
    """
    The frames of a suspended chain of awaits, from the outside in.
    """
    seen: set[int] = set()
    while awaited is not None and id(awaited) not in seen:
        seen.add(id(awaited))
        for kind in ("cr", "ag", "gi"):
            frame = getattr(awaited, f"{kind}_frame", None)
            if frame is not None:
                yield frame
                break
        else:
            awaited = _unwrapped(awaited)
            continue
        inner = getattr(awaited, "gi_yieldfrom" if kind == "gi" else f"{kind}_await")
        if kind == "gi" and frame.f_code.co_filename == streams.__file__:
            # The pump steps the handler by hand, so Python does not know that it waits for it.
            inner = frame.f_locals["step"] if "step" in frame.f_locals and inner is None else inner
        awaited = inner


def _unwrapped(awaited: object) -> object:
    # `await` on a coroutine or on an async generator's step goes through objects of C without a
    # public link to what they wrap; the garbage collector knows it.
    for inner in gc.get_referents(awaited):
        if any(hasattr(inner, f"{kind}_frame") for kind in ("cr", "ag", "gi")):
            found: object = inner
            return found
    return None
