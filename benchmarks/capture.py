"""
How fast a test reads a stream: events per second of one in-process capture.

`StarioClient(app).listen(...).take(n)`, beside the bare ASGI call of the same application with a `send`
that only counts. Opening and leaving the stream are included (over many events), making the client is not.
The bare call of the raw application is the floor that all are compared with; nothing decodes there.

Read the multiples of the floor's time per event, less is better. With `buffer=0` the application goes on
when the test has read (a change of tasks for each write); with `buffer=1000` it runs ahead. Values that
are ready at once leave Stario's application in one write, which is why they cost less there.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import Any

from apps import READY, TURN, events
from bare import call
from peers import DATASTAR, RAW, STARIO
from rounds import in_loop, medians
from table import microseconds, ratio, table

from stario.testing import StarioClient

EVENTS = 3_000
WAITS = {"ready at once": READY, "one loop turn each": TURN}


async def bare(app: Any, wait: float) -> float:
    start = perf_counter()
    await call(app, events(EVENTS, wait))
    return (perf_counter() - start) / EVENTS


async def captured(app: Any, wait: float, buffer: int) -> float:
    async with StarioClient(app, buffer=buffer) as client:
        start = perf_counter()
        async with client.listen(events(EVENTS, wait)) as stream:
            await stream.take(EVENTS)
        return (perf_counter() - start) / EVENTS


def run(rounds: int) -> str:
    """The table."""
    measures = {}
    for peer in (RAW, DATASTAR, STARIO):
        app = peer.make()
        for wait in WAITS.values():
            measures[peer, "bare call", wait] = partial(in_loop, bare, app, wait)
            for buffer in (0, 1000):
                how = f"capture, buffer={buffer}"
                measures[peer, how, wait] = partial(in_loop, captured, app, wait, buffer)
    found = medians(measures, rounds)
    rows = []
    for peer, how in dict.fromkeys((peer, how) for peer, how, _ in measures):
        row = [f"{peer.name.partition(',')[0]}: {how}"]
        for wait in WAITS.values():
            took = found[peer, how, wait]
            floor = found[RAW, "bare call", wait]
            row += [ratio(took / floor), microseconds(took), f"{1 / took:,.0f}"]
        rows.append(row)
    columns = ["one stream in the test's process"]
    for name in WAITS:
        columns += [f"{name}: time per event", "", "events/s"]
    return table(
        "Capturing a stream",
        "Multiples of the time of raw ASGI's bare call, less is better.",
        columns,
        rows,
    )
