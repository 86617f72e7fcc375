"""
One application in a process of its own on a core of its own (Linux only).

It runs in uvicorn with uvloop and httptools, or in its own server if it brings one. The process ends with
`Server.stop()`, and by itself as soon as the process that started it is gone, however that ended.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from peers import Peer

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


def allow_files() -> int:
    """Let this process open as many files as it may; how many that is."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return sys.maxsize if hard == resource.RLIM_INFINITY else hard


class Server:
    """
    `with Server(peer, core) as server:` serves that peer's application.
    """

    def __init__(self, peer: Peer, core: int) -> None:
        self.peer = peer
        self.errors = os.memfd_create("errors")  # frameworks are loud about readers that hang up
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
            self.port = listening.getsockname()[1]
            self.process = subprocess.Popen(
                [peer.python, __file__, peer.app, str(core), str(listening.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                pass_fds=[listening.fileno()],
                start_new_session=True,  # Ctrl+C reaches the parent alone, which then stops it
            )

    def __enter__(self) -> Self:
        try:
            end = time.monotonic() + STARTUP_SECONDS
            while self.get("/", STARTUP_SECONDS) is None:
                if self.process.poll() is not None or time.monotonic() > end:
                    reason = os.pread(self.errors, 10_000, 0).decode()
                    raise RuntimeError(f"{self.peer.name} did not start: {reason}")
                time.sleep(0.05)
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
        os.close(self.errors)

    def cpu_seconds(self) -> float:
        """The CPU time that the process has used, in user and kernel mode together."""
        # The clock of another process, as clock_getcpuclockid(3) makes it; /proc counts in 10 ms.
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def private_kib(self) -> int:
        """The memory that the process shares with nobody (USS)."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        private = ("Private_Clean:", "Private_Dirty:")
        return sum(int(line.split()[1]) for line in lines if line.startswith(private))

    def get(self, path: str, timeout: float) -> float | None:
        """How many seconds a request takes on a connection of its own; None if no answer came in time."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        start = time.perf_counter()
        answered = False
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout) as client:
                client.sendall(request.encode())
                while client.recv(65536):
                    answered = True
        except OSError:
            return None
        return time.perf_counter() - start if answered else None


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # nothing ever comes but the end
    os._exit(0)


def _serve(app: str, core: int, descriptor: int) -> None:
    os.sched_setaffinity(0, {core})
    allow_files()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    listening = socket.socket(fileno=descriptor)
    module = importlib.import_module(f"apps.{app}")
    if hasattr(module, "serve"):
        port = listening.getsockname()[1]
        listening.close()
        module.serve(port)
        return
    import uvicorn

    config = uvicorn.Config(
        module.make(), access_log=False, log_level="error", ws="none", loop="uvloop", http="httptools"
    )
    uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
