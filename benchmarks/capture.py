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

from apps import RAW_READY, STARIO, STARLETTE, make
from bare import call
from rounds import in_loop, medians
from table import microseconds, ratio, table

from stario.testing import StarioClient

EVENTS = 3_000
TURNS = {"ready at once": 0, "one loop turn each": 1}


async def bare(app: Any, turn: int) -> float:
    start = perf_counter()
    await call(app, "/events", b"n=%d&turn=%d" % (EVENTS, turn))
    return (perf_counter() - start) / EVENTS


async def captured(app: Any, turn: int, buffer: int) -> float:
    async with StarioClient(app, buffer=buffer) as client:
        start = perf_counter()
        async with client.listen(f"/events?n={EVENTS}&turn={turn}") as stream:
            await stream.take(EVENTS)
        return (perf_counter() - start) / EVENTS


def run(rounds: int) -> str:
    """The table."""
    measures = {}
    for name in (RAW_READY, STARLETTE, STARIO):
        app = make(name)
        for turn in TURNS.values():
            measures[name, "bare call", turn] = partial(in_loop, bare, app, turn)
            for buffer in (0, 1000):
                how = f"capture, buffer={buffer}"
                measures[name, how, turn] = partial(in_loop, captured, app, turn, buffer)
    found = medians(measures, rounds)
    rows = []
    for name, how in dict.fromkeys((name, how) for name, how, _ in measures):
        row = [f"{name.partition(',')[0]}: {how}"]
        for turn in TURNS.values():
            took = found[name, how, turn]
            floor = found[RAW_READY, "bare call", turn]
            row += [ratio(took / floor), microseconds(took), f"{1 / took:,.0f}"]
        rows.append(row)
    columns = ["one stream in the test's process"]
    for name in TURNS:
        columns += [f"{name}: time per event", "", "events/s"]
    return table(
        "Capturing a stream",
        "Multiples of the time of raw ASGI's bare call, less is better.",
        columns,
        rows,
    )
