"""
querySelector and its like: what is a selector, what it finds, and what Chromium says of one that is none.
"""

from __future__ import annotations

from typing import Any

import pytest

BODY = """
<div id="main" class="a b" lang="en-US" data-on:click="x" title="One two">
  <p id="p1" class="a">one</p><p id="p2" class="x:y 1z">two <b id="b1">three</b></p><p id="p3"></p>
  <ul id="list"><li id="l1" class="on">1<li id="l2">2<li id="l3" class="on">3<li id="l4">4</ul>
</div>
<svg id="svg"><foreignObject id="fo"></foreignObject><a id="sa" xlink:href="#x"></a></svg>
<form id="form">
  <fieldset id="fs" disabled><legend><input id="in-legend"></legend><input id="in-fieldset"></fieldset>
  <input id="box" type="checkbox" checked><input id="mail" type="email" value="x" required>
  <input id="r1" type="radio" name="r"><input id="r2" type="radio" name="r">
  <input id="number" type="number" min="1" max="5" value="9"><input id="hint" placeholder="hint">
  <select id="select"><option id="o1" value="1">x<option id="o2" selected>y</select>
  <button id="ok">ok</button><progress id="progress"></progress><textarea id="ta" readonly></textarea>
</form>
<a id="link" href="#main">link</a><a id="anchor">none</a><x-none id="custom"></x-none>
<details id="open" open><summary id="sum">s</summary></details><p id="rtl" dir="rtl"><i id="i">x</i></p>
<template id="template"><p id="inside">no</p></template>
"""
IDS = "(selector) => [...document.querySelectorAll(selector)].map((found) => found.id || found.localName)"


@pytest.fixture
async def page(page_of: Any) -> Any:
    return await page_of(BODY, datastar=False)


@pytest.mark.parametrize(
    "selector",
    [
        " ",
        "##",
        "#1",
        ".1",
        "a,",
        ",a",
        "a,,b",
        "a >",
        "> a",
        "a > > b",
        "a*",
        "**",
        "svg|rect",
        "[a=1]",
        "[a!=b]",
        "[a=b x]",
        "[a='b' s]",
        "[]",
        "a:",
        "a::",
        ":nothing",
        "::nothing",
        ":not()",
        ":not(a,)",
        ":has()",
        ":has(a:has(b))",
        ":nth-child()",
        ":nth-child(+ n)",
        ":nth-child(n 1)",
        ":nth-child(#3)",
        ":nth-child(2n\\+ 1)",
        ":nth-of-type(1 of a)",
        ":lang('')",
        "a::before b",
        "a::before.b",
        "p:is(a{b)",
        "a || b",
        "a{",
        "@a",
        "a\\\nb",
        "url(a)",
    ],
)
async def test_what_is_no_selector(page: Any, selector: str) -> None:
    told = await page.evaluate(
        "(s) => ['querySelector', 'querySelectorAll', 'matches', 'closest'].map((method) => {"
        "  try { document.body[method](s); return null } catch (e) { return [e.name, e.message, e.code] } })",
        selector,
    )
    for method, error in zip(("querySelector", "querySelectorAll", "matches", "closest"), told, strict=True):
        message = f"Failed to execute '{method}' on 'Element': '{selector}' is not a valid selector."
        assert error == ["SyntaxError", message, 12]


async def test_the_words_of_other_mistakes(page: Any) -> None:
    told = await page.evaluate(
        "[() => document.querySelector(''), () => document.querySelectorAll(),"
        " () => document.createDocumentFragment().querySelector('!')].map((f) => {"
        "  try { f(); return null } catch (e) { return `${e.name}: ${e.message}` } })"
    )
    assert told == [
        "SyntaxError: Failed to execute 'querySelector' on 'Document': The provided selector is empty.",
        "TypeError: Failed to execute 'querySelectorAll' on 'Document': 1 argument required, "
        "but only 0 present.",
        "SyntaxError: Failed to execute 'querySelector' on 'DocumentFragment': '!' is not a valid selector.",
    ]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        # Names, ids, classes, attributes.
        ("#p2", ["p2"]),
        ("#inside", []),
        ("P.a", ["p1"]),
        (".a", ["main", "p1"]),
        (".A", []),
        (r".x\:y.\31z", ["p2"]),
        (r".\31 z", ["p2"]),
        (r"[data-on\:click]", ["main"]),
        ("[title~=two][TITLE^='One']", ["main"]),
        ("[title='one two' i]", ["main"]),
        ("[type=RADIO]", ["r1", "r2"]),
        ("[lang|=en]", ["main"]),
        ("[title*='']", []),
        ("[class~='']", []),
        ("svg > foreignobject", ["fo"]),
        ("*|a[*|href]", ["sa", "link"]),
        ("[href]", ["link"]),
        ("|a", []),
        (r"\*", []),
        # Combinators.
        ("div > p + p", ["p2", "p3"]),
        ("p ~ ul li", ["l1", "l2", "l3", "l4"]),
        ("div p b", ["b1"]),
        ("#main #l3", ["l3"]),
        # Of the tree.
        ("li:nth-child(2n+1)", ["l1", "l3"]),
        ("li:nth-child(-n+2)", ["l1", "l2"]),
        ("li:nth-last-child(1)", ["l4"]),
        ("li:nth-child(2 of .on)", ["l3"]),
        ("p:nth-of-type(EVEN)", ["p2"]),
        ("#main > :first-child, #main > :last-child", ["p1", "list"]),
        ("p:empty", ["p3"]),
        ("summary:only-child", ["sum"]),
        (":root", ["html"]),
        # Of other selectors.
        ("p:not(.a, :empty)", ["p2", "rtl"]),
        (":is(p, !, b):has(> b)", ["p2"]),
        ("p:has(+ p:empty)", ["p2"]),
        ("div:has(li.on ~ li.on)", ["main"]),
        (":where(#l1, #l4)", ["l1", "l4"]),
        ("p:has(> b), p:has(:is(:has(b)))", ["p2"]),
        # Of states.
        (":checked", ["box", "o2"]),
        ("input:disabled", ["in-fieldset"]),
        ("fieldset:disabled", ["fs"]),
        ("#fs input:enabled", ["in-legend"]),
        (":required", ["mail"]),
        ("form:invalid, input:invalid", ["form", "mail", "number"]),
        (":out-of-range", ["number"]),
        (":placeholder-shown", ["hint"]),
        (":indeterminate", ["r1", "r2", "progress"]),
        (":default", ["box", "o2", "ok"]),
        ("textarea:read-only, #hint:read-write", ["hint", "ta"]),
        ("a:any-link, a:visited", ["sa", "link"]),
        (":not(:defined)", ["custom"]),
        ("details:open", ["open"]),
        (":lang(en)", ["main", "p1", "p2", "b1", "p3", "list", "l1", "l2", "l3", "l4"]),
        ("p:dir(rtl), i:dir(ltr)", ["rtl"]),
        ("p::before, p:hover, p::-webkit-thing", []),
    ],
)
async def test_what_selectors_find(page: Any, selector: str, found: list[str]) -> None:
    assert await page.evaluate(IDS, selector) == found


