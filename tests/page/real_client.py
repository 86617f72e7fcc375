"""The real client, v1.0.4, for tests of the page."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from stario.toys import DATASTAR_URL

BUNDLE_TESTS = Path(__file__).parents[1] / "browser"
#: A script tag for it; pages here get it from its file.
CLIENT = f'<script type="module" src="{DATASTAR_URL}"></script>'


def client_path() -> Path:
    """The file, as the browser's tests have it."""
    spec = importlib.util.spec_from_file_location("client_bundle", BUNDLE_TESTS / "client_bundle.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules.get("client_bundle")
    if module is None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["client_bundle"] = module
        spec.loader.exec_module(module)
    path: Path = module.client_bundle()
    return path
