"""
Accessible names and descriptions, in Playwright's reading of accname.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

# The accessible name of the element with the id "e".
CASES = [
    ("<button id=e> Save \n <b>all</b> </button>", "Save all"),
    ("<button id=e>Save<div>all</div></button>", "Save all"),
    ("<button id=e>Save<br>all</button>", "Save all"),
    ("<button id=e>a<span hidden>b</span><span aria-hidden=true>c</span>d</button>", "a d"),
    ("<button id=e aria-label=' Save '>x</button>", "Save"),
    ("<button id=e aria-label='  '>x</button>", "x"),
    ("<button id=e title=Tip></button>", "Tip"),
    ("<button id=e title=Tip>x</button>", "x"),
    ("<button id=e><img alt=Icon> x</button>", "Icon x"),
    ("<button id=e><svg><title>Icon</title></svg></button>", "Icon"),
    ("<button id=e aria-labelledby='two none one'>x</button><p id=one>1</p><p id=two hidden>2</p>", "2 1"),
    ("<button id=e aria-labelledby='e one'>x</button><p id=one>1</p>", "x 1"),
    ("<button id=e aria-labelledby=none>x</button>", "x"),
    ("<a id=e href=#>x\u00ad\u200by</a>", "xy"),
    ("<h1 id=e>a&nbsp;b</h1>", "a\u00a0b"),
    ("<label for=e>Mail</label><input id=e>", "Mail"),
    ("<label>Mail <input id=e></label>", "Mail"),
    ("<label for=e>One</label><label for=e>Two</label><input id=e>", "One Two"),
    (
        "<label for=e>Remind me in <input value=3> days</label><input id=e type=checkbox>",
        "Remind me in 3 days",
    ),
    (
        "<label for=e>Sort by <select><option>name<option selected>age</select></label>"
        "<input id=e type=radio>",
        "Sort by age",
    ),
    ("<label for=e>At <input type=range value=5></label><input id=e type=radio>", "At 5"),
    ("<input id=e placeholder=Hint>", "Hint"),
    ("<input id=e placeholder=Hint title=Tip>", "Tip"),
    ("<input id=e type=submit>", "Submit"),
    ("<input id=e type=reset>", "Reset"),
    ("<input id=e type=submit value=Go>", "Go"),
    ("<input id=e type=file>", "Choose File"),
    ("<input id=e type=image alt=Go src=x>", "Go"),
    ("<img id=e alt=Cat title=Tip>", "Cat"),
    ("<img id=e alt='' title=Tip width=1 height=1 src=x>", "Tip"),
    ("<fieldset id=e><legend>Who</legend><input></fieldset>", "Who"),
    ("<figure id=e>x<figcaption>What</figcaption></figure>", "What"),
    ("<table id=e><caption>Rows</caption><tr><td>x</table>", "Rows"),
    ("<nav id=e title=Tip>x</nav>", "Tip"),
    ("<ul id=e><li>x</ul>", ""),
    ("<p id=e aria-label=x>y</p>", ""),
    ("<div id=e role=checkbox>Mail</div>", "Mail"),
    ("<div id=e role=button><div role=list>a</div></div>", "a"),
    (
        "<style>#e::before {content: '> '} #e::after {content: attr(title)}</style>"
        "<a id=e href=# title=t>x</a>",
        "> xt",
    ),
    ("<select><option id=e>One</select>", "One"),
    ("<details id=e open><summary>More</summary>x</details>", ""),
    ("<dialog id=e open aria-labelledby=h><h2 id=h>Sure?</h2></dialog>", "Sure?"),
    ("<output id=e title=Tip>3</output>", "Tip"),
    ("<span id=owned>b</span><button id=e aria-owns=owned>a</button>", "ab"),
]


# Roles of what is looked at, by its HTML name.
ROLES = {
    "a": "link",
    "h1": "heading",
    "ul": "list",
    "p": "paragraph",
    "fieldset": "group",
    "nav": "navigation",
    "details": "group",
    "output": "status",
    "text": "textbox",
    "submit": "button",
    "reset": "button",
    "file": "button",
    "image": "button",
}


@pytest.mark.parametrize(("body", "name"), CASES)
async def test_the_name_of_an_element(page_of: Any, body: str, name: str) -> None:
    page = await page_of(body, datastar=False)
    element = page.locator("#e")
    kind = await element.evaluate(
        "(e) => e.getAttribute('role') ?? (e.localName === 'input' ? e.type : e.localName)"
    )
    role = ROLES.get(kind, kind)
    assert await page.get_by_role(role, name=name, exact=True).and_(element).count() == 1
    assert await page.get_by_role(role, name=f"{name}.", exact=True).and_(element).count() == 0
    # White space of all kinds is one kind of it when names are compared.
    whole = re.compile("^" + re.escape(name.replace("\u00a0", " ")) + "$")
    assert await page.get_by_role(role, name=whole).and_(element).count() == 1


async def test_names_are_found_in_part_and_by_patterns(page_of: Any) -> None:
    page = await page_of(
        "<button id=a>Save all</button><button id=b>save</button><button id=c>Delete</button>", datastar=False
    )
    ids = "(found) => found.map((each) => each.id).join('')"

    async def found(**options: Any) -> str:
        told: str = await page.get_by_role("button", **options).evaluate_all(ids)
        return told

    assert await found(name="SAVE") == "ab"
    assert await found(name=" save  ALL ") == "a"
    assert await found(name="save", exact=True) == "b"
    assert await found(name=re.compile("^Save")) == "a"
    assert await found(name=re.compile("^save", re.IGNORECASE)) == "ab"
    assert await found(name="") == "abc"
