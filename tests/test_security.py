"""Who may send commands, and that nothing of a request gets out of the quotes it is put into."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import RedirectResponse

from stario import Command, Query, Stario, execute_script, redirect
from stario.testing import StarioClient

HOSTILE = ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "\u2028</script><!--", "&lt;%00"]


async def change() -> str:
    return "changed"


def site(**options: Any) -> StarioClient:
    app = Stario(
        Query("/", change),
        Command("/", change, methods=["POST", "PUT", "PATCH", "DELETE"]),
        Query("/search", change, methods=["QUERY"]),
        **options,
    )
    return StarioClient(app, base_url="https://shop.example")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers, allowed",
    [
        ({}, True),  # no browser
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "nonsense"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://shop.example"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://shop.example"}, True),
        ({"Origin": "https://shop.example"}, True),
        ({"Origin": "http://shop.example"}, True),  # TLS may end at a proxy
        ({"Origin": "https://SHOP.example"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "https://shop.example.evil.example"}, False),
        ({"Origin": "https://shop.example:8443"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "https://[nonsense"}, False),
    ],
)
async def test_commands_from_other_origins_are_refused(
    method: str, headers: dict[str, str], allowed: bool
) -> None:
    answer = await site().request(method, "/", headers=headers)
    assert answer.status_code == (200 if allowed else 403), answer.text
    if not allowed:
        assert "was sent by a page of another origin (" in answer.text
        assert "trusted_origins=[" in answer.text


async def test_queries_are_for_everybody() -> None:
    client = site()
    for method, path in (("GET", "/"), ("HEAD", "/"), ("QUERY", "/search")):
        headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
        assert (await client.request(method, path, headers=headers)).status_code == 200


async def test_trusted_origins() -> None:
    client = site(trusted_origins=["https://admin.example", "http://LOCALHOST:3000"])
    for origin, status in (
        ("https://admin.example", 200),
        ("http://localhost:3000", 200),
        ("http://admin.example", 403),
        ("https://admin.example:444", 403),
        ("https://evil.example", 403),
    ):
        for headers in ({"Origin": origin}, {"Origin": origin, "Sec-Fetch-Site": "cross-site"}):
            assert (await client.post("/", headers=headers)).status_code == status


@pytest.mark.parametrize(
    "origin", ["https://a.example/", "https://a.example/x", "a.example", "*", "", "null", "ftp://a.example"]
)
def test_what_is_no_origin(origin: str) -> None:
    with pytest.raises(ValueError, match="trusted_origins takes origins such as "):
        Stario(trusted_origins=[origin])


def test_one_origin_is_not_a_list_of_letters() -> None:
    assert Stario(trusted_origins="https://a.example").settings.trusted_origins == {"https://a.example"}


@pytest.mark.parametrize("text", HOSTILE)
async def test_answers_in_text_are_no_html(text: str) -> None:
    async def found(id: int) -> None: ...

    client = StarioClient(Stario(Query("/item/{id}", found), debug=True))
    for answer in (
        await client.get("/item/" + text.replace("/", "")),
        await client.get("/nothing/" + text),
        await client.post("/item/" + text.replace("/", "")),
    ):
        assert answer.status_code in (404, 405, 422)
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example", "/\\evil.example/", "///evil.example/x/"]
)
async def test_slashes_are_no_open_redirect(path: str) -> None:
    async def page(rest: str = "") -> str:
        return rest

    for routes in ([Query("/{rest:path}", page)], [Query("/x", page), Query("/{rest}/", page)]):
        client = StarioClient(Stario(*routes), base_url="https://shop.example")
        answer = await client.get(f"https://shop.example{path}")
        location = answer.headers.get("location", "https://shop.example/")
        assert location.startswith("https://shop.example/"), location


@pytest.mark.parametrize(
    "location",
    ["//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"],
)
def test_a_redirect_to_another_host_says_so(location: str) -> None:
    with pytest.raises(ValueError, match="names another host"):
        redirect(location)


@pytest.mark.parametrize("text", HOSTILE)
def test_scripts_and_redirects_stay_in_their_quotes(text: str) -> None:
    for event in (redirect(f"/x?{text}"), execute_script(f"console.log({text!r})")):
        inner = event.elements.partition(">")[2].rpartition("</script>")[0]
        assert "</script" not in inner.lower() and "<!--" not in inner


async def test_a_redirect_of_starlettes_is_itself() -> None:
    async def moved() -> RedirectResponse:
        return RedirectResponse("/there")

    answer = await StarioClient(Stario(Query("/", moved))).get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/there")


async def test_in_production_an_error_says_nothing_of_the_inside() -> None:
    async def broken() -> None:
        raise RuntimeError("the password is hunter2")

    client = StarioClient(Stario(Query("/", broken)), raise_app_exceptions=False)
    answer = await client.get("/", headers={"Datastar-Request": "true", "User-Agent": "Mozilla/5.0"})
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
