"""
Real streams through uvicorn on loopback: the server's CPU time per event, and events per second.

Each application is served by a process of its own, all on one core; the load generator runs on another.
All servers are up at once and take turns. A run is sized to `RUN_SECONDS` beforehand, for each server and
mode, and to `LEAST_EVENTS` of each stream, since opening and ending the streams is included in it.

Read the multiples of the raw ASGI application that sends ready-made bytes. CPU per event is the steadier
of the two: it is the server's alone. Raw ASGI writes each event by itself; Stario is below it where
values are ready at once, because those leave in one write.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from functools import partial
from typing import NamedTuple

from apps import APPS, RAW_READY
from load import load
from rounds import LIMIT, interleaved
from server import Server, cores, on_core
from table import microseconds, ratio, table

RUN_SECONDS = 0.4
LEAST_EVENTS = 200
MOST_EVENTS = 2_000_000


class Mode(NamedTuple):
    name: str
    streams: int
    turn: int


MODES = (
    Mode("ready at once, 1 stream", 1, 0),
    Mode("ready at once, 200 streams", 200, 0),
    Mode("one loop turn each, 1 stream", 1, 1),
    Mode("one loop turn each, 200 streams", 200, 1),
)


class Run(NamedTuple):
    per_second: float
    cpu: float


def once(server: Server, mode: Mode, count: int) -> Run:
    """Let every stream of the mode send `count` events."""
    before = server.cpu_seconds()
    events, seconds = load(server.port, f"/events?n={count}&turn={mode.turn}", mode.streams, LIMIT)
    if events != count * mode.streams:
        raise RuntimeError(f"{server.name}: {events} of {count * mode.streams} events came")
    return Run(events / seconds, (server.cpu_seconds() - before) / events)


def sized(server: Server, mode: Mode) -> int:
    """How many events each stream has to send for a run of about `RUN_SECONDS`."""
    count = 20
    for seconds in (RUN_SECONDS / 20, RUN_SECONDS / 4, RUN_SECONDS):
        events = once(server, mode, count).per_second * seconds
        count = max(1, int(min(events, MOST_EVENTS) / mode.streams))
    return max(count, LEAST_EVENTS)


def run(rounds: int) -> str:
    """The table."""
    serving, loading = cores()
    with ExitStack() as stack:
        stack.enter_context(on_core(loading))
        servers = [stack.enter_context(Server(name, serving)) for name in APPS]
        runs = interleaved(
            {
                (mode, server.name): partial(once, server, mode, sized(server, mode))
                for mode in MODES
                for server in servers
            },
            rounds,
        )
    rate = {key: statistics.median(one.per_second for one in found) for key, found in runs.items()}
    cpu = {key: statistics.median(one.cpu for one in found) for key, found in runs.items()}
    rows = [
        [
            mode.name if name == RAW_READY else "",
            name,
            ratio(cpu[mode, name] / cpu[mode, RAW_READY]),
            microseconds(cpu[mode, name]),
            ratio(rate[mode, name] / rate[mode, RAW_READY]),
            f"{rate[mode, name]:,.0f}",
        ]
        for mode, name in runs
    ]
    return table(
        "Streams through uvicorn",
        "Multiples of raw ASGI with ready-made bytes: of CPU per event less is better, of events/s more.",
        ["events", "application", "CPU per event", "", "events/s", ""],
        rows,
    )
