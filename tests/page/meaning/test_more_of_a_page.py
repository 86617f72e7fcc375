"""The rest of what a page offers: keyboard and mouse, documents and scripts of the test's own, selectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from stario import Query
from stario.testing import expect

LISTENS = """<script>
  window.log = [];
  for (const type of %s) {
    document.addEventListener(type, (event) => log.push(`${type} ${event.target.id}` +
      (event.key === undefined ? "" : ` ${event.key}${event.shiftKey ? " shifted" : ""}`) +
      (event.buttons ? ` held ${event.buttons}` : "")));
  }
</script>"""


def listens(types: str) -> str:
    return LISTENS % types.split()


async def test_keys_are_held(show: Any) -> None:
    page = await show("<input id=i autofocus>" + listens("keydown keyup"))
    await page.locator("input").focus()
    await page.keyboard.down("Shift")
    await page.keyboard.press("KeyA")
    await page.keyboard.press("a")
    await page.keyboard.up("Shift")
    await page.keyboard.type("bC")
    await expect(page.locator("input")).to_have_value("AabC")
    assert (await page.evaluate("log"))[:6] == [
        "keydown i Shift shifted",
        "keydown i A shifted",
        "keyup i A shifted",
        "keydown i a shifted",
        "keyup i a shifted",
        "keyup i Shift",
    ]


async def test_a_click_while_a_key_is_held(show: Any) -> None:
    page = await show("<button onclick='window.shifted = event.shiftKey'>x</button>")
    await page.keyboard.down("Shift")
    await page.get_by_role("button").click()
    await page.keyboard.up("Shift")
    assert await page.evaluate("shifted") is True


async def test_a_text_is_put_in(show: Any) -> None:
    page = await show("<input id=i>" + listens("keydown beforeinput input"))
    await page.locator("input").focus()
    await page.keyboard.insert_text("hé")
    await expect(page.locator("input")).to_have_value("hé")
    assert await page.evaluate("log") == ["beforeinput i", "input i"]


async def test_a_key_that_is_none(show: Any, fails: Any) -> None:
    page = await show("")
    async with fails("Unknown key"):
        await page.keyboard.press("Enterr")


PAIR = "<button id=a>a</button> <button id=b>b</button>"
MOUSE = "pointerdown mousedown mousemove pointerup mouseup click dblclick"


async def test_the_mouse_is_pressed_and_let_go_of(show: Any) -> None:
    page = await show(PAIR + listens(MOUSE))
    await page.locator("#a").hover()
    await page.evaluate("log.length = 0")
    await page.mouse.down()
    await expect(page.locator("#a")).to_be_focused()
    await page.mouse.up()
    assert await page.evaluate("log") == [
        "pointerdown a held 1",
        "mousedown a held 1",
        "pointerup a",
        "mouseup a",
        "click a",
    ]


async def test_the_mouse_is_let_go_of_elsewhere(show: Any) -> None:
    page = await show(f"<div id=both>{PAIR}</div>" + listens(MOUSE))
    await page.locator("#a").hover()
    await page.evaluate("log.length = 0")
    await page.mouse.down()
    await page.locator("#b").hover()
    await page.mouse.up()
    assert await page.evaluate("log") == [
        "pointerdown a held 1",
        "mousedown a held 1",
        "mousemove b held 1",
        "pointerup b",
        "mouseup b",
        "click both",
    ]


async def test_the_right_button(show: Any) -> None:
    page = await show(PAIR + listens("mousedown mouseup contextmenu click auxclick"))
    await page.locator("#b").hover()
    await page.mouse.down(button="right")
    await page.mouse.up(button="right")
    assert await page.evaluate("log") == [
        "mousedown b held 2",
        "contextmenu b held 2",
        "mouseup b",
        "auxclick b",
    ]


async def test_a_document_of_the_test(show: Any) -> None:
    page = await show("<p>old</p>")
    url = page.url
    await page.set_content(
        "<title>New</title><p id=n></p><script>document.title += '!'; n.textContent = 'new'</script>"
    )
    await expect(page).to_have_title("New!")
    await expect(page.locator("p")).to_have_text("new")
    assert page.url == url
    await page.reload()
    await expect(page.locator("p")).to_have_text("old")


async def test_scripts_before_those_of_a_page(show: Any, site: Any, stario_page: Any, tmp_path: Path) -> None:
    (tmp_path / "start.js").write_text("window.second = window.first + 1;")
    await stario_page.add_init_script("window.first = 1; const inner = 5;")
    await stario_page.add_init_script(path=tmp_path / "start.js")
    page = await show("<script>document.title = `${first} ${second}`</script>")
    await expect(page).to_have_title("1 2")
    await page.reload()
    await expect(page).to_have_title("1 2")


async def test_scripts_and_styles_are_added(show: Any, tmp_path: Path) -> None:
    async def served() -> Response:
        return Response("window.served = true", media_type="text/javascript")

    (tmp_path / "one.css").write_text("#two { visibility: hidden }")
    page = await show("<p id=one>1</p><p id=two>2</p>", Query("/served.js", served))
    await page.add_script_tag(url="/served.js")
    await page.add_script_tag(content="window.said = document.title")
    assert await page.evaluate("[served, said]") == [True, "Home"]
    await page.add_style_tag(content="#one { display: none }")
    await page.add_style_tag(path=tmp_path / "one.css")
    await expect(page.locator("#one")).to_be_hidden()
    await expect(page.locator("#two")).to_be_hidden()


async def test_headers_of_the_test(show: Any) -> None:
    async def echo(request: Request) -> str:
        return f"<!doctype html><p>{request.headers.get('x-user', 'nobody')}</p>"

    page = await show("", Query("/echo", echo))
    await page.set_extra_http_headers({"X-User": "Ada"})
    await page.goto("/echo")
    await expect(page.locator("p")).to_have_text("Ada")
    assert (
        await page.evaluate("fetch('/echo').then((answer) => answer.text())") == "<!doctype html><p>Ada</p>"
    )
    await page.set_extra_http_headers({})
    await page.goto("/echo")
    await expect(page.locator("p")).to_have_text("nobody")


async def test_where_a_page_comes_from(show: Any) -> None:
    async def echo(request: Request) -> str:
        return f"<!doctype html><p>{request.headers.get('referer', 'nowhere')}</p>"

    page = await show("", Query("/echo", echo))
    await page.goto("/echo", referer=f"{page.url}from", wait_until="load", timeout=5000)
    await expect(page.locator("p")).to_contain_text("/from")


FORM = """<p class=a>one</p><p class=a hidden>two</p><input id=t value=v title=T><input id=c type=checkbox>
<select id=s><option>x<option>y</select><button id=b onclick="this.textContent = 'clicked'">press</button>
<input id=off disabled><textarea id=r readonly></textarea>"""


async def test_the_first_element_of_a_selector(show: Any, fails: Any) -> None:
    page = await show(FORM)
    await page.click("#b")
    await page.fill("#t", "w")
    await page.press("#t", "End")
    await page.type("#t", "xy")
    await page.check("#c")
    assert await page.select_option("#s", "y") == ["y"]
    assert await page.input_value("#t") == "wxy"
    assert await page.inner_text("#b") == "clicked"
    assert await page.inner_html(".a") == await page.text_content(".a") == "one"
    assert await page.get_attribute("#t", "title") == "T"
    assert [await page.is_visible(".a"), await page.is_hidden("#nowhere")] == [True, True]
    assert [await page.is_checked("#c"), await page.is_enabled("#off"), await page.is_disabled("#off")] == [
        True,
        False,
        True,
    ]
    assert [await page.is_editable("#r"), await page.is_editable("#t")] == [False, True]
    await page.uncheck("#c")
    await page.set_checked("#c", True)
    await page.dispatch_event("#b", "click")
    await page.hover("#b")
    await page.focus("#t")
    await page.dblclick("#b", no_wait_after=True)
    assert await page.eval_on_selector(".a", "(element, more) => element.textContent + more", "!") == "one!"
    assert await page.eval_on_selector_all(".a", "(all) => all.length") == 2
    async with fails("2 elements"):
        await page.text_content(".a", strict=True)


async def test_more_of_locators(show: Any) -> None:
    page = await show(
        "<p>one</p><p hidden>two</p><input value=abc><button aria-describedby=d>x</button><i id=d>so</i>"
    )
    assert await page.locator("p").visible.all_text_contents() == ["one"]
    rows = await show("<ul><li>a<li>b</ul><ul><li>c</ul>")
    assert await rows.locator("li").first.within(rows.locator("ul")).all_text_contents() == ["a", "c"]
    assert await rows.locator("li").within(rows.locator("ul").first).count() == 2


async def test_locators_are_described(show: Any) -> None:
    page = await show("<p>one</p><input value=abc><button aria-describedby=d>x</button><i id=d>so</i>")
    described = page.locator("p").first.describe("the first")
    assert (await described.text_content(), described.description) == ("one", "the first")
    assert page.locator("p").description is None
    await page.locator("input").select_text()
    await page.keyboard.type("z")
    assert await page.locator("input").input_value() == "z"
    await page.locator("input").type("!")
    await page.locator("input").scroll_into_view_if_needed()
    assert await page.get_by_role("button", description="so").count() == 1
    assert await page.get_by_role("button", description="not so").count() == 0


async def test_a_page_that_is_closed(show: Any) -> None:
    page = await show("")
    told: list[str] = []
    page.on("close", lambda _: told.append("closed"))
    assert page.is_closed() is False
    await page.close(reason="the end")
    assert (page.is_closed(), told) == (True, ["closed"])


@pytest.mark.parametrize("call", ["add_init_script()", "add_script_tag()", "add_style_tag()"])
async def test_what_has_to_be_given(show: Any, fails: Any, call: str) -> None:
    page = await show("")
    async with fails():
        await eval(f"page.{call}", {"page": page})
