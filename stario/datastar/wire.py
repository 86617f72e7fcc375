"""
Events to `text/event-stream` and back.

The framing is the HTML standard's (section "Parsing an event stream"); what stands inside a Datastar
event is held to what the client accepts (`plugins/actions/fetch.ts`, `plugins/watchers/`).
"""

from __future__ import annotations

import difflib
import json
import re
from collections import deque
from collections.abc import Sequence
from typing import Any, Literal

from stario.datastar.events import (
    MAX_RETRY,
    PATCH_ELEMENTS,
    PATCH_SIGNALS,
    Event,
    OtherEvent,
    PatchElements,
    PatchSignals,
)

__all__ = ["EventDecoder", "MalformedEvent", "encode", "encode_elements", "encode_several"]

_LONG = 512  # characters; from here on replacing in bytes beats replacing in text
_NEXT_LINE = "\ndata: elements "
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def encode(event: Event) -> bytes:
    """
    The bytes of one event, its final blank line included.

    Whatever `EventDecoder` makes of them equals `event`.
    """
    if type(event) is PatchElements:
        if not event._plain:
            return _encode_patch_elements(event)
        html = event.elements
        if len(html) < _LONG and "\n" not in html:
            return f"event: datastar-patch-elements\ndata: elements {html}\n\n".encode()
        return encode_elements(html)
    if isinstance(event, PatchSignals):
        only = "data: onlyIfMissing true\n" if event.only_if_missing else ""
        return f"{_head(PATCH_SIGNALS, event)}{only}data: signals {event.json}\n\n".encode()
    if isinstance(event, OtherEvent):
        return _encode_other(event)
    raise TypeError(f"encode() takes an event of stario.datastar; found {event!r}")


def encode_elements(html: str) -> bytes:
    """
    The bytes of `PatchElements(html)`, without making one: the hot path of every stream.
    """
    if len(html) < _LONG:
        if "\r" in html:
            html = html.replace("\r\n", "\n").replace("\r", "\n")
        if "\n" in html:
            html = html.replace("\n", _NEXT_LINE)
        return f"event: datastar-patch-elements\ndata: elements {html}\n\n".encode()
    body = html.encode()
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\n" in body:
        body = body.replace(b"\n", b"\ndata: elements ")
    return b"".join((b"event: datastar-patch-elements\ndata: elements ", body, b"\n\n"))


def encode_several(htmls: Sequence[str]) -> bytes:
    """
    The bytes of `PatchElements(html)` for each of these, one after another.
    """
    whole = "".join(htmls)
    if "\n" in whole or "\r" in whole:
        return b"".join(map(encode_elements, htmls))
    between = "\n\nevent: datastar-patch-elements\ndata: elements "
    return f"event: datastar-patch-elements\ndata: elements {between.join(htmls)}\n\n".encode()


def _head(kind: str, event: Event) -> str:
    head = f"event: {kind}\n"
    if event.event_id is not None:
        head += f"id: {event.event_id}\n"
    if event.retry is not None:
        head += f"retry: {event.retry}\n"
    return head


def _encode_patch_elements(event: PatchElements) -> bytes:
    text = [_head(PATCH_ELEMENTS, event)]
    if event.mode != "outer":
        text.append(f"data: mode {event.mode}\n")
    if event.selector is not None:
        text.append(f"data: selector {event.selector}\n")
    if event.namespace != "html":
        text.append(f"data: namespace {event.namespace}\n")
    if event.use_view_transition:
        text.append("data: useViewTransition true\n")
    if event.view_transition_selector is not None:
        text.append(f"data: viewTransitionSelector {event.view_transition_selector}\n")
    if event.elements or event.mode != "remove":
        # An empty line keeps the space behind its key: without it the client drops the line.
        text.append(f"data: elements {event.elements.replace(chr(10), _NEXT_LINE)}\n")
    text.append("\n")
    return "".join(text).encode()


