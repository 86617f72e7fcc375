"""
The scripts of a page: fetched from the application, rewritten, and run in the order of the HTML standard.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from stario.testing.page.clients import ClientNotFound, Clients, version_of
from stario.testing.page.engine import Engine
from stario.testing.page.modules import Module, module_of
from stario.testing.page.network import NetworkError
from stario.testing.page.urls import address

__all__ = ["Loader", "ScriptNotLoaded"]

#: Where a script is that nobody has to be asked for.
_LOCAL = ("data:", "blob:")
_JAVASCRIPT = re.compile(r"^(?:application|text)/(?:x-)?(?:ecma|java)script\b")


class ScriptNotLoaded(Exception):
    """
    A script could not be fetched, or is none. `compiled` says that it was fetched, and is no JavaScript: the
    error is in the engine's slot.
    """

    def __init__(self, message: str, *, compiled: bool = False) -> None:
        super().__init__(message)
        self.compiled = compiled


class Loader:
    """
    Loads the scripts of one document.

    - `url`: the document's.
    - `fetch`: gives a script of the application's, as status, content type and text.
    - `problem`: told of a script that cannot be had.
    - `client_version`: of the Datastar client in the page, once it is there.
    """

    def __init__(
        self,
        engine: Engine,
        url: str,
        *,
        clients: Clients,
        fetch: Callable[[str], Awaitable[tuple[int, str, str]]],
        problem: Callable[[str], None],
    ) -> None:
        self.url = url
        self.client_version: str | None = None
        self._engine = engine
        self._clients = clients
        self._fetch = fetch
        self._problem = problem
        self._sources: dict[str, asyncio.Task[str]] = {}
        self._modules: dict[str, tuple[Module, str, list[str]]] = {}
        #: Those of which each module that they need is there.
        self._whole: set[str] = set()
        self._map: dict[str, str] = {}
        self._inline = 0
        self._delaying: set[asyncio.Task[None]] = set()

    async def parse(self, step: Callable[[], dict[str, Any]], first: dict[str, Any] | None = None) -> None:
        """
        Let the parser come to its end: with a script that it stops for it goes on when that has run. Then the
        scripts run that wait for its end.

        - `step`: lets it go on, and gives the scripts that it has found.
        - `first`: what it has found already.
        """
        deferred: list[dict[str, Any]] = []
        free: list[asyncio.Task[None]] = []
        parsed = told = False
        while not parsed:
            found, first = first or step(), None
            parsed, told = found["parsed"], found.get("isTold", False)
            for url in found.get("ahead", ()):  # what can be fetched is fetched at once
                self._ask(url)
            for script in found["scripts"]:
                if script["src"] is not None:
                    self._ask(script["src"])
            for script in found["scripts"]:
                if script["kind"] == "importmap":
                    self._read_map(script["text"] or "{}")
                elif script["async"] and (script["src"] is not None or script["kind"] == "module"):
                    free.append(asyncio.ensure_future(self.run(script)))
                    self.delays_load(free[-1])
                elif script["kind"] == "module" or (script["src"] is not None and script["defer"]):
                    deferred.append(script)
                else:
                    await self.run(script)
        if not told:
            self._engine.call("parsed")
        for script in deferred:
            await self.run(script)
        if self._delaying:
            self._engine.call("contentLoaded", doing="the listeners of DOMContentLoaded")
        while self._delaying:
            await asyncio.wait(self._delaying)
        for task in free:
            task.result()

    def delays_load(self, task: asyncio.Task[None]) -> None:
        """
        The page is not loaded before this is done.
        """
        self._delaying.add(task)
        task.add_done_callback(self._delaying.discard)

    async def run(self, script: dict[str, Any]) -> None:
        """
        Run one script, whenever it is there.
        """
        identifier, name = script["id"], _shown(script, self.url)
        try:
            if script["kind"] == "importmap":
                self._read_map(script["text"] or "{}")
            elif script["kind"] == "module":
                graph = await self._graph_of_script(script)
                self._engine.call("runModuleScript", identifier, graph, doing=name)
            else:
                text = script["text"] if script["src"] is None else await self._source(script["src"])
                self._engine.suspect(text, name)
                self._engine.call("runClassic", identifier, text, doing=name)
        except (ScriptNotLoaded, NetworkError, ClientNotFound) as problem:
            compiled = isinstance(problem, ScriptNotLoaded) and problem.compiled
            self._engine.call("scriptFails", identifier, compiled)
            if isinstance(problem, ClientNotFound):
                raise
            if not compiled:
                self._problem(str(problem))

    async def import_module(self, identifier: int, specifier: str, base: str) -> None:
        """
        Answer `import()`.
        """
        try:
            url = self.resolve(specifier, base)
            await self._load(url)
            self._engine.call("imported", identifier, self._graph(url), None, doing=f"import({specifier!r})")
        except (ScriptNotLoaded, NetworkError, ClientNotFound) as problem:
            compiled = isinstance(problem, ScriptNotLoaded) and problem.compiled
            told = {"slot": compiled, "message": str(problem)}
            self._engine.call("imported", identifier, None, told)

    def resolve(self, specifier: str, base: str) -> str:
        """
        The URL that a module specifier stands for. Raises `ScriptNotLoaded` for a bare name without a map.
        """
        if specifier in self._map:
            return self._map[specifier]
        for prefix, target in self._map.items():
            if prefix.endswith("/") and specifier.startswith(prefix):
                return target + specifier[len(prefix) :]
        try:
            if specifier.startswith(("/", "./", "../")):
                return address(specifier, base).href
            return address(specifier).href
        except ValueError:
            raise ScriptNotLoaded(
                f"Failed to resolve module specifier {specifier!r}: it begins with neither '/', './' nor "
                f"'../', and no import map has it"
            ) from None

    async def _graph_of_script(self, script: dict[str, Any]) -> dict[str, Any] | str:
        if script["src"] is not None:
            url = self.resolve(script["src"], self.url)
            await self._load(url)
            return self._graph(url)
        self._inline += 1
        url = f"{self.url}#inline-module-{self._inline}"
        self._add(url, script["text"], self.url, _shown(script, self.url))
        await self._load(url)
        return self._graph(url)

    async def _load(self, url: str) -> None:
        """
        A module is there, and all that it needs: others may have asked for it and wait for that, too, or have
        found that something is missing.
        """
        wanted, found = [url], set[str]()
        while wanted:
            each = wanted.pop()
            if each in found or each in self._whole:
                continue
            found.add(each)
            if each not in self._modules:
                await self._load_one(each)
            wanted += reversed(self._modules[each][2])
        self._whole |= found

    async def _load_one(self, url: str) -> None:
        if url.startswith("data:") and not _JAVASCRIPT.match(url.removeprefix("data:")):
            raise ScriptNotLoaded(f"the module {_shortened(url)} is not run: it does not say text/javascript")
        self._add(url, await self._source(url), url, url)

    def _add(self, url: str, text: str, base: str, shown: str) -> None:
        if url in self._modules:
            return
        try:
            module = module_of(text)
        except (ValueError, IndexError):
            module = Module(body=f"({text}\n)")  # the engine says what is wrong with it
        version = version_of(text)
        if version is not None:
            self.client_version = version  # the client leaves the built-ins alone: a test holds it to that
        else:
            self._engine.suspect(text, shown)
        key = f"{hash(text):x} {shown}"
        if key not in self._engine.functions:
            if not self._engine.load(module.body, shown):
                raise ScriptNotLoaded(f"{shown} is no JavaScript", compiled=True)
            self._engine.call("keepFunction", key)
            self._engine.functions.add(key)
        requests = [self.resolve(specifier, base) for specifier in module.requests]
        self._modules[url] = (module, key, requests)
        for request in requests:  # all are asked for, then each is waited for
            if request not in self._modules:
                self._ask(request)

    def _graph(self, entry: str) -> dict[str, Any] | str:
        """
        What the page needs to know of a module and all that it needs, in the order in which they are found;
        of one that needs no other its name is enough.
        """
        _, key, requests = self._modules[entry]
        if requests:
            return self._whole_graph(entry)
        name, engine = f"{entry} {key}", self._engine
        if name not in engine.graphs:
            engine.call("keepGraph", name, self._whole_graph(entry))
            engine.graphs.add(name)
        return name

    def _whole_graph(self, entry: str) -> dict[str, Any]:
        found: list[str] = []
        queue = [entry]
        while queue:
            url = queue.pop()
            if url not in found:
                found.append(url)
                queue += self._modules[url][2]
        return {"entry": entry, "modules": [self._told(url) for url in found]}

    def _told(self, url: str) -> dict[str, Any]:
        module, key, requests = self._modules[url]
        return {
            "url": url,
            "base": url.partition("#inline-module-")[0],
            "key": key,
            "requests": requests,
            "specifiers": module.requests,
            "imports": module.imports,
            "exports": module.exports,
            "again": module.again,
            "stars": module.stars,
            "isAsync": module.is_async,
        }

    def _ask(self, url: str) -> None:
        """
        A script will be needed: it is fetched from now on, unless it is at hand.
        """
        if url in self._sources or self._is_at_hand(url):
            return
        task = self._sources[url] = asyncio.ensure_future(self._read(url))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _source(self, url: str) -> str:
        self._ask(url)
        task = self._sources.get(url)
        return self._clients.source(url) if task is None else await task

    def _is_at_hand(self, url: str) -> bool:
        """
        Whether it is a client that the application does not serve.
        """
        if url.startswith(_LOCAL) or address(url).origin == address(self.url).origin:
            return False
        return self._clients.is_client(url)

    def _local(self, url: str) -> str:
        """
        A script that its URL holds, or an object of the page.
        """
        content = self._engine.call("localContent", url)
        if content is None:
            raise ScriptNotLoaded(
                f"the script {_shortened(url)} cannot be loaded: there is nothing behind this URL"
            )
        # A data: URL that says nothing is US-ASCII, which browsers read as this.
        charset = "cp1252" if "us-ascii" in content["type"].lower() else "utf-8-sig"
        return str(content["bytes"]).encode("latin-1").decode(charset, "replace")

    async def _read(self, url: str) -> str:
        if url.startswith(_LOCAL):
            return self._local(url)
        try:
            status, kind, text = await self._fetch(url)
        except NetworkError as problem:
            raise ScriptNotLoaded(f"the script {url} cannot be loaded: {problem}") from None
        if status != 200:
            if self._clients.is_client(url) and self._clients.path is not None:
                return self._clients.source(url)
            raise ScriptNotLoaded(f"the script {url} cannot be loaded: the app answers with status {status}")
        if kind and not _JAVASCRIPT.match(kind):
            raise ScriptNotLoaded(
                f"the script {url} is not run: its Content-Type is {kind!r}, not JavaScript"
            )
        return text

    def _read_map(self, text: str) -> None:
        try:
            imports = json.loads(text).get("imports", {})
        except (ValueError, AttributeError):
            self._problem("the page's import map is no JSON object")
            return
        for name, target in imports.items():
            self._map[name] = address(target, self.url).href

    def close(self) -> None:
        """
        The document goes: nothing more is loaded.
        """
        for task in self._sources.values():
            task.cancel()


def _shortened(url: str) -> str:
    """
    A URL for people: one with all its content in it is no name.
    """
    return f"{url[:60]}…" if url.startswith("data:") and len(url) > 60 else url


def _shown(script: dict[str, Any], url: str) -> str:
    if script["src"] is not None:
        return _shortened(str(script["src"]))
    words = " ".join((script["text"] or "").split())
    return f"the inline script of {url}: {words[:60]}{'…' if len(words) > 60 else ''}"
