"""
The fixtures of the application and its users.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pytest_stario.clocks import freeze
from pytest_stario.options import application, client_options
from pytest_stario.runners import runner_of
from pytest_stario.traces import begin

if TYPE_CHECKING:
    from stario.testing import StarioClient


@pytest.fixture
def stario_app(request: pytest.FixtureRequest) -> Any:
    """
    The application under test: the marker's, --stario-app's or the ini option's. Override it at will.
    """
    return application(request)


@pytest.fixture
def stario_clients(request: pytest.FixtureRequest) -> Callable[..., list[StarioClient]]:
    """
    A factory of users: `alice, bob = stario_clients(2)`, each with cookies of their own.

    They share the application and its lifespan, and are closed with the test. Options are those of
    `StarioClient`.
    """
    names = ("stario_client", "stario_page", "stario_pages")
    asked = next((name for name in names if name in request.fixturenames), "stario_clients")
    name = f"_stario_clients_{runner_of(request, asked)}"
    factory: Callable[..., list[StarioClient]] = request.getfixturevalue(name)
    return factory


@pytest.fixture
def stario_client(stario_clients: Callable[..., list[StarioClient]]) -> StarioClient:
    """
    A client of the application under test, with its lifespan run.
    """
    return stario_clients(1)[0]


@asynccontextmanager
async def _users(
    request: pytest.FixtureRequest, app: Any
) -> AsyncIterator[Callable[..., list[StarioClient]]]:
    try:
        from stario.testing import StarioClient
    except ModuleNotFoundError as missing:
        pytest.fail(f"there is no {missing.name!r} here: install Stario's extra `testing`", pytrace=False)

    from stario.testing.loop import clock_of

    begin()
    clock = clock_of(asyncio.get_running_loop())
    if clock is not None:
        freeze(request, clock)
    async with StarioClient(app, **client_options(request)) as first:
        users: list[StarioClient] = []

        def clients(count: int, **options: Any) -> list[StarioClient]:
            new = [first.another(**options) for _ in range(count)]
            users.extend(new)
            return new

        try:
            yield clients
        finally:
            for user in users:
                await user.aclose()


def users_fixture_function() -> Callable[..., Any]:
    """
    A new function that opens the users of one test: each async plugin marks its fixtures' functions.
    """

    async def users(
        stario_app: Any, request: pytest.FixtureRequest
    ) -> AsyncIterator[Callable[..., list[StarioClient]]]:
        async with _users(request, stario_app) as clients:
            yield clients

    return users


_stario_clients_anyio = pytest.fixture(users_fixture_function())
