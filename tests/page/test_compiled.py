"""
The DOM's bytecode, from one process to the next.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stario.testing.page import compiled
from stario.testing.page.engine import Engine

pytestmark = pytest.mark.skipif(
    Engine()._native is None, reason="this build of QuickJS gives no bytecode, so that there is none to keep"
)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where it is kept, and nothing of it is known yet."""
    path = tmp_path / "__pycache__" / "dom.cpython-0.0123456789abcdef.qjs"
    monkeypatch.setattr(compiled, "_known", None)
    monkeypatch.setattr(compiled, "_path", lambda: path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return path


def refuses(source: str) -> bytes:
    raise AssertionError("compiled although it is there")


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process begins."""
    monkeypatch.setattr(compiled, "_known", None)


def test_what_one_process_has_compiled_the_next_one_runs(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Engine()
    assert kept.exists()
    forget(monkeypatch)
    code = compiled.dom_bytecode(refuses)
    made = Engine()
    assert compiled.dom_bytecode(refuses) is code
    assert made.call("version") is not None


@pytest.mark.parametrize("left", [0, 10, -1])
def test_a_file_that_is_damaged_is_compiled_anew(
    kept: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    Engine()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:left])
    forget(monkeypatch)
    Engine()
    assert kept.read_bytes() == whole


def test_where_it_cannot_be_kept_it_is_compiled(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.parent.write_text("this is no folder")
    assert Engine().call("version") is not None
    assert kept.parent.read_text() == "this is no folder"


def test_what_was_compiled_of_older_files_goes(kept: Path) -> None:
    kept.parent.mkdir()
    older = kept.with_name("dom.cpython-0.fedcba9876543210.qjs")
    other = kept.with_name("dom.cpython-1.fedcba9876543210.qjs")
    for path in (older, other):
        path.write_bytes(b"old")
    Engine()
    assert kept.exists() and not older.exists()
    assert other.exists(), "that is another Python's"


def test_a_file_of_the_dom_that_has_changed_has_another_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "DOM", tmp_path)
    (tmp_path / "main.js").write_text("1")
    before = compiled._path()
    (tmp_path / "main.js").write_text("12")
    assert before is not None
    assert compiled._path() not in (before, None)
