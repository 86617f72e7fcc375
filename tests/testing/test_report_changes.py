"""What an event changes in the page of its user."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stario import PatchElements, PatchSignals, remove_elements
from stario.testing.report import changes as report_changes
from stario.testing.report.changes import UsersPage

LIST = '  <ul id="list">'


@pytest.fixture
def users_page() -> UsersPage:
    page = UsersPage()
    page.loads('<body><ul id="list"><li>tea</li></ul><p id="n">1</p></body>')
    return page


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (PatchElements('<p id="n">2</p>'), ['  <p id="n">', "-   1", "+   2"]),
        (PatchElements('<p id="n">1</p>'), ["nothing"]),
        (
            PatchElements("<b>x</b>", selector="#list", mode="inner"),
            [LIST, "-   <li>", "-     tea", "+   <b>", "+     x"],
        ),
        (PatchElements("<li>a</li>", selector="#list", mode="append"), [LIST, "+   <li>", "+     a"]),
        (
            PatchElements("<li>a</li>", selector="#list", mode="prepend"),
            [LIST, "+   <li>", "+     a"],
        ),
        (PatchElements("<i>a</i>", selector="#n", mode="before"), ["  <body>", "+   <i>", "+     a"]),
        (PatchElements("<i>a</i>", selector="#n", mode="after"), ["  <body>", "+   <i>", "+     a"]),
        (
            PatchElements("<i>a</i>", selector="#n", mode="replace"),
            ["  <body>", '-   <p id="n">', "-     1", "+   <i>", "+     a"],
        ),
        (remove_elements("#list > li"), [LIST, "-   <li>", "-     tea"]),
        (
            PatchElements("<i>a</i>", selector="#none", mode="append"),
            ["the answers before it have no #none: what it changes there is not known"],
        ),
        (PatchElements('<i id="new">a</i>'), ['+ <i id="new">', "+   a"]),
        (PatchSignals({"a": {"b": 1}}), ["+ {", '+   "a": {', '+     "b": 1', "+   }", "+ }"]),
    ],
)
def test_what_an_event_changes(users_page: UsersPage, event: Any, lines: list[str]) -> None:
    changes = users_page.apply(event)
    assert changes == lines


def test_order_of_what_is_put_in(users_page: UsersPage) -> None:
    for mode in ("prepend", "append"):
        users_page.apply(PatchElements(f"<li>{mode}1</li><li>{mode}2</li>", selector="#list", mode=mode))
    changes = users_page.apply(PatchElements("", selector="#list", mode="inner"))
    items = [line[2:].strip() for line in changes if re.search(r"\d|tea", line)]
    assert items == ["prepend1", "prepend2", "tea", "append1", "append2"]


def test_signals_are_merged(users_page: UsersPage) -> None:
    users_page.apply(PatchSignals({"a": 1, "b": {"c": 2}}))
    assert users_page.apply(PatchSignals({"a": None, "b": {"d": 3}})) == [
        "  {",
        '-   "a": 1,',
        '    "b": {',
        '-     "c": 2',
        '+     "c": 2,',
        '+     "d": 3',
    ]
    assert users_page.apply(PatchSignals({"b": {"d": 9}}, only_if_missing=True)) == ["nothing"]
    users_page.loads("<p>")
    assert users_page.apply(PatchSignals({"b": 1}))[0] == "+ {", "another page has no signals yet"


def test_a_selector_that_is_none(users_page: UsersPage) -> None:
    [line] = users_page.apply(PatchElements("<b></b>", selector="#[", mode="inner"))
    assert "#[" in line or "selector" in line.lower()


def test_what_is_replaced_by_nearly_the_same(users_page: UsersPage) -> None:
    users_page.apply(PatchElements('<ul id="list"><li>tea</li><li>rum</li></ul>'))
    event = PatchElements(
        '<ul id="list"><li>tea</li><li class="x">rum</li></ul>', selector="ul", mode="replace"
    )
    assert users_page.apply(event) == [
        "  <body>",
        '    <ul id="list">',
        "-     <li>",
        '+     <li class="x">',
    ]


def test_each_target_is_told(users_page: UsersPage) -> None:
    users_page.loads("<ul><li>1</li></ul><ol><li>2</li></ol>")
    assert users_page.apply(PatchElements("<b></b>", selector="li", mode="inner")) == [
        "  <li>", "-   1", "+   <b>", "  <li>", "-   2", "+   <b>",
    ]  # fmt: skip


def test_the_work_is_bounded(users_page: UsersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_changes, "WORK", 1000)
    rows = "".join(f"<li>{n}</li>" for n in range(100))
    told = [users_page.apply(PatchElements(f'<ul id="list">{rows}</ul>')) for _ in range(10)]
    assert told[0] != ["nothing"] == told[1]
    assert told[-1] == ["not compared any more: the page has changed too much"]
    # What is only put in costs what it is, however large the page has become.
    monkeypatch.setattr(report_changes, "WORK", 5000)
    other = UsersPage()
    other.loads(f'<ul id="list">{rows}</ul>')
    for _ in range(1000):
        event = PatchElements("<li>a</li>", selector="#list", mode="append")
        assert other.apply(event) == [LIST, "+   <li>", "+     a"]


def test_a_long_change_is_cut(users_page: UsersPage) -> None:
    many = "".join(f"<li>{n}</li>" for n in range(1000))
    lines = users_page.apply(PatchElements(many, selector="#list", mode="append"))
    assert len(lines) == 201 and re.fullmatch(r"\.\.\. and \d+ more lines", lines[-1])
