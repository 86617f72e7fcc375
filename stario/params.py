"""
Where a handler's arguments come from: the request, the application, the path.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, get_origin

from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.convertors import Convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request

from stario import _where

__all__ = ["Arguments", "plan"]

Source: TypeAlias = Callable[[Request], Any]


@dataclass(frozen=True, slots=True)
class Arguments:
    """
    A handler's arguments, found once when the route is made and filled for each request.
    """

    positional: tuple[Source, ...]
    named: tuple[tuple[str, Source], ...]

    def fill(self, request: Request) -> tuple[list[Any], dict[str, Any]]:
        return (
            [source(request) for source in self.positional],
            {name: source(request) for name, source in self.named},
        )


def plan(function: Callable[..., Any], path: str, convertors: Mapping[str, Convertor[Any]]) -> Arguments:
    """
    How to fill the parameters of `function` on `path`.

    A parameter is filled by its annotation (`Request`, `Stario`), or by its name when the path has a
    parameter of that name; an annotation there is validated by pydantic. Raises `TypeError`, with the
    file:line of the function, for a parameter that nothing can fill.
    """
    positional: list[Source] = []
    named: list[tuple[str, Source]] = []
    try:
        signature = inspect.signature(function)
    except ValueError as problem:
        raise TypeError(f"the signature of {function!r} cannot be read: {problem}") from problem
    for parameter in signature.parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        source = _source(function, parameter, path, convertors)
        if source is None:
            continue
        if parameter.kind is parameter.POSITIONAL_ONLY:
            positional.append(source)
        else:
            named.append((parameter.name, source))
    return Arguments(tuple(positional), tuple(named))


def _source(
    function: Callable[..., Any],
    parameter: inspect.Parameter,
    path: str,
    convertors: Mapping[str, Convertor[Any]],
) -> Source | None:
    name = parameter.name
    annotation = _annotation(function, parameter)
    if name in convertors:
        return _path_parameter(function, name, annotation, convertors[name])
    if isinstance(annotation, type) and issubclass(annotation, Request):
        return _the_request
    if isinstance(annotation, type) and issubclass(annotation, Starlette):
        return _the_app
    if annotation is parameter.empty and name == "request":
        return _the_request
    if parameter.default is not parameter.empty:
        # Of the positional ones none can be left out, or the next would move up.
        positional = parameter.kind is parameter.POSITIONAL_ONLY
        return (lambda request: parameter.default) if positional else None
    in_path = ", ".join(f"{{{known}}}" for known in convertors) or "none"
    shown = "" if annotation is parameter.empty else f": {_name_of(annotation)}"
    raise TypeError(
        f"nothing can fill the parameter '{name}{shown}' of the handler "
        f"{_where.of_callable(function)} on {path!r}: it is no path parameter (the path has {in_path}) "
        f"and its annotation is not Request or Stario; add {{{name}}} to the path, annotate it, "
        f"or give it a default"
    )


def _annotation(function: Callable[..., Any], parameter: inspect.Parameter) -> Any:
    annotation = parameter.annotation
    if not isinstance(annotation, str):
        return annotation
    namespace = getattr(_code_of(function), "__globals__", {})
    try:
        return eval(annotation, namespace)
    except Exception as problem:
        raise TypeError(
            f"the annotation {annotation!r} of the parameter '{parameter.name}' of the handler "
            f"{_where.of_callable(function)} cannot be read when the route is made ({problem}); "
            f"import or define it at the top of the module, not under TYPE_CHECKING"
        ) from problem


def _code_of(function: Any) -> Any:
    """
    The plain function behind a partial, a decorated one, a method or a callable object.
    """
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(function)
    if not hasattr(function, "__globals__") and not hasattr(function, "__func__"):
        function = type(function).__call__
    return getattr(function, "__func__", function)


def _path_parameter(
    function: Callable[..., Any], name: str, annotation: Any, convertor: Convertor[Any]
) -> Source:
    if annotation is inspect.Parameter.empty or annotation is Any or annotation is object:
        return lambda request: request.path_params[name]
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    except Exception as problem:
        raise TypeError(
            f"the annotation {_name_of(annotation)} of the path parameter '{name}' of the handler "
            f"{_where.of_callable(function)} is nothing that pydantic can validate: {problem}"
        ) from problem

    def validated(request: Request) -> Any:
        value = request.path_params[name]
        try:
            return adapter.validate_python(value)
        except ValidationError as refused:
            reasons = "; ".join(error["msg"] for error in refused.errors())
            raise HTTPException(
                422,
                detail=f"path parameter '{name}': expected {_name_of(annotation)}, "
                f"found {value!r} ({reasons})",
            ) from refused

    return validated


def _name_of(annotation: Any) -> str:
    # list[int] has the __qualname__ of list; written out it says more.
    plain = isinstance(annotation, type) and get_origin(annotation) is None
    return str(annotation.__qualname__) if plain else str(annotation)


def _the_request(request: Request) -> Request:
    return request


def _the_app(request: Request) -> Any:
    return request.app
