"""The templates of `stario ci` as data: what GitHub would read, read by those who know it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from stario.cli.templates import TEMPLATES, Choices, pins

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
USES = re.compile(r"uses: (\S+)@(\S+)(?: # (\S+))?")
VARIANTS = {
    "pip": Choices(),
    "uv": Choices(installer="uv", install="uv sync --locked", test="uv run --no-sync pytest"),
    "pip-all": Choices(browser=True, shards=3, needs=[]),
    "uv-all": Choices(
        installer="uv", install="uv sync", test="uv run --no-sync pytest", browser=True, shards=2
    ),
    "two-lines": Choices(
        python=["3.13"], install="cd app\npip install .", test='echo "a b"\nmake test', cache_key=""
    ),
}
#: The inputs of actions that no linter knows, as their action.yml names them at the pinned commit.
INPUTS = {
    "astral-sh/setup-uv": {"enable-cache", "python-version"},
    "pypa/gh-action-pypi-publish": {"attestations"},
}


def write(folder: Path, choices: Choices) -> list[Path]:
    """All the files of one variant, in a repository."""
    paths = []
    for template in TEMPLATES.values():
        path = folder / template.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.render(choices))
        paths.append(path)
    return paths


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository for each variant. A tool starts slower than it reads: it reads all of them at once."""
    folder = tmp_path_factory.mktemp("repositories")
    for name, choices in VARIANTS.items():
        write(folder / name, choices)
    return folder


def run(*command: str | Path, check: bool = True) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"  # shellcheck is there too
    done = subprocess.run(
        [BIN / command[0], *command[1:]], env=environment, capture_output=True, text=True, timeout=100
    )
    said = done.stdout + done.stderr
    assert (done.returncode == 0) is check, f"{command[0]} ended with {done.returncode}:\n{said}"
    return said


def workflows(repositories: Path) -> list[Path]:
    found = sorted(repositories.glob("*/.github/workflows/*.yml"))
    assert len(found) == 3 * len(VARIANTS)
    return found


def actions(repositories: Path) -> list[Path]:
    found = sorted(repositories.glob("*/.github/actions/*/action.yml"))
    assert len(found) == len(VARIANTS)
    return found


def test_the_schemas_of_github(repositories: Path) -> None:
    schema = ("check-jsonschema", "--builtin-schema")
    run(*schema, "vendor.github-workflows", *workflows(repositories))
    run(*schema, "vendor.github-actions", *actions(repositories))
    run(*schema, "vendor.dependabot", *repositories.glob("*/.github/dependabot.yml"))


def test_actionlint(repositories: Path) -> None:
    said = run("jactionlint", *repositories.rglob("*.yml"))
    assert "shellcheck was not found" not in said


def test_zizmor_at_its_strictest(repositories: Path) -> None:
    assert "No findings" in run("zizmor", "--offline", "--persona=auditor", "--no-progress", repositories)


def test_act_can_read_them(repositories: Path) -> None:
    for path in workflows(repositories):
        run("act", "--validate", "--strict", "-W", path)


def by_tags(path: Path) -> str:
    """A file with tags in place of commits: linters know the inputs of an action by its tag only."""
    return re.sub(r"@[0-9a-f]{40} # (v\d+)\S*", r"@\1", path.read_text())


def test_the_inputs_of_actions_are_spelt_right(repositories: Path, tmp_path: Path) -> None:
    copies = []
    for number, path in enumerate([*workflows(repositories), *actions(repositories)]):
        copy = tmp_path / str(number) / path.name
        copy.parent.mkdir()
        copy.write_text(by_tags(path))
        copies.append(copy)
    run("jactionlint", "--profile", "correctness", *copies)


def steps_in(file: Any) -> Iterator[dict[str, Any]]:
    """The steps of a workflow, or of a composite action."""
    for job in file["jobs"].values() if "jobs" in file else [file["runs"]]:
        yield from job["steps"]


def test_the_inputs_of_actions_that_no_linter_knows(repositories: Path) -> None:
    used: dict[str, set[str]] = {name: set() for name in INPUTS}
    for path in (*workflows(repositories), *actions(repositories)):
        for step in steps_in(yaml.safe_load(path.read_text())):
            name = step.get("uses", "").partition("@")[0]
            assert name.startswith("actions/") or name in INPUTS or not name, f"{name}: who knows its inputs?"
            if name in INPUTS:
                used[name] |= set(step.get("with", ()))
    assert used == INPUTS


