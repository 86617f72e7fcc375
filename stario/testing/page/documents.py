"""
The documents of a page, one after the other: navigation, loading, the session's history.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from stario.testing.page import pool
from stario.testing.page.engine import Engine, ScriptError
from stario.testing.page.events import Download
from stario.testing.page.loader import Loader
from stario.testing.page.network import Answer, Exchange, NetworkError, PageRequest
from stario.testing.page.parsing import decoded
from stario.testing.page.referrers import Referrers
from stario.testing.page.scripting import script_call

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["Documents"]

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_FILENAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)\"?", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml", "")
#: How many entries a session's history has at most, as in Chromium.
_MOST_ENTRIES = 50
_SHOWN = re.compile(r"^(?:text/|application/(?:json|xml)|image/)")


@dataclass
class _Entry:
    """
    An entry of the session's history: where, of which document, its number there, and where that came from.
    """

    url: str
    document: int
    number: int
    referrer: str = ""


class Documents:
    """
    What a page shows, and has shown.

    - `url`: of the document. `source`: its HTML as it was served. `request`: for it.
    - `init_scripts`: run in each document, before its own.
    - `referrers`: where it comes from, and what it tells of itself.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.url = "about:blank"
        self.source = ""
        self.request: PageRequest | None = None
        self.init_scripts: list[str] = []
        self.referrers = Referrers()
        self._count = 0
        self._loader: Loader | None = None
        #: What its parser has found at once.
        self._first: dict[str, Any] | None = None
        self._entries = [_Entry("about:blank", 0, 0)]
        self._at = 0
        self._task: asyncio.Task[None] | None = None

    # Navigation.

    async def goto(self, url: str, referer: str | None = None) -> PageRequest | None:
        """
        As a user who types a URL; or comes from another.
        """
        if "#" in url and url.partition("#")[0] == self.url.partition("#")[0] and self._count:
            self._page.run("go", url, False)
            return None
        return await self._load_by("GET", url, {}, b"", replace=url == self.url, referrer=referer or "")

    async def write(self, text: str) -> None:
        """
        Another document at the same URL, from a test's own HTML.
        """
        if self._task is not None:
            self._task.cancel()
        await self._replace(text)

    def replace(self, text: str) -> None:
        """
        The same, from the text that a `javascript:` URL has come to.
        """
        self._begin(self._replace(text), "the document of a javascript: URL")

    async def _replace(self, text: str) -> None:
        self._leave()
        await self._load(self.url, text)
        self._entries[self._at].document = self._count

    async def reload(self) -> PageRequest | None:
        """
        The same document again.
        """
        came_from = self.referrers.came_from
        return await self._load_by("GET", self.url, {}, b"", replace=True, referrer=came_from)

    def navigate(self, wanted: dict[str, Any]) -> None:
        """
        As a link, a form or a script wants it: when it is done, the page is another.
        """
        headers: dict[str, str] = {}
        if wanted.get("contentType"):
            headers["content-type"] = wanted["contentType"]
        policy = wanted.get("referrerPolicy") or ""
        if wanted["method"] not in ("GET", "HEAD"):
            headers["origin"] = self._page.network.origin
            if self.referrers.tells_nothing(policy):  # the application still learns that it is its own page
                headers |= {"origin": "null", "sec-fetch-site": "same-origin"}
        body = (wanted.get("body") or "").encode("latin-1")
        url, method = wanted["url"], wanted["method"]
        if urlsplit(url).scheme not in ("http", "https", "about"):
            self._page.reports.network_problem(method, url, "a page here opens http and https only")
            return
        referrer = self.referrers.of(self.url, policy)
        work = self._follow(method, url, headers, body, bool(wanted.get("replace")), referrer)
        self._begin(work, f"{method} {url}")

    async def _follow(
        self, method: str, url: str, headers: dict[str, str], body: bytes, replace: bool, referrer: str
    ) -> None:
        try:
            await self._load_by(method, url, headers, body, replace=replace, referrer=referrer)
        except NetworkError as problem:
            self._page.reports.network_problem(method, url, str(problem))

    def _begin(self, work: Any, name: str) -> None:
        if self._task is not None:
            self._task.cancel()  # the newest navigation is the one that counts
        task = self._task = self._page.create_task(work, f"page: {name}")
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (problem := task.exception()) is not None:
            self._page.fail(problem)

    async def _load_by(
        self, method: str, url: str, headers: dict[str, str], body: bytes, *, replace: bool, referrer: str
    ) -> PageRequest:
        page = self._page
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()
        address = page.network.resolve(url, page.base_url)
        headers = {"accept": ACCEPT, "upgrade-insecure-requests": "1", **headers}
        if referrer:
            headers["referer"] = referrer
        exchange = page.network.exchange(method, address, headers, body, "document")
        page.reports.event = str(exchange.request)
        try:
            answer = await exchange.head()
            if answer.status in (204, 205):
                await exchange.whole()
                return exchange.request
            kind = answer.header("content-type").partition(";")[0].strip().lower()
            if answer.header("content-disposition").startswith("attachment") or not (
                kind in _HTML or _SHOWN.match(kind)
            ):
                await self._download(exchange, answer)
                return exchange.request
            if kind == "text/event-stream":
                raise NetworkError(
                    f"{exchange.request} answers with an event stream, which is no document: the page that "
                    f"reads it asks for it with @get"
                )
            content = await exchange.whole()
        except asyncio.CancelledError:
            exchange.abort()
            raise
        fragment = url.partition("#")[2]
        self.request = exchange.request
        self.referrers.begin(referrer, answer.header("referrer-policy"))
        await self._show(answer, content, kind, fragment, replace)
        return exchange.request

    async def _download(self, exchange: Exchange, answer: Answer) -> None:
        content = await exchange.whole()
        named = _FILENAME.search(answer.header("content-disposition"))
        name = unquote(named[1]) if named else PurePosixPath(urlsplit(answer.url).path).name
        self._page.handlers.tell("download", Download(answer.url, name or "download", content))

    # Loading.

    def blank(self) -> Engine:
        """
        A context with an empty document in it.
        """
        return self._boot("about:blank", "", "text/html")

    async def _show(self, answer: Answer, content: bytes, kind: str, fragment: str, replace: bool) -> None:
        charset = _CHARSET.search(answer.header("content-type"))
        text = decoded(content, charset[1] if charset else None)
        if kind not in _HTML:
            text = f"<html><head></head><body><pre>{html.escape(text, quote=False)}</pre></body></html>"
        url = f"{answer.url}#{fragment}" if fragment else answer.url
        self._leave()
        self._record(url, replace)
        await self._load(url, text)

    async def _load(self, url: str, text: str) -> None:
        self.source = text
        engine = self._boot(url, text, "text/html", goes_on=not self.init_scripts)
        page = self._page
        loader = self._loader = Loader(
            engine,
            url,
            clients=page.clients,
            fetch=self._script_text,
            problem=lambda told: page.reports.add("script", "", told),
        )
        page.handlers.tell("framenavigated", page)
        for script in self.init_scripts:
            engine.suspect(script, "a script of add_init_script()")
            page.run("evaluate", 0, script_call(script), None, doing="a script of add_init_script()")
        await loader.parse(lambda: page.run("scripts"), self._first)
        page.reports.loaded(loader.client_version)
        page.task("loaded", doing="the listeners of DOMContentLoaded and load")
        page.handlers.tell("domcontentloaded", page)
        page.handlers.tell("load", page)

    def _boot(self, url: str, text: str, content_type: str, *, goes_on: bool = False) -> Engine:
        page = self._page
        engine = pool.acquire(seconds=page.script_seconds, memory=page.memory, fresh=page.fresh)
        engine.host, engine.tick = page.host, page.host.tick
        page.engine = engine
        page.told = ""
        self._count += 1
        self.url = url
        page.reports.new_document()
        clock = {"tick": page.host("tick", []), "now": page.host("now", [])}
        start = {"url": url, "goesOn": goes_on, **page.storage, **clock}
        engine.suspect(text, url)
        # No script of the page runs yet, so that there is nothing to look after.
        self._first = engine.call("open", start, text, content_type)
        return engine

    def _leave(self) -> None:
        """
        The document goes, and with it all that it has under way.
        """
        page = self._page
        engine = page.engine
        page.fetches.abort_all()
        if self._loader is not None:
            self._loader.close()
        if engine is not None:
            with contextlib.suppress(ScriptError):
                page.task("unload", doing="the listeners of pagehide")
            page.timers.clear()
            page.fetches.abort_all()
            page.engine = None
            pool.release(engine)

    def close(self) -> None:
        """
        The page goes.
        """
        if self._task is not None:
            self._task.cancel()
        page = self._page
        engine, page.engine = page.engine, None
        page.fetches.abort_all()
        if self._loader is not None:
            self._loader.close()
            self._loader = None  # it holds the engine
        if engine is not None:
            pool.release(engine)

    # Scripts that come later.

    def run_script(self, script: dict[str, Any]) -> None:
        """
        A script element was inserted that has to be fetched, or is a module.
        """
        if self._loader is not None:
            self._loader.delays_load(self._task_of(self._loader.run(script), "a script"))

    def import_module(self, number: int, specifier: str, base: str) -> None:
        """
        `import()` was called.
        """
        if self._loader is not None:
            self._task_of(self._loader.import_module(number, specifier, base), f"import({specifier!r})")

    def resolve_module(self, specifier: str, base: str) -> str:
        """
        `import.meta.resolve`.
        """
        return self._loader.resolve(specifier, base) if self._loader is not None else specifier

    def evaluate_script(self, text: str) -> None:
        """
        A script whose declarations are all scripts': the context serves no other page.
        """
        engine = self._page.engine
        assert engine is not None
        engine.spent = True  # what it declares cannot be taken away
        engine.script(text)

    def _task_of(self, work: Any, name: str) -> asyncio.Task[None]:
        task = self._page.create_task(work, f"page: {name}")
        task.add_done_callback(self._ended)
        return task

    async def _script_text(self, url: str) -> tuple[int, str, str]:
        network = self._page.network
        address = network.resolve(url, self.url)
        exchange = network.exchange("GET", address, {"accept": "*/*"}, b"", "script")
        answer = await exchange.head()
        body = await exchange.whole()
        kind = answer.header("content-type")
        return answer.status, kind.partition(";")[0].strip().lower(), body.decode("utf-8", "replace")

    # History.

    def history(self, what: str, value: Any) -> int:
        """
        The page's `history`: `push`, `replace`, `go` or `length`.
        """
        if what == "length":
            return len(self._entries)
        if what == "go":
            self._page.loop.call_soon(self._traverse_safely, int(value), context=self._page.variables)
            return 0
        self.url = value
        self._record(value, what == "replace", same_document=True)
        self._page.handlers.tell("framenavigated", self._page)
        return self._entries[self._at].number

    def _record(self, url: str, replace: bool, *, same_document: bool = False) -> None:
        current = self._entries[self._at]
        document = self._count + (0 if same_document else 1)
        if replace:
            self._entries[self._at] = _Entry(url, document, current.number, self.referrers.came_from)
            return
        del self._entries[self._at + 1 :]
        # Numbers follow each other: by them the document knows which of its states are out of reach.
        self._entries.append(_Entry(url, document, current.number + 1, self.referrers.came_from))
        del self._entries[:-_MOST_ENTRIES]
        self._at = len(self._entries) - 1

    def _traverse_safely(self, delta: int) -> None:
        if not self._page.closed:
            self.traverse(delta)

    def traverse(self, delta: int) -> None:
        """
        Go back or forth in the session's history; out of it nothing happens.
        """
        to = self._at + delta
        if not 0 <= to < len(self._entries) or not delta:
            return
        self._at = to
        entry = self._entries[to]
        if entry.document == self._count:
            self.url = entry.url
            self._page.handlers.tell("framenavigated", self._page)
            self._page.task("traversed", entry.number, entry.url, doing="the listeners of popstate")
            return
        if entry.url == "about:blank":
            self._leave()
            self.referrers.begin("", "")
            self._page.engine = self._boot("about:blank", "", "text/html")
            return
        work = self._follow("GET", entry.url, {}, b"", True, entry.referrer)
        self._begin(work, f"GET {entry.url}")
