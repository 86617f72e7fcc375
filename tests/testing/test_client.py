"""StarioClient: sends what the Datastar client sends, and is httpx's client in everything else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import httpx
import httpx_sse
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from stario import Command, PatchElements, PatchSignals, Query, Stario, execute_script
from stario.testing import StarioClient, StarioResponse


async def echo(request: Request) -> Response:
    return JSONResponse(
        {
            "method": request.method,
            "query": request.url.query,
            "headers": dict(request.headers),
            "body": (await request.body()).decode("latin-1"),
        }
    )


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"]


def client() -> StarioClient:
    return StarioClient(Starlette(routes=[Route("/echo", echo, methods=METHODS)]))


SIGNALS = {"name": "Zoë ~*", "_local": 1, "nested": {"_x": 1, "y": [1, {"_z": 2}]}, "empty": {}}
SENT = {"name": "Zoë ~*", "nested": {"y": [1, {"_z": 2}]}}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_signals_in_the_query_string(method: str) -> None:
    response = await client().query(
        "/echo?a=1&datastar=old", signals=SIGNALS, params={"b": "x y"}, method=method
    )
    sent = response.json()
    pairs = parse_qsl(sent["query"])
    assert pairs[-1][0] == "datastar" and json.loads(pairs[-1][1]) == SENT
    assert ("b", "x y") in pairs and len([name for name, _ in pairs if name == "datastar"]) == 1
    # As URLSearchParams writes it.
    assert "%22name%22%3A%22Zo%C3%AB+%7E*%22" in sent["query"]
    assert sent["body"] == ""
    assert "content-type" not in sent["headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "QUERY"])
async def test_signals_in_the_body(method: str) -> None:
    sent = (await client().command("/echo?a=1", signals=SIGNALS, method=method)).json()
    assert json.loads(sent["body"].encode("latin-1")) == SENT
    assert sent["headers"]["content-type"] == "application/json"
    assert sent["query"] == "a=1"


async def test_the_headers_of_the_client() -> None:
    for sent in (await client().query("/echo"), await client().command("/echo")):
        headers = sent.json()["headers"]
        assert headers["accept"] == "text/event-stream, text/html, application/json"
        assert headers["datastar-request"] == "true"
    headers = (await client().query("/echo", headers={"accept": "x/y", "X-A": "b"})).json()["headers"]
    assert (headers["accept"], headers["x-a"]) == ("x/y", "b")


async def test_without_signals_the_client_sends_an_empty_object() -> None:
    assert (await client().query("/echo")).json()["query"] == "datastar=%7B%7D"
    assert (await client().command("/echo")).json()["body"] == "{}"


async def test_a_plain_request() -> None:
    sent = (await client().query("/echo?a=1", datastar=False)).json()
    assert sent["query"] == "a=1" and "datastar-request" not in sent["headers"]
    with pytest.raises(ValueError, match="a plain request; it carries no signals"):
        await client().query("/echo", datastar=False, signals={"a": 1})


async def test_a_form_is_sent_instead_of_signals() -> None:
    sent = (await client().command("/echo", data={"a": "1"})).json()
    assert sent["body"] == "a=1"
    assert sent["headers"]["content-type"] == "application/x-www-form-urlencoded"
    assert sent["headers"]["datastar-request"] == "true"
    with pytest.raises(ValueError, match="signals or a body of its own; found signals and data"):
        await client().command("/echo", data={"a": "1"}, signals={"a": 1})


async def test_signals_that_json_cannot_hold() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        await client().command("/echo", signals={"a": float("nan")})


async def test_listen_sends_the_same_and_its_last_event_id() -> None:
    seen: list[Any] = []

    async def feed(request: Request) -> AsyncIterator[str]:
        seen.append((request.method, request.url.query, dict(request.headers)))
        yield "<p></p>"

    app = Stario(Query("/feed", feed), Command("/feed", feed))
    async with StarioClient(app).listen("/feed", signals={"a": 1, "_b": 2}, last_event_id="7"):
        pass
    async with StarioClient(app).listen("/feed", method="POST", headers={"x-a": "b"}):
        pass
    (method, query, headers), (post, _, post_headers) = seen
    assert (method, query) == ("GET", "datastar=%7B%22a%22%3A1%7D")
    assert headers["last-event-id"] == "7" and headers["datastar-request"] == "true"
    assert post == "POST" and "last-event-id" not in post_headers and post_headers["x-a"] == "b"


# What comes back.


async def respond(
    content: str | bytes,
    media: str | None,
    headers: dict[str, str] | None = None,
    status: int = 200,
) -> StarioResponse:
    async def handler() -> Response:
        return Response(content, status_code=status, media_type=media, headers=headers)

    return await StarioClient(Stario(Query("/", handler))).query("/")


async def test_events_of_a_stream() -> None:
    async def handler() -> AsyncIterator[Any]:
        yield "<p></p>"
        yield {"a": {"b": 1}}
        yield {"a": {"c": 2}}

    response = await StarioClient(Stario(Command("/", handler))).command("/")
    assert response.events == [
        PatchElements("<p></p>"),
        PatchSignals({"a": {"b": 1}}),
        PatchSignals({"a": {"c": 2}}),
    ]
    assert response.patches == [PatchElements("<p></p>")]
    assert response.signals == {"a": {"b": 1, "c": 2}}
    assert isinstance(response, httpx.Response)


async def test_events_of_html_json_and_javascript() -> None:
    assert (await respond("<p></p>", "text/html")).events == [PatchElements("<p></p>")]
    headers = {
        "datastar-selector": "#a",
        "datastar-mode": "append",
        "datastar-namespace": "svg",
        "datastar-use-view-transition": "true",
    }
    assert (await respond("<g/>", "text/html", headers)).events == [
        PatchElements("<g/>", selector="#a", mode="append", namespace="svg", use_view_transition=True)
    ]
    assert (await respond('{"a": 1}', "application/json")).signals == {"a": 1}
    only = await respond('{"a": 1}', "application/json", {"datastar-only-if-missing": "true"})
    assert only.events == [PatchSignals({"a": 1}, only_if_missing=True)]
    script = await respond("go()", "text/javascript", {"datastar-script-attributes": '{"id": "x"}'})
    assert script.events == [PatchElements('<script id="x">go()</script>', selector="head", mode="append")]
    assert execute_script("go()") not in script.events


@pytest.mark.parametrize("status", [201, 204, 400, 404, 422])
async def test_only_status_200_is_applied(status: int) -> None:
    content = "" if status == 204 else "<p></p>"
    assert (await respond(content, "text/html", status=status)).events == []


# It is httpx.


async def test_redirects_are_followed_as_fetch_does() -> None:
    async def away() -> Response:
        return RedirectResponse("/there")

    async def there() -> str:
        return "<p>there</p>"

    app = Stario(Query("/", away), Query("/there", there))
    assert (await StarioClient(app).query("/")).text == "<p>there</p>"
    assert (await StarioClient(app).get("/")).status_code == 307
    assert (await StarioClient(app).query("/", follow_redirects=False)).status_code == 307


async def test_cookies_are_kept() -> None:
    async def login() -> Response:
        response = Response("")
        response.set_cookie("user", "zoe")
        return response

    async def who(request: Request) -> AsyncIterator[str]:
        yield request.cookies["user"]

    app = Stario(Command("/login", login), Query("/who", who))
    async with StarioClient(app) as client:
        await client.command("/login")
        async with client.listen("/who") as stream:
            assert await stream.next() == PatchElements("zoe")


async def test_every_verb_of_httpx() -> None:
    async with client() as session:
        for method in ("get", "post", "put", "patch", "delete"):
            response = await getattr(session, method)("/echo")
            assert response.json()["method"] == method.upper()
        async with session.stream("GET", "/echo") as response:
            assert b"".join([part async for part in response.aiter_bytes()])


async def test_httpx_sse_reads_our_streams() -> None:
    async def handler() -> AsyncIterator[Any]:
        yield "<p>\n</p>"
        yield {"a": "\u2028"}

    async with StarioClient(Stario(Query("/", handler))) as client:
        async with httpx_sse.aconnect_sse(client, "GET", "/") as source:
            found = [(event.event, event.data) async for event in source.aiter_sse()]
    assert found == [
        ("datastar-patch-elements", "elements <p>\nelements </p>"),
        ("datastar-patch-signals", 'signals {"a":"\u2028"}'),
    ]


async def test_another_user_has_cookies_of_its_own_and_the_same_options() -> None:
    async with StarioClient(Starlette(), timeout=3, cookies={"a": "1"}) as one:
        two = one.another(cookies={"a": "2"})
        three = one.another(timeout=1)
        assert (two.timeout.read, three.timeout.read) == (3, 1)
        assert (dict(one.cookies), dict(two.cookies), dict(three.cookies)) == (
            {"a": "1"},
            {"a": "2"},
            {},
        )


def test_something_that_is_no_application() -> None:
    with pytest.raises(TypeError, match="StarioClient takes an ASGI application; found str 'main:app'"):
        StarioClient("main:app")  # type: ignore[arg-type]


def test_a_timeout_that_is_no_number_of_seconds() -> None:
    with pytest.raises(
        TypeError, match=r"timeout is a number of seconds, or None; found Timeout\(timeout=1\)"
    ):
        StarioClient(Starlette(), timeout=httpx.Timeout(1))  # type: ignore[arg-type]


async def test_the_state_of_the_lifespan_can_be_looked_at() -> None:
    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
        yield {"jobs": ["one"]}

    async with StarioClient(Stario(lifespan=lifespan)) as client:
        assert client.state["jobs"] == ["one"]
        assert client.another().state["jobs"] is client.state["jobs"]
        with pytest.raises(TypeError):
            client.state["jobs"] = []  # type: ignore[index]


async def test_half_a_surrogate_pair_is_sent_as_a_browser_sends_it() -> None:
    async def handler(request: Request) -> str:
        return (await request.body()).decode() or request.query_params["datastar"]

    client = StarioClient(Stario(Query("/", handler), Command("/", handler)))
    for answer in (
        await client.query("/", signals={"a": "\ud800é😀"}),
        await client.command("/", signals={"a": "\ud800é😀"}),
    ):
        assert answer.text == '{"a":"\\ud800é😀"}'


async def test_listening_to_a_command_says_how() -> None:
    async def handler() -> AsyncIterator[str]:
        yield ""

    with pytest.raises(AssertionError, match=r"allowed: POST; listen\(\.\.\., method=\.\.\.\) sends another"):
        async with StarioClient(Stario(Command("/", handler))).listen("/") as stream:
            await stream.next()
