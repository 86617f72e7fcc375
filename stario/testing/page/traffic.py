"""
What is on its way between a page in a browser and the application, and whether the page is at rest.

The browser tells over its own protocol (CDP) of each request and of each byte of an answer, in order with
what it answers itself. The server counts the same at its end: where both agree, nothing is on its way.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.async_api import BrowserContext, CDPSession, Error
from playwright.async_api import Page as PlaywrightPage

if TYPE_CHECKING:
    from stario.testing.page.live import LiveServer

__all__ = ["Look", "ScriptFailed", "Tab", "Traffic"]

#: How many turns of its own a page is given in one look.
TURNS = 3
_NUMBER = re.compile(r'\bstario;desc="(\d+) ')


class ScriptFailed(RuntimeError):
    """
    A script of the companion's threw in the page.
    """


@dataclass(slots=True)
class Call:
    """
    A request of a page: which, by whom, the number of the answer once there is one, and how much of it came.
    """

    key: tuple[str, str]
    tab: Tab
    navigates: bool
    number: int | None = None
    received: int = 0

    def __str__(self) -> str:
        return " ".join(self.key)


@dataclass(slots=True)
class Look:
    """
    What a page says of itself.

    - `signals`: as they are told, in order; None without the client.
    - `busy`: it goes on without time.
    - `loading`: the document, or what it consists of, is still to come.
    - `due`: when its next timer is due, in the loop's milliseconds.
    """

    signals: list[Any] | None = None
    busy: bool = False
    loading: bool = False
    due: float | None = None


class Traffic:
    """
    The requests of a context's pages, seen from both ends.

    - `news`: counts what comes and goes.
    """

    def __init__(self, context: BrowserContext, server: LiveServer) -> None:
        self.news = 0
        self.tabs: list[Tab] = []
        self._context = context
        self._server = server
        self._calls: dict[str, Call] = {}
        #: The requests that the pages have ever sent: a browser has others, of which it does not tell.
        self._known: set[tuple[str, str]] = set()
        #: The answers that the pages have read to the end, or left.
        self._read: set[int] = set()
        self._opening = 0
        self._changed = asyncio.Event()
        server.on_news = self.note

    def note(self) -> None:
        """
        Something has come or gone.
        """
        self.news += 1
        self._changed.set()

    async def attach(self, page: PlaywrightPage) -> Tab:
        """
        Look at this page's requests too.
        """
        self._opening += 1
        try:
            return await self._attach(page)
        finally:
            self._opening -= 1
            self.note()

    async def attach_window(self, page: PlaywrightPage) -> None:
        """
        Look at the requests of a page that another one has opened, if it stays.
        """
        with suppress(Error):
            await self.attach(page)

    async def _attach(self, page: PlaywrightPage) -> Tab:
        tab = Tab(self, page, await self._context.new_cdp_session(page))
        tab.on("Network.responseReceived", self._answered)
        tab.on("Network.dataReceived", self._received)
        tab.on("Network.loadingFinished", self._ended)
        tab.on("Network.loadingFailed", self._ended)
        page.on("close", lambda _: self.drop(tab))
        await tab.open()
        self.tabs.append(tab)
        return tab

    def drop(self, tab: Tab) -> None:
        """
        That page is gone, and its requests with it.
        """
        if tab in self.tabs:
            self.tabs.remove(tab)
        for name, call in list(self._calls.items()):
            if call.tab is tab:
                self._ended({"requestId": name})
        self.note()

    def asked(self, name: str, call: Call) -> None:
        """
        A page has sent a request, or has been sent on to another.
        """
        self._calls[name] = call
        self._known.add(call.key)
        self.note()

    def _answered(self, event: dict[str, Any]) -> None:
        call = self._calls.get(event["requestId"])
        if call is None:
            return
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        found = _NUMBER.search(headers.get("server-timing", ""))
        call.number = int(found[1]) if found else None
        self.note()

    def _received(self, event: dict[str, Any]) -> None:
        call = self._calls.get(event["requestId"])
        if call is not None:
            call.received += event["dataLength"]
            self.note()

    def _ended(self, event: dict[str, Any]) -> None:
        call = self._calls.pop(event["requestId"], None)
        if call is not None:
            if call.number is not None:
                self._read.add(call.number)
            self.note()

    def navigates(self, tab: Tab | None = None) -> bool:
        """
        Whether a page waits for its next document, and does nothing until that comes.
        """
        return any(
            call.navigates and call.number is None and (tab is None or call.tab is tab)
            for call in self._calls.values()
        )

    def on_its_way(self) -> str | None:
        """
        What has left one end and not come to the other.
        """
        if self._opening:
            return "a page that opens"
        exchanges = self._server.exchanges
        waits_for: Counter[tuple[str, str]] = Counter()
        for call in self._calls.values():
            if not call.key[1].startswith(self._server.url):
                return f"{call}"
            if call.number is None:
                waits_for[call.key] += 1
                continue
            exchange = exchanges.get(call.number)
            if exchange is None or exchange.complete:
                return f"the end of the answer to {call}"
            if call.received < exchange.sent:
                return f"{exchange.sent - call.received} bytes of the answer to {call}"
        answers = Counter(each.key for each in exchanges.values() if not each.answered)
        for key in self._known:
            if waits_for[key] != answers[key]:
                which = "the request" if waits_for[key] > answers[key] else "the end of the request"
                return f"{which} {' '.join(key)}"
        self._read &= exchanges.keys()
        for number in self._read:
            return f"that nobody reads {' '.join(exchanges[number].key)} any more"
        return None

    async def rest(self, rounds: Callable[[], int]) -> list[Look]:
        """
        Wait until the pages can do nothing more without time, and nothing is on its way, as so many looks in
        a row show; what they say in the last one.
        """
        quiet = 0
        looks: list[Look] = []
        while quiet < rounds():
            while self.on_its_way() is not None:
                quiet = 0
                await self.changed()
            seen = self.news
            looks = [await tab.look() for tab in list(self.tabs)]
            quiet = quiet + 1 if seen == self.news and not any(look.busy for look in looks) else 0
        return looks

    async def changed(self) -> None:
        """
        Wait until something comes, goes, or is told.
        """
        self._changed.clear()
        await self._changed.wait()

    def wake(self) -> None:
        """
        Let who waits for a change look again.
        """
        self._changed.set()


class Tab:
    """
    One page, as the protocol shows it.
    """

    def __init__(self, traffic: Traffic, page: PlaywrightPage, session: CDPSession) -> None:
        self.page = page
        self.on_signals: Callable[[list[Any]], None] = lambda signals: None
        self._traffic = traffic
        self._session = session
        self._frame = ""

    async def open(self) -> None:
        """
        Hear of the page's requests from here on.
        """
        self._session.on("Network.requestWillBeSent", self._asks)
        await self._session.send("Network.enable")
        tree: dict[str, Any] = await self._session.send("Page.getFrameTree")
        self._frame = tree["frameTree"]["frame"]["id"]

    async def forget(self, origin: str) -> None:
        """
        Let nothing be there that this origin has stored.
        """
        await self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})

    def on(self, name: str, handler: Callable[[dict[str, Any]], None]) -> None:
        """
        Hear of this event.
        """
        self._session.on(name, handler)

    def _asks(self, event: dict[str, Any]) -> None:
        request, name = event["request"], event["requestId"]
        navigates = name == event["loaderId"] and event.get("frameId") == self._frame
        self._traffic.asked(name, Call((request["method"], request["url"]), self, navigates))

    async def look(self) -> Look:
        """
        What the page says of itself after some turns of its own; nothing while it waits for its next
        document.
        """
        return await self._look(f"globalThis.__starioLook?.({TURNS})")

    async def move_to(self, loop_ms: int, wall_ms: int) -> Look:
        """
        Let the page's time be that of the loop, with what falls due there, and then look.
        """
        move = f"globalThis.__starioTime?.moveTo({loop_ms}, {wall_ms})"
        return await self._look(f"{move}.then(() => globalThis.__starioLook({TURNS}))")

    async def _look(self, expression: str) -> Look:
        told = await self._ask(expression)
        look = Look(**(told or {}))
        if look.signals is not None:
            self.on_signals(look.signals)
        return look

    async def _ask(self, expression: str) -> Any:
        """
        The value of an expression in the page; None if the page waits for its next document, and answers
        nothing, or if it is gone. Raises `ScriptFailed`.
        """
        if self._is_suspended():
            return None
        asked = asyncio.create_task(self._evaluate(expression), name="stario: asks a browser's page")
        asked.add_done_callback(self._told)
        while not asked.done():
            if self._is_suspended():
                return None
            await self._traffic.changed()
        return asked.result()

    def _is_suspended(self) -> bool:
        return self._traffic.navigates(self) and self._traffic.on_its_way() is None

    def _told(self, asked: asyncio.Task[Any]) -> None:
        if not asked.cancelled():
            asked.exception()  # seen: whoever has asked may have gone on without it
        self._traffic.wake()

    async def _evaluate(self, expression: str) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        try:
            answer = await self._session.send("Runtime.evaluate", asked)
        except Error:
            if self.page.is_closed():
                self._traffic.drop(self)
                return None
            return {"busy": True}  # between two documents
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            told = details.get("exception", {}).get("description") or details["text"]
            raise ScriptFailed(f"{self.page.url}: {told}")
        return answer["result"].get("value")
