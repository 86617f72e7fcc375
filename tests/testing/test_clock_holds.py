"""What holds virtual time: work that goes on outside of the loop. A naive clock fails each of these."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import functools
import queue
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest
from naive import NaiveLoop

from stario import Query, Stario
from stario.testing import VirtualClock, _holds
from stario.testing._holds import Holds

Scenario = Callable[[], Awaitable[object]]
#: Real time that each of them needs, far less than the virtual time that it allows.
NEEDS = 0.05


async def a_worker_thread_of_anyio() -> None:
    await anyio.to_thread.run_sync(time.sleep, NEEDS)


async def a_worker_thread_with_a_limiter_of_its_own() -> None:
    await anyio.to_thread.run_sync(time.sleep, NEEDS, limiter=anyio.CapacityLimiter(1))


async def many_worker_threads() -> None:
    async with anyio.create_task_group() as group:
        for _ in range(60):  # more than anyio lends at once
            group.start_soon(anyio.to_thread.run_sync, time.sleep, NEEDS / 10)


async def the_executor_of_the_loop() -> None:
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, NEEDS)


async def a_thread_of_asyncio() -> None:
    await asyncio.to_thread(time.sleep, NEEDS)


async def an_executor_of_its_own() -> None:
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        await asyncio.wrap_future(executor.submit(time.sleep, NEEDS))
        await asyncio.wrap_future(executor.submit(time.sleep, NEEDS))


def tell(loop: asyncio.AbstractEventLoop, done: asyncio.Event) -> None:
    """From a thread, which dies in silence if the test has failed meanwhile."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(done.set)


async def a_foreign_thread() -> None:
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def work() -> None:
        time.sleep(NEEDS)
        tell(loop, done)

    threading.Thread(target=work, daemon=True).start()
    await done.wait()


async def a_timer_thread() -> None:
    done = asyncio.Event()
    threading.Timer(NEEDS, tell, (asyncio.get_running_loop(), done)).start()
    await done.wait()


async def a_subprocess() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"import time; time.sleep({NEEDS}); print('done')",
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert out.strip() == b"done"


async def a_subprocess_that_says_nothing() -> None:
    process = await asyncio.create_subprocess_shell(f"sleep {NEEDS}")
    assert await process.wait() == 0


async def a_name_to_look_up() -> None:
    assert await asyncio.get_running_loop().getaddrinfo("localhost", 80)


class _Slow(socketserver.StreamRequestHandler):
    """A database, as the client sees it: it answers each line, in its own time."""

    def handle(self) -> None:
        for line in self.rfile:
            time.sleep(NEEDS)
            self.wfile.write(line)


@contextlib.contextmanager
def serving() -> Iterator[tuple[str, int]]:
    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, *_: object) -> None:
            """Its client has gone: that of a test that has failed, say."""

    with Server(("127.0.0.1", 0), _Slow) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[0], server.server_address[1]
        server.shutdown()


@pytest.fixture
def database() -> Iterator[tuple[str, int]]:
    with serving() as address:
        yield address


async def talk(address: tuple[str, int]) -> None:
    reader, writer = await asyncio.open_connection(*address)
    for _ in range(3):
        writer.write(b"select 1\n")
        assert await reader.readline() == b"select 1\n"
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


async def talk_by_anyio(address: tuple[str, int]) -> None:
    async with await anyio.connect_tcp(*address) as stream:
        await stream.send(b"select 1\n")
        assert await stream.receive() == b"select 1\n"


async def talk_by_a_protocol(address: tuple[str, int]) -> None:
    """As asyncpg does: no stream reader, a future that the protocol sets."""
    loop = asyncio.get_running_loop()
    answered = loop.create_future()

    class Protocol(asyncio.Protocol):
        def data_received(self, data: bytes) -> None:
            if not answered.done():
                answered.set_result(data)

    transport, _ = await loop.create_connection(Protocol, *address)
    transport.write(b"select 1\n")
    assert await answered == b"select 1\n"
    transport.close()


