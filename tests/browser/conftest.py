"""
A real Chromium with the real client, for what only a browser can tell.

Everything runs on loopback. The client's pinned address is answered from `client_bundle`, any other
address is refused.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from chromium import CHROMIUM
from client_bundle import client_bundle
from example_modules import load_example
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route, expect, sync_playwright

from stario.toys import DATASTAR_URL

HERE = Path(__file__).parent
ELSEWHERE = re.compile(r"^(?!(data|blob|about|file):|https?://127\.0\.0\.1[:/])")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.fixture(scope="session")
def datastar_js() -> Path:
    """The real client, v1.0.4."""
    return client_bundle()


@contextmanager
def playwrights_loop(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """
    Playwright's synchronous API keeps an event loop of its own running in this thread, asleep
    between its calls. asyncio would refuse to run another one, in any async test that comes later:
    so it shows itself only in here.
    """
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    playwright = sync_playwright().start()
    loop = asyncio.get_running_loop()
    asyncio._set_running_loop(None)
    try:
        with playwrights_loop(loop):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser, loop
        with playwrights_loop(loop):
            browser.close()
    finally:
        with playwrights_loop(loop):
            playwright.stop()


@pytest.fixture
def main(request: pytest.FixtureRequest) -> ModuleType:
    """The example that the test's file is named for, run anew."""
    return load_example(request.module.__name__.removeprefix("test_"))


@pytest.fixture
def page_errors() -> list[str]:
    """What went wrong in the page. A test that expects errors asserts them, then clears this."""
    return []


@pytest.fixture
def page(
    chromium: tuple[Browser, asyncio.AbstractEventLoop],
    datastar_js: Path,
    page_errors: list[str],
    serve: object,  # so that the page, and with it every stream, is closed before the server stops
) -> Iterator[Page]:
    """A fresh page that reaches loopback and nothing else."""
    browser, loop = chromium

    def elsewhere(route: Route) -> None:
        if route.request.url == DATASTAR_URL:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(path=datastar_js, content_type="text/javascript", headers=headers)
        else:
            page_errors.append(f"a request left this machine: {route.request.url}")
            route.abort()

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            page_errors.append(message.text)

    def crashed(error: Error) -> None:
        page_errors.append(str(error))

    with playwrights_loop(loop):
        context = browser.new_context()
        # A loaded machine stands still for seconds.
        context.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        context.route(ELSEWHERE, elsewhere)
        page = context.new_page()
        page.on("console", console)
        page.on("pageerror", crashed)
        try:
            yield page
        finally:
            context.close()
    assert not page_errors, "errors in the page:\n" + "\n".join(page_errors)
