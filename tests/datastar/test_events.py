"""The event classes: what they accept, refuse, keep and print, and what the makers of scripts write."""

import collections
import copy
import dataclasses
import datetime
import enum
import json
import pickle
import re
import types
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

import pytest
import quickjs
import turbohtml
from datastar_py.consts import ElementPatchMode, ElementPatchNamespace
from generated import events, patch_elements, patch_signals, signals, text, thorough
from hypothesis import given
from hypothesis import strategies as st

from stario.datastar import (
    Event,
    OtherEvent,
    PatchElements,
    PatchSignals,
    execute_script,
    redirect,
    remove_elements,
)

EXAMPLES: list[Event] = [
    PatchElements("<p>1</p>"),
    PatchElements("<p>1</p>", selector="#a", mode="inner", event_id="7", retry=0),
    PatchSignals({"a": 1, "b": {"c": [1, 2.5, None]}}),
    PatchSignals({"a": 1}, only_if_missing=True, event_id="", retry=10),
    OtherEvent("ping", "now", event_id="8", retry=1),
    OtherEvent(comment="keep-alive"),
]
LINE_ENDS = pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])


class Fragment:
    """As htpy and Jinja2 make it."""

    def __init__(self, html: str) -> None:
        self.html = html

    def __html__(self) -> str:
        return self.html

    def __repr__(self) -> str:  # the id of a test: the same in every process
        return f"Fragment({self.html!r})"


class Safe(str):
    """As markupsafe makes it: a str that is marked as HTML."""

    __slots__ = ()

    def __html__(self) -> "Safe":
        return self


class Plain(str):
    """A str of another class, which says nothing about HTML."""

    __slots__ = ()


def refusal(kind: type[Exception], make: Callable[[], object]) -> str:
    with pytest.raises(kind) as found:
        make()
    assert type(found.value) is kind
    return str(found.value)


# --- every event is a value ------------------------------------------------------------------


@pytest.mark.parametrize("event", EXAMPLES, ids=repr)
def test_an_event_cannot_be_changed(event: Event) -> None:
    for name in event.__slots__:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(event, name, "x")
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(event, name)


@pytest.mark.parametrize("event", EXAMPLES, ids=repr)
def test_an_event_has_no_room_for_anything_else(event: Event) -> None:
    assert not hasattr(event, "__dict__")
    with pytest.raises((AttributeError, TypeError)):
        event.note = "x"  # type: ignore[union-attr]


@thorough
@given(events)
def test_repr_is_the_code_that_makes_the_event(event: Event) -> None:
    made = eval(repr(event))
    assert made == event
    assert type(made) is type(event)
    assert hash(made) == hash(event)
    assert repr(made) == repr(event)


@thorough
@given(events, st.integers(2, pickle.HIGHEST_PROTOCOL))
def test_pickled_and_copied_events_are_equal(event: Event, protocol: int) -> None:
    for same in (
        pickle.loads(pickle.dumps(event, protocol)),
        copy.copy(event),
        copy.deepcopy(event),
    ):
        assert same == event
        assert hash(same) == hash(event)
        assert repr(same) == repr(event)


@thorough
@given(events, events)
def test_equal_events_have_equal_hashes_and_different_ones_print_differently(
    one: Event, other: Event
) -> None:
    assert (one == other) is (other == one)
    if one == other:
        assert hash(one) == hash(other)
    else:
        assert repr(one) != repr(other)


@pytest.mark.parametrize(
    "changed",
    [
        PatchElements("<p>"),
        PatchElements(selector="#b", mode="inner"),
        PatchElements(selector="#a", mode="append"),
        PatchElements(selector="#a", mode="inner", namespace="svg"),
        PatchElements(selector="#a", mode="inner", use_view_transition=True),
        PatchElements(selector="#a", mode="inner", view_transition_selector="#a"),
        PatchElements(selector="#a", mode="inner", event_id=""),
        PatchElements(selector="#a", mode="inner", retry=0),
        PatchSignals({}),
        OtherEvent(event_id=""),
        "PatchElements(selector='#a', mode='inner')",
        None,
    ],
    ids=repr,
)
def test_every_field_of_patch_elements_counts(changed: object) -> None:
    assert PatchElements(selector="#a", mode="inner") == PatchElements("", selector="#a", mode="inner")
    assert PatchElements(selector="#a", mode="inner") != changed


@pytest.mark.parametrize(
    "changed",
    [
        PatchSignals({}),
        PatchSignals({"a": 2}),
        PatchSignals({"a": "1"}),
        PatchSignals({"b": 1}),
        PatchSignals({"a": 1, "b": None}),
        PatchSignals({"a": 1}, only_if_missing=True),
        PatchSignals({"a": 1}, event_id="1"),
        PatchSignals({"a": 1}, retry=1),
        {"a": 1},
    ],
    ids=repr,
)
def test_every_field_of_patch_signals_counts(changed: object) -> None:
    assert PatchSignals({"a": 1}) != changed


