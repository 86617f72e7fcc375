"""The example `todo`, as a reader plays it."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from pages import ready
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def url(main: ModuleType, serve: Callable[[Any], str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("TODO_DB", raising=False)
    return serve(main.app)


def add(page: Page, *titles: str) -> None:
    for title in titles:
        page.get_by_label("Title", exact=True).fill(title)
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_label("Title", exact=True)).to_have_value("")


def shown(page: Page) -> Locator:
    return page.locator("#todos li span")


def test_a_day(page: Page, url: str) -> None:
    """Add, tick off, look at each selection, clear, delete."""
    page.goto(url)
    ready(page)
    clear = page.get_by_role("button", name="Clear done")
    expect(clear).to_be_disabled()
    add(page, "tea", "milk", "bread")
    expect(shown(page)).to_have_text(["tea", "milk", "bread"])
    expect(page.get_by_text("3 left")).to_be_visible()

    page.get_by_label("milk", exact=True).click()
    expect(page.get_by_text("2 left")).to_be_visible()
    expect(clear).to_be_enabled()

    page.get_by_role("link", name="active").click()
    expect(page).to_have_url(re.compile(r"\?show=active$"))
    ready(page)
    expect(shown(page)).to_have_text(["tea", "bread"])
    page.get_by_label("tea", exact=True).click()
    expect(shown(page)).to_have_text(["bread"])

    page.get_by_role("link", name="done").click()
    expect(page).to_have_url(re.compile(r"\?show=done$"))
    ready(page)
    expect(shown(page)).to_have_text(["tea", "milk"])
    page.get_by_label("milk", exact=True).click()
    expect(shown(page)).to_have_text(["tea"])

    page.get_by_role("link", name="all").click()
    expect(page).to_have_url(re.compile(r"\?show=all$"))
    ready(page)
    expect(shown(page)).to_have_text(["tea", "milk", "bread"])
    expect(page.get_by_label("tea", exact=True)).to_be_checked()
    clear.click()
    expect(shown(page)).to_have_text(["milk", "bread"])
    page.get_by_role("button", name="Delete milk").click()
    expect(shown(page)).to_have_text(["bread"])
    page.reload()
    expect(shown(page)).to_have_text(["bread"])


def test_a_title_that_will_not_do_is_said_next_to_the_field(page: Page, url: str, main: ModuleType) -> None:
    page.goto(url)
    ready(page)
    field, problem = page.get_by_label("Title", exact=True), page.get_by_role("alert")
    page.get_by_role("button", name="Add").click()
    expect(problem).to_have_text("Please write what is to be done.")
    too_long = "x" * (main.LONGEST + 1)
    field.fill(too_long)
    field.press("Enter")
    expect(problem).to_contain_text(f"Please keep it to {main.LONGEST} characters")
    expect(field).to_have_value(too_long)  # it can be put right
    field.press("Backspace")
    field.press("Enter")
    expect(shown(page)).to_have_text([too_long[:-1]])
    expect(problem).to_be_empty()
    expect(field).to_have_value("")


def test_a_title_is_text(page: Page, url: str) -> None:
    hostile = ['<img src=x onerror="document.title = 1">', "<b data-init='alert()'>\"{}</section></html>"]
    page.goto(url)
    ready(page)
    add(page, *hostile)
    expect(shown(page)).to_have_text(hostile)
    page.reload()
    ready(page)
    expect(shown(page)).to_have_text(hostile)
    expect(page).to_have_title("To do")
    page.get_by_label(hostile[1], exact=True).click()
    expect(page.get_by_text("1 left")).to_be_visible()


def test_two_tabs(page: Page, url: str) -> None:
    """What one deletes the other may still tick off: it catches up instead of failing."""
    page.goto(url)
    ready(page)
    add(page, "tea", "milk")
    other = page.context.new_page()
    other.goto(url)
    ready(other)
    other.get_by_role("button", name="Delete tea").click()
    expect(shown(other)).to_have_text(["milk"])
    expect(shown(page)).to_have_text(["tea", "milk"])
    page.get_by_text("tea").click()
    expect(shown(page)).to_have_text(["milk"])
    other.close()


def test_typing_goes_on_while_the_list_changes(page: Page, url: str) -> None:
    page.goto(url)
    ready(page)
    add(page, "tea")
    field = page.get_by_label("Title", exact=True)
    field.press_sequentially("mi")
    page.get_by_label("tea", exact=True).click()
    expect(page.get_by_text("0 left")).to_be_visible()
    expect(field).to_have_value("mi")
