"""`assert events == [...]` explains itself."""

from __future__ import annotations

import textwrap

import pytest
from inner import project, run

from stario.testing.compare import diff

EVENTS = """
from stario import PatchElements, PatchSignals, remove_elements
from stario.testing import OtherEvent

def test_it():
    assert {left} == {right}
"""


def explained(pytester: pytest.Pytester, left: str, right: str, *args: str) -> str:
    project(pytester, EVENTS.format(left=left, right=right))
    result = run(pytester, *args)
    result.assert_outcomes(failed=1)
    lines = [line[8:] for line in result.outlines if line.startswith("E       ")]
    return "\n".join(lines).removeprefix("AssertionError: ")


def text(block: str) -> str:
    return textwrap.dedent(block).strip("\n")


def test_html_is_compared_as_a_tree(pytester: pytest.Pytester) -> None:
    found = explained(
        pytester,
        """[PatchElements("<ul id='l'><li>a</li><li class='new'>b</li></ul>")]""",
        """[PatchElements("<ul id='l'><li>a</li><li>c</li></ul>")]""",
    )
    assert found == text("""
        assert 1 event == 1 event
          [0] differs: elements, as a tree
              <ul id="l">
            -   <li>
            -     c
            +   <li class="new">
            +     b
    """)


def test_a_deep_change_is_shown_with_what_it_is_in(pytester: pytest.Pytester) -> None:
    html = "<main id='m'><h1>Title</h1><section><p>one</p><p>{}</p></section><footer>x</footer></main>"
    found = explained(
        pytester,
        f"PatchElements({html.format('two')!r})",
        f"PatchElements({html.format('2')!r})",
    )
    assert found.splitlines()[1:] == [
        "  differs: elements, as a tree",
        '      <main id="m">',
        "        <section>",
        "          <p>",
        "    -       2",
        "    +       two",
    ]


def test_the_same_tree_written_differently(pytester: pytest.Pytester) -> None:
    found = explained(
        pytester,
        """PatchElements("<p id='x' class='y'>1</p>")""",
        """PatchElements('<p class="y" id="x">1</p>')""",
    )
    assert found.splitlines()[1:] == [
        "  differs: elements (the same tree, written differently: space, quotes, order of attributes)",
        "    + " + repr("<p id='x' class='y'>1</p>"),
        "    - " + repr('<p class="y" id="x">1</p>'),
    ]


def test_signals_are_compared_as_a_dict(pytester: pytest.Pytester) -> None:
    found = explained(
        pytester,
        "[PatchSignals({'cart': {'count': 1, 'total': 5}})]",
        "[PatchSignals({'cart': {'total': 5, 'count': 2}})]",
    )
    assert found == text("""
        assert 1 event == 1 event
          [0] differs: signals
              {
                "cart": {
            -     "count": 2,
            +     "count": 1,
    """)


def test_true_is_not_one(pytester: pytest.Pytester) -> None:
    assert explained(pytester, "[PatchSignals({'a': 1})]", "[PatchSignals({'a': True})]") == text("""
        assert 1 event == 1 event
          [0] differs: signals
              {
            -   "a": true
            +   "a": 1
    """)


def test_options_are_named(pytester: pytest.Pytester) -> None:
    found = explained(
        pytester,
        "[PatchElements('<p></p>', selector='#a', mode='inner')]",
        "[PatchElements('<p></p>', selector='#b', mode='append')]",
    )
    assert found == text("""
        assert 1 event == 1 event
          [0] differs: selector and mode
            + selector='#a'
            - selector='#b'
            + mode='inner'
            - mode='append'
    """)


def test_another_kind_of_event(pytester: pytest.Pytester) -> None:
    found = explained(pytester, "[PatchSignals({'a': 1})]", "[remove_elements('#a')]")
    assert found == text("""
        assert 1 event == 1 event
          [0] differs: one is not of the other's kind
            + PatchSignals({'a': 1})
            - PatchElements(selector='#a', mode='remove')
    """)


def test_missing_and_extra_events(pytester: pytest.Pytester) -> None:
    one = "PatchElements('<p>1</p>')"
    two = "PatchElements('<p>2</p>')"
    assert explained(pytester, f"[{one}, {two}]", f"[{one}]") == text("""
        assert 2 events == 1 event
          the left has 1 event more:
            + [1] PatchElements('<p>2</p>')
    """)
    assert explained(pytester, "[]", f"[{one}]") == text("""
        assert 0 events == 1 event
          the right has 1 event more:
            - [0] PatchElements('<p>1</p>')
    """)


def test_long_trees_that_have_little_in_common_take_no_time() -> None:
    one, two = ([line for n in range(5000) for line in ("<li>", f"  {n}{end}")] for end in "ab")
    assert diff(["<ul>", *one, "<p>"], ["<ul>", *two, "<p>"]) == [
        "  <li>",
        *(f"- {line}" for line in two[1:]),
        *(f"+ {line}" for line in one[1:]),
    ]
    # And a small difference in long ones is found all the same.
    assert diff(["<ul>", *one, "  x"], ["<ul>", *one]) == ["  <li>", "+   x"]


def test_many_differences_are_counted_and_cut(pytester: pytest.Pytester) -> None:
    lines = explained(
        pytester,
        "[PatchSignals({'n': n}) for n in range(20)]",
        "[PatchSignals({'n': 0 if n == 5 else n + (n > 1)}) for n in range(20)]",
        "-vv",
    ).splitlines()
    assert lines[1] == ("  18 events differ: [2], [3], [4], [5], [6], [7], [8], [9], [10], [11] ...")
    assert lines[-1] == "  ... and 15 more"


def test_a_live_stream_against_a_list(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        from stario import PatchElements

        async def test_it(stario_client):
            async with stario_client.listen("/ticks") as stream:
                await stream.take(2)
                assert stream == [PatchElements("<p id='tick'>0</p>"), PatchElements("<p id='tick'>7</p>")]
        """,
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*assert 2 events == 2 events",
            "E*[[]1] differs: elements, as a tree",
            'E*<p id="tick">',
            "E*-*7",
            "E*+*1",
        ]
    )


def test_other_lists_are_left_to_pytest(pytester: pytest.Pytester) -> None:
    found = explained(pytester, "[1, 2]", "[1, 3]")
    assert found.startswith("assert [1, 2] == [1, 3]")


def test_a_failure_of_the_companion_points_at_the_line_of_the_test(
    pytester: pytest.Pytester,
) -> None:
    project(
        pytester,
        """
        async def test_it(stario_client):
            async with stario_client.listen("/") as stream:
                await stream.next()
        """,
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    assert (
        text("""
        >           await stream.next()
        E           stario.testing.stream.NotAStream: GET / is not a stream: home (main.py:13) answered \
        with text/html; charset=utf-8, not with text/event-stream.
        E               <h1>Hello</h1>
        E           What to do: a handler streams when it yields; read a plain answer with client.query().

        test_it.py:3: NotAStream
    """).replace("answered         with", "answered with")
        in result.stdout.str()
    )
