"""
A file as a signal: what `data-bind` on a file input puts into the signal store, and a request sends.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator

__all__ = ["FileSignal"]


def _from_base64(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as problem:
        raise ValueError(f"expected base64: {problem}") from problem


@dataclass(frozen=True, slots=True)
class FileSignal:
    """
    One file of a signal that is bound to a file input; the signal is a list of them.

    - `name`: as the reader's machine calls it.
    - `contents`: its bytes; over the wire they are base64 (`plugins/attributes/bind.ts`).
    - `mime`: its type, such as `image/png`; empty if the browser knows none.
    """

    name: str
    contents: Annotated[bytes, BeforeValidator(_from_base64)] = field(repr=False)
    mime: Annotated[str, BeforeValidator(lambda value: value or "")] = ""

    def to_signal(self) -> dict[str, Any]:
        """
        The file as the client sends it.
        """
        return {
            "name": self.name,
            "contents": base64.b64encode(self.contents).decode("ascii"),
            "mime": self.mime,
        }
