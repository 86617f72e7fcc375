"""
An argument read from the request and validated by pydantic: a class for each place that it may come from.
"""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.errors import PydanticSchemaGenerationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from stario import bodies
from stario.annotations import (
    has_file,
    is_collection,
    is_mapping,
    is_model,
    list_fields,
    name_of,
    plain_type,
    short,
)
from stario.params import Body, Cookie, Header, PathParam, QueryParam, Signals

__all__ = ["KINDS", "BodyParameter", "Parameter", "Refused", "SignalsParameter"]

_NUMBER = re.compile(r"-?[0-9]{1,18}")
#: What was read when there was nothing to read.
MISSING: Any = object()
#: What no JSON object can be made to.
_SCALARS = (int, float, bool, str, bytes)
#: How many problems of one argument are written out, and up to how many any of them are.
MOST_LINES = 20
MOST_PROBLEMS = 1000


class Refused(Exception):
    """
    An argument cannot be made of what came; the lines say why.
    """

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Parameter:
    """
    A parameter that is read from the request and validated by pydantic.

    - `label`: names it in messages, such as `query parameter 'page'`.
    - `read(request)`: what came; `MISSING` if nothing did.
    """

    kind: ClassVar[str]
    #: Whether a text is all that can come.
    takes_texts: ClassVar[bool] = True

    def __init__(self, python_name: str, marker: Any, annotation: Any, default: Any) -> None:
        if marker.name is not None and not isinstance(marker.name, str):
            raise TypeError(f"the name of a {type(marker).__name__} is a text; found {marker.name!r}")
        self.name: str = marker.name or python_name
        self.label = f"{self.kind} '{self.name}'"
        self.annotation = annotation
        self.default = default
        self.is_whole = marker.name is None and is_model(annotation)
        self.is_list = not self.is_whole and is_collection(annotation)
        self._lists = list_fields(annotation) if self.is_whole else frozenset()
        if self.takes_texts and is_mapping(annotation):
            raise TypeError(
                f"a text comes, which {name_of(annotation)} cannot be made of; take all of them as a model, "
                f"or pydantic's Json"
            )
        self.validate = _validator(annotation)

    def read(self, request: Request) -> Any:
        raise NotImplementedError

    def value(self, request: Request) -> Any:
        """
        The validated argument. Raises `Refused` where it is missing or invalid.
        """
        return self.checked(self.read(request))

    def checked(self, found: Any) -> Any:
        if found is MISSING:
            if self.default is not inspect.Parameter.empty:
                return self.default
            raise Refused([f"{self.label} is missing: expected {name_of(self.annotation)}"])
        if self.validate is None:
            return found
        try:
            return self.validate(found)
        except ValidationError as problem:
            refused = problem
        numbers = _as_numbers(found)
        if numbers is not found:
            try:
                return self.validate(numbers)
            except ValidationError as problem:
                refused = min(refused, problem, key=lambda each: each.error_count())
        raise Refused(self._lines(found, refused)) from refused

    def collected(self, pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """
        A dict of pairs in which a name may come several times: all of them where the model has a list.
        """
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in self._lists:
                found.setdefault(name, []).append(value)
            else:
                found[name] = value
        return found

    def _lines(self, found: Any, refused: ValidationError) -> list[str]:
        count = refused.error_count()
        if count > MOST_PROBLEMS:  # to write them down takes longer than to find them
            expected = name_of(self.annotation)
            return [f"{self.label}: expected {expected}, found {short(found)} ({count} problems)"]
        lines = [self._line(error) for error in refused.errors(include_url=False)[:MOST_LINES]]
        if count > MOST_LINES:
            lines.append(f"{self.label}: and {count - MOST_LINES} problems more")
        return lines

    def _line(self, error: Any) -> str:
        path = ".".join(str(part) for part in error["loc"])
        where = f"{self.label}" if not path else f"{self.label}, at {short(path)}"
        if error["type"] == "missing":
            return f"{where}: missing ({error['msg']})"
        expected = "" if path else f"expected {name_of(self.annotation)}, "
        return f"{where}: {expected}found {short(error['input'])} ({error['msg']})"


class PathParameter(Parameter):
    kind = "path parameter"

    def read(self, request: Request) -> Any:
        return request.path_params.get(self.name, MISSING)


class QueryParameter(Parameter):
    kind = "query parameter"

    def read(self, request: Request) -> Any:
        query = request.query_params
        if self.is_whole:
            return self.collected(query.multi_items())
        if self.is_list:
            return query.getlist(self.name) or MISSING
        return query.get(self.name, MISSING)


class HeaderParameter(Parameter):
    kind = "header"

    def __init__(self, python_name: str, marker: Header, annotation: Any, default: Any) -> None:
        super().__init__(python_name.replace("_", "-"), marker, annotation, default)

    def read(self, request: Request) -> Any:
        headers = request.headers
        if self.is_whole:
            return self.collected((name.replace("-", "_"), value) for name, value in headers.items())
        if self.is_list:
            return headers.getlist(self.name) or MISSING
        return headers.get(self.name, MISSING)


class CookieParameter(Parameter):
    kind = "cookie"

    def read(self, request: Request) -> Any:
        if self.is_whole:
            return dict(request.cookies)
        found = request.cookies.get(self.name, MISSING)
        return [found] if self.is_list and found is not MISSING else found


WITHOUT_SIGNALS = "(the request carries a form, and a form comes without signals: take its fields with Body)"


class SignalsParameter(Parameter):
    kind = "signal"
    takes_texts = False

    def __init__(self, python_name: str, marker: Signals, annotation: Any, default: Any) -> None:
        whole = annotation is Signals
        super().__init__(python_name, marker, dict if whole else annotation, default)
        self.path = None if marker.name is None else marker.name.split(".")
        self.limits = marker.limits()
        if whole:
            self.validate = _as_signals
        if self.path is None:
            self.label = "signals"
            if self.is_list or plain_type(annotation) in _SCALARS:
                raise TypeError(
                    f"all signals are a dict, which {name_of(annotation)} cannot be; "
                    f"one of them is Annotated[{name_of(annotation)}, Signals({python_name!r})]"
                )

    async def load(self, request: Request, limits: bodies.Limits) -> None:
        """
        Read them, once for each request.
        """
        scope = request.scope
        if "stario.signals" not in scope:
            limit = bodies.size_limit(scope, limits)
            bodies.check_length(request, limit)
            scope["stario.signals"] = await bodies.signals_of(request, limit)

    def value(self, request: Request) -> Any:
        try:
            return super().value(request)
        except Refused as problem:
            if request.scope["stario.signals"] is None and bodies.media_type(request) in bodies.FORM_TYPES:
                problem.lines = [f"{line} {WITHOUT_SIGNALS}" for line in problem.lines]
            raise

    def read(self, request: Request) -> Any:
        found = request.scope["stario.signals"]
        if self.path is None:
            if found is None:
                return {} if self.default is inspect.Parameter.empty else MISSING
            return found
        for part in self.path:
            if not isinstance(found, dict) or part not in found:
                return MISSING
            found = found[part]
        return found


class BodyParameter(Parameter):
    kind = "body field"
    takes_texts = False

    def __init__(self, python_name: str, marker: Body, annotation: Any, default: Any) -> None:
        plain = plain_type(annotation)
        super().__init__(python_name, marker, Any if plain is FormData else annotation, default)
        self.annotation = annotation
        self.field = marker.name
        self.limits = marker.limits()
        if self.field is None:
            self.label = "body"
            if has_file(annotation):
                raise TypeError(f"a file is one field of a form: write Body({python_name!r})")
        self.raw = plain if self.field is None and plain in (bytes, str, FormData) else None

    async def load(self, request: Request, limits: bodies.Limits) -> None:
        """
        Read it, once for each request.
        """
        scope = request.scope
        bodies.check_length(request, bodies.size_limit(scope, limits))
        if self.raw is bytes or self.raw is str:
            scope["stario.raw"] = await request.body()
        elif self.raw is FormData and bodies.media_type(request) not in bodies.FORM_TYPES:
            raise bodies.wrong_type(self.label, " or ".join(bodies.FORM_TYPES), request)
        elif "stario.body" not in scope:
            scope["stario.body"] = await bodies.body_value(request, limits)

    def value(self, request: Request) -> Any:
        found = self.read(request)
        try:
            return self.checked(found)
        except Refused as problem:
            # A browser sends every field of a form: one that was left blank is none, unless it may be blank.
            if self.raw is None and isinstance(request.scope["stario.body"], FormData):
                filled = _without_blanks(found, problem)
                if filled is not found:
                    with contextlib.suppress(Refused):
                        return self.checked(filled)
            raise

    def read(self, request: Request) -> Any:
        if self.raw is bytes:
            return request.scope["stario.raw"]
        if self.raw is str:
            try:
                return request.scope["stario.raw"].decode()
            except UnicodeDecodeError as problem:
                raise HTTPException(400, f"{self.label}: expected UTF-8, found {problem}") from problem
        found = request.scope["stario.body"]
        if found is None:
            return MISSING
        if self.raw is FormData:
            return found
        if self.field is None:
            return self.collected(found.multi_items()) if isinstance(found, FormData) else found
        if isinstance(found, FormData):
            return (found.getlist(self.field) or MISSING) if self.is_list else found.get(self.field, MISSING)
        if not isinstance(found, dict):
            raise Refused([f"body: expected a JSON object, found {short(found)}"])
        return found.get(self.field, MISSING)


KINDS: Mapping[type, type[Parameter]] = {
    PathParam: PathParameter,
    QueryParam: QueryParameter,
    Header: HeaderParameter,
    Cookie: CookieParameter,
    Body: BodyParameter,
    Signals: SignalsParameter,
}


def _without_blanks(found: Any, problem: Refused) -> Any:
    """
    What came of a form without the blank fields that are the reason why it was refused.
    """
    if found == "":
        return MISSING
    refused = problem.__cause__
    if not isinstance(found, dict) or not isinstance(refused, ValidationError):
        return found
    if refused.error_count() > MOST_PROBLEMS:
        return found
    blanks = {error["loc"][0] for error in refused.errors(include_url=False) if error["input"] == ""}
    return {name: value for name, value in found.items() if name not in blanks} if blanks else found


def _as_numbers(found: Any) -> Any:
    """
    Texts that are numbers as such: pydantic makes an int of "1", but no member of an enum or a Literal.
    """
    if isinstance(found, list):
        numbers = [_as_numbers(one) for one in found]
        return numbers if any(one is not other for one, other in zip(found, numbers, strict=True)) else found
    if isinstance(found, str) and _NUMBER.fullmatch(found):
        return int(found)
    return found


def _validator(annotation: Any) -> Callable[[Any], Any] | None:
    """
    What pydantic makes of a value; None where anything will do.
    """
    if annotation in (inspect.Parameter.empty, Any, object):
        return None
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    except PydanticSchemaGenerationError:
        if "UploadFile" not in str(annotation):
            raise
        adapter = TypeAdapter(annotation, config=ConfigDict(arbitrary_types_allowed=True))
    return adapter.validator.validate_python


def _as_signals(value: dict[str, Any]) -> Signals:
    signals = Signals()
    signals.update(value)
    return signals
