"""
Set up one of the peers: the package index's `stario`, which is another project, not this one.

It shares our import name and needs a newer Python than ours may be, so it gets an environment of its own,
made with the Python nearest to ours that it takes. For `make bench` alone; without it the tables say so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from peers import INDEX_STARIO

ANOTHER_PROJECT = "stario==5.1.1"
REST = ("uvloop>=0.21", "uvicorn[standard]>=0.34")  # the latter for raw ASGI on the same Python
OLDEST, NEWEST = 12, 14
INSTALL_SECONDS = 300


def pythons() -> Iterator[str]:
    """Interpreters that may do: the running one, those on the path, those of pyenv."""
    yield sys.executable
    for minor in range(OLDEST, NEWEST + 1):
        if found := shutil.which(f"python3.{minor}"):
            yield found
        yield from map(str, sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python3")))


def fits(python: str) -> bool:
    """Whether it really runs (a shim may refuse) and is new enough."""
    check = f"import sys; sys.exit(not (3, {OLDEST}) <= sys.version_info[:2] <= (3, {NEWEST}))"
    return subprocess.run([python, "-I", "-c", check], capture_output=True).returncode == 0


def is_ready() -> bool:
    python = INDEX_STARIO / "bin" / "python"
    check = "import stario.datastar, uvloop, uvicorn"
    return (
        python.exists() and subprocess.run([python, "-I", "-c", check], capture_output=True).returncode == 0
    )


def main() -> None:
    if is_ready():
        return
    python = next(filter(fits, pythons()), None)
    if python is None:
        sys.exit(f"No Python 3.{OLDEST} to 3.{NEWEST} found: the benchmarks leave {ANOTHER_PROJECT} out.")
    try:
        subprocess.run([python, "-m", "venv", "--clear", INDEX_STARIO], check=True)
        subprocess.run(
            [INDEX_STARIO / "bin" / "python", "-m", "pip", "install", "--quiet", ANOTHER_PROJECT, *REST],
            check=True,
            timeout=INSTALL_SECONDS,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as problem:
        sys.exit(f"The benchmarks leave {ANOTHER_PROJECT} out: {problem}")


if __name__ == "__main__":
    main()
