"""
The templates of `stario ci`: files of the package, and what is filled into them.

A template is the YAML that it becomes, with `[[ a value ]]` and lines that begin with `#%` for what differs
between projects (Jinja2, whose usual signs are GitHub's own here).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass, field, fields
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2

__all__ = ["TEMPLATES", "Choices", "Template", "Written", "choices_of", "pins", "written"]

#: Below this line the file is its owner's.
MARKER = "# ----- What stands below this line is yours: `stario ci` keeps it. -----"
#: The versions of Python that a project is tested on which does not say.
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_STAMP = re.compile(r"^# stario-ci: (\{.*\})$", re.MULTILINE)


@dataclass(frozen=True)
class Template:
    """
    A file that GitHub reads: its name here, where it goes in a repository, and what it is for.
    """

    name: str
    path: str
    about: str

    def source(self) -> str:
        """
        The template as it is in the package.
        """
        return (_folder() / f"{self.name}.yml").read_text(encoding="utf-8")

    def render(self, choices: Choices) -> str:
        """
        The file for these choices, from its stamp to the line below which it is the user's.
        """
        environment = jinja2.Environment(
            variable_start_string="[[",
            variable_end_string="]]",
            line_statement_prefix="#%",
            comment_start_string="[#",
            comment_end_string="#]",
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)
        known = {name: pin.uses for name, pin in pins().items()}
        body = environment.from_string(self.source()).render(
            asdict(choices) | {"pins": known, "jobs": choices.jobs, "run_python": choices.run_python}
        )
        stamp = {
            "template": self.name,
            "version": metadata.version("stario"),
            "sha256": _digest(body),
            "choices": asdict(choices),
        }
        return (
            f"# Made by `stario ci {self.name} --write`; `stario ci --check` tells when it is out of date.\n"
            f"# stario-ci: {json.dumps(stamp, ensure_ascii=False)}\n\n{body}\n{MARKER}\n"
        )


TEMPLATES = {
    template.name: template
    for template in (
        Template(
            "tests", ".github/workflows/tests.yml", "run the tests on every push; failed streams as one page"
        ),
        Template(
            "publish", ".github/workflows/publish.yml", "build, check and publish a release, without a token"
        ),
        Template(
            "dependabot", ".github/dependabot.yml", "keep actions and packages up to date, after some days"
        ),
        Template(
            "action", ".github/actions/stario-tests/action.yml", "the steps of tests, for a job of your own"
        ),
        Template(
            "reusable", ".github/workflows/stario-tests.yml", "the jobs of tests, for other workflows to call"
        ),
    )
}


@dataclass(frozen=True)
class Pin:
    """
    An action by its commit.
    """

    action: str
    version: str
    commit: str

    @property
    def uses(self) -> str:
        return f"{self.action}@{self.commit} # {self.version}"


def pins() -> dict[str, Pin]:
    """
    Every action that a template may use.
    """
    table = tomllib.loads((_folder() / "pins.toml").read_text(encoding="utf-8"))
    return {name: Pin(**pin) for name, pin in table.items()}


@dataclass(frozen=True)
class Choices:
    """
    What differs between projects.

    - `python`: the versions to test on, the oldest first.
    - `installer`: `pip` or `uv`.
    - `install`, `test`: the shell commands that install the project and run its tests. pytest's options come
      by `PYTEST_ADDOPTS`, so the second may be anything that ends in pytest.
    - `browser`: a job with Chromium for the tests marked `browser`.
    - `shards`: in how many parts the tests run side by side (by pytest-split).
    - `needs`: jobs of the user's, below the marker, that the gate waits for too.
    - `branches`: whose pushes are tested. `timeout`: minutes for a job.
    - `cache_key`: the file whose change makes pip's cache a new one; with none, nothing is cached.
    - `environment`: the one that may publish. `cooldown`: how many days old an update has to be.
    """

    python: list[str] = field(default_factory=lambda: list(PYTHONS))
    installer: str = "pip"
    install: str = "python -m pip install --requirement requirements.txt"
    test: str = "python -m pytest"
    browser: bool = False
    shards: int = 1
    needs: list[str] = field(default_factory=list)
    branches: list[str] = field(default_factory=lambda: ["main"])
    timeout: int = 15
    cache_key: str = "pyproject.toml"
    environment: str = "pypi"
    cooldown: int = 7

    def __post_init__(self) -> None:
        for each in fields(self):
            value, kind = getattr(self, each.name), _KINDS[str(each.type)]
            if not _is(value, kind):
                raise ValueError(f"{each.name} is {_WORDS[kind]}; found {value!r}")
        if self.installer not in ("pip", "uv"):
            raise ValueError(f"installer is 'pip' or 'uv'; found {self.installer!r}")
        if not self.python or not all(re.fullmatch(r"3\.\d+t?", version) for version in self.python):
            raise ValueError(f"python is a list of versions such as '3.13'; found {self.python!r}")
        for name in ("shards", "timeout", "cooldown"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is a whole number from 1 on; found {getattr(self, name)}")
        for name in ("install", "test"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} is a shell command; found an empty text")

    @property
    def jobs(self) -> list[str]:
        """
        The jobs that the gate waits for.
        """
        return ["tests", *(["browser"] if self.browser else []), *self.needs]

    @property
    def run_python(self) -> str:
        """
        How a shell line of this project calls its Python.
        """
        return "uv run --no-sync python" if self.installer == "uv" else "python"


_KINDS = {"list[str]": list, "str": str, "bool": bool, "int": int}
_WORDS: dict[type, str] = {
    list: "a list of texts",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
}


def _is(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return type(value) is kind


def choices_of(project: Path, recorded: dict[str, Any], given: dict[str, Any]) -> Choices:
    """
    The choices of the project in this folder: what was `given`, else what its `pyproject.toml` says in
    `[tool.stario.ci]`, else what a written file has `recorded`, else what can be seen.

    Raises `ValueError` with what is wrong, and where.
    """
    file = project / "pyproject.toml"
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"{file.name}: {problem}") from None
    said = settings.get("tool", {}).get("stario", {}).get("ci", {})
    known = {each.name for each in fields(Choices)}
    if unknown := sorted(set(said) - known):
        raise ValueError(f"[tool.stario.ci] has no {', '.join(unknown)}; it takes {', '.join(sorted(known))}")
    seen = _seen(
        project,
        settings,
        said.get("installer", given.get("installer")),
        given.get("shards", said.get("shards")),
    )
    recorded = {name: value for name, value in recorded.items() if name in known}
    return Choices(**(seen | recorded | said | given))


def _seen(
    project: Path, settings: dict[str, Any], installer: str | None, shards: int | None
) -> dict[str, Any]:
    """
    What can be seen of a project: its versions, its installer, and how it is installed.
    """
    found: dict[str, Any] = {}
    table = settings.get("project", {})
    versions = [
        match[1]
        for line in table.get("classifiers", ())
        if (match := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))
    ]
    if not versions and (lowest := re.search(r">=\s*3\.(\d+)", table.get("requires-python", ""))):
        versions = [version for version in PYTHONS if int(version[2:]) >= int(lowest[1])]
    if versions:
        found["python"] = sorted(versions, key=lambda version: int(version[2:]))
    locked = (project / "uv.lock").exists()
    if installer is None:
        installer = "uv" if locked or "uv" in settings.get("tool", {}) else "pip"
    found["installer"] = installer
    split = isinstance(shards, int) and shards > 1
    if installer == "uv":
        found["install"] = "uv sync --locked" if locked else "uv sync"
        if split:
            found["install"] += "\nuv pip install pytest-split"
        found["test"] = "uv run --no-sync pytest"
        return found
    requirements = [path.name for path in sorted(project.glob("requirements*.txt"))]
    groups = [name for name in ("dev", "test", "tests") if name in settings.get("dependency-groups", {})]
    extras = [name for name in ("dev", "test", "tests") if name in table.get("optional-dependencies", {})]
    lines = []
    old = [name for name in ("setup.py", "setup.cfg") if (project / name).exists()]
    if "name" in table or "build-system" in settings or old:
        wanted = f'".[{",".join(extras)}]"' if extras else "."
        lines.append(
            " ".join(["python -m pip install --editable", wanted, *(f"--group {name}" for name in groups)])
        )
    elif groups:
        lines.append(" ".join(["python -m pip install", *(f"--group {name}" for name in groups)]))
    lines += [f"python -m pip install --requirement {name}" for name in requirements]
    if not table and not groups:
        found["cache_key"] = [*requirements, *old, *(["pyproject.toml"] if settings else []), ""][0]
    if groups:
        lines.insert(0, 'python -m pip install --upgrade "pip>=25.1"')  # which knows groups
    if not lines:  # a project that is not there yet
        lines, found["cache_key"] = [Choices.install], "requirements.txt"
    if split:
        lines.append("python -m pip install pytest-split")
    found["install"] = "\n".join(lines)
    return found


@dataclass(frozen=True)
class Written:
    """
    A file as it stands in a repository.

    - `template`: its part that is the template's. `own`: what its owner wrote below the marker.
    - `stamp`: what the file says of how it was made; None if it says nothing.
    - `edited`: whether the template's part was changed by hand since.
    """

    template: str
    own: str
    stamp: dict[str, Any] | None
    edited: bool


def written(text: str) -> Written:
    """
    Read a written file.
    """
    template, marker, own = text.partition(f"{MARKER}\n")
    found = _STAMP.search(template)
    try:
        stamp = json.loads(found[1]) if found else None
    except json.JSONDecodeError:
        stamp = None
    if found is None or stamp is None or not marker:
        return Written(text, "", None, True)
    body = template[found.end() :].removeprefix("\n\n").removesuffix("\n")
    return Written(template + marker, own, stamp, stamp.get("sha256") != _digest(body))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _folder() -> Path:
    # Found, not imported: importing the plugin would import pytest.
    spec = find_spec("pytest_stario")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "ci"
