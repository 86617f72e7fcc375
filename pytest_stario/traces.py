"""
What the streams of a failed test did: a section in the terminal, a file of lines, and one report for the run.

Recording is cheap and always on; nothing is decoded or written unless a test fails, or `--stario-trace=on`.
"""

from __future__ import annotations

import hashlib
import inspect
import linecache
import os
import re
import sys
import textwrap
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_stario.options import trace_mode

if TYPE_CHECKING:
    from stario.testing.report.trace import Trace

_story = pytest.StashKey[dict[str, Any]]()
#: Where the lines of a run are, under the output folder; its files are removed when another run begins.
TRACES = "traces"
REPORT = "report.html"
#: How many lines of a test's source are told, before and after the one that failed.
BEFORE, AFTER = 12, 4


def output_of(config: pytest.Config) -> Path:
    """
    The folder for what a run leaves to look at.
    """
    workers: dict[str, Any] | None = getattr(config, "workerinput", None)
    if workers is not None and "stario_output" in workers:
        return Path(workers["stario_output"])
    given = config.getoption("--stario-output") or config.getini("stario_output")
    return Path(config.invocation_params.dir, str(given))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """
    Tell a worker of xdist's where to write.
    """
    node.workerinput["stario_output"] = str(output_of(node.config))


def is_controller(config: pytest.Config) -> bool:
    """
    Whether this process leads the run: it is no worker of xdist's.
    """
    return not hasattr(config, "workerinput")


def pytest_sessionstart(session: pytest.Session) -> None:
    """
    Remove what an earlier run has left.
    """
    config = session.config
    if trace_mode(config) == "off" or not is_controller(config):
        return
    output = output_of(config)
    if output.exists():
        from stario.testing.report import files

        (output / REPORT).unlink(missing_ok=True)
        files.clear(output / TRACES)


def begin() -> None:
    """
    Record the requests of the running test, unless they are recorded already.
    """
    from stario.testing.report import trace

    if not trace.begun():
        trace.begin()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """
    Record a test; write its story down if it is wanted.
    """
    if "stario.testing" in sys.modules:  # else the first fixture of ours begins
        begin()
    try:
        return (yield)
    finally:
        trace = _trace(end=True)
        story = item.stash.get(_story, None)
        mode = trace_mode(item.config)
        if (
            story is not None
            and trace is not None
            and (trace.records or trace.pages)
            and (mode == "on" or (mode != "off" and story["outcome"] == "failed"))
        ):
            _write(item, story, trace)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Note how a phase of a test ended, and what its streams had done by then.
    """
    report = yield
    story = item.stash.setdefault(_story, {"id": item.nodeid, "outcome": "passed", "seconds": 0.0})
    story["seconds"] = round(story["seconds"] + call.duration, 6)
    if report.skipped and story["outcome"] == "passed":
        story["outcome"] = "skipped"
    if not report.failed or story["outcome"] == "failed":
        return report
    trace = _trace()
    file, line = _place(item, call)
    error = _message(report)
    story.update(
        outcome="failed",
        when=report.when,
        error=error,
        message=report.longreprtext,
        file=file,
        line=line,
        source=_source(item, line),
    )
    if trace is not None and trace.records:
        from stario.testing.report.lines import last_events
        from stario.testing.report.masks import Masks

        masks = Masks(item.config.getini("stario_secrets"))
        # Plain values: xdist carries them from its workers.
        streams = last_events(trace, masks)
        report.stario = {  # type: ignore[attr-defined]
            "file": file,
            "line": line,
            "streams": [] if _tells_it_all(call) else streams,
            "message": masks.everywhere(error),
        }
    return report


class StreamSections:
    """
    Shows the streams of a failed test below its failure, in the process that has the terminal.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = getattr(report, "stario", None)
        if told and told["streams"]:
            terminal = self._config.pluginmanager.get_plugin("terminalreporter")
            lines = told["streams"]
            if terminal is not None and terminal.hasmarkup:
                lines = _coloured(lines, terminal._tw.fullwidth)
            report.sections.append(("Streams", "\n".join(lines)))


