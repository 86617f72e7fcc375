"""
The DOM's bytecode. To compile it takes longer than many a test, so it is kept for the next process, as and
where Python keeps that of its own modules.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stario.testing.page.linker import DOM, linked_dom
from stario.testing.page.native import library_file

__all__ = ["dom_bytecode"]

_DIGEST = hashlib.blake2b().digest_size
_known: bytes | None = None


def dom_bytecode(compile: Callable[[str], bytes | None]) -> bytes | None:
    """
    What was compiled of the DOM's files as they are now; `compile` is asked if nobody has yet.
    """
    global _known
    if _known is None:
        path = _path()
        _known = None if path is None else _read(path)
        if _known is None:
            _known = compile(linked_dom())
            if _known is not None and path is not None and not sys.dont_write_bytecode:
                with suppress(OSError):  # a folder that is not ours: then the next process compiles again
                    _write(path, _known)
    return _known


def _path() -> Path | None:
    """
    Where it is kept, by when and how large its files are, and the engine's.
    """
    try:
        beside = Path(importlib.util.cache_from_source(str(DOM.with_suffix(".py"))))
        with os.scandir(DOM) as entries:
            files = sorted(
                (entry.name, entry.stat().st_mtime_ns, entry.stat().st_size)
                for entry in entries
                if entry.name.endswith(".js")
            )
        engine = Path(library_file()).stat()
    except (NotImplementedError, OSError):
        return None
    told = repr((str(DOM), files, engine.st_mtime_ns, engine.st_size))
    stamp = hashlib.blake2b(told.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return beside.with_name(f"{beside.stem}.{stamp}.qjs")


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    code = content[_DIGEST:]
    return code if hashlib.blake2b(code).digest() == content[:_DIGEST] else None


def _write(path: Path, code: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as file:
        file.write(hashlib.blake2b(code).digest() + code)
    try:
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)  # other processes see all of it, or nothing
    except OSError:
        Path(file.name).unlink()
        raise
    tag = path.name.removesuffix("".join(path.suffixes[-2:]))
    for old in path.parent.glob(f"{tag}.*.qjs"):
        if old != path:
            old.unlink(missing_ok=True)
