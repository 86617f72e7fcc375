"""Where arguments come from: markers, defaults, models, and what is said when nothing fits."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import json
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired, Optional

import httpx
import pytest
from annotated_types import Ge, Len
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AliasChoices, AliasPath, BaseModel, BeforeValidator, Field, Json
from starlette.requests import Request
from typing_extensions import TypeAliasType, TypedDict

from stario import (
    Body,
    Command,
    Cookie,
    FileSignal,
    Header,
    Inject,
    PathParam,
    Query,
    QueryParam,
    Signals,
    Stario,
)
from stario.testing import StarioClient


class Size(enum.Enum):
    small = "s"
    large = "l"


class Level(enum.Enum):
    low = 1
    high = 2


class Cart(BaseModel):
    count: int
    tags: list[str] = []
    note: str = Field(default="", alias="theNote")


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Options(TypedDict):
    deep: bool
    names: NotRequired[list[str]]


async def got(
    handler: Any, path: str = "/", url: str | None = None, *, client: Any = None, **options: Any
) -> Any:
    """What a Query's handler got: it returns it, and the answer shows it."""
    seen: list[Any] = []
    handler.__globals__["seen"] = seen
    response = await StarioClient(Stario(Query(path, handler))).get(url or path, **options)
    assert response.status_code == 204, response.text
    return seen[0]


def refused(handler: Any, path: str = "/", **options: Any) -> str:
    with pytest.raises(TypeError) as failure:
        Query(path, handler, **options)
    return str(failure.value)


async def answer(handler: Any, url: str = "/", **options: Any) -> httpx.Response:
    return await StarioClient(Stario(Query("/", handler))).get(url, **options)


SCALARS: list[tuple[Any, str, Any]] = [
    (int, "5", 5),
    (float, "0.5", 0.5),
    (bool, "true", True),
    (bool, "on", True),
    (str, "a b&c=d+e%", "a b&c=d+e%"),
    (bytes, "x", b"x"),
    (Decimal, "1.10", Decimal("1.10")),
    (Size, "s", Size.small),
    (datetime.date, "2025-09-30", datetime.date(2025, 9, 30)),
    (datetime.datetime, "2025-09-30T12:00:00", datetime.datetime(2025, 9, 30, 12)),
    (datetime.timedelta, "PT5S", datetime.timedelta(seconds=5)),
    (uuid.UUID, "12345678-1234-5678-1234-567812345678", uuid.UUID("12345678123456781234567812345678")),
    (int | None, "5", 5),
    (Optional[int], "5", 5),  # noqa: UP045 - the old spelling is a type of its own
    (int | str, "x", "x"),
    (Literal["up", "down"], "up", "up"),
    (Literal[1, 2], "2", 2),
    (Level, "2", Level.high),
    (Any, "x", "x"),
]


@pytest.mark.parametrize("annotation, text, value", SCALARS)
@pytest.mark.parametrize("source", ["query", "header", "cookie", "path", "signal", "body", "form"])
async def test_a_scalar_from_everywhere(annotation: Any, text: str, value: Any, source: str) -> None:
    seen: list[Any] = []
    marker = {
        "query": QueryParam,
        "header": Header,
        "cookie": Cookie,
        "path": PathParam,
        "signal": Signals("it"),
        "body": Body("it"),
        "form": Body("it"),
    }[source]

    async def handler(it: Any) -> None:
        seen.append(it)

    handler.__annotations__["it"] = Annotated[annotation, marker]
    path = "/{it:path}" if source == "path" else "/"
    query = Query(path, handler, methods=["QUERY" if source in ("body", "form") else "GET"])
    client = StarioClient(Stario(query, Command(path, handler)))
    if source == "query":
        response: Any = await client.get("/", params={"it": text})
    elif source == "header":
        response = await client.get("/", headers={"It": text})
    elif source == "cookie":
        if text == "a b&c=d+e%":
            text = value = "abc"  # a cookie holds no spaces
        response = await client.get("/", headers={"Cookie": f"it={text}"})
    elif source == "path":
        response = await client.get(httpx.URL("http://testserver").copy_with(path=f"/{text}"))
    elif source == "signal":
        response = await client.command("/", signals={"it": text})
    elif source == "body":
        response = await client.post("/", json={"it": text})
    else:
        response = await client.post("/", data={"it": text})
    assert response.status_code == 204, response.text
    assert seen == [value] and type(seen[0]) is type(value)