def test_signals_are_equal_in_any_order_and_spelling() -> None:
    one, other = PatchSignals({"a": 1, "b": 2.0}), PatchSignals({"b": 2, "a": 1.0})
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1


@pytest.mark.parametrize(
    ("event", "printed"),
    [
        (PatchElements(), "PatchElements('')"),
        (PatchElements("<p>"), "PatchElements('<p>')"),
        (remove_elements("#a"), "PatchElements(selector='#a', mode='remove')"),
        (
            PatchElements("x", selector="a", mode="before", namespace="svg", use_view_transition=True),
            "PatchElements('x', selector='a', mode='before', namespace='svg', use_view_transition=True)",
        ),
        (
            PatchElements("x", view_transition_selector="a", event_id="", retry=0),
            "PatchElements('x', view_transition_selector='a', event_id='', retry=0)",
        ),
        (PatchSignals({}), "PatchSignals({})"),
        (PatchSignals({}, retry=1), "PatchSignals({}, retry=1)"),
        (
            PatchSignals({"a": True}, only_if_missing=True, event_id="1", retry=2),
            "PatchSignals({'a': True}, only_if_missing=True, event_id='1', retry=2)",
        ),
        (OtherEvent("ping", ""), "OtherEvent('ping', data='')"),
        (OtherEvent(comment=""), "OtherEvent('message', comment='')"),
    ],
    ids=repr,
)
def test_repr_says_what_is_not_the_default(event: Event, printed: str) -> None:
    assert repr(event) == printed


@thorough
@given(patch_elements, text)
def test_replace_makes_a_checked_copy(event: PatchElements, html: str) -> None:
    changed = dataclasses.replace(event, elements=html)
    assert changed.elements == html.replace("\r\n", "\n").replace("\r", "\n")
    assert dataclasses.replace(changed, elements=event.elements) == event


def test_replace_refuses_what_the_class_refuses() -> None:
    event = PatchElements("<p>", selector="#a", mode="inner")
    assert dataclasses.replace(event, mode="outer").mode == "outer"
    assert "PatchElementsExpectedSelector" in refusal(
        ValueError, lambda: dataclasses.replace(event, selector=None)
    )


# --- elements --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_as", "kept"),
    [
        ("", ""),
        ("<p>", "<p>"),
        (Fragment("<p>"), "<p>"),
        (Fragment("a\r\nb"), "a\nb"),
        (Safe("<b>"), "<b>"),
        (Plain("<b>"), "<b>"),
        (Fragment(Safe("<b>")), "<b>"),
        ([], ""),
        (["<a>"], "<a>"),
        (["<a>", Fragment("<b>"), Safe("<c>")], "<a>\n<b>\n<c>"),
        (("<a>", ["<b>", ("<c>",)]), "<a>\n<b>\n<c>"),
        (["<a>", ""], "<a>\n"),
        (collections.UserList(["<a>", "<b>"]), "<a>\n<b>"),
    ],
    ids=repr,
)
def test_elements_are_text_objects_or_sequences(given_as: str, kept: str) -> None:
    event = PatchElements(given_as)
    assert event.elements == kept
    assert type(event.elements) is str
    assert event == PatchElements(kept)
    assert repr(event) == f"PatchElements({kept!r})"


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (None, "NoneType None"),
        (1, "int 1"),
        (b"<p>", "bytes b'<p>'; decode it first"),
        (bytearray(b"<p>"), "bytearray bytearray(b'<p>'); decode it first"),
        ({"<p>"}, "set {'<p>'}"),
        ({"a": 1}, "dict {'a': 1}"),
        (["<p>", 2], "int 2"),
        (["<p>", [None]], "NoneType None"),
        (Fragment, f"type {Fragment!r}"),
    ],
    ids=repr,
)
def test_elements_of_other_types_are_refused(wrong: str, found: str) -> None:
    assert refusal(TypeError, lambda: PatchElements(wrong)) == (
        "elements are HTML: a str, an object with __html__, or a sequence of these; found " + found
    )


def test_a_generator_is_not_a_sequence() -> None:
    wrong = (one for one in ["<p>"])
    assert "found generator <generator" in refusal(TypeError, lambda: PatchElements(wrong))


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    message = refusal(TypeError, lambda: PatchElements({"a": "x" * 1000}))
    assert message.endswith("…")
    assert len(message) < 200


@LINE_ENDS
def test_line_ends_become_lf(end: str) -> None:
    assert PatchElements(f"{end}a{end}{end}b{end}").elements == "\na\n\nb\n"
    assert OtherEvent("x", f"a{end}b{end}").data == "a\nb\n"


