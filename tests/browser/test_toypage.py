"""ToyPage in a real browser: the old spelling means what it meant, wherever it comes from."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route as At

from stario.toys import DATASTAR_URL, ToyInspector, ToyPage

GO = "<button id='go' data-on:click=\"@get('/patch')\">go</button>"


def patch(html: str, mode: str = "outer", selector: str = "") -> str:
    """A Datastar event as it goes over the wire, written by hand."""
    lines = [f"data: mode {mode}"]
    lines += [f"data: selector {selector}"] if selector else []
    lines += [f"data: elements {line}" for line in html.splitlines()]
    return "\n".join(["event: datastar-patch-elements", *lines, "", ""])


@dataclass
class Stage:
    """An app with one page, and the stream that its button asks for."""

    page: Page
    serve: Callable[[Any], str]
    patches: Iterable[str] = ()

    def show(self, page: object, *, client: Path | None = None) -> None:
        async def home(_: Request) -> Response:
            return HTMLResponse(str(page))

        async def stream(_: Request) -> Response:
            return StreamingResponse(iter(self.patches), media_type="text/event-stream")

        async def echo(request: Request) -> Response:
            return HTMLResponse(f"<pre id=echo>{request.query_params['datastar']}</pre>")

        async def datastar(_: Request) -> Response:
            assert client
            return FileResponse(client, media_type="text/javascript")

        routes = [
            At("/", home),
            At("/patch", stream),
            At("/echo", echo),
            At("/static/ds.js", datastar),
        ]
        self.page.goto(self.serve(Starlette(routes=routes)))

    def go(self) -> None:
        """One round trip: the stream's patches are in the page, and every attribute has acted."""
        finished = self.page.evaluate_handle(
            """() => [new Promise((done) => document.addEventListener("datastar-fetch", (event) =>
                event.detail.type === "finished" && setTimeout(done)))]"""
        )
        self.page.locator("#go").click()
        finished.evaluate("([promise]) => promise")


@pytest.fixture
def stage(page: Page, serve: Callable[[Any], str]) -> Stage:
    return Stage(page, serve)


def as_json(value: object) -> str:
    """As data-json-signals shows it."""
    return json.dumps(value, indent=2)


def signals(page: Page) -> dict[str, Any]:
    """Straight out of the client."""
    script = "async (url) => JSON.stringify((await import(url)).filtered())"
    found: dict[str, Any] = json.loads(page.evaluate(script, DATASTAR_URL))
    return found


# Each attribute: on load, after a morph, in a patch ----------------------------------------------

Check = Callable[[Page, Locator], None]
ATTRIBUTES: dict[Check, str] = {}


def attribute(html: str) -> Callable[[Check], Check]:
    """HTML in the old spelling, and what a reader finds that it does, as often as one looks."""

    def register(check: Check) -> Check:
        ATTRIBUTES[check] = f"<div id={check.__name__}>{html}</div>"
        return check

    return register


@attribute("<p data-on-load='$loads = ($loads || 0) + 1'>x</p>")
def on_load(page: Page, it: Locator) -> None:
    assert signals(page)["loads"] == 1


@attribute("<p data-on-click='$clicks = ($clicks || 0) + 1'>x</p>")
def on_click(page: Page, it: Locator) -> None:
    before = signals(page).get("clicks") or 0
    it.locator("p").click()
    it.locator("p").click()
    assert signals(page)["clicks"] == before + 2


@attribute("<input data-on-input='$typed = el.value' data-on-keydown='$key = evt.key'>")
def on_typing(page: Page, it: Locator) -> None:
    for text, key in (("one", "Home"), ("two", "End")):
        it.locator("input").fill(text)
        it.locator("input").press(key)
        have = signals(page)
        assert (have["typed"], have["key"]) == (text, key)


@attribute("<form action=/away data-on-submit='$sent = !$sent'><button>s</button></form>")
def on_submit(page: Page, it: Locator) -> None:
    before = signals(page).get("sent") or False
    it.locator("button").click()
    assert signals(page)["sent"] is not before
    assert page.url.endswith("/"), "the form is not sent the old way"


