"""What the real client in a real browser sends, and what a handler's parameters make of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import pytest
from pages import ready
from playwright.sync_api import Page, expect
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from stario import Body, Command, FileSignal, Query, QueryParam, Signals, Stario
from stario.toys import ToyPage

PICTURE: Any = {"name": "é.png", "mimeType": "image/png", "buffer": bytes(range(256))}
PAGE = """
<h1 data-signals="{user: {name: 'Zoë </b> &amp; \\u2028', _local: 1}, n: 1.5, list: [1, [2]], _x: 2}">R</h1>
<p id="out"></p>
<button data-on:click="@get('/read?page=2&amp;tag=a&amp;tag=b')">get</button>
<button data-on:click="@query('/read?page=2&amp;tag=a&amp;tag=b')">query</button>
<button data-on:click="@post('/change')">post</button>
<button data-on:click="@put('/change')">put</button>
<button data-on:click="@patch('/change')">patch</button>
<button data-on:click="@delete('/change')">delete</button>
<button data-on:click="@post('/change', {filterSignals: {include: /^n$/}})">filtered</button>
<button data-on:click="@post('/change', {payload: {n: 9, user: {name: 'x'}}})">payload</button>
<button data-on:click="@post('/nothing', {filterSignals: {include: /^none$/}})">nothing</button>
<input type="file" multiple aria-label="several" data-bind:photos>
<button data-on:click="@post('/photos')">photos</button>
<form id="plain" data-on:submit="@post('/entry', {contentType: 'form'})">
  <input name="title" value="a & b=ü"><input type="checkbox" name="done" checked>
  <select name="tags" multiple><option selected>x</option><option selected>y</option></select>
  <button name="act" value="save">urlencoded</button>
  <button type="button" data-on:click="@get('/found', {contentType: 'form'})">in the query</button>
</form>
<form enctype="multipart/form-data" data-on:submit="@post('/upload', {contentType: 'form'})">
  <input name="title" value="ü">
  <input type="file" name="photo" aria-label="photo"><input type="file" name="empty">
  <button>multipart</button>
