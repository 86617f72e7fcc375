"""
A failure points at the test's own line, not into the companion.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """
    End the traceback of a failure that the companion reports at the user's own line.

    `--full-trace` shows the rest.
    """
    excinfo = call.excinfo
    if excinfo is None or not _is_ours(excinfo):
        return
    if item.config.getoption("fulltrace"):
        return
    last: TracebackType | None = None
    entry: TracebackType | None = excinfo.tb
    while entry is not None:
        if _is_own(Path(entry.tb_frame.f_code.co_filename), item.config.rootpath):
            last = entry
        entry = entry.tb_next
    if last is not None:
        last.tb_next = None


def _is_ours(excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
    if type(excinfo.value).__module__.startswith("stario.testing"):
        return True
    raised = Path(str(excinfo.traceback[-1].path))
    return isinstance(excinfo.value, AssertionError) and raised.is_relative_to(_COMPANION[1] / "testing")


def _is_own(path: Path, root: Path) -> bool:
    return (
        path.is_relative_to(root)
        and "site-packages" not in path.parts
        and not any(path.is_relative_to(own) for own in _COMPANION)
    )


_COMPANION = (Path(__file__).parent, Path(__file__).parent.parent / "stario")
