"""
Pages of small applications, with the real client.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from stario import Query, Stario
from stario.testing import StarioClient
from stario.testing.page.clients import Clients
from stario.testing.page.page import Page

BROWSER_TESTS = Path(__file__).parents[1] / "browser"
#: A script tag for the real client, which the pages here get from its file.
CLIENT = (
    '<script type="module" src="https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/'
    'datastar.js"></script>'
)


def client_path() -> Path:
    """The real client, v1.0.4, as the browser's tests have it."""
    spec = importlib.util.spec_from_file_location("client_bundle", BROWSER_TESTS / "client_bundle.py")
    assert spec is not None and spec.loader is not None
    module = sys.modules.get("client_bundle")
    if module is None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["client_bundle"] = module
        spec.loader.exec_module(module)
    path: Path = module.client_bundle()
    return path


@pytest.fixture(scope="session")
def clients() -> Clients:
    return Clients(client_path())


PageOf = Callable[..., Awaitable[Page]]


@pytest.fixture
async def page_of(clients: Clients) -> Any:
    """
    Opens a page: `await page_of(html, *routes)`, with the client when `datastar=True`.
    """
    opened: list[Any] = []

    async def open_page(
        body: str = "",
        *routes: Any,
        datastar: bool = True,
        head: str = "",
        path: str = "/",
        problems: bool = False,
        **options: Any,
    ) -> Page:
        async def home() -> str:
            script = CLIENT if datastar else ""
            return f"<!doctype html><html><head>{head}{script}</head><body>{body}</body></html>"

        client = StarioClient(Stario(Query("/", home), *routes))
        await client.__aenter__()
        page = Page(client, clients=clients, **options)
        opened.append((client, page, problems))
        await page.goto(path)
        return page

    yield open_page
    for client, page, problems in reversed(opened):
        try:
            if not problems and not page.closed:
                page.check_problems()
        finally:
            try:
                await page.close()
            finally:
                await client.__aexit__(None, None, None)
