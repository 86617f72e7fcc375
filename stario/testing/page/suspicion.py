"""
Which texts may change the built-ins of a context, so that they have to be compared afterwards.

To compare them all costs more than to open a page, so it is done only where a text of the page has words in
it without which nobody gets at a prototype or a namespace.
"""

from __future__ import annotations

import re

__all__ = ["may_change_built_ins"]

_WORDS = re.compile(
    r"prototype|__proto__|[sg]etPrototypeOf|definePropert|__define[GS]etter__|constructor"
    r"|\bReflect\b|Object\s*\.\s*assign"
    # An assignment to, or a deletion of, something of a global such as `JSON.parse = ...`.
    r"|(?:\b[A-Z]\w*|\b(?:console|crypto|navigator|performance|history|screen|clipboard))"
    r"\s*(?:\.\s*\w+|\[[^\]\n]{1,80}\])\s*=(?![=>])"
    r"|\bdelete\s+[A-Z]"
)


def may_change_built_ins(text: str) -> bool:
    """
    Whether a text, if a page runs it or something in it, may change what other pages would see.
    """
    return _WORDS.search(text) is not None
