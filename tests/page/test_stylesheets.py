"""
Style sheets: which declaration wins, and what getComputedStyle says of it.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from stario import Query
from stario.testing.page import LocatorError, ScriptError


async def values(page: Any, selector: str, *names: str) -> list[str]:
    found: list[str] = await page.evaluate(
        "([selector, names]) => { const style = getComputedStyle(document.querySelector(selector));"
        " return names.map((name) => style.getPropertyValue(name)) }",
        [selector, list(names)],
    )
    return found


@pytest.mark.parametrize(
    ("css", "color"),
    [
        ("p {color: red} p {color: green}", "green"),
        ("p.c {color: green} p {color: red}", "green"),
        ("#p {color: green} .c.c.c {color: red}", "green"),
        (":where(#p) {color: red} p {color: green}", "green"),
        (":is(#p, b) {color: green} p.c.d {color: red}", "green"),
        ("p {color: green !important} #p {color: red}", "green"),
        ("@layer a {#p {color: red}} p {color: green}", "green"),
        ("@layer b, a; @layer a {p {color: green}} @layer b {#p {color: red}}", "green"),
        ("@layer a {p {color: green !important}} p {color: red !important}", "green"),
        ("@layer a {@layer b {#p {color: red}} p {color: green}}", "green"),
        ("@media (min-width: 100px) {p {color: green}}", "green"),
        ("p {color: green} @media print {#p {color: red}}", "green"),
        ("p {color: green} @supports (no-such: x) {#p {color: red}}", "green"),
        ("div {& > p {color: green}}", "green"),
        ("div {p {color: red} .c& {color: red} :is(p) {color: green}}", "green"),
        ("p {&.c {color: green} color: red}", "green"),
        ("div {color: green} p {color: inherit}", "green"),
        ("div {color: green} p {color: unset}", "green"),
        ("div {color: green} p {color: revert}", "green"),
        ("div {--x: green} p {color: var(--x)}", "green"),
        ("p {color: var(--none, var(--nor, green))}", "green"),
        ("div {color: green} p {--x: var(--y); --y: var(--x); color: var(--x)}", "green"),
        ("@scope (div) {p {color: green}}", "green"),
        ("p {color: green} @scope (div) to (p) {p.c {color: red}}", "green"),
        ("@namespace s url(http://www.w3.org/2000/svg); p {color: green} s|p {color: red}", "green"),
        ("/* } */ p {color: green; /* ; */} p:nothing, p {color: red} p::nothing {color: red}", "green"),
        ("p {color: green} @unknown {p {color: red}} p { ; color: }", "green"),
        ("p {content: '}'; color: green} @charset 'x';", "green"),
    ],
)
async def test_which_declaration_wins(page_of: Any, css: str, color: str) -> None:
    page = await page_of(
        '<div><p id="p" class="c d">x</p></div>', head=f"<style>{css}</style>", datastar=False
    )
    named = {"green": "rgb(0, 128, 0)"}
    assert await values(page, "#p", "color") == [named[color]]


async def test_inline_styles_and_sheets(page_of: Any) -> None:
    head = "<style>p {color: red; margin: 1px 2px !important}</style>"
    page = await page_of('<p style="color: blue; margin: 9px">x</p>', head=head, datastar=False)
    assert await values(page, "p", "color", "margin-left", "margin") == ["rgb(0, 0, 255)", "2px", "1px 2px"]


async def test_computed_values(page_of: Any) -> None:
    head = """<style>
      body {font-size: 20px; color: #0f08; line-height: 1.5}
      p {padding: 1em 2rem; border: thin solid; width: 50%; display: inline; float: left; font-weight: bolder}
      b {all: unset; --Mine: a  b; font-size: 150%; background: url(x) no-repeat hsl(120, 100%, 25%)}
      p::before {content: "> "; color: red}
    </style>"""
    page = await page_of("<p>x <b>y</b></p><i style='position: absolute'></i>", head=head, datastar=False)
    assert await values(page, "p", "padding-top", "padding-left", "display", "font-weight") == [
        "20px",
        "32px",
        "block",
        "700",
    ]
    assert await values(page, "p", "border-top-width", "border-bottom-color", "border-right-style") == [
        "1px",
        "rgba(0, 255, 0, 0.533)",
        "solid",
    ]
    assert await values(page, "b", "font-size", "font-weight", "background-color", "--Mine", "--mine") == [
        "30px",
        "700",
        "rgb(0, 128, 0)",
        "a  b",
        "",
    ]
    assert await values(page, "i", "display", "visibility", "opacity", "no-such") == [
        "block",
        "visible",
        "1",
        "",
    ]
    assert await page.evaluate(
        "[getComputedStyle(document.querySelector('p'), '::before').content,"
        " getComputedStyle(document.querySelector('p'), '::before').color,"
        " getComputedStyle(document.createElement('p')).color]"
    ) == ['"> "', "rgb(255, 0, 0)", ""]


async def test_what_a_layout_would_have_to_tell(page_of: Any) -> None:
    page = await page_of("<p style='width: 10px'>x</p>", datastar=False, problems=True)
    assert await values(page, "p", "width", "top") == ["10px", "auto"]
    told = await page.evaluate(
        "(() => { try { return getComputedStyle(document.body).width } catch (e) { return e.message } })()"
    )
    assert told == (
        "not simulated: getComputedStyle().width; run this test in a browser with --stario-browser=chromium"
    )
    changed = (
        "(() => { try { getComputedStyle(document.body).color = 'red' } catch (e) { return e.name } })()"
    )
    assert await page.evaluate(changed) == "NoModificationAllowedError"


async def test_sheets_that_change(page_of: Any) -> None:
    page = await page_of("<p>x</p>", head="<style id='s'>p {display: none}</style>", datastar=False)
    shown = "getComputedStyle(document.querySelector('p')).display"
    assert await page.evaluate(shown) == "none"
    steps = [
        ("s.textContent = 'p {display: flex}'", "flex"),
        ("s.sheet.insertRule('p {display: grid}', 1)", "grid"),
        ("s.sheet.cssRules[1].style.display = 'inline'", "inline"),
        ("s.sheet.deleteRule(1)", "flex"),
        ("s.media = 'print'", "block"),
        ("s.media = ''", "flex"),
        ("s.disabled = true", "block"),
        ("s.remove()", "block"),
        (
            "const own = new CSSStyleSheet(); own.replaceSync('p {display: table}'); "
            "document.adoptedStyleSheets = [own]",
            "table",
        ),
        ("document.adoptedStyleSheets = []", "block"),
    ]
    for change, display in steps:
        await page.evaluate(f"{{ {change}; null }}")
        assert (change, await page.evaluate(shown)) == (change, display)


async def test_sheets_as_objects(page_of: Any) -> None:
    page = await page_of(
        "", head="<style>@media print {p {color: red}} p {color: red}</style>", datastar=False
    )
    assert await page.evaluate(
        "[document.styleSheets.length, document.styleSheets[0].ownerNode.localName,"
        " [...document.styleSheets[0].cssRules].map((rule) => rule.cssText),"
        " document.styleSheets[0].cssRules[1].selectorText]"
    ) == [1, "style", ["@media print {\n  p { color: red; }\n}", "p { color: red; }"], "p"]
    told = await page.evaluate(
        "['insertRule(\"!\")', 'insertRule(\"a {}\", 9)', 'deleteRule(2)'].map((call) => {"
        "  try { eval('document.styleSheets[0].' + call) } catch (e) { return e.name + ': ' + e.message } })"
    )
    assert told == [
        "SyntaxError: Failed to execute 'insertRule' on 'CSSStyleSheet': Failed to parse the rule '!'.",
        "IndexSizeError: Failed to execute 'insertRule' on 'CSSStyleSheet': The index provided (9) "
        "is larger than the maximum index (2).",
        "IndexSizeError: Failed to execute 'deleteRule' on 'CSSStyleSheet': The index provided (2) "
        "is larger than the maximum index (1).",
    ]


async def test_linked_and_imported_sheets(page_of: Any) -> None:
    async def linked() -> PlainTextResponse:
        return PlainTextResponse("@import 'more.css' screen; .a {display: none}", media_type="text/css")

    async def more() -> PlainTextResponse:
        return PlainTextResponse(".b {display: none}", media_type="text/css")

    page = await page_of(
        "<p class=a>a</p><p class=b>b</p><p class=c>c</p>",
        Query("/css/linked.css", linked),
        Query("/css/more.css", more),
        head="<link rel=stylesheet href=/css/linked.css><link rel='alternate stylesheet' href=/none.css>",
        datastar=False,
    )
    assert [await page.locator(f".{name}").is_visible() for name in "abc"] == [False, False, True]
    assert sorted(request.path for request in page.requests if request.path.startswith("/css")) == [
        "/css/linked.css",
        "/css/more.css",
    ]
    await page.evaluate("document.querySelector('link').disabled = true; null")
    assert await page.locator(".a").is_visible()


async def test_a_sheet_that_is_missing_is_told(page_of: Any) -> None:
    page = await page_of("<p>x</p>", datastar=False)
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    await page.evaluate(
        "new Promise((done) => { const link = document.createElement('link'); link.rel = 'stylesheet';"
        " link.href = '/none.css'; link.onerror = () => done(); document.head.append(link) })"
    )
    assert told == ["warning: The style sheet http://testserver/none.css was not loaded: status 404"]


async def test_sheets_of_shadow_trees(page_of: Any) -> None:
    page = await page_of("<div id=host><p>slotted</p></div><p id=out>x</p>", datastar=False)
    assert await page.evaluate(
        """(() => {
          const root = host.attachShadow({ mode: "open" });
          root.innerHTML = `<style>:host {display: flex} :host(.on) {color: red} p {color: blue}
            :host > p {font-weight: bold}</style><p id=in>in</p><slot></slot>`;
          const inner = root.querySelector("#in");
          const style = (element) => getComputedStyle(element);
          const before = [style(host).display, style(inner).color, style(inner).fontWeight, style(out).color];
          host.className = "on";
          return [...before, style(host).color, style(host.firstChild).color];
        })()"""
    ) == ["flex", "rgb(0, 0, 255)", "700", "rgb(0, 0, 0)", "rgb(255, 0, 0)", "rgb(255, 0, 0)"]


SIZES = [
    ("@container (min-width: 300px)", "container-type: inline-size"),
    ("@container card (width > 300px)", "container: card / size"),
    ("@container (min-height: 300px)", "container-type: size"),
    ("@container style(--a: b) and (min-width: 300px)", "container-type: inline-size; --a: b"),
]


@pytest.mark.parametrize(("query", "style"), SIZES)
async def test_what_the_size_of_a_container_decides_is_not_guessed(
    page_of: Any, query: str, style: str
) -> None:
    css = f"div {{{style}}} {query} {{p {{display: none; color: red}}}}"
    page = await page_of(
        "<div><p>x</p><b>y</b></div>", head=f"<style>{css}</style>", datastar=False, problems=True
    )
    with pytest.raises(
        LocatorError, match=r'not simulated: @container .*px\), which decides on "display: none"'
    ):
        await page.locator("p").is_visible()
    assert await page.locator("b").is_visible()
    with pytest.raises(ScriptError, match="not simulated: @container"):
        await values(page, "p", "color")


@pytest.mark.parametrize(
    ("css", "visible"),
    [
        # It is the same, whatever the size is.
        ("@container (min-width: 300px) {p {display: flex; color: red}}", True),
        ("p {display: none} @container (min-width: 300px) {p {display: none}}", False),
        # Something else wins.
        ("#p {display: block} @container (min-width: 300px) {p {display: none}}", True),
        # The container has no such size to ask for.
        ("@container (min-height: 300px) {p {display: none}}", True),
    ],
)
async def test_the_size_of_a_container_may_not_matter(page_of: Any, css: str, visible: bool) -> None:
    head = f"<style>div {{container-type: inline-size}} {css}</style>"
    page = await page_of('<div><p id="p">x</p></div>', head=head, datastar=False)
    assert await page.locator("p").is_visible() is visible
