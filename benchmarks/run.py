"""
Run the benchmarks, all or those named, and print a Markdown table of each.

    python benchmarks/run.py
    python benchmarks/run.py encode client --rounds 3 --save found.md

What is compared is measured in one run, in turns; the tables show medians over the rounds. Compare ratios,
and only those of one run: the absolute numbers beside them are this machine's. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import platform
import signal
import sys
from importlib import metadata
from pathlib import Path

NAMES = (
    "encode",
    "routes",
    "client",
    "capture",
    "clock",
    "streams",
    "fairness",
    "idle",
    "compressed",
    "page",
    "page_growth",
)
PACKAGES = ("stario", "starlette", "datastar-py", "pydantic", "httpx", "uvicorn", "uvloop", "httptools")


def version(package: str) -> str:
    """The package with its version, or that it is missing."""
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"no {package}"


def heading(names: list[str], rounds: int) -> str:
    """When, with what and how it was measured."""
    return (
        f"{datetime.date.today()}, `python benchmarks/run.py {' '.join(names)} --rounds {rounds}`. "
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, "
        f"{len(os.sched_getaffinity(0))} cores, load average {os.getloadavg()[0]:.1f} at the start; "
        f"{', '.join(map(version, PACKAGES))}. Medians of {rounds} interleaved rounds.\n"
    )


def stop(signum: int, _frame: object) -> None:
    """Leave through every `finally`, where servers are stopped."""
    sys.exit(128 + signum)


def main() -> None:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}; all by default")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    parser.add_argument("--save", type=Path, metavar="PATH", help="write the tables to this file too")
    arguments = parser.parse_args()
    names = arguments.names or list(NAMES)
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    if arguments.rounds < 1:
        parser.error("--rounds takes a number from 1")

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    parts = [heading(names, arguments.rounds)]
    print(parts[0], flush=True)
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        parts.append(importlib.import_module(name).run(arguments.rounds))
        print(parts[-1], flush=True)
    if arguments.save:
        arguments.save.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
