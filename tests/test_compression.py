"""Compressed streams: negotiated, flushed at every write, exact after decompression."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stario import Query, Stario, compression
from stario.compression import ENCODINGS, compressor_for
from stario.pump import KEEP_ALIVE
from stario.testing import StarioClient
from stario.testing.inflating import inflater


def chosen(header: str | None, names: tuple[str, ...] = ENCODINGS) -> str | None:
    headers = [] if header is None else [(b"accept-encoding", header.encode("latin-1"))]
    found = compressor_for({"type": "http", "headers": headers}, names)
    return None if found is None else found.name


@pytest.mark.parametrize(
    "header, name",
    [
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "zstd"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;Q=1.0", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0.001", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "zstd"),
        ("identity", None),
        ("identity;q=1, br;q=0.5", None),
        ("deflate", None),
        ("br;q=nonsense", None),
        (";;,,=", None),
        ("", None),
        (None, None),
    ],
)
def test_what_the_reader_likes_best(header: str | None, name: str | None) -> None:
    assert chosen(header) == name


def test_the_order_of_the_application_decides_between_equals() -> None:
    assert chosen("br, zstd, gzip", ("gzip", "br")) == "gzip"


@pytest.mark.parametrize("name", ENCODINGS)
@given(parts=st.lists(st.binary(max_size=300), max_size=6))
def test_each_part_can_be_read_when_it_has_been_flushed(name: str, parts: list[bytes]) -> None:
    coder, inflate = compression._MAKERS[name](), inflater(name)
    for part in parts:
        assert inflate(coder.flushed(part)) == part
    inflate(coder.end())


async def feed() -> AsyncIterator[str]:
    yield "<p id='n'>1</p>"
    await asyncio.sleep(0.001)
    for n in range(2, 2000):
        yield f"<p id='n'>{n}</p>"


@pytest.mark.parametrize("name", ENCODINGS)
async def test_what_is_yielded_is_what_arrives(name: str) -> None:
    app = Stario(Query("/", feed), compression=True)
    async with StarioClient(app) as client:
        plain = await client.query("/", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers and plain.headers["vary"] == "Accept-Encoding"
        whole = await client.query("/", headers={"Accept-Encoding": name})
        assert whole.headers["content-encoding"] == name
        assert whole.events == plain.events and len(whole.events) == 1999
        async with client.listen("/", headers={"Accept-Encoding": name}) as stream:
            assert (await stream.next()).elements == "<p id='n'>1</p>"
            assert await stream.take(1998) == plain.events[1:]
            assert [event async for event in stream] == [] and stream.ended


async def test_none_without_asking() -> None:
    answer = await StarioClient(Stario(Query("/", feed))).query("/")
    assert "content-encoding" not in answer.headers and "vary" not in answer.headers


@pytest.mark.parametrize("name", ENCODINGS)
async def test_a_write_that_was_broken_off_is_written_whole(name: str) -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        try:
            async with asyncio.timeout(0.02):
                yield "<p>2</p>"
                await asyncio.sleep(60)
        except TimeoutError:
            yield "<p>3</p>"

    app = Stario(Query("/", handler), compression=(name,))
    async with StarioClient(app).listen("/", headers={"Accept-Encoding": name}) as stream:
        await stream.next()
        await asyncio.sleep(0.05)  # the write of the second is broken off by the handler's own timeout
        texts = [event.elements for event in await stream.take(2)]
    assert texts == ["<p>2</p>", "<p>3</p>"]


async def test_a_comment_keeps_a_compressed_stream_alive() -> None:
    async def handler() -> AsyncIterator[str]:
        yield "<p>1</p>"
        await asyncio.sleep(60)

    app = Stario(Query("/", handler), compression=True, keep_alive=0.01)
    inflate, found = inflater("br"), b""
    transport = StarioClient(app)
    async with transport.stream("GET", "/", headers={"Accept-Encoding": "br"}) as response:
        assert response.headers["content-encoding"] == "br"
        async for part in response.aiter_raw():
            found += inflate(part)
            if found.endswith(KEEP_ALIVE * 2):
                break


def test_what_can_be_asked_for() -> None:
    assert Stario(compression=True).settings.compression == ("br", "zstd", "gzip")
    assert Stario(compression=["gzip"]).settings.compression == ("gzip",)
    assert Stario(compression="gzip").settings.compression == ("gzip",)
    with pytest.raises(ValueError, match="compression is True or any of br, zstd, gzip; found 'deflate'"):
        Stario(compression=["deflate"])


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise ImportError("No module named 'brotli'")

    monkeypatch.setitem(compression._MAKERS, "br", missing)
    assert Stario(compression=True).settings.compression == ("zstd", "gzip")
    with pytest.raises(ImportError, match=r"compression 'br' needs a library: .* extra `compression`"):
        Stario(compression=["br"])


async def test_httpx_reads_it_too() -> None:
    app = Stario(Query("/", feed), compression=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:  # type: ignore[arg-type]
        text = (await client.get("/", headers={"Accept-Encoding": "zstd"})).text
    assert text.count("event: ") == 1999
