"""What a script's fetch says of cookies, redirects and languages."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from stario import Query


async def told(request: Request) -> Response:
    answer = JSONResponse([request.cookies, request.headers["accept-language"]])
    answer.set_cookie("seen", "1")
    return answer


async def away() -> Response:
    return RedirectResponse("/told", status_code=303)


async def nowhere() -> Response:
    return Response(status_code=302)


ROUTES = (Query("/told", told), Query("/away", away), Query("/nowhere", nowhere))


async def test_cookies(show: Any) -> None:
    page = await show("<script>document.cookie = 'mine=2'</script>", *ROUTES)
    asked = "(init) => fetch('/told', init).then((answer) => answer.json()).then(([cookies]) => cookies)"
    assert await page.evaluate(asked, {"credentials": "omit"}) == {}
    assert await page.evaluate("document.cookie") == "mine=2"
    assert await page.evaluate(asked, {"credentials": "same-origin"}) == {"mine": "2"}
    assert await page.evaluate(asked, {}) == {"mine": "2", "seen": "1"}


@pytest.mark.parametrize("path", ["/away", "/nowhere"])
async def test_a_redirect_that_is_not_followed(show: Any, path: str) -> None:
    page = await show("", *ROUTES)
    answer = await page.evaluate(
        """async (path) => {
          const answer = await fetch(path, { redirect: "manual" });
          const { type, status, statusText, redirected, ok, body } = answer;
          return [type, status, statusText, redirected, ok, body, [...answer.headers], await answer.text()];
        }""",
        path,
    )
    assert answer == ["opaqueredirect", 0, "", False, False, None, [], ""]


@pytest.mark.stario(problems="ignore")
async def test_a_redirect_that_is_an_error(show: Any) -> None:
    page = await show("", *ROUTES)
    asked = "(path) => fetch(path, { redirect: 'error' }).then(({ status }) => status, () => 'failed')"
    assert await page.evaluate(asked, "/away") == "failed"
    assert await page.evaluate(asked, "/nowhere") == 302


async def test_a_language_of_the_scripts_own(show: Any) -> None:
    page = await show("", *ROUTES)
    asked = "fetch('/told', { headers: { 'Accept-Language': 'de' } }).then((answer) => answer.json())"
    assert (await page.evaluate(asked))[1] == "de"
