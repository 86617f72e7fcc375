"""The report of a failed test: what it masks, what it says of an event, what it leaves out, and its page."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from stario import Command, PatchElements, PatchSignals, Query, Stario, remove_elements
from stario.testing import StarioClient
from stario.testing.report import changes as report_changes
from stario.testing.report import lines as report_lines
from stario.testing.report import page as report_page
from stario.testing.report import trace
from stario.testing.report.changes import UsersPage
from stario.testing.report.lines import Line, last_events, story, written
from stario.testing.report.masks import MASK, Masks
from stario.testing.report.page import read, render

# Secrets.


def test_masks_by_the_name() -> None:
    masks = Masks(["PIN", "shop-key"])
    assert masks.headers(
        [
            (b"Authorization", b"Bearer abc.def"),
            (b"cookie", b"session=s1; theme=dark"),
            (b"set-cookie", b"session=s2; HttpOnly; Path=/"),
            (b"X-Api-Key", b"k"),
            (b"accept", b"*/*"),
        ]
    ) == [
        ["authorization", "Bearer [masked]"],
        ["cookie", "session=[masked]; theme=[masked]"],
        ["set-cookie", "session=[masked]; HttpOnly; Path=/"],
        ["x-api-key", "[masked]"],
        ["accept", "*/*"],
    ]
    assert masks.url("/a?token=t&b=1&Shop_Key=2") == "/a?token=[masked]&b=1&Shop_Key=[masked]"
    assert masks.url('/a?datastar={"pin":1,"n":2}') == '/a?datastar={"pin": "[masked]", "n": 2}'
    assert masks.value({"a": [{"pass_word": {"x": "1"}}], "b": 1}) == {"a": [{"pass_word": MASK}], "b": 1}
    assert masks.body("application/json", '{"pin": 7}') == '{"pin": "[masked]"}'
    assert masks.body("application/json", "{broken") == "{broken"
    assert masks.body("application/x-www-form-urlencoded", "password=p&a=1") == "password=[masked]&a=1"
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    sent = part.format("pin", "12\r\n34") + part.format("n", "5") + "--x--"
    kept = part.format("pin", MASK) + part.format("n", "5") + "--x--"
    assert masks.body("multipart/form-data; boundary=x", sent) == kept


def test_masks_by_the_value_wherever_it_comes_again() -> None:
    masks = Masks()
    masks.url('/a?token=very"secret<1>')
    again = [
        'very"secret<1>',
        'x very\\"secret<1> x',
        "very%22secret%3C1%3E",
        {"a": "very&#34;secret&lt;1&gt;"},
    ]
    assert masks.everywhere(again) == [MASK, f"x {MASK} x", MASK, {"a": MASK}]
    short = Masks()
    short.url("/a?token=on")
    assert short.everywhere("once more on") == "once more on", "it would be found in too much"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('<input name="csrf_token" value="abc">', '<input name="csrf_token" value="[masked]">'),
        ("<meta content='abc' name='csrf-token'>", '<meta content=\'[masked]\' name=\'csrf-token\'>'),
        ('<input type=password value=abc id="x">', '<input type=password value="[masked]" id="x">'),
        ('<input data-bind:pin value="123">', '<input data-bind:pin value="[masked]">'),
        ('<input name="title" value="abc">', None),
        ('<input type="submit" value="Password">', None),
        ("""<p data-signals='{"apiKey": "a\\"b"}'>""", """<p data-signals='{"apiKey": "[masked]"}'>"""),
        ('<p data-signals="{apiKey: &#39;abc&#39;}">', '<p data-signals="{apiKey: &#39;[masked]&#39;}">'),
        ('<p data-signals="{&quot;pin&quot;: 123}">', '<p data-signals="{&quot;pin&quot;: [masked]}">'),
        ("""<p data-signals:pin="'123'">""", """<p data-signals:pin="[masked]">"""),
        ('<a href="/x?token=abc&amp;a=1#b">', '<a href="/x?token=[masked]&amp;a=1#b">'),
        ("location.href = '/x?a=1&Shop_Key=abc'", "location.href = '/x?a=1&Shop_Key=[masked]'"),
        ("signals={'PIN': 123, 'token': 'abc'}", "signals={'PIN': [masked], 'token': '[masked]'}"),
        ("assert token == 'abc'", "assert token == '[masked]'"),
        ('assert {\\"pin\\": \\"abc\\"}', 'assert {\\"pin\\": \\"[masked]\\"}'),
        ("spin: 'abc', tokens=1, my-token='x', token is 'x', token", None),
    ],
)  # fmt: skip
def test_masks_in_texts(text: str, masked: str | None) -> None:
    assert Masks(["pin", "shop-key"]).everywhere(text) == (text if masked is None else masked)


def test_what_one_text_names_is_masked_in_all() -> None:
    masks = Masks()
    page = '<p>qwerty1</p><input name="token" value="qwerty1">'
    assert masks.everywhere(["it was qwerty1", {"html": page}]) == [
        f"it was {MASK}",
        {"html": f'<p>{MASK}</p><input name="token" value="{MASK}">'},
    ]
    assert masks.headers([(b"authorization", b"Basic YWRhOmxvdmVsYWNl")]) == [
        ["authorization", f"Basic {MASK}"]
    ]
    assert masks.headers([(b"authorization", b"Basic no-base64!")]) == [["authorization", f"Basic {MASK}"]]
    assert masks.everywhere("hello lovelace") == f"hello {MASK}"


def test_a_secret_where_a_text_is_cut() -> None:
    masks = Masks()
    masks.url("/?token=verysecret")
    cut = masks.everywhere("x" * 95 + "verysecret" + "y" * 1000, 100)
    assert cut == "x" * 95 + "[mask" + "… (1005 more characters)"
    assert masks.everywhere("x" * 100, 100) == "x" * 100


secrets = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=8, max_size=20).filter(
    lambda text: text == text.strip() and text.isprintable() and "ked]" not in text and "[mask" not in text
)


@given(secrets)
def test_a_secret_is_in_no_line(secret: str) -> None:
    masks = Masks(["pin"])
    event = PatchSignals({"user": {"pin": secret}})
    told = [
        masks.value(event.signals),
        masks.body("application/json", json.dumps({"pin": secret})),
        f"it said {secret}!",
        json.dumps({"other": secret}),
        json.dumps({"other": secret}, ensure_ascii=False),
    ]
    masked = json.dumps(masks.everywhere(told), ensure_ascii=False)
    assert secret not in masked
    assert json.dumps(secret)[1:-1] not in masked
    assert json.dumps(secret, ensure_ascii=False)[1:-1] not in masked


# What an event changes.

LIST = '  <ul id="list">'


@pytest.fixture
def users_page() -> UsersPage:
    page = UsersPage()
    page.loads('<body><ul id="list"><li>tea</li></ul><p id="n">1</p></body>')
    return page


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (PatchElements('<p id="n">2</p>'), ['  <p id="n">', "-   1", "+   2"]),
        (PatchElements('<p id="n">1</p>'), ["nothing"]),
        (
            PatchElements("<b>x</b>", selector="#list", mode="inner"),
            [LIST, "-   <li>", "-     tea", "+   <b>", "+     x"],
        ),
        (PatchElements("<li>a</li>", selector="#list", mode="append"), [LIST, "+   <li>", "+     a"]),
        (
            PatchElements("<li>a</li>", selector="#list", mode="prepend"),
            [LIST, "+   <li>", "+     a"],
        ),
        (PatchElements("<i>a</i>", selector="#n", mode="before"), ["  <body>", "+   <i>", "+     a"]),
        (PatchElements("<i>a</i>", selector="#n", mode="after"), ["  <body>", "+   <i>", "+     a"]),
        (
            PatchElements("<i>a</i>", selector="#n", mode="replace"),
            ["  <body>", '-   <p id="n">', "-     1", "+   <i>", "+     a"],
        ),
        (remove_elements("#list > li"), [LIST, "-   <li>", "-     tea"]),
        (
            PatchElements("<i>a</i>", selector="#none", mode="append"),
            ["the answers before it have no #none: what it changes there is not known"],
        ),
        (PatchElements('<i id="new">a</i>'), ['+ <i id="new">', "+   a"]),
        (PatchSignals({"a": {"b": 1}}), ["+ {", '+   "a": {', '+     "b": 1', "+   }", "+ }"]),
    ],
)
def test_what_an_event_changes(users_page: UsersPage, event: Any, lines: list[str]) -> None:
    changes = users_page.apply(event)
    assert changes == lines


def test_order_of_what_is_put_in(users_page: UsersPage) -> None:
    for mode in ("prepend", "append"):
        users_page.apply(PatchElements(f"<li>{mode}1</li><li>{mode}2</li>", selector="#list", mode=mode))
    changes = users_page.apply(PatchElements("", selector="#list", mode="inner"))
    items = [line[2:].strip() for line in changes if re.search(r"\d|tea", line)]
    assert items == ["prepend1", "prepend2", "tea", "append1", "append2"]


def test_signals_are_merged(users_page: UsersPage) -> None:
    users_page.apply(PatchSignals({"a": 1, "b": {"c": 2}}))
    assert users_page.apply(PatchSignals({"a": None, "b": {"d": 3}})) == [
        "  {",
        '-   "a": 1,',
        '    "b": {',
        '-     "c": 2',
        '+     "c": 2,',
        '+     "d": 3',
    ]
    assert users_page.apply(PatchSignals({"b": {"d": 9}}, only_if_missing=True)) == ["nothing"]
    users_page.loads("<p>")
    assert users_page.apply(PatchSignals({"b": 1}))[0] == "+ {", "another page has no signals yet"


def test_a_selector_that_is_none(users_page: UsersPage) -> None:
    [line] = users_page.apply(PatchElements("<b></b>", selector="#[", mode="inner"))
    assert "#[" in line or "selector" in line.lower()


def test_what_is_replaced_by_nearly_the_same(users_page: UsersPage) -> None:
    users_page.apply(PatchElements('<ul id="list"><li>tea</li><li>rum</li></ul>'))
    event = PatchElements(
        '<ul id="list"><li>tea</li><li class="x">rum</li></ul>', selector="ul", mode="replace"
    )
    assert users_page.apply(event) == [
        "  <body>",
        '    <ul id="list">',
        "-     <li>",
        '+     <li class="x">',
    ]


def test_each_target_is_told(users_page: UsersPage) -> None:
    users_page.loads("<ul><li>1</li></ul><ol><li>2</li></ol>")
    assert users_page.apply(PatchElements("<b></b>", selector="li", mode="inner")) == [
        "  <li>", "-   1", "+   <b>", "  <li>", "-   2", "+   <b>",
    ]  # fmt: skip


def test_the_work_is_bounded(users_page: UsersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_changes, "WORK", 1000)
    rows = "".join(f"<li>{n}</li>" for n in range(100))
    told = [users_page.apply(PatchElements(f'<ul id="list">{rows}</ul>')) for _ in range(10)]
    assert told[0] != ["nothing"] == told[1]
    assert told[-1] == ["not compared any more: this user's page has changed too much"]
    # What is only put in costs what it is, however large the page has become.
    monkeypatch.setattr(report_changes, "WORK", 5000)
    other = UsersPage()
    other.loads(f'<ul id="list">{rows}</ul>')
    for _ in range(1000):
        event = PatchElements("<li>a</li>", selector="#list", mode="append")
        assert other.apply(event) == [LIST, "+   <li>", "+     a"]


def test_a_long_change_is_cut(users_page: UsersPage) -> None:
    many = "".join(f"<li>{n}</li>" for n in range(1000))
    lines = users_page.apply(PatchElements(many, selector="#list", mode="append"))
    assert len(lines) == 201 and re.fullmatch(r"\.\.\. and \d+ more lines", lines[-1])


# The lines of a test.


@pytest.fixture
def recording() -> Iterator[None]:
    trace.begin()
    yield
    trace.begin()


async def lines_of(app: Any, path: str, *, read: int | None = None, **options: Any) -> list[Line]:
    """What is told of one request, read to its end or so many events."""
    trace.begin()
    async with StarioClient(app) as client:
        async with client.listen(path, **options) as stream:
            if read is None:
                async for _ in stream:
                    pass
            else:
                await stream.take(read)
    records = trace.so_far()
    return [line for line in story({"id": "a"}, records, Masks()) if line["type"] != "test"]


def streaming(chunks: list[bytes], **headers: str) -> Stario:
    async def feed() -> Response:
        async def body() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return StreamingResponse(body(), media_type="text/event-stream", headers=headers)

    return Stario(Query("/feed", feed))


async def test_an_event_has_its_fields(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield PatchElements("<li>1</li>", selector="#a", mode="append", event_id="7", retry=500)
        yield {"a": [1, None]}

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    assert [line["type"] for line in lines] == ["request", "response", "event", "event", "end"]
    first, second = (line for line in lines if line["type"] == "event")
    assert first["event"] == "PatchElements"
    assert first["fields"] == {
        "elements": "<li>1</li>",
        "selector": "#a",
        "mode": "append",
        "namespace": "html",
        "event_id": "7",
        "retry": 500,
    }
    assert first["text"].startswith("PatchElements(")
    assert second["fields"] == {"signals": {"a": [1, None]}}
    assert lines[-1]["how"] == "complete" and lines[-1]["waited"] is None
    assert [json.loads(line) for line in written(lines).splitlines()] == lines


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
async def test_a_compressed_stream_is_read(recording: None, coding: str) -> None:
    async def feed() -> AsyncIterator[Any]:
        for n in range(3):
            yield f"<p id='n'>{n}</p>"
            await asyncio.sleep(0)

    app = Stario(Query("/feed", feed), compression=True)
    lines = await lines_of(app, "/feed", headers={"accept-encoding": coding})
    [response] = [line for line in lines if line["type"] == "response"]
    assert ["content-encoding", coding] in response["headers"]
    assert [line["fields"]["elements"] for line in lines if line["type"] == "event"] == [
        f"<p id='n'>{n}</p>" for n in range(3)
    ]


async def test_a_malformed_stream_is_a_problem(recording: None) -> None:
    chunks = [
        b"event: datastar-patch-elements\ndata: elements <p id=a>1</p>\n\n",
        b"event: datastar-patch-elements\ndata: mode sideways\n\n",
    ]
    with pytest.raises(Exception, match="sideways"):
        await lines_of(streaming(chunks), "/feed")
    lines = story({"id": "a"}, trace.so_far(), Masks())
    assert [line["event"] for line in lines if line["type"] == "event"] == ["PatchElements"]
    [problem] = [line for line in lines if line["type"] == "problem"]
    assert problem["text"].startswith("MalformedEvent: ") and "sideways" in problem["text"]
    shown = last_events(trace.so_far(), Masks())
    assert any("MalformedEvent" in line for line in shown)


async def test_a_body_that_cannot_be_inflated_is_a_problem(recording: None) -> None:
    async def wrong() -> Response:
        return HTMLResponse("not gzip", headers={"content-encoding": "gzip"})

    async with StarioClient(Stario(Query("/", wrong))) as client:
        with pytest.raises(Exception, match=r"gzip|decompress|header"):
            await client.get("/")
    [problem] = [line for line in story({"id": "a"}, trace.so_far(), Masks()) if line["type"] == "problem"]
    assert problem["request"] == 1


async def test_only_the_beginning_and_the_end_of_a_long_stream_are_kept(
    recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "HEAD", 1000)
    monkeypatch.setattr(trace, "TAIL", 2000)
    chunks = [
        f"event: datastar-patch-elements\ndata: elements <p id=a>{n:05}</p>\n\n".encode() for n in range(1000)
    ]
    lines = await lines_of(streaming(chunks), "/feed")
    [gap] = [line for line in lines if line["type"] == "gap"]
    events = [line for line in lines if line["type"] == "event"]
    kept = sum(len(chunks[0]) for _ in events)
    assert gap["bytes"] == sum(map(len, chunks)) - kept and kept <= 3000
    assert "00000" in events[0]["text"] and "00999" in events[-1]["text"]


async def test_only_so_many_events_are_told(recording: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_lines, "EVENTS", 10)

    async def feed() -> AsyncIterator[Any]:
        for n in range(100):
            yield {"n": n}

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    told = [line["fields"]["signals"]["n"] for line in lines if line["type"] == "event"]
    assert told == [0, 1, *range(92, 100)]
    [gap] = [line for line in lines if line["type"] == "gap"]
    assert gap["events"] == 90


async def test_a_long_text_is_cut(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield "<p id='a'>" + "x" * 100_000 + "</p>"

    lines = await lines_of(Stario(Query("/feed", feed)), "/feed")
    [event] = [line for line in lines if line["type"] == "event"]
    assert len(event["fields"]["elements"]) < 21_000
    assert event["fields"]["elements"].endswith("more characters)")


async def test_requests_beyond_the_most_are_not_kept(
    recording: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "MOST", 2)
    async with StarioClient(Stario(Query("/", lambda: "<p>"))) as client:
        for _ in range(4):
            await client.get("/")
    assert len(trace.so_far()) == 2


async def test_each_user_has_a_page_of_their_own(recording: None) -> None:
    async def home() -> str:
        return "<ul id='list'></ul>"

    async def add(request: Request) -> AsyncIterator[Any]:
        yield "append", "#list", f"<li>{request.headers['x-who']}</li>"

    app = Stario(Query("/", home), Command("/add", add))
    async with StarioClient(app) as one:
        two = one.another()
        await one.get("/")
        await one.command("/add", headers={"x-who": "one"})
        await two.command("/add", headers={"x-who": "two"})
    lines = story({"id": "a"}, trace.so_far(), Masks())
    changes = [line["changes"] for line in lines if line["type"] == "event"]
    assert changes[0] == ['  <ul id="list">', "+   <li>", "+     one"]
    assert changes[1] == ["the answers before it have no #list: what it changes there is not known"]
    assert [line["user"] for line in lines if line["type"] == "request"] == [1, 1, 2]


async def test_an_application_that_fails(recording: None) -> None:
    async def feed() -> AsyncIterator[Any]:
        yield "<p id='a'></p>"
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await lines_of(Stario(Query("/feed", feed)), "/feed")
    end = story({"id": "a"}, trace.so_far(), Masks())[-1]
    assert (end["how"], end["error"]) == ("failed", "RuntimeError: in the middle")


async def test_a_request_that_is_sent_in_parts(recording: None) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    async def add(request: Request) -> str:
        return (await request.body()).decode()

    async with StarioClient(Stario(Command("/add", add))) as client:
        assert (await client.post("/add", content=parts())).text == "ab"
    [request] = [line for line in story({"id": "a"}, trace.so_far(), Masks()) if line["type"] == "request"]
    assert request["body"] == "(sent in parts)"


async def test_nothing_is_recorded_after_the_end() -> None:
    trace.end()
    async with StarioClient(Stario(Query("/", lambda: "<p>"))) as client:
        await client.get("/")
    assert trace.so_far() == [] and not trace.begun()


# The page.

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`&\u2028${x}"


def a_story(**test: Any) -> list[Line]:
    return [
        {"type": "test", "format": 1, "id": "a", "outcome": "failed", "file": "t.py", "line": 3, **test},
        {
            "type": "request", "time": 0.0, "request": 1, "user": 1, "method": "GET", "url": HOSTILE,
            "headers": [[HOSTILE, HOSTILE]], "body": HOSTILE, "handler": HOSTILE,
        },
        {"type": "response", "time": 0.0, "request": 1, "status": 200, "headers": [[HOSTILE, HOSTILE]]},
        {
            "type": "event", "time": 1.0, "request": 1, "index": 0, "event": "PatchElements", "text": HOSTILE,
            "fields": {"elements": HOSTILE, "signals": {HOSTILE: HOSTILE}}, "changes": [f"+ {HOSTILE}"],
        },
        {"type": "page", "time": 1.0, "request": 1, "text": HOSTILE},
        {"type": "body", "time": 1.0, "request": 1, "text": HOSTILE},
        {"type": "gap", "time": 1.0, "request": 1, "bytes": 3},
        {"type": "problem", "time": 1.0, "request": 1, "text": HOSTILE},
        {"type": "end", "time": 2.0, "request": 1, "how": "failed", "error": HOSTILE, "waited": HOSTILE},
    ]  # fmt: skip


def test_hostile_texts_stay_texts() -> None:
    html = render([a_story(id=HOSTILE, message=HOSTILE, source=[[3, HOSTILE]], when=HOSTILE, clock=HOSTILE)])
    document = turbohtml.parse(html)
    assert len(document.select("script")) == 1 and document.select("img") == []
    empty = turbohtml.parse(render([]))
    assert document.select_one("script").text == empty.select_one("script").text
    names = {name for element in document.select("*") for name in element.attrs}
    assert not {name for name in names if name.startswith("on")}
    # Each of them is there, and as it was.
    assert sum(HOSTILE in element.text for element in document.select("pre, code, strong, td, h2, a")) >= 12


def test_the_page_asks_for_nothing() -> None:
    html = render([a_story()])
    document = turbohtml.parse(html)
    assert document.select("[src], link[href], iframe, object, form, base, style:not(head > style)") == []
    assert all(str(link.attrs["href"]).startswith("#") for link in document.select("a"))
    assert "@import" not in html and "url(" not in html
    [policy] = document.select("meta[http-equiv=Content-Security-Policy]")
    assert str(policy.attrs["content"]).startswith("default-src 'none'")


def test_ids_are_there_once_and_links_lead_to_them() -> None:
    document = turbohtml.parse(render([a_story(id="a"), a_story(id="b")]))
    ids = [str(element.attrs["id"]) for element in document.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in document.select("a"):
        assert str(link.attrs["href"]).removeprefix("#") in ids
    for element in document.select("[aria-labelledby]"):
        assert element.attrs["aria-labelledby"] in ids


def test_one_test_or_several() -> None:
    assert "0 tests," in render([])
    assert "1 test," in render([a_story()])
    assert "2 tests," in render([a_story(), a_story()])


def test_the_stories_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.jsonl").write_text(written(a_story(id="t.py::b")))
    (tmp_path / "a.jsonl").write_text(written(a_story(id="t.py::a")))
    (tmp_path / "cut.jsonl").write_text(written(a_story())[:-20])
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "list.jsonl").write_text("[]\n")
    (tmp_path / "newer.jsonl").write_text('{"type": "test", "format": 99, "id": "x"}\n')
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "no.txt").write_text("no story")
    found = read(tmp_path)
    names = [lines[0]["id"] for lines in found]
    assert names == sorted(names)
    assert {
        "t.py::a",
        "t.py::b",
        "cut.jsonl",
        "empty.jsonl",
        "list.jsonl",
        "newer.jsonl",
        "bytes.jsonl",
    } == set(names)
    messages = {lines[0]["id"]: lines[0].get("message") for lines in found}
    assert messages["newer.jsonl"] == "not readable: format 99, where this Stario reads 1"
    assert "not readable: " in render(found)

    monkeypatch.setattr(report_page, "MOST", 10)
    shown = render(read(tmp_path))
    assert "The report is full: the story of this test is in" in shown and "traces/b.jsonl" in shown
