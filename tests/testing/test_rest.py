"""
Whether a loop in real time can still run something: what a page's settling relies on.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import anyio.to_thread
import pytest

from stario.testing.loop import bystanders, is_at_rest


@pytest.fixture(autouse=True)
def threads_of_other_tests() -> Iterator[None]:
    """What another test has left running brings these nothing."""
    others = set(threading.enumerate()) - set(bystanders)
    bystanders.update(others)
    yield
    bystanders.difference_update(others)


async def seen_from_a_callback() -> bool:
    await asyncio.sleep(0)
    return is_at_rest(asyncio.get_running_loop())


async def test_a_task_that_can_run_is_no_rest() -> None:
    async def runs() -> None:
        for _ in range(3):
            await asyncio.sleep(0)

    task = asyncio.create_task(runs())
    rested = [await seen_from_a_callback() for _ in range(3)]
    await task
    assert rested == [False, False, False]
    assert await seen_from_a_callback()


async def test_a_timer_that_is_due_is_no_rest_and_one_that_is_not_is() -> None:
    loop = asyncio.get_running_loop()
    assert await seen_from_a_callback()
    loop.call_later(0, lambda: None)
    assert not is_at_rest(loop)
    later = loop.call_later(60, lambda: None)
    assert not await seen_from_a_callback(), "it has come to its turn, behind this one"
    assert await seen_from_a_callback()
    later.cancel()


async def test_a_socket_may_bring_something() -> None:
    loop = asyncio.get_running_loop()
    one, other = socket.socketpair()
    with one, other:
        loop.add_reader(one, lambda: None)
        assert not await seen_from_a_callback()
        loop.remove_reader(one)
        assert await seen_from_a_callback()


async def test_a_thread_may_bring_something_unless_it_says_that_it_does_not() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait, args=(10,))
    thread.start()
    try:
        assert not await seen_from_a_callback()
        bystanders.add(thread)
        assert await seen_from_a_callback()
    finally:
        over.set()
        thread.join()


async def test_a_worker_of_anyios_may_bring_something_while_it_works() -> None:
    begun, over = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work() -> None:
        loop.call_soon_threadsafe(begun.set)
        over.wait(10)

    task = asyncio.create_task(anyio.to_thread.run_sync(work))
    await begun.wait()
    try:
        assert not await seen_from_a_callback()
    finally:
        over.set()
    await task
    # It gives its result before it says that it is done.
    async with asyncio.timeout(10):
        while not await seen_from_a_callback():
            await asyncio.sleep(0.001)


def test_a_loop_that_does_not_tell_is_never_at_rest() -> None:
    other: Any = object()
    assert not is_at_rest(other)
