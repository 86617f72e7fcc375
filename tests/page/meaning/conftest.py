"""
Tests whose text is the same for a page without a browser and for Playwright's in Chromium.

Here they run without; `tests/page/test_meaning_in_chromium.py` runs them once more in a Chromium.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from client_bundle import client_bundle
from starlette.responses import FileResponse, Response

from stario import Query, Stario

#: For what has to fail: how long Chromium is given for it, in milliseconds.
SOON = 250


class Site:
    """An application whose first page each test writes."""

    def __init__(self) -> None:
        self.app = Stario()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def shows(self, body: str, *routes: Any, head: str = "") -> None:
        async def home() -> str:
            return f"<!doctype html><html><head><title>Home</title>{head}</head><body>{body}</body></html>"

        async def client() -> Response:
            return FileResponse(client_bundle(), media_type="text/javascript")

        self.app = Stario(Query("/", home), Query("/datastar.js", client), *routes)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def stario_app(site: Site) -> Site:
    return site


Show = Callable[..., Awaitable[Any]]


@pytest.fixture
def show(site: Site, stario_page: Any) -> Show:
    """
    Opens a page: `page = await show("<h1>Hello</h1>")`.
    """

    async def opens(body: str, *routes: Any, head: str = "") -> Any:
        site.shows(body, *routes, head=head)
        await stario_page.goto("/")
        return stario_page

    return opens


@pytest.fixture
def fails() -> Callable[..., Any]:
    """
    `async with fails("2 elements"):` whatever a tier raises, and however it tells it.
    """

    class Fails:
        def __init__(self, *told: str) -> None:
            self.told = told

        async def __aenter__(self) -> None:
            pass

        async def __aexit__(self, kind: Any, problem: Any, traceback: Any) -> bool:
            assert problem is not None, "it did not fail"
            assert not isinstance(problem, KeyboardInterrupt | SystemExit)
            text = str(problem)
            assert not self.told or any(re.search(each, text) for each in self.told), text
            return True

    return Fails
