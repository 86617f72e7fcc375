"""
What an application is told once and its requests go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["MAX_BODY_SIZE", "Settings", "settings_of"]

#: The most bytes of a body, or of signals, that are read for a parameter that names no other limit.
MAX_BODY_SIZE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """
    See `Stario` for what they mean.
    """

    keep_alive: float | None = None
    compression: tuple[str, ...] = ()
    max_body_size: int = MAX_BODY_SIZE
    trusted_origins: frozenset[str] = frozenset()


_DEFAULT = Settings()


def settings_of(scope: Mapping[str, Any]) -> Settings:
    """
    The settings of the Stario that a request has passed last; the defaults outside one.
    """
    settings: Settings = scope.get("stario.settings", _DEFAULT)
    return settings
