"""
What a handler's value becomes: returned, a response; yielded, an event.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import AsyncIterator, Iterator
from dataclasses import is_dataclass
from types import AsyncGeneratorType, GeneratorType
from typing import Any

from datastar_py.sse import DatastarEvent
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from stario.datastar.events import MODES, OtherEvent, PatchElements, PatchSignals
from stario.datastar.wire import encode, encode_elements
from stario.streams import EventStreamResponse, UnexpectedValue, iterate
from stario.threads import iterate_in_threads

__all__ = ["UnexpectedValue", "event_bytes", "response_for"]

YIELDS = """\
A handler may yield:
    str, or an object with __html__             elements, matched by id
    dict                                        signals
    (dict, True)                                signals, only those that are missing
    (mode, selector, html) or (mode, html)      elements, with a mode of Datastar's
    ("remove", selector)                        the elements to remove
    PatchElements, PatchSignals, or an event made by datastar-py"""

RETURNS = f"""\
A handler may return:
    str, or an object with __html__             HTML
    None                                        204, no content
    dict                                        signals, as JSON
    an event, or a list or tuple of events      an event stream of just these
        and of values that may be yielded
    a generator or an async iterator            an event stream
    a Response of Starlette's                   itself
{YIELDS}"""


def event_bytes(value: object) -> bytes:
    """
    The bytes of the event that a yielded `value` stands for.

    Raises `UnexpectedValue` for a value outside the table, and `ValueError` or `TypeError` for an event
    that the client would refuse.
    """
    kind = type(value)
    if kind is str:
        return encode_elements(value)  # type: ignore[arg-type]  # mypy does not narrow by `is str`
    if kind is PatchElements or kind is PatchSignals:
        return encode(value)  # type: ignore[arg-type]  # nor here
    if isinstance(value, DatastarEvent):
        return str(value).encode()
    if isinstance(value, dict):
        return encode(PatchSignals(value))
    if _has_html(value):
        return encode_elements(str(value.__html__()))  # type: ignore[attr-defined]  # as just seen
    if isinstance(value, str):
        return encode_elements(str(value))
    if isinstance(value, tuple) and _is_one_event(value):
        return encode(_event_of(value))
    hint = _hint_to_yield(value)
    raise UnexpectedValue(f"{_describe(value)}{f' ({hint})' if hint else ''} is not an event.\n{YIELDS}")


def response_for(value: Any, handler: str) -> Response:
    """
    The response that a handler's returned `value` stands for; `handler` names it in errors.

    Raises `UnexpectedValue` for a value outside the table.
    """
    if isinstance(value, AsyncGeneratorType):  # first: a stream's start is what is measured
        return EventStreamResponse(value, event_bytes, handler)
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(status_code=204)
    if isinstance(value, DatastarEvent | PatchElements | PatchSignals):
        return _events([value], handler)
    if isinstance(value, dict):
        signals = PatchSignals(value).json
        return Response(signals, media_type="application/json")
    if _has_html(value):
        return HTMLResponse(str(value.__html__()))
    if isinstance(value, str):
        return HTMLResponse(value)
    if isinstance(value, list | tuple):
        one = isinstance(value, tuple) and _is_one_event(value)
        return _events([value] if one else value, handler)
    if isinstance(value, GeneratorType):
        return EventStreamResponse(iterate_in_threads(value), event_bytes, handler, origin=value)
    if isinstance(value, AsyncIterator):
        return EventStreamResponse(iterate(value), event_bytes, handler, origin=value)
    hint = _hint_to_return(value)
    raise UnexpectedValue(f"{handler} returned {_describe(value)}{f' ({hint})' if hint else ''}.\n{RETURNS}")


def _events(values: list[Any] | tuple[Any, ...], handler: str) -> Response:
    parts: list[bytes] = []
    for index, value in enumerate(values):
        try:
            parts.append(event_bytes(value))
        except (TypeError, ValueError) as problem:
            raise UnexpectedValue(
                f"{handler} returned {len(values)} values, and [{index}] cannot be sent: {problem}"
            ) from None
    return EventStreamResponse.of(b"".join(parts))


def _has_html(value: object) -> bool:
    return hasattr(value, "__html__") and not isinstance(value, type)


def _is_one_event(value: tuple[Any, ...]) -> bool:
    """
    Whether a tuple is a value to yield, such as ("remove", "#x"), and no collection of such values.
    """
    if not 2 <= len(value) <= 3:
        return False
    first = value[0]
    if isinstance(first, dict):
        return len(value) == 2 and isinstance(value[1], bool)
    return isinstance(first, str) and str(first) in MODES


def _event_of(value: tuple[Any, ...]) -> PatchElements | PatchSignals:
    if isinstance(value[0], dict):
        return PatchSignals(value[0], only_if_missing=value[1])
    mode = value[0]
    if len(value) == 3:
        return PatchElements(value[2], selector=value[1], mode=mode)
    if str(mode) == "remove":
        return PatchElements(selector=value[1], mode=mode)
    return PatchElements(value[1], mode=mode)


def _hint_to_yield(value: object) -> str:
    """
    What its writer may have meant; empty if nobody knows.
    """
    if inspect.iscoroutine(value):
        value.close()
        return "is an `await` missing?"
    if isinstance(value, bytes | bytearray):
        return "decode it"
    if isinstance(value, list):
        return "yield its items one after the other"
    if isinstance(value, AsyncIterator):
        return "`async for each in it: yield each`"
    if isinstance(value, Iterator):
        return "`for each in it: yield each`"
    if isinstance(value, Response):
        return "a Response is returned, not yielded"
    if isinstance(value, tuple) and 2 <= len(value) <= 3 and isinstance(value[0], str):
        near = difflib.get_close_matches(value[0], MODES, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        return f"its first item is none of the modes {', '.join(MODES)}{meant}"
    return _hint(value)


def _hint_to_return(value: object) -> str:
    if inspect.iscoroutine(value):
        value.close()
        return "is an `await` missing, or an `async` before the `def`?"
    if isinstance(value, bytes | bytearray):
        return "decode it, or return a Response"
    if isinstance(value, Iterator):
        return "a list of it, or a generator"
    return _hint(value)


def _hint(value: object) -> str:
    if inspect.isroutine(value) or isinstance(value, type):
        return "is a call missing?"
    if isinstance(value, BaseException):
        return "raise it"
    if isinstance(value, BaseModel):
        return "as signals it is its .model_dump(mode='json')"
    if is_dataclass(value) and not isinstance(value, OtherEvent):
        return "as signals it is its dataclasses.asdict()"
    return ""


def _describe(value: object) -> str:
    text = repr(value)
    shown = text if len(text) <= 100 else f"{text[:99]}…"
    hint = ""
    if isinstance(value, OtherEvent):
        hint = ", which is what a capture keeps of foreign events,"
    return f"{type(value).__qualname__} {shown}{hint}"
