"""
A page's way to the application: its requests, message by message, as a browser sends them.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from stario.testing.deadline import Deadline
from stario.testing.page.captures import Capture, Captures
from stario.testing.page.cookies import cookie_header, take_cookies
from stario.testing.page.urls import address
from stario.testing.server import ASGIServer, Connection, Sent

__all__ = ["Answer", "Exchange", "Network", "NetworkError", "PageRequest"]

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 20
#: How many requests of a page are kept, the newest.
KEPT = 1000
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Stario"
_WITHOUT_BODY = ("GET", "HEAD")


class NetworkError(Exception):
    """
    What a browser would call a network error: the connection broke, or the request may not be sent.
    """


@dataclass(eq=False)
class PageRequest:
    """
    A request that a page has sent.

    - `method`, `url`, `headers` (by their names in lower case), `body`: what went out at first.
    - `resource_type`: `document`, `fetch` or `script`.
    - `status`: that of the answer, after all redirects; None as long as there is none. `error`: why none
      came.
    - `redirects`: the URLs that it was sent on to.
    - `time`: the loop's time at which it was sent.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    resource_type: str = "fetch"
    time: float = 0.0
    status: int | None = None
    response_headers: dict[str, str] = field(default_factory=dict)
    redirects: list[str] = field(default_factory=list)
    error: str | None = None

    @property
    def path(self) -> str:
        """
        The URL's path.
        """
        return urlsplit(self.url).path

    @property
    def signals(self) -> Any:
        """
        The signals that the Datastar client sent with it; None if it sent none.
        """
        text = parse_qs(urlsplit(self.url).query, keep_blank_values=True).get("datastar", [""])[-1]
        if not text and "datastar-request" in self.headers:
            kind = self.headers.get("content-type", "")
            text = self.body.decode("utf-8", "replace") if kind.startswith("application/json") else ""
        try:
            return json.loads(text) if text else None
        except ValueError:
            return None

    @property
    def post_data(self) -> str | None:
        """
        The body as text; None if there is none.
        """
        return self.body.decode("utf-8", "replace") if self.body else None

    @property
    def ok(self) -> bool:
        """
        Whether the answer's status is one of success.
        """
        return self.status is not None and 200 <= self.status < 300

    @property
    def request(self) -> PageRequest:
        """
        Itself: Playwright's events of responses have the request there.
        """
        return self

    def __str__(self) -> str:
        split = urlsplit(self.url)
        query = f"?{split.query}" if split.query else ""
        return f"{self.method} {split.path}{query}"


@dataclass
class Answer:
    """
    The head of a response.
    """

    url: str
    status: int
    headers: list[tuple[str, str]]
    redirected: bool = False

    @property
    def reason(self) -> str:
        """
        What the status is called, as uvicorn writes it.
        """
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return ""

    def header(self, name: str) -> str:
        """
        The header of this name in lower case; empty if there is none.
        """
        return next((value for key, value in self.headers if key.lower() == name), "")