def test_nothing_but_a_cr_is_changed() -> None:
    html = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\x1dh\x1ei\tj\0k\ufeffl\x7f  "
    assert PatchElements(html).elements == html


@pytest.mark.parametrize("half", ["\ud800", "\udfff", "a\udc80b"], ids=ascii)
def test_half_a_surrogate_pair_is_refused_where_utf8_carries_the_text(half: str) -> None:
    for make in (
        lambda: PatchElements(half),
        lambda: PatchElements([half]),
        lambda: PatchElements(selector=half),
        lambda: PatchElements(view_transition_selector=half),
        lambda: PatchElements(event_id=half),
        lambda: PatchSignals({}, event_id=half),
        lambda: OtherEvent(half),
        lambda: OtherEvent("x", half),
        lambda: OtherEvent(comment=half),
        lambda: execute_script(half),
    ):
        assert "surrogates not allowed" in refusal(UnicodeEncodeError, make)


# --- mode, namespace, selectors --------------------------------------------------------------

MODES = ["outer", "inner", "replace", "prepend", "append", "before", "after", "remove"]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_of_the_client_is_accepted(mode: str) -> None:
    event = PatchElements(selector="#a", mode=mode)  # type: ignore[arg-type]
    assert (event.selector, event.mode) == ("#a", mode)


@pytest.mark.parametrize("mode", ["outer", "replace"])
def test_two_modes_find_their_target_by_id(mode: str) -> None:
    event = PatchElements("<p id=a>", mode=mode)  # type: ignore[arg-type]
    assert (event.selector, event.mode) == (None, mode)


@pytest.mark.parametrize("mode", ["inner", "prepend", "append", "before", "after", "remove"])
def test_other_modes_need_a_selector(mode: str) -> None:
    assert refusal(ValueError, lambda: PatchElements("x", mode=mode)) == (  # type: ignore[arg-type]
        f"PatchElementsExpectedSelector: mode {mode!r} needs a selector; only outer and replace "
        f"find their target by the id of the HTML"
    )


ALLOWED_MODES = " Allowed: outer, inner, replace, prepend, append, before, after, remove"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("iner", "'iner'; did you mean 'inner'?"),
        ("inner ", "'inner '; did you mean 'inner'?"),
        ("Outer", "'Outer'; did you mean 'outer'?"),
        ("delete", "'delete'."),
        ("morph", "'morph'."),
        ("", "''."),
        (None, "None."),
        (b"outer", "b'outer'; did you mean 'outer'?"),
        (["outer"], "['outer']; did you mean 'outer'?"),
    ],
    ids=repr,
)
def test_an_unknown_mode_is_refused(wrong: str, said: str) -> None:
    message = refusal(ValueError, lambda: PatchElements("x", selector="#a", mode=wrong))  # type: ignore[arg-type]
    assert message == f"PatchElementsInvalidMode: unknown mode {said}{ALLOWED_MODES}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [("SVG", "'SVG'."), ("maths", "'maths'; did you mean 'mathml'?"), (None, "None."), ("", "''.")],
    ids=repr,
)
def test_an_unknown_namespace_is_refused(wrong: str, said: str) -> None:
    message = refusal(ValueError, lambda: PatchElements("x", namespace=wrong))  # type: ignore[arg-type]
    assert message == (f"PatchElementsInvalidNamespace: unknown namespace {said} Allowed: html, svg, mathml")


@pytest.mark.parametrize("mode", ElementPatchMode)
def test_the_modes_of_datastar_py_are_accepted(mode: ElementPatchMode) -> None:
    event = PatchElements("x", selector="#a", mode=mode)  # type: ignore[arg-type]
    assert event.mode == mode.value
    assert type(event.mode) is str
    assert eval(repr(event)) == event == PatchElements("x", selector="#a", mode=mode.value)


@pytest.mark.parametrize("namespace", ElementPatchNamespace)
def test_the_namespaces_of_datastar_py_are_accepted(namespace: ElementPatchNamespace) -> None:
    event = PatchElements("x", namespace=namespace)  # type: ignore[arg-type]
    assert event.namespace == namespace.value
    assert type(event.namespace) is str
    assert eval(repr(event)) == event == PatchElements("x", namespace=namespace.value)


def test_the_members_of_any_enum_of_strings_are_accepted() -> None:
    class Own(str, enum.Enum):  # noqa: UP042, this is the one whose str() is not its value
        INNER = "inner"
        SVG = "svg"

    event = PatchElements("x", selector="#a", mode=Own.INNER, namespace=Own.SVG)  # type: ignore[arg-type]
    assert repr(event) == "PatchElements('x', selector='#a', mode='inner', namespace='svg')"