@attribute("<p data-on-my-event='$detail = evt.detail'>x</p>")
def on_custom_event(page: Page, it: Locator) -> None:
    for detail in (7, 8):
        event = f"new CustomEvent('my-event', {{detail: {detail}}})"
        it.locator("p").evaluate(f"el => el.dispatchEvent({event})")
        assert signals(page)["detail"] == detail


@attribute("""<p data-signals-first-name="'Ann'" data-signals-_private=1
    data-signals-user.last-name="'Lee'" data-signals-kebab-name__case.kebab=2></p>""")
def plain_signals(page: Page, it: Locator) -> None:
    have = signals(page)
    assert (have["firstName"], have["_private"], have["kebab-name"]) == ("Ann", 1, 2)
    assert have["user"] == {"lastName": "Lee"}


@attribute("""<p data-signals-word__ifmissing="'first'" data-text=$word></p>""")
def signals_if_missing(page: Page, it: Locator) -> None:
    """Attributes run in the order written: was the text first, it would make an empty signal."""
    expect(it).to_have_text("first")


@attribute("""<p data-signals-once-only=21 data-computed-two-times="$onceOnly * 2"></p>
    <b data-text=$twoTimes></b>""")
def computed(page: Page, it: Locator) -> None:
    assert signals(page)["twoTimes"] == 42
    expect(it).to_have_text("42")


@attribute("""<input data-bind-full-name>
    <button data-on-click="$fullName = 'from a signal'">set</button>""")
def bind(page: Page, it: Locator) -> None:
    it.locator("input").fill("from the page")
    assert signals(page)["fullName"] == "from the page"
    it.locator("button").click()
    expect(it.locator("input")).to_have_value("from a signal")


@attribute("""<input type=checkbox data-bind-is-on>
    <button data-on-click="$isOn = false">set</button>""")
def bind_checkbox(page: Page, it: Locator) -> None:
    it.locator("input").check()
    assert signals(page)["isOn"] is True
    it.locator("button").click()
    expect(it.locator("input")).not_to_be_checked()
    assert signals(page)["isOn"] is False


@attribute("""<input type=radio value=a data-bind-choice>
    <input type=radio value=b checked data-bind-choice>
    <button data-on-click="$choice = 'b'">set</button>""")
def bind_radio(page: Page, it: Locator) -> None:
    """The one that is checked in the HTML wins, though it comes second."""
    expect(it.locator("[value=b]")).to_be_checked()
    it.locator("[value=a]").check()
    assert signals(page)["choice"] == "a"
    it.locator("button").click()
    expect(it.locator("[value=b]")).to_be_checked()


@attribute("""<input type=number data-bind-size value=3><textarea data-bind-words></textarea>
    <select data-bind-label><option>s<option>l</select>""")
def bind_others(page: Page, it: Locator) -> None:
    for size, words, label in ((8, "more", "l"), (3, "less", "s")):
        it.locator("input").fill(str(size))
        it.locator("textarea").fill(words)
        it.locator("select").select_option(label)
        have = signals(page)
        assert (have["size"], have["words"], have["label"]) == (size, words, label)


@attribute("<input data-bind-given value=Ann><b data-text=$given></b>")
def bind_keeps_the_value(page: Page, it: Locator) -> None:
    """In the order written: was the text first, it would empty the field."""
    expect(it.locator("input")).to_have_value("Ann")
    expect(it).to_have_text("Ann")


@attribute("""<button data-on-click="$bold = !$bold">flip</button>
    <i class=always data-class-font-bold=$bold>x</i>""")
def classes(page: Page, it: Locator) -> None:
    expect(it.locator("i")).to_have_class("always")
    it.locator("button").click()
    expect(it.locator("i")).to_have_class("always font-bold")
    it.locator("button").click()
    expect(it.locator("i")).to_have_class("always")


@attribute("""<button data-on-click="$open = !$open">flip</button>
    <i data-attr-aria-label="$open ? 'open' : 'closed'" data-attr-inert=$open>x</i>""")
