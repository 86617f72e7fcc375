"""
Styles are remembered as long as what they follow from stays the same: the tree; but those that follow from a
state too, such as :checked, no longer than one question.
"""

from __future__ import annotations

import pytest
from headless_page import HeadlessPage

BODY = """
<style>%s</style>
<input id=box type=checkbox><input id=field><p id=e class=e>x</p><div id=other></div><dialog id=d>x</dialog>
"""
#: A rule, what makes it match without any change of the tree, and what makes it match no more.
STATES = [
    ("#box:checked ~ #e { display: none }", "box.checked = true", "box.checked = false"),
    ("#box:checked ~ * { visibility: hidden }", "box.checked = true", "box.checked = false"),
    ("body:has(:checked) #e { display: none }", "box.checked = true", "box.checked = false"),
    ("body:is(:focus-within) p { display: none }", "field.focus()", "field.blur()"),
    (
        "#box:not(:checked) ~ #e { display: block } .e { display: none }",
        "box.checked = true",
        "box.checked = false",
    ),
    (
        "#box { &:indeterminate ~ .e { display: none } }",
        "box.indeterminate = true",
        "box.indeterminate = false",
    ),
]
#: A rule, and changes of the tree: of elements, attributes, texts and sheets.
CHANGES = [
    (
        "#other:empty ~ dialog, p:has(~ #other:not(:empty)) { display: none }",
        "other.textContent = 'x'",
        "other.textContent = ''",
    ),
    (".gone { display: none }", "e.className = 'gone'", "e.className = 'e'"),
    ("", "e.style.display = 'none'", "e.style.display = ''"),
    ("", "e.hidden = true", "e.hidden = false"),
    (
        "",
        "document.styleSheets[0].insertRule('p { display: none }')",
        "document.styleSheets[0].deleteRule(0)",
    ),
    (
        "",
        "document.body.insertAdjacentHTML('beforeend', '<style>p { display: none }</style>')",
        "document.body.lastElementChild.remove()",
    ),
]


def is_visible(page: HeadlessPage) -> bool:
    seen: list[bool] = page.engine.call("read", [{"kind": "css", "selector": "#e"}], "visible", {})
    return seen[0]


@pytest.mark.parametrize(("rule", "on", "off"), STATES + CHANGES)
def test_what_hides_an_element_is_seen_at_once_and_so_is_its_end(rule: str, on: str, off: str) -> None:
    page = HeadlessPage(BODY % rule)
    page.evaluate(
        "for (const id of ['box', 'field', 'e', 'other', 'd']) globalThis[id] = document.getElementById(id)"
    )
    for _ in range(2):
        assert is_visible(page) and is_visible(page)
        page.evaluate(on)
        assert not is_visible(page) and not is_visible(page)
        page.evaluate(off)
    assert is_visible(page)
