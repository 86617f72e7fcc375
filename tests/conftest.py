"""
What all tests share: a real server on loopback, properties without a clock, and a word about browser tests
that did not run.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from chromium import CHROMIUM
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of what is tested.
settings.register_profile("stario", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("stario")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [each for each in terminalreporter.stats.get("skipped", ()) if "browser" in each.keywords]
    if skipped and not CHROMIUM:
        terminalreporter.write_line(
            f"stario: no Chromium found, {len(skipped)} browser tests skipped "
            "(install chromium or set STARIO_CHROMIUM)",
            yellow=True,
            bold=True,
        )


class Server(uvicorn.Server):
    """Uvicorn in a thread, on a port that is ours before it starts."""

    def __init__(self, app: Any, *, loop: str = "asyncio", http: str = "auto") -> None:
        # No log_config: the records go to pytest, not to a stderr of the moment.
        super().__init__(
            uvicorn.Config(
                app,
                loop=loop,
                http=http,
                ws="none",
                log_config=None,
                log_level="warning",
                timeout_graceful_shutdown=1,
            )
        )
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.settled = threading.Event()
        self.thread = threading.Thread(target=self.work, name=f"uvicorn {self.url}", daemon=True)

    def work(self) -> None:
        try:
            self.run(sockets=[self.socket])
        finally:
            self.socket.close()
            self.settled.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.settled.set()

    async def main_loop(self) -> None:
        # Uvicorn's own looks ten times a second, which is long when a test only waits for the end.
        while not self.should_exit:
            await asyncio.sleep(0.005)

    def up(self) -> str:
        self.thread.start()
        assert self.settled.wait(10), "uvicorn did not start within 10 s"
        assert self.started, "the app failed to start: see the log"
        return self.url

    def down(self) -> None:
        self.should_exit = True
        self.thread.join(3)
        self.force_exit = True
        self.thread.join(3)
        assert not self.thread.is_alive(), "uvicorn did not stop, even by force"


@pytest.fixture
def kind_of_server() -> dict[str, str]:
    """Uvicorn's `loop` and `http`, for `serve`."""
    return {}


@pytest.fixture
def serve(kind_of_server: dict[str, str]) -> Iterator[Callable[[Any], str]]:
    """`serve(app)` runs an ASGI app until the test ends, and returns its base URL."""
    servers: list[Server] = []

    def start(app: Any) -> str:
        servers.append(Server(app, **kind_of_server))
        return servers[-1].up()

    yield start
    for server in servers:
        server.down()
