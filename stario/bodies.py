"""
What a request carries: its body within a limit, as JSON, as a form, as signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json
from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

__all__ = ["FORM_TYPES", "Limited", "body_value", "form_of", "media_type", "signals_of"]

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
#: How Starlette's messages of a form beyond its limits begin.
_TOO_MUCH = ("Too many", "Part exceeded", "Field exceeded")
#: The methods whose signals the client puts into the query string (`plugins/actions/fetch.ts`).
_IN_QUERY = ("GET", "HEAD", "DELETE")


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
        return from_json(data, allow_inf_nan=False)
    except ValueError as problem:
        start = data[:80] if isinstance(data, str) else data[:80].decode("utf-8", "replace")
        raise HTTPException(
            400, f"{what}: malformed JSON: {problem}; found {start!r}{'…' if len(data) > 80 else ''}"
        ) from problem


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


async def form_of(request: Request, max_files: int, max_fields: int, max_part_size: int) -> FormData:
    """
    The fields and files of a form.

    A file control that was left empty sends a file without name and content; it is left out.
    """
    try:
        form = await request.form(max_files=max_files, max_fields=max_fields, max_part_size=max_part_size)
    except HTTPException as problem:
        if problem.status_code == 400 and problem.detail.startswith(_TOO_MUCH):
            raise HTTPException(413, f"the body: {problem.detail}") from problem
        raise
    except FormParserError as problem:  # which older versions of Starlette let through
        raise HTTPException(400, f"the body: malformed form: {problem}") from problem
    empty = [key for key, value in form.multi_items() if _is_empty_file(value)]
    if not empty:
        return form
    return FormData([(key, value) for key, value in form.multi_items() if not _is_empty_file(value)])


def _is_empty_file(value: object) -> bool:
    return isinstance(value, UploadFile) and not value.filename and not value.size


async def body_value(request: Request, limits: Mapping[str, int]) -> Any:
    """
    The body by its media type: a JSON value, or the `FormData` of a form; None if there is none.

    Raises an HTTPException: 400 for what is malformed, 413 for too much, 415 for another type.
    """
    kind = media_type(request)
    if kind in FORM_TYPES:
        return await form_of(request, **limits)
    body = await request.body()
    if not body:
        return None
    if not is_json(kind):
        raise wrong_type("the body", f"application/json, {' or '.join(FORM_TYPES)}", request)
    return parsed_json("the body", body)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
