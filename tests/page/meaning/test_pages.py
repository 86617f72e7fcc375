"""What a page does as a whole: navigation, events, several users, and the client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from stario import Command, PatchElements, Query, Signals
from stario.testing import expect

CLIENT = '<script type="module" src="/datastar.js"></script>'


async def other() -> str:
    return "<!doctype html><html><head><title>Other</title></head><body><h1>Other</h1></body></html>"


async def moved() -> Response:
    return RedirectResponse("/other")


async def echo(request: Request) -> Response:
    form = await request.form()
    told = "&".join(f"{name}={value}" for name, value in form.multi_items())
    return Response(
        f"<!doctype html><title>Echo</title><p>{request.method} {told}</p>", media_type="text/html"
    )


async def test_a_link_is_followed(show: Any) -> None:
    page = await show('<a href="/other">There</a>', Query("/other", other))
    await page.get_by_role("link").click()
    await expect(page).to_have_url("/other")
    await expect(page).to_have_title("Other")
    await page.go_back()
    await expect(page).to_have_title("Home")


async def test_redirects_are_followed(show: Any) -> None:
    page = await show("", Query("/moved", moved), Query("/other", other))
    await page.goto("/moved")
    await expect(page).to_have_url("/other")


async def test_a_fragment_stays_in_the_page(show: Any) -> None:
    page = await show('<a href="#there">Down</a><p id="there">x</p>')
    await page.evaluate("window.mark = 1")
    await page.get_by_role("link").click()
    await expect(page).to_have_url("/#there")
    assert await page.evaluate("window.mark") == 1


async def test_a_form_is_sent(show: Any) -> None:
    body = """<form method="post" action="/echo">
      <input name="a" value="1"><input type="checkbox" name="b" checked>
      <select name="c"><option>x<option selected>y</select><button name="d" value="send">Send</button>
      </form>"""
    page = await show(body, Command("/echo", echo))
    await page.get_by_role("button").click()
    await expect(page.locator("p")).to_have_text("POST a=1&b=on&c=y&d=send")


async def test_a_reload_starts_anew(show: Any) -> None:
    page = await show("<input>")
    await page.locator("input").fill("x")
    await page.evaluate("window.mark = 1")
    await page.reload()
    assert await page.evaluate("window.mark") is None


async def test_dialogs(show: Any) -> None:
    page = await show("")
    seen: list[str] = []

    async def answer(dialog: Any) -> None:
        seen.append(f"{dialog.type} {dialog.message} {dialog.default_value}".strip())
        await dialog.accept("me" if dialog.type == "prompt" else None)

    page.on("dialog", answer)
    assert await page.evaluate("[confirm('sure?'), prompt('who?', 'you'), alert('so')]") == [True, "me", None]
    assert seen == ["confirm sure?", "prompt who? you", "alert so"]


async def test_a_dialog_nobody_hears_is_dismissed(show: Any) -> None:
    page = await show("")
    assert await page.evaluate("[confirm('sure?'), prompt('who?')]") == [False, None]


async def test_the_console(show: Any) -> None:
    page = await show("")
    async with page.expect_event("console") as found:
        await page.evaluate("console.warn('careful', 1)")
    message = await found.value
    assert (message.type, message.text) == ("warning", "careful 1")


async def test_an_error_of_the_page(show: Any) -> None:
    page = await show("<button onclick=\"throw new TypeError('oh')\">x</button>")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    await page.get_by_role("button").click()
    await page.settle()
    assert errors == ["oh"]
    assert [problem.kind for problem in page.problems] == ["error"]
    page.problems.clear()


async def test_requests_and_responses(show: Any) -> None:
    page = await show("", Query("/other", other))
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.method} {request.resource_type}"))
    page.on("response", lambda response: seen.append(f"{response.status}"))
    await page.evaluate("fetch('/other').then((response) => response.text())")
    await page.settle()
    assert seen == ["GET fetch", "200"]


async def test_storage_and_cookies(show: Any) -> None:
    page = await show("")
    await page.evaluate("localStorage.setItem('a', '1'); document.cookie = 'b=2'")
    await page.reload()
    assert await page.evaluate("[localStorage.getItem('a'), document.cookie]") == ["1", "b=2"]


async def add(n: Annotated[int, Signals("n")]) -> AsyncIterator[Any]:
    yield PatchElements(f"<li id='i{n}'>{n}</li>", selector="#list", mode="append")
    yield {"n": n + 1}


async def test_the_client_runs(show: Any) -> None:
    body = """<div data-signals:n="1"><p id="n" data-text="'n ' + $n"></p><ul id="list"></ul>
      <input data-bind:name aria-label="Name"><b data-show="$name != ''">Hello <i data-text="$name"></i></b>
      <button data-on:click="@post('/add')">Add</button></div>"""
    page = await show(body, Command("/add", add), head=CLIENT)
    await expect(page.locator("#n")).to_have_text("n 1")
    await expect(page.locator("b")).to_be_hidden()
    await page.get_by_label("Name").fill("Ada")
    await expect(page.locator("b")).to_have_text("Hello Ada")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("listitem")).to_have_text(["1"])
    await page.get_by_role("button").click()
    await expect(page.get_by_role("listitem")).to_have_text(["1", "2"])
    await page.settle()
    assert page.signals == {"n": 3, "name": "Ada"}
    sent = [request for request in page.requests if request.method == "POST"]
    assert [request.signals for request in sent] == [{"n": 1, "name": "Ada"}, {"n": 2, "name": "Ada"}]
    assert [len(stream) for stream in page.streams] == [2, 2]


async def test_what_evaluate_sets_going_is_waited_for_by_expect_and_settle(show: Any) -> None:
    body = """<div data-signals:n="1"><p data-text="$n"></p><ul id="list"></ul>
      <button data-on:click="@post('/add')">Add</button></div>"""
    page = await show(body, Command("/add", add), head=CLIENT)
    await page.evaluate("document.querySelector('button').click()")
    await expect(page.get_by_role("listitem")).not_to_have_count(0)
    await page.evaluate("document.querySelector('button').click()")
    await page.settle()
    assert page.signals == {"n": 3}
    assert [request.status for request in page.requests if request.method == "POST"] == [200, 200]
    await page.evaluate("setTimeout(() => { document.title = 'Later'; location.hash = 'there' })")
    await expect(page).to_have_title("Later")
    await expect(page).to_have_url("/#there")


async def test_an_action_without_a_route_is_a_problem(show: Any) -> None:
    page = await show("<button data-on:click=\"@post('/lost')\">x</button>", head=CLIENT)
    await page.get_by_role("button").click()
    await page.settle()
    assert [problem.kind for problem in page.problems] == ["no-route"]
    page.problems.clear()


async def test_an_id_that_is_there_twice_is_a_problem(show: Any) -> None:
    async def twice() -> str:
        return '<ul id="list"><li id="x">1</li><li id="x">2</li></ul>'

    body = """<div data-signals:n="1"></div><ul id="list"></ul>
      <button data-on:click="@post('/twice')">x</button>"""
    page = await show(body, Command("/twice", twice), head=CLIENT)
    await page.settle()
    await page.get_by_role("button").click()
    await expect(page.get_by_role("listitem")).to_have_count(2)
    await page.settle()
    await page.settle()
    assert [(problem.kind, problem.name) for problem in page.problems] == [("duplicate-id", "x")]
    assert str(page.problems[0]).startswith(
        'duplicate-id: x: two elements have the id "x"; the first is <li id="x">\n    in <li id="x">'
    )
    page.problems.clear()
    await page.settle()
    assert page.problems == []


async def test_two_forms_with_one_id_are_a_problem_whatever_their_controls_are_called(show: Any) -> None:
    form = '<form id="x"><input name="id"><input name="attributes"></form>'
    page = await show(f"{form}{form}", head=CLIENT)
    await page.settle()
    assert [(problem.kind, problem.name) for problem in page.problems] == [("duplicate-id", "x")]
    page.problems.clear()


async def test_an_attribute_of_an_elder_spelling_is_a_problem(show: Any) -> None:
    body = """<div data-signals:n="1" data-test="x" data-class-name="mine" data-on-intersect="$n"></div>
      <b data-on-click__once="$n++">x</b><i data-on-load="$n"></i><u data-bind-n></u>"""
    page = await show(body, head=CLIENT)
    await page.settle()
    assert sorted((problem.kind, problem.name, problem.message) for problem in page.problems) == [
        ("unknown-attribute", name, f"the client knows no {name}, and ignores it: write {newer}")
        for name, newer in [
            ("data-bind-n", "data-bind:n"),
            ("data-on-click__once", "data-on:click__once"),
            ("data-on-load", "data-init"),
        ]
    ]
    assert {problem.element.split()[0] for problem in page.problems} == {"<b", "<i", "<u"}
    page.problems.clear()
    await page.settle()
    assert page.problems == []


async def test_users_have_their_own_cookies(site: Any, stario_pages: Any) -> None:
    site.shows("<p>x</p>")
    alice, bob = await stario_pages(2)
    await alice.goto("/")
    await bob.goto("/")
    await alice.evaluate("document.cookie = 'who=alice'")
    assert await alice.evaluate("document.cookie") == "who=alice"
    assert await bob.evaluate("document.cookie") == ""
