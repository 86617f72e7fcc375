"""
The time of pages in a browser, moved along with the test's.

Playwright's clock stands in each page, and goes where the loop's goes, from timer to timer of either. Before
time passes the pages have come to rest; and what is asked of Playwright holds it, except where only time can
answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from stario.testing.deadline import Deadline
from stario.testing.page.driver import Driver, ours
from stario.testing.page.waits import PageTimeout

if TYPE_CHECKING:
    from stario.testing.loop import VirtualLoop
    from stario.testing.page.live import LiveServer
    from stario.testing.page.seats import Seat
    from stario.testing.page.traffic import Look, Tab, Traffic

__all__ = ["BrowserTime"]

MILLISECOND = 1_000_000
#: How many looks at the page in a row such an answer may come behind what the page has done.
PATIENT_ROUNDS = 5
#: How long a page has at least to come to rest, in real seconds: it is another program, and may have to wait.
REST_SECONDS = 30
CLOCK = Path(__file__).with_name("browser_clock.js")


class BrowserTime:
    """
    The time of one context's pages: a `World` of the clock's.
    """

    def __init__(
        self,
        loop: VirtualLoop,
        driver: Driver,
        traffic: Traffic,
        server: LiveServer,
        timeout: float | None,
    ) -> None:
        self.traffic = traffic
        self.next_ns: int | None = None
        self._loading = False
        self._driver = driver
        self._loop = loop
        self._server = server
        self._timeout = timeout
        self._rested = -1
        #: Pages whose time is known to be the loop's: one that another opens has no answer that tells it.
        self._met: WeakSet[Tab] = WeakSet()
        self._work: asyncio.Task[None] | None = None

    async def begin(self, seat: Seat) -> None:
        """
        Let the time of pages that are opened from here on be the test's.
        """
        if not seat.has_clock:
            start = datetime.fromtimestamp(self._wall_ms // 1000, UTC)
            await seat.context.clock.install(time=start)
            await seat.context.clock.pause_at(start)
            await seat.context.add_init_script(path=CLOCK)
            seat.has_clock = True
        self._server.stamp = lambda: f"{self._wall_ms} {self._loop_ms}"
        self._loop.holds.others.append(self._busy)
        self._loop.clock.worlds.append(self)
        self._driver.asked.append(self.traffic.note)
        self._driver.times.append(self)

    def end(self) -> None:
        """
        The pages are closed.
        """
        self._driver.asked.remove(self.traffic.note)
        self._driver.times.remove(self)
        self._loop.clock.worlds.remove(self)
        self._loop.holds.others.remove(self._busy)
        if self._work is not None:
            self._work.cancel()

    def rests(self) -> bool:
        if self._rested == self.traffic.news:
            return True
        self._set_out(self._rest())
        return False

    def move(self) -> None:
        self._set_out(self._follow())

    @property
    def loads(self) -> bool:
        """
        Whether a document is still to come, as far as is known.
        """
        return self._loading or self._rested != self.traffic.news

    @property
    def _loop_ms(self) -> int:
        return self._loop.ns // MILLISECOND

    @property
    def _wall_ms(self) -> int:
        return self._loop.clock.wall_ns // MILLISECOND

    def _busy(self) -> str | None:
        if self._work is None:
            return None
        return f"a page in the browser: {self.traffic.on_its_way() or 'it goes on'}"

    def _set_out(self, work: Coroutine[Any, Any, None]) -> None:
        before, self._work = self._work, None
        if before is not None:
            before.cancel()
        token = ours.set(True)
        self._work = task = self._loop.create_task(work, name="stario: the time of a browser's pages")
        ours.reset(token)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if self._work is task:
            self._work = None
        if not task.cancelled() and (problem := task.exception()) is not None:
            self._server.failure = self._server.failure or problem
            self._rested = self.traffic.news

    def _rounds(self) -> int:
        return PATIENT_ROUNDS if self._driver.waits else 1

    async def _rest(self) -> None:
        deadline = Deadline(None if self._timeout is None else max(self._timeout, REST_SECONDS))
        try:
            async with deadline:
                looks = await self.traffic.rest(self._rounds)
                while new := [tab for tab in self.traffic.tabs if tab not in self._met]:
                    self._met.update(new)
                    for tab in new:
                        await tab.move_to(self._loop_ms, self._wall_ms)
                    looks = await self.traffic.rest(self._rounds)
        except TimeoutError:
            what = self.traffic.on_its_way() or "it goes on without an end"
            raise PageTimeout(f"{deadline.why('a page in the browser to come to rest')}: {what}") from None
        self._take(looks)

    async def _follow(self) -> None:
        self.traffic.note()
        seen = self.traffic.news
        looks = [await tab.move_to(self._loop_ms, self._wall_ms) for tab in list(self.traffic.tabs)]
        if seen == self.traffic.news and self._rounds() == 1 and not any(look.busy for look in looks):
            self._take(looks)

    def _take(self, looks: list[Look]) -> None:
        self._loading = any(look.loading for look in looks)
        due = [look.due for look in looks if look.due is not None]
        self.next_ns = ceil(min(due)) * MILLISECOND if due else None
        self._rested = self.traffic.news
