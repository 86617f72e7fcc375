"""
What a request carries: its body within a limit, as JSON, as a form, as signals.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import Any

from pydantic_core import from_json
from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from stario.settings import settings_of

__all__ = ["FORM_TYPES", "Limited", "Limits", "body_value", "form_of", "media_type", "signals_of"]

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
#: How Starlette's messages of a form beyond its limits begin.
_TOO_MUCH = ("Too many files", "Too many fields")
#: The methods whose signals the client puts into the query string (`plugins/actions/fetch.ts`).
_IN_QUERY = ("GET", "HEAD", "DELETE")


#: A number that JavaScript reads as infinite is written with one of these.
_LARGE = re.compile(rb"[0-9][eE][+]?[0-9]{3}|[0-9]{309}")


#: The most files, fields and bytes of a field where nobody says so: Starlette's.
_USUAL = (1000, 1000, 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How much of a body is read, where somebody says so; see `Body`.
    """

    max_size: int | None = None
    max_files: int | None = None
    max_fields: int | None = None
    max_part_size: int | None = None

    def __post_init__(self) -> None:
        for each in fields(self):
            limit = getattr(self, each.name)
            if limit is not None and (type(limit) is not int or limit < 0):
                raise ValueError(f"{each.name} is a whole number, 0 or more; found {limit!r}")

    def of_form(self) -> tuple[int, int, int]:
        """
        The most files, fields and bytes of a field.
        """
        named = (self.max_files, self.max_fields, self.max_part_size)
        files, parts, size = (usual if one is None else one for one, usual in zip(named, _USUAL, strict=True))
        return files, parts, size

    def __or__(self, other: Limits) -> Limits:
        """
        Of each the smaller one that was named.
        """
        both = {each.name: (getattr(self, each.name), getattr(other, each.name)) for each in fields(self)}
        named = {name: [limit for limit in pair if limit is not None] for name, pair in both.items()}
        return Limits(**{name: min(limits) for name, limits in named.items() if limits})


class Limited:
    """
    An ASGI `receive` that gives at most `limit` bytes of a body, and then raises a 413.
    """

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._size = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self._limit:
            raise too_large("the body", f"at least {self._size}", self._limit)
        return message


def too_large(what: str, size: str, limit: int) -> HTTPException:
    return HTTPException(413, f"{what} is too large: expected at most {limit} bytes, found {size}")


def size_limit(scope: Scope, limits: Limits) -> int:
    """
    The most bytes of a body: what the parameters say, or else the application.
    """
    return settings_of(scope).max_body_size if limits.max_size is None else limits.max_size


def check_length(request: Request, limit: int) -> None:
    """
    Refuse a body that says itself that it is too large, before any of it is read.
    """
    length = request.headers.get("content-length", "").lstrip("0")
    if length.isdecimal() and (len(length) > 18 or int(length) > limit):
        raise too_large("the body", length[:18], limit)


def media_type(request: Request) -> str:
    """
    The type of the body, without parameters, in lower case; empty if there is none.
    """
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_json(kind: str) -> bool:
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def wrong_type(what: str, expected: str, request: Request) -> HTTPException:
    found = request.headers.get("content-type") or "no Content-Type"
    return HTTPException(415, f"{what}: expected {expected}, found {found}")


def parsed_json(what: str, data: str | bytes) -> Any:
    """
    The value of a JSON text. Raises an HTTPException of status 400 for anything else.
    """
    try:
        value = from_json(data, allow_inf_nan=False)
        if _LARGE.search(data.encode() if isinstance(data, str) else data) and not _is_finite(value):
            raise ValueError("a number is out of range")
        return value
    except ValueError as problem:
        start = data[:80] if isinstance(data, str) else data[:80].decode("utf-8", "replace")
        raise HTTPException(
            400, f"{what}: malformed JSON: {problem}; found {start!r}{'…' if len(data) > 80 else ''}"
        ) from problem


def _is_finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return not isinstance(value, list) or all(map(_is_finite, value))


async def signals_of(request: Request, limit: int) -> dict[str, Any] | None:
    """
    The signals that the Datastar client sends with this method; None if there are none.

    Raises an HTTPException: 400 for what is no JSON object, 413 beyond `limit` bytes, 415 for a body that
    is something else.
    """
    if request.method in _IN_QUERY:
        text = request.query_params.get("datastar")
        if text is None:
            return None
        if len(text) > limit:
            raise too_large("signals", str(len(text)), limit)
        value = parsed_json("signals", text)
    else:
        kind = media_type(request)
        if kind in FORM_TYPES:
            return None  # the client sends a form instead of signals
        body = await request.body()
        if not body:
            return None
        if not is_json(kind):
            raise wrong_type("signals", "application/json", request)
        value = parsed_json("signals", body)
    if not isinstance(value, dict):
        raise HTTPException(
            400, f"signals: expected a JSON object, found {type(value).__name__} {_short(value)}"
        )
    return value


async def form_of(request: Request, limits: Limits) -> FormData:
    """
    The fields and files of a form.

    A file control that was left empty sends a file without name and content; it is left out.
    """
    most_files, most_fields, most_bytes = limits.of_form()
    if media_type(request) == FORM_TYPES[0]:
        _check_fields(await request.body(), most_fields, most_bytes)
    try:
        form = await request.form(max_files=most_files, max_fields=most_fields, max_part_size=most_bytes)
    except HTTPException as problem:
        if problem.status_code == 400 and problem.detail.startswith(_TOO_MUCH):
            raise HTTPException(413, f"the body: {problem.detail}") from problem
        if problem.status_code == 400 and "exceeded maximum size" in problem.detail:
            raise _too_large_field(most_bytes) from problem
        raise
    except FormParserError as problem:  # which older versions of Starlette let through
        raise HTTPException(400, f"the body: malformed form: {problem}") from problem
    empty = [key for key, value in form.multi_items() if _is_empty_file(value)]
    if not empty:
        return form
    return FormData([(key, value) for key, value in form.multi_items() if not _is_empty_file(value)])


def _check_fields(body: bytes, most_fields: int, most_bytes: int) -> None:
    """
    Hold an urlencoded form to its limits before it is parsed; older versions of Starlette know none for it.
    """
    for number, field in enumerate(re.finditer(rb"[^&]+", body), 1):
        if number > most_fields:
            raise HTTPException(413, f"the body: Too many fields. Maximum number of fields is {most_fields}.")
        if field.end() - field.start() > most_bytes + 1:  # the "=" is in neither of the two
            raise _too_large_field(most_bytes)


def _too_large_field(most: int) -> HTTPException:
    return HTTPException(413, f"the body: a field is too large: expected at most {most} bytes")


def _is_empty_file(value: object) -> bool:
    return isinstance(value, UploadFile) and not value.filename and not value.size


async def body_value(request: Request, limits: Limits) -> Any:
    """
    The body by its media type: a JSON value, or the `FormData` of a form; None if there is none.

    Raises an HTTPException: 400 for what is malformed, 413 for too much, 415 for another type.
    """
    kind = media_type(request)
    if kind in FORM_TYPES:
        return await form_of(request, limits)
    body = await request.body()
    if not body:
        return None
    if not is_json(kind):
        raise wrong_type("the body", f"application/json, {' or '.join(FORM_TYPES)}", request)
    return parsed_json("the body", body)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
