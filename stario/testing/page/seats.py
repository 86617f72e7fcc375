"""
Contexts of a browser, which tests use one after another.

What a page sets goes with the page. What its context has besides, cookies and what an origin has stored, is
taken away; and a context that a test has had in its hands is not used again.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, Protocol

from playwright.async_api import Browser, BrowserContext, Page, Route

__all__ = ["Guest", "Seat", "Seats"]

PAGE = Path(__file__).with_name("browser_page.js")


class Guest(Protocol):
    """
    Whose a context is now.
    """

    def take(self, told: list[Any]) -> None:
        """
        A page tells of its signals.
        """

    def route(self, route: Route) -> Awaitable[None]:
        """
        A page asks for something.
        """

    def window(self, page: Page) -> Awaitable[None]:
        """
        A page has opened another.
        """


class Seat:
    """
    A context, and the port of the loopback at which its application is.

    - `is_used`: somebody had it before.
    - `is_handed_out`: a test may have done anything to it.
    - `has_clock`: Playwright's clock is installed.
    """

    def __init__(self, context: BrowserContext, listener: socket.socket) -> None:
        self.context = context
        self.listener = listener
        self.guest: Guest | None = None
        self.is_used = False
        self.is_handed_out = False
        self.has_clock = False
        self._next: Page | None = None

    async def furnish(self) -> None:
        """
        Let the context's pages turn to who has it.
        """
        await self.context.route("**/*", self._route)
        await self.context.expose_binding("__stario", self._take)
        await self.context.add_init_script(path=PAGE)

    async def open(self, guest: Guest) -> Page:
        """
        A new page, for this guest.
        """
        self.guest = guest
        page, self._next = self._next or await self.context.new_page(), None
        self.context.on("page", self._window)
        return page

    async def clear(self) -> None:
        """
        Close the pages, and forget the cookies. What the origin has stored can only be forgotten in a page.
        """
        self.context.remove_listener("page", self._window)
        pages = self.context.pages
        self._next = await self.context.new_page()  # beside them: a first page would be a window
        for page in pages:
            await Page.close(page)  # Playwright's own, that waits for nobody
        await self.context.clear_cookies()
        self.guest = None
        self.is_used = True

    async def close(self) -> None:
        """
        Nobody needs it any more.
        """
        self.listener.close()
        await self.context.close()

    async def _route(self, route: Route) -> None:
        if self.guest is None:
            await route.abort()
        else:
            await self.guest.route(route)

    def _take(self, source: object, text: str) -> None:
        if self.guest is not None:
            self.guest.take(json.loads(text))

    async def _window(self, page: Page) -> None:
        self.is_handed_out = True  # its context is reached through it
        if self.guest is not None:
            await self.guest.window(page)


class Seats:
    """
    The seats of one connection to a browser; where it `keeps` them, they are used again.
    """

    def __init__(self, browser: Browser, *, keeps: bool) -> None:
        self._browser = browser
        self._keeps = keeps
        self._free: list[Seat] = []

    async def take(self, *, has_clock: bool = False) -> Seat:
        """
        A seat as new.
        """
        for seat in self._free:
            if seat.has_clock == has_clock:
                self._free.remove(seat)
                return seat
        listener = socket.create_server(("127.0.0.1", 0))
        host, port = listener.getsockname()
        seat = Seat(await self._browser.new_context(base_url=f"http://{host}:{port}"), listener)
        await seat.furnish()
        return seat

    async def give_back(self, seat: Seat, *, clean: bool) -> None:
        """
        Its guest has left; if not `clean`, it is not used again.
        """
        if self._keeps and clean and not seat.is_handed_out:
            await seat.clear()
            self._free.append(seat)
        else:
            await seat.close()

    async def close(self) -> None:
        """
        Close those that are free.
        """
        while self._free:
            await self._free.pop().close()
