"""Stario is a Starlette application whose routes say what they are for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from stario import Command, PatchSignals, Query, Stario
from stario.testing import StarioClient


async def home() -> str:
    return "<h1>home</h1>"


async def add() -> dict[str, int]:
    return {"n": 1}


async def test_a_query_answers_get_and_head_and_a_command_post() -> None:
    client = StarioClient(Stario(Query("/", home), Command("/add", add)))
    assert (await client.get("/")).text == "<h1>home</h1>"
    head = await client.head("/")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "13")
    assert (await client.command("/add")).events == [PatchSignals({"n": 1})]
    assert (await client.post("/")).status_code == 405
    assert (await client.get("/add")).status_code == 405


async def test_the_head_of_a_stream_runs_nothing() -> None:
    async def feed() -> AsyncIterator[str]:
        raise AssertionError("the handler ran")
        yield ""

    response = await StarioClient(Stario(Query("/", feed))).head("/")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "text/event-stream"


async def test_the_head_of_a_stream_closes_its_iterator() -> None:
    class Numbers:
        closed = False

        def __aiter__(self) -> Numbers:
            return self

        async def __anext__(self) -> str:
            raise AssertionError("it was asked for a value")

        async def aclose(self) -> None:
            self.closed = True

    numbers = Numbers()

    async def feed() -> Numbers:
        return numbers

    assert (await StarioClient(Stario(Query("/", feed))).head("/")).status_code == 200
    assert numbers.closed


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
async def test_a_command_may_have_other_methods(method: str) -> None:
    async def handler(request: Request) -> str:
        return request.method

    route = Command("/", handler, methods=["PUT", "patch", "DELETE", "POST"])
    assert (await StarioClient(Stario(route)).request(method, "/")).text == method


async def test_the_methods_given_are_all_that_a_route_answers() -> None:
    client = StarioClient(Stario(Command("/", add, methods=["DELETE"])))
    assert (await client.delete("/")).status_code == 200
    assert (await client.post("/")).status_code == 405


async def test_a_query_may_answer_the_method_query() -> None:
    client = StarioClient(Stario(Query("/", home, methods=["GET", "QUERY"])))
    assert (await client.query("/", method="QUERY", signals={"a": 1})).text == "<h1>home</h1>"


async def test_decorators_add_routes_and_leave_the_function() -> None:
    app = Stario()

    @app.query("/", name="start")
    async def page() -> str:
        return "page"

    @app.command("/add", methods=["PUT"])
    async def adding() -> str:
        return "added"

    assert await page() == "page"
    client = StarioClient(app)
    assert (await client.get("/")).text == "page"
    assert (await client.put("/add")).text == "added"
    assert app.url_path_for("start") == "/"
    assert [type(route).__name__ for route in app.routes] == ["Query", "Command"]


async def test_a_route_that_only_matches_with_headers() -> None:
    async def fragment() -> str:
        return "fragment"

    client = StarioClient(
        Stario(Query("/", fragment, headers={"Datastar-Request": "true"}), Query("/", home))
    )
    assert (await client.query("/")).text == "fragment"
    assert (await client.get("/")).text == "<h1>home</h1>"
    assert (await client.get("/", headers={"Datastar-Request": "True"})).text == "<h1>home</h1>"


async def test_names_and_url_path_for() -> None:
    async def item(id: int) -> str:
        return str(id)

    app = Stario(
        Query("/item/{id:int}", item), Mount("/shop", Stario(Query("/{id}", item, name="x")), name="shop")
    )
    assert app.url_path_for("item", id=3) == "/item/3"
    assert app.url_path_for("shop:x", id="4") == "/shop/4"


async def test_starlettes_own_routes_work() -> None:
    async def plain(request: Request) -> Response:
        return PlainTextResponse("plain")

    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    inner = Stario(Query("/", home))
    app = Stario(Route("/plain", plain), Mount("/inner", inner), WebSocketRoute("/ws", socket))
    app.mount("/later", Starlette(routes=[Route("/", plain)]))
    client = StarioClient(app)
    assert (await client.get("/plain")).text == "plain"
    assert (await client.get("/inner/")).text == "<h1>home</h1>"
    assert (await client.get("/later/")).text == "plain"


async def test_a_websocket_route_works() -> None:
    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    scope = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b"", "root_path": ""}
    await Stario(WebSocketRoute("/ws", socket))(scope, receive, send)
    assert sent == ["websocket.accept", "websocket.send", "websocket.close"]


class Header:
    """Pure ASGI middleware that adds a header."""

    def __init__(self, app: ASGIApp, name: str) -> None:
        self.app = app
        self.name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def adding(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((self.name.encode(), b"yes"))
            await send(message)

        await self.app(scope, receive, adding)


async def test_middleware_of_the_app_and_of_a_route() -> None:
    async def feed() -> AsyncIterator[str]:
        yield "<p></p>"

    app = Stario(
        Query("/", home, middleware=[Middleware(Header, "x-route")]),
        Query("/feed", feed),
        middleware=[Middleware(Header, "x-app")],
    )
    app.add_middleware(Header, "x-late")
    client = StarioClient(app)
    first = await client.get("/")
    assert {"x-route", "x-app", "x-late"} <= set(first.headers)
    second = await client.query("/feed")
    assert "x-route" not in second.headers and "x-app" in second.headers


async def test_lifespan_and_state() -> None:
    log: list[str] = []

    @asynccontextmanager
    async def lifespan(app: Stario) -> AsyncIterator[dict[str, Any]]:
        log.append(type(app).__name__)
        yield {"greeting": "hello"}
        log.append("over")

    async def handler(request: Request) -> str:
        return str(request.state.greeting)

    async with StarioClient(Stario(Query("/", handler), lifespan=lifespan)) as client:
        assert (await client.get("/")).text == "hello"
    assert log == ["Stario", "over"]


async def test_404_and_405_say_what_was_asked_for() -> None:
    app = Stario(Query("/", home), Command("/", add), Command("/", add, methods=["DELETE"]))
    client = StarioClient(app)
    missing = await client.get("/nope")
    assert (missing.status_code, missing.text) == (404, "Not Found: no route for GET /nope.")
    wrong = await client.patch("/")
    assert wrong.status_code == 405
    assert wrong.text == "Method Not Allowed: PATCH /. Allowed: DELETE, GET, HEAD, POST."
    assert wrong.headers["allow"] == "DELETE, GET, HEAD, POST"


async def test_405_below_a_mount_names_the_methods_too() -> None:
    inner = Starlette(routes=[Query("/x", home)])
    response = await StarioClient(Stario(Mount("/api", routes=inner.routes))).post("/api/x")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD")
    assert response.text == "Method Not Allowed: POST /api/x. Allowed: GET, HEAD."


async def test_404_lists_the_routes_in_debug() -> None:
    client = StarioClient(Stario(Query("/", home), Command("/add", add), debug=True))
    assert (await client.get("/nope")).text == (
        "Not Found: no route for GET /nope.\n"
        "    The routes are:\n"
        "    Query / (GET, HEAD)\n"
        "    Command /add (POST)"
    )


async def test_404_says_which_headers_a_route_asks_for() -> None:
    async def part() -> str:
        return "part"

    app = Stario(Query("/part", part, headers={"Datastar-Request": "true"}), debug=True)
    answer = await StarioClient(app).get("/part")
    assert answer.status_code == 404
    assert answer.text.endswith("\n    Query /part (GET, HEAD) with the header datastar-request: true")


async def test_a_path_that_would_write_lines_of_its_own() -> None:
    answer = await StarioClient(Stario()).get("/a%0ANot%20Found%1B[2Jé")
    assert answer.text == "Not Found: no route for GET /a%0ANot Found%1B[2Jé."


async def test_a_path_that_a_convertor_cannot_convert_is_another_path() -> None:
    async def item(id: int) -> str:
        return str(id)

    client = StarioClient(Stario(Query("/{id:int}", item), Command("/{id:int}", item)))
    assert (await client.get("/7")).text == "7"
    assert (await client.get(f"/{'9' * 5000}")).status_code == 404, (
        "more digits than Python makes a number of"
    )
    assert (await client.post(f"/{'9' * 5000}")).status_code == 404


async def test_an_http_exception_keeps_its_own_words() -> None:
    async def handler() -> str:
        raise HTTPException(404, "no such user", headers={"x-a": "b"})

    async def conflict() -> str:
        raise HTTPException(409)

    async def not_modified() -> str:
        raise HTTPException(304)

    client = StarioClient(
        Stario(Query("/", handler), Query("/conflict", conflict), Query("/304", not_modified))
    )
    response = await client.get("/")
    assert (response.status_code, response.text, response.headers["x-a"]) == (404, "no such user", "b")
    assert (await client.get("/conflict")).text == "Conflict"
    assert (await client.get("/304")).content == b""


async def test_exception_handlers_of_the_user_win() -> None:
    async def missing(request: Request, error: Exception) -> Response:
        return PlainTextResponse("mine", status_code=404)

    async def lookup(request: Request, error: Exception) -> Response:
        return PlainTextResponse("looked up", status_code=400)

    async def handler() -> str:
        raise LookupError

    app = Stario(Query("/", handler), exception_handlers={404: missing, LookupError: lookup})
    client = StarioClient(app)
    assert (await client.get("/nope")).text == "mine"
    assert (await client.get("/")).text == "looked up"
    other = StarioClient(Stario(exception_handlers={HTTPException: missing}))
    assert (await other.get("/nope")).text == "mine"


async def test_a_500_says_nothing_about_the_inside_unless_in_debug() -> None:
    async def handler() -> str:
        raise LookupError("secret")

    quiet = StarioClient(Stario(Query("/", handler)), raise_app_exceptions=False)
    response = await quiet.get("/")
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    loud = StarioClient(Stario(Query("/", handler), debug=True), raise_app_exceptions=False)
    assert "LookupError: secret" in (await loud.get("/")).text


# What is refused, with file:line.


def here(text: str) -> bool:
    return "(tests/test_app.py:" in text


def test_what_is_no_route() -> None:
    with pytest.raises(TypeError) as failure:
        Stario(home)  # type: ignore[arg-type]
    text = str(failure.value)
    assert text.startswith("Stario() takes routes; found the function home (tests/test_app.py:")
    assert "give it a path: Query('/', home) or Command('/', home)" in text and here(text)
    with pytest.raises(TypeError, match=r"Stario\(\) takes routes; found list \[.*one after the other"):
        Stario([Query("/", home)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "args", "options", "problem"),
    [
        (Query, ("/",), {}, "Query('/') has no handler; give it the function that answers: Query('/', home)"),
        (Command, ("/",), {}, "Command('/') has no handler; give it the function that answers"),
        (
            Query,
            (home, "/"),
            {},
            "Query takes a path and a handler, in this order: Query('/', home)",
        ),
        (Query, ("home", home), {}, "Query('home', ...): a path starts with '/': '/home'"),
        (Query, ("/{id}/{id}", home), {}, "Query('/{id}/{id}'): Duplicated param name id at path"),
        (Query, ("/{id:integer}", home), {}, "Query('/{id:integer}'): Unknown path convertor 'integer'"),
        (
            Query,
            ("/", home),
            {"methods": ["GET", "POST"]},
            "Query('/'): a Query reads, so its methods are GET, HEAD, QUERY; found POST",
        ),
        (
            Command,
            ("/", home),
            {"methods": "GET"},
            "Command('/'): a Command changes things, so its methods are DELETE, PATCH, POST, PUT; found GET",
        ),
        (Command, ("/", home), {"methods": []}, "found none"),
    ],
)
def test_a_route_that_cannot_be(kind: Any, args: Any, options: Any, problem: str) -> None:
    with pytest.raises((TypeError, ValueError)) as failure:
        kind(*args, **options)
    text = str(failure.value)
    assert problem in text and here(text)


def test_a_decorator_without_its_path() -> None:
    app = Stario()
    with pytest.raises(TypeError, match=r"@app.query takes a path: write @app.query\('/...'\) above home"):
        app.query(home)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"@app.command takes a path"):
        app.command(3)  # type: ignore[arg-type]
