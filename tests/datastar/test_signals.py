"""The rules of the signal store: how patches add up, and what a request carries."""

import copy
import json
import types
from collections.abc import Mapping
from typing import Any

import pytest
from generated import signals, thorough
from hypothesis import given
from hypothesis import strategies as st

from stario.datastar import filter_signals, merge_patch

Signals = dict[str, Any]


def merged(before: Signals, *patches: Mapping[str, Any], only_if_missing: bool = False) -> Signals:
    after = copy.deepcopy(before)
    for patch in patches:
        merge_patch(after, patch, only_if_missing=only_if_missing)
    return after


# --- merge_patch -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({}, {}, {}),
        ({"a": 1}, {}, {"a": 1}),
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": "x"}, {"a": "x"}),
        ({"a": 1}, {"a": None}, {}),
        ({"a": {"b": 1}}, {"a": None}, {}),
        ({"a": 1}, {"missing": None}, {"a": 1}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}, {"a": {"c": 2}}),
        ({"a": {"b": 1}}, {"a": {"b": None}}, {"a": {}}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": {"b": {"c": 1}}}, {"a": {"b": {"d": 2}}}, {"a": {"b": {"c": 1, "d": 2}}}),
        ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": 1}}),
        ({}, {"a": {}}, {"a": {}}),
        ({}, {"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 1}}}),
        ({}, {"a": {"b": None}}, {"a": {}}),
        ({"a": 1}, {"a": {"b": 2}}, {"a": {"b": 2}}),
        ({"a": 1}, {"a": {}}, {"a": {}}),
        ({"a": {"b": 1}}, {"a": 2}, {"a": 2}),
        ({"a": False}, {"a": 0}, {"a": 0}),
        ({"a": {"x": 1}}, {"a.x": 3}, {"a": {"x": 1}, "a.x": 3}),
        ({"_a": 1}, {"_a": 2, "": 3}, {"_a": 2, "": 3}),
    ],
    ids=str,
)
def test_a_patch_of_values_and_mappings(before: Signals, patch: Signals, after: Signals) -> None:
    found = merged(before, patch)
    assert found == after
    assert json.dumps(found) == json.dumps(after)


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": [1, 2, 3]}, {"a": [9]}, {"a": [9]}),
        ({"a": [1, 2, 3]}, {"a": []}, {"a": []}),
        ({"a": {"b": 1}}, {"a": [1]}, {"a": [1]}),
        ({"a": [{"b": 1}]}, {"a": [{"c": 2}]}, {"a": [{"c": 2}]}),
        ({}, {"a": [{"b": None}, None]}, {"a": [{"b": None}, None]}),
        ({"a": [1, 2]}, {"a": {"1": 7}}, {"a": [1, 7]}),
        ({"a": [1, 2]}, {"a": {}}, {"a": [1, 2]}),
        ({"a": [1]}, {"a": {"3": 5}}, {"a": [1, None, None, 5]}),
        ({"a": [1, 2]}, {"a": {"0": None}}, {"a": [None, 2]}),
        ({"a": [1]}, {"a": {"5": None}}, {"a": [1]}),
        ({"a": [{"b": 1}]}, {"a": {"0": {"c": 2}}}, {"a": [{"b": 1, "c": 2}]}),
        ({"a": [{"b": 1}]}, {"a": {"0": {"b": None}}}, {"a": [{}]}),
        ({"a": [1]}, {"a": {"0": {"b": 2}}}, {"a": [{"b": 2}]}),
        ({"a": []}, {"a": {"1": {"b": 2}}}, {"a": [None, {"b": 2}]}),
        ({"a": [[1, 2]]}, {"a": {"0": {"1": 3}}}, {"a": [[1, 3]]}),
        ({"a": [1, 2]}, {"a": {"0": [3], "1": "x"}}, {"a": [[3], "x"]}),
        ({"a": [1, 2]}, {"a": {"x": 3, "-1": 3, "1.0": 3, "01": 3, "": 3, " 1": 3}}, {"a": [1, 2]}),
        ({"a": [1, 2]}, {"a": {"١": 3, "²": 3}}, {"a": [1, 2]}),
    ],
    ids=str,
)
def test_lists_are_replaced_and_mappings_reach_into_them_by_index(
    before: Signals, patch: Signals, after: Signals
) -> None:
    assert merged(before, patch) == after


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": 1}, {"a": 2, "b": 3}, {"a": 1, "b": 3}),
        (
            {"a": 0, "b": "", "c": False, "d": []},
            dict.fromkeys("abcd", 1),
            {"a": 0, "b": "", "c": False, "d": []},
        ),
        ({"a": 1}, {"a": None, "b": None}, {"a": 1}),
        ({"b": {"c": 1}}, {"b": {"c": 2, "d": 3}}, {"b": {"c": 1, "d": 3}}),
        ({"b": {"c": {"d": 1}}}, {"b": {"c": {"d": 2, "e": None, "f": 4}}}, {"b": {"c": {"d": 1, "f": 4}}}),
        ({"a": {"b": 1}}, {"a": 2}, {"a": {"b": 1}}),
        ({"a": {"b": 1}}, {"a": [2]}, {"a": {"b": 1}}),
        ({"a": [1]}, {"a": [2, 3]}, {"a": [1]}),
        ({"a": [1]}, {"a": {"0": 2, "1": 3}}, {"a": [1, 3]}),
        ({"a": [1]}, {"a": {"0": None}}, {"a": [1]}),
        ({"a": [{"b": 1}]}, {"a": {"0": {"b": 2, "c": 3}}}, {"a": [{"b": 1, "c": 3}]}),
        ({}, {"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 1}}}),
        # The client makes room for a mapping, missing or not.
        ({"a": 1}, {"a": {"b": 2}}, {"a": {"b": 2}}),
    ],
    ids=str,
)
def test_only_if_missing_fills_gaps_at_every_depth(before: Signals, patch: Signals, after: Signals) -> None:
    assert merged(before, patch, only_if_missing=True) == after


