"""
The pytest plugin: wires `stario.testing` to fixtures, options and messages.

It is loaded in every test run of an environment that has Stario, so nothing is imported before a test
asks for it.
"""

from __future__ import annotations

from pytest_stario.diffs import pytest_assertrepr_compare
from pytest_stario.failures import pytest_runtest_makereport
from pytest_stario.fixtures import (
    _stario_clients_anyio,
    pytest_pycollect_makeitem,
    stario_app,
    stario_client,
    stario_clients,
)
from pytest_stario.options import pytest_addoption, pytest_configure

__all__ = [
    "_stario_clients_anyio",
    "pytest_addoption",
    "pytest_assertrepr_compare",
    "pytest_configure",
    "pytest_pycollect_makeitem",
    "pytest_runtest_makereport",
    "stario_app",
    "stario_client",
    "stario_clients",
]
