"""
Under GitHub Actions: an annotation at the line of each failed test, and a summary of the job.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from pytest_stario.traces import is_controller

#: How many bytes GitHub takes as the summary of a step, and how many annotations of one step it shows.
SUMMARY, ANNOTATIONS = 1_000_000, 10
#: Another plugin that annotates failed tests, though not what fails in their setup or teardown.
ANNOTATES = "pytest_github_actions_annotate_failures"


def is_on_github() -> bool:
    """
    Whether this run is a step of GitHub's.
    """
    return os.environ.get("GITHUB_ACTIONS") == "true"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """
    Annotate the failures of tests that have talked to an application, and sum them up.
    """
    if not is_on_github() or not is_controller(config):
        return
    stats = terminalreporter.stats
    failed = [
        report
        for report in (*stats.get("failed", ()), *stats.get("error", ()))
        if getattr(report, "stario", None)
    ]
    if not failed:
        return
    told = {"call"} if config.pluginmanager.has_plugin(ANNOTATES) else set()
    ours = [report for report in failed if report.when not in told]
    if ours:
        terminalreporter.ensure_newline()
    for report in ours[:ANNOTATIONS]:
        terminalreporter.write_line(annotation(config, report))
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(summary(failed))


def annotation(config: pytest.Config, report: Any) -> str:
    """
    The workflow command that marks the line of a failure.
    """
    file = config.rootpath / report.stario["file"]
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and file.is_relative_to(workspace):
        file = file.relative_to(workspace)
    properties = {"title": report.nodeid, "file": file.as_posix(), "line": str(report.stario["line"])}
    shown = ",".join(f"{name}={_escaped(value, also=':,')}" for name, value in properties.items())
    return f"::error {shown}::{_escaped(report.stario['message'])}"


def summary(failed: list[Any]) -> str:
    """
    The failures in Markdown, as many as GitHub takes.
    """
    many = f"{len(failed)} test{'' if len(failed) == 1 else 's'} of live pages failed"
    parts = [f"### {many}\n"]
    size = len(parts[0])
    for number, report in enumerate(failed):
        lines = [*report.stario["message"].splitlines(), "", *report.stario["streams"]]
        text = "\n".join(map(_as_diff, lines)).rstrip()
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        place = f"{report.stario['file']}:{report.stario['line']}"
        heading = f"<code>{_in_html(report.nodeid)}</code>, {_in_html(place)}"
        part = f"\n<details open><summary>{heading}</summary>\n\n{fence}diff\n{text}\n{fence}\n\n</details>\n"
        if size + len(part.encode()) > SUMMARY:
            parts.append(f"\nand {len(failed) - number} more, for which there is no room.\n")
            break
        size += len(part.encode())
        parts.append(part)
    return "".join(parts)


def _as_diff(line: str) -> str:
    """
    The line with its sign in front, where Markdown's `diff` looks for it.
    """
    return re.sub(r"^( +)([+-]) ", r"\2 \1", line)


def _escaped(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _in_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