def _encode_other(event: OtherEvent) -> bytes:
    if event.comment is not None:
        return f": {event.comment}\n\n".encode()
    head = _head(event.event, event)
    if event.event == "message":
        head = head.removeprefix("event: message\n")
    data = "" if event.data is None else f"data: {event.data.replace(chr(10), chr(10) + 'data: ')}\n"
    return f"{head}{data}\n".encode()


class MalformedEvent(ValueError):
    """
    The stream carried a Datastar event that the client would refuse, misread or lose a part of.

    - `index`: which event of the stream it is, from 0.
    - `line`: the line of the stream that is wrong, from 1.
    - `events`: the events of the same `feed()` that came before it.
    """

    def __init__(self, problem: str, *, index: int, line: int, source: str) -> None:
        super().__init__(f"event {index}, line {line} of the stream: {problem}\n    {source}")
        self.index = index
        self.line = line
        self.events: list[Event] = []


class EventDecoder:
    """
    Reads a `text/event-stream`, however its bytes are cut into chunks.

    Framing follows the standard to the letter: a leading byte order mark, LF, CR and CRLF, comments,
    ids that last, UTF-8 always. An event of Datastar's is held to what the client does with it;
    everything else is kept as `OtherEvent`.

    - `last_event_id`: what a client would send as `Last-Event-ID` now.
    - `pending`: the text of an event that has not ended yet; the standard drops it at the end.
    """

    def __init__(self) -> None:
        self.last_event_id = ""
        self._line_parts: list[bytes] = []
        self._after_cr = False
        self._lines: deque[bytes] = deque()
        self._line = 0
        self._index = 0
        self._block: list[_Line] = []

    def feed(self, data: bytes) -> list[Event]:
        """
        The events that `data` completes.

        Raises `MalformedEvent`; its `events` are those before it, and the next call goes on behind it.
        """
        if (whole := self._whole(data)) is not None:
            return [whole]
        self._split(data)
        events: list[Event] = []
        while self._lines:
            raw = self._lines.popleft()
            self._line += 1
            if self._line == 1:
                raw = raw.removeprefix(_BYTE_ORDER_MARK)
            text = raw.decode("utf-8", "replace")
            if text.startswith(":"):
                if text != ":":  # which is what keeps a silent stream alive, and says nothing
                    events.append(OtherEvent(comment=text[1:].removeprefix(" ")))
                    self._index += 1
            elif text:
                self._block.append(_Line(self._line, text))
            elif self._block:
                block, self._block = self._block, []
                try:
                    event = self._dispatch(block)
                except MalformedEvent as problem:
                    self._index += 1
                    problem.events = events
                    raise
                if event is not None:
                    self._index += 1
                    events.append(event)
        return events

    def finish(self) -> None:
        """
        Say that the stream has ended: raises `MalformedEvent` if it ended inside an event.
        """
        if self.pending and not (self.pending.startswith(":") and not self._block):
            raise MalformedEvent(
                "the stream ended before the blank line that ends an event; the client drops it",
                index=self._index,
                line=self._line + 1,
                source=self.pending.split("\n")[-1],
            )

    @property
    def pending(self) -> str:
        line = b"".join(self._line_parts)
        if self._line == 0:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        rest = line.decode("utf-8", "replace")
        return "\n".join([line.text for line in self._block] + [rest] * bool(rest))

    def _whole(self, data: bytes) -> PatchElements | None:
        """
        What most chunks are, at a fraction of the cost: one event that has nothing but a line of HTML.
        """
        if (
            data.startswith(_ONLY_ELEMENTS)
            and data.find(b"\n", len(_ONLY_ELEMENTS)) == len(data) - 2
            and data.endswith(b"\n")
            and b"\r" not in data
            and not (self._block or any(self._line_parts))
        ):
            self._after_cr = False
            self._line += 3
            self._index += 1
            return PatchElements(data[len(_ONLY_ELEMENTS) : -2].decode("utf-8", "replace"))
        return None

    def _split(self, data: bytes) -> None:
        if not data:
            return
        if self._after_cr and data.startswith(b"\n"):
            data = data[1:]  # the second half of a CRLF that a chunk border cut in two
            self._after_cr = False
            if not data:
                return
        self._after_cr = data.endswith(b"\r")
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        first, *others = data.split(b"\n")
        self._line_parts.append(first)
        for part in others:
            self._lines.append(b"".join(self._line_parts))
            self._line_parts = [part]

    def _dispatch(self, block: list[_Line]) -> Event | None:
        kind = ""
        event_id: str | None = None
        retry: int | None = None
        data: list[_Line] = []
        ignored: list[tuple[_Line, str]] = []
        for line in block:
            name, colon, value = line.text.partition(":")
            value = value.removeprefix(" ")
            if name == "data":
                data.append(_Line(line.number, value, bare=not colon))
            elif name == "event":
                kind = value
            elif name == "id":
                if "\0" not in value:
                    event_id = value
                else:
                    ignored.append((line, "the standard ignores an id with a NUL"))
            elif name == "retry":
                digits = value.lstrip("0") or "0"
                if value.isascii() and value.isdigit() and len(digits) <= 16 and int(digits) <= MAX_RETRY:
                    retry = int(digits)
                else:
                    ignored.append(
                        (
                            line,
                            "retry is not a number of milliseconds; the client reads it its own way",
                        )
                    )
            else:
                ignored.append((line, "no field of an event stream; the client ignores the line"))
        if event_id is not None:
            self.last_event_id = event_id

        if not kind.strip().startswith("datastar-"):
            if kind not in ("", "message") or data or event_id is not None or retry is not None:
                text = "\n".join(line.text for line in data) if data else None
                return OtherEvent(kind or "message", text, event_id=event_id, retry=retry)
            return None

        problem = _Problems(self._index, block)
        if kind != kind.strip() or kind in _RENAMED:
            raise problem.at("event", _wrong_type(kind))
        if kind not in (PATCH_ELEMENTS, PATCH_SIGNALS):  # for a watcher of the page's own
            text = "\n".join(line.text for line in data) if data else None
            return OtherEvent(kind, text, event_id=event_id, retry=retry)
        for line, why in ignored:
            raise problem.of(line, why)
        fields = _fields(kind, data, problem)
        try:
            if kind == PATCH_SIGNALS:
                return _patch_signals(fields, event_id, retry, problem)
            return _patch_elements(fields, event_id, retry, problem)
        except MalformedEvent:
            raise
        except (ValueError, TypeError) as refused:
            said = str(refused)
            subject = _SUBJECT.match(said)
            blamed = subject[1].replace("view_transition_s", "viewTransitionS") if subject else ""
            raise problem.of(fields.get(blamed, next(iter(fields.values())))[0], said) from refused