def _coloured(lines: list[str], width: int) -> list[str]:
    """
    The lines in colours, if rich is there.
    """
    try:
        from rich.console import Console
    except ModuleNotFoundError:
        return lines
    console = Console(force_terminal=True, color_system="standard", width=width, soft_wrap=True)
    with console.capture() as capture:
        for line in lines:
            style = None if line.startswith(" ") else "bold"
            console.print(line, markup=False, emoji=False, highlight=style is None, style=style)
    return capture.get().splitlines()


def pytest_configure(config: pytest.Config) -> None:
    """
    Register what shows the streams.
    """
    if is_controller(config):
        config.pluginmanager.register(StreamSections(config), "stario-stream-sections")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """
    Make one report of what all processes of the run have written.
    """
    config = session.config
    if trace_mode(config) == "off" or not is_controller(config):
        return
    output = output_of(config)
    if not any((output / TRACES).glob("*.jsonl")):
        return
    from stario.testing.report.files import read
    from stario.testing.report.page import render

    report = render(read(output / TRACES), folder=output / TRACES)
    (output / REPORT).write_text(report, encoding="utf-8")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """
    Say where the report is.
    """
    path = output_of(config) / REPORT
    if trace_mode(config) != "off" and path.exists():
        shown = os.path.relpath(path, config.invocation_params.dir)
        terminalreporter.write_line(f"stario: what the streams did is in {shown}")


def _trace(*, end: bool = False) -> Trace | None:
    module = sys.modules.get("stario.testing.report.trace")
    if module is None:
        return None
    found: Trace = module.end() if end else module.so_far()
    return found


def _message(report: pytest.TestReport) -> str:
    """
    What the failure says: pytest's lines of the error, without its sources.
    """
    lines = re.findall(r"^E(.*)$", report.longreprtext, re.MULTILINE)
    return textwrap.dedent("\n".join(lines)) or report.longreprtext


def _tells_it_all(call: pytest.CallInfo[None]) -> bool:
    # A message of the companion's has a timeline of its own.
    return call.excinfo is not None and "\nTimeline:" in str(call.excinfo.value)


def _place(item: pytest.Item, call: pytest.CallInfo[None]) -> tuple[str, int]:
    """
    The line of the test that failed, in its own file.
    """
    file, line, _ = item.location
    found = (line or 0) + 1
    for entry in call.excinfo.traceback if call.excinfo is not None else ():
        if Path(str(entry.path)) == item.path:
            found = entry.lineno + 1
    return Path(file).as_posix(), found


def _source(item: pytest.Item, line: int) -> list[list[int | str]]:
    """
    The lines of the test around this one, each with its number.
    """
    first, last = line - BEFORE, line + AFTER
    try:
        lines, begin = inspect.getsourcelines(item.obj)  # type: ignore[attr-defined]  # a function has it
    except (AttributeError, OSError, TypeError):
        pass
    else:
        if begin <= line < begin + len(lines):  # and nothing of the tests beside it
            first, last = max(first, begin), min(last, begin + len(lines) - 1)
    path = str(item.path)
    return [
        [number, text.rstrip("\n")]
        for number in range(max(1, first), last + 1)
        if (text := linecache.getline(path, number))
    ]


def _write(item: pytest.Item, story: dict[str, Any], trace: Trace) -> None:
    from stario.testing.report import files
    from stario.testing.report.lines import story as lines_of
    from stario.testing.report.masks import Masks

    slug = re.sub(r"[^\w.-]+", "-", item.nodeid).strip("-")[-100:]
    name = f"{slug}-{hashlib.sha256(item.nodeid.encode()).hexdigest()[:8]}"
    lines = lines_of(story, trace, Masks(item.config.getini("stario_secrets")))
    files.write(output_of(item.config) / TRACES, name, lines)
