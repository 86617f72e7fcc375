"""
The fixtures, and what makes them work under pytest-asyncio (strict and auto) and under anyio.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pytest_stario.options import application, client_options

if TYPE_CHECKING:
    from stario.testing import StarioClient

#: A test that asks for one of these, directly or through another fixture, runs on an event loop.
_ON_LOOP = frozenset({"stario_client", "stario_clients"})


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
    name = f"_stario_clients_{_runner_of(request)}"
    factory: Callable[..., list[StarioClient]] = request.getfixturevalue(name)
    return factory


@pytest.fixture
def stario_client(stario_clients: Callable[..., list[StarioClient]]) -> StarioClient:
    """
    A client of the application under test, with its lifespan run.
    """
    return stario_clients(1)[0]


@pytest.hookimpl(wrapper=True, trylast=True)  # inside pytest-asyncio's, which looks for the marker
def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> Generator[None, Any, Any]:
    """
    Give an async test that uses a fixture of ours to pytest-asyncio, if nobody else runs it.
    """
    found = yield
    if collector.config.pluginmanager.has_plugin("asyncio"):
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, pytest.Function) and _needs_a_runner(item):
                item.add_marker("asyncio")
    return found


def _needs_a_runner(item: pytest.Function) -> bool:
    return (
        _is_async(item.obj)
        and not _ON_LOOP.isdisjoint(item.fixturenames)
        and "anyio_backend" not in item.fixturenames
        and item.get_closest_marker("asyncio") is None
        and item.get_closest_marker("anyio") is None
    )


def _is_async(function: Any) -> bool:
    hypothesis = getattr(function, "hypothesis", None)
    return inspect.iscoroutinefunction(getattr(hypothesis, "inner_test", function))


def _runner_of(request: pytest.FixtureRequest) -> str:
    """
    Who runs this test's loop: "anyio", or "asyncio_" and the scope of pytest-asyncio's loop.
    """
    item = request.node
    asked = next(
        (name for name in ("stario_client", "stario_clients") if name in request.fixturenames),
        "stario_client",
    )
    if not _is_async(item.obj):
        pytest.fail(
            f"{item.originalname} asks for {asked}, and the application runs on the test's own event loop: "
            f"write `async def {item.originalname}(...)`",
            pytrace=False,
        )
    marker = item.get_closest_marker("asyncio")
    if marker is not None and request.config.pluginmanager.has_plugin("asyncio"):
        if "anyio_backend" in request.fixturenames:
            pytest.fail(
                f"pytest-asyncio and anyio both want to run {item.originalname}: take the anyio mark away, "
                "or set asyncio_mode = strict",
                pytrace=False,
            )
        scope = marker.kwargs.get("loop_scope") or marker.kwargs.get("scope")
        return f"asyncio_{scope or request.config.getini('asyncio_default_test_loop_scope')}"
    if "anyio_backend" in request.fixturenames:
        if request.getfixturevalue("anyio_backend_name") != "asyncio":
            pytest.fail(
                "Stario runs on asyncio, and this test on trio. Choose the backend in conftest.py: "
                "a fixture `anyio_backend` that returns 'asyncio'",
                pytrace=False,
            )
        return "anyio"
    if request.config.pluginmanager.has_plugin("asyncio"):
        pytest.fail(
            f"{item.originalname} asks for {asked} only while it runs, too late to choose a loop: "
            f"ask for it by parameter, or mark the test with @pytest.mark.asyncio",
            pytrace=False,
        )
    pytest.fail(
        f"nothing runs the async test {item.originalname}: enable pytest-asyncio (it is part of Stario's "
        f"extra `testing`), or mark the test for anyio",
        pytrace=False,
    )


@asynccontextmanager
async def _users(app: Any, options: dict[str, Any]) -> AsyncIterator[Callable[..., list[StarioClient]]]:
    try:
        from stario.testing import StarioClient
    except ModuleNotFoundError as missing:
        pytest.fail(f"there is no {missing.name!r} here: install Stario's extra `testing`", pytrace=False)

    async with StarioClient(app, **options) as first:
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
        async with _users(stario_app, client_options(request)) as clients:
            yield clients

    return users


_stario_clients_anyio = pytest.fixture(users_fixture_function())
