"""
The group of commands.
"""

from __future__ import annotations

from importlib import metadata

import click

from stario.cli.ci import ci
from stario.cli.client import client

__all__ = ["stario"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("stario"), prog_name="stario")
def stario() -> None:
    """Live web pages in Python, and tests that assert them."""


stario.add_command(ci)
stario.add_command(client)
