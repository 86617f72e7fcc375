"""
Locators: what they find, in Playwright's meaning, what is wrong with one, and what it may have meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from stario.testing.page.failures import LocatorError

BODY = """
<header id="top"><h1 id="h1">Shop <em id="em">open</em></h1></header>
<main id="main">
  <form id="form">
    <label id="l1">Mail <input id="mail" placeholder="you@home" data-testid="mail"></label>
    <label for="age" id="l2">Age</label><input id="age" type="number" title="In years">
    <input id="labelled" aria-label="Street name"><span id="s">City  hall</span>
    <input id="by" aria-labelledby="s none">
    <button id="save">Save</button><button id="all">Save
      all</button><input type="submit" id="send" value="Send it"><button id="gone" hidden>Save later</button>
  </form>
  <ul id="list"><li id="i1" class="on">Apple <b id="b1">3</b></li><li id="i2">Pear <b id="b2">5</b></li>
    <li id="i3" class="on">Plum <b id="b3">5</b></li></ul>
  <p id="p">one <i id="i">two</i> three</p><img id="img" alt="A cat" title="Cat"><script>"Save"</script>
</main>
"""
IDS = "(found) => found.map((each) => each.id || each.localName).join(' ')"


@pytest.fixture
async def page(page_of: Any) -> Any:
    return await page_of(BODY, datastar=False)


@pytest.mark.parametrize(
    ("find", "ids"),
    [
        # By text: the smallest elements, anywhere in the text, white space and case aside.
        (lambda page: page.get_by_text("save"), "save all gone"),
        (lambda page: page.get_by_text("Save", exact=True), "save"),
        (lambda page: page.get_by_text(" save\n ALL "), "all"),
        (lambda page: page.get_by_text("one two"), "p"),
        (lambda page: page.get_by_text("two"), "i"),
        (lambda page: page.get_by_text("Send it"), "send"),
        (lambda page: page.get_by_text(re.compile("^Sav")), "save all gone"),
        (lambda page: page.get_by_text(re.compile("^sav")), ""),
        (lambda page: page.get_by_text(re.compile("P(ea|lu)[rm] *5$")), "i2 i3"),
        (lambda page: page.get_by_text("city hall"), "s"),
        (lambda page: page.get_by_text(re.compile("City hall")), ""),
        # By label, and by other attributes.
        (lambda page: page.get_by_label("mail"), "mail"),
        (lambda page: page.get_by_label("Age", exact=True), "age"),
        (lambda page: page.get_by_label("street"), "labelled"),
        (lambda page: page.get_by_label("City hall", exact=True), "by"),
        (lambda page: page.get_by_label(re.compile("^(Mail|Age)")), "mail age"),
        (lambda page: page.get_by_placeholder("YOU"), "mail"),
        (lambda page: page.get_by_alt_text("a cat"), "img"),
        (lambda page: page.get_by_title("cat", exact=True), ""),
        (lambda page: page.get_by_title("In years", exact=True), "age"),
        (lambda page: page.get_by_test_id("mail"), "mail"),
        (lambda page: page.get_by_test_id("Mail"), ""),
        (lambda page: page.get_by_test_id(re.compile("^M", re.IGNORECASE)), "mail"),
        # Within, and of several.
        (lambda page: page.locator("#list").get_by_text("5"), "b2 b3"),
        (lambda page: page.locator("li").first, "i1"),
        (lambda page: page.locator("li").last, "i3"),
        (lambda page: page.locator("li").nth(1), "i2"),
        (lambda page: page.locator("li").nth(-2), "i2"),
        (lambda page: page.locator("li").nth(9), ""),
        (lambda page: page.locator("li").filter(has_text="5"), "i2 i3"),
        (lambda page: page.locator("li").filter(has_not_text=re.compile("5")), "i1"),
        (lambda page: page.locator("li").filter(has=page.locator("b", has_text="3")), "i1"),
        (lambda page: page.locator("li").filter(has_not=page.get_by_text("Pear")), "i1 i3"),
        (lambda page: page.locator("li").filter(has_not=page.locator("#b2")), "i1 i3"),
        (lambda page: page.locator("button").filter(visible=True), "save all"),
        (lambda page: page.locator("button").filter(visible=False), "gone"),
        (lambda page: page.locator(".on").and_(page.get_by_text("Plum")), "i3"),
        (lambda page: page.locator("#i3").or_(page.locator("h1")), "h1 i3"),
        (lambda page: page.locator("ul").locator(page.locator("li.on")), "i1 i3"),
        (lambda page: page.locator("main").locator("body li"), ""),
        (lambda page: page.locator("main").locator("main > ul"), ""),
        (lambda page: page.locator("main").locator(":scope > ul"), "list"),
        # Playwright's own CSS and short forms.
        (lambda page: page.locator("button:visible"), "save all"),
        (lambda page: page.locator("li:has-text('plum')"), "i3"),
        (lambda page: page.locator("li:has(b:text-is('5'))"), "i2 i3"),
        (lambda page: page.locator(":text('two')"), "i"),
        (lambda page: page.locator("b:text-matches('^[0-4]$')"), "b1"),
        (lambda page: page.locator(":nth-match(li, 2)"), "i2"),
        (lambda page: page.locator("text=save"), "save all gone"),
        (lambda page: page.locator('text="Save"'), "save"),
        (lambda page: page.locator("'Save'"), "save"),
        (lambda page: page.locator("text=/^two$/"), "i"),
        (lambda page: page.locator("css=li >> nth=-1"), "i3"),
        (lambda page: page.locator("ul >> text=5"), "b2 b3"),
        (lambda page: page.locator("id=p"), "p"),
        (lambda page: page.locator("data-testid=mail"), "mail"),
        (lambda page: page.locator("role=button[name='Save all']"), "all"),
        (lambda page: page.locator("role=button[name=/^save/i] >> visible=true"), "save all"),
        (lambda page: page.locator("role=heading[level=1]"), "h1"),
        (lambda page: page.locator("p >> xpath"), ""),
    ],
)
async def test_what_locators_find(page: Any, find: Callable[[Any], Any], ids: str) -> None:
    assert await find(page).evaluate_all(IDS) == ids


async def test_shadow_trees_are_seen_into(page: Any) -> None:
    await page.evaluate(
        """(() => {
          list.insertAdjacentHTML("afterend", "<div id=host><b id=light>Light</b></div>");
          const root = host.attachShadow({ mode: "open" });
          root.innerHTML = "<button id=in>Inside</button><slot></slot>";
          return null;
        })()"""
    )
    for locator in (
        page.locator("#host button"),
        page.locator("#in"),
        page.get_by_role("button", name="inside"),
        page.get_by_text("Inside"),
        page.locator("#host").get_by_text("Inside"),
    ):
        assert await locator.evaluate_all(IDS) == "in", repr(locator)
    assert await page.evaluate("document.querySelectorAll('#in').length") == 0


@pytest.mark.parametrize(
    ("find", "message"),
    [
        (lambda page: page.locator("li:nothing"), '"li:nothing" is not a valid CSS selector'),
        (
            lambda page: page.locator("//li"),
            '"//li" is XPath, which only a browser has: use CSS, a role or a text',
        ),
        (lambda page: page.locator("xpath=//li"), "is XPath, which only a browser has"),
        (lambda page: page.locator("magic=x"), 'Unknown engine "magic" while parsing selector magic=x'),
        (lambda page: page.locator("li:has-text(x)"), '"has-text" engine expects a single string'),
        (lambda page: page.locator("li:right-of(b)"), ":right-of() needs a layout, which only a browser has"),
        (lambda page: page.get_by_text(re.compile("(?P<a>x)")), "invalid group"),
    ],
)
async def test_locators_that_are_none(page: Any, find: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(LocatorError, match=re.escape(message)):
        await find(page).count()


async def explained(page: Any, locator: Any) -> list[str]:
    """What is told to be near, with a locator for it."""
    told = page.run("explain", list(locator._steps), "click")
    assert told["total"] == 0
    return [f"{each['text']}  {each['note']}  {each['better']}" for each in told["near"]]


@pytest.mark.parametrize(
    ("find", "near"),
    [
        (
            lambda page: page.get_by_role("button", name="Save later"),
            '<button id="gone" hidden="">Save later</button>  it is hidden  get_by_text("Save later")',
        ),
        (
            lambda page: page.get_by_role("button", name="Savee"),
            '<button id="save">Save</button>  its name is "Save"  '
            'get_by_role("button", name="Save", exact=True)',
        ),
        (
            lambda page: page.get_by_role("link", name="Send it"),
            '<input id="send" type="submit" value="Send it"/>  its role is button  '
            'get_by_role("button", name="Send it")',
        ),
        (
            lambda page: page.get_by_role("heading", level=2),
            '<h1 id="h1">…</h1>  it is not level=2  get_by_role("heading", name="Shop open")',
        ),
        (
            lambda page: page.get_by_text("Appel"),
            '<li id="i1" class="on">…</li>  its text is "Apple 3"  get_by_text("Apple")',
        ),
        (
            lambda page: page.get_by_text("Apple", exact=True),
            '<li id="i1" class="on">…</li>  all of its text is "Apple 3"  get_by_text("Apple")',
        ),
        (
            lambda page: page.get_by_label("Email"),
            '<input id="mail" data-testid="mail" placeholder="you@home"/>  its label is "Mail"  '
            'get_by_test_id("mail")',
        ),
        (
            lambda page: page.get_by_test_id("male"),
            '<input id="mail" data-testid="mail" placeholder="you@home"/>  its data-testid is "mail"  '
            'get_by_test_id("mail")',
        ),
        (
            lambda page: page.locator("#lists"),
            '<ul id="list">…</ul>  its id is "list"  get_by_text("Apple 3Pear 5 Plum")',
        ),
        (
            lambda page: page.locator("ul").get_by_role("button", name="Save", exact=True),
            '<button id="save">Save</button>  it is elsewhere in the page  '
            'get_by_role("button", name="Save", exact=True)',
        ),
        (
            lambda page: page.locator("li").nth(5),
            '<li id="i1" class="on">…</li>  there are only 3  get_by_text("Apple")',
        ),
    ],
)
async def test_what_a_locator_may_have_meant(page: Any, find: Callable[[Any], Any], near: str) -> None:
    assert (await explained(page, find(page)))[0] == near


async def test_nothing_is_near(page: Any) -> None:
    assert await explained(page, page.get_by_role("slider")) == []
    assert await explained(page, page.get_by_text("zebra")) == []
    assert await explained(page, page.locator("table td")) == []


async def test_each_of_several_is_told_by_what_finds_it_alone(page: Any) -> None:
    with pytest.raises(LocatorError) as failure:
        await page.get_by_role("button").click()
    told = str(failure.value)
    assert "click get_by_role('button'): 3 elements match, and an action needs exactly one" in told
    for line in (
        '1) <button id="save">Save</button>',
        'get_by_role("button", name="Save", exact=True)',
        '2) <button id="all">Save↵      all</button>',
        'get_by_role("button", name="Save all")',
        '3) <input id="send" type="submit" value="Send it"/>',
        'get_by_role("button", name="Send it")',
    ):
        assert line in told
