"""
A failure points at the test's own line, not into the companion.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

_COMPANION = str(Path(__file__).parent.parent / "stario" / "testing")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """
    Leave the companion's frames out of the traceback of a failure that the companion reports.
    """
    excinfo = call.excinfo
    if excinfo is None or not type(excinfo.value).__module__.startswith("stario.testing"):
        return
    own = excinfo.traceback.filter(lambda entry: _is_own(entry, item.config.rootpath))
    if own:
        excinfo.traceback = own


def _is_own(entry: Any, root: Path) -> bool:
    path = Path(entry.path)
    if str(path).startswith(_COMPANION):
        return False
    return path.is_relative_to(root) and "site-packages" not in path.parts