async def test_the_scope(page: Any) -> None:
    assert await page.evaluate("[...list.querySelectorAll(':scope > li')].length") == 4
    assert await page.evaluate("list.querySelectorAll('div li').length") == 4
    assert await page.evaluate("list.matches(':scope') && list.closest('div:has(:scope)')") == (
        await page.evaluate("main")
    )
    fragment = (
        "(() => { const f = template.content; return [f.querySelector('#inside').localName,"
        " f.querySelectorAll(':scope > p').length, f.querySelectorAll(':root').length] })()"
    )
    assert await page.evaluate(fragment) == ["p", 1, 0]


async def test_states_that_change_are_seen(page: Any) -> None:
    assert await page.evaluate("document.querySelector(':focus')") is None
    await page.locator("#hint").fill("text")
    assert await page.evaluate(IDS, "input:focus, form:focus-within, input:focus-visible") == ["form", "hint"]
    assert await page.evaluate(IDS, ":placeholder-shown") == []
    await page.locator("#box").click()
    assert await page.evaluate(IDS, "input:checked, input:hover, form:hover") == ["form", "box"]
    await page.locator("#r2").check()
    assert await page.evaluate(IDS, "input:checked, input:indeterminate") == ["r2"]
    await page.locator("#ok").click()
    assert await page.evaluate(IDS, "input:user-invalid") == ["mail", "number"]
    await page.evaluate("location.hash = 'p2'")
    assert await page.evaluate(IDS, ":target") == ["p2"]


async def test_ids_follow_the_tree(page: Any) -> None:
    assert await page.evaluate(
        """(() => {
          const found = (selector) => document.querySelectorAll(selector).length;
          const counts = [found("#p1")];
          const twin = p1.cloneNode(true);
          list.append(twin);
          counts.push(found("#p1"), found("#list #p1"), document.querySelector("#p1") === twin);
          main.remove();
          counts.push(found("#p1"), main_was(twin));
          return counts;
          function main_was(node) { return node.closest("#main").querySelectorAll("#p1").length; }
        })()"""
    ) == [1, 2, 1, False, 0, 2]


async def test_live_collections(page: Any) -> None:
    assert await page.evaluate(
        """(() => {
          const items = document.getElementsByTagName("LI");
          const on = list.getElementsByClassName(" on ");
          const counts = [items.length, on.length, items === document.getElementsByTagName("LI")];
          l1.remove();
          counts.push(items.length, on.length, items[0].id, items.namedItem("l3").id);
          counts.push(document.getElementsByTagName("foreignObject").length);
          counts.push(document.getElementsByTagNameNS("http://www.w3.org/2000/svg", "*").length);
          counts.push(document.getElementsByName("r").length, document.getElementsByClassName("").length);
          return counts;
        })()"""
    ) == [4, 2, True, 3, 1, "l2", "l3", 1, 3, 2, 0]


async def test_quirks_mode_takes_letters_in_any_case(page_of: Any) -> None:
    page = await page_of("<p class=A id=B>", datastar=False)
    assert await page.evaluate("document.querySelectorAll('.a, #b').length") == 0
    quirky = (
        "new DOMParser().parseFromString('<p class=A id=B>', 'text/html').querySelectorAll('.a#b').length"
    )
    assert await page.evaluate(quirky) == 1


async def test_css_escape_and_supports(page: Any) -> None:
    assert await page.evaluate("[CSS.escape('1a b'), CSS.escape('-'), CSS.escape('--é.')]") == [
        "\\31 a\\ b",
        "\\-",
        "--é\\.",
    ]
    told = (
        "[CSS.supports('display', 'grid'), CSS.supports('no-such', 'x'), CSS.supports('selector(:has(a))'),"
    )
    told += " CSS.supports('(display: grid) and (not selector(:no))'), CSS.supports('selector(:no)')]"
    assert await page.evaluate(told) == [True, False, True, True, False]
