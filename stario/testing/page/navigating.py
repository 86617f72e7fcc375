"""
Where a page is, and where it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from stario.testing.page.finding import Finds
from stario.testing.page.network import NetworkError, PageRequest
from stario.testing.page.urls import address, url_matcher
from stario.testing.page.waiting import LoadState, wait_until
from stario.testing.page.waits import PageDeadline

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Navigates"]


class Navigates(Finds):
    """
    Navigation. The page has settled afterwards, so that `wait_until` and `timeout` are taken and not needed.
    """

    async def goto(
        self,
        url: str,
        *,
        timeout: float | None = None,
        wait_until: LoadState | None = None,
        referer: str | None = None,
    ) -> PageRequest | None:
        """
        Open a path, or a URL, of the application, and let it settle; gives the request for the document, None
        if only the fragment is new.

        Raises `ValueError` for another origin, and `PageTimeout` if the application does not answer.
        """
        page = self._home()
        try:
            target = address(url, page.base_url).href
            page.network.resolve(target, page.base_url)
        except (NetworkError, ValueError) as problem:
            raise ValueError(f"goto({url!r}): {problem}") from None
        page.ready()
        async with PageDeadline(page, f"goto({url!r})"):
            request = await page.documents.goto(target, referer)
        await self._arrived(page, f"goto({url!r})")
        return request

    async def reload(
        self, *, timeout: float | None = None, wait_until: LoadState | None = None
    ) -> PageRequest | None:
        """
        Load the document again, and let it settle.
        """
        page = self._home()
        page.ready()
        async with PageDeadline(page, "reload()"):
            request = await page.documents.reload()
        await self._arrived(page, "reload()")
        return request

    async def set_content(
        self, html: str, *, timeout: float | None = None, wait_until: LoadState | None = None
    ) -> None:
        """
        Show this HTML, whose scripts run, in place of the document; the URL stays.
        """
        page = self._home()
        page.ready()
        async with PageDeadline(page, "set_content()"):
            await page.documents.write(html)
        await self._arrived(page, "set_content()")

    async def go_back(
        self, *, timeout: float | None = None, wait_until: LoadState | None = None
    ) -> PageRequest | None:
        """
        To the entry before this one in the session's history; gives the request for its document, None if
        there is no such entry, or if it is of the same document.
        """
        return await self._go(-1)

    async def go_forward(
        self, *, timeout: float | None = None, wait_until: LoadState | None = None
    ) -> PageRequest | None:
        """
        To the entry behind this one; gives what `go_back` does.
        """
        return await self._go(1)

    async def _go(self, delta: int) -> PageRequest | None:
        page = self._home()
        page.ready()
        before = page.documents.request
        page.documents.traverse(delta)
        await page.settle()
        request = page.documents.request
        return request if request is not before else None

    async def wait_for_url(
        self,
        url: str | re.Pattern[str] | Callable[[str], bool],
        *,
        timeout: float | None = None,
        wait_until: LoadState | None = None,
    ) -> None:
        """
        Wait until the page is at a URL: a path or a URL with `*` and `**` in it, a pattern, or a function.

        Raises `PageTimeout`.
        """
        await _wait_for_url(self._home(), url, timeout)

    @property
    def url(self) -> str:
        """
        The URL of the document.
        """
        return self._home().documents.url

    async def title(self) -> str:
        """
        The document's title.
        """
        return str(await self._home().evaluate("document.title"))

    async def content(self) -> str:
        """
        The document's HTML as it is now, with its doctype.
        """
        page = self._home()
        page.ready()
        return str(page.run("html", doing="page.content()"))

    async def bring_to_front(self) -> None:
        """
        Nothing to do: each page is in front.
        """

    @property
    def viewport_size(self) -> dict[Literal["width", "height"], int]:
        """
        The size that media queries are asked with, Playwright's own: nothing is laid out.
        """
        return {"width": 1280, "height": 720}

    def absolute(self, url: str) -> str:
        """
        A URL, or a path of the application, as the page's URL would be.
        """
        return address(url, self._home().base_url).href

    @staticmethod
    async def _arrived(page: Page, said: str) -> None:
        await page.settle()
        if page.snapshots is not None:
            page.snapshots.loaded(said)


async def _wait_for_url(
    page: Page, url: str | re.Pattern[str] | Callable[[str], bool], timeout: float | None
) -> None:
    matches = url_matcher(url)

    async def holds() -> bool:
        return matches(page.url)

    await wait_until(page, holds, lambda: f"wait_for_url({url!r}), at {page.url}", timeout)
