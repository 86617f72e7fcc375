"""Tests of the plugin by itself: runs of pytest inside pytest."""

from __future__ import annotations

# Loaded here once, and not again by every inner run, which forgets the modules that it brought in.
import stario.testing
import stario.testing.compare

__all__ = ["stario"]
