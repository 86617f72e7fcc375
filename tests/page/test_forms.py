"""
Forms that are sent, what actions refuse, and where the focus goes.
"""

from __future__ import annotations

from typing import Any

import pytest
from headless_page import HeadlessPage, Refused

from stario.testing.page.engine import ScriptError


def sent(body: str, *steps: Any) -> dict[str, Any]:
    page = HeadlessPage(body)
    for step in steps:
        page.step(*step)
    (visit,) = page.visits
    return visit


FIELDS = '<input name="a" value="1 &amp; ü"><input type="checkbox" name="b" checked>'


def test_get_puts_the_entries_into_the_url() -> None:
    visit = sent(
        f'<form action="/to?old=1#part">{FIELDS}<button id=b name=c value=d>go</button></form>',
        ("click", "#b"),
    )
    assert visit["method"] == "GET"
    assert visit["url"] == "http://testserver/to?a=1+%26+%C3%BC&b=on&c=d#part"
    assert visit["body"] is None


def test_post_sends_them_urlencoded() -> None:
    visit = sent(f'<form method=post action="/to">{FIELDS}<button id=b>go</button></form>', ("click", "#b"))
    assert (visit["method"], visit["url"]) == ("POST", "http://testserver/to")
    assert visit["contentType"] == "application/x-www-form-urlencoded"
    assert visit["body"] == "a=1+%26+%C3%BC&b=on"


def test_multipart_carries_files() -> None:
    file = {"name": 'f"1.txt', "mimeType": "text/plain", "text": "line\r\n\u00ff"}
    visit = sent(
        "<form method=post enctype=multipart/form-data><input type=file id=f name=up>"
        "<button id=b>go</button></form>",
        ("set_input_files", "#f", [file]),
        ("click", "#b"),
    )
    kind, _, boundary = visit["contentType"].partition("; boundary=")
    assert kind == "multipart/form-data"
    assert visit["body"] == (
        f'--{boundary}\r\nContent-Disposition: form-data; name="up"; filename="f%221.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\nline\r\n\u00ff\r\n--{boundary}--\r\n"
    )


def test_plain_text_is_as_bad_as_ever() -> None:
    visit = sent(
        "<form method=post enctype=text/plain><textarea name=t>a\nb</textarea><button id=b>x</button></form>",
        ("click", "#b"),
    )
    assert (visit["contentType"], visit["body"]) == ("text/plain", "t=a\r\nb\r\n")


def test_a_button_says_otherwise_than_its_form() -> None:
    visit = sent(
        '<form action="/one"><input name=q value=1 required><button id=b formaction="/two" formmethod=post'
        " formenctype=multipart/form-data formnovalidate>go</button></form>",
        ("evaluate", "document.querySelector('input').value = ''"),
        ("click", "#b"),
    )
    assert (visit["method"], visit["url"]) == ("POST", "http://testserver/two")
    assert visit["contentType"].startswith("multipart/form-data")


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("<form><input required><button id=b>go</button></form>", [("click", "#b")]),
        ("<form onsubmit='return false'><button id=b>go</button></form>", [("click", "#b")]),
        ("<form><button id=b disabled>go</button></form>", [("click", "#b", {"force": True})]),
        ("<form><button id=b type=button>go</button></form>", [("click", "#b")]),
        ("<form><input id=b><input></form>", [("press", "#b", "Enter")]),
        ("<button id=b>go</button>", [("click", "#b")]),
    ],
)
def test_a_form_that_is_not_sent(body: str, steps: list[Any]) -> None:
    page = HeadlessPage(body)
    for step in steps:
        page.step(*step)
    assert page.visits == []


def test_the_formdata_event_has_its_say() -> None:
    visit = sent(
        "<form id=f><input name=a value=1><button id=b>go</button></form><script></script>",
        ("evaluate", "document.forms[0].addEventListener('formdata', e => e.formData.set('a', '2'))"),
        ("click", "#b"),
    )
    assert visit["url"] == "http://testserver/?a=2"


def test_another_window_is_not_simulated() -> None:
    page = HeadlessPage("<form target=_blank><button id=b>go</button></form><a id=a href=/x target=new>x</a>")
    for name in ("#b", "#a"):
        with pytest.raises(ScriptError, match="not simulated"):
            page.step("click", name)
    assert page.visits == []
    told = [data["name"] for kind, data in page.reports if kind == "not-simulated"]
    assert told == ['a form with target="_blank"', 'a link with target="new"']


