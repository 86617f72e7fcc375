"""
Visible, as Playwright means it: rendered, not hidden by style, and with a box that is not empty.

Each case is what Chromium says of the element with the id "e".
"""

from __future__ import annotations

from typing import Any

import pytest

VISIBLE = [
    "<p id=e>x</p>",
    "<p id=e><img alt=x></p>",
    "<p id=e>&nbsp;</p>",
    "<pre id=e> </pre>",
    "<div id=e><br></div>",
    "<p id=e><span style='display: inline-block'></span></p>",
    "<div id=e style='height: 10px'></div>",
    "<div id=e style='padding: 1px'></div>",
    "<div id=e style='border-top: 1px solid'></div>",
    "<div id=e style='min-height: 1em'></div>",
    "<span id=e style='padding: 1px'></span>",
    "<div id=e style='overflow: hidden'><b style='float: left'>x</b></div>",
    "<div id=e style='position: absolute'>x</div>",
    "<div id=e style='position: absolute; left: -9999px'>x</div>",
    "<div id=e style='opacity: 0'>x</div>",
    "<div style='display: contents'><p id=e>x</p></div>",
    "<p id=e style='display: contents'>x</p>",
    "<div style='visibility: hidden'><p id=e style='visibility: visible'>x</p></div>",
    "<div style='height: 0; overflow: hidden'><b id=e>x</b></div>",
    "<div id=e inert>x</div>",
    "<ul><li id=e></ul>",
    "<hr id=e>",
    "<button id=e></button>",
    "<input id=e>",
    "<input type=checkbox id=e>",
    "<select id=e></select>",
    "<textarea id=e></textarea>",
    "<progress id=e></progress>",
    "<iframe id=e></iframe>",
    "<video id=e></video>",
    "<audio controls id=e></audio>",
    "<canvas id=e></canvas>",
    "<img alt=x id=e>",
    "<svg id=e></svg>",
    "<svg><rect id=e width=1 height=1></rect></svg>",
    "<svg><text id=e>x</text></svg>",
    "<svg><g id=e><circle r=1></circle></g></svg>",
    "<table id=e><tr><td></table>",
    "<table><tr><td id=e></table>",
    "<fieldset id=e></fieldset>",
    "<details><summary id=e>x</summary>y</details>",
    "<details open><summary>x</summary><p id=e>y</p></details>",
    "<details id=e></details>",
    "<dialog open id=e>x</dialog>",
    "<select size=2><option id=e>x</select>",
    "<b><div id=e>x</div></b>",
    "<div style='display: flex'><i id=e style='flex-grow: 1'></i>x</div>",
    "<style>.e::before {content: 'x'}</style><i id=e class=e></i>",
    "<style>@media print {#e {display: none}}</style><p id=e>x</p>",
]
HIDDEN = [
    "<p id=e></p>",
    "<p id=e> \n <!-- x --> </p>",
    "<span id=e></span>",
    "<p>x<span id=e></span></p>",
    "<p id=e><b></b></p>",
    "<p id=e><input type=hidden></p>",
    "<div id=e style='height: 0'>x</div>",
    "<div id=e style='width: 0'>x</div>",
    "<div id=e style='max-height: 0'>x</div>",
    "<div id=e style='font-size: 0'>x</div>",
    "<div id=e style='transform: scale(0)'>x</div>",
    "<div id=e style='padding-left: 1px'></div>",
    "<div id=e style='border: 1px'></div>",
    "<div id=e style='height: 50%'></div>",
    "<div id=e><b style='float: left'>x</b></div>",
    "<div id=e><b style='position: absolute'>x</b></div>",
    "<div style='float: left'><p id=e style='height: 9px'></p></div>",
    "<div style='display: flex'><p id=e style='height: 9px'></p></div>",
    "<div id=e style='display: contents'></div>",
    "<div id=e style='display: none'>x</div>",
    "<div style='display: none'><p id=e style='display: block'>x</p></div>",
    "<div id=e hidden>x</div>",
    "<div hidden><p id=e>x</p></div>",
    "<div hidden=until-found><p id=e>x</p></div>",
    "<div style='visibility: hidden'><p id=e>x</p></div>",
    "<div id=e style='visibility: collapse'>x</div>",
    "<div style='content-visibility: hidden'><p id=e>x</p></div>",
    "<details><summary>x</summary><p id=e>y</p></details>",
    "<details><p id=e>y</p></details>",
    "<dialog id=e>x</dialog>",
    "<div popover id=e>x</div>",
    "<input type=hidden id=e>",
    "<img id=e>",
    "<audio id=e></audio>",
    "<canvas width=0 id=e></canvas>",
    "<br id=e>",
    "<select><option id=e>x</select>",
    "<datalist><option id=e>x</datalist>",
    "<noscript id=e>x</noscript>",
    "<script id=e>1</script>",
    "<svg><g id=e></g></svg>",
    "<svg><defs><rect id=e width=1 height=1></rect></defs></svg>",
    "<svg><rect id=e></rect></svg>",
    "<table id=e></table>",
    "<ul style='list-style: none'><li id=e></ul>",
    "<style>#e {display: none}</style><p id=e>x</p>",
    "<style>p:has(b) {display: none}</style><p id=e>x<b>y</b></p>",
    "<style>input:checked + p {visibility: hidden}</style><input type=checkbox checked><p id=e>x</p>",
    "<style>:root {--d: none} p {display: var(--d)}</style><p id=e>x</p>",
]


@pytest.mark.parametrize(
    ("body", "visible"), [*((case, True) for case in VISIBLE), *((case, False) for case in HIDDEN)]
)
async def test_what_can_be_seen(page_of: Any, body: str, visible: bool) -> None:
    page = await page_of(body, datastar=False)
    assert await page.locator("#e").is_visible() is visible
    assert await page.locator("#e:visible").count() == int(visible)
    assert await page.locator("#e").filter(visible=False).count() == int(not visible)


async def test_check_visibility(page_of: Any) -> None:
    page = await page_of(
        "<p id=empty></p><p id=none hidden></p><p id=clear style='opacity: 0'><b id=in>x</b></p>"
        "<p id=hidden style='visibility: hidden'></p><p id=contents style='display: contents'></p>",
        datastar=False,
    )
    told = "(options) => ['empty', 'none', 'in', 'hidden', 'contents']"
    told += ".map((id) => document.getElementById(id).checkVisibility(options))"
    assert await page.evaluate(told) == [True, False, True, True, False]
    assert await page.evaluate(told, {"checkOpacity": True}) == [True, False, False, True, False]
    assert await page.evaluate(told, {"visibilityProperty": True}) == [True, False, True, False, False]
    assert await page.evaluate("document.createElement('p').checkVisibility()") is False


async def test_what_is_seen_follows_the_page(page_of: Any) -> None:
    page = await page_of(
        "<style>#menu {display: none} button:hover + #menu {display: block} .off {display: none}</style>"
        "<button>open</button><p id=menu>menu</p><p id=text>text</p>",
        datastar=False,
    )
    menu, text = page.locator("#menu"), page.locator("#text")
    assert (await menu.is_visible(), await text.is_visible()) == (False, True)
    await page.locator("button").hover()
    assert await menu.is_visible()
    await page.evaluate("text.className = 'off'; null")
    assert not await text.is_visible()
    await page.evaluate("text.style.display = 'block'; null")
    assert await text.is_visible()
    await page.evaluate("text.replaceChildren(); null")
    assert not await text.is_visible()
