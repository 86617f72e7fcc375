"""
The DOM's bytecode. To compile it takes longer than many a test, so it is kept for the next process.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stario.testing.page import linker
from stario.testing.page.kept import kept
from stario.testing.page.linker import DOM, linked_dom
from stario.testing.page.native import library_file

__all__ = ["dom_bytecode"]

_known: bytes | None = None


def dom_bytecode(compile: Callable[[str], bytes | None]) -> bytes | None:
    """
    What was compiled of the DOM's files as they are now; `compile` is asked if nobody has yet.
    """
    global _known
    if _known is None:
        files = [*sorted(DOM.glob("*.js")), Path(linker.__file__), Path(library_file())]
        _known = kept("dom", files, "", lambda: compile(linked_dom()))
    return _known
