"""
The story of a test as lines: JSON objects, one for each thing that happened (`docs/report.md` lists them).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from stario.datastar import Event, EventDecoder, MalformedEvent, PatchSignals
from stario.testing.answers import events_of
from stario.testing.inflating import inflater
from stario.testing.loop import clock_of
from stario.testing.report.changes import UsersPage
from stario.testing.report.masks import Masks
from stario.testing.report.snapshots import put_in, told
from stario.testing.report.trace import Record, Trace

__all__ = ["FORMAT", "Line", "last_events", "story"]

Line = dict[str, Any]
#: Which form the lines have; another number is another form.
FORMAT = 1
#: How many characters of one text, and how many events of one response, are told.
TEXT, EVENTS = 20_000, 500
#: How many characters the lines of one test have, about; beyond them, what is in the middle is left out.
STORY = 4_000_000
#: How many streams a terminal is shown, the newest; as many again if they are still open.
STREAMS = 10
#: How many characters of a line a terminal is shown.
SHOWN = 180


def story(test: Line, trace: Trace, masks: Masks) -> list[Line]:
    """
    The lines of one test: `test` itself, what its requests did, and its pages, in the order of time.

    - `test`: what is known of it: `id`, `file`, `line`, `outcome`, `error`, `message`, `source`.
    """
    records = trace.records
    times = [record.connection.opened for record in records] + [page.time for page in trace.pages[:1]]
    start = min(times, default=0.0)
    virtual = bool(records) and clock_of(records[0].connection.task.get_loop()) is not None
    lines: list[Line] = []
    for number, record in enumerate(records, 1):
        lines += _told(number, record, masks)
    pages = told(trace.pages, {id(record.connection): number for number, record in enumerate(records, 1)})
    if trace.pages_left_out:
        at = len(trace.first_pages)
        pages.insert(
            at, {"type": "gap", "time": pages[at]["time"], "request": None, "snapshots": trace.pages_left_out}
        )
    lines.sort(key=lambda line: line["time"])  # of the same moment, in the order in which they were told
    put_in(lines, pages)
    for line in lines:
        line["time"] = round(line["time"] - start, 9)
    _add_changes(lines, records)
    first = {"type": "test", "format": FORMAT, "clock": "virtual" if virtual else "real", **test}
    masked: list[Line] = masks.everywhere([first, *lines], TEXT)
    return _thinned(masked)


def last_events(trace: Trace, masks: Masks, count: int = 5) -> list[str]:
    """
    The last events of each stream, for a terminal: of the newest streams, and those that are still open.
    """
    shown: list[str] = []
    newest = {*map(id, trace.records[-STREAMS:])}
    records = [record for record in trace.records if id(record) in newest or record.ended is None]
    records = records[-2 * STREAMS :]
    if len(records) < len(trace.records):
        shown.append(f"... {len(trace.records) - len(records)} requests more")
    for record in records:
        connection = record.connection
        lines = list(_told(1, record, masks))
        masks.learn(lines)
        lines = [line for line in lines if line["type"] in ("event", "problem")]
        events = [line for line in lines if line["type"] == "event"]
        status = "no answer" if connection.status is None else str(connection.status)
        many = f"{len(events)} event{'' if len(events) == 1 else 's'}"
        shown.append(f"{connection.name}  {status}, {many}, {_how(record)}")
        if len(events) > count:
            shown.append(f"    ... {len(events) - count} earlier")
        for line in events[-count:]:
            time = line["time"] - connection.opened
            shown.append(f"    {time:9.3f} s  {line['text']}")
        shown += [f"    {line['text']}" for line in lines if line["type"] == "problem"]
        if record.waited is not None:
            shown.append(f"    the app waited in {record.waited}")
    masked: list[str] = masks.everywhere(shown, SHOWN)
    return masked


def _thinned(lines: list[Line]) -> list[Line]:
    """
    The lines without what is in the middle of them, if they are too long.
    """
    sizes = [len(written([line])) for line in lines]
    if sum(sizes) <= STORY:
        return lines
    before, after = set[int](), set[int]()
    for kept, order, room in (
        (before, range(len(lines)), STORY // 5),
        (after, range(len(lines) - 1, -1, -1), STORY * 4 // 5),
    ):
        for at in order:
            room -= sizes[at]
            if room < 0:
                break
            kept.add(at)
    thinned: list[Line] = []
    for at, line in enumerate(lines):
        if at in before or at in after or line["type"] not in ("event", "page", "body", "snapshot"):
            thinned.append(line)
        elif thinned[-1]["type"] == "gap" and "lines" in thinned[-1]:
            thinned[-1]["lines"] += 1
        else:
            thinned.append({"type": "gap", "time": line["time"], "request": None, "lines": 1})
    return thinned


def _told(number: int, record: Record, masks: Masks) -> Iterator[Line]:
    connection = record.connection
    scope = connection.scope
    query = scope["query_string"].decode("latin-1")
    yield {
        "type": "request",
        "time": connection.opened,
        "request": number,
        "user": connection.user,
        "method": scope["method"],
        "url": masks.url(scope["path"] + (f"?{query}" if query else "")),
        "headers": masks.headers(scope["headers"]),
        "body": _request_body(record, masks),
        "handler": connection.handler,
    }
    if record.started is not None:
        yield {
            "type": "response",
            "time": record.started,
            "request": number,
            "status": connection.status,
            "headers": masks.headers(connection.headers),
        }
    yield from _answer(number, record, masks)
    problem = connection.error
    end: Line = {
        "type": "end",
        "time": max(each for each in (record.left, record.ended, connection.opened) if each is not None),
        "request": number,
        "how": _how(record),
        "waited": record.waited,
    }
    if problem is not None:
        end["error"] = f"{type(problem).__name__}: {problem}"
    yield end


def _answer(number: int, record: Record, masks: Masks) -> Iterator[Line]:
    """
    What the response brought: its events, or its body where it has none.
    """
    connection = record.connection
    headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in connection.headers}
    kind = headers.get("content-type", "")
    try:
        inflate = inflater(headers.get("content-encoding", ""))
        if kind.startswith("text/event-stream") and connection.status == 200:
            yield from _events(number, record, inflate, masks)
            return
        body = b"".join(inflate(part.body) for part in (*record.head, *record.tail))
    except Exception as problem:  # of a response that is cut in its middle, or that nobody here can read
        yield {
            "type": "problem",
            "time": connection.opened,
            "request": number,
            "text": f"{type(problem).__name__}: {problem}",
        }
        return
    if not body:
        return
    time = (record.tail or record.head)[-1].time
    try:
        found = events_of(connection.status or 0, headers, body)
    except ValueError:
        found = []
    page = kind.startswith("text/html") and not any(
        name.lower() == b"datastar-request" for name, _ in connection.scope["headers"]
    )
    if page or not found:
        text = masks.body(kind, body.decode("utf-8", "replace"))
        yield {"type": "page" if page else "body", "time": time, "request": number, "text": text}
        return
    for index, event in enumerate(found):
        yield _event(number, time, index, event, masks)


def _events(number: int, record: Record, inflate: Callable[[bytes], bytes], masks: Masks) -> Iterator[Line]:
    decoder, index = EventDecoder(), 0
    lines: list[Line] = []
    for parts in (record.head, record.tail):
        if parts is record.tail and record.dropped:
            at = record.tail[0].time
            lines.append({"type": "gap", "time": at, "request": number, "bytes": record.dropped})
            decoder = EventDecoder()
        for part in parts:
            try:
                events = decoder.feed(inflate(part.body))
            except MalformedEvent as problem:
                events = problem.events
                text = f"MalformedEvent: {problem}"
                lines.append({"type": "problem", "time": part.time, "request": number, "text": text})
                decoder = EventDecoder()
            for event in events:
                lines.append(_event(number, part.time, index, event, masks))
                index += 1
    if len(lines) > EVENTS:
        left_out = len(lines) - EVENTS
        first, rest = lines[: EVENTS // 5], lines[EVENTS // 5 + left_out :]
        gap = {"type": "gap", "time": rest[0]["time"], "request": number, "events": left_out}
        lines = [*first, gap, *rest]
    yield from lines


def _event(number: int, time: float, index: int, event: Event, masks: Masks) -> Line:
    fields: Line = {}
    if isinstance(event, PatchSignals):
        fields["signals"] = masks.value(event.signals)
        event = PatchSignals(
            fields["signals"],
            only_if_missing=event.only_if_missing,
            event_id=event.event_id,
            retry=event.retry,
        )
    if dataclasses.is_dataclass(event):
        for field in dataclasses.fields(event):
            value = getattr(event, field.name)
            if not field.name.startswith("_") and field.name != "json" and value not in (None, False):
                fields.setdefault(field.name, value)
    return {
        "type": "event",
        "time": time,
        "request": number,
        "index": index,
        "event": type(event).__name__,
        "fields": fields,
        "text": repr(event),
        "_event": event,
    }


def _add_changes(lines: list[Line], records: list[Record]) -> None:
    """
    Tell of each event what it changes in the page of its user.
    """
    pages: dict[int, UsersPage] = {}
    for line in lines:
        if line["type"] not in ("page", "event"):
            continue
        page = pages.setdefault(records[line["request"] - 1].connection.user, UsersPage())
        if line["type"] == "page":
            page.loads(line["text"])
        else:
            line["changes"] = page.apply(line.pop("_event"))


def _request_body(record: Record, masks: Masks) -> str:
    body = record.connection.request_body
    if not isinstance(body, bytes):
        return "(sent in parts)"
    kind = next(
        (
            value.decode("latin-1")
            for name, value in record.connection.scope["headers"]
            if name == b"content-type"
        ),
        "",
    )
    return masks.body(kind, body.decode("utf-8", "replace"))


def _how(record: Record) -> str:
    """
    How a response ended.
    """
    connection = record.connection
    if connection.complete:
        return "complete"
    if record.left is not None:
        return "the reader left"
    if record.ended is None:
        return "open"
    return "failed" if connection.error is not None else "cut"


def written(lines: Iterable[Line]) -> str:
    """
    The lines as text, one JSON object each.
    """
    text = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    # JSON may hold them as they are, but `str.splitlines()` ends a line there.
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
