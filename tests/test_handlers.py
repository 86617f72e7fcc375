"""Which functions are handlers, where they run, and what they may ask for."""

from __future__ import annotations

import asyncio
import functools
import threading
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request

from stario import Query, Stario
from stario.testing import StarioClient

if TYPE_CHECKING:
    from decimal import Decimal

MAIN = threading.get_ident()


def thread() -> str:
    return "loop" if threading.get_ident() == MAIN else "worker"


async def coroutine() -> str:
    return thread()


def plain() -> str:
    return thread()


async def async_generator() -> AsyncIterator[str]:
    yield thread()


def generator() -> Iterator[str]:
    yield thread()


class Callable_:
    async def __call__(self) -> str:
        return thread()


class Handlers:
    async def method(self) -> str:
        return thread()


@functools.wraps(coroutine)
def decorated() -> Any:
    return coroutine()


def wrapped_without_wraps() -> Any:
    return coroutine()


@pytest.mark.parametrize(
    ("handler", "where"),
    [
        (coroutine, "loop"),
        (plain, "worker"),
        (async_generator, "loop"),
        (generator, "worker"),
        (Callable_(), "loop"),
        (Handlers().method, "loop"),
        (functools.partial(coroutine), "loop"),
        (functools.partial(plain), "worker"),
        (decorated, "loop"),
        (wrapped_without_wraps, "loop"),
        (lambda: thread(), "worker"),
    ],
)
async def test_where_a_handler_runs(handler: Any, where: str) -> None:
    response = await StarioClient(Stario(Query("/", handler))).query("/")
    [event] = response.patches
    assert event.elements == where


async def fill(path: str, asked: str, handler: Any) -> Any:
    app = Stario(Query(path, handler))
    return await StarioClient(app).get(asked)


async def test_the_request_and_the_application() -> None:
    class MyRequest(Request):
        pass

    async def handler(request: Request, app: Stario, again: Stario) -> str:
        assert isinstance(request, Request) and app is again is request.app
        return request.url.path

    assert (await fill("/a", "/a", handler)).text == "/a"


async def test_a_request_by_its_bare_name() -> None:
    async def handler(request) -> str:  # type: ignore[no-untyped-def]
        return str(request.query_params["q"])

    assert (await fill("/", "/?q=1", handler)).text == "1"


async def test_path_parameters_by_name() -> None:
    async def handler(name, number, rest) -> dict[str, Any]:  # type: ignore[no-untyped-def]
        return {"name": name, "number": number, "rest": rest}

    response = await fill("/{name}/{number:int}/{rest:path}", "/caf%C3%A9/7/a/b", handler)
    assert response.json() == {"name": "café", "number": 7, "rest": "a/b"}


async def test_annotated_path_parameters_are_validated() -> None:
    async def handler(id: uuid.UUID, n: int) -> str:
        assert isinstance(id, uuid.UUID) and isinstance(n, int)
        return f"{id} {n}"

    key = uuid.uuid4()
    assert (await fill("/{id}/{n}", f"/{key}/3", handler)).text == f"{key} 3"
    refused = await fill("/{id}/{n}", f"/{key}/three", handler)
    assert refused.status_code == 422
    assert refused.text == (
        "path parameter 'n': expected int, found 'three' "
        "(Input should be a valid integer, unable to parse string as an integer)"
    )


async def test_positional_only_keyword_only_and_defaults() -> None:
    async def handler(id: str, /, *args: Any, request: Request, limit: int = 10, **kwargs: Any) -> str:
        return f"{id} {limit} {args} {kwargs}"

    assert (await fill("/{id}", "/a", handler)).text == "a 10 () {}"


async def test_a_positional_parameter_that_keeps_its_default_does_not_move_the_next() -> None:
    async def handler(limit: int = 5, id: int = 0, /) -> str:
        return f"{limit} {id}"

    assert (await fill("/{id}", "/7", handler)).text == "5 7"


async def test_a_path_parameter_that_nobody_takes_is_fine() -> None:
    async def handler() -> str:
        return "fine"

    assert (await fill("/{id}", "/a", handler)).text == "fine"


async def test_a_method_and_a_partial_are_filled() -> None:
    class Shop:
        async def item(self, id: int) -> str:
            return f"item {id}"

    async def greet(greeting: str, name: str) -> str:
        return f"{greeting} {name}"

    assert (await fill("/{id}", "/3", Shop().item)).text == "item 3"
    partial = functools.partial(greet, "hello")
    assert (await fill("/{name}", "/bob", partial)).text == "hello bob"


async def test_a_callable_object_is_filled() -> None:
    class Page:
        async def __call__(self, request: Request, id: int) -> str:
            return f"{request.url.path} {id + 1}"

    assert (await fill("/{id}", "/3", Page())).text == "/3 4"
    assert (await fill("/{id}", "/3", functools.partial(Page()))).text == "/3 4"


async def test_annotations_that_are_text() -> None:
    # This module has `from __future__ import annotations`: all of them are.
    async def handler(app: Stario, id: int) -> Decimal:  # the return annotation is never read
        return f"{id + 1}"  # type: ignore[return-value]

    assert (await fill("/{id}", "/3", handler)).text == "4"


def refused(handler: Any, path: str = "/") -> str:
    with pytest.raises(TypeError) as failure:
        Query(path, handler)
    return str(failure.value)


def test_a_parameter_that_nothing_can_fill() -> None:
    async def handler(idd: int) -> None: ...

    line = handler.__code__.co_firstlineno
    assert refused(handler, "/{id}") == (
        "the parameter 'idd: int' of the handler "
        f"test_a_parameter_that_nothing_can_fill.handler (tests/test_handlers.py:{line}) on '/{{id}}': "
        "nothing can fill it: it is no path parameter (the path has {id}), and its annotation is not "
        "Request, Stario or a model; say where it comes from, such as `idd: Annotated[int, QueryParam]` "
        "(or PathParam, Header, Cookie, Body, Signals, Inject(...)), or give it a default"
    )


def test_an_annotation_that_cannot_be_read() -> None:
    async def handler(price: Decimal) -> None: ...

    text = refused(handler, "/{price}")
    assert text.startswith("the parameter 'price: Decimal' of the handler ")
    assert "the annotation 'Decimal' cannot be read when the route is made" in text
    assert "(tests/test_handlers.py:" in text
    assert text.endswith(
        "(name 'Decimal' is not defined); import or define it at the top of the module, "
        "not under TYPE_CHECKING"
    )


def test_an_annotation_that_pydantic_does_not_know() -> None:
    async def handler(loop: asyncio.AbstractEventLoop) -> None: ...

    text = refused(handler, "/{loop}")
    assert text.startswith("the parameter 'loop: asyncio.AbstractEventLoop' of the handler ")
    assert "AbstractEventLoop is nothing that pydantic can validate" in text


def test_what_is_no_handler() -> None:
    assert refused(3).startswith("a handler is a function; found int 3 on '/' (tests/test_handlers.py:")
    assert refused("home").startswith("a handler is a function; found str 'home' on '/'")
    assert refused(Callable_).startswith("a handler is a function; found the class Callable_ on '/'")


def test_a_handler_shows_what_it_wraps() -> None:
    handler = Query("/", coroutine).handler
    line = coroutine.__code__.co_firstlineno
    assert repr(handler) == f"<Handler coroutine (tests/test_handlers.py:{line})>"
    assert (handler.__name__, handler.__wrapped__) == ("coroutine", coroutine)