def test_any_mapping_is_a_patch() -> None:
    patch = types.MappingProxyType({"a": types.MappingProxyType({"b": 1})})
    assert merged({"a": {"c": 2}}, patch) == {"a": {"c": 2, "b": 1}}


@thorough
@given(signals, signals, st.booleans())
def test_the_patch_is_neither_changed_nor_shared(
    before: Signals, patch: Signals, only_if_missing: bool
) -> None:
    kept = copy.deepcopy(patch)
    after = merged(before, patch, only_if_missing=only_if_missing)
    assert patch == kept
    mine, theirs = containers(after), containers(patch)
    assert not {id(one) for one in mine} & {id(one) for one in theirs}


def containers(value: object) -> list[object]:
    """The lists and dicts in `value`, and `value` itself when it is one."""
    if isinstance(value, dict):
        return [value, *(inner for item in value.values() for inner in containers(item))]
    if isinstance(value, list):
        return [value, *(inner for item in value for inner in containers(item))]
    return []


def test_a_later_change_of_the_patch_does_not_reach_the_signals() -> None:
    patch: Signals = {"a": [1, {"b": [2]}], "c": {"d": [3]}}
    after = merged({"a": 1}, patch)
    patch["a"][1]["b"].append(9)
    patch["c"]["d"].append(9)
    patch["c"]["e"] = 9
    assert after == {"a": [1, {"b": [2]}], "c": {"d": [3]}}


def test_an_item_that_is_set_by_index_is_not_shared_either() -> None:
    patch: Signals = {"a": {"0": [1], "1": {"b": [2]}}}
    after = merged({"a": [0]}, patch)
    patch["a"]["0"].append(9)
    patch["a"]["1"]["b"].append(9)
    assert after == {"a": [[1], {"b": [2]}]}


