"""
The users and the clock of a test on pytest-asyncio's loops, registered when that plugin is there.

A fixture has to run on the loop of its test, whichever scope that loop has, so there is one for each.
"""

from __future__ import annotations

import pytest_asyncio

from pytest_stario.clocks import clock_fixture_function
from pytest_stario.fixtures import users_fixture_function

for _scope in ("function", "class", "module", "package", "session"):
    globals()[f"_stario_clients_asyncio_{_scope}"] = pytest_asyncio.fixture(
        users_fixture_function(), loop_scope=_scope
    )
    globals()[f"_stario_clock_asyncio_{_scope}"] = pytest_asyncio.fixture(
        clock_fixture_function(), loop_scope=_scope
    )
