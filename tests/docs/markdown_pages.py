"""The pages of the docs, and their code blocks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
#: `http` is tried in test_the_wire.py; `yaml` is there for files of the project.
LANGUAGES = {"python", "toml", "yaml", "console", "text", "http"}
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^\s*(?:[-*>]\s*)*(?:```|~~~)", re.MULTILINE)
NAME = re.compile(r"# (?P<name>[\w.]+)\n")
#: A file of the project that the site shows in the block's place.
SNIPPET = re.compile(r'--8<-- "(?P<path>[\w./-]+)"\n')


class Block(NamedTuple):
    language: str
    code: str

    @property
    def name(self) -> str:
        found = NAME.match(self.code)
        assert found, f"a block names its file in its first line: {self.code[:60]!r}"
        return found["name"]

    @property
    def snippet(self) -> str | None:
        found = SNIPPET.fullmatch(self.code)
        return found["path"] if found else None


def blocks(page: Path, *languages: str) -> list[Block]:
    """
    The blocks of a page in these languages, or all; there is no block that is not seen.
    """
    text = page.read_text(encoding="utf-8")
    found = [Block(match["language"], match["code"]) for match in BLOCK.finditer(text)]
    assert len(FENCE.findall(text)) == 2 * len(found), f"{page.name}: a fence that no test sees"
    unknown = {block.language for block in found} - LANGUAGES
    assert not unknown, f"{page.name}: blocks of an unknown language: {unknown}"
    return [block for block in found if not languages or block.language in languages]


def page_id(page: Path) -> str:
    """
    The name of a page in a test's name.
    """
    return str(page.relative_to(ROOT))


def section(page: Path, heading: str) -> str:
    """
    What stands below a heading of the second level.
    """
    text = page.read_text(encoding="utf-8")
    [found] = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)
