"""The reference names everything that is public, and nothing else: modules, options, settings, the marker."""

from __future__ import annotations

import dataclasses
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import griffe
import pytest
from markdown_pages import DOCS, ROOT, section

from pytest_stario import options
from stario.cli.command import stario
from stario.cli.templates import TEMPLATES, Choices
from stario.testing.report.masks import DEFAULT

REFERENCE = DOCS / "reference"
#: Where each module's names stand, and those of them that stand elsewhere, or are not ours.
MODULES = {
    "stario": {"actions", "data"},
    "stario.datastar": {
        "FileSignal", "PatchElements", "PatchSignals", "execute_script", "redirect", "remove_elements",
    },
    "stario.testing": {"MalformedEvent", "OtherEvent"},
    "stario.testing.page": {"Locator", "Page", "expect"},
    "stario.toys": set(),
    "stario.templates": set(),
    "stario.testing.snapshots": {"Scrubbing", "arguments_of", "printed"},
    "pytest_stario.syrupy": set(),
}  # fmt: skip


def entries() -> list[str]:
    return [
        name
        for page in sorted(REFERENCE.glob("*.md"))
        for name in re.findall(r"^::: ([\w.]+)$", page.read_text(), re.MULTILINE)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_each_public_name_has_an_entry(module: str) -> None:
    public = set(import_module(module).__all__)
    assert MODULES[module] <= public, "what is left out must be there"
    shown = {name.removeprefix(f"{module}.") for name in entries() if name.rpartition(".")[0] == module}
    assert shown == public - MODULES[module]


def test_each_entry_stands_once_and_has_a_docstring() -> None:
    names = entries()
    assert len(names) == len(set(names))
    modules = {name: griffe.load(name, search_paths=[ROOT]) for name in ("stario", "pytest_stario")}
    for name in names:
        package, _, path = name.partition(".")
        found = modules[package][path]
        target = found.final_target if isinstance(found, griffe.Alias) else found
        assert target.docstring is not None, f"{name} says nothing: {target.filepath}"


def table(page: Path, heading: str) -> dict[str, str]:
    """
    The table below a heading: its first column, with what stands in the second.
    """
    text = section(page, heading)
    rows = [row.strip("|").split(" | ") for row in re.findall(r"^\| `.*$", text, re.MULTILINE)]
    return {name: row[1] for row in rows for name in re.findall(r"`([^`=]+)[^`]*`", row[0])}


class _Seen:
    """
    Takes what the plugin registers.
    """

    def __init__(self) -> None:
        self.options: set[str] = set()
        self.settings: set[str] = set()

    def getgroup(self, *_: Any) -> _Seen:
        return self

    def addoption(self, name: str, **_: Any) -> None:
        self.options.add(name)

    def addini(self, name: str, *_: Any, **__: Any) -> None:
        self.settings.add(name)


def test_options_settings_and_the_marker() -> None:
    seen = _Seen()
    options.pytest_addoption(seen)  # type: ignore[arg-type]
    page = REFERENCE / "pytest.md"
    assert set(table(page, "Options")) == seen.options
    assert set(table(page, "Settings")) == seen.settings
    arguments = {"app", "problems", *options.CLIENT_OPTIONS, *options.PAGE_OPTIONS, *options.TIME_OPTIONS}
    assert set(table(page, "The marker")) == arguments


def test_the_settings_of_the_workflows() -> None:
    page = DOCS / "ci.md"
    settings = table(page, "What it asks of the project")
    assert set(settings) == {field.name for field in dataclasses.fields(Choices)}
    command = stario.commands["ci"]
    flags = {"--write", "--force", "--check", "--project"}
    offered = {
        name
        for option in command.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
    assert {flag for cell in settings.values() for flag in re.findall(r"--[\w-]+", cell)} == offered - flags
    assert all(flag in page.read_text() for flag in flags)


def test_the_templates_are_shown_as_they_are() -> None:
    shown = re.findall(r'^--8<-- "(.*)"$', (REFERENCE / "templates.md").read_text(), re.MULTILINE)
    folder = ROOT / "pytest_stario" / "ci"
    assert sorted(shown) == sorted(str(path.relative_to(ROOT)) for path in folder.iterdir() if path.is_file())
    assert {Path(path).stem for path in shown} == {*TEMPLATES, "pins"}


def test_the_names_of_secrets() -> None:
    text = section(DOCS / "report.md", "Secrets")
    assert set(re.findall(r"`([\w-]{2,})`", text)) - {"stario_secrets"} == set(DEFAULT)
