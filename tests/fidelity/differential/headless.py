"""
The headless side.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from differential.app import App
from differential.cases import Case
from differential.steps import do
from stario.testing import StarioClient, VirtualClock
from stario.testing.page.failures import LocatorError
from stario.testing.page.page import Page

__all__ = ["in_page"]


def in_page(case: Case, clients: dict[str, Path], *, may_fail: bool = False) -> list[dict[str, Any]]:
    """
    A frame for the loaded page, and one after each step. With `may_fail` a step that cannot be done is noted.
    """
    frames: list[dict[str, Any]] = VirtualClock().run(_run(case, clients, may_fail))
    return frames


async def _run(case: Case, clients: dict[str, Path], may_fail: bool) -> list[dict[str, Any]]:
    app = App(clients)
    app.begin(case)
    frames = []
    async with StarioClient(app, raise_app_exceptions=False) as client:
        # One message is one chunk, as it nearly always is between a server and a browser.
        async with Page(client, chunks="joined") as page:
            for step in ["", *case.steps]:
                failed = False
                try:
                    await (do(page, app, step) if step else page.goto(case.url))
                except LocatorError:
                    if not may_fail:
                        raise
                    failed = True
                await page.settle()
                frame = json.loads(str(await page.evaluate("probe.take()")))
                frame |= {"failed": failed} if may_fail else {}
                frames.append({"step": step or "the page is loaded", **frame, "requests": app.taken()})
    # What comes out of the application are tuples yet, and lists out of a golden file.
    return list(json.loads(json.dumps(frames)))
