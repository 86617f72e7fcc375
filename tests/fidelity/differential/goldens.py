"""
What Chromium has done, in files: lines of JSON, compressed.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

__all__ = ["Golden", "read_golden", "write_golden"]

FOLDER = Path(__file__).parents[1] / "goldens"
#: By a name: the digest of what was done, and what Chromium had then.
Golden = dict[str, tuple[str, Any]]


def read_golden(name: str) -> Golden:
    """
    The recorded results of a group; none if it was never recorded.
    """
    path = FOLDER / f"{name}.jsonl.xz"
    if not path.exists():
        return {}
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
    return {key: (digest, result) for key, digest, result in map(json.loads, lines)}


def write_golden(name: str, golden: Golden) -> None:
    FOLDER.mkdir(exist_ok=True)
    lines = [json.dumps([key, *golden[key]], ensure_ascii=True) for key in golden]
    (FOLDER / f"{name}.jsonl.xz").write_bytes(lzma.compress("\n".join(lines).encode(), preset=6))
