"""
Real streams on loopback: the server's CPU time per event, and events per second.

Each peer is served by a process of its own, all on one core; the load generator runs on another. All servers
are up at once and take turns. Opening and ending the streams is included in a run, so a run is sized
beforehand, for each server and mode, to about `RUN_SECONDS` and to `LEAST_EVENTS` of each stream. Of values
10 ms apart each stream has `APART_EVENTS`.

Read the multiples of raw ASGI with ready-made bytes. CPU per event is the steadier of the two: it is the
server's alone. Raw ASGI writes each event by itself; whoever writes together what is ready together is below
it. Where values are 10 ms apart, events/s only shows who cannot keep up, and with one stream CPU per event
has a wake-up of the process in it.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from functools import partial
from typing import NamedTuple

from apps import READY, TURN, events
from load import load
from peers import RAW, present, versions
from rounds import LIMIT, interleaved
from server import Server, cores, on_core
from table import microseconds, ratio, table

RUN_SECONDS = 1.0
LEAST_EVENTS = 200
MOST_EVENTS = 4_000_000
APART = 0.01
APART_EVENTS = 100


class Mode(NamedTuple):
    name: str
    streams: int
    wait: float


WAITS = {"ready at once": READY, "a loop turn each": TURN, "10 ms apart": APART}
MODES = [
    Mode(f"{name}, {'1 stream' if streams == 1 else f'{streams} streams'}", streams, wait)
    for streams in (1, 200)
    for name, wait in WAITS.items()
]


class Run(NamedTuple):
    per_second: float
    cpu: float


def once(server: Server, mode: Mode, count: int) -> Run:
    """Let every stream of the mode send `count` events."""
    before = server.cpu_seconds()
    came, seconds = load(server.port, events(count, mode.wait), mode.streams, LIMIT)
    if came != count * mode.streams:
        raise RuntimeError(f"{server.peer.name}: {came} of {count * mode.streams} events came")
    return Run(came / seconds, (server.cpu_seconds() - before) / came)


def sized(server: Server, mode: Mode) -> int:
    """How many events each stream has to send."""
    if mode.wait == APART:
        return APART_EVENTS
    most = MOST_EVENTS // mode.streams
    count = 20
    while count < most:
        took = count * mode.streams / once(server, mode, count).per_second
        if took > 0.8 * RUN_SECONDS:
            break
        # A short run is mostly opening and ending, so that it says too little of a long one: step by step.
        count = min(most, int(count * min(8.0, max(1.3, RUN_SECONDS / took))))
    return max(count, LEAST_EVENTS)


def run(rounds: int) -> str:
    """The tables."""
    serving, loading = cores()
    with ExitStack() as stack:
        stack.enter_context(on_core(loading))
        servers = [stack.enter_context(Server(peer, serving)) for peer in present()]
        runs = interleaved(
            {
                (mode, server.peer): partial(once, server, mode, sized(server, mode))
                for mode in MODES
                for server in servers
            },
            rounds,
            warm_up=False,  # sizing has done that
        )
    rate = {key: statistics.median(one.per_second for one in found) for key, found in runs.items()}
    cpu = {key: statistics.median(one.cpu for one in found) for key, found in runs.items()}
    columns = ["server", *(mode.name for mode in MODES)]
    cpu_rows, rate_rows = [], []
    for peer in present():
        cpu_row, rate_row = [peer.name], [peer.name]
        for mode in MODES:
            key, floor = (mode, peer), (mode, RAW)
            cpu_row.append(f"{ratio(cpu[key] / cpu[floor])} ({microseconds(cpu[key])})")
            rate_row.append(f"{ratio(rate[key] / rate[floor])} ({rate[key]:,.0f})")
        cpu_rows.append(cpu_row)
        rate_rows.append(rate_row)
    note = "Multiples of raw ASGI with ready-made bytes"
    return "\n".join(
        (
            table("Streams: CPU time of the server per event", f"{note}, less is better.", columns, cpu_rows),
            table("Streams: events per second", f"{note}, more is better.", columns, rate_rows, versions()),
        )
    )