async def test_defaults_are_no_missing_values() -> None:
    async def handler(
        request: Request,
        a: Annotated[int, QueryParam] = 1,
        b: Annotated[int | None, Header] = None,
        c: Annotated[list[int], QueryParam] = [],  # noqa: B006 - nobody changes it
        d: Annotated[str, Cookie()] = "d",
        e: Annotated[Cart | None, Signals] = None,
        f: Annotated[int, Signals("f")] = 6,
        g: str = "not ours",
    ) -> dict[str, Any]:
        return {"all": [a, b, c, d, e, f, g]}

    assert (await answer(handler)).json() == {"all": [1, None, [], "d", None, 6, "not ours"]}


async def test_a_default_is_not_validated() -> None:
    sentinel = object()

    async def handler(a: Annotated[int, QueryParam] = sentinel) -> str:  # type: ignore[assignment]
        return str(a is sentinel)

    assert (await answer(handler)).text == "True"


@pytest.mark.parametrize(
    "annotation, value",
    [
        (list[int], [1, 2]),
        (set[int], {1, 2}),
        (tuple[int, ...], (1, 2)),
        (Sequence[int], [1, 2]),
        (list[int] | None, [1, 2]),
        (Annotated[list[int], Len(1, 3)], [1, 2]),
        (int, 2),
    ],
)
async def test_lists_collect_and_scalars_take_the_last(annotation: Any, value: Any) -> None:
    seen: list[Any] = []

    async def handler(n: Any) -> None:
        seen.append(n)

    handler.__annotations__["n"] = Annotated[annotation, QueryParam]
    assert (await answer(handler, "/?n=1&n=2")).status_code == 204
    assert seen == [value]


async def test_members_in_a_list_and_a_cookie_in_one() -> None:
    async def handler(
        levels: Annotated[list[Level], QueryParam("n")], one: Annotated[list[int], Cookie("c")]
    ) -> str:
        return f"{[level.name for level in levels]} {one}"

    answered = await answer(handler, "/?n=2&n=1", headers={"Cookie": "c=3"})
    assert answered.text == "['high', 'low'] [3]"
    refused = await answer(handler, "/?n=2&n=3", headers={"Cookie": "c=3"})
    assert refused.text == "query parameter 'n', at '1': found 3 (Input should be 1 or 2)"


async def test_names_of_headers_cookies_and_others() -> None:
    async def handler(
        user_agent: Annotated[str, Header],
        x: Annotated[str, Header("X-Other_Name")],
        forwarded: Annotated[list[str], Header("x-forwarded-for")],
        session: Annotated[str, Cookie("sid")],
        page: Annotated[int, QueryParam("p")],
        last_event_id: Annotated[str | None, Header] = None,
    ) -> dict[str, Any]:
        return {"all": [user_agent, x, forwarded, session, page, last_event_id]}

    headers = [
        ("User-Agent", "me"),
        ("X-Other_Name", "y"),
        ("X-Forwarded-For", "1"),
        ("x-forwarded-for", "2"),
        ("Cookie", "sid=abc"),
        ("Last-Event-ID", "7"),
    ]
    response = await answer(handler, "/?p=3", headers=headers)
    assert response.json() == {"all": ["me", "y", ["1", "2"], "abc", 3, "7"]}


