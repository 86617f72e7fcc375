"""
What a handler that never waits does to everybody else.

One client reads a stream without end whose values are always ready. Meanwhile another one asks for a small
page, again and again, on a connection of its own; then the reader hangs up (its process is killed).

Read: how long the page takes beside an idle server (the median, and the slowest of all); what the server
still does in the second after the hang-up, in per cent of a core; and whether it answers then. A request
without an answer within `PATIENCE` seconds is given up, and every server is killed at the end of its turn.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from apps import READY, events
from load import command
from peers import INDEX_RAW, Peer, present, versions
from rounds import LIMIT, interleaved
from server import Server, cores, on_core
from table import table

PATIENCE = 2.0
REQUESTS = 20
MOST_ROUNDS = 3


class Run(NamedTuple):
    idle: list[float | None]
    during: list[float | None]
    busy: float
    after: list[float | None]


@contextmanager
def reader(server: Server) -> Iterator[None]:
    """Somebody who reads a stream without end, and hangs up when the block is left."""
    arguments = command(server.port, events(1_000_000_000, READY), 1, LIMIT)
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        time.sleep(0.3)
        yield
    finally:
        process.kill()
        process.wait()


def ask(server: Server) -> list[float | None]:
    """How long each of some requests takes; None, and no more of them, if one had no answer."""
    took: list[float | None] = []
    while len(took) < REQUESTS and None not in took:
        took.append(server.get("/", PATIENCE))
    return took


def once(peer: Peer) -> Run:
    serving, loading = cores()
    with on_core(loading), Server(peer, serving) as server:
        idle = ask(server)
        with reader(server):
            during = ask(server)
        start, before = time.perf_counter(), server.cpu_seconds()
        time.sleep(1)
        busy = (server.cpu_seconds() - before) / (time.perf_counter() - start)
        return Run(idle, during, busy, ask(server))


def shown(runs: list[list[float | None]]) -> tuple[str, str]:
    """The median and the slowest of all requests."""
    took = [one for run in runs for one in run]
    lost = took.count(None)
    answered = [one for one in took if one is not None]
    middle = f"{statistics.median(answered) * 1e3:.1f} ms" if answered else "-"
    slowest = f"none in {PATIENCE:g} s" if lost else f"{max(answered) * 1e3:.1f} ms"
    return middle, slowest


def run(rounds: int) -> str:
    """The table."""
    peers = [peer for peer in present() if peer is not INDEX_RAW]  # only there for its speed
    runs = interleaved({peer: partial(once, peer) for peer in peers}, min(rounds, MOST_ROUNDS), warm_up=False)
    rows = []
    for peer, found in runs.items():
        busy = statistics.median(one.busy for one in found)
        rows.append(
            [
                peer.name,
                *shown([one.idle for one in found]),
                *shown([one.during for one in found]),
                f"{busy:.0%}",
                *shown([one.after for one in found]),
            ]
        )
    return table(
        "A handler that never waits",
        "How long another client's request for a small page takes (median, slowest), less is better.",
        [
            "server",
            "idle",
            "slowest",
            "while it streams",
            "slowest",
            "CPU after the hang-up",
            "after the hang-up",
            "slowest",
        ],
        rows,
        versions(),
    )
