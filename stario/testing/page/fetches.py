"""
The page's `fetch`: each goes to the application, and comes back chunk by chunk.
"""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING, Any

from stario.testing.page.chunks import Splitter
from stario.testing.page.network import REDIRECTS, Exchange, NetworkError

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Fetches"]

#: How many turns of the loop the application has for a request that is aborted before it was sent.
LEAVE_TURNS = 10
#: How many turns of the loop more may come, for chunks that are joined.
JOIN_TURNS = 10


class Fetches:
    """
    The requests of a page's scripts that are under way.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._tasks: dict[int, tuple[asyncio.Task[None], Exchange | None]] = {}

    def start(self, number: int, request: dict[str, Any]) -> None:
        """
        Send a request; what comes is told by its number.
        """
        page = self._page
        headers = dict(request["headers"])
        headers.setdefault("accept", "*/*")
        body = (request["body"] or "").encode("latin-1")
        try:
            url = page.network.resolve(request["url"], page.url)
        except NetworkError as problem:
            page.reports.network_problem(request["method"], request["url"], str(problem))
            page.loop.call_soon(
                lambda: page.task("responseFails", number, "Failed to fetch"), context=page.variables
            )
            return
        if request["method"] not in ("GET", "HEAD"):
            headers.setdefault("origin", page.network.origin)
        if referrer := _referrer(page, request):
            headers["referer"] = referrer
        exchange = page.network.exchange(request["method"], url, headers, body, "fetch")
        exchange.has_cookies = request["credentials"] != "omit"
        task = page.create_task(self._run(number, exchange, request["redirect"]), f"page: {exchange.request}")
        self._tasks[number] = (task, exchange)
        task.add_done_callback(lambda done: self._done(number, done))

    def abort(self, number: int) -> None:
        """
        The page does not want it any more.
        """
        task, exchange = self._tasks.pop(number, (None, None))
        if task is not None:
            task.cancel()
        if exchange is None:
            return
        if exchange.connection is not None:
            exchange.abort()
            return
        # In a browser it has left the page by now: it reaches the application, which then learns the rest.
        exchange.send_unread()
        work = self._leave(exchange)
        self._page.create_task(work, f"page: {exchange.request}, aborted").add_done_callback(self._left)

    def abort_all(self) -> None:
        """
        The document goes.
        """
        for number in list(self._tasks):
            task, exchange = self._tasks.pop(number)
            task.cancel()
            if exchange is not None:
                exchange.abort()

    async def _leave(self, exchange: Exchange) -> None:
        connection = exchange.connection
        assert connection is not None
        for _ in range(LEAVE_TURNS):
            if connection.status is not None or connection.task.done():
                break
            await asyncio.sleep(0)
        exchange.abort()

    def _left(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (problem := task.exception()) is not None:
            self._page.fail(problem)

    def _done(self, number: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(number, (None, None))[0] is task:
            del self._tasks[number]
        if not task.cancelled() and (problem := task.exception()) is not None:
            self._page.fail(problem)

    async def _run(self, number: int, exchange: Exchange, redirect: str) -> None:
        page = self._page
        try:
            answer = await exchange.head(follow=redirect != "manual", refuse=redirect == "error")
        except NetworkError as problem:
            exchange.request.error = str(problem)
            page.task("responseFails", number, "Failed to fetch")
            return
        page.reports.answered(exchange.request)
        head: dict[str, object] = {
            "status": answer.status,
            "statusText": answer.reason,
            "headers": [
                [name.lower(), value] for name, value in answer.headers if name.lower() != "set-cookie"
            ],
            "url": answer.url,
            "redirected": answer.redirected,
            "type": "basic",
        }
        if redirect == "manual" and answer.status in REDIRECTS:
            head |= {"status": 0, "statusText": "", "headers": [], "type": "opaqueredirect"}
        page.reports.event = str(exchange.request)
        page.task("responseStarts", number, head)
        streams = exchange.capture is not None
        splitter = Splitter(page.chunks if streams else "joined")
        try:
            while (part := await self._part(exchange, splitter.joins and streams)) is not None:
                for chunk in splitter.split(part):
                    self._deliver(number, exchange, chunk)
            for chunk in splitter.rest():
                self._deliver(number, exchange, chunk)
        except NetworkError as problem:
            for chunk in splitter.rest():
                self._deliver(number, exchange, chunk)
            page.reports.event = str(problem)
            page.task("responseFails", number, "network error")
            return
        page.reports.answer_ends(f"the end of {exchange.request}")
        page.task("responseEnds", number)

    async def _part(self, exchange: Exchange, joins: bool) -> bytes | None:
        part = await exchange.part()
        if part is None or not joins:
            return part
        parts = [part]
        turns = 0
        while turns < JOIN_TURNS:
            more = exchange.ready()
            if more is None:
                await asyncio.sleep(0)
                turns += 1
            else:
                parts.append(more)
                turns = 0
        return b"".join(parts)

    def _deliver(self, number: int, exchange: Exchange, chunk: bytes) -> None:
        page = self._page
        if number not in self._tasks:
            return
        page.reports.chunk(exchange, chunk)
        if page.engine is not None and page.engine.dead is None:
            page.engine.suspect(chunk.decode("latin-1"))
        encoded = base64.b64encode(chunk).decode("ascii")
        page.task("responseContinues", number, encoded, doing=f"what {exchange.request} has sent")
        if page.snapshots is not None:
            page.snapshots.event(exchange, chunk)


def _referrer(page: Page, request: dict[str, Any]) -> str:
    """
    What a request tells of where it comes from: it may have said so itself, within its origin.
    """
    said = request.get("referrer")
    if said == "":
        return ""
    return page.documents.referrers.of(said or page.url, request.get("referrerPolicy") or "")