@pytest.mark.parametrize("source", ["query", "signals", "json", "form"])
async def test_models_as_a_whole(source: str) -> None:
    seen: list[Any] = []
    marker = {"query": QueryParam, "signals": Signals, "json": Body, "form": Body}[source]

    async def handler(cart: Any, point: Any, options: Any) -> None:
        seen.extend((cart, point, options))

    for name, model in {"cart": Cart, "point": Point, "options": Options}.items():
        handler.__annotations__[name] = Annotated[model, marker]
    values = {"count": "3", "tags": ["a", "b"], "theNote": "n", "x": "1", "deep": "on", "names": ["c"]}
    client = StarioClient(Stario(Query("/", handler) if source == "query" else Command("/", handler)))
    if source == "query":
        response: Any = await client.get("/", params=values)
    elif source == "signals":
        response = await client.command("/", signals=values)
    elif source == "json":
        response = await client.post("/", json=values)
    else:
        response = await client.post("/", data=values)
    assert response.status_code == 204, response.text
    assert seen == [
        Cart(count=3, tags=["a", "b"], theNote="n"),
        Point(1, 0),
        {"deep": True, "names": ["c"]},
    ]


async def test_a_bare_model_comes_from_the_signals() -> None:
    async def handler(cart: Cart, point: Point) -> dict[str, Any]:
        return {"all": [cart.count, point.y]}

    client = StarioClient(Stario(Query("/", handler)))
    assert (await client.query("/", signals={"count": 2, "x": 1, "y": 5})).signals == {"all": [2, 5]}


@dataclasses.dataclass
class Circle:
    radius: int
    colours: list[str]


@pytest.mark.parametrize("source", ["query", "form", "json", "signals", "bare"])
async def test_one_of_several_models(source: str) -> None:
    seen: list[Any] = []
    marker: Any = {"query": QueryParam, "form": Body, "json": Body, "signals": Signals, "bare": None}[source]

    async def handler(shape: Any) -> None:
        seen.append(shape)

    union = Circle | Point
    handler.__annotations__["shape"] = union if marker is None else Annotated[union, marker]
    client = StarioClient(Stario(Query("/", handler) if source == "query" else Command("/", handler)))
    for values in ({"x": "1"}, {"radius": "2", "colours": ["red"]}):
        if source == "query":
            response: Any = await client.get("/", params=values)
        elif source == "form":
            response = await client.post("/", data=values)
        else:
            response = await client.command("/", signals=values)
        assert response.status_code == 204, response.text
    assert seen == [Point(1), Circle(2, ["red"])]


class Search(BaseModel):
    words: list[str] = Field(validation_alias=AliasChoices("q", "query"))
    first: str = Field(default="", validation_alias=AliasPath("words", 0))
    order: list[str] = Field(default=[], alias="sort")


async def test_a_list_under_other_names() -> None:
    async def handler(search: Annotated[Search, QueryParam]) -> str:
        return f"{search.words} {search.order}"

    assert (await answer(handler, "/?q=a&sort=x&q=b&sort=y")).text == "['a', 'b'] ['x', 'y']"
    assert (await answer(handler, "/?query=a")).text == "['a'] []"


async def test_json_inside_of_a_text() -> None:
    async def handler(
        cart: Annotated[Json[Cart], QueryParam],
        numbers: Annotated[Json[list[int]], QueryParam("n")],
        more: Annotated[list[Json[int]], QueryParam],
    ) -> str:
        return f"{cart.count} {numbers} {more}"

    query = {"cart": '{"count": 2}', "n": "[1, 2]", "more": ["3", "4"]}
    assert (await answer(handler, "/", params=query)).text == "2 [1, 2] [3, 4]"
    wrong = await answer(handler, "/", params={**query, "n": "[1"})
    assert wrong.status_code == 422 and wrong.text.startswith(
        "query parameter 'n': expected list[int], found '[1' (Invalid JSON: "
    )


async def test_constraints_of_annotated_hold() -> None:
    async def handler(n: Annotated[int, Ge(1), QueryParam, Field(le=9)]) -> str:
        return str(n)

    assert (await answer(handler, "/?n=9")).text == "9"
    for wrong in ("0", "10"):
        assert (await answer(handler, f"/?n={wrong}")).status_code == 422


