"""
The same two pages in every framework, one module each, written as one writes them there.

`/` is a small page. `/events?n=N&wait=W` streams N events of 100 B of HTML, each with one `~` in it, which
load generators count, and waits W seconds after each: one turn of the loop for 0, not at all for -1, and for
a day where a stream has to be idle.

A module has `make()`, which gives the ASGI application that uvicorn serves, or brings a server of its own as
`serve(port)`. Nothing but the standard library is imported here: some modules run in other environments.
"""

from __future__ import annotations

HTML = f"<div id='count'>~{'x' * 77}</div>"
EVENT_TYPE = "datastar-patch-elements"
DATA = f"elements {HTML}"
EVENT = f"event: {EVENT_TYPE}\ndata: {DATA}\n\n".encode()
PAGE = f"<!doctype html><title>Hi</title><h1>Hello</h1><p>{'x' * 250}</p>"

READY = -1
TURN = 0
DAY = 24 * 60 * 60


def events(count: int, wait: float) -> str:
    """The path of a stream of `count` events."""
    return f"/events?n={count}&wait={wait:g}"
