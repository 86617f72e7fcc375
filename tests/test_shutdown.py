"""The end of a server, heard by signal: per life, in the main thread, before whoever listened first."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from stario import Query, Stario
from stario.collector import YOUNG
from stario.shutdown import open_streams_of
from stario.testing import StarioClient

heard: list[int] = []


@pytest.fixture(autouse=True)
def server() -> Iterator[Any]:
    """The handler that a server has installed before the lifespan starts."""
    heard.clear()

    def handle(number: int, frame: object) -> None:
        heard.append(number)

    before = signal.signal(signal.SIGTERM, handle)
    yield handle
    assert signal.getsignal(signal.SIGTERM) is handle, "the lifespan has put it back"
    signal.signal(signal.SIGTERM, before)


def application(log: list[str], name: str = "") -> Stario:
    @asynccontextmanager
    async def lifespan(app: Stario) -> AsyncIterator[None]:
        yield
        log.append(f"{name}shutdown")

    async def feed() -> AsyncIterator[str]:
        try:
            yield f"<p>{name}</p>"
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            log.append(f"{name}cancelled")
            raise
        finally:
            await asyncio.sleep(0.001)
            log.append(f"{name}finally")

    return Stario(Query("/", feed), lifespan=lifespan)


async def test_a_signal_cuts_every_stream_and_reaches_the_server() -> None:
    log: list[str] = []
    async with StarioClient(application(log)) as client:
        async with client.listen("/") as one, client.another().listen("/") as two:
            await one.next()
            await two.next()
            os.kill(os.getpid(), signal.SIGTERM)
            for stream in (one, two):
                assert [event async for event in stream] == []
                assert stream.was_cut
        assert heard == [signal.SIGTERM]
        async with client.listen("/") as late:
            assert len([event async for event in late]) == 1 and late.was_cut, "so are those that come later"
    assert sorted(log[:-1]) == ["cancelled"] * 3 + ["finally"] * 3 and log[-1] == "shutdown"


async def test_a_second_life_of_the_application_is_a_new_one() -> None:
    log: list[str] = []
    app = application(log)
    for _ in range(2):
        async with StarioClient(app) as client, client.listen("/") as stream:
            assert (await stream.next()).elements == "<p></p>"
            os.kill(os.getpid(), signal.SIGTERM)
            assert [event async for event in stream] == []
    assert log == ["cancelled", "finally", "shutdown"] * 2


async def test_several_applications_in_one_process_hear_it_all() -> None:
    log: list[str] = []
    first, second = StarioClient(application(log, "a ")), StarioClient(application(log, "b "))
    await first.__aenter__()
    await second.__aenter__()
    async with first.listen("/") as one, second.listen("/") as two:
        await one.next()
        await two.next()
        os.kill(os.getpid(), signal.SIGTERM)
        assert [event async for event in one] == [event async for event in two] == []
    assert heard == [signal.SIGTERM], "the server once"
    await first.__aexit__()  # not in reverse: the first to come is the first to go
    assert "a shutdown" in log
    os.kill(os.getpid(), signal.SIGTERM)
    assert heard == [signal.SIGTERM] * 2
    await second.__aexit__()


async def test_one_life_ends_and_the_other_goes_on() -> None:
    log: list[str] = []
    async with StarioClient(application(log, "a ")) as first, first.listen("/") as stream:
        await stream.next()
        async with StarioClient(application(log, "b ")) as second, second.listen("/") as other:
            await other.next()
        assert log == ["b cancelled", "b finally", "b shutdown"]
        assert not stream.ended


def test_in_a_worker_thread_nothing_is_installed() -> None:
    log: list[str] = []
    installed: list[Any] = []

    async def life() -> None:
        async with StarioClient(application(log)) as client, client.listen("/") as stream:
            await stream.next()
            installed.append(signal.getsignal(signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=lambda: asyncio.run(life()))
    thread.start()
    thread.join(10)
    assert installed == [before]
    assert log == ["cancelled", "finally", "shutdown"]


async def test_where_nobody_would_end_the_server_gracefully_nothing_is_installed() -> None:
    handler = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    async with StarioClient(Stario()):
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    signal.signal(signal.SIGTERM, handler)


async def test_a_server_that_ends_the_lifespan_first_does_not_leave_streams_behind() -> None:
    """Granian and Hypercorn may: the streams end before the application's own shutdown all the same."""
    log: list[str] = []
    app = application(log)
    inbox: asyncio.Queue[Any] = asyncio.Queue()
    outbox: asyncio.Queue[Any] = asyncio.Queue()
    state: dict[str, Any] = {}
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": state}
    life = asyncio.create_task(app(scope, inbox.get, outbox.put))
    inbox.put_nowait({"type": "lifespan.startup"})
    assert (await outbox.get())["type"] == "lifespan.startup.complete"
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()

    request = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [],
        "query_string": b"",
        "state": state.copy(),
    }
    stream = asyncio.create_task(app(request, receive, send))
    await asyncio.sleep(0.01)
    streams = open_streams_of(request)
    assert streams is not None and len(streams) == 1
    inbox.put_nowait({"type": "lifespan.shutdown"})
    await asyncio.wait_for(asyncio.gather(life, stream), 5)
    assert log == ["cancelled", "finally", "shutdown"]
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[-1]["more_body"], "cut, not ended"
    assert len(streams) == 0