ONE_LINE: list[tuple[str, Callable[[str], object]]] = [
    ("selector", lambda value: PatchElements("x", selector=value)),
    ("view_transition_selector", lambda value: PatchElements("x", view_transition_selector=value)),
    ("event_id", lambda value: PatchElements("x", event_id=value)),
    ("event_id", lambda value: PatchSignals({}, event_id=value)),
    ("event_id", lambda value: OtherEvent("x", event_id=value)),
    ("event", lambda value: OtherEvent(value)),
    ("comment", lambda value: OtherEvent(comment=value)),
]
ONE_LINE_IDS = [f"{index}-{name}" for index, (name, _) in enumerate(ONE_LINE)]


@LINE_ENDS
@pytest.mark.parametrize(("name", "make"), ONE_LINE, ids=ONE_LINE_IDS)
def test_a_line_end_in_a_one_line_field_is_refused(
    name: str, make: Callable[[str], object], end: str
) -> None:
    for value in (end, f"#a{end}data: elements <img>", f"{end}a", f"a{end}"):
        assert refusal(ValueError, lambda value=value: make(value)) == (
            f"{name} {value!r} holds a line end: it would end the line on the wire and let the rest "
            f"be read as another field"
        )


@pytest.mark.parametrize(("name", "make"), ONE_LINE[:5], ids=ONE_LINE_IDS[:5])
def test_a_nul_in_a_one_line_field_is_refused(name: str, make: Callable[[str], object]) -> None:
    assert refusal(ValueError, lambda: make("a\0b")).startswith(f"{name} 'a\\x00b' holds a NUL")


@pytest.mark.parametrize(("name", "make"), ONE_LINE, ids=ONE_LINE_IDS)
def test_a_one_line_field_is_text(name: str, make: Callable[[object], object]) -> None:
    assert refusal(TypeError, lambda: make(5)) == f"{name} is text; found int 5"


@pytest.mark.parametrize("other", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\t", ":"], ids=ascii)
def test_what_ends_no_line_on_the_wire_is_accepted(other: str) -> None:
    value = f"a{other}b"
    event = PatchElements(selector=value, view_transition_selector=value, event_id=value)
    assert (event.selector, event.view_transition_selector, event.event_id) == (value,) * 3


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u3000"], ids=ascii)
def test_a_blank_selector_is_refused(blank: str) -> None:
    assert refusal(ValueError, lambda: PatchElements("x", selector=blank)) == (
        "selector is blank; leave it out to find the target by id"
    )
    assert refusal(ValueError, lambda: PatchElements("x", view_transition_selector=blank)) == (
        "view_transition_selector is blank; leave it out"
    )


# --- event_id and retry ----------------------------------------------------------------------

DELIVERED: list[Callable[..., Event]] = [
    lambda **options: PatchElements("x", **options),
    lambda **options: PatchSignals({}, **options),
    lambda **options: OtherEvent("x", "y", **options),
]
OF_EACH_KIND = pytest.mark.parametrize("make", DELIVERED, ids=["elements", "signals", "other"])


@OF_EACH_KIND
@pytest.mark.parametrize("retry", [0, 1, 1000, 2**53 - 1])
def test_retry_is_a_number_of_milliseconds(make: Callable[..., Event], retry: int) -> None:
    assert make(retry=retry).retry == retry


@OF_EACH_KIND
@pytest.mark.parametrize("retry", [-1, 2**53, 10**40])
def test_a_retry_that_the_client_cannot_count_is_refused(make: Callable[..., Event], retry: int) -> None:
    assert refusal(ValueError, lambda: make(retry=retry)) == (
        f"retry is a number of milliseconds, 0 to 9007199254740991; found {retry}"
    )


@OF_EACH_KIND
@pytest.mark.parametrize("retry", [True, False, 1.0, "1", float("nan")], ids=repr)
def test_a_retry_that_is_no_whole_number_is_refused(make: Callable[..., Event], retry: int) -> None:
    assert refusal(TypeError, lambda: make(retry=retry)) == (
        f"retry is a whole number of milliseconds; found {retry!r}"
    )


@OF_EACH_KIND
def test_an_empty_id_is_not_a_missing_one(make: Callable[..., Event]) -> None:
    assert make(event_id="").event_id == ""
    assert make().event_id is None
    assert make(event_id="") != make()


# --- signals ---------------------------------------------------------------------------------


@thorough
@given(signals)
def test_signals_come_back_as_json_has_them(given_signals: dict[str, object]) -> None:
    event = PatchSignals(given_signals)
    assert event.signals == json.loads(json.dumps(given_signals))
    assert "\n" not in event.json
    assert "\r" not in event.json
    event.json.encode()


def test_signals_are_compact_json_and_keep_their_order() -> None:
    assert PatchSignals({"b": [1, None], "a": {"é": "😀\u2028\n"}}).json == (
        '{"b":[1,null],"a":{"é":"😀\u2028\\n"}}'
    )


@pytest.mark.parametrize(
    ("given_as", "kept"),
    [
        ({"a": (1, (2, 3))}, {"a": [1, [2, 3]]}),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.ChainMap({"a": 1}, {"b": 2}), {"a": 1, "b": 2}),
        ({"a": ElementPatchMode.INNER}, {"a": "inner"}),
        ({"": {"": ""}}, {"": {"": ""}}),
    ],
    ids=repr,
)
def test_signals_are_given_as_mappings(given_as: Mapping[str, object], kept: dict[str, object]) -> None:
    event = PatchSignals(given_as)
    assert event.signals == kept
    assert event == PatchSignals(kept)