class _Line:
    """
    One line of the stream: its number and its text; `bare` when a field came without a colon.
    """

    __slots__ = ("bare", "number", "text")

    def __init__(self, number: int, text: str, *, bare: bool = False) -> None:
        self.number = number
        self.text = text
        self.bare = bare


class _Problems:
    """
    Makes the errors of one event: knows its index and its lines.
    """

    def __init__(self, index: int, block: list[_Line]) -> None:
        self._index = index
        self._block = block

    def of(self, line: _Line, problem: str) -> MalformedEvent:
        source = next(one.text for one in self._block if one.number == line.number)
        return MalformedEvent(problem, index=self._index, line=line.number, source=source)

    def at(self, field: str, problem: str) -> MalformedEvent:
        lines = [line for line in self._block if line.text.startswith(f"{field}:")]
        return self.of(lines[-1] if lines else self._block[0], problem)


#: Event types of before v1.0.0-RC.1, which today's client ignores, and what replaced them.
_RENAMED = {
    "datastar-merge-fragments": PATCH_ELEMENTS,
    "datastar-remove-fragments": f"{PATCH_ELEMENTS} with mode remove",
    "datastar-execute-script": f"{PATCH_ELEMENTS} with a <script>",
    "datastar-merge-signals": PATCH_SIGNALS,
    "datastar-remove-signals": f"{PATCH_SIGNALS} with nulls",
}

