"""
What a page tells and asks: console, dialogs, errors, values, observers, other pages of the user.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario import Command, Query, Signals, Stario
from stario.testing import StarioClient
from stario.testing.page.engine import ScriptError
from stario.testing.page.page import Page


@pytest.fixture
async def page(page_of: Any) -> Any:
    return await page_of("<p id=p hidden>x</p><form id=f></form>", datastar=False)


async def test_what_evaluate_gives(page: Any) -> None:
    values = await page.evaluate(
        "[1, 'é', null, undefined, NaN, -0, Infinity, 2n ** 70n, {a: [1]}, new Set, () => 1, {$: 1}]"
    )
    assert values[:4] == [1, "é", None, None]
    assert values[4] != values[4] and str(values[5]) == "-0.0" and values[6] == float("inf")
    assert values[7] == 2**70
    assert values[8:] == [{"a": [1]}, {}, None, {"$": 1}]
    assert await page.evaluate("(x) => x.a + 1", {"a": 2}) == 3
    assert await page.evaluate("async (x) => (await Promise.resolve(x)) * 2", 4) == 8
    assert await page.evaluate("const a = 1; a + 1") == 2
    assert await page.evaluate("document.getElementById('p')") == '<p id="p" hidden>'


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("null.x", "TypeError: cannot read property 'x' of null"),
        ("(() => { throw new RangeError('mine') })()", "RangeError: mine"),
        ("Promise.reject(new DOMException('m', 'AbortError'))", "AbortError: m"),
        ("(() => { throw {message: 'odd'} })()", "Error: odd"),
        ("let a = ;", "SyntaxError"),
        ("(() => { const a = {}; a.a = a; return a })()", "contains itself"),
    ],
)
async def test_what_evaluate_raises(page: Any, expression: str, error: str) -> None:
    with pytest.raises(ScriptError, match=error.replace("(", r"\(")):
        await page.evaluate(expression)


async def test_console_messages_as_playwright_shows_them(page: Any) -> None:
    messages: list[Any] = []
    page.on("console", messages.append)
    await page.evaluate(
        "console.log('a', 1, {b: [1, 'x']}, null), console.warn('w'), console.error(new TypeError('e')),"
        "console.assert(false, 'no'), console.assert(true), console.count(), console.table([1])"
    )
    assert [(each.type, each.text.split("\n")[0]) for each in messages] == [
        ("log", "a 1 {b: Array(2)} null"),
        ("warning", "w"),
        ("error", "TypeError: e"),
        ("assert", "no"),
        ("count", "default: 1"),
        ("table", "[1]"),
    ]
    page.remove_listener("console", messages.append)
    await page.evaluate("console.log('unheard')")
    assert len(messages) == 6


async def test_a_message_goes_as_deep_as_playwright_shows_it(page: Any) -> None:
    texts: list[str] = []
    page.on("console", lambda message: texts.append(message.text))
    await page.evaluate(
        "(() => { class Point { x = {} }; const own = {a: 'b'}; own.own = own; console.log(own);"
        "console.log([[1, [2]], , {}], new Map([[1, 2]]), new Point());"
        "console.log({f() {}, r: /x/, n: null, u: undefined, s: new Set(), sixth: 1}); })()"
    )
    assert texts == [
        "{a: b, own: Object}",
        "[Array(2), empty, Object] Map(1) Point",
        "{f: , r: /x/, n: null, u: undefined, s: Set(0)}",
    ]


async def test_an_argument_that_no_json_holds_says_so(page: Any) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="nested too deep"):
        await page.evaluate("(given) => 1", deep)


async def test_dialogs_are_dismissed_or_answered(page: Any) -> None:
    ask = "[alert('a'), confirm('c'), prompt('p', 'default')]"
    assert await page.evaluate(ask) == [None, False, None]
    seen: list[Any] = []

    async def answer(dialog: Any) -> None:
        seen.append((dialog.type, dialog.message, dialog.default_value))
        if dialog.type == "prompt":
            await dialog.accept("typed")
        else:
            await dialog.accept()

    page.on("dialog", answer)
    assert await page.evaluate(ask) == [None, True, "typed"]
    assert seen == [("alert", "a", ""), ("confirm", "c", ""), ("prompt", "p", "default")]


async def test_a_dialog_that_nobody_answers_is_told(page: Any) -> None:
    page.on("dialog", lambda dialog: None)
    with pytest.raises(AssertionError, match="neither accepts nor dismisses"):
        await page.evaluate("confirm('?')")


async def test_a_handler_that_waits_is_told(page: Any) -> None:
    import asyncio

    async def slow(message: Any) -> None:
        await asyncio.sleep(1)

    page.on("console", slow)
    with pytest.raises(RuntimeError, match="handler of 'console' waits"):
        await page.evaluate("console.log(1)")
    with pytest.raises(ValueError, match="a page has no event 'clik'"):
        page.on("clik", slow)


async def test_requests_and_responses_are_told(page: Any) -> None:
    told: list[str] = []
    page.on("request", lambda request: told.append(f"> {request}"))
    page.on("response", lambda request: told.append(f"< {request.status}"))
    await page.goto("/")
    assert told == ["> GET /", "< 200"]


async def test_what_is_in_view_is_told_and_told_again_when_it_changes(page: Any) -> None:
    await page.evaluate(
        """() => {
          globalThis.log = [];
          new IntersectionObserver((entries) => log.push(...entries.map((e) => e.isIntersecting)))
            .observe(document.getElementById("p"));
        }"""
    )
    await page.settle()
    assert await page.evaluate("log") == [False]
    await page.evaluate("document.getElementById('p').hidden = false")
    await page.settle()
    assert await page.evaluate("log") == [False, True]
    await page.evaluate("document.getElementById('p').remove()")
    await page.settle()
    assert await page.evaluate("log") == [False, True, False]


async def test_local_urls(page: Any) -> None:
    assert await page.evaluate(
        "fetch('data:text/css;base64,YQ==').then((r) => r.blob()).then((b) => b.type)"
    ) == ("text/css")
    script = (
        "(async () => { const u = URL.createObjectURL(new Blob(['x'])); return (await fetch(u)).text() })()"
    )
    assert await page.evaluate(script) == "x"
    assert await page.evaluate("fetch('blob:none').catch((e) => e.message)") == "Failed to fetch"


async def test_several_pages_of_one_user_and_of_others() -> None:
    async def home() -> str:
        return "<p>1</p>"

    async with StarioClient(Stario(Query("/", home))) as ada, ada.another() as bob:
        async with Page(ada) as one, Page(ada) as two, Page(bob) as three:
            for page in (one, two, three):
                await page.goto("/")
            await two.evaluate(
                "globalThis.log = [];"
                "addEventListener('storage', (e) => log.push(e.key, e.oldValue, e.newValue))"
            )
            await one.evaluate("localStorage.setItem('a', '1'), (document.cookie = 'c=1')")
            await one.settle()
            assert await two.evaluate("[log, localStorage.a, document.cookie]") == [
                ["a", None, "1"],
                "1",
                "c=1",
            ]
            assert await three.evaluate("[localStorage.length, document.cookie]") == [0, ""]


async def test_an_element_in_a_signal_is_sent_as_an_empty_object(page_of: Any) -> None:
    async def take(signals: Signals) -> None:
        assert signals == {"box": {}}

    page = await page_of(
        "<p data-ref:box></p><button id=b data-on:click=\"@post('/take')\"></button>", Command("/take", take)
    )
    await page.evaluate("document.getElementById('b').dispatchEvent(new Event('click'))")
    await page.settle()
    assert page.requests[-1].status == 204


async def test_ten_pages_with_endless_streams_at_once(stario_clock: Any, clients: Any) -> None:
    import asyncio
    from collections.abc import AsyncIterator

    from real_client import CLIENT

    open_streams: set[int] = set()

    async def home() -> str:
        return f"{CLIENT}<p id=p></p><i data-init=\"@get('/feed')\"></i>"

    async def feed() -> AsyncIterator[str]:
        key = len(open_streams)
        open_streams.add(key)
        try:
            for number in range(10**6):
                yield f"<p id=p>{number}</p>"
                await asyncio.sleep(1)
        finally:
            open_streams.discard(key)

    async with StarioClient(Stario(Query("/", home), Query("/feed", feed))) as client:
        pages = [Page(client, clients=clients) for _ in range(10)]
        for page in pages:
            await page.goto("/")
        assert len(open_streams) == 10
        await stario_clock.advance(100)
        for page in pages:
            assert await page.evaluate("document.getElementById('p').textContent") == "100"
        for page in pages:
            await page.close()
        assert open_streams == set()


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "\0",
        "<",
        "</p",
        "<p" * 1000,
        "<div>" * 5000,
        "<table><p>x<td>",
        "<script>",
        "<!--",
        "\ufeff<svg><p>",
    ],
)
async def test_garbage_is_a_page(page_of: Any, markup: str) -> None:
    page = await page_of(markup, datastar=False, problems=markup == "<script>")  # of what is behind it
    assert (await page.content()).startswith("<!DOCTYPE html><html><head>")


async def test_a_closed_page_says_so(page: Any) -> None:
    await page.close()
    with pytest.raises(RuntimeError, match="the page is closed"):
        await page.goto("/")
