"""
Who is compared: the frameworks, the module of `apps/` that is written with each, and whether it runs here.
"""

from __future__ import annotations

import functools
import importlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: Where `setup_index_stario.py` puts the package index's `stario`: its import name is ours too.
INDEX_STARIO = HERE.parent / ".venv-bench-index-stario"
_INDEX_PYTHON = str(INDEX_STARIO / "bin" / "python")

_PROBE = """\
import importlib, platform, sys
from importlib.metadata import version
importlib.import_module("apps." + sys.argv[1])
print(platform.python_version(), sys.argv[2], version(sys.argv[2]))
"""


@dataclass(frozen=True)
class Peer:
    """
    - `name`: in the tables.
    - `app`: its module in `apps/`.
    - `package`: whose version is told.
    - `python`: what runs it.
    """

    name: str
    app: str
    package: str
    python: str = sys.executable

    def make(self) -> Any:
        """The ASGI application."""
        return importlib.import_module(f"apps.{self.app}").make()


RAW = Peer("raw ASGI, ready-made bytes", "raw", "uvicorn")
DATASTAR = Peer("Starlette + datastar-py", "starlette_datastar", "datastar-py")
STARIO = Peer("Stario, this one", "ours", "stario")
INDEX_RAW = Peer("raw ASGI, on the Python of the index's stario", "raw", "uvicorn", _INDEX_PYTHON)
INDEX = Peer("the index's stario, another project, own server", "index_stario", "stario", _INDEX_PYTHON)

PEERS = (
    RAW,
    STARIO,
    Peer("Starlette StreamingResponse, ready-made bytes", "starlette_bytes", "starlette"),
    DATASTAR,
    Peer("sse-starlette", "starlette_sse", "sse-starlette"),
    Peer("FastAPI, its own events", "fastapi_sse", "fastapi"),
    Peer("Litestar, its own events", "litestar_sse", "litestar"),
    Peer("Quart + datastar-py", "quart_datastar", "quart"),
    INDEX_RAW,
    INDEX,
)


@functools.cache
def _probed(peer: Peer) -> tuple[bool, str]:
    """Whether it can be imported; Python's version and its own, or else the reason."""
    try:
        done = subprocess.run(
            [peer.python, "-c", _PROBE, peer.app, peer.package],
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=60,
        )
    except FileNotFoundError:
        return False, f"there is no {Path(peer.python).parent.parent.name}"
    if done.returncode:
        return False, done.stderr.strip().rpartition("\n")[2]
    return True, done.stdout.strip()


def present() -> list[Peer]:
    """Those that run here."""
    return [peer for peer in PEERS if _probed(peer)[0]]


def versions() -> str:
    """What was compared, and what was left out and why: the lines under a table."""
    found: dict[str, list[str]] = {}
    for peer in present():
        python, _, package = _probed(peer)[1].partition(" ")
        found.setdefault(python, []).append(package)
    lines = [f"On Python {python}: {', '.join(packages)}." for python, packages in found.items()]
    lines += [f"**Left out: {peer.name}** ({_probed(peer)[1]})." for peer in PEERS if peer not in present()]
    return "\n".join(lines)
