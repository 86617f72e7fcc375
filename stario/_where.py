"""
What a message points at: the file:line of the user's code, and the request.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
from collections.abc import Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from urllib.parse import quote

_PACKAGE = str(Path(__file__).parent) + "/"


def place(filename: str, line: int) -> str:
    """
    `file:line`, relative to the working directory where that is shorter.
    """
    with contextlib.suppress(ValueError, OSError):
        filename = str(Path(filename).relative_to(Path.cwd()))
    return f"{filename}:{line}"


def of_callable(function: object) -> str:
    """
    `name (file:line)` of a function, a method, a partial or a callable object.
    """
    while isinstance(function, functools.partial):
        function = function.func
    unwrapped: Any = inspect.unwrap(function) if callable(function) else function
    code = getattr(unwrapped, "__code__", None)
    name = getattr(unwrapped, "__qualname__", None) or type(unwrapped).__qualname__
    name = name.replace("<locals>.", "").rpartition(".<")[0] or name.replace("<locals>.", "")
    if code is None:
        code = getattr(type(unwrapped).__call__, "__code__", None)
    if not isinstance(code, CodeType):
        return name
    return f"{name} ({place(code.co_filename, code.co_firstlineno)})"


def of_generator(generator: object) -> str | None:
    """
    `file:line` of the statement at which a generator, sync or async, stands; None if it has none.
    """
    found: str | None = None
    while generator is not None:
        frame = getattr(generator, "ag_frame", None) or getattr(generator, "gi_frame", None)
        if frame is None:
            return found
        found = place(frame.f_code.co_filename, frame.f_lineno)
        generator = getattr(generator, "gi_yieldfrom", None)
    return found


def of_request(scope: Mapping[str, Any]) -> str:
    """
    `GET /path` of a request, in one line whatever the path holds.
    """
    path = "".join(each if each.isprintable() else quote(each, errors="replace") for each in scope["path"])
    return f"{scope['method']} {path}"


def enclosing_names(function: object) -> dict[str, Any]:
    """
    The local names of the function that `function` was defined in, while that one is still running.
    """
    code = getattr(function, "__code__", None)
    outer = getattr(function, "__qualname__", "").rpartition(".<locals>.")[0]
    frame: FrameType | None = sys._getframe(1)
    while code is not None and outer and frame is not None:
        if frame.f_code.co_qualname == outer and frame.f_code.co_filename == code.co_filename:
            return frame.f_locals
        frame = frame.f_back
    return {}


def caller() -> str:
    """
    `file:line` of the nearest caller outside this package.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    return "<unknown>" if frame is None else place(frame.f_code.co_filename, frame.f_lineno)
