"""
The fixtures of pages: what a user sees of the application.
"""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_stario.options import PAGE_OPTIONS, browser_of, marked, problems_mode, trace_mode
from pytest_stario.runners import runner_of

if TYPE_CHECKING:
    from stario.testing import StarioClient
    from stario.testing.page import Page

    Pages = Callable[..., Awaitable[list[Page]]]

_pages = pytest.StashKey[list[Any]]()
_browser = pytest.StashKey[Any]()


@pytest.fixture
def stario_pages(request: pytest.FixtureRequest) -> Pages:
    """
    A factory of pages, each of another user: `alice, bob = await stario_pages(2)`.

    They share the application and the clock, and are closed with the test. Options are those of `Page`.
    """
    runner = runner_of(request, "stario_pages")
    if browser_of(request.config) is not None:
        # First a fixture on the loop of this test: with it what belongs to a loop of another kind is left.
        request.getfixturevalue("stario_clients")
        # Before the loop runs: a fixture cannot be asked for from within another one that is async.
        request.node.stash[_browser] = request.getfixturevalue(f"_stario_browser_{runner}")
    factory: Pages = request.getfixturevalue(f"_stario_pages_{runner}")
    return factory


@pytest.fixture
def stario_page(request: pytest.FixtureRequest) -> Page:
    """
    A page of the application under test, as a user sees it: `await stario_page.goto("/")`.

    The application's own Datastar client runs in it, without a browser; in a real one with
    `--stario-browser=chromium`. Its problems fail the test, see `stario_page_problems`.
    """
    page: Page = request.getfixturevalue(f"_stario_page_{runner_of(request, 'stario_page')}")
    return page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """
    Fail a test whose pages have problems that it has not looked at.
    """
    yield
    mode = problems_mode(item)
    for page in item.stash.get(_pages, ()):
        if mode == "fail":
            page.check_problems()
        elif mode == "warn" and page.problems:
            from stario.testing.page.problems import PageProblemWarning

            told = "\n".join(str(problem) for problem in page.problems)
            warnings.warn(PageProblemWarning(f"{page.url}: {told}"), stacklevel=1)


async def _open_pages(
    request: pytest.FixtureRequest, stario_clients: Callable[..., list[StarioClient]]
) -> AsyncIterator[Pages]:
    item = request.node
    opened: list[Any] = item.stash.setdefault(_pages, [])
    given = {name: value for name, value in marked(item).items() if name in PAGE_OPTIONS}
    if browser_of(item.config) is not None:
        from pytest_stario.browser import open_pages

        async for factory in open_pages(request, item.stash[_browser], stario_clients, opened):
            yield factory
        return

    from stario.testing.page.clients import Clients
    from stario.testing.page.page import Page

    clients = Clients(datastar_path(item.config))
    keeps = trace_mode(item.config) != "off"

    async def pages(count: int, *, client: StarioClient | None = None, **options: Any) -> list[Page]:
        new = []
        for _ in range(count):
            user = stario_clients(1)[0] if client is None else client
            page = Page(user, **{"clients": clients, **given, **options})
            opened.append(page)
            new.append(page)
            if keeps:
                from stario.testing.page.snapshots import Snapshots

                page.snapshots = Snapshots(page, len(opened))
        return new

    try:
        yield pages
    finally:
        problem: BaseException | None = None
        for page in reversed(opened):
            try:
                await page.close()
            except BaseException as also:
                problem = problem or also
        if problem is not None:
            raise problem


def datastar_path(config: pytest.Config) -> Path | None:
    """
    The file of the Datastar client that the ini option `stario_datastar` names, from where that option is.
    """
    given = config.getini("stario_datastar")
    if not given:
        return None
    base = config.inipath.parent if config.inipath is not None else config.rootpath
    return base / str(given)


def pages_fixture_function() -> Callable[..., Any]:
    """
    A new function that opens the pages of one test: each async plugin marks its fixtures' functions.
    """

    async def opens(
        stario_clients: Callable[..., list[StarioClient]], request: pytest.FixtureRequest
    ) -> AsyncIterator[Pages]:
        async for factory in _open_pages(request, stario_clients):
            yield factory

    return opens


def page_fixture_function() -> Callable[..., Any]:
    """
    A new function that opens one page.
    """

    async def opens(stario_pages: Pages) -> Page:
        return (await stario_pages(1))[0]

    return opens


_stario_pages_anyio = pytest.fixture(pages_fixture_function())
_stario_page_anyio = pytest.fixture(page_fixture_function())
