"""The example `progress`, as a reader plays it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pages import ready
from playwright.sync_api import Locator, Page, expect
from served import wait_for


class Archive:
    """It answers up to a week, and then waits until the test lets it go on; it knows who has asked."""

    def __init__(self) -> None:
        self.until = {"sales": 10, "stock": 20, "visitors": 30}
        self.jobs: list[Any] = []

    async def step(self, report: str, week: int) -> int:
        while week > self.until[report]:
            await asyncio.sleep(0.005)
        return week

    @property
    def running(self) -> int:
        return sum(not job.numbers.closed for job in self.jobs)


@pytest.fixture
def archive(main: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """In the place of the slow one. The server's thread does not see `app.overrides`."""
    archive, new_job = Archive(), main.Job

    def remembered() -> Any:
        archive.jobs.append(new_job())
        return archive.jobs[-1]

    monkeypatch.setattr(main, "ask_the_archive", archive.step)
    monkeypatch.setattr(main, "Job", remembered)
    return archive


@pytest.fixture
def url(main: ModuleType, archive: Archive, serve: Callable[[Any], str]) -> str:
    return serve(main.app)


def start(page: Page, report: str, until: int) -> Locator:
    """Start a report, and see it come as far as it can."""
    card = page.locator(f"#{report}")
    card.get_by_role("button", name="Start").click()
    expect(card.get_by_role("status")).to_have_text(f"{until} of 52 weeks")
    expect(card.get_by_role("progressbar")).to_have_js_property("value", until)
    return card


def test_a_report_from_start_to_end_and_again(page: Page, url: str, archive: Archive) -> None:
    page.goto(url)
    ready(page)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    sales = start(page, "sales", 10)
    assert archive.running == 1
    archive.until["sales"] = 52
    expect(sales.get_by_role("status")).to_have_text(f"Total: {sum(range(53))}.")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    wait_for(lambda: archive.running == 0)
    archive.until["sales"] = 10
    start(page, "sales", 10)
    assert len(archive.jobs) == 2, "nothing was asked for twice"


def test_two_reports_at_once_and_one_is_cancelled(page: Page, url: str, archive: Archive) -> None:
    page.goto(url)
    ready(page)
    sales, stock = start(page, "sales", 10), start(page, "stock", 20)
    assert archive.running == 2
    sales.get_by_role("button", name="Cancel").click()
    expect(sales.get_by_role("status")).to_have_text("Stopped after 10 of 52 weeks.")
    expect(stock.get_by_role("status")).to_have_text("20 of 52 weeks")
    wait_for(lambda: archive.running == 1)
    archive.until["stock"] = 52
    expect(stock.get_by_role("status")).to_contain_text("Total: ")
    expect(sales.get_by_role("status")).to_have_text("Stopped after 10 of 52 weeks.")
    start(page, "sales", 10)


def test_two_pages_with_the_same_report(page: Page, url: str, archive: Archive) -> None:
    other = page.context.new_page()
    page.goto(url)
    ready(page)
    other.goto(url)
    ready(other)
    mine = start(page, "sales", 10)
    theirs = start(other, "sales", 10)
    theirs.get_by_role("button", name="Cancel").click()
    expect(theirs.get_by_role("status")).to_contain_text("Stopped")
    wait_for(lambda: archive.running == 1)
    archive.until["sales"] = 52
    expect(mine.get_by_role("status")).to_contain_text("Total: ")
    expect(theirs.get_by_role("status")).to_contain_text("Stopped")
    other.close()


def test_a_job_ends_with_its_page(page: Page, url: str, archive: Archive) -> None:
    page.goto(url)
    ready(page)
    start(page, "sales", 10)
    start(page, "visitors", 30)
    files = [Path(job.numbers.name) for job in archive.jobs]
    assert all(file.exists() for file in files)
    page.goto("about:blank")
    wait_for(lambda: archive.running == 0)
    assert not any(file.exists() for file in files)
