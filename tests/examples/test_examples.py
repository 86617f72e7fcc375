"""Every example's own tests, run as its reader would run them: `pytest` in its folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted(path.parent for path in (TESTS.parent / "examples").glob("*/main.py"))


@pytest.fixture(scope="session")
def datastar_js() -> str:
    """The path of the real client: the examples name the pinned one, which is not on this machine."""
    command = [sys.executable, str(TESTS / "browser" / "client_bundle.py")]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=True).stdout.strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_passes_its_own_tests(example: Path, datastar_js: str) -> None:
    for name in ("test_main.py", "test_page.py"):
        assert (example / name).is_file(), f"{example.name} has no {name}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-o", f"stario_datastar={datastar_js}"]
    done = subprocess.run(command, cwd=example, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_examples() -> None:
    assert EXAMPLES
