"""
What Chromium has done, in files: lines of JSON, compressed.
"""

from __future__ import annotations

import functools
import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

__all__ = ["Golden", "digest_of", "read_golden", "write_golden"]

HERE = Path(__file__).parent
FOLDER = Path(__file__).parents[1] / "goldens"
#: By a name: the digest of what was done, and what Chromium had then.
Golden = dict[str, tuple[str, Any]]


def digest_of(source: str, client: Path, *scripts: str) -> str:
    """
    What a recorded result is valid for: what was done, with which client, and what the suite had in the
    page, the probe and perhaps more `scripts`.
    """
    parts = [
        source,
        _digest_of_file(client),
        *(_digest_of_file(HERE / name) for name in ("probe.js", *scripts)),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


@functools.cache
def _digest_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
