"""The templates of `stario ci` as data and as a run: what GitHub would read, read by those who know it."""

from __future__ import annotations

import os
import re
import shutil
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
    "pip, all": Choices(browser=True, shards=3, needs=[]),
    "uv, all": Choices(
        installer="uv", install="uv sync", test="uv run --no-sync pytest", browser=True, shards=2
    ),
    "two lines": Choices(python=["3.13"], install="cd app\npip install .", test='echo "a b"\nmake test'),
}


def write(folder: Path, choices: Choices) -> list[Path]:
    paths = []
    for template in TEMPLATES.values():
        path = folder / template.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.render(choices))
        paths.append(path)
    return paths


@pytest.fixture(params=VARIANTS)
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository with all the files of one variant."""
    write(tmp_path, VARIANTS[request.param])
    return tmp_path


def run(*command: str | Path, cwd: Path | None = None, check: bool = True) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"  # shellcheck is there too
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=cwd, env=environment, capture_output=True, text=True, timeout=60
    )
    said = done.stdout + done.stderr
    assert (done.returncode == 0) is check, f"{command[0]} ended with {done.returncode}:\n{said}"
    return said


def workflows(repository: Path) -> list[Path]:
    return sorted((repository / ".github" / "workflows").glob("*.yml"))


def test_the_schemas_of_github(repository: Path) -> None:
    schema = ("check-jsonschema", "--builtin-schema")
    run(*schema, "vendor.github-workflows", *workflows(repository))
    run(*schema, "vendor.github-actions", *repository.glob(".github/actions/*/action.yml"))
    run(*schema, "vendor.dependabot", repository / ".github" / "dependabot.yml")


def test_actionlint(repository: Path) -> None:
    run("jactionlint", *workflows(repository))


def test_zizmor_at_its_strictest(repository: Path) -> None:
    assert "No findings" in run("zizmor", "--offline", "--persona=auditor", "--no-progress", repository)


def test_act_can_read_them(repository: Path) -> None:
    for path in workflows(repository):
        run("act", "--validate", "--strict", "-W", path)


def by_tags(path: Path) -> str:
    """A workflow with tags in place of commits: linters know the inputs of an action by its tag only."""
    return re.sub(r"@[0-9a-f]{40} # (v\d+)\S*", r"@\1", path.read_text())


def test_the_inputs_of_actions_are_spelt_right(repository: Path, tmp_path: Path) -> None:
    for path in workflows(repository):
        path.write_text(by_tags(path))
        run("jactionlint", "--profile", "correctness", path)


@pytest.mark.parametrize(
    ("tool", "right", "wrong"),
    [
        ("jactionlint", "persist-credentials: false", "persist-credential: false"),
        ("jactionlint", "archive: false", "archived: false"),
        ("jactionlint", "needs: [", "needs: [nobody, "),
        ("jactionlint", "${{ matrix.python }}", "${{ matrix.pyhton }}"),
        ("zizmor", "          persist-credentials: false\n", "          persist-credentials: true\n"),
        ("zizmor", "permissions: {}", "permissions: write-all"),
        ("schema", "timeout-minutes", "timeout-minuets"),
        ("act", "runs-on", "run-on"),
    ],
)
def test_a_mistake_is_seen(tool: str, right: str, wrong: str, tmp_path: Path) -> None:
    """The tools are not silent because they do not look."""
    write(tmp_path, Choices())
    path = tmp_path / TEMPLATES["tests"].path
    text = by_tags(path) if tool == "jactionlint" else path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong))
    if tool == "jactionlint":
        run("jactionlint", "--profile", "correctness", path, check=False)
    elif tool == "zizmor":
        run("zizmor", "--offline", "--persona=auditor", "--no-progress", path, check=False)
    elif tool == "schema":
        run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path, check=False)
    else:
        run("act", "--validate", "--strict", "-W", path, check=False)


def files_with_uses() -> Iterator[tuple[str, str]]:
    for name, choices in VARIANTS.items():
        for template in TEMPLATES.values():
            yield f"{template.name}, {name}", template.render(choices)
    for path in sorted((ROOT / ".github").rglob("*.yml")):
        yield str(path.relative_to(ROOT)), path.read_text()


def test_every_action_is_pinned_by_the_table() -> None:
    known = {(pin.action, pin.commit, pin.version) for pin in pins().values()}
    used = set()
    for name, text in files_with_uses():
        assert text.count("uses:") == len(USES.findall(text))
        for found in USES.findall(text):
            assert found in known, f"{name}: {'@'.join(found[:2])}"
            used.add(found)
    assert used == known, "a pin that nothing uses"
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for _, commit, _ in known)


def test_what_all_jobs_have(repository: Path) -> None:
    for path in workflows(repository):
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"]
            assert "permissions" in job and set(job["permissions"].values()) <= {"read", "write"}
            for step in job["steps"]:
                if "checkout" in step.get("uses", ""):
                    assert step["with"] == {"persist-credentials": False}
    tests = yaml.safe_load((repository / TEMPLATES["tests"].path).read_text())
    assert {*tests["jobs"]["gate"]["needs"], "gate"} == set(tests["jobs"])
    publish = yaml.safe_load((repository / TEMPLATES["publish"].path).read_text())
    assert publish["jobs"]["publish"]["permissions"] == {"id-token": "write"}
    assert "workflow_call" not in (repository / TEMPLATES["publish"].path).read_text()


# As a run.


def steps_of(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(text)["jobs"]["tests"]["steps"]
    return [step for step in found if "run" in step]


def play(text: str, project: Path, environment: dict[str, str]) -> tuple[bool, str]:
    """Run the shell lines of the job `tests` as a runner does; whether it succeeded, and what was said."""
    succeeded, said = True, ""
    for step in steps_of(text):
        condition = step.get("if")
        if condition != "always()" and succeeded != (condition != "failure()"):
            continue
        own = {
            name: value.replace("${{ matrix.python }}", "3.x") for name, value in step.get("env", {}).items()
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=project,
            env=environment | own,
            capture_output=True,
            text=True,
            timeout=110,
        )
        succeeded = succeeded and done.returncode == 0
        said += f"--- {step['name']}\n{done.stdout}{done.stderr}"
    return succeeded, said


@pytest.mark.timeout(400)
def test_the_lines_of_tests_run_in_a_fresh_project(tmp_path: Path) -> None:
    project = tmp_path / "todo"
    shutil.copytree(ROOT / "examples" / "todo", project, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "UV_", "HOME", "LANG"))}
    environment = kept | {"PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}", "CI": "true"}
    install = f'python -m pip install --quiet "{ROOT}[testing,server]" markupsafe'
    text = TEMPLATES["tests"].render(Choices(install=install))

    succeeded, said = play(text, project, environment)
    assert succeeded, said
    assert " passed" in said
    assert (project / "junit.xml").exists()
    assert not list(project.glob("*.html")), "nothing has failed"

    (project / "test_wrong.py").write_text(
        "async def test_wrong(stario_client):\n"
        "    answer = await stario_client.get('/')\n"
        "    assert answer.events == []\n"
    )
    succeeded, said = play(text, project, environment)
    assert not succeeded
    assert "1 failed" in said
    assert "test_wrong" in (project / "stario-report-3.x.html").read_text()
