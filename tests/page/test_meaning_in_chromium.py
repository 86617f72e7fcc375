"""
The tests of `meaning/` once more, in a real Chromium: each of them has to end as it does without one.

One run does for all, so that they share one Chromium, and the contexts that they leave as they found them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright.async_api")
sys.path.insert(0, str(Path(__file__).parents[1]))
from chromium import CHROMIUM

MEANING = Path(__file__).parent / "meaning"
ROOT = Path(__file__).parents[2]
OPTIONS = (
    *("-o", "asyncio_default_test_loop_scope=session"),  # so that one connection to the browser does for all
    *("-o", "asyncio_default_fixture_loop_scope=session"),
    *("-p", "no:cacheprovider", "-q", "-rA", "--stario-trace=off"),
)


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
def test_chromium_means_the_same(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "pytest", str(MEANING), *OPTIONS),
        *(
            "--stario-browser=chromium",
            f"--stario-browser-executable={CHROMIUM}",
            f"--stario-output={tmp_path}",
        ),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=890, check=False)
    ended = re.findall(r"^(PASSED|FAILED|ERROR) (\S+?)::(\S.*)$", done.stdout, re.MULTILINE)
    others = [f"{outcome} {module}::{test}" for outcome, module, test in ended if outcome != "PASSED"]
    assert not others, done.stdout.partition("= PASSES =")[0][-8000:]
    modules = {Path(module).name for _, module, _ in ended}
    assert modules == {path.name for path in MEANING.glob("test_*.py")}
    assert len(ended) > 300
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
