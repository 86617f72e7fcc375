"""
What a stream costs that is open, got one event and then waits.

Each peer has a fresh process, and a few streams warm it up. Then `STREAMS` clients connect, ask and get their
first event. The CPU time is what the server used until the last of them had it; the memory is the growth,
`SETTLE_SECONDS` later, of what the process shares with nobody (USS, without the kernel's socket buffers).

At last one process of ours holds `HELD` streams, as far as the limit of open files allows, and another client
asks it for a page.
"""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import NamedTuple

from apps import DAY, events
from peers import RAW, STARIO, Peer, present, versions
from rounds import LIMIT, interleaved
from server import Server, allow_files, cores, on_core
from table import microseconds, ratio, table

WARM_UP = 5
STREAMS = 1_000
HELD = 10_000
AT_ONCE = 200  # less than a server's backlog
PER_ADDRESS = 5_000  # less than the ports of one loopback address
SPARE_FILES = 200
#: IP_BIND_ADDRESS_NO_PORT: without it the kernel searches a free port in bind(), in up to milliseconds.
BIND_ADDRESS_NO_PORT = 24
SETTLE_SECONDS = 1.0


class Run(NamedTuple):
    kib: float
    cpu: float


class Held(NamedTuple):
    streams: int
    seconds: float
    before: int
    after: int
    cpu: float
    page: list[float]


def connect(port: int, number: int) -> socket.socket:
    """Client `number` asks for its stream."""
    client = socket.socket()
    client.settimeout(LIMIT)
    client.setsockopt(socket.IPPROTO_IP, BIND_ADDRESS_NO_PORT, 1)
    client.bind((f"127.0.0.{2 + number // PER_ADDRESS}", 0))
    client.connect(("127.0.0.1", port))
    client.sendall(f"GET {events(2, DAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return client


def wait_for_event(clients: list[socket.socket]) -> None:
    """Read until each of them has got its first event."""
    end = time.monotonic() + LIMIT
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client, selectors.EVENT_READ)
        while selector.get_map():
            if time.monotonic() > end:
                raise TimeoutError(f"{len(selector.get_map())} streams without an event in {LIMIT:g} s")
            for key, _ in selector.select(timeout=1):
                assert isinstance(key.fileobj, socket.socket)
                data = key.fileobj.recv(65536)
                if not data:
                    raise ConnectionError("the server closed a stream that should be idle")
                if b"~" in data:
                    selector.unregister(key.fileobj)


@contextmanager
def idle_streams(port: int, count: int) -> Iterator[None]:
    """So many streams, open until the block is left."""
    with ExitStack() as stack:
        for first in range(0, count, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count))
            wait_for_event([stack.enter_context(connect(port, number)) for number in numbers])
        yield


def once(peer: Peer) -> Run:
    serving, loading = cores()
    with on_core(loading), Server(peer, serving) as server:
        with idle_streams(server.port, WARM_UP):
            memory, cpu = server.private_kib(), server.cpu_seconds()
            with idle_streams(server.port, STREAMS):
                cpu = server.cpu_seconds() - cpu
                time.sleep(SETTLE_SECONDS)
                memory = server.private_kib() - memory
    return Run(memory / STREAMS, cpu / STREAMS)


def held(count: int) -> Held:
    """Many idle streams in one process of ours."""
    serving, loading = cores()
    with on_core(loading), Server(STARIO, serving) as server:
        before, cpu, start = server.private_kib(), server.cpu_seconds(), time.perf_counter()
        with idle_streams(server.port, count):
            seconds, cpu = time.perf_counter() - start, server.cpu_seconds() - cpu
            time.sleep(SETTLE_SECONDS)
            page = [took for _ in range(20) if (took := server.get("/", LIMIT)) is not None]
            return Held(count, seconds, before, server.private_kib(), cpu, page)


def told(one: Held) -> str:
    """What came of it, in a sentence."""
    return (
        f"One process of ours held **{one.streams:,} idle streams** in {one.after / 1024:,.0f} MiB "
        f"({one.before / 1024:,.0f} MiB before them, {(one.after - one.before) / one.streams:.1f} KiB each). "
        f"All had their event after {one.seconds:.1f} s, {one.cpu:.1f} s of them the server's CPU time; "
        f"then a page took {statistics.median(one.page) * 1e3:.1f} ms."
    )


def run(rounds: int) -> str:
    """The table."""
    count = min(HELD, allow_files() - SPARE_FILES)
    runs = interleaved({peer: partial(once, peer) for peer in present()}, rounds, warm_up=False)
    kib = {peer: statistics.median(one.kib for one in found) for peer, found in runs.items()}
    cpu = {peer: statistics.median(one.cpu for one in found) for peer, found in runs.items()}
    rows = [
        [
            peer.name,
            ratio(kib[peer] / kib[RAW]),
            f"{kib[peer]:.1f} KiB",
            ratio(cpu[peer] / cpu[RAW]),
            microseconds(cpu[peer]),
        ]
        for peer in runs
    ]
    return table(
        "Idle streams",
        f"Multiples of raw ASGI, for each of {STREAMS:,} streams, less is better.",
        ["server", "memory (USS)", "", "CPU to accept and send one event", ""],
        rows,
        f"{told(held(count))}\n\n{versions()}",
    )
