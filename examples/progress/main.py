"""Long jobs: each streams its progress, and ends when it is done, when told to, or with its page."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from tempfile import NamedTemporaryFile
from typing import Annotated, Literal, get_args

from markupsafe import Markup
from starlette.requests import Request

from stario import Command, Inject, Query, Stario
from stario.toys import ToyPage

WEEKS = 52
LONGEST = 60.0

Report = Literal["sales", "stock", "visitors"]
Step = Callable[[Report, int], Awaitable[int]]


class Job:
    """One run of a report. The same one may run several times at once, for several readers."""

    def __init__(self) -> None:
        self.id = secrets.token_urlsafe(8)  # nobody guesses the id of another's job, and cancels that
        self.numbers = NamedTemporaryFile("w+", prefix="stario-")  # noqa: SIM115 - `run` closes it
        self.time = asyncio.timeout(LONGEST)
        self.weeks = 0

    def add(self, number: int) -> None:
        self.numbers.write(f"{number}\n")
        self.weeks += 1

    def total(self) -> int:
        self.numbers.seek(0)
        return sum(int(line) for line in self.numbers)

    def cancel(self) -> None:
        if not self.time.expired():
            self.time.reschedule(0)  # its time is up: long ago, by the loop's clock


@asynccontextmanager
async def lifespan(app: Stario) -> AsyncIterator[dict[str, dict[str, Job]]]:
    yield {"jobs": {}}


async def get_jobs(request: Request) -> dict[str, Job]:
    return request.state.jobs


async def get_step() -> Step:
    return ask_the_archive


async def ask_the_archive(report: Report, week: int) -> int:
    await asyncio.sleep(0.1)  # the archive is a slow one
    return len(report) * 100 + week


Jobs = Annotated[dict[str, Job], Inject(get_jobs)]


async def home() -> ToyPage:
    offer = f"{WEEKS} weeks, from the archive."
    cards = Markup("\n").join(card(report, offer) for report in get_args(Report))
    return ToyPage(Markup("<h1>Reports</h1>\n{}").format(cards), title="Reports", head=STYLE)


async def run(report: Report, jobs: Jobs, step: Annotated[Step, Inject(get_step)]) -> AsyncIterator[Markup]:
    job = Job()
    jobs[job.id] = job
    try:
        async with job.time:
            yield card(report, "Starting ...", job)
            for week in range(1, WEEKS + 1):
                job.add(await step(report, week))
                yield card(report, f"{week} of {WEEKS} weeks", job)
            yield card(report, f"Total: {job.total()}.")
    except TimeoutError:
        yield card(report, f"Stopped after {job.weeks} of {WEEKS} weeks.")
    except OSError as problem:
        # Said in the card: of an error that gets out the page only sees that nothing comes any more.
        yield card(report, f"The archive does not answer: {problem}.")
    finally:
        # However it ends; where the reader has left, the wait above was cancelled.
        del jobs[job.id]
        job.numbers.close()  # and deleted


async def cancel(id: str, jobs: Jobs) -> None:
    # The job says so itself, in its own stream. If it is over already, there is nothing to do.
    if job := jobs.get(id):
        job.cancel()


def card(report: Report, text: str, job: Job | None = None) -> Markup:
    if job:
        doing = Markup("""
            <progress max="{weeks}" value="{done}" aria-label="Progress of {report}"></progress>
            <button data-on:click="@post('/jobs/{id}/cancel')">Cancel</button>
        """).format(weeks=WEEKS, done=job.weeks, report=report, id=job.id)
    else:
        # When the server is restarted, the page sends this again: the same card then starts afresh.
        doing = Markup("""<button data-on:click="@post('/reports/{}')">Start</button>""").format(report)
    return Markup("""
        <section id="{report}">
            <h2>{report}</h2>
            <p role="status">{text}</p>
            <div>{doing}</div>
        </section>
    """).format(report=report, text=text, doing=doing)


STYLE = """<style>
    section { margin: 1rem 0; padding: .5rem 1rem 1rem; border: 1px solid #8885; border-radius: .5rem; }
    h2, p { margin: .3rem 0; }
    h2::first-letter { text-transform: uppercase; }
    div { display: flex; gap: 1rem; align-items: center; }
    progress { flex: 1; }
</style>"""


app = Stario(
    Query("/", home),
    Command("/reports/{report}", run),
    Command("/jobs/{id}/cancel", cancel),
    lifespan=lifespan,
)
