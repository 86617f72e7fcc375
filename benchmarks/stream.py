"""
Events per second, and the server's CPU time per event, of real streams through uvicorn on loopback.

Each server is a process of its own on one core, the load generator runs on another. All servers are up at
once and take turns; each run is bounded in events and in time. Compare ratios only.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from apps import APPS
from table import show

TICK = os.sysconf("SC_CLK_TCK")
LIMIT = 30.0
MODES = {
    "ready at once": (1, 0, 60_000),
    "ready, 200 streams": (200, 0, 400),
    "one turn each": (1, 1, 15_000),
}


class Server:
    """One application in uvicorn, in a process of its own on the first core."""

    def __init__(self, name: str) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, __file__, name, str(self.socket.fileno())], pass_fds=[self.socket.fileno()]
        )
        deadline = time.monotonic() + 20
        while self.get("/hi") is None:
            assert time.monotonic() < deadline, f"{name} did not start"
            time.sleep(0.05)

    def get(self, path: str, timeout: float = 3.0) -> float | None:
        """How long a small page takes, in seconds; None if it did not come."""
        start = time.perf_counter()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as client:
                client.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                while client.recv(65536):
                    pass
        except OSError:
            return None
        return time.perf_counter() - start

    def cpu(self) -> float:
        """CPU seconds that the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.socket.close()


def load(port: int, streams: int, path: str) -> tuple[int, float]:
    """Read `streams` streams to their end: the events that came, and how long it took."""
    selector = selectors.DefaultSelector()
    for _ in range(streams):
        client = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        client.setblocking(False)
        selector.register(client, selectors.EVENT_READ)
    start = time.perf_counter()
    for key in list(selector.get_map().values()):
        key.fileobj.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())  # type: ignore[union-attr]
    events = 0
    while selector.get_map() and time.perf_counter() - start < LIMIT:
        for key, _ in selector.select(timeout=1):
            data = key.fileobj.recv(1 << 18)  # type: ignore[union-attr]
            events += data.count(b"~")
            if not data:
                selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
    for key in list(selector.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return events, time.perf_counter() - start


def throughput(servers: dict[str, Server], rounds: int) -> None:
    for mode, (streams, turn, count) in MODES.items():
        rates: dict[str, list[float]] = {name: [] for name in servers}
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(rounds + 1):  # the first round warms up
            for name, server in servers.items():
                before = server.cpu()
                events, took = load(server.port, streams, f"/sse?n={count}&turn={turn}")
                assert events == streams * count, (name, events)
                rates[name].append(events / took)
                costs[name].append((server.cpu() - before) / events)
        base = next(iter(servers))
        rate = {name: statistics.median(values[1:]) for name, values in rates.items()}
        cost = {name: statistics.median(values[1:]) for name, values in costs.items()}
        rows = [
            [
                name,
                f"{rate[name]:,.0f}",
                f"{rate[name] / rate[base]:.2f}",
                f"{cost[name] * 1e6:.2f} µs",
                f"{cost[name] / cost[base]:.2f}",
            ]
            for name in servers
        ]
        columns = [f"uvicorn, {mode}", "events/s", "of raw's", "CPU per event", "of raw's"]
        show(f"{mode}, {streams} at a time", columns, rows)


def fairness(names: list[str]) -> None:
    rows = []
    for name in names:
        server = Server(name)
        try:
            idle = server.get("/hi")
            reader = socket.create_connection(("127.0.0.1", server.port), timeout=3)
            reader.sendall(b"GET /sse?n=100000000&turn=0 HTTP/1.1\r\nHost: x\r\n\r\n")
            reader.setblocking(False)
            deadline = time.perf_counter() + 0.5
            while time.perf_counter() < deadline:
                try:
                    reader.recv(1 << 18)
                except BlockingIOError:
                    time.sleep(0.001)
            during = server.get("/hi")
            reader.close()
            time.sleep(0.5)
            before = server.cpu()
            time.sleep(1)
            busy = server.cpu() - before
            after = server.get("/hi")
        finally:
            server.stop()
        times = ["none in 3 s" if took is None else f"{took * 1e3:.1f} ms" for took in (idle, during, after)]
        rows.append([name, *times[:2], f"{busy * 100:.0f} %", times[2]])
    columns = ["a handler that never waits", "/hi idle", "/hi during", "CPU after the hang-up", "/hi after"]
    show("Fairness: another client's request", columns, rows)


def run(rounds: int) -> None:
    """Print the tables."""
    cores = sorted(os.sched_getaffinity(0))
    servers: dict[str, Server] = {}
    try:
        for name in APPS:
            servers[name] = Server(name)
        os.sched_setaffinity(0, {cores[-1]})
        throughput(servers, rounds)
    finally:
        os.sched_setaffinity(0, set(cores))
        for server in servers.values():
            server.stop()
    fairness(["Starlette + datastar-py", "Stario"])


def serve(name: str, descriptor: int) -> None:
    import uvicorn

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    config = uvicorn.Config(APPS[name](), fd=descriptor, log_level="error", ws="none")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops us
    serve(sys.argv[1], int(sys.argv[2]))
