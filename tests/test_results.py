"""The two tables: what a handler returns, and what it yields. Every row, and what is outside."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from datastar_py.sse import ServerSentEventGenerator as SSE
from datastar_py.starlette import DatastarResponse
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse

from stario import (
    Command,
    PatchElements,
    PatchSignals,
    Query,
    Stario,
    execute_script,
    redirect,
    remove_elements,
)
from stario.testing import OtherEvent, StarioClient, StarioResponse

HTML = "text/html; charset=utf-8"
STREAM = "text/event-stream"


class Rendered:
    def __html__(self) -> str:
        return "<b>&</b>"


class Markup(str):
    """A string that is HTML, as markupsafe's."""

    def __html__(self) -> str:
        return str(self)


async def answer(handler: Callable[..., Any], *, raises: bool = True) -> StarioResponse:
    client = StarioClient(Stario(Query("/", handler)), raise_app_exceptions=raises)
    return await client.query("/")


def returning(value: Any) -> Callable[[], Any]:
    async def handler() -> Any:
        return value

    return handler


def yielding(*values: Any) -> Callable[[], Any]:
    async def handler() -> AsyncIterator[Any]:
        for value in values:
            yield value

    return handler


# Returned.


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>é\r\n</p>", "<p>é\r\n</p>"),
        ("", ""),
        (Rendered(), "<b>&</b>"),
        (Markup("<i>"), "<i>"),
    ],
)
async def test_html_is_returned_as_it_is(value: Any, text: str) -> None:
    response = await answer(returning(value))
    assert (response.status_code, response.headers["content-type"]) == (200, HTML)
    assert response.content == text.encode()


async def test_none_is_204() -> None:
    response = await answer(returning(None))
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("value", [{}, {"a": {"b": [1, None, "é"]}}])
async def test_a_dict_is_json_that_the_client_merges(value: dict[str, Any]) -> None:
    response = await answer(returning(value))
    assert response.headers["content-type"] == "application/json"
    assert response.json() == value
    assert response.events == [PatchSignals(value)]


@pytest.mark.parametrize(
    ("value", "events"),
    [
        (PatchElements("<p>"), [PatchElements("<p>")]),
        (PatchSignals({"a": 1}), [PatchSignals({"a": 1})]),
        (SSE.patch_elements("<p></p>"), [PatchElements("<p></p>")]),
        (
            ["<p>", {"a": 1}, ("remove", "#x")],
            [PatchElements("<p>"), PatchSignals({"a": 1}), remove_elements("#x")],
        ),
        (("<a>", "<b>"), [PatchElements("<a>"), PatchElements("<b>")]),
        ((redirect("/a"), execute_script("b()")), [redirect("/a"), execute_script("b()")]),
        ([], []),
        # A tuple that is one value to yield is one event, and not several strings.
        (("remove", "#x"), [remove_elements("#x")]),
        (("append", "#x", "<p>"), [PatchElements("<p>", selector="#x", mode="append")]),
        (({"a": 1}, True), [PatchSignals({"a": 1}, only_if_missing=True)]),
    ],
)
async def test_events_are_a_stream_of_just_these(value: Any, events: list[Any]) -> None:
    response = await answer(returning(value))
    assert (response.status_code, response.headers["content-type"]) == (200, STREAM)
    assert response.headers["cache-control"] == "no-cache"
    assert response.events == events


class Countdown:
    """An async iterator that is no generator."""

    def __init__(self) -> None:
        self.left = 2
        self.closed = False

    def __aiter__(self) -> Countdown:
        return self

    async def __anext__(self) -> str:
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        await asyncio.sleep(0)
        return f"<p>{self.left}</p>"

    async def aclose(self) -> None:
        self.closed = True


async def test_a_generator_an_async_generator_and_an_async_iterator_stream() -> None:
    def generator() -> Iterator[str]:
        yield from ("<p>1</p>", "<p>0</p>")

    countdown = Countdown()
    expected = [PatchElements("<p>1</p>"), PatchElements("<p>0</p>")]
    for value in (generator(), yielding("<p>1</p>", "<p>0</p>")(), countdown):
        response = await answer(returning(value))
        assert response.headers["content-type"] == STREAM
        assert response.events == expected
    assert countdown.closed


async def test_a_response_is_itself() -> None:
    response = await answer(returning(JSONResponse([1], status_code=418, headers={"x-a": "b"})))
    assert (response.status_code, response.json(), response.headers["x-a"]) == (418, [1], "b")
    response = await answer(returning(DatastarResponse(SSE.patch_elements("<p></p>"))))
    assert response.events == [PatchElements("<p></p>")]


RETURNS = """
A handler may return:
    str, or an object with __html__             HTML
    None                                        204, no content
    dict                                        signals, as JSON
    an event, or a list or tuple of events      an event stream of just these
        and of values that may be yielded
    a generator or an async iterator            an event stream
    a Response of Starlette's                   itself
"""

