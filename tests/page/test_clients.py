"""
Where the Datastar client of a page comes from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

from stario import Query, Stario
from stario.testing import StarioClient
from stario.testing.page.clients import ClientNotFound, Clients, version_of
from stario.testing.page.engine import Engine
from stario.testing.page.page import Page

CDN = "https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/datastar.js"


def page_with(src: str) -> Any:
    async def home() -> str:
        return f'<script type=module src="{src}"></script><b id=t data-text="1 + 1"></b>'

    return home


async def text(page: Page) -> Any:
    return await page.evaluate("document.getElementById('t').textContent")


async def test_the_application_s_own_comes_first(clients: Clients, tmp_path: Path) -> None:
    assert clients.path is not None
    source = clients.path.read_text()
    served = Route("/static/datastar.js", lambda request: Response(source, media_type="text/javascript"))
    app = Stario(Query("/", page_with("/static/datastar.js")), served)
    async with StarioClient(app) as client, Page(client, clients=Clients(cache=tmp_path)) as page:
        await page.goto("/")
        assert await text(page) == "2"
        assert [request.path for request in page.requests] == ["/", "/static/datastar.js"]


async def test_then_the_file_of_the_option_then_the_cache(clients: Clients, tmp_path: Path) -> None:
    assert clients.path is not None
    cached = tmp_path / "v1.0.4" / "datastar.js"
    cached.parent.mkdir()
    cached.write_bytes(clients.path.read_bytes())
    app = Stario(Query("/", page_with(CDN)))
    async with StarioClient(app) as client:
        for known in (clients, Clients(cache=tmp_path), Clients(tmp_path / "none.js", tmp_path)):
            async with Page(client, clients=known) as page:
                await page.goto("/")
                assert await text(page) == "2"
                assert len(page.requests) == 1


async def test_without_any_the_error_says_what_to_do(tmp_path: Path) -> None:
    app = Stario(Query("/", page_with(CDN)))
    async with (
        StarioClient(app) as client,
        Page(client, clients=Clients(tmp_path / "no.js", tmp_path)) as page,
    ):
        with pytest.raises(ClientNotFound) as caught:
            await page.goto("/")
    told = str(caught.value)
    assert f"the page asks for the Datastar client at {CDN}" in told
    assert f"not in {tmp_path / 'no.js'} (the option stario_datastar), which is no file" in told
    assert f"not in {tmp_path / 'v1.0.4' / 'datastar.js'} (the cache), which is not there" in told
    assert "`stario_datastar = path/to/datastar.js`" in told
    assert "`stario client get v1.0.4`" in told


@pytest.mark.parametrize(
    ("source", "version"),
    [("// Datastar v1.0.4\nvar", "1.0.4"), ("// Datastar v1.0.0-RC.5\n", "1.0.0-RC.5"), ("var a", None)],
)
def test_the_version_is_in_the_first_line(source: str, version: str | None) -> None:
    assert version_of(source) == version


async def test_the_client_leaves_the_built_ins_alone(clients: Clients) -> None:
    app = Stario(Query("/", page_with(CDN)))
    async with StarioClient(app) as client, Page(client, clients=clients, fresh=True) as page:
        await page.goto("/about:none")
        engine = page.engine
        assert isinstance(engine, Engine)
        await page.goto("/")
        engine = page.engine
        assert isinstance(engine, Engine)
        engine.suspect("Object.assign")  # watched before the client's next run
        await page.goto("/")
        page.engine = None
        assert engine.reset()
