"""What is contenteditable, edited by keys: the same HTML comes of it."""

from __future__ import annotations

from typing import Any

import pytest

#: What is edited, from its beginning on; the keys; what comes of it.
EDITED = [
    ("", "a b Enter c", "ab<div>c</div>"),
    ("", "Enter a", "<div><br></div><div>a</div>"),
    ("abc", "End Enter d", "abc<div>d</div>"),
    ("abc", "End Enter", "abc<div><br></div>"),
    ("abcd", "ArrowRight ArrowRight Enter x", "ab<div>xcd</div>"),
    ("abc", "Enter x", "<div><br></div>xabc"),
    ("<p>abc</p>", "End Enter d", "<p>abc</p><p>d</p>"),
    ("<p>abcd</p>", "ArrowRight ArrowRight Enter x", "<p>ab</p><p>xcd</p>"),
    ("<p class=k>ab</p>", "End Enter d", '<p class="k">ab</p><p class="k">d</p>'),
    ("<p>abc</p>", "Enter", "<p><br></p><p>abc</p>"),
    ("<h1>abc</h1>", "End Enter d", "<h1>abc</h1><div>d</div>"),
    ("<h1>abcd</h1>", "ArrowRight Enter", "<h1>a</h1><h1>bcd</h1>"),
    ("<ul><li>a</li></ul>", "End Enter b", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul><li>a</li></ul>", "End Enter Enter b", "<ul><li>a</li></ul><div>b</div>"),
    ("<div>a</div><div>b</div>", "ArrowRight ArrowRight Backspace", "<div>ab</div>"),
    ("<div>a</div><div>b</div>", "ArrowRight ArrowRight x", "<div>a</div><div>xb</div>"),
    ("abc<div>d</div>", "End ArrowRight Backspace", "abcd"),
    ("a", "End Backspace", "<br>"),
    ("a", "End Backspace b", "b"),
    ("<div>a</div>", "End Backspace", "<br>"),
    ("<div>a</div>", "End Backspace Backspace", "<br>"),
    ("<div>a</div>", "End Backspace b", "b"),
    ("<p>a</p><p>b</p>", "End Delete", "<p>ab</p>"),
    ("<p>a</p><p><br></p>", "End ArrowRight Backspace", "<p>a</p>"),
    ("<p>a</p><p><br></p><p>c</p>", "End ArrowRight x", "<p>a</p><p>x</p><p>c</p>"),
    ("ab<b>c</b>d", "ArrowRight ArrowRight Delete", "abd"),
    ("ab<b>c</b>d", "ArrowRight ArrowRight ArrowRight Backspace", "abd"),
    ("ab<b>cd</b>", "End x", "ab<b>cdx</b>"),
    ("ab<b>cd</b>e", "ArrowRight ArrowRight x", "abx<b>cd</b>e"),
    ("ab<b>cd</b>e", "ArrowRight ArrowRight ArrowRight ArrowRight x", "ab<b>cdx</b>e"),
    ("<b>c</b>", "x", "<b>xc</b>"),
    ("abc", "Control+a x", "x"),
    ("abc", "Control+a Backspace", "<br>"),
    ("<p>abc</p><p>def</p>", "Control+a x", "<p>x</p>"),
    ("<p>abc</p><p>def</p>", "Control+a Delete", "<p><br></p>"),
    ("abcd", "Shift+ArrowRight Shift+ArrowRight x", "xcd"),
    ("abcd", "End Shift+ArrowLeft Backspace", "abc"),
    ("abcd", "Shift+End x", "x"),
    ("abcd", "End Shift+Home Backspace z", "z"),
    ("<p>ab</p><p>cd</p>", "ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight x", "<p>axd</p>"),
    (
        "<p>ab</p><p>cd</p>",
        "ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowRight Backspace",
        "<p>ad</p>",
    ),
    ("abc", "End Shift+Enter d", "abc<br>d"),
    ("abc", "End Shift+Enter", "abc<br><br>"),
    ("abc", "ArrowRight Shift+Enter", "a<br>bc"),
    ("<p>abc</p>", "End Shift+Enter d", "<p>abc<br>d</p>"),
    ("a b", "End Space c", "a b c"),
    ("a", "End Space", "a&nbsp;"),
    ("a", "End Space Space b", "a&nbsp; b"),
    ("", "Space a", "&nbsp;a"),
    ("a<br>b", "End ArrowRight x", "a<br>xb"),
    ("a<br>b", "End Delete", "ab"),
    ("a<br>b", "End ArrowRight Backspace", "ab"),
    ("<p>ab</p>", "Home Backspace", "<p>ab</p>"),
    ("ab", "Home Backspace", "ab"),
    ("ab", "End Delete", "ab"),
    ("a<img src=data:,>b", "ArrowRight Delete", "ab"),
    ("a<span contenteditable=false>X</span>b", "ArrowRight ArrowRight Backspace", "ab"),
    ("<p>a</p><h1>b</h1>", "End Delete", "<p>ab</p>"),
    ("\n  abc\n  ", "End x", "\n  abcx"),
    ("\n  <p>abc</p>\n  ", "End x", "\n  <p>abcx</p>\n  "),
    ("<div><b>ab</b></div>", "End Enter c", "<div><b>ab</b></div><div><b>c</b></div>"),
    ("a<b>bc</b>", "End Enter d", "a<b>bc</b><div><b>d</b></div>"),
    ("<p>a<i>bc</i>d</p>", "ArrowRight ArrowRight Enter x", "<p>a<i>b</i></p><p><i>xc</i>d</p>"),
    ("a", "End Space Space", "a&nbsp;&nbsp;"),
    ("<p>a</p>", "End Backspace", "<p><br></p>"),
    ("<p>a</p>", "End Backspace b", "<p>b</p>"),
    ("<h1>a</h1>", "End Backspace", "<h1><br></h1>"),
    ("<div class=k>a</div>", "End Backspace", '<div class="k"><br></div>'),
    ("<p>a</p><p>b</p>", "End Backspace", "<p><br></p><p>b</p>"),
    ("<div>a</div><div>b</div>", "End Backspace", "<div><br></div><div>b</div>"),
    ("<div>a</div><div>b</div>", "ArrowRight ArrowRight Delete", "<div>a</div><div><br></div>"),
    ("x<div>a</div>", "ArrowRight Backspace", "<br><div>a</div>"),
    ("x<div>a</div>", "ArrowRight ArrowRight Delete", "x<div><br></div>"),
    ("<b>a</b>", "End Backspace", "<br>"),
    ("<b>a</b>", "End Backspace c", "<b>c</b>"),
    ("<p><b>a</b></p><p>c</p>", "End Backspace z", "<p><b>z</b></p><p>c</p>"),
    ("a<b>b</b>", "End Backspace c", "a<b>c</b>"),
    ("<ul><li>a</li><li>b</li></ul>", "ArrowRight ArrowRight Backspace", "<ul><li>ab</li></ul>"),
    ("<ul><li>a</li></ul>", "Backspace", "<ul><li>a</li></ul>"),
    (
        "<p>ab</p><p>cd</p><p>ef</p>",
        "ArrowRight" + " Shift+ArrowRight" * 6 + " Backspace",
        "<p>af</p>",
    ),
    ("<p>ab</p><p>cd</p>", "Shift+ArrowRight Enter x", "<p><br></p><p>xb</p><p>cd</p>"),
    ("a<b>b</b>c", "Control+a x", "x"),
    ("<b>ab</b>c", "Control+a x", "<b>x</b>"),
    ("<p>ab</p>", "Control+a x", "<p>x</p>"),
    ("<div>ab</div>", "Control+a x", "<div>x</div>"),
    ("<div>ab</div>", "Control+a Backspace", "<br>"),
    ("<div>ab</div><div>c</div>", "Control+a Backspace", "<br>"),
    ("abc", "Control+a ArrowRight x", "abcx"),
    ("abc", "Control+a ArrowLeft x", "xabc"),
    ("abc", "Shift+ArrowRight ArrowRight x", "axbc"),
    ("abc", "Enter Enter x", "<div><br></div><div><br></div>xabc"),
    ("abc", "End Enter Enter x", "abc<div><br></div><div>x</div>"),
    ("abc", "End Enter Backspace x", "abcx"),
    ("abc", "End Enter x Backspace", "abc<div><br></div>"),
    ("abc", "End Enter x Backspace y", "abc<div>y</div>"),
    ("abc", "End Shift+Enter Backspace x", "abcx<br>"),
    ("abc", "End Shift+Enter x Backspace", "abc<br><br>"),
    ("a<br>b", "End Enter x", "a<div>x<br>b</div>"),
    ("a<br>b", "End ArrowRight End Enter x", "a<br>b<div>x</div>"),
    ("<p>a<br>b</p>", "End Enter x", "<p>a</p><p>x<br>b</p>"),
    ("<blockquote><p>a</p></blockquote>", "End Enter x", "<blockquote><p>a</p><p>x</p></blockquote>"),
    ("<div><p>a</p></div>", "End Enter x", "<div><p>a</p><p>x</p></div>"),
    ("<section>a</section>", "End Enter x", "<section>a</section><section>x</section>"),
    ("a <b>b</b>", "End Enter x", "a <b>b</b><div><b>x</b></div>"),
    ("abc", "ArrowDown x", "abcx"),
    ("<p>a</p><p>b</p>", "ArrowDown x", "<p>a</p><p>xb</p>"),
]
LOG = """<script>
  window.log = [];
  for (const type of ["beforeinput", "input"])
    document.addEventListener(type, (event) => log.push(`${type} ${event.inputType} ${event.data}`));
</script>"""


@pytest.mark.parametrize("part", range(4))
async def test_it_is_edited(show: Any, part: int) -> None:
    page = await show("")
    different = []
    for html, keys, expected in EDITED[part::4]:
        await page.set_content(f"<div id=i contenteditable>{html}</div>")
        await page.locator("#i").focus()
        for key in keys.split():
            await page.keyboard.press(" " if key == "Space" else key)
        found = await page.locator("#i").inner_html()
        if found != expected:
            different.append((html, keys, expected, found))
    assert different == []


async def test_what_is_told_of_it(show: Any) -> None:
    page = await show(f"<div id=i contenteditable>ab</div>{LOG}")
    await page.locator("#i").focus()
    for key in ("Backspace", "End", "Enter", "c", "Backspace", "Backspace", "Shift+Enter", "Control+a", "x"):
        await page.keyboard.press(key)
    assert await page.evaluate("log") == [
        "beforeinput deleteContentBackward null",
        "beforeinput insertParagraph null",
        "input insertParagraph null",
        "beforeinput insertText c",
        "input insertText c",
        "beforeinput deleteContentBackward null",
        "input deleteContentBackward null",
        "beforeinput deleteContentBackward null",
        "input deleteContentBackward null",
        "beforeinput insertLineBreak null",
        "input insertLineBreak null",
        "beforeinput insertText x",
        "input insertText x",
    ]
    assert await page.locator("#i").inner_html() == "x"


async def test_what_a_page_prevents_is_not_done(show: Any) -> None:
    page = await show("<div id=i contenteditable onbeforeinput='event.preventDefault()'>ab</div>")
    await page.locator("#i").press_sequentially("x")
    for key in ("Enter", "Delete", "Shift+Enter"):
        await page.locator("#i").press(key)
    assert await page.locator("#i").inner_html() == "ab"


async def test_a_click_leads_behind_a_short_text(show: Any) -> None:
    page = await show("<p id=i contenteditable>ab</p>")
    await page.locator("#i").click()
    await page.keyboard.type("c")
    assert await page.locator("#i").inner_html() == "abc"
