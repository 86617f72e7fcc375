"""
The real clients that the suite runs: the newest, and the oldest of 1.0 that the package index carries.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from client_bundle import ROOT, client_bundle, fetch

__all__ = ["clients"]

OLD = "v1.0.0-RC.7"
OLD_WHEEL, OLD_MEMBER = "starhtml==0.5.0", "starhtml/static/datastar.js"
OLD_SHA256 = "c9c8b99715d759df4543d4e01d6e6fe4b3940e4dee57ec9cde7eb344e86c61e2"


def clients() -> dict[str, Path]:
    """
    The path of each client by its version.
    """
    return {"v1.0.4": client_bundle(), OLD: _old()}


def _old() -> Path:
    path = ROOT / ".cache" / "datastar" / OLD / "datastar.js"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f"datastar.{id(path)}.js")
        waiting.write_bytes(fetch(OLD_WHEEL, OLD_MEMBER))
        waiting.replace(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == OLD_SHA256, f"{path} does not hold the client {OLD}: its sha256 is {digest}"
    return path
