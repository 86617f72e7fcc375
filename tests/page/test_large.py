"""
The seed example, and pages of a size.
"""

from __future__ import annotations

from typing import Any

from example_modules import load_example

from stario.testing import StarioClient, VirtualClock
from stario.testing.page.clients import Clients
from stario.testing.page.page import Page


async def test_the_seed_example_counts(clients: Clients, stario_clock: VirtualClock) -> None:
    main = load_example("online_counter")
    async with StarioClient(main.app) as client, Page(client, clients=clients) as page:
        await page.goto("/")
        await stario_clock.advance(2)
        script = "document.getElementById('online-counter').textContent"
        assert await page.evaluate(script) == "Online since: 2.0s"
        assert len(page.streams[0]) == 201
        assert page.problems == []  # its data-on-load is a plugin of the page's own


async def test_a_page_of_five_megabytes(page_of: Any) -> None:
    row = "<tr id=r{0}><td>{0}</td><td class='a b'>" + "x" * 400 + "</td></tr>"
    body = "<table>" + "".join(row.format(number) for number in range(11_100)) + "</table>"
    assert len(body) > 5_000_000
    page = await page_of(body, datastar=False, script_seconds=60)
    assert await page.evaluate("document.getElementsByTagName('tr').length") == 11_100
    assert len(await page.content()) > 5_000_000
