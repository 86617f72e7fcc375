"""The site is built from what is here: no warning, no network, every page in its place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_pages import DOCS, ROOT

ZENSICAL = Path(sys.executable).with_name("zensical")


def copy(folder: Path) -> Path:
    """
    What the site is made of, in a folder of its own.
    """
    for name in ("docs", "stario", "pytest_stario"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".cache", "build")
        )
    return folder


def build(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [str(ZENSICAL), "build", "--config-file", "docs/zensical.toml", "--strict", "--clean"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "NO_COLOR": "1"},
        text=True,
        timeout=100,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy(tmp_path_factory.mktemp("site"))
    status, out = build(folder)
    assert status == 0 and "No issues found" in out, out
    return folder / "docs" / "build"


def test_every_page_is_built_and_in_the_navigation(site: Path) -> None:
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    config = tomllib.loads((DOCS / "zensical.toml").read_text())
    assert sorted(leaves(config["project"]["nav"])) == sorted(pages)
    assert all((site / page).with_suffix(".html").exists() for page in pages)
    assert not (site / "zensical.toml").exists()


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loads = Loads()
        loads.feed(page.read_text(encoding="utf-8"))
        assert loads.found, f"{page.name} has no style?"
        assert not [url for url in loads.found if re.match(r"(?:https?:)?//", url)], page.name


def test_docstrings_and_templates_are_in_it(site: Path) -> None:
    stario = (site / "reference" / "stario.html").read_text(encoding="utf-8")
    assert 'id="stario.Stario.overrides"' in stario and "A Starlette application of" in stario
    templates = (site / "reference" / "templates.html").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]+>", "", templates)
    source = (ROOT / "pytest_stario" / "ci" / "tests.yml").read_text()
    for line in source.splitlines():
        wanted = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").strip()
        assert wanted in shown.replace("&quot;", '"').replace("&#39;", "'"), line


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", []),
        (
            "[a page](nowhere.md) [a heading](index.md#nowhere) [a name][stario.Nowhere]",
            ["page does not exist", "anchor does not exist", "unresolved autoref"],
        ),
        ("::: stario.Nowhere", ["could not be found"]),
        ('--8<-- "nowhere.yml"', ["nowhere.yml"]),
    ],
)
def test_a_warning_is_an_error(wrong: str, says: list[str], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    config = (DOCS / "zensical.toml").read_text()
    alone = re.sub(r"^nav = \[.*?^\]\n", "", config, flags=re.MULTILINE | re.DOTALL)
    (docs / "zensical.toml").write_text(alone)
    (docs / "index.md").write_text(f"# Home\n\n{wrong}\n")
    status, out = build(tmp_path)
    assert (status == 0) is not bool(says), out
    assert all(each in out for each in says), out


def leaves(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    assert isinstance(parts, list) or isinstance(nav, dict)
    return [leaf for part in parts for leaf in leaves(part)]  # type: ignore[union-attr]


class Loads(HTMLParser):
    """
    What a page loads when it is opened: links that a person may follow are not among it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            self.found += [value for name, value in attrs if name in ("src", "href") and value]