async def test_a_server_without_state_and_one_without_lifespan() -> None:
    log: list[str] = []
    app = application(log)
    inbox: asyncio.Queue[Any] = asyncio.Queue()
    for kind in ("startup", "shutdown"):
        inbox.put_nowait({"type": f"lifespan.{kind}"})
    sent: list[str] = []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await app({"type": "lifespan", "asgi": {"version": "3.0"}}, inbox.get, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    async with StarioClient(app).listen("/") as stream:
        assert (await stream.next()).elements == "<p></p>"


async def test_a_startup_that_fails_leaves_no_handler() -> None:
    @asynccontextmanager
    async def lifespan(app: Stario) -> AsyncIterator[None]:
        raise RuntimeError("no database")
        yield

    with pytest.raises(RuntimeError, match="no database"):
        async with StarioClient(Stario(lifespan=lifespan)):
            pass


async def test_a_stream_told_before_its_first_event() -> None:
    log: list[str] = []

    async def silent() -> AsyncIterator[str]:
        try:
            await asyncio.sleep(60)
            yield ""
        finally:
            log.append("finally")

    async with StarioClient(Stario(Query("/", silent))) as client:
        opening = asyncio.create_task(client.get("/"))
        await asyncio.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)
        with suppress(Exception):
            await asyncio.wait_for(opening, 5)
    assert log == ["finally"]


@asynccontextmanager
async def served(app: Stario) -> AsyncIterator[None]:
    """The life of an application, as a server runs it."""
    asked: asyncio.Queue[Any] = asyncio.Queue()
    told: asyncio.Queue[Any] = asyncio.Queue()
    life = asyncio.create_task(app({"type": "lifespan", "state": {}}, asked.get, told.put))
    for step in ("startup", "shutdown"):
        await asked.put({"type": f"lifespan.{step}"})
        assert (await told.get())["type"] == f"lifespan.{step}.complete"
        if step == "startup":
            yield
    await life


async def test_a_servers_start_is_set_apart_from_the_collector_which_then_looks_less_often() -> None:
    threshold = gc.get_threshold()
    assert gc.get_freeze_count() == 0
    async with served(application([])):
        assert gc.get_freeze_count() > 1_000
        assert gc.get_threshold() == (YOUNG, *threshold[1:])
        async with served(application([])):  # another application in the same process leaves it
            assert gc.get_freeze_count() > 1_000
        assert gc.get_freeze_count() > 1_000
        assert gc.get_threshold() == (YOUNG, *threshold[1:])
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == threshold


@pytest.fixture
def threshold() -> Iterator[tuple[int, int, int]]:
    """The collector's, which a test may set."""
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


async def test_who_lets_the_collector_look_even_less_often_is_left_alone(
    threshold: tuple[int, int, int],
) -> None:
    gc.set_threshold(5 * YOUNG, 7, 8)
    async with served(application([])):
        assert gc.get_threshold() == (5 * YOUNG, 7, 8)
    assert gc.get_threshold() == (5 * YOUNG, 7, 8)


async def test_a_test_leaves_the_collector_alone() -> None:
    """Whoever hears signals there: to look for garbage takes longer than most tests."""
    threshold = gc.get_threshold()
    async with StarioClient(application([])):
        assert gc.get_freeze_count() == 0
        assert gc.get_threshold() == threshold


async def test_without_a_server_the_collector_is_left_alone() -> None:
    handler = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threshold = gc.get_threshold()
    try:
        async with served(application([])):
            assert gc.get_freeze_count() == 0
            assert gc.get_threshold() == threshold
    finally:
        signal.signal(signal.SIGTERM, handler)


@pytest.mark.parametrize("young", [None, 0])
async def test_who_has_turned_the_collector_off_is_left_alone(
    young: int | None, threshold: tuple[int, int, int]
) -> None:
    if young is None:
        gc.disable()
    else:
        gc.set_threshold(young)
    expected = gc.get_threshold()
    try:
        async with served(application([])):
            assert gc.get_freeze_count() == 0
            assert gc.get_threshold() == expected
    finally:
        gc.enable()
