"""The wire, case by case: the bytes of events, the framing of the standard, and what is refused where."""

import pytest

from stario.datastar import (
    Event,
    EventDecoder,
    MalformedEvent,
    OtherEvent,
    PatchElements,
    PatchSignals,
    encode,
    execute_script,
    redirect,
    remove_elements,
)

ELEMENTS = "event: datastar-patch-elements\n"
SIGNALS = "event: datastar-patch-signals\n"


def bytes_of(stream: str | bytes) -> bytes:
    return stream if isinstance(stream, bytes) else stream.encode()


def read(stream: str | bytes) -> list[Event]:
    return EventDecoder().feed(bytes_of(stream))


def refused(stream: str | bytes) -> MalformedEvent:
    with pytest.raises(MalformedEvent) as found:
        read(stream)
    return found.value


def message(text: str | None) -> OtherEvent:
    return OtherEvent("message", text)


# --- encode ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "written"),
    [
        (PatchElements("<p>1</p>"), ELEMENTS + "data: elements <p>1</p>\n\n"),
        (PatchElements(""), ELEMENTS + "data: elements \n\n"),
        (
            PatchElements("<p>\n\n  é😀\n</p>\n"),
            ELEMENTS
            + "data: elements <p>\ndata: elements \ndata: elements   é😀\n"
            + "data: elements </p>\ndata: elements \n\n",
        ),
        (PatchElements("a\r\nb\rc"), ELEMENTS + "data: elements a\ndata: elements b\ndata: elements c\n\n"),
        (PatchElements("a\u2028b\x85c\x0cd"), ELEMENTS + "data: elements a\u2028b\x85c\x0cd\n\n"),
        (PatchElements("x" * 600), ELEMENTS + "data: elements " + "x" * 600 + "\n\n"),
        (
            PatchElements("é\n" * 600),
            ELEMENTS + "data: elements é\n" * 600 + "data: elements \n\n",
        ),
        (
            PatchElements(
                "<g>\n<a>",
                selector="#a > b",
                mode="append",
                namespace="svg",
                use_view_transition=True,
                view_transition_selector="#v",
                event_id="7",
                retry=0,
            ),
            ELEMENTS
            + "id: 7\nretry: 0\ndata: mode append\ndata: selector #a > b\ndata: namespace svg\n"
            + "data: useViewTransition true\ndata: viewTransitionSelector #v\n"
            + "data: elements <g>\ndata: elements <a>\n\n",
        ),
        (PatchElements("x", event_id=""), ELEMENTS + "id: \ndata: elements x\n\n"),
        (PatchElements("x", retry=1000), ELEMENTS + "retry: 1000\ndata: elements x\n\n"),
        (
            PatchElements(selector="#a", mode="inner"),
            ELEMENTS + "data: mode inner\ndata: selector #a\ndata: elements \n\n",
        ),
        (remove_elements("#a"), ELEMENTS + "data: mode remove\ndata: selector #a\n\n"),
        (
            PatchElements("x", selector="#a", mode="remove"),
            ELEMENTS + "data: mode remove\ndata: selector #a\ndata: elements x\n\n",
        ),
        (
            execute_script("a()"),
            ELEMENTS
            + "data: mode append\ndata: selector body\n"
            + 'data: elements <script data-effect="el.remove()">a()</script>\n\n',
        ),
        (
            redirect("/it's"),
            ELEMENTS
            + "data: mode append\ndata: selector body\n"
            + 'data: elements <script data-effect="el.remove()">'
            + 'setTimeout(() => window.location = "/it\'s")</script>\n\n',
        ),
        (PatchSignals({}), SIGNALS + "data: signals {}\n\n"),
        (
            PatchSignals({"a": [1, None, True], "é": "😀\n\u2028"}),
            SIGNALS + 'data: signals {"a":[1,null,true],"é":"😀\\n\u2028"}\n\n',
        ),
        (
            PatchSignals({"a": 1}, only_if_missing=True, event_id="x y", retry=5),
            SIGNALS + 'id: x y\nretry: 5\ndata: onlyIfMissing true\ndata: signals {"a":1}\n\n',
        ),
        (OtherEvent("ping", "a\nb"), "event: ping\ndata: a\ndata: b\n\n"),
        (OtherEvent("ping", ""), "event: ping\ndata: \n\n"),
        (OtherEvent("ping"), "event: ping\n\n"),
        (OtherEvent(data="a"), "data: a\n\n"),
        (OtherEvent("message", "a", event_id="1", retry=2), "id: 1\nretry: 2\ndata: a\n\n"),
        (OtherEvent(event_id="1"), "id: 1\n\n"),
        (OtherEvent(retry=2), "retry: 2\n\n"),
        (OtherEvent(comment="keep-alive"), ": keep-alive\n\n"),
        (OtherEvent(comment=""), ": \n\n"),
    ],
    ids=lambda value: repr(value)[:70] if not isinstance(value, str) else "",
)
def test_the_bytes_of_an_event(event: Event, written: str) -> None:
    assert encode(event) == written.encode()
    assert read(written) == [event]


