"""The applications of the golden messages."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from stario import Command, Query, Stario

background: set[asyncio.Task[None]] = set()
release = threading.Event()


async def home() -> str:
    return "<h1>Hello</h1>"


async def three() -> AsyncIterator[str]:
    for number in range(3):
        yield f"<p id='n'>{number}</p>"
        await asyncio.sleep(1)


async def minutely() -> AsyncIterator[dict[str, int]]:
    minute = 0
    while True:
        await asyncio.sleep(57)
        minute += 1
        yield {"minute": minute}


async def waiting() -> AsyncIterator[str]:
    yield "<p id='n'>waiting</p>"
    await asyncio.sleep(2)
    yield "<p id='n'>still waiting</p>"
    await asyncio.Queue[str]().get()


async def stubborn() -> AsyncIterator[str]:
    yield "<p id='n'>here</p>"
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            await asyncio.sleep(3600)


async def poll() -> None:
    while True:
        await asyncio.sleep(60)


async def fail() -> None:
    raise LookupError("no such job")


async def careless() -> AsyncIterator[str]:
    background.add(asyncio.create_task(poll(), name="poll"))
    asyncio.create_task(fail(), name="fail")  # noqa: RUF006  # that nobody keeps it is the point
    logging.getLogger("shop").error("the stock is negative: %d", -1)
    for number in range(2):
        yield f"<p id='n'>{number}</p>"
        await asyncio.sleep(0)
    await asyncio.sleep(1)


def threaded() -> Iterator[str]:
    yield "<p id='n'>here</p>"
    wait_for_release()


def wait_for_release() -> None:
    release.wait(60)


async def add() -> None: ...


@asynccontextmanager
async def beats(_: Stario) -> AsyncIterator[None]:
    async def beat() -> None:
        while True:
            await asyncio.sleep(10)

    task = asyncio.create_task(beat(), name="beat")
    yield
    task.cancel()


app = Stario(
    Query("/", home),
    Query("/three", three),
    Query("/minutely", minutely),
    Query("/waiting", waiting),
    Query("/stubborn", stubborn),
    Query("/careless", careless),
    Query("/threaded", threaded),
    Command("/add", add),
)
beating = Stario(Query("/minutely", minutely), lifespan=beats)
