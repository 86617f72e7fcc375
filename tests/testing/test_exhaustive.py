"""Exhaustive mode: each thing that a test can leave behind, and how it says that it is meant."""

from __future__ import annotations

import asyncio
import gc
import logging
import warnings
from collections.abc import AsyncIterator
from typing import Any

import pytest

from stario import Command, PatchElements, Query, Stario
from stario.datastar import Event
from stario.testing import LeftBehind, StarioClient, VirtualClock


async def ticks() -> AsyncIterator[str]:
    number = 0
    while True:
        yield f"<p id='n'>{number}</p>"
        number += 1
        await asyncio.sleep(1)


async def outliving() -> AsyncIterator[str]:
    task = asyncio.create_task(asyncio.sleep(3600), name="left")
    yield f"<p id='task'>{id(task)}</p>"


async def tidy() -> AsyncIterator[str]:
    task = asyncio.create_task(asyncio.sleep(3600))
    try:
        yield "<p></p>"
        await asyncio.Event().wait()
    finally:
        task.cancel()


async def unretrieved() -> None:
    async def fail() -> None:
        raise ZeroDivisionError("by nought")

    task = asyncio.create_task(fail(), name="job")
    await asyncio.sleep(0)
    del task


async def logs() -> str:
    logging.getLogger("shop.stock").error("less than %s", "nothing")
    logging.getLogger("shop.stock").warning("little")
    return ""


async def starts_a_job() -> None:
    asyncio.create_task(asyncio.sleep(1), name="job").add_done_callback(lambda task: None)


app = Stario(
    Query("/ticks", ticks),
    Query("/outliving", outliving),
    Query("/tidy", tidy),
    Command("/unretrieved", unretrieved),
    Query("/logs", logs),
    Command("/job", starts_a_job),
)


@pytest.fixture
def stario_app() -> Stario:
    return app


async def left_by(path: str, clock: VirtualClock, advance: float = 0) -> str:
    with pytest.raises(LeftBehind) as failure:
        async with StarioClient(app) as client, client.listen(path, exhaustive=True) as stream:
            await stream.next()
            await clock.advance(advance)
    return str(failure.value)


async def test_events_that_nobody_read(stario_clock: VirtualClock) -> None:
    text = await left_by("/ticks", stario_clock, advance=30)
    assert text.startswith(
        "GET /ticks leaves behind what nobody has looked at:\n30 events were not read:\n    [1] "
    )
    assert "\n    ... and 10 more\n" in text


async def test_all_read_is_fine(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    async with stario_client.listen("/ticks", exhaustive=True) as stream:
        await stario_clock.advance(30)
        await stream.take(31)


async def test_drained_is_read(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    async with stario_client.listen("/ticks", exhaustive=True) as stream:
        await stario_clock.advance(30)
        assert len(await stream.drain()) == 31
        assert stream.unread == [] and len(stream) == 31


async def test_ignored_is_meant(stario_client: StarioClient, stario_clock: VirtualClock) -> None:
    def is_even(event: Event) -> bool:
        assert isinstance(event, PatchElements)
        return int(event.elements.removeprefix("<p id='n'>").removesuffix("</p>")) % 2 == 0

    async with stario_client.listen("/ticks", exhaustive=True) as stream:
        await stario_clock.advance(2)
        stream.ignore(is_even)  # what has come already, and what will come
        stream.ignore(PatchElements("<p id='n'>1</p>"))
        await stario_clock.advance(2)
        assert await stream.next() == PatchElements("<p id='n'>3</p>")
        assert len(stream) == 5 and len(stream.timeline) == 5
        await stream.silence(0.5)


async def test_a_text_is_nothing_to_ignore(stario_client: StarioClient) -> None:
    async with stario_client.listen("/ticks") as stream:
        with pytest.raises(
            TypeError, match=r"ignore\(\) takes an event or a function of one; found the text"
        ):
            stream.ignore("<p></p>")  # type: ignore[arg-type]


async def test_a_task_that_outlives_its_stream(stario_clock: VirtualClock) -> None:
    text = await left_by("/outliving", stario_clock)
    assert "\na task outlives its request: 'left', made by GET /outliving at tests/testing/test_exha" in text
    assert "\n    it waits in " in text


async def test_a_task_that_ends_with_its_stream(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    async with stario_client.listen("/tidy", exhaustive=True) as stream:
        await stream.next()


async def test_an_error_in_the_block_says_more(stario_client: StarioClient) -> None:
    with pytest.raises(ZeroDivisionError):
        async with stario_client.listen("/ticks", exhaustive=True):
            raise ZeroDivisionError


# Of a whole client.


async def left_by_client(path: str, method: str) -> str:
    with pytest.raises(LeftBehind) as failure:
        async with StarioClient(app, exhaustive=True) as client:
            await client.request(method, path)
    return str(failure.value)


async def test_an_exception_that_nobody_retrieved() -> None:
    text = await left_by_client("/unretrieved", "POST")
    assert text.startswith(
        "the test leaves behind what nobody has looked at:\n"
        "an exception that nobody retrieved of the task 'job': ZeroDivisionError: by nought\n"
        "    raised in unretrieved.<locals>.fail (tests/testing/test_exhaustive.py:"
    )


async def test_an_error_in_the_log() -> None:
    text = await left_by_client("/logs", "GET")
    assert (
        "\nan ERROR log record of 'shop.stock': less than nothing\n    logged at tests/testing/test_exh"
        in text
    )
    assert "little" not in text


async def test_a_job_that_a_command_leaves_running() -> None:
    assert "\na task outlives its request: 'job', made by POST /job at " in await left_by_client(
        "/job", "POST"
    )


@pytest.mark.stario(exhaustive=True)
async def test_a_job_that_ends_before_the_test_does(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    await stario_client.command("/job")
    await stario_clock.advance(1)


@pytest.mark.stario(exhaustive=True)
async def test_the_marker_holds_for_streams_too(
    stario_client: StarioClient, stario_clock: VirtualClock
) -> None:
    with pytest.raises(LeftBehind, match="1 event was not read"):
        async with stario_client.listen("/ticks"):
            await stario_clock.settle()
    async with stario_client.listen("/ticks", exhaustive=False):
        await stario_clock.settle()


async def test_on_real_time_too() -> None:
    with pytest.raises(LeftBehind, match="1 event was not read"):
        async with StarioClient(app, exhaustive=True) as client, client.listen("/ticks"):
            pass


async def test_nothing_of_it_stays() -> None:
    loop = asyncio.get_running_loop()
    handlers = list(logging.getLogger().handlers)
    mine: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: mine.append(context))
    async with (
        StarioClient(app, exhaustive=True) as client,
        client.listen("/tidy", exhaustive=True) as stream,
    ):
        await stream.next()
    assert loop.get_task_factory() is None
    assert logging.getLogger().handlers == handlers
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        await unretrieved()
        gc.collect()
    assert [type(context["exception"]) for context in mine] == [ZeroDivisionError]
    loop.set_exception_handler(None)


async def test_a_task_factory_of_the_users_is_kept() -> None:
    loop = asyncio.get_running_loop()
    made: list[str] = []

    def factory(running: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> asyncio.Task[Any]:
        made.append(coro.__qualname__)
        return asyncio.Task(coro, loop=running, **options)

    loop.set_task_factory(factory)  # type: ignore[arg-type]  # typeshed wants it generic
    try:
        async with StarioClient(app, exhaustive=True) as client, client.listen("/tidy") as stream:
            await stream.next()
        assert any("sleep" in name for name in made)
        assert loop.get_task_factory() is factory
    finally:
        loop.set_task_factory(None)