def attributes(page: Page, it: Locator) -> None:
    expect(it.locator("i")).to_have_attribute("aria-label", "closed")
    it.locator("button").click()
    expect(it.locator("i")).to_have_attribute("aria-label", "open")
    expect(it.locator("i")).to_have_attribute("inert", "")
    it.locator("button").click()
    expect(it.locator("i")).not_to_have_attribute("inert", "")


@attribute("""<button data-on-click="$red = !$red">flip</button>
    <i style="color: green;" data-style-background-color="$red && 'red'">x</i>""")
def styles(page: Page, it: Locator) -> None:
    expect(it.locator("i")).to_have_attribute("style", "color: green;")
    it.locator("button").click()
    expect(it.locator("i")).to_have_css("background-color", "rgb(255, 0, 0)")
    it.locator("button").click()
    expect(it.locator("i")).to_have_attribute("style", "color: green;")


@attribute("<u data-ref-_the-box></u><b data-text=$_theBox.tagName></b>")
def ref(page: Page, it: Locator) -> None:
    expect(it).to_have_text("U")


@attribute("<p data-indicator-is-busy data-text=\"$isBusy ? 'busy' : 'idle'\"></p>")
def indicator(page: Page, it: Locator) -> None:
    expect(it).to_have_text("idle")
    assert signals(page)["isBusy"] is False


PLACE = f"<div id=place>{''.join(ATTRIBUTES.values())}</div>"


# An expression that reads a signal before it is there makes an empty one, which then counts.
NEED_TO_BE_FIRST = (signals_if_missing, bind_keeps_the_value)


def check_every_attribute(page: Page, but: Sequence[object] = ()) -> None:
    for check in ATTRIBUTES:
        if check not in but:
            check(page, page.locator(f"#{check.__name__}"))


def test_on_load_and_after_a_morph(stage: Stage) -> None:
    """The server sends the same HTML again, old spelling only: the page goes on as it was."""
    stage.patches = [patch(PLACE)]
    stage.show(ToyPage(PLACE + GO))
    check_every_attribute(stage.page)
    element = stage.page.locator("#on_load p").element_handle()
    stage.go()
    check_every_attribute(stage.page)
    assert element.evaluate("el => el.isConnected"), "the element was to be morphed, not replaced"


def test_in_a_patch_and_after_a_morph(stage: Stage) -> None:
    """With names that the page meets for the first time: they are registered a moment late."""
    stage.patches = [patch(PLACE)]
    stage.show(ToyPage(f"<div id=place></div>{GO}"))
    for _ in range(2):
        stage.go()
        check_every_attribute(stage.page, but=NEED_TO_BE_FIRST)


def test_in_a_patch_with_names_that_the_page_knows(stage: Stage) -> None:
    stage.patches = [patch(PLACE)]
    known = "<p data-signals-word__ifmissing=\"'first'\"></p><input data-bind-given value=Ann>"
    stage.show(ToyPage(f"<div id=place></div>{known}{GO}"))
    stage.go()
    check_every_attribute(stage.page)


# Modifiers ---------------------------------------------------------------------------------------


def on_and_again(stage: Stage, html: str) -> Page:
    """A page whose HTML the server has sent once more: modifiers must not notice."""
    stage.patches = [patch(f"<div id=place>{html}</div>")]
    stage.show(ToyPage(f"<div id=place data-signals-n=0>{html}</div>{GO}"))
    stage.go()
    return stage.page


def test_once_is_once_even_over_a_morph(stage: Stage) -> None:
    stage.patches = [patch("<p id=it data-on-click__once='$n++'>x</p>")]
    stage.show(ToyPage(f"<p id=it data-on-click__once='$n++'>x</p>{GO}<i data-signals-n=0></i>"))
    for _ in range(2):
        stage.page.locator("#it").click()
        stage.go()
    stage.page.locator("#it").click()
    assert signals(stage.page)["n"] == 1


