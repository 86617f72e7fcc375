"""
Where a page comes from: `document.referrer`, and the header that says so to the application.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from stario import Command, Query
from stario.testing import expect


async def told(request: Request) -> Response:
    headers = {"referrer-policy": policy} if (policy := request.query_params.get("policy")) else {}
    referer = request.headers.get("referer", "nowhere")
    origin = request.headers.get("origin", "no origin")
    body = f"""<!doctype html><title>Told</title><p id="header">{referer}</p><p id="origin">{origin}</p>
      <p id="script"></p><script>document.querySelector("#script").textContent = document.referrer</script>
      <a href="/told?again">Again</a>"""
    return HTMLResponse(body, headers=headers)


async def sent_on() -> Response:
    return RedirectResponse("/told?redirected")


ROUTES = (Query("/told", told), Command("/told", told), Query("/sent-on", sent_on))


async def shows(page: Any, where: str) -> None:
    """The page says that it came from this path of the application, or from nowhere."""
    if where == "nowhere":
        await expect(page.locator("#header")).to_have_text("nowhere")
        await expect(page.locator("#script")).to_be_empty()
    else:
        url = re.compile(rf"^http://[^/]+{re.escape(where)}$")
        await expect(page.locator("#header")).to_have_text(url)
        await expect(page.locator("#script")).to_have_text(url)


async def test_who_types_an_address_comes_from_nowhere(show: Any) -> None:
    page = await show("", *ROUTES)
    assert await page.evaluate("document.referrer") == ""
    await page.goto("/told")
    await shows(page, "nowhere")


async def test_a_link_tells_where_it_stands(show: Any) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES)
    await page.goto("/?a=b#part")
    await page.get_by_role("link").click()
    await shows(page, "/?a=b")
    await page.get_by_role("link", name="Again").click()
    await shows(page, "/told")


@pytest.mark.parametrize(
    "script",
    [
        "location.assign('/told')",
        "location.replace('/told')",
        "location.href = '/told'",
        "document.location = '/told'",
        "location.assign('/sent-on')",
        "document.querySelector('form').submit()",
        "document.querySelector('a').click()",
    ],
)
async def test_a_script_tells_its_page(show: Any, script: str) -> None:
    page = await show(
        f"""<a href="/told"></a><form action="/told"></form>
        <button onclick="{script}">Go</button>""",
        *ROUTES,
    )
    await page.get_by_role("button").click()
    await shows(page, "/")


@pytest.mark.parametrize("method", ["get", "post"])
async def test_a_form_tells_where_it_stands(show: Any, method: str) -> None:
    page = await show(f'<form method="{method}" action="/told"><button>Go</button></form>', *ROUTES)
    await page.get_by_role("button").click()
    await shows(page, "/")
    await expect(page.locator("#origin")).to_have_text(
        "no origin" if method == "get" else re.compile("^http://[^/]+$")
    )


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ('<a rel="noreferrer" href="/told">Go</a>', "nowhere"),
        ('<a rel="external NoReferrer" href="/told">Go</a>', "nowhere"),
        ('<a rel="noopener" href="/told">Go</a>', "/?x=1"),
        ('<a referrerpolicy="no-referrer" href="/told">Go</a>', "nowhere"),
        ('<a referrerpolicy="origin" href="/told">Go</a>', "/"),
        ('<form rel="noreferrer" action="/told"><button>Go</button></form>', "/?x=1"),
    ],
)
async def test_an_element_may_say_how_much_is_told(show: Any, body: str, where: str) -> None:
    page = await show(body, *ROUTES)
    await page.goto("/?x=1")
    await page.get_by_text("Go").click()
    await shows(page, where)


@pytest.mark.parametrize(
    ("policy", "where"),
    [
        ("no-referrer", "nowhere"),
        ("never", "nowhere"),
        ("origin", "/"),
        ("strict-origin", "/"),
        ("same-origin", "/?x=1"),
        ("always", "/?x=1"),
        ("strict-origin-when-cross-origin", "/?x=1"),
        ("no such policy", "/?x=1"),
        ("no-referrer, origin", "/?x=1"),
    ],
)
async def test_a_document_may_say_how_much_is_told(show: Any, policy: str, where: str) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES, head=f'<meta name="Referrer" content="{policy}">')
    await page.goto("/?x=1")
    await page.get_by_role("link").click()
    await shows(page, where)


async def test_a_header_may_say_how_much_is_told(show: Any) -> None:
    page = await show("", *ROUTES)
    await page.goto("/told?policy=no-referrer")
    await page.get_by_role("link", name="Again").click()
    await shows(page, "nowhere")


async def test_a_policy_that_comes_late(show: Any) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES)
    await page.evaluate(
        "document.head.append(Object.assign(document.createElement('meta'), "
        "{name: 'referrer', content: 'no-referrer'}))"
    )
    await page.get_by_role("link").click()
    await shows(page, "nowhere")


async def test_a_form_of_a_page_that_tells_nothing(show: Any) -> None:
    head = '<meta name="referrer" content="no-referrer">'
    page = await show('<form method="post" action="/told"><button>Go</button></form>', *ROUTES, head=head)
    await page.get_by_role("button").click()
    await shows(page, "nowhere")
    await expect(page.locator("#origin")).to_have_text("null")


async def test_a_page_that_is_loaded_again_comes_from_where_it_came(show: Any) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES)
    await page.goto("/?x=1")
    await page.get_by_role("link").click()
    await page.reload()
    await shows(page, "/?x=1")
    await page.evaluate("location.reload()")
    await shows(page, "/told")


async def test_a_page_of_the_history_comes_from_where_it_came(show: Any) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES)
    await page.goto("/?x=1")
    await page.get_by_role("link").click()
    await page.goto("/")
    await page.go_back()
    await shows(page, "/?x=1")


async def test_history_changes_what_is_told(show: Any) -> None:
    page = await show('<a href="/told">Go</a>', *ROUTES)
    await page.evaluate("history.pushState(null, '', '/deep/er?y')")
    await page.get_by_role("link").click()
    await shows(page, "/deep/er?y")


async def test_goto_may_say_where_from(show: Any) -> None:
    page = await show("", *ROUTES)
    await page.goto("/told", referer=f"{page.url}other")
    await shows(page, "/other")


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ("{}", "/?x=1"),
        ("{referrerPolicy: 'no-referrer'}", "nowhere"),
        ("{referrerPolicy: 'origin'}", "/"),
        ("{referrer: ''}", "nowhere"),
        ("{referrer: '/else'}", "/else"),
    ],
)
async def test_fetch_may_say_how_much_is_told(show: Any, options: str, where: str) -> None:
    page = await show("", *ROUTES)
    await page.goto("/?x=1")
    text = await page.evaluate(f"fetch('/told', {options}).then((response) => response.text())")
    found = re.search('<p id="header">(.*?)</p>', text)[1]
    assert re.sub("^http://[^/]+", "", found) == where
