"""
Pages of small applications, with the real client.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from client_bundle import client_bundle
from real_client import CLIENT

from stario import Query, Stario
from stario.testing import StarioClient
from stario.testing.page.clients import Clients
from stario.testing.page.page import Page


@pytest.fixture(scope="session")
def clients() -> Clients:
    return Clients(client_bundle())


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
