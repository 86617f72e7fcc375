"""Dependencies: asked once, closed after the end, told of errors, replaced in tests."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from typing import Annotated, Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Mount

from stario import Command, Inject, Query, QueryParam, Signals, Stario
from stario.testing import StarioClient


async def got(handler: Any, url: str = "/", **options: Any) -> str:
    response = await StarioClient(Stario(Query("/", handler))).get(url, **options)
    assert response.status_code == 200, response.text
    return response.text


async def on_loop() -> str:
    return threading.current_thread().name


def in_thread() -> str:
    return threading.current_thread().name


class Session:
    def __init__(self, user: Annotated[str, QueryParam] = "nobody") -> None:
        self.user = user


class Callable_:
    async def __call__(self, n: Annotated[int, QueryParam] = 3) -> int:
        return n


async def test_functions_of_every_kind() -> None:
    async def added(a: int, b: Annotated[int, QueryParam] = 1) -> int:
        return a + b

    async def handler(
        loop: Annotated[str, Inject(on_loop)],
        thread: Annotated[str, Inject(in_thread)],
        session: Annotated[Session, Inject],
        called: Annotated[int, Inject(Callable_())],
        part: Annotated[int, Inject(partial(added, 10))],
        later: Annotated[str, Inject(lambda: "lambda")],
    ) -> str:
        assert loop == threading.current_thread().name != thread
        return f"{session.user} {called} {part} {later}"

    assert await got(handler, "/?user=me&n=4&b=5") == "me 4 15 lambda"


async def test_asked_once_for_a_request_and_nested() -> None:
    calls: list[str] = []

    async def config() -> str:
        calls.append("config")
        return "c"

    def database(config: Annotated[str, Inject(config)]) -> str:
        calls.append("database")
        return f"db({config})"

    async def user(db: Annotated[str, Inject(database)], c: Annotated[str, Inject(config)]) -> str:
        calls.append("user")
        return f"user({db}, {c})"

    async def handler(db: Annotated[str, Inject(database)], user: Annotated[str, Inject(user)]) -> str:
        return f"{db} {user}"

    client = StarioClient(Stario(Query("/", handler)))
    for _ in range(2):
        assert (await client.get("/")).text == "db(c) user(db(c), c)"
    assert calls == ["config", "database", "user"] * 2


async def test_state_of_the_lifespan() -> None:
    @asynccontextmanager
    async def lifespan(app: Stario) -> AsyncIterator[dict[str, Any]]:
        yield {"database": {"a": 1}}

    def database(request: Request) -> dict[str, int]:
        found: dict[str, int] = request.state.database
        return found

    async def handler(db: Annotated[dict[str, int], Inject(database)]) -> str:
        return str(db["a"])

    async with StarioClient(Stario(Query("/", handler), lifespan=lifespan)) as client:
        assert (await client.get("/")).text == "1"


async def test_the_path_the_application_and_signals() -> None:
    async def found(id: int, app: Stario, n: Annotated[int, Signals("n")]) -> str:
        return f"{id} {type(app).__name__} {n}"

    async def handler(found: Annotated[str, Inject(found)]) -> str:
        return found

    client = StarioClient(Stario(Query("/{id}", handler)))
    assert (await client.query("/7", signals={"n": 2})).text == "7 Stario 2"
    answer = await client.query("/x", signals={"n": 2})
    assert (answer.status_code, answer.text.split(":")[0]) == (422, "path parameter 'id'")


@pytest.mark.parametrize("kind", ["async", "sync"])
@pytest.mark.parametrize("outcome", ["returns", "raises", "stream", "stream raises", "reader leaves"])
async def test_a_generator_goes_on_after_the_end_and_hears_of_the_error(kind: str, outcome: str) -> None:
    log: list[str] = []

    async def opened() -> AsyncIterator[str]:
        log.append("open")
        try:
            yield "<p>value</p>"
        except BaseException as problem:
            log.append(f"heard {type(problem).__name__}")
            raise
        finally:
            await asyncio.sleep(0)
            log.append("closed")

    def opened_in_thread() -> Iterator[str]:
        log.append("open")
        try:
            yield "<p>value</p>"
        except BaseException as problem:
            log.append(f"heard {type(problem).__name__}")
            raise
        finally:
            log.append("closed")

    dependency = opened if kind == "async" else opened_in_thread

    async def handler(value: Annotated[str, Inject(dependency)]) -> str:
        log.append("handler")
        if outcome == "raises":
            raise KeyError("boom")
        return value

    async def stream(value: Annotated[str, Inject(dependency)]) -> AsyncIterator[str]:
        try:
            yield value
            if outcome == "stream raises":
                raise KeyError("boom")
            if outcome == "reader leaves":
                await asyncio.sleep(60)
            yield value
        finally:
            log.append("handler")

    streams = outcome.startswith(("stream", "reader"))
    app = Stario(Query("/", stream if streams else handler))
    client = StarioClient(app)
    heard = []
    if outcome == "reader leaves":
        async with client.listen("/") as events:
            assert (await events.next()).elements == "<p>value</p>"
            assert log == ["open"]
        heard = ["heard CancelledError"]
    elif "raises" in outcome:
        heard = ["heard KeyError"]
        with pytest.raises(KeyError, match="boom"):
            await client.query("/")
    else:
        assert (await client.query("/")).status_code == 200
    assert log == ["open", "handler", *heard, "closed"]


async def test_they_are_closed_in_reverse_and_an_error_in_one_reaches_the_others() -> None:
    log: list[str] = []

    def named(name: str, fails: bool = False) -> Any:
        async def dependency() -> AsyncIterator[str]:
            try:
                yield name
            except BaseException as problem:
                log.append(f"{name} heard {problem}")
                if fails:
                    raise ValueError(name) from problem
                raise
            log.append(f"{name} closed")
            if fails:
                raise ValueError(name)

        return dependency

    one, two, three = named("one"), named("two", fails=True), named("three")

    async def handler(
        a: Annotated[str, Inject(one)], b: Annotated[str, Inject(two)], c: Annotated[str, Inject(three)]
    ) -> str:
        return a + b + c

    with pytest.raises(ValueError, match="two"):
        await got(handler)
    assert log == ["three closed", "two closed", "one heard two"]


async def test_an_error_cannot_be_taken_back_but_turned_into_another() -> None:
    async def swallows() -> AsyncIterator[None]:
        with suppress(KeyError):
            yield

    async def translates() -> AsyncIterator[None]:
        try:
            yield
        except KeyError as problem:
            raise HTTPException(404, "no such thing") from problem

    async def lost(_: Annotated[None, Inject(swallows)]) -> None:
        raise KeyError("x")

    async def found(_: Annotated[None, Inject(translates)]) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await got(lost)
    answer = await StarioClient(Stario(Query("/", found))).get("/")
    assert (answer.status_code, answer.text) == (404, "no such thing")


async def test_an_error_while_asking_closes_what_is_open() -> None:
    log: list[str] = []

    async def first() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            log.append("first closed")

    async def refuses(first: Annotated[int, Inject(first)]) -> None:
        raise HTTPException(401, "who are you?")

    async def handler(n: Annotated[int, QueryParam], _: Annotated[None, Inject(refuses)]) -> None: ...

    answer = await StarioClient(Stario(Query("/", handler))).get("/?n=x")
    assert (answer.status_code, answer.text) == (401, "who are you?"), "dependencies come before validation"
    assert log == ["first closed"]


async def test_a_context_variable_that_a_dependency_sets_is_seen_by_the_handler() -> None:
    current: ContextVar[str] = ContextVar("current")

    async def locale() -> AsyncIterator[None]:
        token = current.set("de")
        yield
        current.reset(token)

    async def handler(_: Annotated[None, Inject(locale)]) -> AsyncIterator[str]:
        yield f"<p>{current.get()}</p>"

    answer = await StarioClient(Stario(Query("/", handler))).query("/")
    assert answer.patches[0].elements == "<p>de</p>"


async def test_a_plain_generator_may_take_back_the_context_variable_that_it_sets() -> None:
    current: ContextVar[str] = ContextVar("current", default="none")
    log: list[str] = []

    def locale() -> Iterator[None]:
        token = current.set("de")
        try:
            yield
        finally:
            log.append(current.get())
            current.reset(token)  # a ValueError in another context than that of the `set`

    async def handler(_: Annotated[None, Inject(locale)]) -> str:
        return "done"

    assert await got(handler) == "done"
    assert log == ["de"]


@dataclasses.dataclass
class Needs:
    """A dependency with a setting, as dataclasses are: equal by value, and so without a hash."""

    role: str

    def __call__(self, user: Annotated[str, QueryParam]) -> str:
        return f"{user} as {self.role}"


async def test_a_dependency_without_a_hash() -> None:
    admin, guest = Needs("admin"), Needs("guest")

    async def handler(
        a: Annotated[str, Inject(admin)], b: Annotated[str, Inject(guest)], c: Annotated[str, Inject(on_loop)]
    ) -> str:
        return f"{a}, {b}, {c}"

    app = Stario(Query("/", handler))
    with app.overrides({on_loop: lambda: "fake"}):
        assert (await StarioClient(app).get("/?user=me")).text == "me as admin, me as guest, fake"
    with app.overrides({on_loop: Needs("fake")}):
        assert (await StarioClient(app).get("/?user=me")).text.endswith("me as fake")


@pytest.mark.parametrize("outcome", ["returns", "raises"])
async def test_a_context_manager_is_entered_and_left(outcome: str) -> None:
    log: list[str] = []

    @asynccontextmanager
    async def later(n: Annotated[int, QueryParam] = 1) -> AsyncIterator[int]:
        try:
            yield n
        finally:
            log.append("later left")

    @contextmanager
    def now() -> Iterator[str]:
        try:
            yield threading.current_thread().name
        except KeyError:
            log.append("now heard")
            raise
        finally:
            log.append("now left")

    async def handler(n: Annotated[int, Inject(later)], name: Annotated[str, Inject(now)]) -> str:
        assert name != threading.current_thread().name
        if outcome == "raises":
            raise KeyError
        return str(n)

    if outcome == "raises":
        with pytest.raises(KeyError):
            await got(handler)
        assert log == ["now heard", "now left", "later left"]
    else:
        assert await got(handler, "/?n=3") == "3"
        assert log == ["now left", "later left"]


@pytest.mark.parametrize("kind", ["async", "sync"])
@pytest.mark.parametrize("times", [0, 2])
async def test_a_generator_that_does_not_yield_once_is_named(kind: str, times: int) -> None:
    async def later() -> AsyncIterator[int]:
        for n in range(times):
            yield n

    def now() -> Iterator[int]:
        yield from range(times)

    async def handler(n: Annotated[int, Inject(later if kind == "async" else now)]) -> str:
        return str(n)

    with pytest.raises(RuntimeError, match="generator didn't") as failure:
        await got(handler)
    [note] = failure.value.__notes__
    name = "later" if kind == "async" else "now"
    assert f"{name} (tests/test_injection.py:" in note and note.endswith(
        " is a generator that has to yield once"
    )


# --- what is refused when the route is made -----------------------------------------------------------


def refused(handler: Any) -> str:
    with pytest.raises(TypeError) as failure:
        Query("/", handler)
    return str(failure.value)


def test_a_dependency_with_a_wrong_signature() -> None:
    def broken(what: int) -> int:
        return what

    async def handler(a: Annotated[int, Inject(broken)]) -> None: ...

    text = refused(handler)
    assert text.startswith("the parameter 'what: int' of the dependency ")
    assert "broken (tests/test_injection.py:" in text


def test_a_circle() -> None:
    def one(n: Any) -> int:
        return 1

    def two(n: Annotated[int, Inject(one)]) -> int:
        return 2

    one.__annotations__["n"] = Annotated[int, Inject(two)]

    async def handler(a: Annotated[int, Inject(one)]) -> None: ...

    text = refused(handler)
    assert "a dependency cannot depend on itself: " in text
    assert text.count("test_injection.py:") == 5


def test_what_cannot_be_called() -> None:
    async def handler(a: Annotated[int, Inject(3)]) -> None: ...  # type: ignore[arg-type]

    assert refused(handler).endswith("Inject takes a function that gives the value; found int 3")


# --- overrides ----------------------------------------------------------------------------------------


def database() -> str:
    return "real"


async def service(db: Annotated[str, Inject(database)]) -> str:
    return f"service({db})"


async def show(s: Annotated[str, Inject(service)], db: Annotated[str, Inject(database)]) -> str:
    return f"{s} {db}"


app = Stario(Query("/", show), Mount("/below", Stario(Query("/", show))))


async def shown(path: str = "/") -> str:
    return (await StarioClient(app).get(path)).text


async def test_overrides_nest_and_end() -> None:
    with app.overrides({database: lambda: "fake"}):
        assert await shown() == "service(fake) fake"
        with app.overrides({service: lambda: "other", database: lambda: "inner"}):
            assert await shown() == "other inner"
            assert await shown("/below/") == "other inner", "what is mounted too"
        assert await shown() == "service(fake) fake"
    assert await shown() == "service(real) real"


async def test_overrides_are_isolated_between_concurrent_tests() -> None:
    async def one_test(name: str) -> None:
        with app.overrides({database: lambda: name}):
            for _ in range(5):
                await asyncio.sleep(0)
                assert await shown() == f"service({name}) {name}"

    await asyncio.gather(*(one_test(str(n)) for n in range(5)), the_real_one())


async def the_real_one() -> None:
    for _ in range(10):
        assert await shown() == "service(real) real"
        await asyncio.sleep(0)


async def test_an_override_has_parameters_of_its_own_and_may_be_a_generator() -> None:
    log: list[str] = []

    async def fake(name: Annotated[str, QueryParam]) -> AsyncIterator[str]:
        yield name
        log.append("closed")

    with app.overrides({database: fake}):
        assert await shown("/?name=x") == "service(x) x"
        assert (await StarioClient(app).get("/")).status_code == 422
    assert log == ["closed"]


async def test_an_override_ends_in_another_context() -> None:
    async def fixture() -> AsyncIterator[None]:
        with app.overrides({database: lambda: "fake"}):
            yield

    overriding = fixture()
    await asyncio.create_task(anext(overriding))  # type: ignore[arg-type]
    assert await shown() == "service(real) real"
    await asyncio.create_task(anext(overriding, None))  # type: ignore[arg-type]


async def test_a_context_that_was_copied_meanwhile_does_not_keep_it() -> None:
    go_on = asyncio.Event()

    async def later() -> str:
        await go_on.wait()
        return await shown()

    with app.overrides({database: lambda: "fake"}):
        task = asyncio.create_task(later())
        await asyncio.sleep(0)
    go_on.set()
    assert await task == "service(real) real"


def test_what_cannot_be_overridden() -> None:
    def unknown() -> None: ...

    with pytest.raises(LookupError) as failure, app.overrides({unknown: lambda: None}):
        pass
    assert str(failure.value).startswith(
        "no route injects test_what_cannot_be_overridden.unknown (tests/test_injection.py:"
    )
    assert "the dependencies are: database (tests/test_injection.py:" in str(failure.value)
    with pytest.raises(TypeError, match="overrides\\(\\) takes functions; found 3 for database"):
        app.overrides({database: 3})  # type: ignore[dict-item]


async def test_commands_have_dependencies_too() -> None:
    async def add(db: Annotated[str, Inject(database)]) -> dict[str, str]:
        return {"db": db}

    assert (await StarioClient(Stario(Command("/", add))).command("/")).signals == {"db": "real"}
