"""The first example, as a reader runs it."""

import threading
from collections.abc import AsyncIterator, Callable
from types import ModuleType
from typing import Any

from playwright.sync_api import Page, expect


def test_it_counts(page: Page, serve: Callable[[Any], str], main: ModuleType) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    url = serve(main.app)
    page.goto(url)
    page.wait_for_function(
        """() => {
            const text = document.getElementById("online-counter").textContent;
            if (text) (window.seen ??= new Set()).add(text);
            return window.seen?.size >= 5;
        }"""
    )
    seen = page.evaluate("[...window.seen]")
    seconds = [float(text.removeprefix("Online since: ").removesuffix("s")) for text in seen]
    assert seconds == sorted(seconds), "it counts up"
    expect(page.get_by_role("heading")).to_have_text("Realtime responses!")
    assert [each for each in requests if each.startswith(url)] == [
        f"{url}/",
        f"{url}/online-counter?datastar=%7B%7D",
    ], "one page, one stream, no reload"


def test_the_handler_ends_with_the_page(page: Page, serve: Callable[[Any], str], main: ModuleType) -> None:
    """The very handler, in a wrapper that sees when it is over."""
    from stario import Query, Stario

    over = threading.Event()

    async def watched() -> AsyncIterator[str]:
        try:
            async for event in main.online_counter():
                yield event
        finally:
            over.set()

    page.goto(serve(Stario(Query("/", main.home), Query("/online-counter", watched))))
    expect(page.locator("#online-counter")).to_contain_text("Online since: ")
    assert not over.is_set()
    page.close()
    assert over.wait(5), "the handler counts on, with nobody there to see it"
