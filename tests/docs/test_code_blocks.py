"""Every code block of the README and the docs is run: files are written side by side, tests are passed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"# (?P<name>[\w.]+)\n")


class Block(NamedTuple):
    language: str
    code: str

    @property
    def name(self) -> str:
        found = NAME.match(self.code)
        assert found, f"a block names its file in its first line: {self.code[:60]!r}"
        return found["name"]


def blocks(page: Path, *languages: str) -> list[Block]:
    found = [Block(match["language"], match["code"]) for match in BLOCK.finditer(page.read_text())]
    known = {"python", "toml", "console", "text"}
    assert {block.language for block in found} <= known, f"{page.name}: a block of an unknown language"
    return [block for block in found if block.language in languages]


def ids(page: Path) -> str:
    return page.name


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    written = blocks(page, "python", "toml")
    for block in written:
        (tmp_path / block.name).write_text(block.code)
    if not (tmp_path / "pyproject.toml").exists():
        (tmp_path / "pyproject.toml").write_text(
            '[tool.pytest.ini_options]\nasyncio_default_fixture_loop_scope = "function"\n'
        )
    for block in written:
        if block.language == "python" and not block.name.startswith("test_"):
            run([sys.executable, "-W", "error", block.name], tmp_path)
    if any(block.name.startswith("test_") for block in written):
        out = run([sys.executable, "-m", "pytest", "-q", "-W", "error"], tmp_path)
        assert " passed" in out


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


FAILING = {
    "testing.md": """
from stario import PatchElements

async def test_difference(stario_client):
    left = [PatchElements("<p>"), PatchElements("<ul id='list'><li class='new'>coffee</li></ul>")]
    assert left == [PatchElements("<p>"), PatchElements("<ul id='list'><li>tea</li></ul>")]

async def test_silence(stario_client):
    async with stario_client.listen("/room") as stream:
        await stream.next()
""",
    "time.md": """import asyncio

async def helper():
    await asyncio.Queue().get()

async def test_waits_for_nobody(stario_clock):
    task = asyncio.create_task(helper(), name="helper")
    await asyncio.Event().wait()
""",
}


@pytest.mark.parametrize("name", FAILING)
def test_the_failures_that_the_docs_show_are_real(name: str, tmp_path: Path) -> None:
    page = ROOT / "docs" / name
    for block in blocks(page, "python", "toml"):
        if not block.name.startswith("test_"):
            (tmp_path / block.name).write_text(block.code)
    (tmp_path / "test_failing.py").write_text(FAILING[name])
    command = [sys.executable, "-m", "pytest", "--stario-timeout=1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100)
    shown = [line.split() for line in done.stdout.splitlines()]
    expected = [line for block in blocks(page, "text") for line in block.code.splitlines()]
    for line in expected:
        assert line.startswith(">") or line.split() in shown, f"{line!r} is not in\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_the_commands_of_a_page_exist(page: Path) -> None:
    for block in blocks(page, "console"):
        for line in block.code.splitlines():
            command, *arguments = line.removeprefix("$ ").split()
            if command == "make":
                run(["make", "--dry-run", "--always-make", *arguments], ROOT)
            else:  # installing has a test of its own below
                assert line == '$ python -m pip install ".[server,testing]"'


def test_the_extras_that_the_readme_installs_exist() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    readme = (ROOT / "README.md").read_text()
    [listed] = re.findall(r"with the extras that\nyou want: (.+?)\. The package", readme, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", listed)) == set(extras)
    every = {line for name, lines in extras.items() if name != "all" for line in lines}
    assert set(extras["all"]) == every


def test_the_readme_shows_the_example_word_for_word() -> None:
    [main, *_] = blocks(ROOT / "README.md", "python")
    assert main.code == (ROOT / "examples" / "online_counter" / "main.py").read_text()


def test_links_inside_the_repository_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