class Exchange:
    """
    One request and its answer: `head` comes first, and then what `parts` gives until None.
    """

    def __init__(self, network: Network, request: PageRequest) -> None:
        self.request = request
        self.answer: Answer | None = None
        self.capture: Capture | None = None
        #: Whether cookies go with it, and those of its answer are kept.
        self.has_cookies = True
        self._network = network
        self._connection: Connection | None = None
        self._over = False

    @property
    def connection(self) -> Connection | None:
        """
        The connection that it is on, the last one if it was redirected; None before it is sent.
        """
        return self._connection

    async def head(self, *, follow: bool = True, refuse: bool = False) -> Answer:
        """
        Send the request, follow its redirects, and give the head of the answer. Raises `NetworkError`.

        With `refuse` a redirect is an error, as for `fetch(..., {redirect: "error"})`.
        """
        request, network = self.request, self._network
        method, url, body = request.method, request.url, request.body
        headers = dict(request.headers)
        while True:
            connection = self._connect(method, url, headers, body)
            await connection.started()
            if connection.status is None:
                raise self._broken(connection)
            found = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in connection.headers]
            if self.has_cookies:
                take_cookies(network.jar, url, found)
            answer = Answer(url, connection.status, found, bool(request.redirects))
            location = answer.header("location")
            if not follow or answer.status not in REDIRECTS or not location:
                break
            if refuse:
                raise NetworkError(f"{request} was redirected to {location}, which it did not want")
            url = network.resolve(location, url)
            request.redirects.append(url)
            if len(request.redirects) > MOST_REDIRECTS:
                raise NetworkError(f"{request}: more than {MOST_REDIRECTS} redirects, the last to {url}")
            await self._leave()
            # 303, and 301 and 302 after a POST, go on with GET and without a body (Fetch 4.4).
            if (answer.status == 303 and method not in _WITHOUT_BODY) or (
                answer.status in (301, 302) and method == "POST"
            ):
                method, body = "GET", b""
                headers = {name: value for name, value in headers.items() if not name.startswith("content-")}
        request.status = answer.status
        request.response_headers = {name.lower(): value for name, value in found}
        self.answer = answer
        network.on_response(request)
        if answer.header("content-type").startswith("text/event-stream"):
            self.capture = network.captures.start(connection)
        return answer

    async def part(self) -> bytes | None:
        """
        The next part of the body; None at its end. Raises `NetworkError` if it is cut.
        """
        connection = self._connection
        assert connection is not None
        sent = await connection.read()
        if sent is not None:
            return self._taken(sent)
        if self.capture is not None:
            self.capture.end()
        if not connection.complete:
            raise self._broken(connection)
        self._end(False)
        return None

    def ready(self) -> bytes | None:
        """
        The next part of the body if it has come already.
        """
        assert self._connection is not None
        sent = self._connection.read_ready()
        return None if sent is None else self._taken(sent)

    def _taken(self, sent: Sent) -> bytes:
        if self.capture is not None:
            self.capture.add(sent)
        return sent.body

    async def whole(self) -> bytes:
        """
        The rest of the body.
        """
        parts = []
        while (part := await self.part()) is not None:
            parts.append(part)
        return b"".join(parts)

    def send_unread(self) -> None:
        """
        Send the request although nobody will read its answer.
        """
        request = self.request
        self._connect(request.method, request.url, dict(request.headers), request.body)

    def abort(self) -> None:
        """
        The page does not want it any more: the application receives `http.disconnect`.
        """
        self._end(True)
        if self._connection is not None and not self._connection.disconnected:
            self._connection.disconnect()
            if self.capture is not None:
                self.capture.end()

    def _end(self, failed: bool) -> None:
        if not self._over:
            self._over = True
            self._network.on_end(self.request, failed)

    def _connect(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Connection:
        network = self._network
        split = urlsplit(url)
        port = split.port or (443 if split.scheme == "https" else 80)
        sent = [("host", split.netloc.rpartition("@")[2]), ("user-agent", USER_AGENT)]
        sent += {"accept-language": "en-US", **headers}.items()
        if body or method not in _WITHOUT_BODY:
            sent.append(("content-length", str(len(body))))
        if self.has_cookies and (cookies := cookie_header(network.jar, url)):
            sent.append(("cookie", cookies))
        raw_path = split.path or "/"
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "server": (split.hostname, port),
            "client": ("127.0.0.1", 54321),
            "scheme": split.scheme,
            "method": method,
            "root_path": "",
            "path": unquote(raw_path),
            "raw_path": raw_path.encode("ascii"),
            "query_string": split.query.encode("ascii"),
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent],
            "state": network.server.state.copy(),
        }
        connection = Connection(network.server, scope, body, 0, network.raises)
        connection.user = network.user
        self._connection = connection
        network.opened(connection)
        return connection

    async def _leave(self) -> None:
        connection = self._connection
        assert connection is not None
        await connection.close(self._network.timeout)

    def _broken(self, connection: Connection) -> NetworkError:
        how = "broke off in the middle of its answer" if connection.status is not None else "gave no answer"
        self.request.error = f"{connection.handler} {how}"
        self._end(True)
        return NetworkError(f"{self.request}: {self.request.error}")


class Network:
    """
    What one page sends and has sent.

    - `origin`: of the application; requests to any other are refused.
    - `jar`: the user's cookies.
    - `extra_headers`: sent with each request, by their names in lower case.
    - `requests`: what the page has sent, the newest thousand.
    - `captures`: the event streams among the answers, see `Captures`.
    """

    def __init__(
        self,
        server: ASGIServer,
        jar: CookieJar,
        *,
        origin: str,
        timeout: float | None,
        raises: bool,
        context: contextvars.Context,
    ) -> None:
        self.server = server
        self.jar = jar
        self.origin = origin
        self.timeout = timeout
        self.raises = raises
        self.context = context
        self.user = next(server.users)
        self.extra_headers: dict[str, str] = {}
        self.requests: deque[PageRequest] = deque(maxlen=KEPT)
        self.captures = Captures()
        self.open: set[Connection] = set()
        self.on_request: Callable[[PageRequest], None] = lambda request: None
        self.on_response: Callable[[PageRequest], None] = lambda request: None
        self.on_end: Callable[[PageRequest, bool], None] = lambda request, failed: None
        self.on_error: Callable[[BaseException], None] = lambda error: None

    def exchange(
        self, method: str, url: str, headers: dict[str, str], body: bytes, resource_type: str
    ) -> Exchange:
        """
        A new request, noted, and not sent yet.
        """
        time = asyncio.get_running_loop().time()
        headers = {**headers, **self.extra_headers}
        # The fragment stays in the page.
        request = PageRequest(method, url.partition("#")[0], headers, body, resource_type, time)
        self.requests.append(request)
        self.on_request(request)
        return Exchange(self, request)

    def resolve(self, url: str, base: str) -> str:
        """
        A URL of the application's. Raises `NetworkError` for one of another origin.
        """
        try:
            parsed = address(url, base)
        except ValueError:
            raise NetworkError(f"{url!r} is no URL") from None
        if parsed.origin != self.origin:
            raise NetworkError(
                f"{parsed.href} is of another origin than {self.origin}; a page reaches its application only"
            )
        return parsed.href.partition("#")[0]

    def opened(self, connection: Connection) -> None:
        """
        A connection is the page's until the application has ended; what it raises there is the test's.
        """
        self.open.add(connection)
        connection.task.add_done_callback(lambda _: self._ended(connection))

    def _ended(self, connection: Connection) -> None:
        self.open.discard(connection)
        if connection.raises and (error := connection.take_error()) is not None:
            self.on_error(error)

    async def close(self) -> None:
        """
        The page goes: each open connection is left, and its handler has to end. Raises `StillRunning`.
        """
        for connection in list(self.open):
            connection.disconnect()
        deadline = Deadline(self.timeout)
        try:
            for connection in list(self.open):
                await connection.close(deadline.seconds)
        finally:
            self.open.clear()
