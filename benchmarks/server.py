"""
One application in uvicorn, in a process of its own on a core of its own (Linux only).

uvicorn takes uvloop and httptools when they are installed. The process ends with `Server.stop()`, and by
itself as soon as the process that started it is gone, however that ended.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Self

STARTUP_SECONDS = 20.0


def cores() -> tuple[int, int]:
    """The core of the servers, and that of whoever loads them; the same one if there is no other."""
    available = sorted(os.sched_getaffinity(0))
    return available[0], available[-1]


@contextlib.contextmanager
def on_core(core: int) -> Iterator[None]:
    """Keep this process, and those that it starts meanwhile, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Server:
    """
    `with Server(name, core) as server:` serves the application of that name of `apps.py`.
    """

    def __init__(self, name: str, core: int) -> None:
        self.name = name
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
            self.port = listening.getsockname()[1]
            self.process = subprocess.Popen(
                [sys.executable, __file__, name, str(core), str(listening.fileno())],
                stdin=subprocess.PIPE,
                pass_fds=[listening.fileno()],
                start_new_session=True,  # Ctrl+C reaches the parent alone, which then stops it
            )

    def __enter__(self) -> Self:
        try:
            if self.get("/", STARTUP_SECONDS) is None:
                raise RuntimeError(f"{self.name} did not start")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Kill the process: one that is frozen hears nothing else."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()

    def cpu_seconds(self) -> float:
        """The CPU time that the process has used, in user and kernel mode together."""
        # The clock of another process, as clock_getcpuclockid(3) makes it; /proc counts in 10 ms.
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def get(self, path: str, timeout: float) -> float | None:
        """How many seconds a request takes on a connection of its own; None if it took too long."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        start = time.perf_counter()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout) as client:
                client.sendall(request.encode())
                while client.recv(65536):
                    pass
        except OSError:
            return None
        return time.perf_counter() - start


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # nothing ever comes but the end
    os._exit(0)


def _serve(name: str, core: int, descriptor: int) -> None:
    os.sched_setaffinity(0, {core})
    import uvicorn
    from apps import make

    threading.Thread(target=_end_with_parent, daemon=True).start()
    config = uvicorn.Config(make(name), access_log=False, log_level="error", ws="none")
    uvicorn.Server(config).run([socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
