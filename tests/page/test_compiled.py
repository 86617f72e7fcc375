"""
The DOM's bytecode, and that of large scripts, from one process to the next.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stario.testing.page import compiled, kept, modules, native
from stario.testing.page.engine import Engine
from stario.testing.page.modules import Module, module_of

pytestmark = pytest.mark.skipif(
    Engine()._native is None, reason="this build of QuickJS gives no bytecode, so that there is none to keep"
)
LARGE = "export const a = 1; export { b as c } from './b.js';\n" + "// more\n" * 2_000


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where it is kept, and nothing of it is known yet."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    forget(monkeypatch)
    return tmp_path / kept.FOLDER.relative_to("/")


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process begins."""
    monkeypatch.setattr(compiled, "_known", None)
    monkeypatch.setattr(native, "_bytecode", type(native._bytecode)())
    module_of.cache_clear()


def refuses(*given: object) -> bytes:
    raise AssertionError("made although it is there")


def test_what_one_process_has_compiled_the_next_one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    Engine()
    forget(monkeypatch)
    code = compiled.dom_bytecode(refuses)
    made = Engine()
    assert compiled.dom_bytecode(refuses) is code
    assert made.call("version") is not None


def test_a_file_of_the_dom_that_has_changed_is_compiled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "DOM", tmp_path)
    (tmp_path / "main.js").write_text("1")
    compiled.dom_bytecode(lambda source: b"one")
    forget(monkeypatch)
    assert compiled.dom_bytecode(refuses) == b"one"
    (tmp_path / "main.js").write_text("12")
    forget(monkeypatch)
    assert compiled.dom_bytecode(lambda source: b"two") == b"two"


def test_a_large_script_is_rewritten_and_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = module_of(LARGE)
    assert first.again == [("c", 0, "b")]
    assert Engine().load(first.body, "large.js")
    forget(monkeypatch)
    monkeypatch.setattr(modules, "_rewritten", refuses)
    assert module_of(LARGE) == first
    engine = Engine()
    monkeypatch.setattr(native.Native, "_compile", refuses)
    assert engine.load(first.body, "large.js")
    with pytest.raises(AssertionError, match="made although"):
        engine.load(first.body, "other.js")


def test_a_small_script_leaves_no_file(folder: Path) -> None:
    assert isinstance(module_of("export const a = 1"), Module)
    assert not list(folder.glob("module.*"))


def test_a_large_script_that_does_not_compile_says_why(folder: Path) -> None:
    source = f"(() => {{ let 1; {'/* more */' * 2_000} }})"
    engine = Engine()
    for _ in range(2):
        assert not engine.load(source, "large.js")
    assert not list(folder.glob("script.*"))
    assert "SyntaxError" in str(engine._context.eval("String(__slot)"))
