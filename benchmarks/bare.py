"""The bare ASGI call: a hand-made scope, a `receive` that waits and a `send` that counts. The floor."""

from __future__ import annotations

import asyncio
from typing import Any


async def call(app: Any, target: str) -> int:
    """One GET of a path with its query; gives the number of messages that the application sent."""
    sent = 0
    path, _, query = target.partition("?")
    request = {"type": "http.request", "body": b"", "more_body": False}
    unread = [request]

    async def receive() -> dict[str, Any]:
        if not unread:
            await asyncio.Event().wait()  # the client stays
        return unread.pop()

    async def send(message: Any) -> None:
        nonlocal sent
        sent += 1

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},  # as uvicorn says
        "http_version": "1.1",
        "server": ("testserver", 80),
        "client": ("127.0.0.1", 54321),
        "scheme": "http",
        "method": "GET",
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"testserver")],
        "state": {},
    }
    await app(scope, receive, send)
    return sent