def test_passive(stage: Stage, page_errors: list[str]) -> None:
    script = "evt.preventDefault(); $n = evt.defaultPrevented"
    page = on_and_again(stage, f"<p id=it data-on-click__passive='{script}'>x</p>")
    page.locator("#it").click()
    assert signals(page)["n"] is False
    assert page_errors == ["Unable to preventDefault inside passive event listener invocation."]
    page_errors.clear()


def test_capture(stage: Stage) -> None:
    html = "<p data-on-click__capture='$n += `p`'><b id=it data-on-click='$n += `b`'>x</b></p>"
    page = on_and_again(stage, html)
    page.locator("#it").click()
    assert signals(page)["n"] == "0pb"


def test_window(stage: Stage) -> None:
    page = on_and_again(stage, "<p data-on-poke__window='$n++'>x</p>")
    page.evaluate("window.dispatchEvent(new Event('poke'))")
    assert signals(page)["n"] == 1


def test_outside(stage: Stage) -> None:
    page = on_and_again(stage, "<p id=it data-on-click__outside='$n++'>x</p><b id=far>y</b>")
    page.locator("#it").click()
    assert signals(page)["n"] == 1  # `#go`, before
    page.locator("#far").click()
    assert signals(page)["n"] == 2


def test_prevent_and_stop(stage: Stage) -> None:
    link = "<a href=#gone id=it data-on-click__prevent__stop='$n++'>x</a>"
    page = on_and_again(stage, f"<p data-on-click='$n = 99'>{link}</p>")
    page.locator("#it").click()
    assert signals(page)["n"] == 1
    assert "#gone" not in page.url


@pytest.mark.parametrize(
    ("modifiers", "counts"),
    [
        # three clicks at once, then this many runs: right away, after 99 ms, after 100 ms
        ("__debounce.100ms", [0, 0, 1]),
        ("__debounce.100ms.leading", [1, 1, 2]),
        ("__debounce.100ms.leading.notrail", [1, 1, 1]),
        ("__throttle.100ms", [1, 1, 1]),
        ("__throttle.100ms.trail", [1, 1, 2]),
        ("__throttle.100ms.noleading.trail", [0, 0, 1]),
        ("__delay.100ms", [0, 0, 3]),
    ],
)
def test_timing(stage: Stage, modifiers: str, counts: list[int]) -> None:
    stage.page.clock.install(time=0)
    stage.page.clock.pause_at(1000)
    stage.show(ToyPage(f"<p id=it data-signals-n=0 data-on-click{modifiers}='$n++'>x</p>"))
    stage.page.clock.run_for(1)  # the client's first look at the page
    stage.page.evaluate("it.click(), it.click(), it.click()")
    seen = []
    for passed in (0, 99, 1):
        stage.page.clock.run_for(passed)
        seen.append(signals(stage.page)["n"])
    assert seen == counts


def test_a_throttle_is_kept_over_a_morph(stage: Stage) -> None:
    html = "<p id=it data-on-click__throttle.10s='$n++'>x</p>"
    stage.patches = [patch(html)]
    stage.show(ToyPage(f"{html}{GO}<i data-signals-n=0></i>"))
    for _ in range(3):
        stage.page.locator("#it").click()
        stage.go()
    assert signals(stage.page)["n"] == 1


# data-on-load ------------------------------------------------------------------------------------


def test_on_load_waits_for_its_delay_and_its_transition(stage: Stage) -> None:
    stage.page.clock.install(time=0)
    stage.page.clock.pause_at(1000)
    loads = "".join(
        f"<p data-on-load__delay.{delay}='$d{number} = 1'>x</p>"
        for number, delay in enumerate(["500ms", "1s", "700"])
    )
    stage.page.add_init_script(
        """const start = Document.prototype.startViewTransition;
        window.transitions = 0;
        Document.prototype.startViewTransition = function (run) {
            window.transitions++;
            return start.call(this, run);
        }"""
    )
    stage.show(ToyPage(f"{loads}<p data-on-load__viewtransition='$d3 = 1'>x</p>"))
    stage.page.clock.run_for(1)
    assert "d0" not in signals(stage.page)
    stage.page.clock.run_for(498)
    assert "d0" not in signals(stage.page)
    stage.page.clock.run_for(1)
    assert "d0" in signals(stage.page)
    stage.page.clock.run_for(499)
    assert signals(stage.page).keys() == {"d0", "d2", "d3"}
    stage.page.clock.run_for(1)
    assert signals(stage.page) == {"d0": 1, "d1": 1, "d2": 1, "d3": 1}
    assert stage.page.evaluate("window.transitions") == 1