async def test_every_problem_is_named_at_once() -> None:
    async def handler(
        page: Annotated[int, QueryParam],
        size: Annotated[Size, QueryParam],
        user_agent: Annotated[int, Header],
        sid: Annotated[str, Cookie],
    ) -> None: ...

    response = await answer(handler, "/?page=<b>&size=m", headers={"User-Agent": "me"})
    assert response.status_code == 422
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.text.splitlines() == [
        "query parameter 'page': expected int, found '<b>' "
        "(Input should be a valid integer, unable to parse string as an integer)",
        "query parameter 'size': expected Size, found 'm' (Input should be 's' or 'l')",
        "header 'user-agent': expected int, found 'me' "
        "(Input should be a valid integer, unable to parse string as an integer)",
        "cookie 'sid' is missing: expected str",
    ]


async def test_what_is_wrong_inside_a_model() -> None:
    async def handler(cart: Annotated[Cart, Signals]) -> None: ...

    client = StarioClient(Stario(Query("/", handler)))
    response = await client.query("/", signals={"tags": ["a", {"b": 1}]})
    assert response.status_code == 422
    assert response.text.splitlines() == [
        "signals, at 'count': missing (Field required)",
        "signals, at 'tags.1': found {'b': 1} (Input should be a valid string)",
    ]
    assert (await client.query("/", datastar=False)).text == "signals, at 'count': missing (Field required)"


async def test_a_flood_of_problems_is_counted_and_not_said_in_full() -> None:
    async def handler(numbers: Annotated[list[int], Signals("numbers")]) -> None: ...

    client = StarioClient(Stario(Command("/", handler)))
    response = await client.command("/", signals={"numbers": ["x"] * 23})
    lines = response.text.splitlines()
    assert len(lines) == 21 and lines[19].startswith("signal 'numbers', at '19': found 'x' (")
    assert lines[20] == "signal 'numbers': and 3 problems more"
    response = await client.command("/", signals={"numbers": ["x"] * 100_000})
    assert response.status_code == 422 and len(response.text) < 300
    assert response.text.startswith("signal 'numbers': expected list[int], found ['x', 'x', ")
    assert response.text.endswith("… (100000 problems)")


async def test_a_hostile_name_is_quoted_and_cut() -> None:
    async def handler(counts: Annotated[dict[str, int], Signals]) -> None: ...

    client = StarioClient(Stario(Command("/", handler)))
    response = await client.command("/", signals={"a\nbody: all is well\x1b[2J": "x"})
    assert response.text.startswith("signals, at 'a\\nbody: all is well\\x1b[2J': found 'x' (")
    response = await client.command("/", signals={"k" * 100_000: "x"})
    assert response.status_code == 422 and len(response.text) < 300


async def test_a_long_value_is_not_said_again_in_full() -> None:
    async def handler(n: Annotated[int, QueryParam]) -> None: ...

    response = await answer(handler, f"/?n={'9' * 3000}x")
    assert response.status_code == 422 and len(response.text) < 300


# --- signals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST", "PUT", "PATCH", "QUERY"])
async def test_signals_as_each_method_sends_them(method: str) -> None:
    async def handler(signals: Signals, name: Annotated[str, Signals("user.name")]) -> dict[str, Any]:
        assert isinstance(signals, dict)
        return {"got": signals, "name": name}

    query = Query("/", handler, methods=["GET", "QUERY"])
    command = Command("/", handler, methods=["POST", "PUT", "PATCH", "DELETE"])
    client = StarioClient(Stario(query, command))
    sent = {"user": {"name": "Zoë </script> ' \" \u2028", "_local": 1}, "n": 1.5, "list": [1, {"a": None}]}
    response = await client.query("/", signals=sent, method=method)
    assert response.signals == {
        "got": {"user": {"name": sent["user"]["name"]}, "n": 1.5, "list": [1, {"a": None}]},  # type: ignore[index]
        "name": sent["user"]["name"],  # type: ignore[index]
    }


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=UTF-8", "APPLICATION/JSON"])
async def test_signals_with_or_without_charset(kind: str) -> None:
    async def handler(signals: Signals) -> dict[str, Any]:
        return signals

    client = StarioClient(Stario(Command("/", handler)))
    response = await client.post("/", content=b'{"a": "\xc3\xa9"}', headers={"Content-Type": kind})
    assert response.json() == {"a": "é"}


