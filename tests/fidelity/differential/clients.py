"""
The real clients that the suite runs: the newest, and older ones that the package indexes carry.
"""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from client_bundle import ROOT, client_bundle, fetch

__all__ = ["BETA", "clients"]

OLD = "v1.0.0-RC.7"
OLD_WHEEL, OLD_MEMBER = "starhtml==0.5.0", "starhtml/static/datastar.js"
OLD_SHA256 = "c9c8b99715d759df4543d4e01d6e6fe4b3940e4dee57ec9cde7eb344e86c61e2"
#: The last one that knows `data-on-load`. Only npm has it.
BETA = "v1.0.0-beta.11"
BETA_PACKAGE, BETA_MEMBER = "@starfederation/datastar@1.0.0-beta.11", "package/dist/datastar.js"
BETA_SHA256 = "fc47d2b4cfea9e6cdc93d287a0db38b2e894d813aa1e892e11de1be526620372"


def clients() -> dict[str, Path]:
    """
    The path of each client by its version. The beta is left out where it is not there and npm cannot get it.
    """
    found = {"v1.0.4": client_bundle(), OLD: _kept(OLD, OLD_SHA256, lambda: fetch(OLD_WHEEL, OLD_MEMBER))}
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        found[BETA] = _kept(BETA, BETA_SHA256, _packed)
    return found


def _path(version: str) -> Path:
    return ROOT / ".cache" / "datastar" / version / "datastar.js"


def _kept(version: str, sha256: str, get: Callable[[], bytes]) -> Path:
    path = _path(version)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f"datastar.{id(path)}.js")
        waiting.write_bytes(get())
        waiting.replace(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == sha256, f"{path} does not hold the client {version}: its sha256 is {digest}"
    return path


def _packed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, BETA_PACKAGE]
        subprocess.run(command, capture_output=True, check=True, timeout=60)
        (file,) = Path(folder).glob("*.tgz")
        with tarfile.open(file) as archive:
            member = archive.extractfile(BETA_MEMBER)
            assert member is not None
            return member.read()
