"""What a user's actions do: the events, their order, and what becomes of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

#: Writes down events of an element: `#t` unless it says otherwise.
LOG = """
<script>
  window.log = [];
  function listen(types, id = "t", more = () => "") {
    for (const type of types.split(" ")) {
      document.getElementById(id).addEventListener(type, (event) => {
        log.push(type + more(event) + (event.isTrusted ? "" : " (untrusted)"));
      });
    }
  }
</script>
"""
MOUSE = "pointerdown mousedown pointerup mouseup click dblclick contextmenu auxclick focus"


def logs(types: str, more: str = "() => ''", target: str = "t") -> str:
    return f"{LOG}<script>addEventListener('load', () => listen('{types}', '{target}', {more}))</script>"


ACTIONS: list[tuple[str, str, str, list[str]]] = [
    (
        "a click",
        '<button id="t">x</button>' + logs(MOUSE),
        "click()",
        ["pointerdown", "mousedown", "focus", "pointerup", "mouseup", "click"],
    ),
    (
        "a double click",
        '<button id="t">x</button>' + logs("mousedown mouseup click dblclick"),
        "dblclick()",
        ["mousedown", "mouseup", "click", "mousedown", "mouseup", "click", "dblclick"],
    ),
    (
        "three clicks",
        '<button id="t">x</button>' + logs("click dblclick", "(e) => e.detail"),
        "click(click_count=3)",
        ["click1", "click2", "dblclick2", "click3"],
    ),
    (
        "a right click",
        '<button id="t">x</button>' + logs("mousedown contextmenu mouseup click auxclick"),
        'click(button="right")',
        ["mousedown", "contextmenu", "mouseup", "auxclick"],
    ),
    (
        "a middle click",
        '<button id="t">x</button>' + logs("mousedown mouseup click auxclick", "(e) => e.button"),
        'click(button="middle")',
        ["mousedown1", "mouseup1", "auxclick1"],
    ),
    (
        "a click with a modifier",
        '<button id="t">x</button>' + logs("click", "(e) => `${e.shiftKey}${e.ctrlKey}${e.altKey}`"),
        'click(modifiers=["Shift", "Alt"])',
        ["clicktruefalsetrue"],
    ),
    (
        "hovering",
        '<button id="t">x</button>'
        + logs("pointerover pointerenter mouseover mouseenter pointermove mousemove"),
        "hover()",
        ["pointerover", "pointerenter", "mouseover", "mouseenter", "pointermove", "mousemove"],
    ),
    (
        "filling",
        '<input id="t" value="old">' + logs("focus beforeinput input keydown change"),
        'fill("new")',
        ["focus", "beforeinput", "input"],
    ),
    (
        "filling with nothing",
        '<input id="t" value="old">' + logs("focus input keydown change"),
        'fill("")',
        ["focus", "keydown", "input"],
    ),
    (
        "typing",
        '<input id="t">' + logs("keydown keypress beforeinput input keyup", "(e) => ` ${e.key ?? e.data}`"),
        'press_sequentially("aB")',
        [
            *("keydown a", "keypress a", "beforeinput a", "input a", "keyup a"),
            *("keydown B", "keypress B", "beforeinput B", "input B", "keyup B"),
        ],
    ),
    (
        "a key",
        '<input id="t">' + logs("keydown keyup", "(e) => ` ${e.key} ${e.code}`"),
        'press("Escape")',
        ["keydown Escape Escape", "keyup Escape Escape"],
    ),
    (
        "a key with a modifier",
        '<input id="t">' + logs("keydown keyup", "(e) => ` ${e.key} ${e.shiftKey}`"),
        'press("Shift+A")',
        ["keydown Shift true", "keydown A true", "keyup A true", "keyup Shift false"],
    ),
    (
        "checking",
        '<input type="checkbox" id="t">' + logs("click input change"),
        "check()",
        ["click", "input", "change"],
    ),
    (
        "checking what is checked",
        '<input type="checkbox" id="t" checked>' + logs("click input change"),
        "check()",
        [],
    ),
    (
        "unchecking",
        '<input type="checkbox" id="t" checked>' + logs("click input change"),
        "uncheck()",
        ["click", "input", "change"],
    ),
    (
        "selecting",
        '<select id="t"><option>a<option>b</select>' + logs("input change click"),
        'select_option("b")',
        ["input (untrusted)", "change (untrusted)"],
    ),
    (
        "an event of a script",
        '<p id="t">x</p>' + logs("boo", "(e) => e.bubbles"),
        'dispatch_event("boo")',
        ["bootrue (untrusted)"],
    ),
    (
        "the focus",
        '<input id="t">' + logs("focus focusin blur"),
        "focus()",
        ["focus", "focusin"],
    ),
]


@pytest.mark.parametrize(
    ("body", "action", "expected"), [each[1:] for each in ACTIONS], ids=[each[0] for each in ACTIONS]
)
async def test_its_events(show: Any, body: str, action: str, expected: list[str]) -> None:
    page = await show(body)
    await eval(f"target.{action}", {"target": page.locator("#t")})
    assert await page.evaluate("log") == expected


FILLED = [
    ("text", "a b", "a b"),
    ("email", "not checked", "not checked"),
    ("number", "12.5", "12.5"),
    ("date", "2026-02-03", "2026-02-03"),
    ("time", "10:20", "10:20"),
    ("color", "#FF0000", "#ff0000"),
    ("range", "30", "30"),
    ("search", " x ", " x "),
    ("password", "pw", "pw"),
]


@pytest.mark.parametrize(("kind", "value", "expected"), FILLED)
async def test_fill_an_input(show: Any, kind: str, value: str, expected: str) -> None:
    page = await show(f'<input id="t" type="{kind}">')
    await page.locator("#t").fill(value)
    assert await page.locator("#t").input_value() == expected


async def test_fill_other_things(show: Any) -> None:
    page = await show(
        '<textarea id="t">old</textarea><div contenteditable id="d">old</div><label>Your name <input></label>'
    )
    await page.locator("#t").fill("one\ntwo")
    await page.locator("#d").fill("new")
    await page.get_by_text("Your name").fill("by its label")
    assert await page.locator("#t").input_value() == "one\ntwo"
    assert await page.locator("#d").inner_text() == "new"
    assert await page.locator("label input").input_value() == "by its label"


async def test_a_change_comes_when_the_focus_goes(show: Any) -> None:
    page = await show('<input id="t"><input id="u">' + logs("input change blur"))
    await page.locator("#t").fill("x")
    await page.locator("#u").focus()
    assert await page.evaluate("log") == ["input", "change", "blur"]


async def test_clear(show: Any) -> None:
    page = await show('<input id="t" value="x">')
    await page.locator("#t").clear()
    assert await page.locator("#t").input_value() == ""


CANNOT: list[tuple[str, str, str]] = [
    ("hidden", '<button id="t" style="display: none">x</button>', "click(timeout=250)"),
    ("invisible", '<button id="t" style="visibility: hidden">x</button>', "click(timeout=250)"),
    ("in what is hidden", '<div hidden><button id="t">x</button></div>', "click(timeout=250)"),
    ("disabled", '<button id="t" disabled>x</button>', "click(timeout=250)"),
    ("in a disabled fieldset", '<fieldset disabled><input id="t"></fieldset>', 'fill("x", timeout=250)'),
    ("read-only", '<input id="t" readonly>', 'fill("x", timeout=250)'),
    ("not there", "<p>x</p>", "click(timeout=250)"),
    ("two", '<button id="t">x</button><button id="t">x</button>', "click(timeout=250)"),
    ("no control", '<p id="t">x</p>', 'fill("x", timeout=250)'),
    ("a checkbox to fill", '<input type="checkbox" id="t">', 'fill("x", timeout=250)'),
    ("no checkbox", '<p id="t">x</p>', "check(timeout=250)"),
    ("a radio to uncheck", '<input type="radio" checked id="t">', "uncheck(timeout=250)"),
    ("no select", '<p id="t">x</p>', 'select_option("x", timeout=250)'),
    ("no such option", '<select id="t"><option>a</select>', 'select_option("x", timeout=250)'),
    ("no such number", '<input type="number" id="t">', 'fill("x", timeout=250)'),
    ("hovering over nothing", "<p>x</p>", "hover(timeout=250)"),
    ("no such key", '<input id="t">', 'press("Nope", timeout=250)'),
]


@pytest.mark.parametrize(("body", "action"), [each[1:] for each in CANNOT], ids=[each[0] for each in CANNOT])
async def test_it_cannot_be_done(show: Any, fails: Any, body: str, action: str) -> None:
    page = await show(body)
    async with fails():
        await eval(f"target.{action}", {"target": page.locator("#t")})


async def test_a_click_on_a_label_reaches_its_control(show: Any) -> None:
    page = await show('<label id="t">Tea <input type="checkbox" id="c"></label>')
    await page.locator("#t").click()
    assert await page.locator("#c").is_checked()
    await page.get_by_label("Tea").uncheck()
    assert not await page.locator("#c").is_checked()


async def test_radio_buttons_are_a_group(show: Any) -> None:
    page = await show('<input type="radio" name="g" id="a" checked><input type="radio" name="g" id="b">')
    await page.locator("#b").check()
    assert not await page.locator("#a").is_checked()


async def test_force_and_trial(show: Any) -> None:
    page = await show('<button id="t">x</button>' + logs("click"))
    await page.locator("#t").click(trial=True)
    assert await page.evaluate("log") == []
    await page.locator("#t").click(force=True)
    assert await page.evaluate("log") == ["click"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('"b"', ["b"]),
        ('["a", "c"]', ["a", "c"]),
        ('label="Bee"', ["b"]),
        ("index=2", ["c"]),
        ('"Bee"', ["b"]),
        ("[]", []),
    ],
)
async def test_select_options(show: Any, given: str, expected: list[str]) -> None:
    page = await show(
        '<select id="t" multiple><option value="a">Ay<option value="b">Bee<option value="c">See</select>'
    )
    select = page.locator("#t")
    assert await eval(f"select.select_option({given})", {"select": select}) == expected
    assert await select.evaluate("s => [...s.selectedOptions].map(o => o.value)") == expected


async def test_files(show: Any, tmp_path: Path) -> None:
    page = await show('<input type="file" id="t" multiple>')
    (tmp_path / "one.txt").write_text("1")
    names = (
        "async input => Promise.all([...input.files].map(async f => `${f.name} ${f.type} ${await f.text()}`))"
    )
    await page.locator("#t").set_input_files(tmp_path / "one.txt")
    assert await page.locator("#t").evaluate(names) == ["one.txt text/plain 1"]
    await page.locator("#t").set_input_files([{"name": "a.csv", "mimeType": "text/csv", "buffer": b"x,y"}])
    assert await page.locator("#t").evaluate(names) == ["a.csv text/csv x,y"]
    await page.locator("#t").set_input_files([])
    assert await page.locator("#t").evaluate(names) == []


async def test_the_keyboard_goes_to_the_focus(show: Any) -> None:
    page = await show('<input id="t"><input id="u">')
    await page.locator("#t").focus()
    await page.keyboard.type("ab")
    await page.keyboard.press("Tab")
    await page.keyboard.type("c")
    assert await page.locator("#t").input_value() == "ab"
    assert await page.locator("#u").input_value() == "c"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["Home", "x"], "xold"),
        (["End", "Backspace"], "ol"),
        (["Home", "Delete"], "ld"),
        (["Control+a", "n"], "n"),
        (["End", "ArrowLeft", "y"], "olyd"),
        (["End", "Shift+ArrowLeft", "z"], "olz"),
    ],
)
async def test_keys_edit(show: Any, keys: list[str], expected: str) -> None:
    page = await show('<input id="t" value="old">')
    for key in keys:
        await page.locator("#t").press(key)
    assert await page.locator("#t").input_value() == expected


async def test_enter_submits_and_space_clicks(show: Any) -> None:
    page = await show(
        """<form id="f"><input id="t"><button>Go</button></form><button id="b">x</button>
        <script>
          log = [];
          f.addEventListener("submit", (event) => { event.preventDefault(); log.push("submit"); });
          b.addEventListener("click", () => log.push("click"));
        </script>"""
    )
    await page.locator("#t").press("Enter")
    await page.locator("#b").press("Space")
    await page.locator("#b").press("Enter")
    assert await page.evaluate("log") == ["submit", "click", "click"]


async def test_a_details_opens(show: Any) -> None:
    page = await show("<details><summary>More</summary><p>Inside</p></details>")
    await page.get_by_text("More").click()
    assert await page.get_by_text("Inside").is_visible()


async def test_blur(show: Any) -> None:
    page = await show('<input id="t" autofocus>' + logs("blur"))
    await page.locator("#t").focus()
    await page.locator("#t").blur()
    assert await page.evaluate("[document.activeElement.localName, ...log]") == ["body", "blur"]
