"""
The pytest plugin: wires `stario.testing` to fixtures, options and messages.

It is loaded in every test run of an environment that has Stario, so nothing is imported before a test
asks for it.
"""

from __future__ import annotations

import importlib

import pytest

from pytest_stario import browser, clocks, diffs, failures, fixtures, github, options, pages, runners, traces
from pytest_stario.options import pytest_addoption, pytest_runtest_setup

__all__ = ["pytest_addoption", "pytest_configure", "pytest_runtest_setup"]


def pytest_configure(config: pytest.Config) -> None:
    """
    Register the marker and the plugin's parts, those for pytest-asyncio where it is there.
    """
    known = (*options.CLIENT_OPTIONS, *options.PAGE_OPTIONS, "problems", *options.TIME_OPTIONS)
    names = ", ".join(f"{name}=..." for name in known)
    config.addinivalue_line(
        "markers",
        f"stario(app='main:app', {names}): the application, the client, the pages and the time of this test",
    )
    for part in (runners, fixtures, pages, browser, clocks, diffs, failures, traces, github):
        config.pluginmanager.register(part, part.__name__)
    if config.pluginmanager.has_plugin("asyncio"):
        loops = importlib.import_module("pytest_stario.loops")
        config.pluginmanager.register(loops, loops.__name__)