MISTAKES = [
    ("tests", "jactionlint", "persist-credentials: false", "persist-credential: false"),
    ("tests", "jactionlint", "archive: false", "archived: false"),
    ("tests", "jactionlint", "needs: [", "needs: [nobody, "),
    ("tests", "jactionlint", "${{ matrix.python }}", "${{ matrix.pyhton }}"),
    ("action", "jactionlint", "archive: false", "archived: false"),
    ("reusable", "jactionlint", "inputs.timeout", "inputs.timout"),
    ("tests", "zizmor", "          persist-credentials: false\n", "          persist-credentials: true\n"),
    ("tests", "zizmor", "permissions: {}", "permissions: write-all"),
    ("tests", "zizmor", "run: test ! -f", "run: echo ${{ github.head_ref }}; test ! -f"),
    ("tests", "vendor.github-workflows", "timeout-minutes", "timeout-minuets"),
    ("action", "vendor.github-actions", "using: composite", "used: composite"),
    ("dependabot", "vendor.dependabot", "default-days", "days"),
    ("tests", "act", "runs-on", "run-on"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tool", "right", "wrong"), MISTAKES)
def test_a_mistake_is_seen(name: str, tool: str, right: str, wrong: str, tmp_path: Path) -> None:
    """The tools are not silent because they do not look."""
    write(tmp_path, Choices())
    path = tmp_path / TEMPLATES[name].path
    text = by_tags(path) if tool == "jactionlint" else path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong))
    if tool == "jactionlint":
        run("jactionlint", "--profile", "correctness", path, check=False)
    elif tool == "zizmor":
        run("zizmor", "--offline", "--persona=auditor", "--no-progress", path, check=False)
    elif tool == "act":
        run("act", "--validate", "--strict", "-W", path, check=False)
    else:
        run("check-jsonschema", "--builtin-schema", tool, path, check=False)


def files_with_uses(repositories: Path) -> Iterator[Path]:
    yield from repositories.rglob("*.yml")
    yield from (ROOT / ".github").rglob("*.yml")


def test_every_action_is_pinned_by_the_table(repositories: Path) -> None:
    known = {(pin.action, pin.commit, pin.version) for pin in pins().values()}
    used = set()
    for path in files_with_uses(repositories):
        text = path.read_text()
        assert text.count("uses:") == len(USES.findall(text))
        for found in USES.findall(text):
            assert found in known, f"{path}: {'@'.join(found[:2])}"
            used.add(found)
    assert used == known, "a pin that nothing uses"
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for _, commit, _ in known)


def test_what_all_jobs_have(repositories: Path) -> None:
    for path in workflows(repositories):
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"]
            assert "permissions" in job and set(job["permissions"].values()) <= {"read", "write"}
            for step in job["steps"]:
                if "checkout" in step.get("uses", ""):
                    assert step["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_only_one_has(repositories: Path, variant: str) -> None:
    def file(name: str) -> Any:
        return yaml.safe_load((repositories / variant / TEMPLATES[name].path).read_text())

    tests, choices = file("tests"), VARIANTS[variant]
    assert {*tests["jobs"]["gate"]["needs"], "gate"} == set(tests["jobs"])
    assert ("browser" in tests["jobs"]) is choices.browser
    assert tests["jobs"]["tests"]["strategy"]["matrix"]["python"] == choices.python
    [setup] = [step for step in tests["jobs"]["tests"]["steps"] if "/setup-" in step.get("uses", "")]
    assert setup["with"].get("enable-cache", False) is (choices.installer == "uv")
    cached = choices.installer == "pip" and choices.cache_key
    assert setup["with"].get("cache-dependency-path") == (choices.cache_key if cached else None)
    publish = file("publish")
    assert publish["jobs"]["publish"]["permissions"] == {"id-token": "write"}
    assert True in publish and "workflow_call" not in publish[True]  # `on`, which YAML 1.1 reads so
    assert all(update["cooldown"]["default-days"] for update in file("dependabot")["updates"])
