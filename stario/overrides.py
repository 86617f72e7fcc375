"""
Other functions for an application's dependencies, in a context of a test's own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

__all__ = ["overrides_of", "overriding"]

_overrides: ContextVar[tuple[_Override, ...]] = ContextVar("stario_overrides", default=())


class _Override:
    def __init__(self, app: object, functions: Mapping[Callable[..., Any], Callable[..., Any]]) -> None:
        self.app = app
        self.functions = dict(functions)
        self.active = True


@contextlib.contextmanager
def overriding(app: object, functions: Mapping[Callable[..., Any], Callable[..., Any]]) -> Iterator[None]:
    """
    See `Stario.overrides`.
    """
    override = _Override(app, functions)
    _overrides.set((*_overrides.get(), override))
    try:
        yield
    finally:
        # A context that was copied meanwhile keeps the override, and the end may run in another context.
        override.active = False
        _overrides.set(tuple(each for each in _overrides.get() if each is not override))


def overrides_of(app: object) -> dict[Any, Callable[..., Any]]:
    """
    What is overridden in an application, here and now; the innermost counts.
    """
    found: dict[Any, Callable[..., Any]] = {}
    for each in _overrides.get():
        if each.active and each.app is app:
            found.update(each.functions)
    return found
