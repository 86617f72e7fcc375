"""
What holds for any page: trees beside turbohtml's, selectors beside its, URLs beside ada's, and a morph's end.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import turbohtml
from ada_url import URL
from headless_page import HeadlessPage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stario import Command, PatchElements

#: An element that the page keeps for all examples of a property.
once_for_all = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

TAGS = ["a", "b", "i", "p", "div", "ul", "li", "table", "tr", "td", "select", "option", "form", "svg", "path"]
TAGS += ["math", "mi", "foreignObject", "pre", "template", "h1", "nobr", "button", "noscript", "x-y"]
SOUP = [
    *[f"<{name}>" for name in TAGS],
    *[f"</{name}>" for name in TAGS],
    *['<input value="a&amp;b">', "<br>", "<hr/>", "<!-- c -->", "<!doctype html>", "<style>p{</style>"],
    *["<textarea>\n\nx</textarea>", "<title>t</title>", "<body class=x>", "<html lang=en>", "<p id=a id=b>"],
    *["&lt;", "&nbsp;", "&#0;", "&amp", "<", ">", '"', "\n", "\t", "\0", "é", "😀", "\u2028", "text", " "],
    *[
        "<foreignObject>",
        "</foreignObject>",
        "<![CDATA[x]]>",
        "<mi>",
        "<noscript>",
        "</noscript>",
        "<a href=b>",
    ],
]
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
markup = st.lists(st.sampled_from(SOUP) | anything, max_size=14).map("".join)

NAMES = ["div", "p", "b", "svg"]


def _element(name: str, identifier: str | None, classes: list[str], children: list[str]) -> str:
    attributes = f' id="{identifier}"' if identifier else ""
    attributes += f' class="{" ".join(classes)}"' if classes else ""
    return f"<{name}{attributes}>{''.join(children)}</{name}>"


def trees(names: list[str]) -> st.SearchStrategy[str]:
    """Elements that HTML may nest like this."""
    leaf = st.sampled_from(["one", "two", " ", "<!--c-->", "&amp;"])
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            _element,
            st.sampled_from(names),
            st.none() | st.sampled_from(["a1", "a2", "a3"]),
            st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True),
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    )


@pytest.fixture(scope="module")
def blank() -> HeadlessPage:
    return HeadlessPage("")


@once_for_all
@given(markup)
def test_a_document_is_turbohtml_s(blank: HeadlessPage, text: str) -> None:
    script = "text => new DOMParser().parseFromString(text, 'text/html').documentElement.outerHTML"
    document = turbohtml.parse(text, scripting=False, allow_declarative_shadow_roots=False)
    root = next(node for node in document.children if isinstance(node, turbohtml.Element))
    assert _as_browsers(_call(blank, script, text)) == _as_browsers(root.html)


@once_for_all
@given(markup)
def test_inner_html_is_turbohtml_s(blank: HeadlessPage, text: str) -> None:
    found = _call(blank, "text => { document.body.innerHTML = text; return document.body.innerHTML; }", text)
    assert _as_browsers(found) == _as_browsers(
        turbohtml.parse_fragment(text, "body", scripting=True).inner_html
    )


@once_for_all
@given(st.lists(trees(["div", "span", "b"]), max_size=5).map("".join))
def test_what_was_written_down_is_read_as_the_same(blank: HeadlessPage, text: str) -> None:
    script = """text => {
      const a = document.createElement("div"), b = document.createElement("div");
      a.innerHTML = text;
      b.innerHTML = a.innerHTML;
      return [a.innerHTML === b.innerHTML, a.isEqualNode(b), a.cloneNode(true).isEqualNode(a)];
    }"""
    assert _call(blank, script, text) == [True, True, True]


SIMPLE = [*NAMES, "*", ".x", ".y", "#a1", "#a2", "[class]", "[class~=x]", "[id^=a]", "[id$='2']", ":not(.x)"]
SIMPLE += [":first-child", ":last-child", ":only-child", ":nth-child(2n+1)", ":nth-last-child(2)"]
SIMPLE += [":is(b, .y)", ":nth-of-type(2)", ":has(b)", ":has(> .x)", ":not(:has(p))", ":where(div, p)"]
#: Of two, the one behind is no name.
compound = st.sampled_from(SIMPLE) | st.builds(
    str.__add__, st.sampled_from(SIMPLE), st.sampled_from([each for each in SIMPLE if each[0] in ".#[:"])
)
selectors = st.lists(compound, min_size=1, max_size=3).flatmap(
    lambda parts: st.lists(
        st.sampled_from([" ", " > ", " + ", " ~ ", ", "]), min_size=len(parts) - 1, max_size=len(parts) - 1
    ).map(lambda between: "".join(a + b for a, b in zip(parts, [*between, ""], strict=True)))
)


@once_for_all
@given(st.lists(trees(["div", "p", "b"]), max_size=4).map("".join), selectors)
def test_selectors_match_what_turbohtml_s_match(blank: HeadlessPage, text: str, selector: str) -> None:
    script = """([text, selector]) => {
      document.body.innerHTML = text;
      const all = [...document.body.querySelectorAll("*")];
      return [...document.body.querySelectorAll(selector)].map((each) => all.indexOf(each));
    }"""
    document = turbohtml.parse(f"<!doctype html><html><head></head><body>{text}</body></html>")
    body = document.select_one("body")
    assert body is not None
    inside = body.select("*")
    chosen = [number for number, each in enumerate(inside) if each.matches(selector)]
    assert _call(blank, script, [text, selector]) == chosen


PIECES = [
    *"/?#:@.%[]\\ \t",
    "//",
    "..",
    "http:",
    "HTTPS://",
    "data:",
    "é",
    "ß.de",
    "%zz",
    "%2e",
    "localhost",
    ":80",
]
addresses = st.lists(st.sampled_from(PIECES) | anything, max_size=8).map("".join)
bases = st.sampled_from(["http://testserver/a/b?c#d", "https://x.test:8443/", "file:///c"])


@once_for_all
@given(addresses, bases)
def test_a_url_is_ada_s_and_stays_when_written_down(blank: HeadlessPage, text: str, base: str) -> None:
    script = """([text, base]) => {
      try { const url = new URL(text, base); return [url.href, url.host, new URL(url.href).href]; }
      catch (error) { return error.name; }
    }"""
    found = _call(blank, script, [text, base])
    try:
        url = URL(text, base)
    except ValueError:
        assert found == "TypeError"
        return
    assert found[:2] == [url.href, url.host]
    assert found[2] == found[0]


ids_of_morphs = st.lists(trees(["div", "span", "section"]), max_size=4).map("".join)


async def test_a_morph_ends_in_the_new_tree(page_of: Any) -> None:
    wanted = ""

    async def change() -> Any:
        yield PatchElements(f'<div id="root">{wanted}</div>')

    page = await page_of(
        """<div id="root"></div><button data-on:click="@post('/change')">go</button>""",
        Command("/change", change),
    )
    button = page.get_by_role("button")
    script = """text => {
      const root = document.getElementById("root"), fresh = document.createElement("div");
      fresh.id = "root";
      fresh.innerHTML = text;
      root.normalize();
      return root.isEqualNode(fresh) || root.outerHTML;
    }"""

    @settings(once_for_all, max_examples=40)
    @given(st.lists(ids_of_morphs.map(_with_ids_once), min_size=1, max_size=3))
    def morphs(texts: list[str]) -> None:
        made.append(texts)

    made: list[list[str]] = []
    morphs()
    for text in (text for texts in made for text in texts):
        wanted = text
        await button.click()
        assert await page.evaluate(script, text) is True, text
    assert page.problems == []


def _with_ids_once(text: str) -> str:
    """
    Each id once, and of one kind of element: the client leaves the tag of an element whose id stays.
    """
    seen: set[str] = set()

    def kept(found: re.Match[str]) -> str:
        identifier = f"{found[1]}-{found[2]}"
        if identifier in seen:
            return f"<{found[1]}"
        seen.add(identifier)
        return f'<{found[1]} id="{identifier}"'

    return re.sub(r'<(\w+) id="(a\d)"', kept, text)


def _as_browsers(html: str) -> str:
    """Without the line break that turbohtml writes for a parser to take away: HTML 13.3 has it no more."""
    return re.sub(r"(<(?:pre|textarea)\b[^>]*>)\n(?=\n)", r"\1", html)


def _call(page: HeadlessPage, function: str, argument: object) -> Any:
    page.engine.call("evaluate", 1, function, argument)
    value, problem = page.told.pop()
    assert problem is None, problem
    return value
