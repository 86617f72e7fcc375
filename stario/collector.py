"""
What an application is made of, set apart from the garbage collector.

Modules, routes and validators live for as long as their server does. A full collection looks at each of them
all the same, again and again while streams are opened: with a large application most of its time, in which
nobody is answered.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["startup_set_apart"]


@contextmanager
def startup_set_apart() -> Iterator[None]:
    """
    Keep the collector from what exists by now, until the block is left; see `gc.freeze`.

    Does nothing where somebody has done so before, or has turned the collector off.
    """
    if not gc.isenabled() or gc.get_freeze_count():
        yield
        return
    gc.collect()  # else the garbage of the start would be kept too
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
