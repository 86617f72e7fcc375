"""
The file of the Datastar client: where it is kept on this machine, and which version it says it is.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["cache_folder", "version_of"]

#: The line with which every client begins.
_FIRST_LINE = re.compile(rb"^//\s*Datastar v(\S+)")


def version_of(source: str) -> str | None:
    """
    The version of a client, such as `1.0.4`, by its first line; None for a script that is none.
    """
    found = _FIRST_LINE.match(source[:200].encode("utf-8", "replace"))
    return found[1].decode() if found is not None else None


def cache_folder() -> Path:
    """
    Where fetched clients are kept on this machine, in a folder for each version.
    """
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "stario" / "datastar"
