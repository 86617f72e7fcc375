"""Jobs that take no time, or for ever: the tests inject the step."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import main
import pytest
from main import WEEKS, Job, Report, app, card, get_jobs, get_step

from stario import PatchElements


@pytest.fixture
def jobs() -> Iterator[dict[str, Job]]:
    """The jobs that run now, with steps that take no time; none is left in the end, nor its file."""
    jobs: dict[str, Job] = {}
    seen: list[Path] = []

    async def at_once(report: Report, week: int) -> int:
        seen.extend(map(file_of, jobs.values()))
        return week

    with app.overrides({get_jobs: lambda: jobs, get_step: lambda: at_once}):
        yield jobs
    assert not jobs
    assert not [file for file in seen if file.exists()]


@pytest.fixture
def stuck(jobs: dict[str, Job]) -> Iterator[None]:
    """The third step never ends."""

    async def step(report: Report, week: int) -> int:
        if week == 3:
            await asyncio.Event().wait()
        return week

    with app.overrides({get_step: lambda: step}):
        yield


def file_of(job: Job) -> Path:
    return Path(job.numbers.name)


def stopped(report: Report, weeks: int) -> PatchElements:
    return PatchElements(card(report, f"Stopped after {weeks} of {WEEKS} weeks."))


async def test_the_page_offers_every_report(stario_client):
    page = await stario_client.get("/")
    for report in ("sales", "stock", "visitors"):
        assert f"@post('/reports/{report}')" in page.text
    assert "<progress" not in page.text


async def test_a_job_from_start_to_end(stario_client, jobs):
    async with stario_client.listen("/reports/sales", method="POST") as stream:
        first = await stream.next()
        [job] = jobs.values()
        assert first == PatchElements(card("sales", "Starting ...", job))
        steps = await stream.take(WEEKS)
        assert all(f'value="{week}"' in step.elements for week, step in enumerate(steps, 1))
        assert await stream.next() == PatchElements(card("sales", f"Total: {sum(range(WEEKS + 1))}."))
        assert not await stream.settle()
        assert stream.ended
        assert not stream.was_cut
        assert not jobs


async def test_who_leaves_ends_the_job(stario_client, jobs, stuck):
    async with stario_client.listen("/reports/sales", method="POST") as stream:
        await stream.settle()
        [job] = jobs.values()
        assert job.weeks == 2
        assert file_of(job).exists()
    assert not jobs
    assert not file_of(job).exists()


@pytest.mark.parametrize("step_is", ["waiting", "sending"])
async def test_cancelling(stario_clients, jobs, stuck, step_is):
    reader, other = stario_clients(2)
    async with reader.listen("/reports/stock", method="POST") as stream:
        await stream.next()
        if step_is == "waiting":
            await stream.settle()
        [job] = jobs.values()
        answer = await other.command(f"/jobs/{job.id}/cancel")
        assert answer.status_code == 204, "the job's own stream says so"
        assert await stream.until(lambda event: "Stopped" in event.elements) == stopped("stock", job.weeks)
        assert not await stream.settle()
        assert stream.ended
        assert not stream.was_cut, "or else the page would ask for it again"
        assert not file_of(job).exists()


async def test_cancelling_more_than_once_and_too_late(stario_client, jobs, stuck):
    async with stario_client.listen("/reports/stock", method="POST") as stream:
        await stream.next()
        [job] = jobs.values()
        url = f"/jobs/{job.id}/cancel"
        answers = await asyncio.gather(*(stario_client.command(url) for _ in range(3)))
        await stream.settle()
        answers.append(await stario_client.command(url))
        assert {answer.status_code for answer in answers} == {204}
        assert sum("Stopped" in event.elements for event in stream) == 1


async def test_two_readers_of_one_report_do_not_mix(stario_clients, jobs, stuck):
    ann, bob = stario_clients(2)
    async with ann.listen("/reports/sales", method="POST") as hers:
        await hers.settle()
        [her_job] = jobs.values()
        async with bob.listen("/reports/sales", method="POST") as his:
            await his.settle()
            assert len(jobs) == 2
            [his_job] = [job for job in jobs.values() if job is not her_job]
            await bob.command(f"/jobs/{his_job.id}/cancel")
            assert await his.next() == stopped("sales", 2)
            await hers.settle()
            assert list(jobs.values()) == [her_job]
        assert all(his_job.id not in event.elements for event in hers)
        assert her_job.numbers.closed is False


async def test_one_reader_of_several_reports(stario_client, jobs, stuck):
    async with (
        stario_client.listen("/reports/sales", method="POST") as sales,
        stario_client.listen("/reports/stock", method="POST") as stock,
    ):
        await sales.settle()
        await stock.settle()
        assert len(jobs) == 2
        assert list(sales.elements) == ["#sales"]
        assert list(stock.elements) == ["#stock"]


async def test_its_time_is_up(stario_client, jobs, stuck, monkeypatch):
    monkeypatch.setattr(main, "LONGEST", 0.01)
    answer = await stario_client.command("/reports/visitors")
    assert answer.events[-1] == stopped("visitors", 2)


async def test_an_archive_that_does_not_answer(stario_client, jobs):
    async def step(report: Report, week: int) -> int:
        raise ConnectionError("<closed>")

    with app.overrides({get_step: lambda: step}):
        answer = await stario_client.command("/reports/sales")
    last = PatchElements(card("sales", "The archive does not answer: <closed>."))
    assert answer.events[-1] == last
    assert "&lt;closed&gt;" in last.elements


async def test_a_mistake_ends_the_stream_so_that_the_job_is_not_started_again(stario_client, jobs):
    async def step(report: Report, week: int) -> int:
        raise LookupError("the archive has no such week")

    with app.overrides({get_step: lambda: step}):
        async with stario_client.listen("/reports/sales", method="POST") as stream:
            await stream.next()
            [job] = jobs.values()
            with pytest.raises(LookupError, match="no such week"):
                await stream.next()
            assert stream.ended and not stream.was_cut
            assert not file_of(job).exists()


async def test_a_report_that_there_is_not(stario_client, jobs):
    answer = await stario_client.command("/reports/secrets")
    assert answer.status_code == 422
    assert "path parameter 'report'" in answer.text


async def test_another_page_cannot_start_or_cancel(stario_client, jobs):
    for path in ("/reports/sales", "/jobs/1/cancel"):
        answer = await stario_client.command(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
