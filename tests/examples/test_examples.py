"""Every example's own tests, run as its reader would run them: `pytest` in its folder."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from client_bundle import client_bundle

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted(path.parent for path in (TESTS.parent / "examples").glob("*/main.py"))


@pytest.fixture(scope="session")
def datastar_js() -> str:
    """The path of the real client: the examples name the pinned one, which is not on this machine."""
    return str(client_bundle())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_passes_its_own_tests(example: Path, datastar_js: str) -> None:
    for name in ("test_main.py", "test_page.py"):
        assert (example / name).is_file(), f"{example.name} has no {name}"
    framework = example.name.removesuffix("_app")
    if framework != example.name and find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed, which the example {example.name} is about")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-o", f"stario_datastar={datastar_js}"]
    done = subprocess.run(command, cwd=example, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_examples_of_other_frameworks_too() -> None:
    names = {example.name for example in EXAMPLES}
    assert names > {"online_counter", "fastapi_app", "litestar_app", "django_app"}
