"""
Who runs the loop of a test: pytest-asyncio (strict and auto) or anyio.
"""

from __future__ import annotations

import inspect
from collections.abc import Generator
from typing import Any

import pytest

#: A test that asks for one of these, directly or through another fixture, runs on an event loop.
ON_LOOP = frozenset({"stario_client", "stario_clients", "stario_clock", "stario_page", "stario_pages"})


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
            if isinstance(item, pytest.Function) and needs_a_runner(item):
                item.add_marker("asyncio")
    return found


def needs_a_runner(item: pytest.Function) -> bool:
    """
    Whether an async test uses a fixture of ours, and no plugin is told to run it.
    """
    return (
        is_async(item.obj)
        and not ON_LOOP.isdisjoint(item.fixturenames)
        and "anyio_backend" not in item.fixturenames
        and item.get_closest_marker("asyncio") is None
        and item.get_closest_marker("anyio") is None
    )


def is_async(function: Any) -> bool:
    """
    Whether a test is a coroutine function, under Hypothesis too.
    """
    hypothesis = getattr(function, "hypothesis", None)
    return inspect.iscoroutinefunction(getattr(hypothesis, "inner_test", function))


def runner_of(request: pytest.FixtureRequest, asked: str) -> str:
    """
    Who runs the loop of a test that asks for a fixture: "anyio", or "asyncio_" and the scope of
    pytest-asyncio's loop. Fails the test, with what to do, if nobody does.
    """
    item = request.node
    if not is_async(item.obj):
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
