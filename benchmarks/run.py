"""
Run the benchmarks, all or those named, and print their tables with the date and the versions.

    python benchmarks/run.py [encode client capture stream] [--rounds 5]
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import importlib.metadata
import platform
import sys

NAMES = ("encode", "client", "capture", "stream")
PACKAGES = ("stario", "starlette", "uvicorn", "uvloop", "httptools", "datastar-py", "httpx")


def main() -> None:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    names = arguments.names or NAMES
    unknown = set(names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    print(f"{datetime.date.today()}: {' '.join(['python', *sys.argv])}")
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    print(f"Python {platform.python_version()}, {', '.join(versions)}. Medians of {arguments.rounds} rounds.")
    for name in names:
        importlib.import_module(name).run(arguments.rounds)


if __name__ == "__main__":
    main()
