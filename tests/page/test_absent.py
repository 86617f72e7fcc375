"""
What Playwright has and the headless page has not: each name answers in a sentence.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from stario.testing import expect
from stario.testing.page.absent import NotSimulated

playwright = pytest.importorskip("playwright.async_api")

#: Of Playwright's own machinery, not of its public API.
MACHINERY = {"on", "once", "remove_listener"}


def public(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")} - MACHINERY


@pytest.mark.parametrize(
    "kind", ["Page", "Locator", "Keyboard", "Mouse", "LocatorAssertions", "PageAssertions"]
)
async def test_each_name_of_playwrights_is_there_or_says_why_not(page_of: Any, kind: str) -> None:
    page = await page_of("<p>x</p>", datastar=False)
    ours = {
        "Page": page,
        "Locator": page.locator("p"),
        "Keyboard": page.keyboard,
        "Mouse": page.mouse,
        "LocatorAssertions": expect(page.locator("p")),
        "PageAssertions": expect(page),
    }[kind]
    lost = []
    for name in sorted(public(getattr(playwright, kind))):
        try:
            getattr(ours, name)
        except NotSimulated as told:
            if not re.match(rf"\S+\.{name} is not part of the headless page: \w", str(told)) or (
                "if Playwright has it" in str(told)
            ):
                lost.append(f"{name}: {told}")
    assert lost == []


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("page.route('**/x', print)", r"page\.route is not part .*the application itself answers"),
        ("page.screenshot()", r"page\.screenshot is .*nothing is drawn there; .*--stario-browser=chromium"),
        ("page.locator('p').bounding_box()", r"locator\.bounding_box is .*nothing is laid out"),
        ("page.locator('p').drag_to(page.locator('p'))", r"locator\.drag_to is .*nothing is laid out"),
        ("page.mouse.click(1, 2)", r"page\.mouse\.click is .*nothing is laid out"),
        (
            "page.locator('p').click(position={'x': 1, 'y': 1})",
            r"click\(position=\.\.\.\): nothing is laid out",
        ),
        ("page.locator('select').select_option(element=1)", r"no handles"),
        ("page.query_selector('p')", r"page\.query_selector is .*no handles"),
        ("page.clock", r"ask for the fixture stario_clock"),
        ("page.context", r"client\.cookies"),
        ("expect(page.locator('p')).to_be_in_viewport()", r"expect\(locator\)\.to_be_in_viewport is"),
        ("page.get_by_rôle('x')", r"did you mean get_by_role\?"),
        ("page.teleport()", r"page\.teleport is not part of the headless page: if Playwright has it"),
    ],
)
async def test_what_is_not_there_says_so(page_of: Any, call: str, told: str) -> None:
    page = await page_of("<p>x</p><select></select>", datastar=False)
    with pytest.raises(NotSimulated, match=told):
        await eval(call, {"page": page, "expect": expect})


async def test_it_can_be_asked_what_is_there(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    assert not hasattr(page, "route")
    assert hasattr(page, "goto")
    with pytest.raises(AttributeError, match="_nothing"):
        page._nothing  # noqa: B018


async def test_the_events_that_there_are_are_told(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    with pytest.raises(ValueError, match="no event 'popup'; it has close, console, dialog"):
        page.on("popup", print)


async def test_a_drag_is_not_simulated(page_of: Any) -> None:
    page = await page_of("<p draggable=true id=a>a</p><p id=b>b</p>", datastar=False, problems=True)
    await page.locator("#a").hover()
    await page.mouse.down()
    with pytest.raises(AssertionError, match="drag"):
        await page.locator("#b").hover()