def test_later_changes_of_what_was_given_or_gotten_do_not_reach_the_event() -> None:
    mine = {"a": [1], "b": {"c": 2}}
    event = PatchSignals(mine)
    before = hash(event)
    mine["a"].append(2)  # type: ignore[attr-defined]
    mine["new"] = 1  # type: ignore[assignment]
    event.signals["a"].append(3)
    event.signals["b"]["c"] = 4
    event.signals.clear()
    assert event.signals == {"a": [1], "b": {"c": 2}}
    assert event == PatchSignals({"a": [1], "b": {"c": 2}})
    assert hash(event) == before
    assert event.signals is not event.signals


def test_half_a_surrogate_pair_survives_in_signals() -> None:
    event = PatchSignals({"a\ud800": ["\udfff", "é"]})
    assert event.signals == {"a\ud800": ["\udfff", "é"]}
    assert event.json == '{"a\\ud800":["\\udfff","\\u00e9"]}'
    assert eval(repr(event)) == event


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (None, "NoneType None"),
        ([["a", 1]], "list [['a', 1]]"),
        ("{}", "str '{}'"),
        (PatchSignals, f"type {PatchSignals!r}"),
    ],
    ids=repr,
)
def test_signals_that_are_no_mapping_are_refused(wrong: Mapping[str, object], found: str) -> None:
    assert refusal(TypeError, lambda: PatchSignals(wrong)) == (
        f"PatchSignalsExpectedSignals: signals are a mapping of names to values; found {found}"
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")], ids=repr)
def test_numbers_that_json_lacks_are_refused(number: float) -> None:
    for wrong in ({"a": number}, {"a": [{"b": (number,)}]}):
        message = refusal(ValueError, lambda wrong=wrong: PatchSignals(wrong))
        assert message.startswith(f"signals {wrong!r} cannot be JSON: Out of range float values")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({1}, "set"),
        (b"x", "bytes"),
        (object, "type"),
        (datetime.date(2025, 9, 1), "date"),
        (types.MappingProxyType({}), "mappingproxy"),
    ],
    ids=repr,
)
def test_values_that_json_lacks_are_refused(value: object, kind: str) -> None:
    for wrong in ({"a": value}, {"a": [{"b": value}]}):
        assert refusal(TypeError, lambda wrong=wrong: PatchSignals(wrong)) == (
            f"signals {wrong!r} cannot be JSON: Object of type {kind} is not JSON serializable; "
            f"send what JSON holds (a model's .model_dump(mode='json'), a date's .isoformat())"
        )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({1: 2}, "1"),
        ({None: 2}, "None"),
        ({True: 2}, "True"),
        ({"a": {1.5: 2}}, "1.5 in 'a'"),
        ({"a": {"b": {2: 3}}}, "2 in 'a.b'"),
        ({"a": [0, {"b": ({(): 1},)}]}, "() in 'a.1.b.0'"),
        ({"a": {"1": 1, 1: 2}}, "1 in 'a'"),
    ],
    ids=repr,
)
def test_names_that_are_no_strings_are_refused(wrong: Mapping[str, object], said: str) -> None:
    message = refusal(TypeError, lambda: PatchSignals(wrong))
    assert message == f"signal names are strings; found {said}"


