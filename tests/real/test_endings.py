"""The end of a real uvicorn with open streams: told, finished, cut, and only then the lifespan's shutdown."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path

import pytest
from served import uvicorn, wait_for

STREAMS = 20
MAIN = """
import asyncio
from contextlib import asynccontextmanager
from stario import Query, Stario

VERSION = 1


def log(text):
    with open("log.txt", "a") as file:
        file.write(text + "\\n")


@asynccontextmanager
async def lifespan(app):
    log("startup")
    yield
    log("shutdown")


async def feed():
    try:
        while True:
            yield f"<p id='version'>{VERSION}</p>"
            await asyncio.sleep(60)
    finally:
        await asyncio.sleep(0.01)
        log("finally")


def plain_feed():
    try:
        while True:
            yield f"<p id='version'>{VERSION}</p>"
    finally:
        log("finally")


async def silent():
    try:
        await asyncio.sleep(60)
        yield ""
    finally:
        log("finally")


app = Stario(Query("/feed", feed), Query("/plain", plain_feed), Query("/silent", silent), lifespan=lifespan)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(MAIN)
    return tmp_path


def logged(folder: Path) -> list[str]:
    log = folder / "log.txt"
    return log.read_text().split() if log.exists() else []


@contextmanager
def readers(port: int, path: str, count: int) -> Iterator[list[HTTPResponse]]:
    connections = [HTTPConnection("127.0.0.1", port, timeout=10) for _ in range(count)]
    try:
        for connection in connections:
            connection.request("GET", path)
        yield [connection.getresponse() for connection in connections]
    finally:
        for connection in connections:
            connection.close()


def first_version(response: HTTPResponse) -> str:
    found = re.search(rb"<p id='version'>(\d)", response.read1())
    assert found
    return found[1].decode()


def assert_cut(responses: list[HTTPResponse]) -> None:
    for response in responses:
        with pytest.raises((IncompleteRead, ConnectionError)):
            response.read()


@pytest.mark.parametrize("http", ["h11", "httptools"])
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_sigterm_ends_streams_and_then_the_lifespan(folder: Path, http: str, loop: str) -> None:
    with uvicorn(folder, "--http", http, "--loop", loop) as (process, port):
        with readers(port, "/feed", STREAMS) as responses:
            assert {first_version(each) for each in responses} == {"1"}
            process.send_signal(signal.SIGTERM)
            assert_cut(responses)
            process.wait(30)  # without a word to the streams it would wait for ever
    assert logged(folder) == ["startup", *["finally"] * STREAMS, "shutdown"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("path", ["/plain", "/silent"])
def test_other_streams_and_another_signal(folder: Path, path: str, number: signal.Signals) -> None:
    with uvicorn(folder) as (process, port), readers(port, path, 3) as responses:
        process.send_signal(number)
        assert_cut(responses)
        process.wait(30)
    assert logged(folder) == ["startup", *["finally"] * 3, "shutdown"]


def change(folder: Path) -> None:
    """Write another version; again, if the reloader was not watching yet."""
    deadline = time.monotonic() + 15
    while "finally" not in logged(folder):
        assert time.monotonic() < deadline, "uvicorn has not seen the change"
        (folder / "main.py").write_text(MAIN.replace("VERSION = 1", "VERSION = 2"))
        with suppress(AssertionError):
            wait_for(lambda: "finally" in logged(folder), 2)


@pytest.mark.parametrize("http", ["h11", "httptools"])
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_reload_ends_streams_and_starts_again(folder: Path, http: str, loop: str) -> None:
    with uvicorn(folder, "--reload", "--http", http, "--loop", loop) as (_, port):
        with readers(port, "/feed", STREAMS) as responses:
            for each in responses:
                first_version(each)
            change(folder)
            assert_cut(responses)
        wait_for(lambda: logged(folder).count("startup") == 2)
        with readers(port, "/feed", 1) as responses:
            assert first_version(responses[0]) == "2"
    assert logged(folder)[: STREAMS + 3] == ["startup", *["finally"] * STREAMS, "shutdown", "startup"]