def test_on_load_is_one_batch(stage: Stage) -> None:
    seen = "window.seen = [...(window.seen ?? []), `${$a}${$b}`]"
    stage.show(ToyPage(f"<p data-signals-a=0 data-signals-b=0 data-effect='{seen}'></p>"
                       "<p data-on-load='$a = 1; $b = 1'></p>"))  # fmt: skip
    stage.page.wait_for_function("window.seen?.length > 1")
    assert stage.page.evaluate("window.seen") == ["00", "11"]


def test_on_load_knows_the_signals_written_before_it(stage: Stage) -> None:
    """In one tag, the usual way to send them along; on load and in a patch."""
    load = """<p id=place><i data-signals-{0}=5 data-on-load="@get('/echo')"></i></p>"""
    stage.patches = [patch(load.format("new").replace("<i", "<b"))]
    stage.show(ToyPage(f"{load.format('count')}<pre id=echo></pre>{GO}"))
    expect(stage.page.locator("#echo")).to_have_text('{"count":5}')
    stage.go()
    expect(stage.page.locator("#echo")).to_have_text('{"count":5,"new":5}')


@pytest.mark.parametrize("name", ["data-on-load", "data-init"])
def test_on_load_runs_again_when_it_is_new(stage: Stage, name: str) -> None:
    load = f"<p id=it {name}='$n{{0}} = ($n{{0}} || 0) + 1'>x</p>"
    stage.patches = [
        patch(load.format(1)),  # the same
        patch(load.format(2)),  # another value
        patch(load.format(2), mode="replace"),  # another element
    ]
    stage.show(ToyPage(f"{load.format(1)}{GO}"))
    stage.go()
    assert signals(stage.page) == {"n1": 1, "n2": 2}


# Indicators --------------------------------------------------------------------------------------


def test_an_indicator_stays_on_over_a_morph(page: Page, serve: Callable[[Any], str]) -> None:
    """The server may well patch the very button whose request it answers."""
    button = """<button id=it data-indicator-is-busy data-on-click="@get('/slow')">{}</button>"""
    show = "<b id=state data-text=\"$isBusy ? 'busy' : 'idle'\"></b>"
    released = asyncio.Event()

    async def home(_: Request) -> Response:
        return HTMLResponse(str(ToyPage(button.format("start") + show)))

    async def slow(_: Request) -> Response:
        async def stream() -> AsyncIterator[str]:
            yield patch(button.format("working"))
            await released.wait()
            yield patch(button.format("done"))

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def release(_: Request) -> Response:
        released.set()
        return Response()

    routes = [At("/", home), At("/slow", slow), At("/release", release)]
    page.goto(serve(Starlette(routes=routes)))
    expect(page.locator("#state")).to_have_text("idle")
    page.locator("#it").click()
    expect(page.locator("#it")).to_have_text("working")
    assert page.evaluate("new Promise((done) => setTimeout(() => done(state.textContent)))") == "busy"
    page.evaluate("fetch('/release')")
    expect(page.locator("#it")).to_have_text("done")
    expect(page.locator("#state")).to_have_text("idle")


# What must stay as it is -------------------------------------------------------------------------


