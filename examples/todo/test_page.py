"""A day with the list, as its reader sees it."""

import re

import pytest
from main import LONGEST

from stario.testing import Locator, Page, expect


async def add(page: Page, *titles: str) -> None:
    for title in titles:
        await page.get_by_label("Title", exact=True).fill(title)
        await page.get_by_role("button", name="Add").click()
        await expect(page.get_by_label("Title", exact=True)).to_have_value("")


def shown(page: Page) -> Locator:
    return page.locator("#todos li span")


async def test_a_day(stario_page):
    """Add, tick off, look at each selection, clear, delete."""
    page = stario_page
    await page.goto("/")
    clear = page.get_by_role("button", name="Clear done")
    await expect(clear).to_be_disabled()
    await add(page, "tea", "milk", "bread")
    await expect(shown(page)).to_have_text(["tea", "milk", "bread"])
    await expect(page.get_by_text("3 left")).to_be_visible()

    await page.get_by_label("milk", exact=True).click()
    await expect(page.get_by_text("2 left")).to_be_visible()
    await expect(clear).to_be_enabled()

    await page.get_by_role("link", name="active").click()
    await expect(page).to_have_url(re.compile(r"\?show=active$"))
    await expect(shown(page)).to_have_text(["tea", "bread"])
    # Not check(): that looks at the box afterwards, and in a browser it may be gone by then.
    await page.get_by_label("tea", exact=True).click()
    await expect(shown(page)).to_have_text(["bread"])

    await page.get_by_role("link", name="done").click()
    await expect(shown(page)).to_have_text(["tea", "milk"])
    await page.get_by_label("milk", exact=True).click()
    await expect(shown(page)).to_have_text(["tea"])

    await page.get_by_role("link", name="all").click()
    await expect(shown(page)).to_have_text(["tea", "milk", "bread"])
    await expect(page.get_by_label("tea", exact=True)).to_be_checked()
    await clear.click()
    await expect(shown(page)).to_have_text(["milk", "bread"])
    await page.get_by_role("button", name="Delete milk").click()
    await expect(shown(page)).to_have_text(["bread"])
    await page.reload()
    await expect(shown(page)).to_have_text(["bread"])


async def test_a_title_that_will_not_do_is_said_next_to_the_field(stario_page):
    page = stario_page
    await page.goto("/")
    field, problem = page.get_by_label("Title", exact=True), page.get_by_role("alert")
    await page.get_by_role("button", name="Add").click()
    await expect(problem).to_have_text("Please write what is to be done.")
    too_long = "x" * (LONGEST + 1)
    await field.fill(too_long)
    await field.press("Enter")
    await expect(problem).to_contain_text(f"Please keep it to {LONGEST} characters")
    await expect(field).to_have_value(too_long)  # it can be put right
    await field.press("Backspace")
    await field.press("Enter")
    await expect(shown(page)).to_have_text([too_long[:-1]])
    await expect(problem).to_be_empty()
    await expect(field).to_have_value("")


@pytest.mark.parametrize(
    "hostile", ['<img src=x onerror="document.title = 1">', "<b data-init='alert()'>\"{}</section></html>"]
)
async def test_a_title_is_text(stario_page, hostile):
    await stario_page.goto("/")
    await add(stario_page, hostile)
    await expect(shown(stario_page)).to_have_text([hostile])
    await stario_page.reload()
    await expect(shown(stario_page)).to_have_text([hostile])
    await expect(stario_page).to_have_title("To do")
    await stario_page.get_by_label(hostile, exact=True).click()
    await expect(stario_page.get_by_text("0 left")).to_be_visible()


async def test_two_tabs(stario_pages):
    """What one deletes the other may still tick off: it catches up instead of failing."""
    page, other = await stario_pages(2)
    await page.goto("/")
    await add(page, "tea", "milk")
    await other.goto("/")
    await other.get_by_role("button", name="Delete tea").click()
    await expect(shown(other)).to_have_text(["milk"])
    await expect(shown(page)).to_have_text(["tea", "milk"])
    await page.get_by_text("tea").click()
    await expect(shown(page)).to_have_text(["milk"])


async def test_typing_goes_on_while_the_list_changes(stario_page):
    await stario_page.goto("/")
    await add(stario_page, "tea")
    field = stario_page.get_by_label("Title", exact=True)
    await field.press_sequentially("mi")
    await stario_page.get_by_label("tea", exact=True).click()
    await expect(stario_page.get_by_text("0 left")).to_be_visible()
    await expect(field).to_have_value("mi")
