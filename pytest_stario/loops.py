"""
The users, the pages and the clock of a test on pytest-asyncio's loops, registered when that plugin is there.

A fixture has to run on the loop of its test, whichever scope that loop has, so there is one for each.
"""

from __future__ import annotations

import pytest_asyncio

from pytest_stario.browser import browser_fixture_function
from pytest_stario.clocks import clock_fixture_function
from pytest_stario.fixtures import users_fixture_function
from pytest_stario.pages import page_fixture_function, pages_fixture_function

for _scope in ("function", "class", "module", "package", "session"):
    globals()[f"_stario_clients_asyncio_{_scope}"] = pytest_asyncio.fixture(
        users_fixture_function(), loop_scope=_scope
    )
    globals()[f"_stario_pages_asyncio_{_scope}"] = pytest_asyncio.fixture(
        pages_fixture_function(), loop_scope=_scope
    )
    globals()[f"_stario_page_asyncio_{_scope}"] = pytest_asyncio.fixture(
        page_fixture_function(), loop_scope=_scope
    )
    globals()[f"_stario_browser_asyncio_{_scope}"] = pytest_asyncio.fixture(
        browser_fixture_function(), loop_scope=_scope, scope=_scope
    )
    globals()[f"_stario_clock_asyncio_{_scope}"] = pytest_asyncio.fixture(
        clock_fixture_function(), loop_scope=_scope
    )