def test_names_that_the_client_still_has_are_left_alone(stage: Stage) -> None:
    body = """
        <p data-signals-n=0 data-signals-last="''">
        <i data-on-interval__duration.5ms="$ticks = ($ticks || 0) + 1"></i>
        <i data-on-intersect__once="$shown = true">shown</i>
        <i data-on-signal-patch="$last = Object.keys(patch).join()"
           data-on-signal-patch-filter="{include: /^ticks$/}"></i>
        <pre id=json data-json-signals="{include: /^n$/}"></pre>
        <div id=ignored data-ignore-morph>as it was</div>
        <details id=kept data-preserve-attr="open" open>x</details>
        <p data-ignore data-on-click="$n = 99" id=it>x</p>
    """
    stage.patches = [
        patch("<div id=ignored data-ignore-morph>new</div>"),
        patch("<details id=kept data-preserve-attr='open'>y</details>"),
    ]
    stage.show(ToyPage(body + GO, inspector=False))
    stage.page.wait_for_function(f"async () => (await import('{DATASTAR_URL}')).root.last === 'ticks'")
    stage.page.locator("#it").click()
    stage.go()
    now = signals(stage.page)
    assert now["shown"] is True
    assert now["ticks"] > 0
    assert now["n"] == 0
    expect(stage.page.locator("#json")).to_have_text(as_json({"n": 0}))
    expect(stage.page.locator("#ignored")).to_have_text("as it was")
    expect(stage.page.locator("#kept")).to_have_attribute("open", "")
    expect(stage.page.locator("#kept")).to_have_text("y")
    names = stage.page.evaluate(
        "[...document.body.querySelectorAll('*')].flatMap((el) => el.getAttributeNames())"
    )
    assert [name for name in names if ":" in name] == ["data-on:click"]  # of `GO`


def test_nothing_that_the_user_wrote_is_rewritten(stage: Stage) -> None:
    body = """
        <h2>Caf\u00e9 &amp; co</h2><!-- data-on-click="not()" -->
        <p id=it title=t data-on-click__debounce.1s.notrail="$a = '<b>'"
           class=c data-text="'x'">x</p>
        <template><b data-on-click="1"></b></template>
        <svg viewBox="0 0 1 1"><linearGradient data-class-x="true"></linearGradient></svg>
    """
    stage.show(ToyPage(body))
    assert body in stage.page.request.get(stage.page.url).text()
    expect(stage.page.locator("#it")).to_have_attribute("data-on-click__debounce.1s.notrail", "$a = '<b>'")
    attributes = "Object.fromEntries([...{}.attributes].map((a) => [a.name, a.value]))"
    assert stage.page.evaluate(attributes.format("it")) == {
        "id": "it",
        "title": "t",
        "class": "c",
        "data-on-click__debounce.1s.notrail": "$a = '<b>'",
        "data-text": "'x'",
    }
    order = "it.getAttributeNames().filter((name) => name.startsWith('data-'))"
    assert stage.page.evaluate(order) == [
        "data-on-click__debounce.1s.notrail",
        "data-text",
    ]
    template = stage.page.evaluate("document.querySelector('template').innerHTML")
    assert template == '<b data-on-click="1"></b>'


def test_both_spellings_in_one_tag_are_one(stage: Stage) -> None:
    """A page that is written for both clients already: on load, in a patch, by a script."""
    html = "<p id={0} data-on-click='$old = 1' data-on:click='$new += `{0}`'>x</p>"
    stage.patches = [patch(f"<div id=place>{html.format('a')}{html.format('b')}</div>")]
    stage.show(
        ToyPage(f"<div id=place data-signals-new='``'>{html.format('a')}</div><div id=more></div>{GO}")
    )
    stage.go()
    stage.page.evaluate("(html) => { more.innerHTML = html }", html.format("c"))
    for name in "abc":
        stage.page.locator(f"#{name}").click()
    assert signals(stage.page) == {"new": "abc"}


