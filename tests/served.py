"""A uvicorn in a process of its own, on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def uvicorn(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """
    `main:app` of a folder in a uvicorn of its own, as its user starts it; gives the process and the port.
    """
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "main:app", "--port", str(port), *options]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # a .pyc of the same second would be used
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        wait_for(lambda: can_connect(port))
        yield process, port
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def can_connect(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
