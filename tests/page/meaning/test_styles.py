"""What style sheets say across shadow trees and of containers, read with getComputedStyle."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from stario import Query
from stario.testing import expect

CARDS = """
<style>
  #outer { color: rgb(1, 0, 0) }
  x-card::part(title) { color: rgb(0, 0, 9) }
  x-card::part(title wide) { background-color: rgb(3, 3, 3) }
  x-card.no::part(title) { color: rgb(0, 9, 0) }
  x-wrap::part(deep) { color: rgb(7, 7, 7) }
  x-wrap::part(title) { color: rgb(8, 8, 8) }
</style>
<x-card id="a"><p id="slotted">a</p><p id="outer">b</p><i slot="icon" id="icon">i</i>
  <b id="hidden" class="hidden">x</b>
  <u id="important" class="important" style="color: rgb(5, 5, 5)">u</u></x-card>
<x-wrap id="w"></x-wrap><x-card class="no" id="n"></x-card>
<script>
  function define(name, html) {
    customElements.define(name, class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: "open" }).innerHTML = html;
      }
    });
  }
  define("x-card", `<style>
      ::slotted(p) { color: rgb(2, 0, 0) }
      slot[name=icon]::slotted(*) { color: rgb(0, 2, 0) }
      ::slotted(.hidden) { display: none }
      .box ::slotted(p) { font-weight: 700 }
      ::slotted(.important) { color: rgb(6, 6, 6) !important }
      ::slotted(#slotted) { text-align: right }
      ::slotted(p) { text-align: left }
      h1 { color: rgb(9, 9, 9) }
      :host(.no) h1 { display: none }
      :host { letter-spacing: 1px }
    </style><h1 part="title">T</h1><h2 part="title wide" style="color: rgb(4, 4, 4)">W</h2>
    <div class="box"><slot></slot></div><slot name="icon"></slot>`);
  define("x-wrap", `<style>x-card::part(title) { text-align: center }</style>
    <x-card exportparts="title: deep" id="inner"><p id="inmost">n</p></x-card>`);
</script>
"""
STYLES = [
    ("#slotted", "color text-align font-weight letter-spacing", "rgb(2, 0, 0) right 700 1px"),
    ("#outer", "color text-align font-weight", "rgb(1, 0, 0) left 700"),
    ("#icon", "color font-weight", "rgb(0, 2, 0) 400"),
    ("#hidden", "display", "none"),
    ("#important", "color", "rgb(6, 6, 6)"),
    ("#a h1", "color display background-color", "rgb(0, 0, 9) block rgba(0, 0, 0, 0)"),
    ("#a h2", "color background-color", "rgb(0, 0, 9) rgb(3, 3, 3)"),
    ("#n h1", "color display", "rgb(0, 9, 0) none"),
    ("#inner h1", "color text-align", "rgb(7, 7, 7) center"),
    ("#inmost", "color font-weight", "rgb(2, 0, 0) 700"),
]
READ = """(element, names) =>
  names.split(" ").map((name) => getComputedStyle(element).getPropertyValue(name)).join(" ")"""


@pytest.mark.parametrize(("selector", "names", "values"), STYLES)
async def test_styles_across_shadow_trees(show: Any, selector: str, names: str, values: str) -> None:
    page = await show(CARDS)
    assert await page.locator(selector).evaluate(READ, names) == values


async def test_what_is_slotted_and_hidden_is_not_visible(show: Any) -> None:
    page = await show(CARDS)
    await expect(page.locator("#hidden")).to_be_hidden()
    await expect(page.locator("#slotted")).to_be_visible()
    await expect(page.locator("#n h1")).to_be_hidden()
    await expect(page.locator("#a h1")).to_be_visible()


CONTAINERS = [
    ("@container (min-width: 1px)", "", True),
    ("@container card (min-width: 1px)", "", True),
    ("@container not (min-width: 1px)", "", True),
    ("@container style(--theme: dark)", "", False),
    ("@container style(--theme)", "", False),
    ("@container style(--other)", "", True),
    ("@container not style(--theme: dark)", "", True),
    ("@container style(--theme: dark) and style(--other)", "", True),
    ("@container style(--theme: light) or style(--theme: dark)", "", False),
    ("@container (style(--theme: light)) or (not style(--other))", "", False),
    ("@container card style(--theme: dark)", "", True),
    ("@container card style(--theme: dark)", "container-name: other card", False),
    ("@container card style(--theme: dark)", "container: card / normal", False),
    ("@container style(--theme: light) and (min-width: 1px)", "container-type: inline-size", True),
]


@pytest.mark.parametrize(("query", "style", "is_shown"), CONTAINERS)
async def test_what_a_container_is_asked(show: Any, query: str, style: str, is_shown: bool) -> None:
    head = f"<style>#c {{ --theme: dark; {style} }} {query} {{ #x {{ display: none }} }}</style>"
    page = await show('<div id="c"><p id="x">x</p></div>', head=head)
    assert await page.locator("#x").is_visible() is is_shown


async def test_the_media_of_a_linked_sheet_decide_what_is_seen(show: Any) -> None:
    async def sheet() -> PlainTextResponse:
        css = "p { display: none } @media print { b { display: none } }"
        return PlainTextResponse(css, media_type="text/css")

    link = '<link rel="stylesheet" href="/a.css" media="PRINT">'
    page = await show("<p>text</p><b>more</b>", Query("/a.css", sheet), head=link)
    await expect(page.locator("p")).to_be_visible()
    assert await page.evaluate("String(document.querySelector('link').sheet.media)") == "print"
    await page.evaluate("document.querySelector('link').media = 'print, (min-width: 1px)'")
    await expect(page.locator("p")).to_be_hidden()
    assert await page.evaluate("[...document.styleSheets[0].media]") == ["print", "(min-width: 1px)"]
    await page.evaluate("document.styleSheets[0].media.deleteMedium('(min-width:1px)')")
    await expect(page.locator("p")).to_be_visible()
    await page.evaluate("document.styleSheets[0].media = ''")
    await expect(page.locator("b")).to_be_visible()
    await page.evaluate("document.styleSheets[0].cssRules[1].media.appendMedium('screen')")
    await expect(page.locator("b")).to_be_hidden()
