"""
The garbage collector in a server's own process, where most objects live long.

Modules, routes and validators live for as long as their server does, and what belongs to an open stream for
as long as its reader stays. A collection finds no garbage there and looks at each of them all the same, again
and again while streams are opened: for that time nobody is answered.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["YOUNG", "collector_of_a_server"]

#: A collection comes after so many new objects that are still there (Python's own: 700, or 2,000 from 3.13
#: on). A hundred streams have as many, and garbage in cycles is a megabyte or two before it is looked for.
YOUNG = 10_000


@contextmanager
def collector_of_a_server() -> Iterator[None]:
    """
    Keep the collector from what exists by now (see `gc.freeze`) and let it look less often at what is new,
    until the block is left.

    Does nothing where somebody has frozen objects before, or has turned the collector off.
    """
    young, middle, old = gc.get_threshold()
    if not gc.isenabled() or not young or gc.get_freeze_count():
        yield
        return
    gc.collect()  # else the garbage of the start would be kept too
    gc.freeze()
    gc.set_threshold(max(young, YOUNG), middle, old)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
        gc.unfreeze()
