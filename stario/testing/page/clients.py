"""
Where the Datastar client comes from when a page asks for one that the application does not serve.
"""

from __future__ import annotations

import functools
import re
import stat
from pathlib import Path

from stario.datastar.client import cache_folder, version_of

__all__ = ["ClientNotFound", "Clients", "cache_folder", "version_of"]

_NAMED = re.compile(r"datastar[^/?#]*\.m?js(?:[?#]|$)", re.IGNORECASE)
_VERSION = re.compile(r"[@/](v\d[\w.-]*)/")


class ClientNotFound(AssertionError):
    """
    A page asks for the Datastar client, and nobody has it.
    """


class Clients:
    """
    The clients at hand.

    - `path`: the file to use for every page whose client the application does not serve (the ini option
      `stario_datastar`).
    - `cache`: the folder that `stario client get` fills, a folder for each version.
    """

    def __init__(self, path: Path | None = None, cache: Path | None = None) -> None:
        self.path = path
        self.cache = cache_folder() if cache is None else cache

    def is_client(self, url: str) -> bool:
        """
        Whether a URL is that of a Datastar client, by its name.
        """
        return _NAMED.search(url) is not None

    def source(self, url: str) -> str:
        """
        The client for this URL; raises `ClientNotFound`.
        """
        looked: list[str] = []
        if self.path is not None:
            if (changed := _changed(self.path)) is not None:
                return _text_of(self.path, changed)
            looked.append(f"{self.path} (the option stario_datastar), which is no file")
        version = _VERSION.search(url)
        if version is not None:
            cached = self.cache / version[1] / "datastar.js"
            if (changed := _changed(cached)) is not None:
                return _text_of(cached, changed)
            looked.append(f"{cached} (the cache), which is not there")
        where = "".join(f"\n    not in {place}" for place in looked)
        wanted = f" {version[1]}" if version is not None else ""
        raise ClientNotFound(
            f"the page asks for the Datastar client at {url}, and a test sends nothing out of this machine."
            f"{where}\n"
            f"What to do: let the application serve the file; or name one with the ini option "
            f"`stario_datastar = path/to/datastar.js`; or fill the cache: `stario client get{wanted}`."
        )


def _changed(path: Path) -> int | None:
    """
    When a file was changed, in nanoseconds; None if it is no file.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else None


@functools.lru_cache(maxsize=8)
def _text_of(path: Path, changed: int) -> str:
    return path.read_text("utf-8")
