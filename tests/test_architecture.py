"""Imports point one way: pytest_stario -> stario.testing -> stario -> stario.datastar."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("stario/**/*.py"), *ROOT.glob("pytest_stario/**/*.py")])

#: What a layer may not import.
FORBIDDEN = {
    "stario/datastar/": ("starlette", "pytest", "httpx", "uvicorn", "stario.testing", "pytest_stario"),
    "stario/testing/": ("pytest", "pytest_stario", "uvicorn"),
    "stario/": ("pytest", "pytest_stario", "httpx", "uvicorn", "stario.testing"),
    "pytest_stario/": ("httpx", "uvicorn", "starlette"),
}
#: Moving to httpx's successor is a change of two files.
HTTPX = ("stario/testing/client.py", "stario/testing/transport.py")
#: A real browser needs a real server.
UVICORN = "stario/testing/page/live.py"


def imports(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            found.append(node.module or "")
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def within(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_point_one_way(file: Path) -> None:
    name = str(file.relative_to(ROOT))
    layer = next(prefix for prefix in FORBIDDEN if name.startswith(prefix))
    for module in imports(file):
        forbidden = set(FORBIDDEN[layer]) - ({"uvicorn"} if name == UVICORN else set())
        bad = [package for package in forbidden if within(module, package)]
        assert not bad, f"{name} imports {module}"
        if layer == "stario/datastar/" and within(module, "stario") and module != "stario":
            assert within(module, "stario.datastar"), f"{name} imports {module}"
        if within(module, "httpx"):
            assert name in HTTPX, f"{name} imports {module}"


def loaded_by(statement: str) -> set[str]:
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_stario_loads_no_test_and_no_server() -> None:
    loaded = loaded_by("import stario, stario.toys")
    assert not {name for name in loaded if name.startswith(("httpx", "pytest", "_pytest", "uvicorn"))}
    assert not {name for name in loaded if name.startswith(("stario.testing", "turbohtml"))}


def test_the_protocol_loads_no_framework() -> None:
    # `import stario.datastar` runs stario/__init__.py, so the rule is the one of its own files above;
    # seen from outside, the testing companion loads no pytest.
    loaded = loaded_by("import stario.testing")
    assert not {name for name in loaded if name.startswith(("pytest", "_pytest", "uvicorn"))}


def test_nothing_at_module_level_is_bound_to_a_loop() -> None:
    program = """
import asyncio, gc, sys
import stario.testing, stario.toys, pytest_stario
found = [
    type(thing).__name__
    for name, module in list(sys.modules.items()) if name.startswith(("stario", "pytest_stario"))
    for thing in vars(module).values()
    if isinstance(thing, (asyncio.Event, asyncio.Lock, asyncio.Queue, asyncio.Future))
    or isinstance(thing, asyncio.AbstractEventLoop)
]
print(*found)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
