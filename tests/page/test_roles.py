"""
Roles and states, in Playwright's reading of ARIA in HTML: what get_by_role finds.
"""

from __future__ import annotations

from typing import Any

import pytest

# The role of the element with the id "e"; None for those that have none.
CASES = [
    ("<a id=e href=#>x</a>", "link"),
    ("<a id=e>x</a>", None),
    ("<button id=e>x</button>", "button"),
    ("<h3 id=e>x</h3>", "heading"),
    ("<input id=e>", "textbox"),
    ("<input id=e type=email>", "textbox"),
    ("<input id=e type=password>", "textbox"),
    ("<input id=e type=search>", "searchbox"),
    ("<input id=e type=number>", "spinbutton"),
    ("<input id=e type=range>", "slider"),
    ("<input id=e type=checkbox>", "checkbox"),
    ("<input id=e type=radio>", "radio"),
    ("<input id=e type=submit>", "button"),
    ("<input id=e type=file>", "button"),
    ("<input id=e list=d><datalist id=d></datalist>", "combobox"),
    ("<input id=e list=none>", "textbox"),
    ("<textarea id=e></textarea>", "textbox"),
    ("<select id=e></select>", "combobox"),
    ("<select id=e multiple></select>", "listbox"),
    ("<select><option id=e>x</select>", "option"),
    ("<img id=e alt=x>", "img"),
    ("<img id=e alt='' src=x width=1 height=1>", "presentation"),
    ("<img id=e alt='' title=x src=x width=1 height=1>", "img"),
    ("<svg id=e></svg>", "img"),
    ("<ul><li id=e>x</ul>", "listitem"),
    ("<ul role=none><li id=e>x</ul>", "none"),
    ("<ul role=none aria-label=x><li id=e>x</ul>", "listitem"),
    ("<nav id=e>x</nav>", "navigation"),
    ("<section id=e>x</section>", None),
    ("<section id=e aria-label=x>x</section>", "region"),
    ("<form id=e>x</form>", None),
    ("<form id=e aria-label=x>x</form>", "form"),
    ("<header id=e>x</header>", "banner"),
    ("<main><footer id=e>x</footer></main>", None),
    ("<div role=region><header id=e>x</header></div>", None),
    ("<table><tr><td id=e>x</table>", "cell"),
    ("<table role=grid><tr><td id=e>x</table>", "gridcell"),
    ("<table><tr><th id=e>x<td>y</table>", "rowheader"),
    ("<table><tr><th id=e>x<th>y<tr><td>1<td>2</table>", "columnheader"),
    ("<table><tr><th id=e>x</table>", None),
    ("<table><tr><th id=e scope=row>x</table>", "rowheader"),
    ("<details id=e open>x</details>", "group"),
    ("<dialog id=e open>x</dialog>", "dialog"),
    ("<output id=e>x</output>", "status"),
    ("<progress id=e></progress>", "progressbar"),
    ("<div id=e role=tab>x</div>", "tab"),
    ("<div id=e role='nothing  TAB button'>x</div>", "tab"),
    ("<div id=e role=nothing>x</div>", None),
    ("<button id=e role=none>x</button>", "button"),
    ("<h2 id=e role=presentation>x</h2>", "presentation"),
    ("<h2 id=e role=presentation tabindex=0>x</h2>", "heading"),
    ("<p id=e>x</p>", "paragraph"),
    ("<div id=e>x</div>", None),
]
ROLES = sorted({role for _, role in CASES if role is not None} | {"generic"})


@pytest.mark.parametrize(("body", "role"), CASES)
async def test_the_role_of_an_element(page_of: Any, body: str, role: str | None) -> None:
    page = await page_of(body, datastar=False)
    element = page.locator("#e")
    found = [each for each in ROLES if await page.get_by_role(each).and_(element).count()]
    assert found == ([] if role is None else [role])


@pytest.mark.parametrize(
    ("body", "role", "state", "ids"),
    [
        (
            "<input type=checkbox id=a checked><div role=checkbox id=b aria-checked=true>x</div>"
            "<input type=checkbox id=c>",
            "checkbox",
            {"checked": True},
            ["a", "b"],
        ),
        (
            "<input type=checkbox id=a><div role=checkbox id=b>x</div>",
            "checkbox",
            {"checked": False},
            ["a", "b"],
        ),
        (
            "<h1 id=a>x</h1><h2 id=b>x</h2><div role=heading aria-level=2 id=c>x</div>",
            "heading",
            {"level": 2},
            ["b", "c"],
        ),
        (
            "<button id=a aria-pressed=true>x</button><button id=b aria-pressed=mixed>x</button>"
            "<button id=c>x</button>",
            "button",
            {"pressed": True},
            ["a"],
        ),
        (
            "<button id=a aria-expanded=true>x</button><button id=b aria-expanded=false>x</button>"
            "<button id=c>x</button>",
            "button",
            {"expanded": False},
            ["b"],
        ),
        (
            "<button id=a disabled>x</button><fieldset disabled><legend><button id=b>x</button></legend>"
            "<button id=c>x</button></fieldset><div aria-disabled=true><button id=d>x</button></div>",
            "button",
            {"disabled": True},
            ["a", "c", "d"],
        ),
        (
            "<select><option id=a>x<option id=b selected>y</select>"
            "<div role=option id=c aria-selected=true>z</div>",
            "option",
            {"selected": True},
            ["b", "c"],
        ),
    ],
)
async def test_states(page_of: Any, body: str, role: str, state: dict[str, Any], ids: list[str]) -> None:
    page = await page_of(body, datastar=False)
    assert (
        await page.get_by_role(role, **state).evaluate_all("(found) => found.map((each) => each.id)") == ids
    )


async def test_what_is_hidden_is_left_out(page_of: Any) -> None:
    page = await page_of(
        "<button id=a>x</button><button id=b hidden>x</button>"
        "<div aria-hidden=true><button id=c>x</button></div>"
        "<button id=d style='visibility: hidden'>x</button><button id=e style='opacity: 0'>x</button>"
        "<button id=f aria-hidden=false>x</button><template><button>x</button></template>"
        "<details><summary>s</summary><button id=g>x</button></details>",
        datastar=False,
    )
    ids = "(found) => found.map((each) => each.id).join('')"
    assert await page.get_by_role("button").evaluate_all(ids) == "aef"
    assert await page.get_by_role("button", include_hidden=True).evaluate_all(ids) == "abcdefg"
    assert await page.get_by_role("option").count() == 0


async def test_states_follow_what_the_user_does(page_of: Any) -> None:
    page = await page_of(
        "<label><input type=checkbox>Mail</label><details><summary>More</summary>x</details>"
    )
    box = page.get_by_role("checkbox", name="Mail", checked=True)
    assert await box.count() == 0
    await page.get_by_label("Mail").check()
    assert await box.count() == 1
    assert await page.get_by_role("group").count() == 1


async def test_asking_for_a_state_that_no_such_role_has(page_of: Any) -> None:
    page = await page_of("<button>x</button>", datastar=False)
    with pytest.raises(
        AssertionError, match='"checked" attribute is only supported for roles: "checkbox", "menuitem'
    ):
        await page.get_by_role("button", checked=True).count()
    with pytest.raises(AssertionError, match="Role must not be empty"):
        await page.get_by_role("").count()
