"""
How Playwright compares texts.
"""

from __future__ import annotations

import re

from stario.testing.page.finding import Text

__all__ = ["collapsed", "matches_text"]

_IGNORED = re.compile("[\u200b\u00ad]")
#: What JavaScript's `\\s` is; Python's has some control characters more.
_SPACES = re.compile("[\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def matches_text(
    wanted: Text, found: str, *, whole: bool, ignore_case: bool | None = None, spaces: bool = False
) -> bool:
    """
    Whether a text is what is wanted: a string, with white space collapsed where `spaces` says so; or a
    pattern, which is searched in the text as it is.
    """
    if not isinstance(wanted, str):
        flags = wanted.flags
        if ignore_case is not None:
            flags = flags | re.IGNORECASE if ignore_case else flags & ~re.IGNORECASE
        return re.search(wanted.pattern, found, flags) is not None
    if spaces:
        wanted, found = collapsed(wanted), collapsed(found)
    if ignore_case:
        wanted, found = wanted.lower(), found.lower()
    return wanted == found if whole else wanted in found


def collapsed(text: str) -> str:
    """
    A text as it is compared: no white space around it, and none but single spaces in it.
    """
    return _SPACES.sub(" ", _IGNORED.sub("", text)).strip(" ")
