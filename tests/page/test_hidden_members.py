"""
Controls that hide members of their form: the page sees the control, the page's own DOM goes on by the member.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request

from stario import Command, Query
from stario.testing import expect

#: What a form has that a page's author may well call a control.
NAMES = """
    action method target enctype name id title submit reset elements length lang dir hidden role children
    tagName append remove focus click prefix slot type value
"""
FORM = "".join(f'<input name="{name}" aria-label="of {name}">' for name in NAMES.split())


@pytest.mark.parametrize("opened", ["once", "again"])
async def test_a_form_is_sent_by_what_it_is(page_of: Any, opened: str) -> None:
    seen: list[str] = []

    async def there(request: Request) -> str:
        seen.append(request.url.query)
        return "sent"

    html = f'<form action="/there" method="get">{FORM}<button>Send</button></form>'
    for _ in range(4 if opened == "again" else 1):
        page = await page_of(html, Query("/there", there), datastar=False)
        await page.get_by_label("of action").fill("mine")
        await expect(page.get_by_label("of action")).to_have_value("mine")
        assert await page.evaluate("document.forms[0].action.value") == "mine"
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator("body")).to_have_text("sent")
        await page.close()
    assert len(seen) == (4 if opened == "again" else 1)


async def test_the_client_sends_what_is_in_it(page_of: Any) -> None:
    seen: list[bytes] = []

    async def save(request: Request) -> dict[str, object]:
        seen.append(await request.body())
        return {"saved": True}

    page = await page_of(
        "<form><input name=action value=a><input name=title value=t><button type=button "
        "data-on:click=\"@post('/save', {contentType: 'form'})\">Save</button></form>",
        Command("/save", save),
    )
    await page.get_by_role("button").click()
    assert seen == [b"action=a&title=t"]
    assert page.signals == {"saved": True}


@pytest.mark.parametrize(
    "script", ["", "HTMLFormElement.prototype.mine = 1; delete HTMLFormElement.prototype.mine"]
)
async def test_the_next_page_has_nothing_of_it(page_of: Any, script: str) -> None:
    page = await page_of(f"<form>{FORM}</form><img name=logo>", datastar=False)
    engine = page.engine
    await page.evaluate(f"() => {{ {script} }}")
    assert await page.evaluate("[document.forms[0].submit.localName, logo.localName]") == ["input", "img"]
    await page.close()
    page = await page_of("<form action='/a'></form>", datastar=False)
    assert page.engine is engine
    found = await page.evaluate(
        "[typeof document.forms[0].submit, document.forms[0].title, typeof logo, Object.hasOwn("
        "HTMLFormElement.prototype, 'tagName'), 'submit' in Object.getOwnPropertyDescriptors(HTMLFormElement."
        "prototype) && typeof Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'submit').value]"
    )
    assert found == ["function", "", "undefined", False, "function"]


async def test_a_control_that_comes_later_hides_it_too(page_of: Any) -> None:
    page = await page_of("<form id=f action='/a'></form>", datastar=False)
    assert await page.evaluate("typeof f.action") == "string"
    ways = [
        "f.innerHTML = '<input name=action>'",
        "f.replaceChildren(Object.assign(document.createElement('input'), { name: 'action' }))",
        "f.innerHTML = '<button>', f.firstChild.setAttribute('id', 'action')",
        "f.innerHTML = '', f.append(document.importNode(new DOMParser().parseFromString("
        "'<select name=action>', 'text/html').body.firstChild, true))",
    ]
    for way in ways:
        await page.evaluate(way)
        assert await page.evaluate("typeof f.action") == "object", way
        await page.evaluate("f.replaceChildren()")
        assert await page.evaluate("f.action") == "http://testserver/a"
