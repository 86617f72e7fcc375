"""The example `chat`, as several readers play it."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from pages import ready
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def url(main: ModuleType, serve: Callable[[Any], str]) -> str:
    return serve(main.app)


@pytest.fixture
def other(page: Page, page_errors: list[str]) -> Iterator[Page]:
    """Another reader's page."""
    other = page.context.new_page()
    other.on("console", lambda message: message.type == "error" and page_errors.append(message.text))
    other.on("pageerror", lambda error: page_errors.append(str(error)))
    yield other
    other.close()


def join(page: Page, url: str, name: str) -> None:
    page.goto(url)
    ready(page)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_label("Text")).to_be_visible()


def say(page: Page, *texts: str) -> None:
    for text in texts:
        page.get_by_label("Text").fill(text)
        page.get_by_label("Text").press("Enter")
        expect(page.get_by_label("Text")).to_have_value("")


def here(page: Page) -> Locator:
    return page.locator("#here li")


def said(page: Page) -> Locator:
    return page.locator("#said li")


def look_away(page: Page, hidden: bool) -> None:
    """What the page sees when its tab goes to the background, or comes back."""
    script = """(hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(script, hidden)


def test_two_people_talk(page: Page, other: Page, url: str) -> None:
    join(page, url, "Ann")
    expect(here(page)).to_have_text(["Ann"])
    expect(page.get_by_label("Name")).to_be_hidden()
    join(other, url, "Bob")
    for each in (page, other):
        expect(here(each)).to_have_text(["Ann", "Bob"])
    say(page, "hello")
    say(other, "hello to you")
    for each in (page, other):
        expect(said(each)).to_have_text(["Ann hello", "Bob hello to you"])
    other.goto("about:blank")
    expect(here(page)).to_have_text(["Ann"])
    join(other, url, "Bob")
    expect(said(other)).to_have_text(["Ann hello", "Bob hello to you"])
    expect(here(page)).to_have_text(["Ann", "Bob"])


def test_names_and_texts_are_text(page: Page, other: Page, url: str) -> None:
    name, text = "<b data-init='alert()'>\"{}", '</li></ol></html><img src=x onerror="document.title = 1">'
    join(page, url, name)
    join(other, url, "Bob")
    say(page, text)
    for each in (page, other):
        expect(here(each)).to_have_text([name, "Bob"])
        expect(said(each)).to_have_text([f"{name} {text}"])
        expect(each).to_have_title("Chat")
    other.reload()
    join(other, url, "Bob")
    expect(said(other)).to_have_text([f"{name} {text}"])


def test_what_will_not_do_is_said_and_stays_in_the_field(page: Page, url: str) -> None:
    page.goto(url)
    ready(page)
    problem = page.get_by_role("alert")
    page.get_by_role("button", name="Join").click()
    expect(problem).to_contain_text("Your name: 1 to")
    page.get_by_label("Name").fill("Ann")
    page.get_by_label("Name").press("Enter")
    expect(here(page)).to_have_text(["Ann"])
    expect(problem).to_be_empty()
    page.get_by_label("Text").fill("x" * 501)
    page.get_by_role("button", name="Say").click()
    expect(problem).to_contain_text("What you say: 1 to 500")
    expect(page.get_by_label("Text")).to_have_value("x" * 501)
    say(page, "x" * 500)
    expect(problem).to_be_empty()
    expect(said(page)).to_have_count(1)


def test_who_comes_back_has_missed_nothing_and_has_nothing_twice(page: Page, other: Page, url: str) -> None:
    """The client closes the stream of a page in the background, and asks again with its last event's id."""
    join(page, url, "Ann")
    join(other, url, "Bob")
    say(other, "one", "two")
    expect(said(page)).to_have_count(2)
    page.evaluate("document.querySelector('#said').dataset.mine = 'still the same list'")

    look_away(page, True)
    expect(here(other)).to_have_text(["Bob"])
    say(other, "three", "four")
    expect(said(page)).to_have_count(2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.headers["last-event-id"]))
    look_away(page, False)
    expect(here(other)).to_have_text(["Ann", "Bob"])
    expect(said(page)).to_have_text(["Bob one", "Bob two", "Bob three", "Bob four"])
    expect(page.locator("[data-mine]")).to_have_count(1)
    say(other, "five")
    expect(said(page).last).to_have_text("Bob five")
    expect(said(page)).to_have_count(5)
    assert len(asked) == 1
    assert asked[0].endswith("-2")


class Cable:
    """What the room's stream goes through; `breaks` with the next event. A new room may be behind it then."""

    def __init__(self, main: ModuleType) -> None:
        self.app = main.app
        self.room = main.Room()
        self.breaks = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_or_break(message: Any) -> None:
            if self.breaks:
                self.breaks = False
                raise OSError("the cable is broken")
            await send(message)

        if scope["type"] == "http":
            scope["state"]["room"] = self.room
        await self.app(scope, receive, send_or_break if scope.get("path") == "/room" else send)


@pytest.mark.parametrize("restarted", [False, True])
def test_after_a_broken_connection(
    page: Page, serve: Callable[[Any], str], main: ModuleType, page_errors: list[str], restarted: bool
) -> None:
    cable = Cable(main)
    url = serve(cable)

    def say(text: str) -> None:
        assert page.request.post(f"{url}/say", data={"name": "Bob", "text": text}).ok

    join(page, url, "Ann")
    say("one")
    expect(said(page)).to_have_text(["Bob one"])
    page.evaluate("document.querySelector('#said li').dataset.mine = 'from before'")
    cable.breaks = True
    say("two")
    if restarted:
        cable.room = main.Room()
        say("anew")
        say("and on")
    say("three")
    expect(said(page).last).to_have_text("Bob three")
    new, old = ["Bob anew", "Bob and on", "Bob three"], ["Bob one", "Bob two", "Bob three"]
    expect(said(page)).to_have_text(new if restarted else old)
    expect(page.locator("[data-mine]")).to_have_count(0 if restarted else 1)
    expect(here(page)).to_have_text(["Ann"])
    assert page_errors, "the browser says that the connection broke"
    assert all("ERR_INCOMPLETE_CHUNKED_ENCODING" in each for each in page_errors)
    page_errors.clear()
