"""`stario ci`: printed, written, kept and checked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stario.cli.command import stario
from stario.cli.templates import MARKER, TEMPLATES, Choices, choices_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ci(*arguments: str) -> Result:
    result = CliRunner().invoke(stario, ["ci", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_the_list(project: Path) -> None:
    ci("tests", "--write")
    result = ci()
    assert result.exit_code == 0
    for template in TEMPLATES.values():
        assert template.name in result.output
        assert template.path in result.output
    assert result.output.count("written") == 1


def test_one_is_printed_and_nothing_is_written(project: Path) -> None:
    result = ci("tests")
    assert result.exit_code == 0
    assert result.output == TEMPLATES["tests"].render(Choices(cache_key="requirements.txt"))
    assert not list(project.iterdir())


def test_the_console_script() -> None:
    for command in (
        ["-m", "stario.cli", "ci", "publish"],
        ["-c", "from stario.cli import main; main()", "ci"],
    ):
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=60)
        assert done.returncode in (0, 2), done.stderr
    assert "stario" in CliRunner().invoke(stario, ["--version"]).output


def test_written_and_never_over_a_file(project: Path) -> None:
    path = project / ".github" / "workflows" / "tests.yml"
    assert ci("tests", "--write").output == "wrote .github/workflows/tests.yml\n"
    assert path.read_text() == TEMPLATES["tests"].render(Choices(cache_key="requirements.txt"))
    path.write_text("mine")
    refused = ci("tests", "--write", "--shards", "2")
    assert refused.exit_code == 1
    assert "tests.yml is there already" in refused.output and "--force" in refused.output
    assert path.read_text() == "mine"
    assert ci("tests", "--write", "--force").exit_code == 0
    assert path.read_text() == TEMPLATES["tests"].render(Choices(cache_key="requirements.txt"))


OWN = "\n  mine:\n    runs-on: ubuntu-latest\n    # a ü and a marker: " + MARKER + "\n"


def test_what_stands_below_the_marker_stays(project: Path) -> None:
    path = project / ".github" / "workflows" / "tests.yml"
    ci("tests", "--write")
    path.write_text(path.read_text() + OWN)
    assert ci("--check").exit_code == 0
    assert ci("tests", "--write", "--force", "--shards", "2").exit_code == 0
    assert path.read_text().endswith(f"{MARKER}\n{OWN}")
    assert "shard: [1, 2]" in path.read_text()


def test_the_choices_of_a_file_are_kept(project: Path) -> None:
    ci("tests", "--write", "--shards", "4", "--browser", "--test", "tox", "--python", "3.12")
    assert ci("--check").exit_code == 0
    ci("tests", "--write", "--force", "--no-browser")
    text = (project / ".github" / "workflows" / "tests.yml").read_text()
    assert "shard: [1, 2, 3, 4]" in text and "tox" in text and '["3.12"]' in text
    assert "Chromium" not in text


def test_a_file_of_an_older_version(project: Path) -> None:
    path = project / ".github" / "workflows" / "tests.yml"
    old = TEMPLATES["tests"].render(Choices(timeout=9))
    stamp = json.loads(old.splitlines()[1].removeprefix("# stario-ci: "))
    stamp["version"], stamp["choices"] = "0.0.1", {}
    path.parent.mkdir(parents=True)
    path.write_text(old.replace(old.splitlines()[1], f"# stario-ci: {json.dumps(stamp)}"))
    result = ci("--check")
    assert result.exit_code == 1
    assert "is not what stario" in result.output and "(written by 0.0.1)" in result.output
    assert "-    timeout-minutes: 9\n" in result.output
    assert "+    timeout-minutes: 15\n" in result.output
    assert "by hand" not in result.output
    ci("tests", "--write", "--force")
    assert ci("--check").exit_code == 0


def test_the_version_alone_makes_nothing_old(project: Path) -> None:
    path = project / ".github" / "workflows" / "tests.yml"
    ci("tests", "--write")
    path.write_text(path.read_text().replace('"version": "', '"version": "0.0.'))
    assert ci("--check").exit_code == 0


def test_a_file_that_was_changed_by_hand(project: Path) -> None:
    path = project / ".github" / "workflows" / "tests.yml"
    ci("tests", "--write")
    path.write_text(path.read_text().replace("fail-fast: false", "fail-fast: true"))
    result = ci("tests", "--check")
    assert result.exit_code == 1
    assert "was changed by hand" in result.output
    assert "-      fail-fast: true\n" in result.output


@pytest.mark.parametrize("text", ["", "name: Mine\n", f"# stario-ci: {{broken\n{MARKER}\n"])
def test_a_file_that_is_not_ours(project: Path, text: str) -> None:
    path = project / ".github" / "dependabot.yml"
    path.parent.mkdir()
    path.write_text(text)
    result = ci("--check")
    assert result.exit_code == 1
    assert "was not made by `stario ci`" in result.output
    assert path.read_text() == text


def test_a_place_that_cannot_be_written(project: Path) -> None:
    (project / ".github").write_text("a file")
    result = ci("tests", "--write")
    assert result.exit_code == 1 and ".github" in result.output and "Traceback" not in result.output
    (project / ".github").unlink()
    (project / ".github").mkdir()
    (project / ".github" / "dependabot.yml").write_bytes(b"\xff")
    for arguments in (["--check"], ["dependabot", "--write", "--force"]):
        result = ci(*arguments)
        assert result.exit_code == 1 and "dependabot.yml is not text" in result.output


def test_nothing_is_written_yet(project: Path) -> None:
    assert ci("--check").exit_code == 0
    missing = ci("publish", "--check")
    assert missing.exit_code == 1
    assert "publish.yml is not there" in missing.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--write"], "--write needs a NAME"),
        (["tests", "--force"], "--force goes with --write"),
        (["tests", "--write", "--check"], "not both"),
        (["test"], "'tests'"),
        (["tests", "--python", "2.7"], "python is a list of versions such as '3.13'"),
        (["tests", "--shards", "0"], "--shards"),
    ],
)
def test_what_cannot_be(project: Path, arguments: list[str], message: str) -> None:
    result = ci(*arguments)
    assert result.exit_code in (1, 2)
    assert message in result.output
    assert not list(project.iterdir())


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[tool.stario.ci]\nshard = 2", "[tool.stario.ci] has no shard; it takes branches, browser"),
        ("[tool.stario.ci]\nshards = '2'", "shards is a whole number; found '2'"),
        ("[tool.stario.ci]\nbrowser = 1", "browser is true or false; found 1"),
        ("[tool.stario.ci]\npython = '3.12'", "python is a list of texts; found '3.12'"),
        ("[tool.stario.ci]\ninstaller = 'poetry'", "installer is 'pip' or 'uv'; found 'poetry'"),
        ("[tool.stario.ci]\ntest = ' '", "test is a shell command; found an empty text"),
        ("[tool.stario.ci", "pyproject.toml: "),
    ],
)
def test_what_a_project_cannot_say(project: Path, toml: str, message: str) -> None:
    (project / "pyproject.toml").write_text(toml)
    result = ci("tests")
    assert result.exit_code == 1
    assert message in result.output


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Choices(cache_key="requirements.txt")),
        ({"setup.py": ""}, Choices(install="python -m pip install --editable .", cache_key="setup.py")),
        (
            {"pyproject.toml": "[build-system]\nrequires = []"},
            Choices(install="python -m pip install --editable ."),
        ),
        (
            {"pyproject.toml": "[dependency-groups]\ntest = []"},
            Choices(
                install='python -m pip install --upgrade "pip>=25.1"\npython -m pip install --group test'
            ),
        ),
        (
            {"pyproject.toml": "[tool.ruff]", "requirements.txt": ""},
            Choices(cache_key="requirements.txt"),
        ),
        (
            {"requirements.txt": "", "requirements-dev.txt": ""},
            Choices(
                install="python -m pip install --requirement requirements-dev.txt\n"
                "python -m pip install --requirement requirements.txt",
                cache_key="requirements-dev.txt",
            ),
        ),
        (
            {"pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.12"'},
            Choices(python=["3.12", "3.13", "3.14"], install="python -m pip install --editable ."),
        ),
        (
            {
                "pyproject.toml": '[project]\nname = "shop"\n'
                'classifiers = ["Programming Language :: Python :: 3.13",'
                '"Programming Language :: Python :: 3.9"]\n'
                "[project.optional-dependencies]\ntest = []\n[dependency-groups]\ndev = []"
            },
            Choices(
                python=["3.9", "3.13"],
                install='python -m pip install --upgrade "pip>=25.1"\n'
                'python -m pip install --editable ".[test]" --group dev',
            ),
        ),
        (
            {"pyproject.toml": '[project]\nname = "shop"', "uv.lock": ""},
            Choices(installer="uv", install="uv sync --locked", test="uv run --no-sync pytest"),
        ),
        (
            {"pyproject.toml": "[tool.uv]\n[tool.stario.ci]\nshards = 2\ntest = 'make test'"},
            Choices(
                installer="uv", install="uv sync\nuv pip install pytest-split", test="make test", shards=2
            ),
        ),
    ],
)
def test_what_is_seen_of_a_project(project: Path, files: dict[str, str], expected: Choices) -> None:
    for name, text in files.items():
        (project / name).write_text(text)
    assert choices_of(project, {}, {}) == expected


def test_who_says_it_counts_in_this_order(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.stario.ci]\nshards = 3\ntimeout = 4")
    choices = choices_of(project, {"shards": 2, "timeout": 2, "cooldown": 2, "gone": 1}, {"shards": 5})
    assert (choices.shards, choices.timeout, choices.cooldown) == (5, 4, 2)


def test_our_own_are_these_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    result = ci("--check", "--project", str(ROOT))
    assert result.exit_code == 0, result.output
    assert result.output.count("is up to date") == len(list((ROOT / ".github").rglob("*.yml")))


def test_without_its_extra_the_script_says_so() -> None:
    code = "import sys; sys.modules['click'] = None; from stario.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "stario: there is no 'click' here: install Stario's extra `cli`\n"
