"""
What a parameter's annotation is a type of: a model, several values, a file, one text.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import inspect
import types
import typing
from typing import Annotated, Any, NotRequired, Required, Union, get_args, get_origin

from pydantic import AliasChoices, AliasPath, BaseModel, Json
from starlette.datastructures import UploadFile
from typing_extensions import TypeAliasType, is_typeddict

__all__ = [
    "has_file",
    "is_collection",
    "is_mapping",
    "is_model",
    "list_fields",
    "name_of",
    "plain_type",
    "short",
    "without_alias",
]

#: pydantic's, which is an alias to type checkers and a class when it runs.
_JSON: Any = Json
_MAPPINGS: tuple[Any, ...] = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_UNIONS = (Union, types.UnionType)
_COLLECTIONS: tuple[Any, ...] = (
    list,
    set,
    frozenset,
    tuple,
    collections.deque,
    collections.abc.Iterable,
    collections.abc.Collection,
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Set,
    collections.abc.MutableSet,
)


def is_model(annotation: Any) -> bool:
    """
    Whether a type has named fields: a pydantic model, a dataclass, a TypedDict, or one of several of them.
    """
    if _is_json(annotation):
        return False
    plain = plain_type(annotation)
    if get_origin(plain) in _UNIONS:
        return all(is_model(one) for one in get_args(plain) if one is not types.NoneType)
    return isinstance(plain, type) and (
        issubclass(plain, BaseModel) or dataclasses.is_dataclass(plain) or is_typeddict(plain)
    )


def is_collection(annotation: Any) -> bool:
    """
    Whether a type holds several values: a list, a set, a tuple, or one of them in a union.
    """
    if _is_json(annotation):
        return False
    plain = plain_type(annotation)
    if get_origin(plain) in _UNIONS:
        return any(is_collection(one) for one in get_args(plain))
    return (get_origin(plain) or plain) in _COLLECTIONS


def is_mapping(annotation: Any) -> bool:
    """
    Whether a type is a dict, which no text can be made to; a validator of its own may change that.
    """
    plain = annotation if get_origin(annotation) is Annotated else plain_type(annotation)
    return (get_origin(plain) or plain) in _MAPPINGS


def has_file(annotation: Any) -> bool:
    """
    Whether a type is an uploaded file, several of them, or maybe one.
    """
    plain = plain_type(annotation)
    return plain is UploadFile or any(map(has_file, get_args(plain)))


def _is_json(annotation: Any) -> bool:
    """
    Whether a type is pydantic's `Json[...]`: one text, whatever is in it.
    """
    annotation = without_alias(annotation)
    if get_origin(annotation) is not Annotated:
        return False
    return any(each is _JSON or isinstance(each, _JSON) for each in get_args(annotation)[1:])


def plain_type(annotation: Any) -> Any:
    """
    A type without `Annotated`, and without the None of an optional one.
    """
    annotation = without_alias(annotation)
    while get_origin(annotation) in (Annotated, Required, NotRequired):
        annotation = without_alias(get_args(annotation)[0])
    if get_origin(annotation) in _UNIONS:
        others = [one for one in get_args(annotation) if one is not types.NoneType]
        if len(others) == 1:
            return plain_type(others[0])
    return annotation


def without_alias(annotation: Any) -> Any:
    """
    What `type Name = ...` stands for.
    """
    while isinstance(annotation, TypeAliasType):
        annotation = annotation.__value__
    return annotation


def list_fields(annotation: Any) -> frozenset[str]:
    """
    The names under which the fields of a model, or of several, that hold several values are read.
    """
    plain = plain_type(annotation)
    if get_origin(plain) in _UNIONS:
        models = [one for one in get_args(plain) if one is not types.NoneType]
        return frozenset().union(*map(list_fields, models))
    names = set()
    for name, hint in typing.get_type_hints(plain, include_extras=True).items():
        if is_collection(hint):
            names.add(name)
            field = getattr(plain, "model_fields", {}).get(name)
            if field is not None:
                names |= _aliases(field.alias) | _aliases(field.validation_alias)
    return frozenset(names)


def _aliases(alias: str | AliasChoices | AliasPath | None) -> set[str]:
    if isinstance(alias, AliasChoices):
        return set[str]().union(*map(_aliases, alias.choices))
    return {alias} if isinstance(alias, str) else set()  # a path's end is no list of ours


def name_of(annotation: Any) -> str:
    """
    A type as a message shows it.
    """
    if annotation is inspect.Parameter.empty:
        return "a value"
    if get_origin(annotation) is Annotated:
        return name_of(get_args(annotation)[0])
    # list[int] has the __qualname__ of list; written out it says more.
    plain = isinstance(annotation, type) and get_origin(annotation) is None
    return str(annotation.__qualname__) if plain else str(annotation)


def short(value: object) -> str:
    """
    A value as a message shows it.
    """
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:99]}…"