def nested(levels: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for _ in range(levels):
        found = {"a": found}
    return found


def test_signals_that_hold_themselves_are_refused() -> None:
    mapping: dict[str, object] = {}
    mapping["a"] = mapping
    items: list[object] = []
    items.append(items)
    for wrong in (mapping, {"a": items}, nested(100_000)):
        assert refusal(ValueError, lambda wrong=wrong: PatchSignals(wrong)) == (
            "signals hold themselves, or are nested too deeply for JSON"
        )


def test_signals_may_hold_the_same_object_twice() -> None:
    same = {"x": [1]}
    assert PatchSignals({"a": same, "b": same}).signals == {"a": {"x": [1]}, "b": {"x": [1]}}
    assert PatchSignals(nested(100)).signals == nested(100)


# --- other events ----------------------------------------------------------------------------


def test_an_event_without_a_name_is_a_message() -> None:
    assert OtherEvent("", "x") == OtherEvent("message", "x") == OtherEvent(data="x")


def test_no_data_is_not_empty_data() -> None:
    assert OtherEvent("x") != OtherEvent("x", "")
    assert OtherEvent("x").data is None


def test_a_nul_is_allowed_where_the_standard_allows_it() -> None:
    assert OtherEvent("a\0b", "c\0d").event == "a\0b"
    assert OtherEvent(comment="a\0b").comment == "a\0b"


@pytest.mark.parametrize("options", [{"event": "x"}, {"data": ""}, {"event_id": ""}, {"retry": 0}], ids=repr)
def test_a_comment_carries_nothing_else(options: dict[str, object]) -> None:
    assert refusal(ValueError, lambda: OtherEvent(comment="x", **options)) == (  # type: ignore[arg-type]
        "a comment carries no event: make two OtherEvents"
    )


# --- scripts and redirects -------------------------------------------------------------------

#: Scripts that break a careless writer. The client takes HTML with `</body>` for a document.
SCRIPTS = [
    "alert('it\\'s \"fine\"')",
    "x = '</script>'",
    "x = '</ScRiPt >'",
    "x = '<!-- <script>'",
    "x = '<\\/script>'",
    "x = '\\</script>'",
    "x = '\\\\</script>'",
    "x = '\\\\\\</script>'",
    "x = '\\\\x3C/script>'",
    "x = '</body></html></head>'",
    "x = ']]> --> &lt; &amp; <b>'",
    "a()\nb()\n",
    "\n\n",
    "x = `line\u2028separator \u2029 \x85`",
    "x = '😀 é 漢'",
    "for (let i = 0; i<scripts.length; i++) {}",
    "",
    " ",
]
#: What the text of a script means to JavaScript, whose `result` each of them sets.
MEANINGS = [
    ("result = '</script>'", "</script>"),
    ("result = '\\</script>'", "</script>"),
    ("result = '\\\\</script>'", "\\</script>"),
    ("result = '\\\\\\</script>'", "\\</script>"),
    ("result = '\\\\x3C/script>'", "\\x3C/script>"),
    ("result = '\\x3C/script>'", "</script>"),
    ("result = `</script>${'<!--'}`", "</script><!--"),
    ("result = 'a</body>b</HTML>c</head>d'", "a</body>b</HTML>c</head>d"),
    ("result = /<!--/.test('x<!--y')", True),
    ("result = /\\<!--/.test('x<!--y')", True),
    ("let scripts = [1, 2]; result = 0; for (let i=0; i<scripts.length; i++) result++", 2),
    ("result = 1; // </script>\nresult = 2", 2),
]


class Scripts(HTMLParser):
    """The scripts in some HTML, as the standard library reads them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.outside = ""
        self.inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert (tag, self.inside) == ("script", False)
        self.inside = True
        self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        assert (tag, self.inside) == ("script", True)
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data
        else:
            self.outside += data


def in_the_page(event: PatchElements) -> turbohtml.Element:
    """The one element that the client makes of the patch, which it parses inside a template."""
    for end_of_document in ("</html>", "</head>", "</body>"):
        assert end_of_document not in event.elements
    page = turbohtml.parse(f"<body><template>{event.elements}</template></body>")
    (template,) = page.select("template")
    (content,) = template.children
    (script,) = content.children
    assert script.tag == "script"
    return script


def ran(event: PatchElements, read: str) -> object:
    """What `read` is worth when the script of the patch has run."""
    engine = quickjs.Context()
    engine.eval("var window = {}, setTimeout = (run) => run(), result; 0")
    engine.eval(in_the_page(event).text + "\n;0")
    return json.loads(engine.eval(f"JSON.stringify({read})"))


def lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_remove_elements() -> None:
    event = remove_elements("#a > .b")
    assert event == PatchElements(selector="#a > .b", mode="remove")
    assert event.script is None
    assert event.redirect_to is None
    assert "selector is blank" in refusal(ValueError, lambda: remove_elements(""))


def test_execute_script_appends_a_script_to_the_body() -> None:
    assert execute_script("a()") == PatchElements(
        '<script data-effect="el.remove()">a()</script>', selector="body", mode="append"
    )
    assert execute_script("a()", auto_remove=False) == PatchElements(
        "<script>a()</script>", selector="body", mode="append"
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=ascii)
def test_a_script_reads_back_as_it_was_given(script: str) -> None:
    for auto_remove in (True, False):
        assert execute_script(script, auto_remove=auto_remove).script == script


@thorough
@given(text.filter(lambda script: "\\x3" not in script))
def test_any_script_reads_back_as_it_was_given(script: str) -> None:
    assert execute_script(script).script == lf(script)


@pytest.mark.parametrize("script", SCRIPTS, ids=ascii)
def test_a_script_is_one_element_however_it_is_parsed(script: str) -> None:
    check_that_one_script_comes_out(script)


@thorough
@given(text)
def test_any_script_is_one_element_however_it_is_parsed(script: str) -> None:
    check_that_one_script_comes_out(script)


def check_that_one_script_comes_out(script: str) -> None:
    event = execute_script(script)
    written = event.elements.removeprefix('<script data-effect="el.remove()">')
    assert written.lower().count("</script") == 1
    assert written.endswith("</script>")
    written = written.removesuffix("</script>")
    assert "<!--" not in written

    read = Scripts(event.elements)
    assert read.found == [written]
    assert read.outside == ""
    element = in_the_page(event)
    assert element.text == written.replace("\0", "\ufffd")  # as HTML has it
    assert dict(element.attrs) == {"data-effect": "el.remove()"}


@pytest.mark.parametrize(("script", "result"), MEANINGS, ids=[ascii(one) for one, _ in MEANINGS])
def test_a_script_still_means_what_it_meant(script: str, result: object) -> None:
    assert ran(execute_script(script), "result") == result


@thorough
@given(text)
def test_any_string_in_a_script_still_means_what_it_meant(value: str) -> None:
    literal = json.dumps(value, ensure_ascii=False)
    assert ran(execute_script(f"result = {literal}"), "result") == value


def test_an_escape_that_is_already_there_reads_back_as_what_it_stands_for() -> None:
    event = execute_script(r"x = '\x3C/script>'")
    assert r"x = '\x3C/script>'" in event.elements
    assert event.script == "x = '</script>'"


@pytest.mark.parametrize(
    "event",
    [
        PatchElements("<p>a()</p>", selector="body", mode="append"),
        PatchElements("<script>a()</script>"),
        PatchElements("<script>a()</script>", selector="body", mode="prepend"),
        PatchElements("<script>a()</script>", selector="main", mode="append"),
        PatchElements("<script>a()</script><p></p>", selector="body", mode="append"),
        PatchElements("<script>a</script><script>b</script>", selector="body", mode="append"),
        PatchElements("<scripty>a()</script>", selector="body", mode="append"),
    ],
    ids=repr,
)
def test_other_patches_are_no_script(event: PatchElements) -> None:
    assert event.script is None
    assert event.redirect_to is None


def test_attributes_of_a_script() -> None:
    event = execute_script(
        "a()",
        attributes={"type": "module", "nonce": "\"'<>&\n", "async": True, "defer": False, "é": ""},
    )
    assert event.elements == (
        '<script data-effect="el.remove()" type="module" nonce="&quot;&#x27;&lt;&gt;&amp;\n" async '
        'é="">a()</script>'
    )
    assert event.script == "a()"
    assert dict(in_the_page(event).attrs) == {
        "data-effect": "el.remove()",
        "type": "module",
        "nonce": "\"'<>&\n",
        "async": "",
        "é": "",
    }


@thorough
@given(text.map(lf))
def test_any_value_of_an_attribute_comes_through(value: str) -> None:
    event = execute_script("a()", auto_remove=False, attributes={"data-x": value})
    assert event.script == "a()"
    assert dict(in_the_page(event).attrs) == {"data-x": value.replace("\0", "\ufffd")}


@pytest.mark.parametrize(
    "name",
    ["", " ", "a b", "a=b", 'a"', "a'", "a>b", "<a", "a/", "a\0", "a\nb", "a\u2028b", "a\x7f"],
    ids=ascii,
)
def test_what_is_no_name_of_an_attribute_is_refused(name: str) -> None:
    for value in ("x", True, False):
        message = refusal(ValueError, lambda value=value: execute_script("a()", attributes={name: value}))
        assert message == f"{name!r} is not the name of an HTML attribute"


def test_auto_remove_owns_data_effect() -> None:
    for name in ("data-effect", "DATA-Effect"):
        assert refusal(ValueError, lambda name=name: execute_script("a()", attributes={name: "x"})) == (
            "auto_remove=True already uses data-effect; pass auto_remove=False"
        )
    assert execute_script("a()", auto_remove=False, attributes={"data-effect": "b()"}).elements == (
        '<script data-effect="b()">a()</script>'
    )


LOCATIONS = [
    "/",
    "/next?a=1&b=2#c",
    "https://example.com/é?q=漢",
    "/it's",
    '/"quoted"',
    "/back\\slash\\",
    "/\\x3C/script>",
    "/\\\\x3C!--",
    "/</script><script>alert(1)</script>",
    "/<!--<script>",
    "/</body>",
    "/line\nend\r\n\rs",
    "/\u2028\u2029\x85",
    "/😀",
    "/\0",
    "'); alert(1); ('",
    "",
    "/?next=javascript:alert(1)",
    "script:javascript",
]


def test_redirect_sets_the_location_behind_the_current_patch() -> None:
    assert redirect("/a") == execute_script('setTimeout(() => window.location = "/a")')


@pytest.mark.parametrize("location", LOCATIONS, ids=ascii)
def test_a_redirect_reads_back_and_goes_where_it_was_told(location: str) -> None:
    check_redirect(location)


@thorough
@given(text)
def test_any_redirect_reads_back_and_goes_where_it_was_told(location: str) -> None:
    check_redirect(location)


def check_redirect(location: str) -> None:
    if re.match(r"[\x00-\x20]*[/\\][\x00-\x20]*[/\\]", location):
        with pytest.raises(ValueError, match="names another host"):
            redirect(location)
        location = f"/x{location}"
    event = redirect(location)
    assert event.redirect_to == location
    assert eval(repr(event)).redirect_to == location
    assert event.script is not None
    assert event.elements.lower().count("</script") == 1
    assert len(Scripts(event.elements).found) == 1
    assert ran(event, "window.location") == location


def test_half_a_surrogate_pair_survives_in_a_redirect() -> None:
    assert redirect("/\ud800").redirect_to == "/\ud800"


def test_a_redirect_of_another_writer_is_read() -> None:
    assert execute_script("setTimeout(() => window.location = '/a')").redirect_to == "/a"


@pytest.mark.parametrize(
    "script",
    [
        'setTimeout(() => window.location = "a" + "b")',
        'setTimeout(() => window.location = "a\\q")',
        'setTimeout(() => window.location = "a"); b("c")',
        "setTimeout(() => window.location = 'a' + 'b')",
        "setTimeout(() => window.location = place)",
        'window.location = "/a"',
        "",
    ],
    ids=ascii,
)
def test_other_scripts_are_no_redirect(script: str) -> None:
    event = execute_script(script)
    assert event.redirect_to is None
    assert event.script == script


@pytest.mark.parametrize(
    "location",
    [
        "javascript:alert(1)",
        " JaVa\tscript:alert(1)",
        "java\nscr\ript:alert(1)",
        "\x00\x01\x1f javascript:",
        "JAVASCRIPT:void(0)",
    ],
    ids=ascii,
)
def test_a_redirect_to_a_script_is_refused(location: str) -> None:
    assert refusal(ValueError, lambda: redirect(location)) == (
        f"redirect({location!r}) would run a script; to run one on purpose use execute_script()"
    )


@thorough
@given(patch_elements | patch_signals)
def test_reading_a_script_never_fails(event: PatchElements | PatchSignals) -> None:
    if isinstance(event, PatchElements):
        assert event.script is None or event.selector == "body"
        assert event.redirect_to is None or event.script is not None


def test_an_other_event_is_something_and_not_datastars() -> None:
    assert refusal(ValueError, lambda: OtherEvent()) == (
        "an OtherEvent without data, comment, event_id and retry is nothing at all"
    )
    assert refusal(ValueError, lambda: OtherEvent("datastar-patch-signals", "signals {}")) == (
        "an event of type datastar-patch-signals is a PatchSignals"
    )
    assert refusal(ValueError, lambda: OtherEvent("datastar-patch-elements")) == (
        "an event of type datastar-patch-elements is a PatchElements"
    )


def test_signals_are_equal_as_json_is() -> None:
    assert PatchSignals({"a": 1}) == PatchSignals({"a": 1.0})
    assert PatchSignals({"a": 1}) != PatchSignals({"a": True})
    assert PatchSignals({"a": [{"b": 0}]}) != PatchSignals({"a": [{"b": False}]})
    assert hash(PatchSignals({"a": 1})) == hash(PatchSignals({"a": 1.0}))


def test_text_of_a_class_of_its_own_is_stored_as_text() -> None:
    class Markup(str):
        def __repr__(self) -> str:
            return f"Markup({str.__repr__(self)})"

    event = PatchElements("<p>", selector=Markup("#a"), event_id=Markup("1"), mode="inner")
    assert repr(event) == "PatchElements('<p>', selector='#a', mode='inner', event_id='1')"


def test_an_attribute_of_a_script_is_text_or_a_flag() -> None:
    assert refusal(TypeError, lambda: execute_script("a()", attributes={"n": 1})) == (
        "the attribute 'n' is text, True or False; found int 1"
    )