def test_the_signals_are_changed_in_place() -> None:
    before: Signals = {"a": {"b": 1}}
    inner = before["a"]
    assert merge_patch(before, {"a": {"c": 2}}) is None  # type: ignore[func-returns-value]
    assert before["a"] is inner
    assert inner == {"b": 1, "c": 2}


@thorough
@given(signals, signals)
def test_the_same_patch_twice_is_the_same_as_once(before: Signals, patch: Signals) -> None:
    assert merged(before, patch, patch) == merged(before, patch)


@thorough
@given(signals, signals)
def test_filling_gaps_twice_is_the_same_as_once(before: Signals, patch: Signals) -> None:
    once = merged(before, patch, only_if_missing=True)
    assert merged(once, patch, only_if_missing=True) == once


@thorough
@given(signals)
def test_an_empty_patch_changes_nothing(before: Signals) -> None:
    assert merged(before, {}) == before


def without_nulls(value: Any) -> Any:
    """`value` as a store could hold it: in a mapping, null means that there is nothing."""
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return value


def without_lists(value: Any) -> Any:
    """`value` without lists, which a mapping would reach into and a patch could not say so."""
    if isinstance(value, dict):
        return {name: without_lists(item) for name, item in value.items()}
    return str(value) if isinstance(value, list) else value


@thorough
@given(signals)
def test_a_patch_on_nothing_is_the_patch_without_its_nulls(patch: Signals) -> None:
    assert merged({}, patch) == without_nulls(patch)
    assert merged({}, patch, only_if_missing=True) == without_nulls(patch)


@thorough
@given(signals, signals)
def test_a_patch_shows_in_the_signals(before: Signals, patch: Signals) -> None:
    before, patch = without_lists(before), without_lists(patch)
    check_shown(merged(before, patch), patch)


def check_shown(after: Any, patch: Signals) -> None:
    for name, value in patch.items():
        if value is None:
            assert name not in after
        elif isinstance(value, dict):
            assert isinstance(after[name], dict)
            check_shown(after[name], value)
        else:
            assert after[name] == value


@thorough
@given(signals, signals)
def test_filling_gaps_never_takes_a_value_away_from_a_mapping(before: Signals, patch: Signals) -> None:
    before, patch = without_lists(without_nulls(before)), without_lists(patch)
    after = merged(before, patch, only_if_missing=True)
    assert set(after) >= set(before)
    for name, value in before.items():
        if not isinstance(patch.get(name), dict):
            assert after[name] == value


