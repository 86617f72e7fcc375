"""The files of a run: stories, and the screenshots beside them."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import turbohtml
from stories import a_story

from stario.testing.report import files as report_files
from stario.testing.report.files import clear, read, write
from stario.testing.report.lines import Line, written
from stario.testing.report.page import render


def test_the_stories_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b.jsonl").write_text(written(a_story(id="t.py::b")))
    (tmp_path / "a.jsonl").write_text(written(a_story(id="t.py::a")))
    (tmp_path / "cut.jsonl").write_text(written(a_story())[:-20])
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "list.jsonl").write_text("[]\n")
    (tmp_path / "newer.jsonl").write_text('{"type": "test", "format": 99, "id": "x"}\n')
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "no.txt").write_text("no story")
    found = read(tmp_path)
    names = [lines[0]["id"] for lines in found]
    assert names == sorted(names)
    assert {
        "t.py::a",
        "t.py::b",
        "cut.jsonl",
        "empty.jsonl",
        "list.jsonl",
        "newer.jsonl",
        "bytes.jsonl",
    } == set(names)
    messages = {lines[0]["id"]: lines[0].get("error") for lines in found}
    assert messages["newer.jsonl"] == "not readable: format 99, where this Stario reads 1"
    assert "not readable: " in render(found)

    monkeypatch.setattr(report_files, "MOST", (tmp_path / "a.jsonl").stat().st_size + 10)
    stories = {str(lines[0]["id"]): lines for lines in read(tmp_path)}
    assert len(stories["t.py::a"]) > 1 and len(stories["t.py::b"]) == 1, "as many as there is room for"
    monkeypatch.setattr(report_files, "MOST", 10)
    shown = render(read(tmp_path))
    assert "The report is full: the story of this test is in" in shown and "traces/b.jsonl" in shown


def test_a_story_without_room_leaves_it_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text(written(a_story(id="a", message="x" * 100_000)))
    (tmp_path / "b.jsonl").write_text(written(a_story(id="b")))
    monkeypatch.setattr(report_files, "MOST", 50_000)
    large, small = read(tmp_path)
    assert large[0]["left_out"] == "a.jsonl" and len(small) > 1


PNG = b"\x89PNG\r\n\x1a\n and so on"


def test_screenshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shot = tmp_path / "taken" / "shot.PNG"
    shot.parent.mkdir()
    shot.write_bytes(PNG)
    (tmp_path / "secret.txt").write_text("not a picture")
    snapshot = {
        "type": "snapshot", "time": 0.0, "request": None, "index": None, "page": 1, "url": None, "cause": "x",
        "changes": [], "locators": [], "problems": [],
    }  # fmt: skip
    taken = [shot, shot, tmp_path / "gone.png", tmp_path / "secret.txt", None]
    lines: list[Line] = [
        {"type": "test", "format": 1, "id": "a"},
        *({**snapshot, "screenshot": None if path is None else str(path)} for path in taken),
    ]
    folder = tmp_path / "traces"
    write(folder, "a", lines)
    assert {path.name for path in folder.iterdir()} == {"a.jsonl", "a-1.png", "a-2.png"}
    [told] = read(folder)
    assert [line["screenshot"] for line in told[1:]] == ["a-1.png", "a-2.png", None, None, None]
    assert [problem.partition(":")[0] for line in told[1:] for problem in line["problems"]] == [
        "the screenshot gone.png is not here", "the screenshot secret.txt is not here",
    ]  # fmt: skip
    images = turbohtml.parse(render([told], folder=folder)).select("img")
    assert [image.attrs["src"] for image in images] == [
        f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    ] * 2
    # What the lines name is looked for in their folder only, and only if it is a picture.
    for name in ("../taken/shot.PNG", "/etc/hostname", "a.jsonl", "gone.png"):
        told[1]["screenshot"] = name
        html = render([told[:2]], folder=folder)
        assert turbohtml.parse(html).select("img") == [] and "is not here" in html
    monkeypatch.setattr(report_files, "MOST_OF_ONE", 3)
    lines[1]["screenshot"] = str(shot)
    write(folder, "b", lines[:2])
    assert "larger than 3 bytes" in (folder / "b.jsonl").read_text()
    (folder / "mine.txt").write_text("")
    clear(folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
