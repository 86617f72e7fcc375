"""
What the page's benchmarks do a step of, and the two ways to do it: headless, and in Chromium.

A tier opens pages of one application; the Datastar client in them is the real one, from the same file.
"""

from __future__ import annotations

import itertools
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

from pytest_stario.browser import ARGUMENTS
from stario import Command, Query, Stario
from stario.testing import StarioClient
from stario.testing.page.browser import open_browser_page
from stario.testing.page.clients import Clients
from stario.testing.page.live import LiveServer
from stario.testing.page.page import Page
from stario.testing.page.seats import Seats
from stario.testing.page.traffic import Traffic

ROWS = 200
ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))
from client_bundle import client_bundle  # noqa: E402

CLIENT: Path = client_bundle()
_SCRIPT = (
    '<script type="module" src="https://cdn.jsdelivr.net/gh/starfederation/datastar@v1.0.4/bundles/'
    'datastar.js"></script>'
)
_count = itertools.count(1)


def row(number: int, text: object) -> str:
    return (
        f'<tr id="row-{number}" class="row"><td>{number}</td><td>name {number}, {text}</td>'
        f"<td><button data-on:click=\"@post('/row')\">change</button></td></tr>"
    )


def rows(text: object) -> str:
    return "".join(row(number, text) for number in range(ROWS))


def document(body: str) -> str:
    return f"<!doctype html><html><head><title>Rows</title>{_SCRIPT}</head><body>{body}</body></html>"


async def small() -> str:
    return document(
        '<div data-signals:n="0"><b id="n" data-text="$n"></b>'
        '<button id="add" data-on:click="$n++">add</button>'
        '<button id="change" data-on:click="@post(\'/row\')">change</button>'
        f"<table><tbody>{row(7, 'new')}</tbody></table></div>"
    )


async def large() -> str:
    return document(
        '<button id="all" data-on:click="@post(\'/rows\')">all</button>'
        f'<table><tbody id="rows">{rows("new")}</tbody></table>'
    )


async def change_row() -> str:
    return row(7, next(_count))


async def change_rows() -> str:
    return f'<tbody id="rows">{rows(next(_count))}</tbody>'


def make() -> Stario:
    """The application: a small page, and one of a table whose rows all change at once."""
    return Stario(
        Query("/", small), Query("/large", large), Command("/row", change_row), Command("/rows", change_rows)
    )


class Tier(ABC):
    """
    Opens pages of the application; what is clicked has had its effect when `click` returns.
    """

    def __init__(self, client: StarioClient) -> None:
        self.client = client

    @abstractmethod
    async def open(self, path: str) -> Any: ...

    @abstractmethod
    async def close(self, page: Any) -> None: ...

    async def click(self, page: Any, selector: str) -> None:
        await page.locator(selector).click()

    async def patched(self, page: Any, selector: str, cell: str, before: str) -> str:
        """Click, and the text of the cell when it is no longer what it was."""
        await page.locator(selector).click()
        return str(await page.locator(cell).text_content())


class Headless(Tier):
    """
    Stario's page; `fresh` makes a context for each.
    """

    def __init__(self, client: StarioClient, *, fresh: bool = False) -> None:
        super().__init__(client)
        self._fresh = fresh
        self._clients = Clients(CLIENT)

    async def open(self, path: str) -> Page:
        page = Page(self.client, clients=self._clients, fresh=self._fresh)
        await page.goto(path)
        return page

    async def close(self, page: Page) -> None:
        await page.close()


class Chromium(Tier):
    """
    A page of Chromium in a context of its own, the application behind a port, as the browser tier has it.
    """

    def __init__(self, client: StarioClient, browser: Browser) -> None:
        super().__init__(client)
        self._seats = Seats(browser, keeps=False)
        self._open: dict[Any, AsyncExitStack] = {}

    async def open(self, path: str) -> Any:
        stack = AsyncExitStack()
        seat = await self._seats.take()
        live = LiveServer(self.client._server, raises=True, listener=seat.listener)
        await live.start()
        stack.push_async_callback(live.close)
        stack.push_async_callback(seat.close)
        traffic = Traffic(seat.context, live)
        page = await open_browser_page(seat, live, traffic, timeout=30, clients=Clients(CLIENT))
        await page.goto(path)
        await page.settle()
        self._open[page] = stack
        return page

    async def close(self, page: Any) -> None:
        await self._open.pop(page).aclose()

    async def patched(self, page: Any, selector: str, cell: str, before: str) -> str:
        await page.locator(selector).click()
        changed = "([cell, before]) => document.querySelector(cell).textContent !== before"
        await page.wait_for_function(changed, arg=[cell, before])
        return str(await page.locator(cell).text_content())


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium; raises `RuntimeError` if there is none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("there is no Chromium to compare with")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()
