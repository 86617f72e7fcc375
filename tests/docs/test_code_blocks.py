"""Every code block of the README and the docs is run, in the page's order, as its reader would."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from client_bundle import client_bundle
from markdown_pages import DOCS, PAGES, ROOT, Block, blocks, page_id
from served import uvicorn

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
#: What only shows where the reader is: nothing of it is run.
SHELL = ("mkdir drinks", "cd drinks", "python3 -m venv .venv", ". .venv/bin/activate")
#: What the run that this is a test of would tell the runs in it.
OUTER = re.compile("CI$|GITHUB_|PYTEST_")
INSTALL = re.compile(r'python -m pip install "(?:\.|\.\./stario)\[(?P<extras>[\w,]+)\]"')


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_page_does_what_it_says(page: Path, tmp_path: Path) -> None:
    found = blocks(page)
    written: dict[Path, str] = {}
    if not any(block.code.startswith("# pyproject.toml") for block in found):
        ini = '[tool.pytest.ini_options]\nasyncio_default_fixture_loop_scope = "function"\n'
        (tmp_path / "pyproject.toml").write_text(ini)
    for block in found:
        if block.language == "console":
            follow(block.code, tmp_path)
        elif block.snippet is None and block.language in ("python", "toml"):
            path = tmp_path / block.name
            if path in written and path.read_text() != written[path]:  # a command before it has changed it
                assert ast.dump(ast.parse(path.read_text())) == ast.dump(ast.parse(block.code))
            written[path] = block.code
            path.write_text(block.code, encoding="utf-8")
            if client := re.search(r'^stario_datastar = "(.+)"$', block.code, re.MULTILINE):
                shutil.copy(client_bundle(), tmp_path / client[1])  # which the reader has downloaded
            if block.language == "python" and not is_imported(path.stem, found):
                status, out = run("-W", "error", path.name, folder=path.parent)
                assert status == 0, out
    if any(tmp_path.glob("test_*.py")):
        status, out = run("-m", "pytest", "-q", "-W", "error", folder=tmp_path)
        assert status == 0 and " passed" in out, out


def is_imported(module: str, found: list[Block]) -> bool:
    """
    Whether pytest imports it, as a test or for one; what it does not is run by itself.
    """
    uses = re.compile(rf"^(?:import|from) {module}\b|\b{module}:app\b", re.MULTILINE)
    return module.startswith("test_") or any(uses.search(block.code) for block in found)


def follow(console: str, folder: Path) -> None:
    """
    Run the commands of a block; what it shows below a command has to be in what that one prints.
    """
    for command, shown in commands(console):
        words = shlex.split(command)
        on_github = words[0] == "GITHUB_ACTIONS=true"
        if on_github:
            del words[0]
        match words:
            case ["make", *arguments]:
                subprocess.run(
                    ["make", "--dry-run", "--always-make", *arguments], cwd=ROOT, check=True, timeout=60
                )
            case ["python", "-m", "pip", *_]:
                install = INSTALL.fullmatch(command)
                assert install, f"from the checkout, never from an index: {command}"
                assert set(install["extras"].split(",")) <= set(PROJECT["optional-dependencies"])
            case ["uvicorn", "main:app", *_]:
                with uvicorn(folder) as (_, port), urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
                    assert page.status == 200
            case ["cat", name]:
                assert_shows((folder / name).read_text(encoding="utf-8"), shown)
            case ["python", "-m", "pytest", *arguments]:
                options = ("-W", "error", "-p", "no:pytest_github_actions_annotate_failures", *arguments)
                status, out = run("-m", "pytest", *options, folder=folder, on_github=on_github)
                assert_shows(out, shown)
                assert status == (1 if shown and re.search(" (failed|error)", shown[-1]) else 0), out
            case ["python", *arguments]:
                status, out = run(*arguments, folder=folder)
                assert status == 0, out
                assert_shows(out, shown)
            case ["stario", *arguments]:
                status, out = run("-m", "stario.cli", *arguments, folder=folder)
                assert_shows(out, shown)
            case _:
                assert command in SHELL, f"nobody knows how to try this: {command}"


def commands(console: str) -> Iterator[tuple[str, list[str]]]:
    first, *rest = re.split(r"^\$ ", console, flags=re.MULTILINE)
    assert not first and rest, f"a console begins with a command: {console!r}"
    for each in rest:
        command, *shown = each.splitlines()
        yield command, shown


def assert_shows(printed: str, shown: list[str]) -> None:
    """
    The lines are in what was printed, in this order; `...` stands for what follows, times do not matter.
    """
    rest = iter([plain(line) for line in printed.splitlines()])
    for line in shown:
        wanted, dots, _ = plain(line).partition("...")
        if wanted:
            found = any(each.startswith(wanted) if dots else each == wanted for each in rest)
            assert found, f"{line!r} is not, or not there, in\n{printed}"


def plain(line: str) -> str:
    line = re.sub(r"\d+\.\d\ds\b", "0.00s", line)
    line = re.sub(r"\s*\[\s*\d+%\]$", "", line).strip("=_- ")
    return " ".join(line.split())


def run(*arguments: str, folder: Path, on_github: bool = False) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not OUTER.match(name)}
    environment = {**kept, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"}
    if on_github:
        environment |= {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=100,
    )
    return done.returncode, done.stdout


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


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "text")], ids=page_id)
def test_the_failures_that_the_docs_show_are_real(page: Path, tmp_path: Path) -> None:
    for block in blocks(page, "python", "toml"):
        if not block.name.startswith("test_"):
            (tmp_path / block.name).write_text(block.code)
    (tmp_path / "test_failing.py").write_text(FAILING[page.name])
    _, out = run("-m", "pytest", "--stario-timeout=1", folder=tmp_path)
    printed = [line.split() for line in out.splitlines()]
    for block in blocks(page, "text"):
        for line in block.code.splitlines():
            assert line.startswith(">") or line.split() in printed, f"{line!r} is not in\n{out}"


def test_the_extras_that_the_readme_installs_exist() -> None:
    extras = PROJECT["optional-dependencies"]
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


def test_what_a_block_takes_from_a_file_is_there() -> None:
    assert all(block.snippet for page in PAGES for block in blocks(page, "yaml")), "nothing else looks at it"
    snippets = [block.snippet for page in PAGES for block in blocks(page) if block.snippet]
    assert snippets and all((ROOT / path).is_file() for path in snippets)
    for page in PAGES:  # only the site puts the file in
        assert "--8<--" not in page.read_text() or DOCS in page.parents, page.name
