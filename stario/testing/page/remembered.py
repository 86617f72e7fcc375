"""
Functions of a text that remember what they gave for short ones: tests open the same few pages again and
again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

__all__ = ["remembered"]

T = TypeVar("T")

#: Of how many texts, and how long these are at most: some megabytes in all.
MOST = 128
LONGEST = 20_000


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """
    The function, which has to give the same each time, and nothing that anybody changes.
    """
    known = functools.lru_cache(maxsize=MOST)(function)

    @functools.wraps(function)
    def give(text: str) -> T:
        return known(text) if len(text) <= LONGEST else function(text)

    return give
