"""
What a document tells the application of where a request comes from (Referrer Policy, and Fetch 3.4).
"""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

__all__ = ["Referrers", "referrer_of"]

#: What each policy makes of a request to the same origin: there are no others here.
_POLICIES = {
    "no-referrer": "nothing",
    "no-referrer-when-downgrade": "all",
    "origin": "origin",
    "origin-when-cross-origin": "all",
    "same-origin": "all",
    "strict-origin": "origin",
    "strict-origin-when-cross-origin": "all",
    "unsafe-url": "all",
}
#: What `<meta name=referrer>` may say besides, for old pages.
_OLD_NAMES = {
    "never": "no-referrer",
    "always": "unsafe-url",
    "default": "strict-origin-when-cross-origin",
    "origin-when-crossorigin": "origin-when-cross-origin",
}
#: A longer referrer is cut to its origin.
_LONGEST = 4096


class Referrers:
    """
    What the document was told of where it comes from, and what it tells itself.

    - `came_from`: its `document.referrer`.
    - `policy`: what it has said about that; empty if nothing.
    """

    def __init__(self) -> None:
        self.came_from = ""
        self.policy = ""

    def begin(self, came_from: str, header: str) -> None:
        """
        Another document, with this `Referrer-Policy` in its answer's head.
        """
        self.came_from, self.policy = came_from, ""
        for name in header.lower().split(","):  # the last that is known
            self.policy = name.strip() if name.strip() in _POLICIES else self.policy

    def take_meta(self, content: str) -> None:
        """
        A `<meta name=referrer>` has come.
        """
        name = content.strip().lower()
        name = _OLD_NAMES.get(name, name)
        if name in _POLICIES:
            self.policy = name

    def of(self, url: str, policy: str = "") -> str:
        """
        What a request from the document at this URL tells; `policy` is its own, if it has one.
        """
        return referrer_of(url, policy if policy in _POLICIES else self.policy)

    def tells_nothing(self, policy: str = "") -> bool:
        """
        Whether a request tells nothing of the document, not even its origin.
        """
        return (policy if policy in _POLICIES else self.policy) == "no-referrer"


@functools.lru_cache(maxsize=256)
def referrer_of(url: str, policy: str) -> str:
    """
    What a policy lets a document at this URL tell: that without its fragment, the origin, or nothing.
    """
    split = urlsplit(url)
    told = _POLICIES.get(policy, "all")
    if split.scheme not in ("http", "https") or told == "nothing":
        return ""
    host = split.netloc.rpartition("@")[2]
    whole = split._replace(netloc=host, fragment="").geturl()
    if told == "origin" or len(whole) > _LONGEST:
        return f"{split.scheme}://{host}/"
    return whole
