"""
The command `stario`: one file a command.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """
    What the console script calls.
    """
    try:
        import click  # noqa: F401
        import jinja2  # noqa: F401
        import rich  # noqa: F401
    except ModuleNotFoundError as missing:
        sys.exit(f"stario: there is no {missing.name!r} here: install Stario's extra `cli`")
    from stario.cli.command import stario

    stario()
