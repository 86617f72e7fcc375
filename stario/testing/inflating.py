"""
Reading a body that was compressed on its way, part by part.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from collections.abc import Callable
from importlib import import_module

__all__ = ["inflater"]


def inflater(encoding: str) -> Callable[[bytes], bytes]:
    """
    What reads a body of this content encoding. Raises `LookupError` for one that nothing here can read.
    """
    if encoding in ("", "identity"):
        return lambda body: body
    if encoding in ("gzip", "deflate"):
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress  # 32: either header
    with contextlib.suppress(ImportError):
        decompress: Callable[[bytes], bytes]
        if encoding == "br":
            decompress = import_module("brotli").Decompressor().process
            return decompress
        if encoding == "zstd":
            if sys.version_info >= (3, 14):
                decompress = import_module("compression.zstd").ZstdDecompressor().decompress
            else:
                decompress = import_module("zstandard").ZstdDecompressor().decompressobj().decompress
            return decompress
    raise LookupError(
        f"the stream is compressed with {encoding!r}, which this capture cannot read here; "
        f"ask for another with headers={{'Accept-Encoding': 'gzip'}}"
    )
