"""
The rules of the client's signal store: how patches add up, and which signals a request carries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

__all__ = ["filter_signals", "merge_patch"]

_INDEX = re.compile(r"0|[1-9][0-9]*")
#: JavaScript's lists are sparse and ours are not: what a patch may leave empty in one.
MAX_HOLES = 100_000


def merge_patch(signals: dict[str, Any], patch: Mapping[str, Any], *, only_if_missing: bool = False) -> None:
    """
    Merge `patch` into `signals`, in place, as the client does (`engine/signals.ts`, mergePatch).

    - None deletes a signal; deleting one that is missing does nothing.
    - A mapping merges deeply, into a mapping or, by index, into a list; into anything else as new.
    - Everything else replaces, lists as a whole.
    - `only_if_missing` deletes nothing and sets only what is missing, at every depth.
    """
    for name, value in patch.items():
        _merge(signals, name, value, only_if_missing)


def _merge(target: dict[str, Any] | list[Any], name: str, value: Any, only_if_missing: bool) -> None:
    if isinstance(target, list):
        _merge_item(target, name, value, only_if_missing)
    elif value is None:
        if not only_if_missing:
            target.pop(name, None)
    elif isinstance(value, Mapping):
        if not isinstance(target.get(name), dict | list):
            target[name] = {}
        for inner, item in value.items():
            _merge(target[name], inner, item, only_if_missing)
    elif not only_if_missing or name not in target:
        target[name] = deepcopy(value)


def _merge_item(target: list[Any], name: str, value: Any, only_if_missing: bool) -> None:
    # JavaScript sets a list's item by its index as a name; any other name would not reach JSON.
    if not _INDEX.fullmatch(name):
        return
    index = int(name[:10])
    if index > len(target) + MAX_HOLES:
        raise ValueError(f"a patch sets item {name} of a list of {len(target)}: that leaves too many holes")
    exists = index < len(target) and target[index] is not None
    if value is None:
        if exists and not only_if_missing:
            target[index] = None  # a hole, which JSON writes as null
        return
    if isinstance(value, Mapping) or not (only_if_missing and exists):
        target.extend([None] * (index + 1 - len(target)))
    if isinstance(value, Mapping):
        if not isinstance(target[index], dict | list):
            target[index] = {}
        for inner, item in value.items():
            _merge(target[index], inner, item, only_if_missing)
    elif not (only_if_missing and exists):
        target[index] = deepcopy(value)


def filter_signals(
    signals: Mapping[str, Any], *, include: str = ".*", exclude: str = r"(^|\.)_"
) -> dict[str, Any]:
    """
    The signals that a request carries (`engine/signals.ts`, filtered).

    `include` and `exclude` are regular expressions, searched for in a signal's dotted path. The
    default drops local signals, those with a part that starts with `_`. Lists are leaves, and a
    mapping of which nothing is left is not sent.
    """
    wanted, unwanted = re.compile(include), re.compile(exclude)

    def walk(level: Mapping[str, Any], prefix: str) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, value in level.items():
            path = prefix + name
            if isinstance(value, Mapping):
                if inner := walk(value, f"{path}."):
                    kept[name] = inner
            elif wanted.search(path) and not unwanted.search(path):
                kept[name] = value
        return kept

    return walk(signals, "")