few = st.recursive(
    st.none() | st.integers(0, 3),
    lambda inner: st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
few_signals = st.dictionaries(st.sampled_from("abc"), few, max_size=3)


@thorough
@given(few_signals, few_signals, few_signals)
def test_filling_gaps_is_associative_where_shapes_agree(one: Signals, two: Signals, three: Signals) -> None:
    # Of values alone: a mapping replaces a value even when only gaps are filled.
    one, two, three = ({k: v for k, v in s.items() if isinstance(v, int)} for s in (one, two, three))
    left = merged(merged(one, two, only_if_missing=True), three, only_if_missing=True)
    right = merged(one, merged(two, three, only_if_missing=True), only_if_missing=True)
    assert left == right == {**three, **two, **one}


@thorough
@given(few_signals, few_signals, few_signals)
def test_patches_without_nulls_are_associative(one: Signals, two: Signals, three: Signals) -> None:
    one, two, three = (without_nulls(found) for found in (one, two, three))
    # Not so when two replaces a mapping of one by a value and three that by a mapping again:
    # merging two and three first forgets the value that was in between.
    if any_value_between(two, three):
        return
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


def any_value_between(two: Signals, three: Signals) -> bool:
    return any(
        isinstance(value, dict)
        and name in two
        and (not isinstance(two[name], dict) or any_value_between(two[name], value))
        for name, value in three.items()
    )


def test_patches_are_not_associative_over_a_value_in_between() -> None:
    one, two, three = {"a": {"x": 1}}, {"a": 0}, {"a": {"y": 2}}
    assert merged(merged(one, two), three) == {"a": {"y": 2}}
    assert merged(one, merged(two, three)) == {"a": {"x": 1, "y": 2}}


# --- filter_signals --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_signals", "sent"),
    [
        ({}, {}),
        ({"a": 1, "b": "x", "c": False, "d": 0, "e": ""}, {"a": 1, "b": "x", "c": False, "d": 0, "e": ""}),
        ({"_a": 1, "a_": 2, "a_b": 3, "__": 4}, {"a_": 2, "a_b": 3}),
        ({"a": {"_b": 1, "c": 2}}, {"a": {"c": 2}}),
        ({"_a": {"b": 1}}, {}),
        ({"a": {"b": {"_c": 1}}, "d": 1}, {"d": 1}),
        ({"a": {}, "b": {"c": {}}}, {}),
        ({"a": []}, {"a": []}),
        ({"a": [{"_b": 1}, {}]}, {"a": [{"_b": 1}, {}]}),
        ({"a": None}, {"a": None}),
        ({"a._b": 1, "a.b": 2}, {"a.b": 2}),
    ],
    ids=str,
)
def test_local_signals_stay_in_the_page(given_signals: Signals, sent: Signals) -> None:
    assert filter_signals(given_signals) == sent


NESTED = {"a": {"b": 1, "c": 2}, "ab": 3, "_l": 4}


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({"include": "^a"}, {"a": {"b": 1, "c": 2}, "ab": 3}),
        ({"include": r"^a\."}, {"a": {"b": 1, "c": 2}}),
        ({"include": "b"}, {"a": {"b": 1}, "ab": 3}),
        ({"include": "^a$"}, {}),
        ({"exclude": "b"}, {"a": {"c": 2}, "_l": 4}),
        ({"exclude": r"^a\.c$"}, {"a": {"b": 1}, "ab": 3, "_l": 4}),
        ({"include": "b", "exclude": r"\."}, {"ab": 3}),
        ({"exclude": "(?!)"}, NESTED),
        ({"include": "(?!)"}, {}),
    ],
    ids=str,
)
def test_paths_are_searched_for_what_to_include_and_exclude(options: dict[str, str], sent: Signals) -> None:
    assert filter_signals(NESTED, **options) == sent


def test_any_mapping_is_filtered() -> None:
    found = filter_signals(types.MappingProxyType({"a": types.MappingProxyType({"b": 1, "_c": 2})}))
    assert found == {"a": {"b": 1}}
    assert type(found["a"]) is dict


@thorough
@given(signals)
def test_filtering_changes_nothing_and_twice_is_the_same_as_once(given_signals: Signals) -> None:
    kept = copy.deepcopy(given_signals)
    sent = filter_signals(given_signals)
    assert given_signals == kept
    assert filter_signals(sent) == sent
    for path in paths(sent):
        assert not any(part.startswith("_") for part in path.split("."))


@thorough
@given(signals)
def test_what_is_included_and_what_is_excluded_by_the_same_words_add_up(given_signals: Signals) -> None:
    chosen = paths(filter_signals(given_signals, include="[a-m]", exclude="(?!)"))
    others = paths(filter_signals(given_signals, exclude="[a-m]"))
    every = paths(filter_signals(given_signals, exclude="(?!)"))
    assert sorted(chosen + others) == sorted(every)


def paths(level: Signals, prefix: str = "") -> list[str]:
    found = []
    for name, value in level.items():
        found += paths(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name]
    return found


def test_a_patch_far_beyond_the_end_of_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a patch sets item 99999999999 of a list of 1: .* too many holes"):
        merge_patch({"a": [1]}, {"a": {"99999999999": 2}})
