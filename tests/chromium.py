"""Where the Chromium is that the browser tests drive, if there is one."""

import os
import shutil


def find_chromium() -> str | None:
    """Named by hand, it is taken at its word: a wrong path fails, where skipping would hide it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("STARIO_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


CHROMIUM = find_chromium()
