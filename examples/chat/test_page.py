"""Several readers in one room, each with a page of their own."""

import pytest
from main import LONGEST_NAME, LONGEST_TEXT

from stario.testing import Locator, Page, expect


async def join(page: Page, name: str) -> None:
    await page.goto("/")
    await page.get_by_label("Name").fill(name)
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_label("Text")).to_be_visible()


async def say(page: Page, *texts: str) -> None:
    for text in texts:
        await page.get_by_label("Text").fill(text)
        await page.get_by_label("Text").press("Enter")
        await expect(page.get_by_label("Text")).to_have_value("")


def here(page: Page) -> Locator:
    return page.locator("#here li")


def said(page: Page) -> Locator:
    return page.locator("#said li")


async def look_away(page: Page, hidden: bool) -> None:
    """What the page sees when its tab goes to the background, or comes back."""
    script = """(hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    await page.evaluate(script, hidden)
    await page.settle()


async def test_two_people_talk(stario_pages):
    ann, bob = await stario_pages(2)
    await join(ann, "Ann")
    await expect(here(ann)).to_have_text(["Ann"])
    await expect(ann.get_by_label("Name")).to_be_hidden()
    await join(bob, "Bob")
    for each in (ann, bob):
        await expect(here(each)).to_have_text(["Ann", "Bob"])
    await say(ann, "hello")
    await say(bob, "hello to you")
    for each in (ann, bob):
        await expect(said(each)).to_have_text(["Ann hello", "Bob hello to you"])
    await bob.close()
    await expect(here(ann)).to_have_text(["Ann"])


async def test_who_comes_late_reads_what_was_said(stario_pages):
    ann, bob = await stario_pages(2)
    await join(ann, "Ann")
    await say(ann, "anybody?", "nobody")
    await join(bob, "Bob")
    await expect(said(bob)).to_have_text(["Ann anybody?", "Ann nobody"])
    await bob.reload()
    await expect(here(ann)).to_have_text(["Ann"])
    await join(bob, "Bob")
    await expect(said(bob)).to_have_count(2)


async def test_names_and_texts_are_text(stario_pages):
    ann, bob = await stario_pages(2)
    name = "<b data-init='alert()'>\"{}"
    text = '</li></ol></html><img src=x onerror="document.title = 1">'
    await join(ann, name)
    await join(bob, "Bob")
    await say(ann, text)
    for each in (ann, bob):
        await expect(here(each)).to_have_text([name, "Bob"])
        await expect(said(each)).to_have_text([f"{name} {text}"])
        await expect(each).to_have_title("Chat")


async def test_what_will_not_do_is_said_and_stays_in_the_field(stario_page):
    page = stario_page
    await page.goto("/")
    problem = page.get_by_role("alert")
    await page.get_by_role("button", name="Join").click()
    await expect(problem).to_contain_text(f"Your name: 1 to {LONGEST_NAME}")
    await page.get_by_label("Name").fill("Ann")
    await page.get_by_label("Name").press("Enter")
    await expect(here(page)).to_have_text(["Ann"])
    await expect(problem).to_be_empty()
    too_long = "x" * (LONGEST_TEXT + 1)
    await page.get_by_label("Text").fill(too_long)
    await page.get_by_role("button", name="Say").click()
    await expect(problem).to_contain_text(f"What you say: 1 to {LONGEST_TEXT}")
    await expect(page.get_by_label("Text")).to_have_value(too_long)
    await say(page, "x" * LONGEST_TEXT)
    await expect(problem).to_be_empty()
    await expect(said(page)).to_have_count(1)


async def test_who_comes_back_has_missed_nothing_and_has_nothing_twice(stario_pages):
    """The client closes the stream of a page in the background, and asks again with its last event's id."""
    ann, bob = await stario_pages(2)
    await join(ann, "Ann")
    await join(bob, "Bob")
    await say(bob, "one", "two")
    await expect(said(ann)).to_have_count(2)
    await said(ann).first.evaluate("(item) => { item.dataset.mine = 'still the same list'; }")

    await look_away(ann, True)
    await expect(here(bob)).to_have_text(["Bob"])
    await say(bob, "three", "four")
    await expect(said(ann)).to_have_count(2)
    before = len(ann.requests)
    await look_away(ann, False)
    await expect(here(bob)).to_have_text(["Ann", "Bob"])
    await expect(said(ann)).to_have_text(["Bob one", "Bob two", "Bob three", "Bob four"])
    await expect(ann.locator("[data-mine]")).to_have_count(1)
    await say(bob, "five")
    await expect(said(ann).last).to_have_text("Bob five")
    [again] = ann.requests[before:]
    assert again.headers["last-event-id"].endswith("-2")


@pytest.mark.parametrize("away", [1, 60, 3600])
async def test_a_long_silence_changes_nothing(stario_pages, stario_clock, away):
    ann, bob = await stario_pages(2)
    await join(ann, "Ann")
    await join(bob, "Bob")
    await stario_clock.advance(away)
    await say(bob, "still there?")
    await expect(said(ann)).to_have_text(["Bob still there?"])
    assert len(ann.streams) == 1, "the very stream, not one that was asked for again"
