"""
What a failing wait says, word for word: the files in `messages/`.

`STARIO_WRITE_MESSAGES=1 make test ARGS=tests/testing/test_messages.py` writes them anew; read the difference.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from message_apps import app, background, beating, release

from stario import PatchElements, PatchSignals
from stario.datastar import Event
from stario.testing import EventStream, StarioClient, VirtualClock

MESSAGES = Path(__file__).parent / "messages"

Step = Callable[[StarioClient, VirtualClock], Awaitable[object]]
steps: dict[str, Step] = {}
#: The application of a step, where it is not the usual one.
apps = {"a_timer_of_others": beating}


def step(function: Step) -> Step:
    steps[function.__name__] = function
    return function


def listening(path: str, **options: bool) -> Callable[[Callable[[EventStream], Awaitable[object]]], Step]:
    def decorate(function: Callable[[EventStream], Awaitable[object]]) -> Step:
        async def run(client: StarioClient, clock: VirtualClock) -> None:
            async with client.listen(path, **options) as stream:
                await function(stream)

        steps[function.__name__] = run
        return run

    return decorate


@listening("/waiting")
async def next_that_nothing_can_bring(stream: EventStream) -> None:
    await stream.take(2)
    await stream.next()


@listening("/three")
async def next_after_the_end(stream: EventStream) -> None:
    await stream.take(3)
    await stream.next()


@listening("/three")
async def take_more_than_there_are(stream: EventStream) -> None:
    await stream.take(5)


@listening("/waiting")
async def take_that_nothing_can_bring(stream: EventStream) -> None:
    await stream.take(4)


@listening("/three")
async def until_an_event_that_did_not_come(stream: EventStream) -> None:
    await stream.until(PatchElements("<p id='n'>7</p>"))


@listening("/waiting")
async def until_a_predicate_that_nothing_can_make_true(stream: EventStream) -> None:
    def is_done(event: Event) -> bool:
        return event == PatchSignals({"done": True})

    await stream.until(is_done)


@listening("/minutely")
async def silence_that_is_broken(stream: EventStream) -> None:
    await stream.silence(60)


@listening("/minutely")
async def last_of_none(stream: EventStream) -> None:
    assert stream.last


@listening("/waiting")
async def silence_of_what_is_there_already(stream: EventStream) -> None:
    await stream.silence(1)


@listening("/minutely")
async def a_timer_of_others(stream: EventStream) -> None:
    assert stream.last


@listening("/threaded")
async def next_that_a_thread_holds_back(stream: EventStream) -> None:
    await stream.next()
    stream._timeout = 0.2  # from here on: the thread has come as far as it does
    try:
        await stream.next()
    finally:
        release.set()


@listening("/three")
async def next_after_a_cut(stream: EventStream) -> None:
    await stream.next()
    await stream.cut()
    await stream.next()


@listening("/three")
async def next_of_a_stalled_stream(stream: EventStream) -> None:
    stream.stall()
    await stream.next()


@listening("/stubborn")
async def a_handler_that_goes_on(stream: EventStream) -> None:
    await stream.next()


@listening("/careless", exhaustive=True)
async def what_is_left_behind(stream: EventStream) -> None:
    await stream.next()


@listening("/")
async def listen_to_a_page(stream: EventStream) -> None:
    await stream.next()


@listening("/nowhere")
async def listen_to_nothing(stream: EventStream) -> None:
    await stream.next()


@listening("/add")
async def listen_with_the_wrong_method(stream: EventStream) -> None:
    await stream.next()


@step
async def a_test_that_waits_for_nobody(client: StarioClient, clock: VirtualClock) -> None:
    async with client.listen("/waiting") as waiting, client.listen("/three") as three:
        await clock.advance(10)
        assert len(waiting) == 2 and len(three) == 3
        await client.command("/add")
        await asyncio.create_task(asyncio.Event().wait(), name="helper")


@step
async def no_timer_to_wait_for(client: StarioClient, clock: VirtualClock) -> None:
    await clock.until_next_timer()


@step
async def a_timeline_with_the_commands_of_others(client: StarioClient, clock: VirtualClock) -> None:
    async with client.listen("/waiting") as stream:
        await stream.next()
        await clock.advance(1)
        await client.another().command("/add")
        await clock.advance(5)
        await client.another().command("/add")
        await stream.until(PatchElements("<p id='n'>added</p>"))


@step
async def get_of_a_stream_that_never_ends(client: StarioClient, clock: VirtualClock) -> None:
    await client.get("/waiting")


def message_of(name: str) -> str:
    clock = VirtualClock(at="2026-03-01 12:00")

    async def main() -> None:
        try:
            async with StarioClient(apps.get(name, app)) as client:
                await steps[name](client, clock)
        finally:
            for task in background:
                task.cancel()
            background.clear()

    with pytest.raises(Exception) as failure:  # which one is in the file
        clock.run(main())
    text = f"{type(failure.value).__name__}: {failure.value}"
    text = re.sub(r"\(\S*?(/tests/testing|tests/testing)?/?(\w+\.py):\d+\)", r"(\2:LINE)", text)
    return re.sub(r"(at )\S*?(\w+\.py):\d+", r"\1\2:LINE", text) + "\n"


@pytest.mark.parametrize("name", steps)
def test_it_says(name: str) -> None:
    said = message_of(name)
    golden = MESSAGES / f"{name}.txt"
    if os.environ.get("STARIO_WRITE_MESSAGES"):
        golden.write_text(said)
    assert said == golden.read_text()


def test_no_message_is_left_over() -> None:
    assert {path.stem for path in MESSAGES.iterdir()} == set(steps)
