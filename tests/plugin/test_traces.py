"""What a failed run leaves to look at: the section, the files, the report, and what GitHub shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from inner import run

APP = """
import asyncio
from stario import Command, Query, Stario

async def home():
    return "<ul id='list'><li>tea</li></ul>"

async def feed():
    n = 0
    while True:
        yield f"<p id='n'>{n}</p>"
        yield {"n": n, "pin": "9876543"}
        n += 1
        await asyncio.sleep(60)

async def add():
    yield "append", "#list", "<li>coffee</li>"

app = Stario(Query("/", home), Query("/feed", feed), Command("/add", add))
"""
TESTS = """
import pytest

async def test_fails(stario_client, stario_clock):
    stario_client.cookies["session"] = "verysecret"
    await stario_client.get("/")
    async with stario_client.listen("/feed") as stream:
        await stario_clock.advance(180)
        await stario_client.command("/add", signals={"pin": "9876543"})
        assert len(stream) == 0

async def test_passes(stario_client, stario_clock):
    async with stario_client.listen("/feed") as stream:
        await stream.next()

def test_without_an_application():
    assert False

async def test_timeline(stario_client, stario_clock):
    async with stario_client.listen("/feed") as stream:
        await stream.silence(1)
"""


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(main=APP, test_it=TESTS)
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\nstario_app = "main:app"\n'
        'asyncio_default_fixture_loop_scope = "function"\nstario_secrets = ["PIN"]\n'
    )
    return pytester


def traces(folder: Path) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for path in (folder / "traces").glob("*.jsonl"):
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        found[lines[0]["id"].partition("::")[2]] = lines
    return found


def test_off_by_default_and_the_section_is_there(project: pytest.Pytester) -> None:
    result = run(project, "-p", "no:cacheprovider")
    result.assert_outcomes(failed=3, passed=1)
    assert not (project.path / "stario-output").exists()
    result.stdout.fnmatch_lines(
        [
            "* Streams *",
            "GET /  200, 0 events, complete",
            "GET /feed  200, 8 events, the reader left",
            "    ... 3 earlier",
            "       60.000 s  PatchSignals({'n': 1, 'pin': '[[]masked[]]'})",
            "      180.000 s  PatchElements(\"<p id='n'>3</p>\")",
            "    the app waited in feed (main.py:13): await asyncio.sleep(60)",
            "POST /add  200, 1 event, complete",
        ]
    )
    # A message with a timeline has said it, and a test without an application has none.
    assert result.stdout.str().count("- Streams -") == 1


def test_colours_where_the_terminal_can(project: pytest.Pytester) -> None:
    result = run(project, "--color=yes", "-k", "test_fails")
    assert "\x1b[1mGET /feed  200, 8 events, the reader left\x1b[0m" in result.stdout.str()
    plain = run(project, "--color=no", "-k", "test_fails")
    assert "\x1b" not in plain.stdout.str()


@pytest.mark.parametrize("ci", ["true", "1"])
def test_in_ci_what_failed_is_retained(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str
) -> None:
    monkeypatch.setenv("CI", ci)
    result = run(project)
    result.stdout.fnmatch_lines(["stario: what the streams did is in stario-output/report.html"])
    assert set(traces(project.path / "stario-output")) == {"test_fails", "test_timeline"}
    report = (project.path / "stario-output" / "report.html").read_text()
    assert "test_it.py::test_fails" in report and "test_it.py::test_passes" not in report


def test_what_a_trace_says(project: pytest.Pytester) -> None:
    run(project, "--stario-trace=retain-on-failure", "--stario-output=out")
    [test, *lines] = traces(project.path / "out")["test_fails"]
    assert (test["file"], test["line"], test["outcome"], test["when"]) == ("test_it.py", 9, "failed", "call")
    assert test["clock"] == "virtual"
    assert [9, "        assert len(stream) == 0"] in test["source"]
    assert test["source"][0] == [3, "async def test_fails(stario_client, stario_clock):"]
    assert test["source"][-1][0] == 9, "and nothing of the tests beside it"
    first, *rest = test["error"].splitlines()
    assert first == "assert 8 == 0" and len(rest) == 1, "what went wrong, and no sources"
    assert "async def test_fails" in test["message"] and "E           assert 8 == 0" in test["message"]
    assert [line["time"] for line in lines] == sorted(line["time"] for line in lines)
    requests = [line for line in lines if line["type"] == "request"]
    assert [(line["method"], line["user"], line["time"]) for line in requests] == [
        ("GET", 1, 0.0),
        ("GET", 1, 0.0),
        ("POST", 1, 180.0),
    ]
    assert "feed (main.py:7)" in requests[1]["handler"]
    [added] = [line for line in lines if line["type"] == "event" and line["request"] == 3]
    assert added["changes"] == ['  <ul id="list">', "+   <li>", "+     coffee"]
    ends = {line["request"]: line for line in lines if line["type"] == "end"}
    assert ends[2]["how"] == "the reader left"
    assert ends[2]["waited"] == "feed (main.py:13): await asyncio.sleep(60)"


def test_what_a_page_hands_in(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_it="""
        from pathlib import Path
        from stario.testing.report import trace
        from stario.testing.report.snapshots import PageSnapshot

        async def test_page(stario_clock):
            Path("shot.png").write_bytes(b"a picture")
            await stario_clock.advance(5)
            trace.add(PageSnapshot(cause="click 'Add'", after="<p>", screenshot=Path("shot.png")))
            assert False
        """
    )
    run(project, "--stario-trace=on")
    output = project.path / "stario-output"
    [_, line] = traces(output)["test_page"]
    assert (line["type"], line["cause"], line["time"]) == ("snapshot", "click 'Add'", 0.0)
    assert (output / "traces" / line["screenshot"]).read_bytes() == b"a picture"
    assert 'alt="The page after: click &#39;Add&#39;"' in (output / "report.html").read_text()
    run(project, "--stario-trace=on", "-k", "nothing")
    assert not list(output.rglob("*.*")), "the run before is gone, with its pictures"


def test_secrets_are_nowhere(project: pytest.Pytester) -> None:
    run(project, "--stario-trace=on")
    for path in (project.path / "stario-output").rglob("*.*"):
        text = path.read_text()
        assert "verysecret" not in text and "9876543" not in text, path.name
    assert "[masked]" in (project.path / "stario-output" / "report.html").read_text()


def test_all_tests_or_none(project: pytest.Pytester) -> None:
    run(project, "--stario-trace=on")
    found = traces(project.path / "stario-output")
    assert {name: lines[0]["outcome"] for name, lines in found.items()} == {
        "test_fails": "failed",
        "test_passes": "passed",
        "test_timeline": "failed",
    }
    run(project, "--stario-trace=on", "-k", "test_passes")
    assert set(traces(project.path / "stario-output")) == {"test_passes"}, "the run before is gone"
    run(project, "--stario-trace=retain-on-failure", "-k", "test_passes")
    assert not (project.path / "stario-output" / "report.html").exists()


def test_by_ini(project: pytest.Pytester) -> None:
    with (project.path / "pyproject.toml").open("a") as file:
        file.write('\nstario_trace = "on"\nstario_output = "build/streams"\n')
    run(project, "-k", "test_passes")
    assert (project.path / "build" / "streams" / "report.html").exists()
    run(project, "-k", "test_passes", "--stario-trace=off", "--stario-output=none")
    assert not (project.path / "none").exists()


def test_a_mode_that_is_none(project: pytest.Pytester) -> None:
    with (project.path / "pyproject.toml").open("a") as file:
        file.write('\nstario_trace = "yes"\n')
    result = run(project)
    result.stderr.fnmatch_lines(["*stario_trace is off, on, retain-on-failure; found 'yes'*"])


def test_the_workers_of_xdist(project: pytest.Pytester) -> None:
    result = run(project, "-n", "2", "--stario-trace=retain-on-failure", "--stario-output=out")
    result.assert_outcomes(failed=3, passed=1)
    result.stdout.fnmatch_lines(["* Streams *"])
    assert set(traces(project.path / "out")) == {"test_fails", "test_timeline"}
    report = (project.path / "out" / "report.html").read_text()
    assert "test_fails" in report and "test_timeline" in report


def test_a_failure_of_a_fixture(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_it="""
        import pytest

        @pytest.fixture
        async def added(stario_client):
            yield (await stario_client.command("/add")).events
            await stario_client.command("/add")
            raise RuntimeError("in the end")

        async def test_it(added): ...
        """
    )
    with (project.path / "pyproject.toml").open("a") as file:
        file.write('\nasyncio_mode = "auto"\n')
    result = run(project, "--stario-trace=retain-on-failure")
    result.assert_outcomes(passed=1, errors=1)
    [test, *lines] = traces(project.path / "stario-output")["test_it"]
    assert (test["outcome"], test["when"]) == ("failed", "teardown")
    assert "in the end" in test["message"]
    assert [line["url"] for line in lines if line["type"] == "request"] == ["/add", "/add"]


# On GitHub.


@pytest.fixture
def github(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.path.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project.path / "summary.md"))
    return project.path


ALONE = ("-p", "no:pytest_github_actions_annotate_failures")


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_an_annotation_at_the_line(project: pytest.Pytester, github: Path, workers: tuple[str, ...]) -> None:
    result = run(project, *ALONE, *workers)
    commands = sorted(line for line in result.outlines if line.startswith("::error"))
    assert len(commands) == 2, "the test without an application is not ours to tell of"
    folder = github.name
    assert commands[0].startswith(
        f"::error title=test_it.py%3A%3Atest_fails,file={folder}/test_it.py,line=9::"
    )
    assert "%0A" in commands[1] and "GET /feed: expected silence for 1 s" in commands[1]


def test_nothing_twice(project: pytest.Pytester, github: Path) -> None:
    result = run(project, "-k", "test_fails")
    said = result.stdout.str() + result.stderr.str()
    assert said.count("::error") == 1
    assert (github / "summary.md").read_text().count("test_fails") == 1


def test_what_the_other_plugin_leaves_out(project: pytest.Pytester, github: Path) -> None:
    project.makepyfile(
        test_it="""
        import pytest

        @pytest.fixture
        async def added(stario_client):
            await stario_client.command("/add")
            raise RuntimeError("too early")

        async def test_setup(added): ...

        async def test_call(stario_client):
            await stario_client.command("/add")
            assert False
        """
    )
    with (project.path / "pyproject.toml").open("a") as file:
        file.write('\nasyncio_mode = "auto"\n')
    result = run(project)
    said = result.stdout.str() + result.stderr.str()
    assert said.count("::error") == 2
    assert said.count("::error title=test_it.py%3A%3Atest_setup,") == 1
    assert (github / "summary.md").read_text().startswith("### 2 tests of live pages failed\n")


def test_the_summary_of_the_job(project: pytest.Pytester, github: Path) -> None:
    (github / "summary.md").write_text("what was there\n")
    project.makepyfile(
        test_it="""
        from stario import PatchElements

        async def test_differs(stario_client):
            events = (await stario_client.command("/add")).events
            assert events == [PatchElements("<li>```</li>", selector="#list", mode="append")], "<b>"
        """
    )
    run(project, *ALONE)
    summary = (github / "summary.md").read_text()
    assert summary.startswith("what was there\n### 1 test of live pages failed\n")
    assert "<code>test_it.py::test_differs</code>, test_it.py:5" in summary
    fence = re.search(r"^(`+)diff$", summary, re.MULTILINE)
    assert fence and len(fence[1]) == 4, "longer than any in the text"
    assert re.search(r"^- +```$", summary, re.MULTILINE)
    assert re.search(r"^\+ +coffee$", summary, re.MULTILINE)


def test_elsewhere_nothing_of_it(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project.path / "summary.md"))
    result = run(project, *ALONE)
    assert "::error" not in result.stdout.str()
    assert not (project.path / "summary.md").exists()


def test_a_run_without_an_application_imports_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            assert not [name for name in sys.modules if name.startswith("stario.testing")]
            assert False, "now it fails"
        """
    )
    result = pytester.runpytest_subprocess("--stario-trace=on")
    result.stdout.fnmatch_lines(["*now it fails*"])
    assert not (pytester.path / "stario-output").exists()
