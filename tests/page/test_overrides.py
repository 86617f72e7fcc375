"""What a test overrides holds for what its page asks for from then on, as it does for a `StarioClient`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from stario import Command, Inject, Query, Stario
from stario.testing import StarioClient
from stario.testing.page import expect
from stario.testing.page.clients import Clients
from stario.testing.page.page import Page
from stario.toys import DATASTAR_URL

CLIENT = f'<script type="module" src="{DATASTAR_URL}"></script>'


async def get_name() -> str:
    return "the real one"


Name = Annotated[str, Inject(get_name)]


async def home(name: Name) -> str:
    return (
        f"<!doctype html><html><head>{CLIENT}</head><body data-init=\"@get('/name')\"><h1>{name}</h1>"
        f'<p id="first"></p><p id="last"></p><button data-on:click="@post(\'/name\')">Ask</button>'
        f"<button data-on:click__delay.50ms=\"@post('/name')\">Ask later</button></body></html>"
    )


async def listen(name: Name) -> AsyncIterator[str]:
    yield f'<p id="first">{name}</p>'
    await asyncio.Event().wait()


async def ask(name: Name) -> str:
    return f'<p id="last">{name}</p>'


async def test_an_override_in_the_middle_of_a_test(clients: Clients) -> None:
    app = Stario(Query("/", home), Query("/name", listen), Command("/name", ask))
    async with StarioClient(app) as client, Page(client, clients=clients) as page:
        await page.goto("/")
        last = page.locator("#last")
        with app.overrides({get_name: lambda: "another"}):
            await page.get_by_role("button", name="Ask", exact=True).click()
            await expect(last).to_have_text("another")
            await expect(page.locator("#first")).to_have_text("the real one")
            await page.goto("/")
            await expect(page.get_by_role("heading")).to_have_text("another")
            await expect(page.locator("#first")).to_have_text("another")
            await page.get_by_role("button", name="Ask later").click()
            await page.wait_for_timeout(100)
            await expect(last).to_have_text("another")
        await page.get_by_role("button", name="Ask", exact=True).click()
        await expect(last).to_have_text("the real one")