SCENARIOS: list[Scenario] = [
    a_worker_thread_of_anyio,
    a_worker_thread_with_a_limiter_of_its_own,
    many_worker_threads,
    the_executor_of_the_loop,
    a_thread_of_asyncio,
    an_executor_of_its_own,
    a_foreign_thread,
    a_timer_thread,
    a_subprocess,
    a_subprocess_that_says_nothing,
]
TALKS = [talk, talk_by_anyio, talk_by_a_protocol]


async def within_nine_seconds(work: Awaitable[object]) -> None:
    async with asyncio.timeout(9):
        await work


@pytest.mark.parametrize("scenario", [*SCENARIOS, a_name_to_look_up], ids=lambda each: each.__name__)
def test_it_holds_time(scenario: Scenario) -> None:
    clock = VirtualClock()
    clock.run(within_nine_seconds(scenario()))
    assert clock.elapsed == 0.0


@pytest.mark.parametrize("talking", TALKS, ids=lambda each: each.__name__)
def test_a_database_on_loopback_holds_time(
    talking: Callable[[tuple[str, int]], Awaitable[None]], database: tuple[str, int]
) -> None:
    clock = VirtualClock()
    clock.run(within_nine_seconds(talking(database)))
    assert clock.elapsed == 0.0


def test_a_naive_clock_fails_with_each_of_them(serve: Callable[[Any], str]) -> None:
    # Apart: what such a clock leaves behind is not for this process. And slower: a busy machine may leave
    # the loop alone for as long as the others need.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, serve(Stario(Query("/", very_slow)))],
        capture_output=True,
        text=True,
        timeout=110,
        check=True,
    )
    failed = dict(line.split() for line in done.stdout.splitlines())
    assert failed == {each.__name__: "failed" for each in [*SCENARIOS, *TALKS, ask_uvicorn]}


async def slow() -> str:
    await asyncio.sleep(NEEDS)
    return "<p>slow</p>"


async def very_slow() -> str:
    await asyncio.sleep(NEEDS * 6)
    return "<p>slow</p>"


async def ask_uvicorn(url: str) -> None:
    async with httpx.AsyncClient(timeout=5) as client:
        assert (await client.get(url)).text == "<p>slow</p>"


def test_a_live_uvicorn_holds_time(serve: Callable[[Any], str]) -> None:
    async def ticks() -> Any:
        for number in range(3):
            yield f"<p id='n'>{number}</p>"
            await asyncio.sleep(NEEDS)

    url = serve(Stario(Query("/", slow), Query("/ticks", ticks)))

    async def main() -> None:
        await ask_uvicorn(url)
        async with httpx.AsyncClient(timeout=5) as client:
            async with client.stream("GET", f"{url}/ticks") as response:
                assert "".join([text async for text in response.aiter_text()]).count("event:") == 3

    clock = VirtualClock()
    clock.run(main())
    assert clock.elapsed == 0.0


def test_an_idle_connection_lets_time_pass(database: tuple[str, int]) -> None:
    async def main() -> float:
        reader, writer = await asyncio.open_connection(*database)
        writer.write(b"select 1\n")
        await reader.readline()
        start = time.perf_counter()
        for _ in range(100):
            await asyncio.sleep(1)
        writer.close()
        return time.perf_counter() - start

    clock = VirtualClock()
    # Were it waited for at each of the hundred steps, that would take 25 s or more.
    assert clock.run(main()) < 15, "an idle connection of a pool does not stop time for ever"
    assert clock.elapsed == 100.0


def test_an_idle_thread_lets_time_pass() -> None:
    """As aiosqlite's: a thread that waits for work in C, where nobody sees what it does."""
    work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()

    def run() -> None:
        while (job := work.get()) is not None:
            job()

    thread = threading.Thread(target=run, daemon=True)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        thread.start()
        for _ in range(20):
            done = asyncio.Event()

            def job(done: asyncio.Event = done) -> None:
                time.sleep(0.005)
                tell(loop, done)

            work.put(job)
            async with asyncio.timeout(9):
                await done.wait()
            await asyncio.sleep(10)

    clock = VirtualClock()
    clock.run(main())
    work.put(None)
    thread.join(5)
    assert clock.elapsed == 200.0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how often a thread has gone to sleep")
