"""
Contexts are used again for the next page: what costs is to make one, not to empty it.
"""

from __future__ import annotations

import threading

from stario.testing.page.engine import Engine, ScriptError
from stario.testing.page.guard import ScriptStuck

__all__ = ["acquire", "release"]

#: How many contexts of one kind wait for a page.
IDLE = 8
#: How many pages one context serves: a script may leave behind what no reset finds.
MOST_PAGES = 500

_local = threading.local()


def acquire(*, seconds: float | None, memory: int, fresh: bool = False) -> Engine:
    """
    A context without a document: one that was used before, or a new one.
    """
    idle = _idle((seconds, memory))
    if idle and not fresh:
        return idle.pop()
    return Engine(seconds=seconds, memory=memory)


def release(engine: Engine) -> None:
    """
    Give a context back. One that its page has changed for good, or that is dead, is dropped.
    """
    engine.host = engine.tick = None
    idle = _idle((engine.guard.seconds, engine.limit))
    engine.pages += 1
    if engine.dead is not None or engine.spent or engine.pages >= MOST_PAGES or len(idle) >= IDLE:
        return
    try:
        clean = engine.reset()
    except (ScriptError, ScriptStuck):
        return
    if clean:
        idle.append(engine)


def _idle(kind: tuple[float | None, int]) -> list[Engine]:
    engines: dict[tuple[float | None, int], list[Engine]] | None = getattr(_local, "engines", None)
    if engines is None:
        engines = _local.engines = {}
    return engines.setdefault(kind, [])
