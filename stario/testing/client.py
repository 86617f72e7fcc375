"""
StarioClient: an httpx client of an application in the same process, that knows Datastar.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, quote_plus
from weakref import WeakSet

import httpx
from starlette.types import ASGIApp

from stario.datastar import FileSignal, filter_signals
from stario.testing.exhaustive import Vigil, verdict
from stario.testing.server import ASGIServer, Connection, StillRunning
from stario.testing.stream import EventStream
from stario.testing.transport import READ_WITHIN, ASGITransport, StarioResponse

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["StarioClient"]

#: What a plain `get()` or `post()` gives an event stream to end, in seconds.
PATIENCE = 0.25
#: The methods whose signals go into the query string (`plugins/actions/fetch.ts`).
_IN_QUERY = ("GET", "DELETE")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_OWN_BODY = ("content", "data", "files", "json")


class StarioClient(httpx.AsyncClient):
    """
    An `httpx.AsyncClient` that runs the application on the test's own loop.

    `async with StarioClient(app) as client:` runs the application's lifespan. Every verb of httpx's
    works, with cookies and redirects; `query`, `command` and `listen` send what the Datastar client sends.

    - `timeout`: the deadline of each wait, in seconds.
    - `buffer`: how many messages the application may be ahead of the test; with 0 it goes on when the
      test reads.
    - `raise_app_exceptions`: raise the application's exceptions in the test. If not, the test sees what a
      client of uvicorn sees: a 500, or a broken connection.
    - `exhaustive`: events that were not read, tasks that outlive their request, exceptions that nobody
      retrieved and ERROR log records fail the test.
    - `options`: httpx's, such as `headers` and `cookies`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        base_url: str = "http://testserver",
        timeout: float | None = 5.0,
        buffer: int = 0,
        raise_app_exceptions: bool = True,
        exhaustive: bool = False,
        **options: Any,
    ) -> None:
        if not callable(app):
            raise TypeError(f"StarioClient takes an ASGI application; found {type(app).__qualname__} {app!r}")
        if timeout is not None and (isinstance(timeout, bool) or not isinstance(timeout, int | float)):
            raise TypeError(f"timeout is a number of seconds, or None; found {timeout!r}")
        if buffer < 0:
            raise ValueError(f"buffer is a number of messages, 0 or more; found {buffer}")
        self._options: dict[str, Any] = {
            "base_url": base_url,
            "timeout": timeout,
            "buffer": buffer,
            "raise_app_exceptions": raise_app_exceptions,
            "exhaustive": exhaustive,
        }
        self._server = ASGIServer(app, timeout=timeout, exhaustive=exhaustive)
        self._runs_lifespan = True
        #: The pages of this user, and what they share.
        self.pages: WeakSet[Page] = WeakSet()
        self.local_storage: dict[str, str] = {}
        self._transport_for(self._server, options)

    def _transport_for(self, server: ASGIServer, options: dict[str, Any]) -> None:
        mine = self._options
        self._patience = PATIENCE if mine["timeout"] is None else min(PATIENCE, mine["timeout"])
        super().__init__(
            transport=ASGITransport(
                server,
                timeout=mine["timeout"],
                buffer=mine["buffer"],
                raise_app_exceptions=mine["raise_app_exceptions"],
            ),
            base_url=mine["base_url"],
            timeout=mine["timeout"],
            **options,
        )

    @property
    def state(self) -> Mapping[str, Any]:
        """
        What the application's lifespan has yielded: its `request.state`, by name.
        """
        return MappingProxyType(self._server.state)

    def another(self, **options: Any) -> StarioClient:
        """
        Another user of the same running application: own cookies, same lifespan and state.

        `options` are those of the constructor; what is not given is as in this client.
        """
        mine = {
            **self._options,
            **{key: options.pop(key) for key in self._options if key in options},
        }
        other = StarioClient(self._server.app, **mine, **options)
        other._server = self._server
        other._runs_lifespan = False
        other._transport_for(self._server, options)
        return other

    async def __aenter__(self) -> Self:
        if self._runs_lifespan:
            await self._server.startup()
        return await super().__aenter__()

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        try:
            await super().__aexit__(exc_type, exc_value, traceback)
        finally:
            if self._runs_lifespan:
                await self._server.shutdown(failed=exc_type is not None)

    async def send(self, request: httpx.Request, *, stream: bool = False, **options: Any) -> Any:
        """
        As httpx's. A response that is read as a whole, but is an event stream without an end, fails.
        """
        if not stream:
            request.extensions = {READ_WITHIN: self._patience, **request.extensions}
        return await super().send(request, stream=stream, **options)

    async def query(
        self,
        path: str,
        *,
        signals: Mapping[str, Any] | None = None,
        datastar: bool = True,
        method: str = "GET",
        **options: Any,
    ) -> StarioResponse:
        """
        Send a Query as the Datastar client does (`@get(path)`), and read the whole answer.

        - `signals`: the page's signals; local ones (with a part that starts with `_`) are not sent.
        - `datastar`: False sends the plain request of a browser, without signals.
        - `options`: httpx's for a request: `headers`, `params`, `cookies`, `timeout`, ...

        Redirects are followed, as fetch does. An answer that streams may take `timeout` seconds to end.
        """
        return await self._whole(method, path, signals, datastar, options)

    async def command(
        self,
        path: str,
        *,
        signals: Mapping[str, Any] | None = None,
        datastar: bool = True,
        method: str = "POST",
        **options: Any,
    ) -> StarioResponse:
        """
        Send a Command as the Datastar client does (`@post(path)`), and read the whole answer.

        As `query`; a body of its own (`data`, `files`, `json`, `content`) is sent instead of signals, as
        with the client's `contentType: 'form'`.
        """
        return await self._whole(method, path, signals, datastar, options)

    @asynccontextmanager
    async def listen(
        self,
        path: str,
        *,
        signals: Mapping[str, Any] | None = None,
        method: str = "GET",
        last_event_id: str | None = None,
        exhaustive: bool | None = None,
        **options: Any,
    ) -> AsyncIterator[EventStream]:
        """
        Open an event stream as the Datastar client does; gives it on its headers, before any event.

        Leaving the block disconnects, waits for the handler to end, and raises what is left to raise.

        - `last_event_id`: sent as `Last-Event-ID`, as the client does when it reconnects.
        - `exhaustive`: as the client's, for this stream: leaving the block raises `LeftBehind`.
        """
        if last_event_id is not None:
            headers = httpx.Headers(options.get("headers"))
            headers["Last-Event-ID"] = last_event_id
            options["headers"] = headers

        def reconnect(last_event_id: str | None) -> AbstractAsyncContextManager[EventStream]:
            return self.listen(
                path,
                signals=signals,
                method=method,
                last_event_id=last_event_id,
                exhaustive=exhaustive,
                **again,
            )

        again = dict(options)
        request, sending = self._request(method, path, signals, True, options)
        wants_all = self._options["exhaustive"] if exhaustive is None else exhaustive
        vigil = Vigil() if wants_all and not self._server.exhaustive else None
        if vigil is not None:
            vigil.start()
        try:
            response = await self.send(request, stream=True, **sending)
            connection: Connection = response.extensions["stario.connection"]
            try:
                stream = EventStream(
                    connection, timeout=request.extensions["timeout"]["read"], reconnect=reconnect
                )
                yield stream
                left = await stream.left_unread() if wants_all else []
            except BaseException as failure:
                try:
                    await response.aclose()
                except (StillRunning, Exception) as also:
                    if also is not failure:
                        failure.add_note(f"And when the stream was left: {type(also).__name__}: {also}")
                raise
            try:
                await stream.close()
            finally:
                await response.aclose()
            if vigil is not None:
                left += await vigil.stop()
            if left:
                raise verdict(connection.name, left)
        finally:
            if vigil is not None:
                vigil.end()

    async def _whole(
        self,
        method: str,
        path: str,
        signals: Mapping[str, Any] | None,
        datastar: bool,
        options: dict[str, Any],
    ) -> StarioResponse:
        request, sending = self._request(method, path, signals, datastar, options)
        within = request.extensions["timeout"]["read"]
        request.extensions = {**request.extensions, READ_WITHIN: within}
        response: StarioResponse = await self.send(request, **sending)
        return response

    def _request(
        self,
        method: str,
        path: str,
        signals: Mapping[str, Any] | None,
        datastar: bool,
        options: dict[str, Any],
    ) -> tuple[httpx.Request, dict[str, Any]]:
        """
        The request that the client sends, and the options that are not the request's.
        """
        sending: dict[str, Any] = {
            key: options.pop(key) for key in ("auth", "follow_redirects") if key in options
        }
        sending.setdefault("follow_redirects", True)
        options.setdefault("timeout", self.timeout)
        method = method.upper()
        if not datastar:
            if signals is not None:
                raise ValueError("datastar=False sends a plain request; it carries no signals")
            return self.build_request(method, path, **options), sending

        headers = httpx.Headers(
            {"Accept": "text/event-stream, text/html, application/json", "Datastar-Request": "true"}
        )
        headers.update(options.pop("headers", None))
        options["headers"] = headers
        own_body = [name for name in _OWN_BODY if options.get(name) is not None]
        if own_body:
            if signals is not None:
                raise ValueError(
                    f"a request carries signals or a body of its own; found signals and {own_body[0]}"
                )
            return self.build_request(method, path, **options), sending

        text = json.dumps(
            filter_signals(signals or {}),
            default=_to_signal,
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
        )
        # JSON.stringify escapes half a surrogate pair (ECMA-262, QuoteJSONString); UTF-8 cannot hold one.
        text = _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        if method not in _IN_QUERY:
            headers.setdefault("Content-Type", "application/json")
            return self.build_request(method, path, content=text.encode(), **options), sending
        request = self.build_request(method, path, **options)
        pairs = parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True)
        pairs = [(name, value) for name, value in pairs if name != "datastar"] + [("datastar", text)]
        query = "&".join(f"{_encoded(name)}={_encoded(value)}" for name, value in pairs)
        request.url = request.url.copy_with(query=query.encode("ascii"))
        return request, sending


def _to_signal(value: object) -> object:
    if isinstance(value, FileSignal):
        return value.to_signal()
    raise TypeError(f"a signal is a JSON value or a FileSignal; found {type(value).__qualname__} {value!r}")


def _encoded(text: str) -> str:
    # As URLSearchParams serializes (URL standard, "application/x-www-form-urlencoded serializing").
    return quote_plus(text, safe="*").replace("~", "%7E")