_KEYS = {
    PATCH_ELEMENTS: (
        "elements",
        "selector",
        "mode",
        "namespace",
        "useViewTransition",
        "viewTransitionSelector",
    ),
    PATCH_SIGNALS: ("signals", "onlyIfMissing"),
}
_REPEATABLE = ("elements", "signals")
#: How an event begins that has nothing but HTML.
_ONLY_ELEMENTS = f"event: {PATCH_ELEMENTS}\ndata: elements ".encode()
#: What a refusal of the event classes is about: the first word behind the client's name for it.
_SUBJECT = re.compile(r"(?:Patch\w+: )?(?:unknown )?(\w+)")


def _wrong_type(kind: str) -> str:
    if kind != kind.strip():
        return f"the event type {kind!r} has space around it; the client has no watcher of that name"
    return f"{kind} was renamed to {_RENAMED[kind]} in v1.0.0-RC.1; today's client ignores it"


def _fields(kind: str, data: list[_Line], problem: _Problems) -> dict[str, list[_Line]]:
    """
    The data lines by their key, as the client groups them: the key ends at the first space.
    """
    if not data:
        name = "the client throws PatchSignalsExpectedSignals" if kind == PATCH_SIGNALS else "a no-op"
        raise problem.at("event", f"{kind} has no data line; the standard drops it ({name})")
    fields: dict[str, list[_Line]] = {}
    for line in data:
        key, space, value = line.text.partition(" ")
        if line.bare or not key:
            raise problem.of(line, "a data line without a key; the client drops it (write 'data: key value')")
        if not space:
            raise problem.of(
                line,
                f"no space behind the key {key!r}; the client drops the line "
                f"(an empty one is written 'data: {key} ', with its space)",
            )
        if key not in _KEYS[kind]:
            near = difflib.get_close_matches(key, _KEYS[kind], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise problem.of(line, f"unknown key {key!r} in {kind}; the client ignores it{hint}")
        if key in fields and key not in _REPEATABLE:
            raise problem.of(line, f"{key} comes twice; the client joins both into one value")
        fields.setdefault(key, []).append(_Line(line.number, value))
    return fields


def _text(fields: dict[str, list[_Line]], key: str) -> str:
    return "\n".join(line.text for line in fields.get(key, ()))


def _flag(fields: dict[str, list[_Line]], key: str, problem: _Problems) -> bool:
    if key not in fields:
        return False
    value = _text(fields, key).strip()
    if value not in ("true", "false"):
        raise problem.of(fields[key][0], f"{key} is true or false; the client reads this as false")
    return value == "true"


def _patch_elements(
    fields: dict[str, list[_Line]], event_id: str | None, retry: int | None, problem: _Problems
) -> PatchElements:
    mode: Any = _text(fields, "mode") if "mode" in fields else "outer"
    namespace: Any = _text(fields, "namespace") if "namespace" in fields else "html"
    return PatchElements(
        _text(fields, "elements"),
        selector=_text(fields, "selector") or None,
        mode=mode,
        namespace=namespace,
        use_view_transition=_flag(fields, "useViewTransition", problem),
        view_transition_selector=_text(fields, "viewTransitionSelector") or None,
        event_id=event_id,
        retry=retry,
    )


def _patch_signals(
    fields: dict[str, list[_Line]], event_id: str | None, retry: int | None, problem: _Problems
) -> PatchSignals:
    if "signals" not in fields:
        raise problem.at("event", "PatchSignalsExpectedSignals: no signals line")
    text = _text(fields, "signals")
    try:
        signals = json.loads(text, parse_constant=_not_json)
    except (ValueError, RecursionError) as refused:
        raise problem.of(
            fields["signals"][0],
            f"signals are not JSON ({refused}); the client would run them as JavaScript",
        ) from refused
    return PatchSignals(
        signals,
        only_if_missing=_flag(fields, "onlyIfMissing", problem),
        event_id=event_id,
        retry=retry,
    )


def _not_json(constant: Literal["NaN", "Infinity", "-Infinity"] | str) -> None:
    raise ValueError(f"{constant} is not JSON")
