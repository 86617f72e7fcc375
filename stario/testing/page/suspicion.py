"""
Which texts may change the built-ins of a context, so that they have to be compared afterwards.

To compare them all costs more than to open a page, so it is done only where a text of the page has words in
it without which nobody gets at a prototype or a namespace.
"""

from __future__ import annotations

import re

__all__ = ["may_change_built_ins"]

_WORDS = (
    "prototype",
    "__proto__",
    "etPrototypeOf",
    "definePropert",
    "__defineGetter__",
    "__defineSetter__",
    "constructor",
)
#: Patterns, and words of which one has to be there: to look for a word takes a tenth of the time.
_OBJECTS = ("console", "crypto", "navigator", "performance", "history", "screen", "clipboard")
#: An assignment to something of a global such as `JSON.parse = ...`.
_ASSIGNED = r"\s*(?:\.\s*\w+|\[[^\]\n]{1,80}\])\s*=(?![=>])"
_CALLS = re.compile(r"\bReflect\b|Object\s*\.\s*assign|\bdelete\s+[A-Z]")
_OF_OBJECT = re.compile(rf"\b(?:{'|'.join(_OBJECTS)}){_ASSIGNED}")
_OF_CLASS = re.compile(rf"[A-Z](?<=\b[A-Z])\w*{_ASSIGNED}")  # with \b in front it would be slow
_GUARDED = ((("Reflect", "Object", "delete"), _CALLS), (_OBJECTS, _OF_OBJECT))


def may_change_built_ins(text: str) -> bool:
    """
    Whether a text, if a page runs it or something in it, may change what other pages would see.
    """
    if any(word in text for word in _WORDS) or _OF_CLASS.search(text) is not None:
        return True
    return any(
        any(word in text for word in words) and pattern.search(text) is not None
        for words, pattern in _GUARDED
    )
