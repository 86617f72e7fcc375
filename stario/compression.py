"""
Compressing a stream: negotiated by `Accept-Encoding`, and flushed at every write.

The compressor of a stream lives as long as the stream, so each is held to a window of 32 to 128 KiB, as much
as a page that is sent again and again needs. `benchmarks/compressed.py` measures what that takes and gives.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar, Protocol

from starlette.datastructures import Headers

__all__ = ["ENCODINGS", "Compressor", "check_encodings", "compressor_for"]


class Compressor(Protocol):
    """
    The compressor of one stream; `name` is its content coding.
    """

    name: str

    def flushed(self, data: bytes) -> bytes:
        """What the reader needs to read all of `data`."""

    def end(self) -> bytes:
        """What ends the coding."""


class _Gzip:
    name = "gzip"

    def __init__(self) -> None:
        self._coder = zlib.compressobj(wbits=16 + 15)  # 16: with the header of gzip

    def flushed(self, data: bytes) -> bytes:
        return self._coder.compress(data) + self._coder.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._coder.flush()


class _Brotli:
    name = "br"

    def __init__(self) -> None:
        self._coder: Any = import_module("brotli").Compressor(quality=5, lgwin=16)

    def flushed(self, data: bytes) -> bytes:
        written: bytes = self._coder.process(data) + self._coder.flush()
        return written

    def end(self) -> bytes:
        written: bytes = self._coder.finish()
        return written


class _Zstandard:
    name = "zstd"
    _SIZES: ClassVar = {"window_log": 17, "hash_log": 14, "chain_log": 14}

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            zstd = import_module("compression.zstd")
            names = zstd.CompressionParameter
            options = {getattr(names, name): value for name, value in self._SIZES.items()}
            self._coder: Any = zstd.ZstdCompressor(options={names.compression_level: 3, **options})
            self._flush, self._end = self._coder.FLUSH_BLOCK, self._coder.FLUSH_FRAME
        else:
            zstd = import_module("zstandard")
            parameters = zstd.ZstdCompressionParameters.from_level(3, **self._SIZES)
            self._coder = zstd.ZstdCompressor(compression_params=parameters).compressobj()
            self._flush, self._end = zstd.COMPRESSOBJ_FLUSH_BLOCK, zstd.COMPRESSOBJ_FLUSH_FINISH

    def flushed(self, data: bytes) -> bytes:
        written: bytes = self._coder.compress(data) + self._coder.flush(self._flush)
        return written

    def end(self) -> bytes:
        written: bytes = self._coder.flush(self._end)
        return written


_MAKERS: Mapping[str, Callable[[], Compressor]] = {"br": _Brotli, "zstd": _Zstandard, "gzip": _Gzip}

#: The content codings there are, the preferred first.
ENCODINGS = tuple(_MAKERS)


def check_encodings(wanted: bool | Sequence[str]) -> tuple[str, ...]:
    """
    The codings to offer, in order of preference; True is all that are installed.

    Raises `ValueError` for a coding that there is not, `ImportError` for one whose library is missing.
    """
    if wanted is True:
        return tuple(name for name in ENCODINGS if _is_installed(name))
    names = (wanted,) if isinstance(wanted, str) else tuple(wanted or ())
    for name in names:
        if name not in _MAKERS:
            raise ValueError(f"compression is True or any of {', '.join(ENCODINGS)}; found {name!r}")
        if not _is_installed(name):
            raise ImportError(
                f"compression {name!r} needs a library: it is part of Stario's extra `compression`"
            )
    return names


def _is_installed(name: str) -> bool:
    try:
        _MAKERS[name]()
    except ImportError:
        return False
    return True


def compressor_for(scope: Mapping[str, Any], names: Sequence[str]) -> Compressor | None:
    """
    A new compressor in the coding that the request likes best, the first of `names` where it likes several
    as much; None for the identity.
    """
    accepted = _qualities(",".join(Headers(scope=scope).getlist("accept-encoding")))  # type: ignore[arg-type]
    others = accepted.get("*", 0.0)
    liked = {name: accepted.get(name, others) for name in names}
    best = max(names, key=lambda name: liked[name])
    if not liked[best] or liked[best] < accepted.get("identity", 0.0):
        return None
    return _MAKERS[best]()


def _qualities(header: str) -> dict[str, float]:
    """
    `Accept-Encoding` (RFC 9110, 12.5.3); what cannot be read counts as not accepted.
    """
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if name:
            found["gzip" if name == "x-gzip" else name] = quality
    return found