@pytest.mark.parametrize("wrong", ["<p>", {"a": 1}, None, PatchElements, b"data: x\n\n"], ids=repr)
def test_only_events_are_encoded(wrong: Event) -> None:
    with pytest.raises(TypeError) as found:
        encode(wrong)
    assert str(found.value) == f"encode() takes an event of stario.datastar; found {wrong!r}"


# --- framing: the HTML standard, "Parsing an event stream" and "Interpreting an event stream" ---

FRAMING: dict[str, tuple[str | bytes, list[Event]]] = {
    "lines of data are joined": ("data: YHOO\ndata: +2\ndata: 10\n\n", [message("YHOO\n+2\n10")]),
    "one space is taken off, and only one": (
        "data:test\n\ndata: test\n\ndata:  test\n\n",
        [message("test"), message("test"), message(" test")],
    ),
    "a tab is no space": ("data:\ttest\n\n", [message("\ttest")]),
    "the first colon ends the name": ("data: a: b:c\n\n", [message("a: b:c")]),
    "a field without a colon is empty": (
        "data\n\ndata\ndata\n\ndata:",
        [message(""), message("\n")],
    ),
    "empty lines of data count": ("data:\ndata: a\ndata:\n\n", [message("\na\n")]),
    "blank lines alone do nothing": ("\n\n\ndata: a\n\n\n\n", [message("a")]),
    "the last event name wins": ("event: a\nevent: b\ndata: x\n\n", [OtherEvent("b", "x")]),
    "an empty event name is message": ("event: a\nevent\ndata: x\n\n", [message("x")]),
    "the event name does not last": (
        "event: a\ndata: x\n\ndata: y\n\n",
        [OtherEvent("a", "x"), message("y")],
    ),
    "an event name comes before or after its data": (
        "data: x\nevent: a\ndata: y\n\n",
        [OtherEvent("a", "x\ny")],
    ),
    "a name alone says nothing of its data": ("event: a\n\n", [OtherEvent("a")]),
    "an empty name alone is nothing": ("event:\n\n", []),
    "names of fields are case-sensitive": ("Data: x\nEVENT: a\ndata: y\n\n", [message("y")]),
    "names of fields are not stripped": (" data: x\ndata : x\ndata: y\n\n", [message("y")]),
    "unknown fields are ignored": ("foo: 1\nbar\ndatas: 2\ndata: x\n\n", [message("x")]),
    "unknown fields alone are nothing": ("foo: 1\nbar\n\n", []),
    "a comment stands between lines of data": (
        "data: a\n: note\ndata: b\n\n",
        [OtherEvent(comment="note"), message("a\nb")],
    ),
    "comments": (
        ": \n: a\n:b: c\n::\n\n",
        [OtherEvent(comment=text) for text in ("", "a", "b: c", ":")],
    ),
    "a bare colon says nothing": (":\n\n:\ndata: a\n:\n\n:\n\n", [message("a")]),
    "LF": ("data: a\ndata: b\n\n", [message("a\nb")]),
    "CR": ("data: a\rdata: b\r\r", [message("a\nb")]),
    "CRLF": ("data: a\r\ndata: b\r\n\r\n", [message("a\nb")]),
    "all three": (
        "data: a\rdata: b\ndata: c\r\n\rdata: d\n\r\n",
        [message("a\nb\nc"), message("d")],
    ),
    "LF CR is two line ends": ("data: a\n\rdata: b\n\r", [message("a"), message("b")]),
    "no other character ends a line": (
        "data: a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\n\n",
        [message("a\u2028b\u2029c\x85d\x0be\x0cf\x1cg")],
    ),
    "a byte order mark": (b"\xef\xbb\xbfdata: a\n\ndata: b\n\n", [message("a"), message("b")]),
    "a byte order mark before a blank line": (b"\xef\xbb\xbf\ndata: a\n\n", [message("a")]),
    "only the first byte order mark": (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\ndata: b\n\n", [message("b")]),
    "a byte order mark later on": (
        b"data: a\n\xef\xbb\xbfdata: b\ndata: \xef\xbb\xbfc\n\n",
        [message("a\n\ufeffc")],
    ),
    "a NUL in data": ("data: a\0b\n\n", [message("a\0b")]),
    "always UTF-8": ("data: é漢😀\n\n", [message("é漢😀")]),
    "bytes that are no UTF-8": (
        b"data: \xffa\xe2\x82b\xf0\x9f\x98\n\xedata: x\n\n",
        [message("\ufffda\ufffdb\ufffd")],
    ),
    "an id": ("id: 1\ndata: a\n\ndata: b\n\n", [OtherEvent(data="a", event_id="1"), message("b")]),
    "an empty id": ("id\ndata: a\n\nid:\ndata: b\n\n", [OtherEvent(data=x, event_id="") for x in "ab"]),
    "the last id wins": ("id: 1\nid: 2\ndata: a\n\n", [OtherEvent(data="a", event_id="2")]),
    "an id with a NUL is ignored": ("id: 1\nid: 2\0\ndata: a\n\n", [OtherEvent(data="a", event_id="1")]),
    "an id alone": ("id: 1\n\n", [OtherEvent(event_id="1")]),
    "retry": ("retry: 010\ndata: a\n\n", [OtherEvent(data="a", retry=10)]),
    "retry alone": ("retry:0\n\n", [OtherEvent(retry=0)]),
    "retry is digits and nothing else": (
        "".join(f"retry: {wrong}\n" for wrong in ["", "-1", "+1", "1.5", "1e3", "0x1", "1 ", " 1", "٣", "²"])
        + "retry\ndata: a\n\n",
        [message("a")],
    ),
    "a wrong retry leaves the right one": (
        "retry: 5\nretry: x\ndata: a\n\n",
        [OtherEvent(data="a", retry=5)],
    ),
    "the largest retry": (f"retry: {2**53 - 1}\n\n", [OtherEvent(retry=2**53 - 1)]),
    "a retry that nobody can count": (f"retry: {2**53}\nretry: {'9' * 5000}\ndata: a\n\n", [message("a")]),
    "an event that has not ended": ("data: a\n\ndata: b\nid: 1\n", [message("a")]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("stream", "events"), FRAMING.values(), ids=list(FRAMING))
def test_framing_follows_the_standard(stream: str | bytes, events: list[Event]) -> None:
    assert read(stream) == events


@pytest.mark.parametrize(("stream", "events"), FRAMING.values(), ids=list(FRAMING))
def test_framing_does_not_depend_on_chunks(stream: str | bytes, events: list[Event]) -> None:
    whole = bytes_of(stream)
    for cut in range(len(whole) + 1) if len(whole) < 1000 else (1, 500):
        decoder = EventDecoder()
        assert decoder.feed(whole[:cut]) + decoder.feed(b"") + decoder.feed(whole[cut:]) == events
    decoder = EventDecoder()
    assert [event for byte in whole for event in decoder.feed(bytes([byte]))] == events


def test_an_event_is_read_as_soon_as_its_last_line_end_is_there() -> None:
    for end in (b"\n", b"\r", b"\r\n"):
        decoder = EventDecoder()
        assert decoder.feed(b"data: a" + end) == []
        assert decoder.feed(end[:1]) == [message("a")]
        assert decoder.feed(end[1:] + b"data: b" + end + end) == [message("b")]


def test_a_lf_behind_a_cr_of_the_chunk_before_is_no_blank_line() -> None:
    decoder = EventDecoder()
    assert decoder.feed(b"data: a\r") == []
    assert decoder.feed(b"\n") == []
    assert decoder.feed(b"\n") == [message("a")]
    assert decoder.feed(b"data: b\r") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\ndata: c\r\r") == [message("b\nc")]


def test_the_last_id_lasts() -> None:
    decoder = EventDecoder()
    assert decoder.last_event_id == ""
    for stream, last in [
        ("data: a\n\n", ""),
        ("id: 1\ndata: a\n", ""),  # not before the event has ended
        ("\n", "1"),
        ("data: b\n\n: note\n\nretry: 1\n\n", "1"),
        ("id: 2\0\ndata: c\n\n", "1"),
        ("id: 3\n\n", "3"),
        (SIGNALS + "id: 4\ndata: signals {}\n\n", "4"),
        ("event: x\nid:  5 \n\n", " 5 "),
        ("id\n\n", ""),
    ]:
        decoder.feed(stream.encode())
        assert decoder.last_event_id == last


def test_a_malformed_event_leaves_its_id_too() -> None:
    decoder = EventDecoder()
    with pytest.raises(MalformedEvent):
        decoder.feed((ELEMENTS + "id: 9\ndata: elements\n\n").encode())
    assert decoder.last_event_id == "9"


# --- the end of a stream ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "pending", "line"),
    [
        ("data: a", "data: a", 1),
        ("data: a\n", "data: a", 2),
        ("data: x\n\ndata: a\r\nid: 1\r\ndat", "data: a\nid: 1\ndat", 5),
        ("\n\nevent: x\r", "event: x", 4),
        ("data: a\u2028b", "data: a\u2028b", 1),
        (b"\xef\xbb\xbfdata: a", "data: a", 1),
        (b"data: \xf0\x9f", "data: \ufffd", 1),
    ],
    ids=repr,
)
def test_an_event_that_never_ended(stream: str | bytes, pending: str, line: int) -> None:
    decoder = EventDecoder()
    index = len(decoder.feed(bytes_of(stream)))
    assert decoder.pending == pending
    with pytest.raises(MalformedEvent) as found:
        decoder.finish()
    assert str(found.value) == (
        f"event {index}, line {line} of the stream: the stream ended before the blank line that "
        f"ends an event; the client drops it\n    " + pending.split("\n")[-1]
    )
    assert (found.value.index, found.value.line, found.value.events) == (index, line, [])


@pytest.mark.parametrize(
    "stream", ["", "\n", "data: a\n\n", "data: a\r\r", ": note\n", "id: 1\r\n\r\n", b"\xef\xbb\xbf"], ids=repr
)
def test_a_stream_that_ended_well(stream: str | bytes) -> None:
    decoder = EventDecoder()
    decoder.feed(bytes_of(stream))
    assert decoder.pending == ""
    decoder.finish()


# --- Datastar's events -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "event"),
    [
        (
            "data: elements <a>\ndata: mode inner\ndata: elements  b\ndata: selector  #x \ndata: elements \n",
            PatchElements("<a>\n b\n", selector=" #x ", mode="inner"),
        ),
        ("data:elements <a>\ndata:elements <b>\n", PatchElements("<a>\n<b>")),
        ("data: useViewTransition  true \ndata: elements a\n", PatchElements("a", use_view_transition=True)),
        ("data: useViewTransition false\ndata: elements a\n", PatchElements("a")),
        ("data: elements a\ndata: selector \ndata: viewTransitionSelector \n", PatchElements("a")),
        ("data: mode outer\ndata: namespace html\n", PatchElements()),
        ("id: 1\nretry: 2\ndata: elements a\nid: 3\n", PatchElements("a", event_id="3", retry=2)),
        ("data: elements data: elements x\n", PatchElements("data: elements x")),
        (b"data: elements \xff\n", PatchElements("\ufffd")),
    ],
    ids=repr,
)
def test_patch_elements_is_read_as_the_client_reads_it(stream: str | bytes, event: Event) -> None:
    assert read(ELEMENTS.encode() + bytes_of(stream) + b"\n") == [event]
    assert read(bytes_of(stream) + ELEMENTS.encode() + b"\n") == [event]