async def test_no_signals_are_an_empty_dict() -> None:
    async def handler(signals: Signals, other: Signals | None = None) -> str:
        return f"{signals} {other}"

    client = StarioClient(Stario(Query("/", handler), Command("/", handler)))
    assert (await client.get("/")).text == "{} None"
    assert (await client.post("/")).text == "{} None"
    assert (await client.post("/", data={"a": "1"})).text == "{} None", "a form is sent instead of signals"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "",
        "[1]",
        "null",
        '"a"',
        '{"a": NaN}',
        '{"a": [{"b": 1e400}]}',  # a number that is none in Python
        '{"a": -1E+00999}',
        '{"a": %s.5}' % ("9" * 400),
        "[" * 5000,
        '{"a":1}x',
        "\ufeff{}",
        '{"a":"\\ud800"}',
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_malformed_signals_are_a_400(text: str, method: str) -> None:
    async def handler(signals: Signals) -> None: ...

    client = StarioClient(Stario(Query("/", handler), Command("/", handler)))
    if method == "GET":
        response = await client.get("/", params={"datastar": text})
    else:
        if not text:
            return  # an empty body is none
        response = await client.post("/", content=text.encode(), headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.text.startswith(("signals: malformed JSON: ", "signals: expected a JSON object, found "))
    assert len(response.text) < 300


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", None])
async def test_signals_of_a_wrong_media_type_are_a_415(kind: str | None) -> None:
    async def handler(signals: Signals) -> None: ...

    headers = {"Content-Type": kind} if kind else {}
    response = await StarioClient(Stario(Command("/", handler))).post("/", content=b"{}", headers=headers)
    assert response.status_code == 415
    assert response.text == f"signals: expected application/json, found {kind or 'no Content-Type'}"


async def test_too_large_signals_are_a_413() -> None:
    async def handler(signals: Signals) -> None: ...
    async def small(signals: Annotated[dict[str, Any], Signals(max_size=20)]) -> None: ...

    app = Stario(Query("/", handler), Command("/", handler), Command("/small", small), max_body_size=100)
    client = StarioClient(app)
    for path, limit, fits in (("/", 100, 80), ("/small", 20, 10)):
        assert (await client.command(path, signals={"a": "x" * fits})).status_code == 204
        response = await client.command(path, signals={"a": "x" * 100})
        assert response.status_code == 413
        assert response.text == (
            f"the body is too large: expected at most {limit} bytes, found {len(response.request.content)}"
        )
    response = await client.query("/", signals={"a": "x" * 100})
    assert (response.status_code, response.text) == (
        413,
        "signals is too large: expected at most 100 bytes, found 108",
    )


async def test_files_as_signals() -> None:
    async def handler(
        photo: Annotated[list[FileSignal], Signals("photo")], cart: Annotated[dict[str, Any], Signals]
    ) -> dict[str, Any]:
        return {"files": [[each.name, each.contents.hex(), each.mime] for each in photo], "raw": cart}

    client = StarioClient(Stario(Command("/", handler)))
    picture = FileSignal("a.png", b"\x00\xff", "image/png")
    response = await client.command("/", signals={"photo": [picture]})
    assert response.signals == {
        "files": [["a.png", "00ff", "image/png"]],
        "raw": {"photo": [{"name": "a.png", "contents": "AP8=", "mime": "image/png"}]},
    }
    wrong = [{"name": "a", "contents": "A*", "mime": None}]
    response = await client.command("/", signals={"photo": wrong})
    assert response.status_code == 422
    assert response.text.startswith(
        "signal 'photo', at '0.contents': found 'A*' (Value error, expected base64: "
    )


async def test_large_numbers_that_there_are() -> None:
    async def handler(signals: Signals) -> dict[str, Any]:
        return {"got": signals["a"]}

    client = StarioClient(Stario(Command("/", handler)))
    for text, value in (("1e308", 1e308), ('"1e400"', "1e400"), ("1e-400", 0.0), ("9" * 400, int("9" * 400))):
        response = await client.post(
            "/", content=f'{{"a": {text}}}', headers={"Content-Type": "application/json"}
        )
        assert response.json() == {"got": value}


async def test_a_form_where_signals_are_asked_for() -> None:
    async def handler(cart: Cart, count: Annotated[int, Signals("count")]) -> None: ...

    response = await StarioClient(Stario(Command("/", handler))).post("/", data={"count": "1"})
    assert response.status_code == 422
    told = "(the request carries a form, and a form comes without signals: take its fields with Body)"
    assert response.text.splitlines() == [
        f"signals, at 'count': missing (Field required) {told}",
        f"signal 'count' is missing: expected int {told}",
    ]


async def test_what_is_no_signal_is_not_sent() -> None:
    client = StarioClient(Stario())
    with pytest.raises(TypeError, match="a signal is a JSON value or a FileSignal; found object"):
        await client.command("/", signals={"a": object()})


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda name: not name.startswith("_") and "." not in name),
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.lists(st.text()),
    )
)
async def test_any_signals_arrive_as_they_were_sent(signals: dict[str, Any]) -> None:
    seen: list[Any] = []

    async def handler(signals: Signals) -> None:
        seen.append(dict(signals))

    client = StarioClient(Stario(Query("/", handler), Command("/", handler)))
    try:
        json.dumps(signals, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # lone surrogates are no JSON
    for response in (await client.query("/", signals=signals), await client.command("/", signals=signals)):
        assert response.status_code == 204, response.text
    assert seen == [signals, signals]


# --- a wrong signature fails when the route is made ---------------------------------------------------


def test_two_markers() -> None:
    async def handler(a: Annotated[int, QueryParam, Header()]) -> None: ...

    assert refused(handler).endswith(": an argument comes from one place; found QueryParam and Header")


def test_a_path_parameter_that_is_not_there() -> None:
    async def handler(a: Annotated[int, PathParam("idd")]) -> None: ...

    text = refused(handler, "/{id}")
    assert "handler (tests/test_params.py:" in text
    assert text.endswith(": {idd} is not in the path (it has {id})")


@pytest.mark.parametrize("convertor", ["int", "float", "uuid"])
def test_a_text_where_the_path_gives_something_else(convertor: str) -> None:
    async def bare(it: str) -> None: ...
    async def marked(other: Annotated[str | None, PathParam("it")]) -> None: ...

    for handler in (bare, marked):
        assert refused(handler, f"/{{it:{convertor}}}").endswith(
            f": {{it:{convertor}}} gives no str; leave the convertor away, or the parameter's type"
        )
        for fine in ("/{it}", "/{it:str}", "/{it:path}"):
            Query(fine, handler)


def test_a_scalar_that_would_be_all_signals() -> None:
    async def handler(count: Annotated[int, Signals]) -> None: ...

    assert refused(handler).endswith(
        ": all signals are a dict, which int cannot be; one of them is Annotated[int, Signals('count')]"
    )


def test_a_body_where_there_is_none() -> None:
    async def handler(cart: Annotated[Cart, Body]) -> None: ...

    text = refused(handler)
    assert text.startswith("Query('/'): GET has no body, and ")
    assert text.endswith("takes 'cart' from it; take it from QueryParam or Signals, or answer another method")
    Query("/", handler, methods=["QUERY"])


MISPLACED: list[tuple[Any, Any, str]] = [
    (str, QueryParam("q"), "a marker is no default: write `it: Annotated[str, QueryParam(...)]`"),
    (int, Inject(dict), "a marker is no default: write `it: Annotated[int, Inject(...)]`"),
    (Cart, Signals(), "a marker is no default: write `it: Annotated[Cart, Signals(...)]`"),
    (Cart, Body, "a marker is no default: write `it: Annotated[Cart, Body]`"),
    (None, Cookie("c"), "a marker is no default: write `it: Annotated[..., Cookie(...)]`"),
    (QueryParam, None, "a marker does not say of which type it is: write `it: Annotated[..., QueryParam]`"),
    (
        Inject(dict),
        None,
        "a marker does not say of which type it is: write `it: Annotated[..., Inject(...)]`",
    ),
    (Signals[Cart], None, "a marker does not say of which type it is: write `it: Annotated[Cart, Signals]`"),  # type: ignore[misc]
]


@pytest.mark.parametrize("annotation, default, says", MISPLACED)
def test_a_marker_in_the_wrong_place(annotation: Any, default: Any, says: str) -> None:
    async def plain(it: Any) -> None: ...
    async def defaulted(it: Any = default) -> None: ...
    async def bare(it=default) -> None: ...  # type: ignore[no-untyped-def]

    handler = plain if default is None else bare if annotation is None else defaulted
    if annotation is not None:
        handler.__annotations__["it"] = annotation
    assert refused(handler).endswith(f": {says}")


async def test_signals_as_their_own_default() -> None:
    async def handler(signals: Signals = Signals()) -> str:  # noqa: B008 - nobody changes it
        return str(signals)

    assert (await answer(handler)).text == "{}"


@pytest.mark.parametrize("name", [Cart, {"count": 1}, 3])
def test_signals_of_something_else(name: Any) -> None:
    with pytest.raises(
        TypeError, match=r"Signals takes the path of one signal, such as Signals\('cart.count'\)"
    ):
        Signals(name)


@pytest.mark.parametrize("marker", [QueryParam, Header, Cookie, PathParam])
@pytest.mark.parametrize("annotation", [dict[str, int], dict, Mapping[str, str], dict[str, int] | None])
def test_a_text_that_would_be_a_dict(marker: Any, annotation: Any) -> None:
    async def handler(it: Any) -> None: ...

    handler.__annotations__["it"] = Annotated[annotation, marker]
    text = refused(handler, "/{it}")
    assert ": a text comes, which " in text
    assert text.endswith(" cannot be made of; take all of them as a model, or pydantic's Json")


async def test_a_dict_that_its_user_makes_himself() -> None:
    async def handler(
        it: Annotated[dict[str, int], BeforeValidator(json.loads), QueryParam],
    ) -> dict[str, int]:
        return it

    assert (await answer(handler, "/", params={"it": '{"a": 1}'})).json() == {"a": 1}


def test_a_marker_inside_of_a_type() -> None:
    async def handler(a: Annotated[int, QueryParam] | None = None) -> None: ...
    async def listed(a: list[Annotated[int, QueryParam("n")]]) -> None: ...

    for wrong in (handler, listed):
        assert refused(wrong).endswith(
            ": QueryParam marks a parameter as a whole: write Annotated[..., QueryParam] around all of its "
            "type, such as Annotated[int | None, QueryParam]"
        )


async def test_the_request_in_other_spellings() -> None:
    async def handler(
        a: Request | None,
        b: Annotated[Request, "documented"],
        c: Optional[Stario] = None,  # noqa: UP045
    ) -> str:
        return f"{a is b} {type(c).__name__}"

    assert (await answer(handler)).text == "True Stario"


async def test_an_alias_of_a_type() -> None:
    Numbers = TypeAliasType("Numbers", list[int])  # `type Numbers = list[int]`
    Marked = TypeAliasType("Marked", Annotated[Numbers, QueryParam("n")])
    seen: list[Any] = []

    async def handler(a: Any, b: Any) -> None:
        seen.extend((a, b))

    handler.__annotations__ |= {"a": Annotated[Numbers, QueryParam("n")], "b": Marked}
    assert (await answer(handler, "/?n=1&n=2")).status_code == 204
    assert seen == [[1, 2], [1, 2]]


def test_a_marker_with_nonsense() -> None:
    async def handler(a: Annotated[int, QueryParam(3)]) -> None: ...  # type: ignore[arg-type]

    assert refused(handler).endswith(": the name of a QueryParam is a text; found 3")
