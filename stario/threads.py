"""
Plain functions and plain generators, run in worker threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextvars import copy_context
from typing import Any, TypeVar

import anyio.to_thread

__all__ = ["in_thread", "iterate_in_threads"]

T = TypeVar("T")

_END = object()


async def iterate_in_threads(generator: Generator[T, None, None]) -> AsyncGenerator[T, None]:
    """
    A plain generator, each step in a worker thread; closed there too, when it is not running.

    All steps see the same context variables, as the steps of an async generator do.
    """
    context = copy_context()
    try:
        while True:
            value: Any = await in_thread(context.run, next, generator, _END)
            if value is _END:
                return
            yield value
    finally:
        await in_thread(context.run, generator.close)


async def in_thread(function: Callable[..., T], *args: Any) -> T:
    """
    Run in a worker thread; a cancellation waits for the thread, which nothing can interrupt.
    """
    task = asyncio.create_task(anyio.to_thread.run_sync(function, *args), name="stario: a worker thread")
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as problem:
            if task.cancelled():
                raise
            cancelled = problem
        except Exception:
            break
    result = task.result()
    if cancelled is not None:
        raise cancelled
    return result