YIELDS = """
A handler may yield:
    str, or an object with __html__             elements, matched by id
    dict                                        signals
    (dict, True)                                signals, only those that are missing
    (mode, selector, html) or (mode, html)      elements, with a mode of Datastar's
    ("remove", selector)                        the elements to remove
    PatchElements, PatchSignals, or an event made by datastar-py"""


async def coroutine() -> str:
    return ""


class Cart(BaseModel):
    count: int


@dataclasses.dataclass
class Point:
    x: int


@pytest.mark.parametrize(
    ("make", "described"),
    [
        (lambda: 3, "int 3."),
        (lambda: True, "bool True."),
        (lambda: b"<p>", "bytes b'<p>' (decode it, or return a Response)."),
        (lambda: {1, 2}, "set {1, 2}."),
        (lambda: range(2), "range range(0, 2)."),
        (lambda: map(str, [1]), "map <map object at "),
        (lambda: map(str, [1]), " (a list of it, or a generator)."),
        (lambda: Rendered, "type <class '"),
        (lambda: Rendered, " (is a call missing?)."),
        (lambda: coroutine, " (is a call missing?)."),
        (lambda: KeyError("x"), "KeyError KeyError('x') (raise it)."),
        (lambda: Cart(count=1), "Cart Cart(count=1) (as signals it is its .model_dump(mode='json'))."),
        (lambda: Point(1), "Point Point(x=1) (as signals it is its dataclasses.asdict())."),
        (lambda: OtherEvent("x", "y"), "OtherEvent OtherEvent('x', data='y'), which is what a capture keeps"),
    ],
)
async def test_anything_else_is_a_500_that_names_the_handler(make: Callable[[], Any], described: str) -> None:
    async def handler() -> Any:
        return make()

    response = await answer(handler, raises=False)
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    with pytest.raises(TypeError) as failure:
        await answer(handler)
    text = str(failure.value)
    place = handler.__code__.co_firstlineno
    assert text.startswith(
        "test_anything_else_is_a_500_that_names_the_handler.handler "
        f"(tests/test_results.py:{place}) returned "
    )
    assert described in text.partition(" returned ")[2].partition("\n")[0]
    assert text.endswith(RETURNS.lstrip("\n") + YIELDS.lstrip("\n"))
    assert failure.value.__class__.__name__ == "UnexpectedValue"


async def test_a_forgotten_await_is_named() -> None:
    async def handler() -> Any:
        return coroutine()

    with pytest.raises(TypeError, match=r"returned coroutine .* \(is an `await` missing, or an `async`"):
        await answer(handler)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([1], "returned 1 values, and [0] cannot be sent: int 1 is not an event."),
        (["<p>", None], "returned 2 values, and [1] cannot be sent: NoneType None is not an event."),
        ([("inner", "<p>")], "[0] cannot be sent: PatchElementsExpectedSelector: mode 'inner'"),
    ],
)
async def test_a_list_with_something_else_names_its_place(value: Any, problem: str) -> None:
    with pytest.raises(TypeError) as failure:
        await answer(returning(value))
    assert problem in str(failure.value)


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": datetime.date(2026, 1, 1)}, {1: 2}])
async def test_a_dict_that_json_cannot_hold_is_an_error(value: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"JSON|signal names are strings"):
        await answer(returning(value))


# Yielded.


