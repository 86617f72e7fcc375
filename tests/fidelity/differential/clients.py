"""
The real clients that the suite runs.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

__all__ = ["clients"]

BROWSER_TESTS = Path(__file__).parents[2] / "browser"


def clients() -> dict[str, Path]:
    """
    The path of each client by its version.
    """
    module = sys.modules.get("client_bundle")
    if module is None:
        spec = importlib.util.spec_from_file_location("client_bundle", BROWSER_TESTS / "client_bundle.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["client_bundle"] = module
        spec.loader.exec_module(module)
    newest: Path = module.client_bundle()
    return {"v1.0.4": newest}
