"""
What one page holds after many actions, and one process after many pages: it may not grow.

    python benchmarks/page_growth.py --actions 10000 --pages 1000

The actions are those of a test: a click with a local signal, a field that is filled, and each twentieth a
click whose answer is a stream with a patch. Each page is opened, clicked and closed, as a test does; contexts
are recycled. What is told: the resident memory of the process, the memory of the page's JavaScript after its
garbage is collected, and how many objects Python's collector knows. The first fifth warms up: then a page has
as many of its newest requests and streams as it keeps.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from page_tiers import CLIENT, document
from table import table

from stario import Command, PatchElements, Query, Stario
from stario.testing import StarioClient
from stario.testing.page.clients import Clients
from stario.testing.page.engine import Engine
from stario.testing.page.page import Page

ACTIONS, PAGES = 100_000, 10_000
PARTS = 10
WARM_UP = 2
PATCHED = 20
#: Then something is wrong, or too much was asked for.
MOST_SECONDS = 600


class Held(NamedTuple):
    """What is held: MB of the process, MB of JavaScript, objects of Python."""

    resident: float
    script: float
    objects: int


def held(engine: Engine | None) -> Held:
    """What is held now, when all garbage is collected."""
    script = 0.0
    if engine is not None:
        engine.collect()
        script = engine.memory / 1e6
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Held(
        pages * os.sysconf("SC_PAGE_SIZE") / 1e6, script, len(gc.get_objects()) + gc.get_freeze_count()
    )


def make() -> Stario:
    """The application: a counter, a field, and a list whose first line is patched."""
    count = 0

    async def home() -> str:
        return document(
            '<div data-signals:n="0" data-signals:name="\'\'"><b id="n" data-text="$n"></b>'
            '<input id="name" data-bind:name><i data-text="$name"></i>'
            '<button id="add" data-on:click="$n++">add</button>'
            '<button id="change" data-on:click="@post(\'/change\')">change</button>'
            '<ul><li id="line">0</li></ul></div>'
        )

    async def change():
        nonlocal count
        count += 1
        yield PatchElements(f'<li id="line">{count}</li>')

    return Stario(Query("/", home), Command("/change", change))


async def act(page: Page, number: int) -> None:
    """The action of this number."""
    if number % PATCHED == 0:
        await page.locator("#change").click()
    elif number % 2:
        await page.locator("#add").click()
    else:
        await page.locator("#name").fill(str(number % 1000))


async def actions(count: int) -> list[Held]:
    """Many actions on one page."""
    async with StarioClient(make()) as client, Page(client, clients=Clients(CLIENT)) as page:
        await page.goto("/")

        async def one(number: int) -> None:
            await act(page, number)

        found = await _in_parts("actions", count, one, lambda: page.engine)
        patched = len([number for number in range(count) if number % PATCHED == 0])
        if (text := await page.locator("#line").text_content()) != str(patched):
            raise RuntimeError(f"{patched} patches counted to {text}")
        return found


async def pages(count: int) -> list[Held]:
    """Many pages, one after the other."""
    clients = Clients(CLIENT)
    async with StarioClient(make()) as client:

        async def one(_: int) -> None:
            async with Page(client, clients=clients) as page:
                await page.goto("/")
                await page.locator("#add").click()

        return await _in_parts("pages", count, one, lambda: None)


async def _in_parts(
    name: str, count: int, one: Callable[[int], Awaitable[None]], engine: Callable[[], Engine | None]
) -> list[Held]:
    found, started = [], perf_counter()
    for number in range(count):
        await one(number)
        if (number + 1) % (count // PARTS) == 0:
            found.append(held(engine()))
            spent = perf_counter() - started
            print(f"  {number + 1:,} {name}, {spent:.0f} s: {_told(found[-1])}", file=sys.stderr, flush=True)
            if spent > MOST_SECONDS:
                raise RuntimeError(f"{name}: not done in {MOST_SECONDS} s; ask for fewer")
    return found


def _told(one: Held) -> str:
    script = f", JavaScript {one.script:.3f} MB" if one.script else ""
    return f"process {one.resident:.1f} MB{script}, {one.objects:,} objects"


def _rows(name: str, found: list[Held]) -> list[str]:
    first, half, last = found[WARM_UP - 1], found[PARTS // 2 - 1], found[-1]
    grown = f"{last.resident - first.resident:+.1f} MB, {last.objects - first.objects:+,} objects"
    if first.script:
        grown += f", JavaScript {(last.script - first.script) * 1e3:+.1f} kB"
    return [name, _told(first), _told(half), _told(last), grown]


def tables(many_actions: int, many_pages: int) -> str:
    """The table of both."""
    rows = [
        _rows(f"{many_actions:,} actions on one page", asyncio.run(actions(many_actions))),
        _rows(f"{many_pages:,} pages, one after the other", asyncio.run(pages(many_pages))),
    ]
    return table(
        "What pages hold",
        "Growth is that since the first fifth, in which a page comes to hold what it keeps.",
        ["", "after a fifth", "at half", "at the end", "growth"],
        rows,
    )


def run(rounds: int) -> str:
    """The table; one round is enough for what may not grow."""
    return tables(ACTIONS, PAGES)


def main() -> None:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--actions", type=int, default=ACTIONS, help="(default: %(default)s)")
    parser.add_argument("--pages", type=int, default=PAGES, help="(default: %(default)s)")
    arguments = parser.parse_args()
    print(tables(arguments.actions, arguments.pages))


if __name__ == "__main__":
    main()
