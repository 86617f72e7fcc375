"""The templates of `stario ci` as a run: their shell lines, as a runner of GitHub's executes them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from client_bundle import client_bundle
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from stario.cli.templates import TEMPLATES, Choices

ROOT = Path(__file__).parents[2]


def play(
    steps: list[dict[str, Any]], project: Path, environment: dict[str, str], **values: str
) -> tuple[bool, str]:
    """
    Run the shell lines of these steps as a runner does; whether that succeeded, and what was said.

    - `values`: what expressions are, by their names with `_` for `.`: `matrix_python`.
    """
    succeeded, said = True, ""
    for step in steps:
        condition = step.get("if")
        if "run" not in step or (condition != "always()" and succeeded != (condition != "failure()")):
            continue
        own = {}
        for name, value in step.get("env", {}).items():
            own[name] = re.sub(
                r"\$\{\{ ([\w.]+) \}\}", lambda found: values[found[1].replace(".", "_")], value
            )
        assert "${{" not in step["run"], "what others may choose is no part of a shell line"
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


def steps_of(name: str, job: str = "tests", **choices: Any) -> list[dict[str, Any]]:
    file = yaml.safe_load(TEMPLATES[name].render(Choices(**choices)))
    found: list[dict[str, Any]] = file["jobs"][job]["steps"] if "jobs" in file else file["runs"]["steps"]
    return found


def with_what_it_needs(requirement: str, found: dict[str, metadata.Distribution]) -> None:
    """Find the distribution that a requirement names, and those that it needs in turn."""
    wanted = Requirement(requirement)
    distribution = metadata.distribution(wanted.name)
    found[canonicalize_name(wanted.name)] = distribution
    for line in distribution.requires or ():
        needed = Requirement(line)
        extras = {"", *wanted.extras}
        if needed.marker is not None and not any(
            needed.marker.evaluate({"extra": extra}) for extra in extras
        ):
            continue
        if needed.extras or canonicalize_name(needed.name) not in found:
            with_what_it_needs(line.partition(";")[0], found)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A virtual environment with pip and with what Stario's extras name, from the one that runs this: to fetch
    it all again would take a minute. Stario itself is not in it.
    """
    folder = tmp_path_factory.mktemp("machine")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=60)
    found: dict[str, metadata.Distribution] = {}
    for requirement in ("stario[testing,server]", "markupsafe", "pip", "pytest-split"):
        with_what_it_needs(requirement, found)
    del found["stario"]
    [site] = folder.glob("lib/python3.*/site-packages")
    for distribution in found.values():
        for name in {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}:
            (site / name).symlink_to(distribution.locate_file(name))  # type: ignore[arg-type]  # it is a path
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `stario client get` would have left there."""
    folder = tmp_path_factory.mktemp("cache")
    kept = folder / "stario" / "datastar" / "v1.0.4"
    kept.mkdir(parents=True)
    shutil.copy(client_bundle(), kept / "datastar.js")
    return folder


@pytest.fixture
def environment(machine: Path, project: Path, cache: Path) -> dict[str, str]:
    """What the steps find in it: a runner's, and how to reach a package index."""
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "HOME", "LANG"))}
    return kept | {
        "PATH": f"{machine / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(project),
        "GITHUB_STEP_SUMMARY": str(project / "summary.md"),
        "XDG_CACHE_HOME": str(cache),
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of an example."""
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    return Path(shutil.copytree(ROOT / "examples" / "todo", tmp_path / "todo", ignore=ignored))


def add_a_failing_test(project: Path) -> None:
    (project / "test_wrong.py").write_text(
        "async def test_wrong(stario_client):\n"
        "    answer = await stario_client.get('/')\n"
        "    assert answer.events == []\n"
    )


INSTALL = f'python -m pip install --quiet "{ROOT}[testing,server]"'


@pytest.fixture(scope="module")
def installed(machine: Path) -> None:
    """Stario is in it as it was built from here, with all its files."""
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "HOME", "LANG"))}
    environment = kept | {"PATH": f"{machine / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    [step] = [step for step in steps_of("tests", install=INSTALL) if step["name"] == "Install"]
    succeeded, said = play([step], machine, environment)
    assert succeeded, said


def steps_after_installing(name: str, **choices: Any) -> list[dict[str, Any]]:
    return [step for step in steps_of(name, **choices) if step["name"] != "Install"]


@pytest.mark.usefixtures("installed")
def test_the_lines_of_tests_run_in_a_fresh_project(project: Path, environment: dict[str, str]) -> None:
    steps = steps_after_installing("tests")
    succeeded, said = play(steps, project, environment, matrix_python="3.x")
    assert succeeded, said
    assert " passed" in said
    assert "<testsuite " in (project / "junit.xml").read_text()
    assert not list(project.glob("*.html")), "nothing has failed"
    assert not (project / "summary.md").exists()

    add_a_failing_test(project)
    succeeded, said = play(steps, project, environment, matrix_python="3.x")
    assert not succeeded
    assert "1 failed" in said
    assert "test_wrong" in (project / "stario-report-3.x.html").read_text()
    assert "::error title=test_wrong.py%3A%3Atest_wrong,file=test_wrong.py,line=3::" in said
    assert "1 test of live pages failed" in (project / "summary.md").read_text()


@pytest.mark.usefixtures("installed")
def test_the_lines_of_its_parts(project: Path, environment: dict[str, str]) -> None:
    (project / "test_browser.py").write_text(
        "import pytest\n\n\n@pytest.mark.browser\ndef test_in_chromium():\n    assert False\n"
    )
    with (project / "pyproject.toml").open("a") as file:
        file.write('markers = ["browser: in Chromium"]\n')
    steps = steps_after_installing("tests", shards=2, browser=True)
    counts = []
    for shard in ("1", "2"):
        succeeded, said = play(steps, project, environment, matrix_python="3.x", matrix_shard=shard)
        assert succeeded, said
        counts.append(int(re.findall(r"(\d+) passed", said)[-1]))
    tests = len(re.findall(r"^(?:async )?def test_", (project / "test_main.py").read_text(), re.MULTILINE))
    assert all(counts) and sum(counts) >= tests

    [step] = [
        step for step in steps_of("tests", "browser", browser=True) if step["name"] == "Test in Chromium"
    ]
    succeeded, said = play([step], project, environment)
    assert not succeeded and "1 failed" in said and "passed" not in said, said


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["action", "reusable"])
def test_the_lines_of_the_steps_for_other_workflows(
    name: str, project: Path, environment: dict[str, str]
) -> None:
    add_a_failing_test(project)
    given = {"inputs_python": "3.x", "matrix_python": "3.x", "inputs_install": "python -c 'import stario'"}
    command = "python -m pytest -q test_wrong.py"
    succeeded, said = play(steps_of(name), project, environment, inputs_test=command, **given)
    assert not succeeded and "1 failed" in said, said
    assert "test_wrong" in (project / "stario-report-3.x.html").read_text()
    assert (project / "junit.xml").exists()
    succeeded, said = play(steps_of(name), project, environment, inputs_test="false | true", **given)
    assert not succeeded, "a failure in a pipe is one"


@pytest.mark.parametrize(
    ("results", "passes"),
    [
        ("success", True),
        ("success success", True),
        ("success failure", False),
        ("cancelled success", False),
        ("success skipped", False),
    ],
)
def test_the_gate(results: str, passes: bool, tmp_path: Path) -> None:
    [step] = steps_of("tests", "gate")
    step["env"] = {"RESULTS": results}
    succeeded, said = play([step], tmp_path, {"PATH": os.environ["PATH"]})
    assert succeeded is passes, said