@pytest.mark.parametrize(
    ("stream", "event"),
    [
        ('data: signals {"a":\ndata: signals  1}\n', PatchSignals({"a": 1})),
        ('data: signals  { "a" : [ 1.50e1 ] } \n', PatchSignals({"a": [15]})),
        ("data: onlyIfMissing true\ndata: signals {}\n", PatchSignals({}, only_if_missing=True)),
        ("data: signals {}\ndata: onlyIfMissing  false \n", PatchSignals({})),
        ('data: signals {"a":"\\ud83d\\ude00","b":"\\udfff"}\n', PatchSignals({"a": "😀", "b": "\udfff"})),
        ("id: 1\ndata: signals {}\nretry: 0\n", PatchSignals({}, event_id="1", retry=0)),
    ],
    ids=repr,
)
def test_patch_signals_is_read_as_the_client_reads_it(stream: str, event: Event) -> None:
    assert read(SIGNALS + stream + "\n") == [event]


@pytest.mark.parametrize(
    "event",
    [
        OtherEvent("datastar-custom", "signals {nothing of ours}"),
        OtherEvent("datastar-custom", None, event_id="1", retry=2),
        OtherEvent("datastar-Patch-Elements", "elements"),
        OtherEvent("datastar-patch-elements-later", "x\ny"),
        OtherEvent("datastar", "x"),
        OtherEvent("Datastar-patch-elements", "x"),
    ],
    ids=repr,
)
def test_types_of_a_watcher_of_the_page_are_kept(event: OtherEvent) -> None:
    assert read(encode(event)) == [event]