</form>
"""


class User(BaseModel):
    name: str


class Wanted(BaseModel):
    n: float
    user: User = User(name="nobody")


class Entry(BaseModel):
    title: str
    done: bool = False
    tags: list[str] = []
    act: str = ""


async def home() -> ToyPage:
    return ToyPage(PAGE, inspector=False)


seen: dict[str, Any] = {}


async def read(
    request: Request,
    signals: Signals,
    wanted: Wanted,
    page: Annotated[int, QueryParam],
    tag: Annotated[list[str], QueryParam],
) -> str:
    seen.update(signals=dict(signals), wanted=wanted, page=page, tag=tag)
    return f"<p id='out'>{request.method}</p>"


async def change(request: Request, signals: Signals, wanted: Wanted) -> str:
    seen.update(signals=dict(signals), wanted=wanted)
    return f"<p id='out'>{request.method}</p>"


async def nothing(signals: Signals) -> str:
    seen.update(signals=dict(signals))
    return "<p id='out'>nothing</p>"


async def photos(photos: Annotated[list[FileSignal], Signals("photos")]) -> str:
    seen.update(photos=photos)
    return f"<p id='out'>{len(photos)} photos</p>"


async def entry(entry: Annotated[Entry, Body], signals: Signals) -> str:
    seen.update(entry=entry, signals=dict(signals))
    return "<p id='out'>entered</p>"


async def found(entry: Annotated[Entry, QueryParam], signals: Signals) -> str:
    seen.update(entry=entry, signals=dict(signals))
    return "<p id='out'>found</p>"


async def upload(
    form: Annotated[FormData, Body],
    title: Annotated[str, Body("title")],
    photo: Annotated[UploadFile, Body("photo")],
    empty: Annotated[UploadFile | None, Body("empty")] = None,
) -> str:
    seen.update(title=title, photo=(photo.filename, photo.content_type, await photo.read()), empty=empty)
    return f"<p id='out'>uploaded {len(form)}</p>"


APP = Stario(
    Query("/", home),
    Query("/read", read, methods=["GET", "QUERY"]),
    Command("/change", change, methods=["POST", "PUT", "PATCH", "DELETE"]),
    Command("/nothing", nothing),
    Command("/photos", photos),
    Command("/entry", entry),
    Query("/found", found),
    Command("/upload", upload),
)
SENT = {"user": {"name": "Zoë </b> & \u2028"}, "n": 1.5, "list": [1, [2]]}


@pytest.fixture
def kind_of_server() -> dict[str, str]:
    return {"http": "h11"}  # httptools does not know the method QUERY


@pytest.fixture
def press(page: Page, serve: Callable[[Any], str]) -> Callable[[str, str], dict[str, Any]]:
    """Press a button, wait for its answer, and give what the handler got."""
    page.goto(serve(APP))
    ready(page)

    def press(button: str, answer: str) -> dict[str, Any]:
        seen.clear()
        page.locator("#out").evaluate("(out) => { out.textContent = '' }")  # the answer before may read alike
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("#out")).to_have_text(answer)
        return seen.copy()

    return press


Press = Callable[[str, str], Mapping[str, Any]]


def test_signals_of_each_method(press: Press) -> None:
    for method in ("get", "query", "post", "put", "patch", "delete"):
        got = press(method, method.upper())
        assert {name: got["signals"][name] for name in SENT} == SENT
        assert not [name for name in (*got["signals"], *got["signals"]["user"]) if name.startswith("_")]
        assert got["wanted"] == Wanted(n=1.5, user=User(name=SENT["user"]["name"]))  # type: ignore[index]
        if method in ("get", "query"):
            assert (got["page"], got["tag"]) == (2, ["a", "b"])


def test_fewer_signals_and_others(press: Press) -> None:
    assert press("filtered", "POST")["signals"] == {"n": 1.5}
    assert press("payload", "POST")["wanted"] == Wanted(n=9, user=User(name="x"))
    assert press("nothing", "nothing")["signals"] == {}


def test_files_in_a_signal(page: Page, press: Press) -> None:
    page.get_by_label("several").set_input_files([PICTURE, {"name": "b", "mimeType": "", "buffer": b""}])
    assert press("photos", "2 photos")["photos"] == [
        FileSignal("é.png", bytes(range(256)), "image/png"),
        FileSignal("b", b"", "application/octet-stream"),
    ]


def test_forms(page: Page, press: Press) -> None:
    filled = Entry(title="a & b=ü", done=True, tags=["x", "y"], act="save")
    assert press("urlencoded", "entered") == {"entry": filled, "signals": {}}
    filled.act = ""
    assert press("in the query", "found") == {"entry": filled, "signals": {}}
    page.get_by_label("photo", exact=True).set_input_files([PICTURE])
    got = press("multipart", "uploaded 2")
    assert got == {"title": "ü", "photo": ("é.png", "image/png", bytes(range(256))), "empty": None}


def test_a_page_of_another_origin(page: Page, page_errors: list[str], serve: Callable[[Any], str]) -> None:
    """Another port is another origin, though the same site: what the browser says of it is heard."""
    changed: list[str] = []

    async def change() -> str:
        changed.append("changed")
        return "changed"

    shop = serve(Stario(Command("/", change), Query("/", change)))
    evil = serve(Stario(Query("/", home)))
    trusting = serve(Stario(Command("/", change), trusted_origins=[evil]))
    page.goto(f"{evil}/")
    post = "(url) => fetch(url, {method: 'POST', mode: 'no-cors'}).then(() => null)"
    page.evaluate(post, f"{shop}/")
    assert changed == []
    page.evaluate(
        "(url) => { const form = document.createElement('form'); form.method = 'post'; form.action = url; "
        "document.body.append(form); form.submit(); }",
        f"{shop}/",
    )
    expect(page.locator("body")).to_contain_text(
        "was sent by a page of another origin (Sec-Fetch-Site: same-site"
    )
    assert changed == []
    page.goto(f"{evil}/")
    page.evaluate(post, f"{trusting}/")
    assert changed == ["changed"]
    page.goto(f"{shop}/")
    page.evaluate(post, f"{shop}/")
    assert changed == ["changed"] * 3, "the page itself, and its own command"
    page_errors.clear()  # that of the 403
