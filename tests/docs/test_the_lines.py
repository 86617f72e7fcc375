"""The fields of a trace's lines: those that the docs name are those that are written."""

from __future__ import annotations

import json
import re

import pytest
from markdown_pages import DOCS, section

from stario.testing.report import lines as report_lines

APP = """
import asyncio
from starlette.responses import PlainTextResponse, StreamingResponse
from stario import Query, Stario

async def home():
    return "<ul id='list'></ul>"

async def feed():
    for n in range(600):
        yield {"n": n}
    await asyncio.sleep(60)

async def big():
    for n in range(30):
        yield {"n": "x" * 100_000}

async def plain():
    return PlainTextResponse("hello")

async def wrong():
    async def body():
        yield b"event: datastar-patch-elements\\ndata: mode sideways\\n\\n"
    return StreamingResponse(body(), media_type="text/event-stream")

async def mistake():
    raise RuntimeError("oh")

routes = {"/": home, "/feed": feed, "/big": big, "/plain": plain, "/wrong": wrong, "/mistake": mistake}
app = Stario(*(Query(path, handler) for path, handler in routes.items()))
"""
TESTS = """
import pytest
from stario.testing.report import lines, trace
from stario.testing.report.snapshots import PageSnapshot

lines.STORY = 300_000
trace.FIRST_PAGES, trace.LAST_PAGES = 1, 2

async def test_all(stario_client):
    await stario_client.get("/")
    await stario_client.query("/plain")
    await stario_client.query("/big")
    async with stario_client.listen("/feed") as stream:
        await stream.take(600)
    with pytest.raises(Exception, match="sideways"):
        (await stario_client.query("/wrong")).events
    with pytest.raises(RuntimeError):
        await stario_client.query("/mistake")
    for n in range(4):
        trace.add(PageSnapshot(cause=f"click {n}", after=f"<p>{n}</p>"))
    assert False
"""


def documented() -> dict[str, set[str]]:
    text = section(DOCS / "report.md", "The lines")
    fields: dict[str, set[str]] = {}
    kind = ""
    for first, second in re.findall(r"^\| (`\w+`)? ?\| ([^|]*) \|", text, re.MULTILINE):
        kind = first.strip("`") or kind
        fields.setdefault(kind, set()).update(re.findall(r"`(\w+)`", second))
    return fields


def test_the_fields_are_those_that_are_written(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(main=APP, test_it=TESTS)
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\nstario_app = "main:app"\n'
        'asyncio_default_fixture_loop_scope = "function"\n'
    )
    pytester.runpytest_subprocess("--stario-trace=on").assert_outcomes(failed=1)
    [path] = (pytester.path / "stario-output" / "traces").glob("*.jsonl")
    written: dict[str, set[str]] = {}
    for line in map(json.loads, path.read_text().splitlines()):
        common = {"type"} if line["type"] == "test" else {"type", "time", "request"}
        assert common <= set(line)
        written.setdefault(line["type"], set()).update(set(line) - common)
    assert written == documented()


def test_the_format_is_the_one_that_the_docs_tell_of() -> None:
    assert f"| `test` | `format` | {report_lines.FORMAT};" in (DOCS / "report.md").read_text()
