"""Projects for the inner runs of pytest: an app, a test and a pytest.ini."""

from __future__ import annotations

import textwrap

import pytest

APP = """
import asyncio
from contextlib import asynccontextmanager
from stario import Command, Query, Stario

log = []

@asynccontextmanager
async def lifespan(app):
    log.append("startup")
    yield {"loop": asyncio.get_running_loop()}
    log.append("shutdown")

async def home():
    return "<h1>Hello</h1>"

async def ticks(request):
    assert request.state.loop is asyncio.get_running_loop()
    number = 0
    while True:
        yield f"<p id='tick'>{number}</p>"
        number += 1
        await asyncio.sleep(0.001)

async def login(request):
    from starlette.responses import Response
    response = Response("hi")
    response.set_cookie("user", (await request.body()).decode())
    return response

async def who(request):
    return request.cookies.get("user", "nobody")

app = Stario(
    Query("/", home), Query("/ticks", ticks), Query("/who", who), Command("/login", login),
    lifespan=lifespan,
)
"""

TEST = """
import asyncio
from stario import PatchElements

async def test_stream(stario_client):
    async with stario_client.listen("/ticks") as stream:
        assert await stream.take(2) == [
            PatchElements("<p id='tick'>0</p>"),
            PatchElements("<p id='tick'>1</p>"),
        ]
"""

INI = """
[pytest]
stario_app = main:app
asyncio_default_fixture_loop_scope = {fixture_scope}
asyncio_default_test_loop_scope = {test_scope}
asyncio_mode = {mode}
filterwarnings = error
addopts = --strict-markers --strict-config
"""


def project(
    pytester: pytest.Pytester,
    test: str = TEST,
    *,
    app: str | None = APP,
    mode: str = "strict",
    fixture_scope: str = "function",
    test_scope: str = "function",
    conftest: str = "",
) -> None:
    pytester.makefile(
        ".ini",
        pytest=INI.format(mode=mode, fixture_scope=fixture_scope, test_scope=test_scope),
    )
    if app is not None:
        pytester.makepyfile(main=textwrap.dedent(app))
    if conftest:
        pytester.makeconftest(textwrap.dedent(conftest))
    pytester.makepyfile(test_it=textwrap.dedent(test))


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *args)


def run_apart(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    # A process of its own, for what depends on which plugins and modules are loaded.
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *args)
