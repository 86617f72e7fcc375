"""Tests of the plugin by itself: runs of pytest inside pytest."""

from __future__ import annotations

import pytest

# Loaded here once, and not again by every inner run, which forgets the modules that it brought in.
import stario.testing
import stario.testing.compare

__all__ = ["stario"]

#: Plugins that take longer to import than an inner run takes; a module says with NEEDS which it tests with.
SLOW = ("hypothesispytest", "inline_snapshot", "syrupy")


@pytest.fixture(autouse=True)
def quick_to_start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "pytester" in request.fixturenames:
        request.getfixturevalue("pytester")  # which takes the options of this run away
    needs = getattr(request.module, "NEEDS", ())
    monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(f"-p no:{name}" for name in SLOW if name not in needs))