def test_links_lead_somewhere() -> None:
    page = HeadlessPage('<a id=a href="/x?y"><b id=b>x</b></a><a id=c href="#top">t</a>')
    page.step("click", "#b")
    assert [visit["url"] for visit in page.visits] == ["http://testserver/x?y"]
    page.step("click", "#c")
    assert page.evaluate("location.hash") == "#top"
    assert len(page.visits) == 1


@pytest.mark.parametrize(
    ("body", "step", "told"),
    [
        ("<input id=i type=checkbox>", ("fill", "#i", "x"), 'Input of type "checkbox" cannot be filled'),
        ("<div id=i>d</div>", ("fill", "#i", "x"), "Element is not an <input>, <textarea>"),
        ("<input id=i type=number>", ("fill", "#i", "x"), "Cannot type text into input[type=number]"),
        ("<input id=i type=date>", ("fill", "#i", "1.2.2020"), "Malformed value"),
        ("<input id=i type=radio checked>", ("uncheck", "#i"), "Cannot uncheck radio button"),
        ("<input id=i type=checkbox onclick='return false'>", ("check", "#i"), "did not change its state"),
        ("<p id=i>p</p>", ("check", "#i"), "Not a checkbox or radio button"),
        ("<p id=i>p</p>", ("select_option", "#i", "x"), "not a <select> element"),
        ("<select id=i><option>a</select>", ("select_option", "#i", "x"), 'did not find some options: ["x"]'),
        (
            "<select id=i><option disabled>a</select>",
            ("select_option", "#i", "a"),
            'option "a" being selected is not enabled',
        ),
        ("<input id=i>", ("set_input_files", "#i", []), "not an HTMLInputElement of type file"),
        ("<input id=i>", ("press", "#i", "Entre"), 'Unknown key: "Entre"'),
        ("<button id=i disabled>b</button>", ("click", "#i"), "disabled"),
        ("<input id=i>", ("wave", "#i"), "there is no action wave"),
        ("<i>1</i><i>2</i>", ("click", "i"), "2 elements instead of one"),
    ],
)
def test_an_action_that_cannot_be_done_says_why(body: str, step: Any, told: str) -> None:
    page = HeadlessPage(body)
    with pytest.raises((Refused, ScriptError)) as caught:
        page.step(*step)
    assert told in str(caught.value)


def test_two_files_need_multiple() -> None:
    page = HeadlessPage("<input id=i type=file>")
    file = {"name": "a", "mimeType": "", "text": ""}
    with pytest.raises(Refused, match="Non-multiple file input can only accept single file"):
        page.step("set_input_files", "#i", [file, file])


@pytest.mark.parametrize(
    ("change", "active"),
    [
        ("i.disabled = true", "BODY"),
        ("i.hidden = true", "BODY"),
        ("i.remove()", "BODY"),
        ("i.parentNode.inert = true", "BODY"),
        ("i.readOnly = true", "INPUT"),
    ],
)
def test_the_focus_leaves_what_cannot_have_it(change: str, active: str) -> None:
    page = HeadlessPage("<div><input id=i></div>")
    page.step("focus", "#i")
    page.evaluate(f"(() => {{ const i = document.querySelector('#i'); {change} }})()")
    page.rest()
    assert page.evaluate("document.activeElement.tagName") == active


def test_what_asks_for_the_focus_gets_it() -> None:
    page = HeadlessPage("<input id=a><input id=b autofocus><input id=c autofocus>")
    assert page.evaluate("document.activeElement.id") == "b"


def test_a_file_is_read_in_a_later_task() -> None:
    page = HeadlessPage("<input id=i type=file>")
    page.step("set_input_files", "#i", [{"name": "a.txt", "mimeType": "text/plain", "text": "h\u00fc"}])
    page.evaluate(
        """(() => {
          globalThis.told = [];
          const reader = new FileReader();
          for (const type of ["loadstart", "progress", "load", "loadend"])
            reader.addEventListener(type, () => told.push(type));
          reader.readAsDataURL(document.querySelector("#i").files[0]);
          globalThis.reader = reader;
        })()"""
    )
    assert page.evaluate("told") == []
    page.rest()
    assert page.evaluate("told") == ["loadstart", "progress", "load", "loadend"]
    assert page.evaluate("reader.result") == "data:text/plain;base64,aPw="