@pytest.mark.parametrize(
    ("value", "event"),
    [
        ("<p>", PatchElements("<p>")),
        ("", PatchElements("")),
        (Rendered(), PatchElements("<b>&</b>")),
        (Markup("<i>"), PatchElements("<i>")),
        ({"a": 1}, PatchSignals({"a": 1})),
        (({"a": 1}, True), PatchSignals({"a": 1}, only_if_missing=True)),
        (({"a": 1}, False), PatchSignals({"a": 1})),
        (("inner", "#x", "<p>"), PatchElements("<p>", selector="#x", mode="inner")),
        (("append", "#x", Rendered()), PatchElements("<b>&</b>", selector="#x", mode="append")),
        (("prepend", "ul", ["<a>", "<b>"]), PatchElements("<a>\n<b>", selector="ul", mode="prepend")),
        (("replace", "<p id='a'>"), PatchElements("<p id='a'>", mode="replace")),
        (("outer", "<p id='a'>"), PatchElements("<p id='a'>")),
        (("remove", "#x"), remove_elements("#x")),
        (PatchElements("<p>", event_id="1"), PatchElements("<p>", event_id="1")),
        (PatchSignals({"a": 1}, retry=5), PatchSignals({"a": 1}, retry=5)),
        (SSE.patch_signals({"a": 1}), PatchSignals({"a": 1})),
        (SSE.remove_elements("#x"), remove_elements("#x")),
        (execute_script("a()"), execute_script("a()")),
        (redirect("/a?b='c'"), redirect("/a?b='c'")),
    ],
)
async def test_what_is_yielded_is_what_a_test_asserts(value: Any, event: Any) -> None:
    async with StarioClient(Stario(Query("/", yielding(value)))).listen("/") as stream:
        assert await stream.take(1) == [event]
        assert stream == [event]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "NoneType None is not an event."),
        (3, "int 3 is not an event."),
        (b"<p>", "bytes b'<p>' (decode it) is not an event."),
        (["<p>"], "list ['<p>'] (yield its items one after the other) is not an event."),
        (iter(["<p>"]), " (`for each in it: yield each`) is not an event."),
        (Rendered, " (is a call missing?) is not an event."),
        (HTMLResponse("<p>"), " (a Response is returned, not yielded) is not an event."),
        (Cart(count=1), "(as signals it is its .model_dump(mode='json')) is not an event."),
        ((), "tuple () is not an event."),
        (
            ("innner", "#x", "<p>"),
            "tuple ('innner', '#x', '<p>') (its first item is none of the modes outer, inner, replace, "
            "prepend, append, before, after, remove; did you mean 'inner'?) is not an event.",
        ),
        (
            ("#x", "<p>"),
            "(its first item is none of the modes outer, inner, replace, prepend, append, before, a",
        ),
        (({"a": 1}, 1), "tuple ({'a': 1}, 1) is not an event."),
        (("inner", "<p>"), "PatchElementsExpectedSelector: mode 'inner' needs a selector"),
        (("append", 3, "<p>"), "selector"),
        (("append", "#x\ndata: mode remove", "<p>"), "holds a line end"),
        (("remove", ""), "selector is blank"),
        ({"a": float("inf")}, "cannot be JSON"),
        ("<p>\ud800", "surrogates not allowed"),
        (OtherEvent("x", "y"), "which is what a capture keeps of foreign events, is not an event."),
    ],
)
async def test_anything_else_cuts_the_stream_and_names_the_yield(
    value: Any, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler() -> AsyncIterator[Any]:
        yield "<p>before</p>"
        yield value

    line = handler.__code__.co_firstlineno + 2
    client = StarioClient(Stario(Query("/feed", handler)))
    with caplog.at_level(logging.ERROR, logger="stario"), pytest.raises(TypeError) as failure:
        async with client.listen("/feed") as stream:
            async for event in stream:
                assert event == PatchElements("<p>before</p>")
    text = str(failure.value)
    name = "test_anything_else_cuts_the_stream_and_names_the_yield.handler"
    assert text.startswith(
        f"{name} (tests/test_results.py:{line - 2}) yielded at tests/test_results.py:{line}: "
    )
    assert problem in text
    [record] = [record for record in caplog.records if record.name == "stario"]
    assert record.getMessage().startswith(f"GET /feed was cut after 1 event, in {name} (tests/")
    assert text in record.getMessage()
    assert stream.was_cut and stream == [PatchElements("<p>before</p>")]


async def test_a_yielded_stream_is_named() -> None:
    async def inner() -> AsyncIterator[str]:
        yield "<p>"

    with pytest.raises(
        TypeError, match=r"async_generator .* \(`async for each in it: yield each`\) is not an"
    ):
        await answer(yielding(inner()))


async def test_a_yielded_coroutine_is_named() -> None:
    with pytest.raises(TypeError, match=r"coroutine .* \(is an `await` missing\?\) is not an event"):
        await answer(yielding(coroutine()))


async def test_something_else_as_the_first_value_is_a_500() -> None:
    response = await answer(yielding(3), raises=False)
    assert response.status_code == 500


async def test_the_yield_is_named_in_a_plain_generator_and_inside_yield_from() -> None:
    def inner() -> Iterator[Any]:
        yield 3

    def handler() -> Iterator[Any]:
        yield from inner()

    line = inner.__code__.co_firstlineno + 1
    with pytest.raises(TypeError, match=rf"yielded at tests/test_results.py:{line}: int 3 is not an event"):
        await answer(handler)


async def test_the_line_of_an_iterator_without_frames_is_unknown() -> None:
    class Numbers(Countdown):
        async def __anext__(self) -> Any:
            return 3

    with pytest.raises(TypeError, match="yielded at an unknown line: int 3 is not an event"):
        await answer(returning(Numbers()))


async def test_a_failing_html_method_keeps_its_own_error() -> None:
    class Broken:
        def __html__(self) -> str:
            raise KeyError("template variable")

    for handler in (returning(Broken()), yielding(Broken())):
        with pytest.raises(KeyError, match="template variable"):
            await answer(handler)


async def test_a_command_answers_with_the_same_tables() -> None:
    client = StarioClient(Stario(Command("/", returning({"saved": True}))))
    assert (await client.command("/")).signals == {"saved": True}