def test_whatever_way_html_comes_in(stage: Stage) -> None:
    item = "<li><button data-on-click=\"$clicked += '{0}'\">{0}</button></li>"
    stage.patches = [
        patch(item.format("a"), "append", "#list"),
        patch(item.format("b"), "prepend", "#list"),
        patch(item.format("c"), "after", "#list > :first-child"),
        patch(f"<tr id=row><td>{item.format('d')}</td></tr>"),
        patch(item.format("e"), "inner", "#inner"),
        patch(f"<div id=replaced>{item.format('f')}</div>", "replace"),
    ]
    stage.show(
        ToyPage(f"""<ul id=list></ul><table><tr id=row></tr></table><div id=replaced></div>
        <ul id=inner></ul><p data-signals-clicked="''"></p>{GO}""")
    )
    stage.go()
    for name in "abcdef":
        stage.page.get_by_role("button", name=name, exact=True).click()
    assert signals(stage.page)["clicked"] == "abcdef"


def test_what_other_scripts_put_in(stage: Stage) -> None:
    stage.show(ToyPage("<div id=place></div><p data-signals-n=0>x</p>"))
    page = stage.page
    page.wait_for_function(f"async () => 'n' in (await import('{DATASTAR_URL}')).root")
    page.evaluate("place.innerHTML = '<p><b id=it data-on-click=\"$n++\">x</b></p>'")
    page.locator("#it").click()
    assert signals(page)["n"] == 1
    page.evaluate("it.setAttribute('data-on-click', '$n += 10')")
    page.locator("#it").click()
    assert signals(page)["n"] == 11
    page.evaluate("it.removeAttribute('data-on-click')")
    page.locator("#it").click()
    assert signals(page)["n"] == 11


def test_an_old_attribute_that_a_morph_takes_away_is_gone(stage: Stage) -> None:
    stage.patches = [patch("<p id=it data-class-b='true'>x</p>")]
    stage.show(ToyPage(f"<p id=it data-on-click='$n++' data-class-a=true>x</p><i data-signals-n=0></i>{GO}"))
    expect(stage.page.locator("#it")).to_have_class("a")
    stage.go()
    expect(stage.page.locator("#it")).to_have_class("b")
    stage.page.locator("#it").click()
    assert signals(stage.page)["n"] == 0


def test_a_patch_of_the_whole_document(stage: Stage) -> None:
    """A ToyPage that is streamed into a ToyPage."""
    body = "<p id=it data-on-load='$loads = ($loads || 0) + 1' data-on-click='$n = 1'>{}</p>"
    stage.patches = [patch(str(ToyPage(body.format("new") + GO, title="new")))]
    stage.show(ToyPage(body.format("old") + GO))
    stage.go()
    expect(stage.page).to_have_title("new")
    expect(stage.page.locator("#it")).to_have_text("new")
    stage.page.locator("#it").click()
    assert signals(stage.page) == {"loads": 1, "n": 1}


# The client --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/static/ds.js", "static/ds.js", "./static/ds.js"])
def test_a_client_from_the_app_itself(stage: Stage, datastar_js: Path, path: str) -> None:
    stage.page.route(DATASTAR_URL, lambda route: pytest.fail("the pinned client was asked for"))
    html = "<p data-signals-word=\"'hi'\" data-text=$word></p>"
    stage.show(ToyPage(html, datastar=path), client=datastar_js)
    expect(stage.page.locator("p")).to_have_text("hi")


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=404, body="not here"),
        lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"),
        lambda route: route.fulfill(
            body="export const attribute = ;",
            content_type="text/javascript",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    ],
    ids=["no network", "404", "a page", "a syntax error"],
)
def test_the_reader_is_told_when_there_is_no_client(
    stage: Stage, page_errors: list[str], answer: Callable[[Route], None]
) -> None:
    stage.page.route(DATASTAR_URL, answer)
    stage.show(ToyPage("<h1>Hello</h1>"))
    note = stage.page.get_by_role("alert")
    expect(note).to_be_visible()
    expect(note).to_contain_text(DATASTAR_URL)
    expect(note).to_contain_text("ToyPage(datastar=")
    expect(stage.page.locator("h1")).to_be_visible()
    assert page_errors, "the console tells why"
    page_errors.clear()


def test_with_the_client_there_is_no_note(stage: Stage) -> None:
    stage.show(ToyPage("<p data-text=\"'ready'\"></p>"))
    expect(stage.page.locator("p")).to_have_text("ready")
    expect(stage.page.locator("#toy-missing")).to_have_count(0)


