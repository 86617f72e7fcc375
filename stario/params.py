"""
Where an argument comes from: the markers that a parameter is annotated with.

    async def search(q: Annotated[str, QueryParam] = "", page: Annotated[int, QueryParam("p")] = 1): ...
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

from stario import bodies
from stario.annotations import name_of, plain_type, short, without_alias

__all__ = [
    "Body",
    "Cookie",
    "Header",
    "Inject",
    "Marker",
    "PathParam",
    "QueryParam",
    "Signals",
    "refuse_misplaced",
    "split",
]


@dataclasses.dataclass(frozen=True, slots=True)
class PathParam:
    """
    A parameter of the path: `id: Annotated[int, PathParam]`, or `PathParam("id")` under another name.

    A parameter that has the name of one in the path needs no marker.
    """

    name: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class QueryParam:
    """
    A parameter of the query string; `list[...]` collects all of that name.

    With a model (pydantic's, a dataclass, a TypedDict) and no name: the whole query string.
    """

    name: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """
    A request header; the parameter `user_agent` reads `User-Agent`. `list[...]` collects.
    """

    name: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Cookie:
    """
    A cookie, by the parameter's name or by this one.
    """

    name: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """
    The request's body: `bytes` and `str` as it is, `FormData` a form, anything else JSON or a form,
    whichever comes; `Body("title")` is one field of it.

    - `max_size`: the most bytes that are read; `Stario(max_body_size=...)` if not given.
    - `max_files`, `max_fields`, `max_part_size`: of a form; a part is a field that is no file, in bytes.
      If not given, 1000, 1000 and 1 MiB.

    A request has one body: where several parameters of a route name a limit, the smallest holds.
    """

    name: str | None = None
    _: dataclasses.KW_ONLY
    max_size: int | None = None
    max_files: int | None = None
    max_fields: int | None = None
    max_part_size: int | None = None

    def __post_init__(self) -> None:
        self.limits()

    def limits(self) -> bodies.Limits:
        """
        How much is read for it at most.
        """
        return bodies.Limits(self.max_size, self.max_files, self.max_fields, self.max_part_size)


class Signals(dict[str, Any]):
    """
    The page's signals, as the Datastar client sends them.

    `signals: Signals` is the dict; `cart: Annotated[Cart, Signals]` validates it as a model, and so does
    `cart: Cart` alone; `count: Annotated[int, Signals("cart.count")]` is one signal, by its path.

    - `max_size`: the most bytes that are read; `Stario(max_body_size=...)` if not given.
    """

    def __init__(self, name: str | None = None, *, max_size: int | None = None) -> None:
        if name is not None and not isinstance(name, str):
            raise TypeError(
                f"Signals takes the path of one signal, such as Signals('cart.count'); found {short(name)}. "
                f"All of them as a model: `cart: Annotated[Cart, Signals]`"
            )
        super().__init__()
        self.name = name
        self.max_size = max_size
        self.limits()

    def limits(self) -> bodies.Limits:
        """
        How much is read for it at most.
        """
        return bodies.Limits(self.max_size)


@dataclasses.dataclass(frozen=True, slots=True)
class Inject:
    """
    What a function of yours gives: `db: Annotated[Database, Inject(get_db)]`.

    The function takes parameters as a handler does, other dependencies too, and is called once for a
    request. A generator yields the value, and goes on when the response, or the stream, has ended; an
    exception of the handler's is raised at its `yield`. Without a function the annotated class is called.
    """

    dependency: Callable[..., Any] | None = None


Marker: TypeAlias = PathParam | QueryParam | Header | Cookie | Body | Signals | Inject
_MARKERS = (PathParam, QueryParam, Header, Cookie, Body, Signals, Inject)


def split(annotation: Any) -> tuple[Any, list[Marker]]:
    """
    An annotation without Stario's markers, and the markers.

    Raises `TypeError` for a marker inside of a type, as in `Annotated[int, QueryParam] | None`.
    """
    annotation = without_alias(annotation)
    if plain_type(annotation) is Signals:
        return Signals, [Signals()]
    if get_origin(annotation) is not Annotated:
        _refuse_markers_in(annotation)
        return annotation, []
    plain, *metadata = get_args(annotation)
    _refuse_markers_in(plain)
    markers: list[Marker] = []
    others = []
    for each in metadata:
        if _is_marker(each):
            markers.append(each() if isinstance(each, type) else each)
        else:
            others.append(each)
    for each in others:
        plain = Annotated[plain, each]
    return plain, markers


def refuse_misplaced(name: str, annotation: Any, default: Any) -> None:
    """
    Raise `TypeError` for a marker that stands where a type, or a default, belongs.
    """
    found: Any = None
    if _is_marker(default) and annotation is not Signals:
        found, what = default, "is no default"
        inner = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    elif annotation is not Signals and (_is_marker(annotation) or get_origin(annotation) is Signals):
        found, what = annotation, "does not say of which type it is"
        inner = (get_args(annotation) or (inspect.Parameter.empty,))[0]
    if found is None:
        return
    plain = "..." if inner is inspect.Parameter.empty else name_of(inner)
    marker = found.__name__ if isinstance(found, type) or get_args(found) else f"{type(found).__name__}(...)"
    raise TypeError(f"a marker {what}: write `{name}: Annotated[{plain}, {marker}]`")


def _is_marker(value: Any) -> bool:
    return isinstance(value, _MARKERS) or (isinstance(value, type) and issubclass(value, _MARKERS))


def _refuse_markers_in(annotation: Any) -> None:
    for inner in get_args(annotation):
        if get_origin(inner) is Annotated and (found := split(inner)[1]):
            name = type(found[0]).__name__
            raise TypeError(
                f"{name} marks a parameter as a whole: write Annotated[..., {name}] around all of its type, "
                f"such as Annotated[int | None, {name}]"
            )
        if get_origin(annotation) is not Literal:
            _refuse_markers_in(inner)
