"""
What takes longer to make than many a test takes: kept for the next process, as and where Python keeps the
bytecode of its own modules.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["LARGE", "kept"]

#: Of how many characters a text takes so long that what is made of it is worth a file.
LARGE = 10_000
FOLDER = Path(__file__).parent
_DIGEST = hashlib.blake2b().digest_size


def kept(
    kind: str, files: Iterable[Path], text: str, make: Callable[[], bytes | None], *, newest: int = 1
) -> bytes | None:
    """
    What was made by these `files`, as they are now, of a `text`; `make` is asked if nobody has yet.

    As many as `newest` of a `kind` are kept. What cannot be kept is made.
    """
    path = _path(kind, files, text)
    found = None if path is None else _read(path)
    if found is None:
        found = make()
        if found is not None and path is not None and not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that is not ours: then the next process makes it again
                _write(path, found)
                _drop_older(path, newest)
    return found


def _path(kind: str, files: Iterable[Path], text: str) -> Path | None:
    """
    Where it is kept, by when and how large the files are, and the text.
    """
    try:
        beside = Path(importlib.util.cache_from_source(str(FOLDER / f"{kind}.py")))
        stamps = [(str(file), (found := file.stat()).st_mtime_ns, found.st_size) for file in files]
    except (NotImplementedError, OSError):
        return None
    told = repr((stamps, text)).encode("utf-8", "surrogatepass")
    return beside.with_name(f"{beside.stem}.{hashlib.blake2b(told, digest_size=8).hexdigest()}.qjs")


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    made = content[_DIGEST:]
    return made if hashlib.blake2b(made).digest() == content[:_DIGEST] else None


def _write(path: Path, made: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as file:
        file.write(hashlib.blake2b(made).digest() + made)
    try:
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)  # other processes see all of it, or nothing
    except OSError:
        Path(file.name).unlink()
        raise


def _drop_older(path: Path, newest: int) -> None:
    tag = path.name.removesuffix("".join(path.suffixes[-2:]))
    others = [other for other in path.parent.glob(f"{tag}.*.qjs") if other != path]
    others.sort(key=lambda other: other.stat().st_mtime_ns, reverse=True)
    for old in others[newest - 1 :]:
        old.unlink(missing_ok=True)