def test_a_thread_that_has_run_is_not_the_idle_one_it_looks_like() -> None:
    """As one that has taken its work, and stands in line for Python's lock: it sleeps, but not as before."""
    work: queue.SimpleQueue[None] = queue.SimpleQueue()
    holds = Holds()
    thread = threading.Thread(target=lambda: [work.get(), work.get()], daemon=True)
    thread.start()

    def found_asleep() -> dict[int, str]:
        holds._idlers = [thread.native_id or 0]
        while not holds.are_idle(idlers := holds.idlers()):
            time.sleep(0.001)
        return idlers

    before = found_asleep()
    assert holds.sleep_on(before) and holds.sleep_on({})
    work.put(None)
    after = found_asleep()
    while after == before:  # it has not been woken up yet
        after = found_asleep()
    assert not holds.are_idle(before) and not holds.sleep_on(before)
    assert holds.sleep_on(after)
    work.put(None)
    thread.join(5)
    assert not holds.sleep_on(holds.idlers()), "one that is gone sleeps no more"


def test_a_new_thread_is_no_old_one_whose_number_it_got() -> None:
    """The system gives the numbers of threads that are gone to new ones."""
    over, stop = threading.Event(), threading.Event()
    old = threading.Thread(target=over.wait)
    old.start()
    holds = Holds()  # what was there before does not hold time
    assert holds.reason(lambda only_test: False) is None
    over.set()
    old.join()
    new = [threading.Thread(target=stop.wait, args=(60,), name="new") for _ in range(50)]
    try:
        for thread in new:
            thread.start()
            if thread.ident == old.ident:
                break
        else:
            pytest.skip("the system gave no number a second time")
        new = [thread]
        holds._before |= {each for each in threading.enumerate() if each is not thread}
        assert holds.reason(lambda only_test: False) == "the thread 'new', at Condition.wait"
    finally:
        stop.set()


def test_a_server_on_the_virtual_loop_hears_the_world() -> None:
    answers: list[bytes] = []

    def ask(port: int) -> None:
        with socket.create_connection(("127.0.0.1", port), 5) as client:
            client.sendall(b"hello\n")
            answers.append(client.makefile("rb").readline())

    async def main() -> None:
        done = asyncio.Event()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            line = await reader.readline()
            writer.write(line)
            writer.close()
            done.set()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            await asyncio.to_thread(ask, port)
            await done.wait()

    clock = VirtualClock()
    clock.run(main())
    assert answers == [b"hello\n"]


def test_a_child_that_holds_time_no_longer_can_still_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pipes are closed a while before it ends; that is when Playwright's driver is waited for."""
    monkeypatch.setattr(_holds, "REPLY_SECONDS", 0.0)
    monkeypatch.setattr(_holds, "THREAD_SECONDS", 0.0)  # one of asyncio's waits, not for the first time
    monkeypatch.setattr(_holds, "_idle_places", set())
    program = f"import os, time; os.close(1); time.sleep({NEEDS * 4})"

    async def main() -> int:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=pipe)
        await process.communicate()
        return await process.wait()

    assert VirtualClock().run(main()) == 0


def _with_a_naive_clock(name: str, work: Callable[[], Awaitable[object]]) -> None:
    outcome = "passed"
    try:
        with asyncio.Runner(loop_factory=NaiveLoop) as runner:
            runner.run(within_nine_seconds(work()))
    except (TimeoutError, RuntimeError, httpx.TimeoutException):
        outcome = "failed"
    print(name, outcome, flush=True)


if __name__ == "__main__":
    NEEDS *= 6
    for scenario in SCENARIOS:
        _with_a_naive_clock(scenario.__name__, scenario)
    with serving() as there:
        for talking in TALKS:
            _with_a_naive_clock(talking.__name__, functools.partial(talking, there))
    _with_a_naive_clock(ask_uvicorn.__name__, functools.partial(ask_uvicorn, sys.argv[1]))