# --- what is refused -------------------------------------------------------------------------

NO_KEY = "a data line without a key; the client drops it (write 'data: key value')"
ALLOWED = "Allowed: outer, inner, replace, prepend, append, before, after, remove"
NOT_MS = "retry is not a number of milliseconds; the client reads it its own way"
NO_FIELD = "no field of an event stream; the client ignores the line"


def no_space(key: str) -> str:
    return (
        f"no space behind the key {key!r}; the client drops the line "
        f"(an empty one is written 'data: {key} ', with its space)"
    )


def old(name: str, now: str) -> tuple[str, int, str]:
    event = f"event: datastar-{name}\ndata: x y\n"
    return event, 1, f"datastar-{name} was renamed to {now} in v1.0.0-RC.1; today's client ignores it"


def spaced(name: str) -> tuple[str, int, str]:
    said = f"the event type {name!r} has space around it; the client has no watcher of that name"
    return f"event: {name}\ndata: elements x\n", 1, said


def not_json(text: str, why: str) -> tuple[str, int, str]:
    said = f"signals are not JSON ({why}); the client would run them as JavaScript"
    return f"{SIGNALS}data: onlyIfMissing true\ndata: signals {text}\n", 3, said


#: Each stream is one event without its blank line; then the line at fault, and what is said of it.
REFUSED: dict[str, tuple[str, int, str]] = {
    "elements without data": (
        ELEMENTS,
        1,
        "datastar-patch-elements has no data line; the standard drops it (a no-op)",
    ),
    "signals without data": (
        "id: 1\n" + SIGNALS,
        2,
        "datastar-patch-signals has no data line; the standard drops it "
        "(the client throws PatchSignalsExpectedSignals)",
    ),
    "bare data": (ELEMENTS + "data: elements x\ndata\n", 3, NO_KEY),
    "empty data": (ELEMENTS + "data:\n", 2, NO_KEY),
    "empty data with its space": (ELEMENTS + "data: \n", 2, NO_KEY),
    "two spaces": (ELEMENTS + "data:  elements x\n", 2, NO_KEY),
    "a blank line of HTML": (ELEMENTS + "data: elements a\ndata: elements\n", 3, no_space("elements")),
    "an unknown line": (SIGNALS + "data: {}\n", 2, no_space("{}")),
    "an unknown key": (
        ELEMENTS + "data: elements a\ndata: element b\n",
        3,
        "unknown key 'element' in datastar-patch-elements; the client ignores it; did you mean 'elements'?",
    ),
    "a key of the other event": (
        ELEMENTS + "data: signals {}\n",
        2,
        "unknown key 'signals' in datastar-patch-elements; the client ignores it",
    ),
    "a key of before 1.0": (
        ELEMENTS + "data: mergeMode inner\n",
        2,
        "unknown key 'mergeMode' in datastar-patch-elements; the client ignores it; did you mean 'mode'?",
    ),
    "a key in other letters": (
        SIGNALS + "data: signals {}\ndata: onlyifmissing true\n",
        3,
        "unknown key 'onlyifmissing' in datastar-patch-signals; the client ignores it; "
        "did you mean 'onlyIfMissing'?",
    ),
    "mode twice": (
        ELEMENTS + "data: mode inner\ndata: selector #a\ndata: mode inner\n",
        4,
        "mode comes twice; the client joins both into one value",
    ),
    "a flag twice": (
        SIGNALS + "data: onlyIfMissing true\ndata: signals {}\ndata: onlyIfMissing true\n",
        4,
        "onlyIfMissing comes twice; the client joins both into one value",
    ),
    "a flag that is none": (
        ELEMENTS + "data: elements a\ndata: useViewTransition True\n",
        3,
        "useViewTransition is true or false; the client reads this as false",
    ),
    "an empty flag": (
        SIGNALS + "data: signals {}\ndata: onlyIfMissing \n",
        3,
        "onlyIfMissing is true or false; the client reads this as false",
    ),
    "an unknown mode": (
        ELEMENTS + "data: elements a\ndata: mode morph\n",
        3,
        f"PatchElementsInvalidMode: unknown mode 'morph'. {ALLOWED}",
    ),
    "a mode with a space": (
        ELEMENTS + "data: elements a\ndata: selector #a\ndata: mode inner \n",
        4,
        f"PatchElementsInvalidMode: unknown mode 'inner '; did you mean 'inner'? {ALLOWED}",
    ),
    "a mode that looks like another field": (
        ELEMENTS + "data: elements a\ndata: mode elements b\n",
        3,
        f"PatchElementsInvalidMode: unknown mode 'elements b'. {ALLOWED}",
    ),
    "an empty mode": (ELEMENTS + "data: mode \n", 2, f"PatchElementsInvalidMode: unknown mode ''. {ALLOWED}"),
    "an unknown namespace": (
        ELEMENTS + "data: elements a\ndata: namespace xhtml\n",
        3,
        "PatchElementsInvalidNamespace: unknown namespace 'xhtml'; did you mean 'html'? "
        "Allowed: html, svg, mathml",
    ),
    "no selector": (
        ELEMENTS + "data: elements a\ndata: mode append\n",
        3,
        "PatchElementsExpectedSelector: mode 'append' needs a selector; only outer and replace "
        "find their target by the id of the HTML",
    ),
    "a blank selector": (
        ELEMENTS + "data: elements a\ndata: selector  \n",
        3,
        "selector is blank; leave it out to find the target by id",
    ),
    "a blank selector of a transition": (
        ELEMENTS + "data: selector #a\ndata: viewTransitionSelector  \n",
        3,
        "view_transition_selector is blank; leave it out",
    ),
    "a NUL in a selector": (
        ELEMENTS + "data: elements a\ndata: viewTransitionSelector b\ndata: selector a\0\n",
        4,
        "selector 'a\\x00' holds a NUL, which no browser takes there",
    ),
    "a NUL in the selector of a transition": (
        ELEMENTS + "data: selector b\ndata: viewTransitionSelector a\0\n",
        3,
        "view_transition_selector 'a\\x00' holds a NUL, which no browser takes there",
    ),
    "no signals": (
        "data: onlyIfMissing true\n" + SIGNALS,
        2,
        "PatchSignalsExpectedSignals: no signals line",
    ),
    "empty signals": not_json("", "Expecting value: line 1 column 1 (char 0)"),
    "an object of JavaScript": not_json(
        "{a: 1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    ),
    "two values": not_json("{} {}", "Extra data: line 1 column 4 (char 3)"),
    "NaN": not_json('{"a":NaN}', "NaN is not JSON"),
    "infinity": not_json('{"a":[Infinity]}', "Infinity is not JSON"),
    "minus infinity": not_json('{"a":-Infinity}', "-Infinity is not JSON"),
    "signals that are a list": (
        SIGNALS + "data: signals [1]\n",
        2,
        "PatchSignalsExpectedSignals: signals are a mapping of names to values; found list [1]",
    ),
    "signals that are null": (
        SIGNALS + "data: signals null\n",
        2,
        "PatchSignalsExpectedSignals: signals are a mapping of names to values; found NoneType None",
    ),
    "an id with a NUL": (
        SIGNALS + "data: signals {}\nid: 1\0\n",
        3,
        "the standard ignores an id with a NUL",
    ),
    "a retry of JavaScript": (ELEMENTS + "retry: 1e3\ndata: elements a\n", 2, NOT_MS),
    "an empty retry": (ELEMENTS + "data: elements a\nretry:\n", 3, NOT_MS),
    "a bare retry": (ELEMENTS + "data: elements a\nretry\n", 3, NOT_MS),
    "a negative retry": (ELEMENTS + "retry: -1\ndata: elements a\n", 2, NOT_MS),
    "a huge retry": (f"{ELEMENTS}retry: {2**53}\ndata: elements a\n", 2, NOT_MS),
    "a field in other letters": (ELEMENTS + "Data: elements a\ndata: elements b\n", 2, NO_FIELD),
    "a line without a field": (ELEMENTS + "data: elements <p>\n</p>\n", 3, NO_FIELD),
    "a field with a space": (SIGNALS + "data: signals {}\n data: x\n", 3, NO_FIELD),
    "merge-fragments": old("merge-fragments", "datastar-patch-elements"),
    "remove-fragments": old("remove-fragments", "datastar-patch-elements with mode remove"),
    "execute-script": old("execute-script", "datastar-patch-elements with a <script>"),
    "merge-signals": old("merge-signals", "datastar-patch-signals"),
    "remove-signals": old("remove-signals", "datastar-patch-signals with nulls"),
    "a type with a space behind it": spaced("datastar-patch-elements "),
    "a type with a space before it": spaced(" datastar-patch-signals"),
    "a custom type with a tab": spaced("datastar-custom\t"),
}
EVERY_REFUSAL = pytest.mark.parametrize(("stream", "line", "said"), REFUSED.values(), ids=list(REFUSED))


@EVERY_REFUSAL
def test_a_malformed_event_says_what_is_wrong_and_where(stream: str, line: int, said: str) -> None:
    problem = refused(stream + "\n")
    source = stream.split("\n")[line - 1]
    assert str(problem) == f"event 0, line {line} of the stream: {said}\n    {source}"
    assert (problem.index, problem.line, problem.events) == (0, line, [])
    assert isinstance(problem, ValueError)


@EVERY_REFUSAL
def test_the_decoder_goes_on_behind_a_malformed_event(stream: str, line: int, said: str) -> None:
    before = ": note\r\nid: 1\r\n\r\n\r\ndata: a\r\n\r\n"  # three events on six lines
    decoder = EventDecoder()
    with pytest.raises(MalformedEvent) as found:
        decoder.feed((before + stream + "\ndata: z\n\n").encode())
    assert str(found.value).startswith(f"event 3, line {line + 6} of the stream: {said}\n")
    assert found.value.events == [
        OtherEvent(comment="note"),
        OtherEvent(event_id="1"),
        message("a"),
    ]
    assert decoder.feed(b"") == [message("z")]
    assert decoder.feed(b"data: after\n\n") == [message("after")]
    decoder.finish()


def test_several_malformed_events_in_one_chunk_are_raised_one_by_one() -> None:
    decoder = EventDecoder()
    bad = SIGNALS + "data: signals x\n\n"
    stream = "data: 0\n\n" + bad + bad + "data: 3\n\n: 4\n" + bad + "data: 6\n\n"
    with pytest.raises(MalformedEvent) as first:
        decoder.feed(stream.encode())
    with pytest.raises(MalformedEvent) as second:
        decoder.feed(b"")
    with pytest.raises(MalformedEvent) as third:
        decoder.feed(b"data: 7\n")
    assert [(one.value.index, one.value.line) for one in (first, second, third)] == [
        (1, 4),
        (2, 7),
        (5, 13),
    ]
    assert first.value.events == [message("0")]
    assert second.value.events == []
    assert third.value.events == [message("3"), OtherEvent(comment="4")]
    assert decoder.feed(b"\n") == [message("6"), message("7")]


def test_the_line_at_fault_is_the_first_one() -> None:
    problem = refused(ELEMENTS + "foo: 1\ndata: elements\nretry: x\ndata: mode x\n\n")
    assert (problem.line, str(problem).splitlines()[-1]) == (2, "    foo: 1")


def test_signals_that_are_nested_too_deeply_are_refused() -> None:
    for levels in (10_000, 100_000):
        deep = '{"a":' * levels + "1" + "}" * levels
        problem = refused(SIGNALS + f"data: signals {deep}\n\ndata: z\n\n")
        assert problem.line == 2


def test_a_number_that_json_spells_and_python_cannot_hold_is_refused() -> None:
    problem = refused(SIGNALS + 'data: signals {"a":1e999}\n\n')
    assert problem.line == 2
    assert "signals {'a': inf} cannot be JSON" in str(problem)


def test_a_refusal_keeps_its_cause() -> None:
    assert isinstance(refused(SIGNALS + "data: signals x\n\n").__cause__, ValueError)
    assert isinstance(refused(ELEMENTS + "data: mode x\n\n").__cause__, ValueError)


def test_a_decoder_reads_one_stream() -> None:
    one, other = EventDecoder(), EventDecoder()
    one.feed(b"id: 1\n\ndata: a")
    assert other.feed(b"data: b\n\n") == [message("b")]
    assert (other.last_event_id, other.pending) == ("", "")
    assert one.feed(b"c\n\n") == [message("ac")]


def test_a_comment_that_did_not_end_is_no_event_that_did_not_end() -> None:
    decoder = EventDecoder()
    decoder.feed(b"data: x\n\n: keep-ali")
    decoder.finish()
    assert decoder.pending == ": keep-ali"


def test_a_retry_may_have_leading_zeros() -> None:
    assert EventDecoder().feed(b"retry: " + b"0" * 30 + b"5\n\n") == [OtherEvent(retry=5)]
