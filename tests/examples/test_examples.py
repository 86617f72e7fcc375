"""Every example's own tests, run as its reader would run them: `pytest` in its folder."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from chromium import CHROMIUM
from client_bundle import client_bundle

TESTS = Path(__file__).parents[1]
EXAMPLES = sorted(path.parent for path in (TESTS.parent / "examples").glob("*/main.py"))
#: One connection to the browser, and its contexts, do for all tests of an example.
IN_CHROMIUM = (
    *("-o", "asyncio_default_test_loop_scope=session", "-o", "asyncio_default_fixture_loop_scope=session"),
    *("--stario-trace=off", "--stario-browser=chromium", f"--stario-browser-executable={CHROMIUM}"),
)


@pytest.fixture(scope="session")
def datastar_js() -> str:
    """The path of the real client: the examples name the pinned one, which is not on this machine."""
    return str(client_bundle())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_passes_its_own_tests(example: Path, datastar_js: str) -> None:
    for name in ("test_main.py", "test_page.py"):
        assert (example / name).is_file(), f"{example.name} has no {name}"
    run(example, datastar_js, seconds=100)


@pytest.mark.browser
@pytest.mark.timeout(310)
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_its_tests_of_pages_pass_in_chromium_too(example: Path, datastar_js: str, tmp_path: Path) -> None:
    told = run(example, datastar_js, "test_page.py", *IN_CHROMIUM, f"--stario-output={tmp_path}", seconds=300)
    assert "skipped" not in told, told


def run(example: Path, datastar_js: str, *options: str, seconds: float) -> str:
    framework = example.name.removesuffix("_app")
    if framework != example.name and find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed, which the example {example.name} is about")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-o", f"stario_datastar={datastar_js}", *options]
    done = subprocess.run(command, cwd=example, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_are_examples_of_other_frameworks_too() -> None:
    names = {example.name for example in EXAMPLES}
    assert names > {"online_counter", "fastapi_app", "litestar_app", "django_app"}
