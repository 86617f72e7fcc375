"""
The users of a test on pytest-asyncio's loops, registered when that plugin is there.

A fixture has to run on the loop of its test, whichever scope that loop has, so there is one for each.
"""

from __future__ import annotations

import pytest_asyncio

from pytest_stario.fixtures import users_fixture_function

_stario_clients_asyncio_function = pytest_asyncio.fixture(users_fixture_function(), loop_scope="function")
_stario_clients_asyncio_class = pytest_asyncio.fixture(users_fixture_function(), loop_scope="class")
_stario_clients_asyncio_module = pytest_asyncio.fixture(users_fixture_function(), loop_scope="module")
_stario_clients_asyncio_package = pytest_asyncio.fixture(users_fixture_function(), loop_scope="package")
_stario_clients_asyncio_session = pytest_asyncio.fixture(users_fixture_function(), loop_scope="session")
