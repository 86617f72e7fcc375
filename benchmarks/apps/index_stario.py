"""
What one writes with the package index's `stario`, another project with a server of its own.

It runs in an environment of its own (see `setup_index_stario.py`), where `stario` is that project.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import uvloop
from stario.telemetry.noop import NoOpTracer

from apps import HTML, PAGE
from stario import Route, ServerConfig
from stario import serve as serve_app
from stario.datastar import SSE


async def page(context: Any, writer: Any) -> None:
    writer.html(PAGE.encode())  # of bytes, since it escapes text


async def events(context: Any, writer: Any) -> None:
    query = context.req.query
    wait = float(query.get("wait"))
    stream = SSE(writer)
    for _ in range(int(query.get("n"))):
        if writer.closing:
            return
        stream.patch_elements(HTML)
        await writer.drain()  # its only back-pressure
        if wait >= 0:
            await asyncio.sleep(wait)
    writer.end()


async def bootstrap(app: Any, span: Any) -> AsyncIterator[None]:
    app.add(Route("GET /"), page)
    app.add(Route("GET /events"), events)
    yield


def serve(port: int) -> None:
    config = ServerConfig(port=port)
    with NoOpTracer() as tracer:
        uvloop.run(serve_app(bootstrap, config=config, tracer=tracer))
