"""
What one process has made, and the next one finds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stario.testing.page import kept as kept_module
from stario.testing.page.kept import kept


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where it is kept here."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache" / kept_module.FOLDER.relative_to("/")


def refuses() -> bytes:
    raise AssertionError("made although it is there")


def gives(what: bytes) -> Callable[[], bytes]:
    return lambda: what


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.qjs"))


def test_what_was_made_once_is_found(folder: Path) -> None:
    assert kept("test", [], "a text", gives(b"made")) == b"made"
    assert len(files(folder)) == 1
    assert kept("test", [], "a text", refuses) == b"made"


def test_another_text_and_another_kind_are_made(folder: Path) -> None:
    kept("test", [], "one", gives(b"1"), newest=2)
    assert kept("test", [], "two", gives(b"2"), newest=2) == b"2"
    assert kept("other", [], "one", gives(b"3")) == b"3"
    assert len(files(folder)) == 3


def test_it_is_made_again_when_a_file_that_makes_it_has_changed(tmp_path: Path) -> None:
    maker = tmp_path / "maker.py"
    maker.write_text("1")
    kept("test", [maker], "", gives(b"old"))
    assert kept("test", [maker], "", refuses) == b"old"
    maker.write_text("12")
    assert kept("test", [maker], "", gives(b"new")) == b"new"


@pytest.mark.parametrize("left", [0, 10, -1])
def test_a_file_that_is_damaged_is_made_anew(folder: Path, left: int) -> None:
    kept("test", [], "", gives(b"made"))
    (path,) = files(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    assert kept("test", [], "", gives(b"made")) == b"made"
    assert path.read_bytes() == whole


def test_where_it_cannot_be_kept_it_is_made(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("this is no folder")
    assert kept("test", [], "", gives(b"made")) == b"made"
    assert folder.read_text() == "this is no folder"


def test_a_file_that_nobody_can_look_at_is_no_reason_to_fail(folder: Path, tmp_path: Path) -> None:
    assert kept("test", [tmp_path / "missing"], "", gives(b"made")) == b"made"
    assert not files(folder)


def test_what_python_does_not_keep_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept("test", [], "", gives(b"made")) == b"made"
    assert not files(folder)


def test_nothing_is_kept_of_nothing(folder: Path) -> None:
    assert kept("test", [], "", lambda: None) is None
    assert not files(folder)


def test_the_oldest_go(folder: Path) -> None:
    for number in range(4):
        kept("test", [], str(number), gives(b"made"), newest=2)
        for path in files(folder):
            times = path.stat()
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns - 10**9))
    assert len(files(folder)) == 2
    assert kept("test", [], "3", refuses, newest=2) == b"made"
    assert kept("test", [], "2", refuses, newest=2) == b"made"


def test_another_pythons_stay(folder: Path) -> None:
    folder.mkdir(parents=True)
    other = folder / "test.cpython-0.0123456789abcdef.qjs"
    mine = folder / f"test.{sys.implementation.cache_tag}.0123456789abcdef.qjs"
    for path in (mine, other):
        path.write_bytes(b"old")
    kept("test", [], "", gives(b"made"))
    assert other.exists() and not mine.exists()
