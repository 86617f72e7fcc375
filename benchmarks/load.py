"""
The load generator: `python load.py PORT PATH STREAMS SECONDS` reads STREAMS streams at once, to their end.

It prints the number of events (of the `~` in each), and the seconds from the first request to the last
end. Standard library only, so that it starts fast, and few steps for each read: a reader that falls behind
finds several events in one read, and spares a slow server less than a fast one. It gives up after SECONDS.
"""

from __future__ import annotations

import select
import socket
import subprocess
import sys
from time import perf_counter

_CHUNK = 1 << 18


def command(port: int, path: str, streams: int, seconds: float) -> list[str]:
    """How to start it."""
    return [sys.executable, "-I", "-S", __file__, str(port), path, str(streams), str(seconds)]


def load(port: int, path: str, streams: int, seconds: float) -> tuple[int, float]:
    """Run it to its end, in a process of its own; the events, and the seconds that they took."""
    arguments = command(port, path, streams, seconds)
    done = subprocess.run(
        arguments, stdout=subprocess.PIPE, check=True, timeout=seconds + 5, start_new_session=True
    )
    events, took = done.stdout.split()
    return int(events), float(took)


def _main(port: int, path: str, streams: int, seconds: float) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    clients = [socket.create_connection(("127.0.0.1", port), seconds) for _ in range(streams)]
    reads = {}
    poller = select.epoll()
    for client in clients:
        client.setblocking(False)
        poller.register(client, select.EPOLLIN)
        reads[client.fileno()] = client.recv_into
    buffer = bytearray(_CHUNK)
    count = buffer.count
    events = 0
    start = perf_counter()
    for client in clients:
        client.send(request)
    while reads and perf_counter() - start < seconds:
        for file, _ in poller.poll(1):
            size = reads[file](buffer)
            events += count(b"~", 0, size)
            if not size:
                poller.unregister(file)
                del reads[file]
    print(events, perf_counter() - start)


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