HOSTILE = "/x?'\"></script></title><script>window.hacked = 1</script><!--<script>\u2028`${hacked=1}\\"


def test_hostile_text(stage: Stage, page_errors: list[str]) -> None:
    """A title is a title, a URL is a URL."""
    stage.show(ToyPage("<p>safe</p>", title=HOSTILE, datastar=HOSTILE))
    expect(stage.page.get_by_role("alert")).to_contain_text(HOSTILE.replace("\u2028", " "))
    expect(stage.page.locator("p:last-of-type")).to_have_text("safe")
    assert stage.page.title() == HOSTILE
    assert stage.page.evaluate("'hacked' in window") is False
    assert stage.page.locator("script[src]").get_attribute("src") == HOSTILE
    assert all("404" in error for error in page_errors), page_errors
    page_errors.clear()


# The inspector -----------------------------------------------------------------------------------


def test_the_inspector(stage: Stage) -> None:
    stage.show(ToyPage("""<input id=field data-bind-name value=Ann data-signals-_local=1>"""))
    shown, hint = (
        stage.page.locator("#toy-inspector pre"),
        stage.page.locator("#toy-inspector summary"),
    )
    expect(shown).to_be_hidden()
    expect(hint).to_have_text("F2: signals")
    stage.page.locator("#field").press("F2")
    expect(shown).to_be_visible()
    expect(shown).to_have_text(as_json({"_local": 1, "name": "Ann"}))
    stage.page.locator("#field").press("End")
    stage.page.keyboard.type("a")
    expect(shown).to_have_text(as_json({"_local": 1, "name": "Anna"}))
    stage.page.locator("#field").press("F2")
    expect(shown).to_be_hidden()
    expect(stage.page.locator("#field")).to_have_value("Anna")
    hint.click()
    expect(shown).to_be_visible()


@pytest.mark.parametrize(
    "change",
    [
        patch(f"<h1>new</h1>{GO}", "inner", "body"),
        patch(f"<body><h1>new</h1>{GO}</body>"),
        patch(f"<body><h1>new</h1>{GO}</body>", "replace"),
        patch(str(ToyPage(f"<h1>new</h1>{GO}"))),
    ],
    ids=["inner of body", "body", "another body", "document"],
)
def test_the_inspector_outlives_the_page(stage: Stage, change: str) -> None:
    stage.patches = [change]
    stage.show(ToyPage(f"<h1 data-signals-a=1>old</h1>{GO}"))
    stage.page.keyboard.press("F2")
    stage.go()
    expect(stage.page.locator("h1")).to_have_text("new")
    shown = stage.page.locator("#toy-inspector pre")
    expect(shown).to_be_visible()
    expect(shown).to_have_text(as_json({"a": 1}))
    stage.page.keyboard.press("F2")
    expect(shown).to_be_hidden()


def test_the_inspector_takes_no_room(stage: Stage) -> None:
    boxes = []
    for inspector in (False, True):
        stage.show(ToyPage("<h1>x</h1><p>y</p>" * 3, inspector=inspector))
        expect(stage.page.locator("#toy-inspector")).to_have_count(int(inspector))
        stage.page.keyboard.press("F2")
        boxes.append(
            stage.page.evaluate(
                """[document.documentElement, document.body, ...document.body.children]
                   .map((el) => JSON.stringify(el.getBoundingClientRect()))"""
            )
        )
    assert boxes[0] == boxes[1]


def test_the_inspector_by_hand_and_twice(stage: Stage) -> None:
    """In a page that is not ours, at the end of its body."""
    client = f'<script type="module" src="{DATASTAR_URL}"></script>'
    stage.show(f"<!doctype html>{client}<p data-signals:a=1>x</p>{ToyInspector()}{ToyInspector()}")
    stage.page.keyboard.press("F2")
    shown = stage.page.locator("#toy-inspector pre")
    expect(shown).to_have_count(1)
    expect(shown).to_have_text(as_json({"a": 1}))
    expect(shown).to_be_visible()
