"""A reader waits for reports: an archive that takes 0.1 s a week, on a clock that takes none."""

from collections.abc import Iterator

import pytest
from main import WEEKS, Job, app, get_jobs

from stario.testing import Locator, Page, expect

#: The seconds that the archive takes for one week, see `ask_the_archive`.
WEEK = 0.1


@pytest.fixture
def jobs() -> Iterator[dict[str, Job]]:
    """The jobs that run now."""
    jobs: dict[str, Job] = {}
    with app.overrides({get_jobs: lambda: jobs}):
        yield jobs


async def start(page: Page, report: str) -> Locator:
    card = page.locator(f"#{report}")
    await card.get_by_role("button", name="Start").click()
    await expect(card.get_by_role("progressbar")).to_have_accessible_name(f"Progress of {report}")
    return card


async def is_at(card: Locator, week: int) -> None:
    await expect(card.get_by_role("status")).to_have_text(f"{week} of {WEEKS} weeks")
    await expect(card.get_by_role("progressbar")).to_have_js_property("value", week)


async def test_a_report_from_start_to_end_and_again(stario_page, stario_clock, jobs):
    page = stario_page
    await page.goto("/")
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    sales = await start(page, "sales")
    await expect(sales.get_by_role("status")).to_have_text("Starting ...")
    await stario_clock.advance(10.5 * WEEK)
    await is_at(sales, 10)
    assert len(jobs) == 1
    await stario_clock.advance((WEEKS - 10) * WEEK)
    total = sum(len("sales") * 100 + week for week in range(1, WEEKS + 1))
    await expect(sales.get_by_role("status")).to_have_text(f"Total: {total}.")
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    assert not jobs
    await start(page, "sales")
    await stario_clock.advance(3.5 * WEEK)
    await is_at(sales, 3)


async def test_two_reports_at_once_and_one_is_cancelled(stario_page, stario_clock, jobs):
    page = stario_page
    await page.goto("/")
    sales = await start(page, "sales")
    await stario_clock.advance(10.5 * WEEK)
    stock = await start(page, "stock")
    await stario_clock.advance(10 * WEEK)
    await is_at(sales, 20)
    await sales.get_by_role("button", name="Cancel").click()
    await expect(sales.get_by_role("status")).to_have_text(f"Stopped after 20 of {WEEKS} weeks.")
    assert len(jobs) == 1
    await stario_clock.advance(20 * WEEK)
    await expect(stock.get_by_role("progressbar")).to_be_visible()
    await stario_clock.advance(60)
    await expect(stock.get_by_role("status")).to_contain_text("Total: ")
    await expect(sales.get_by_role("status")).to_have_text(f"Stopped after 20 of {WEEKS} weeks.")


async def test_two_readers_of_the_same_report(stario_pages, stario_clock, jobs):
    mine, theirs = await stario_pages(2)
    await mine.goto("/")
    await theirs.goto("/")
    my_card, their_card = await start(mine, "sales"), await start(theirs, "sales")
    assert len(jobs) == 2
    await their_card.get_by_role("button", name="Cancel").click()
    await expect(their_card.get_by_role("status")).to_contain_text("Stopped")
    await stario_clock.advance(60)
    await expect(my_card.get_by_role("status")).to_contain_text("Total: ")
    await expect(their_card.get_by_role("status")).to_contain_text("Stopped")


async def test_a_job_ends_with_its_page(stario_page, stario_clock, jobs):
    await stario_page.goto("/")
    await start(stario_page, "sales")
    await start(stario_page, "visitors")
    running = list(jobs.values())
    assert len(running) == 2
    await stario_page.close()
    assert not jobs
    assert all(job.numbers.closed for job in running)


async def test_an_archive_that_takes_for_ever_is_given_up(stario_page, stario_clock, jobs, monkeypatch):
    monkeypatch.setattr("main.LONGEST", 2.0)
    await stario_page.goto("/")
    card = await start(stario_page, "visitors")
    await stario_clock.advance(60)
    await expect(card.get_by_role("status")).to_contain_text("Stopped after")
    await expect(card.get_by_role("button", name="Start")).to_be_enabled()
