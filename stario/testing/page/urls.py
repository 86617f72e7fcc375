"""
URLs: what they are, remembered; and how a test names them: by a text with `*` in it, a pattern, a function.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from ada_url import URL

__all__ = ["Address", "address", "url_matcher"]

#: What stands for more than itself in a URL of a test's, as in Playwright.
_GLOB = re.compile(r"\*\*|\*|\{[^{}]*\}|\\.")


class Address(NamedTuple):
    """
    A URL, whole, and the origin that it is of.
    """

    href: str
    origin: str


@functools.lru_cache(maxsize=1024)  # a page asks for the same few again and again
def address(url: str, base: str | None = None) -> Address:
    """
    What a URL is, seen from `base`. Raises `ValueError` for what is none.
    """
    parsed = URL(url) if base is None else URL(url, base)
    return Address(str(parsed.href), str(parsed.origin))


def url_matcher(wanted: str | re.Pattern[str] | Callable[[str], object]) -> Callable[[str], bool]:
    """
    Whether a URL is meant. In a text `*` is anything but `/`, `**` anything, `{a,b}` one of these; a path is
    one of any origin.
    """
    if callable(wanted):
        return lambda url: bool(wanted(url))
    pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(_glob(wanted))
    return lambda url: pattern.search(url) is not None


def _glob(text: str) -> str:
    told, at = "", 0
    for found in _GLOB.finditer(text):
        told += re.escape(text[at : found.start()]) + _part(found[0])
        at = found.end()
    start = "^[a-z]+://[^/]+" if text.startswith("/") else "^"
    return f"{start}{told}{re.escape(text[at:])}$"


def _part(found: str) -> str:
    if found in ("*", "**"):
        return ".*" if found == "**" else "[^/]*"
    if found.startswith("{"):
        return f"(?:{'|'.join(re.escape(each) for each in found[1:-1].split(','))})"
    return re.escape(found[1:])
