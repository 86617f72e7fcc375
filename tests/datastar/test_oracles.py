"""The wire against two others: datastar-py, which writes it, and httpx-sse, which reads it.

Where one of them errs, a test shows how; those tests hold for the versions that they name.
"""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import httpx
import pytest
import turbohtml
from datastar_py import ServerSentEventGenerator as Theirs
from datastar_py.consts import ElementPatchMode, ElementPatchNamespace
from generated import events, json_values, thorough
from httpx_sse import EventSource, ServerSentEvent
from hypothesis import given
from hypothesis import strategies as st

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

datastar_py_errs = pytest.mark.skipif(
    version("datastar-py") != "1.0.3", reason="known errors of datastar-py 1.0.3"
)
httpx_sse_errs = pytest.mark.skipif(version("httpx-sse") != "0.4.3", reason="known errors of httpx-sse 0.4.3")


def ours(stream: str | bytes) -> list[Event]:
    return EventDecoder().feed(stream if isinstance(stream, bytes) else stream.encode())


# --- datastar-py: what it gets right ---------------------------------------------------------

#: Text without what `str.splitlines` would split at, or take for nothing.
safe_line = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\t"), max_size=12)
safe_html = (
    st.lists(safe_line, min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda html: html and not html.endswith("\n"))
)
safe_name = safe_line.filter(str.strip)
delivery = {
    "event_id": st.none() | safe_line.filter(bool),
    "retry": st.none() | st.integers(1, 2**53 - 1).filter(lambda retry: retry != 1000),
}


def check_same(theirs: str, event: Event) -> None:
    """Ours reads theirs, and writes the same lines; those of one field in the same order."""
    assert ours(theirs) == [event]
    written = encode(event).decode()
    assert by_field(written) == by_field(theirs)
    assert written.endswith("\n\n")


def by_field(stream: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in stream.removesuffix("\n\n").split("\n"):
        name, _, value = line.partition(": ")
        field = f"data {value.partition(' ')[0]}" if name == "data" else name
        found.setdefault(field, []).append(line)
    return found


@thorough
@given(
    elements=safe_html,
    selector=safe_name,
    mode=st.sampled_from(ElementPatchMode),
    namespace=st.sampled_from(ElementPatchNamespace),
    use_view_transition=st.booleans(),
    view_transition_selector=st.none() | safe_name,
    **delivery,
)
def test_elements_are_written_as_datastar_py_writes_them(
    elements: str, retry: int | None, event_id: str | None, **options: Any
) -> None:
    check_same(
        Theirs.patch_elements(elements, event_id=event_id, retry_duration=retry, **options),
        PatchElements(elements, event_id=event_id, retry=retry, **options),
    )


@pytest.mark.parametrize("html", ["<p>", "<p>\n\n</p>", "\n<p>", "  <p>  "], ids=ascii)
def test_the_plainest_patch_is_the_same_byte_by_byte(html: str) -> None:
    assert encode(PatchElements(html)).decode() == Theirs.patch_elements(html)


@thorough
@given(
    signals=st.dictionaries(st.text(), json_values, max_size=4),
    only_if_missing=st.booleans(),
    **delivery,
)
def test_signals_are_written_as_datastar_py_writes_them(
    signals: dict[str, Any], only_if_missing: bool, event_id: str | None, retry: int | None
) -> None:
    theirs = Theirs.patch_signals(
        signals, event_id=event_id, only_if_missing=only_if_missing, retry_duration=retry
    )
    event = PatchSignals(signals, only_if_missing=only_if_missing, event_id=event_id, retry=retry)
    assert ours(theirs) == [event]
    their_fields, our_fields = by_field(theirs), by_field(encode(event).decode())
    (their_json,) = their_fields.pop("data signals")
    (our_json,) = our_fields.pop("data signals")
    assert our_fields == their_fields
    prefix = "data: signals "
    assert json.loads(our_json.removeprefix(prefix)) == json.loads(their_json.removeprefix(prefix))


@thorough
@given(selector=safe_name, **delivery)
def test_removals_are_written_as_datastar_py_writes_them(
    selector: str, event_id: str | None, retry: int | None
) -> None:
    assert encode(remove_elements(selector)).decode() == Theirs.remove_elements(selector)
    check_same(
        Theirs.remove_elements(selector, event_id=event_id, retry_duration=retry),
        PatchElements(selector=selector, mode="remove", event_id=event_id, retry=retry),
    )


@pytest.mark.parametrize("auto_remove", [True, False])
@pytest.mark.parametrize("script", ["a()", "a('b')\nc(\"d\")", "x = a < b && c > d"], ids=ascii)
def test_scripts_are_written_as_datastar_py_writes_them(script: str, auto_remove: bool) -> None:
    theirs = Theirs.execute_script(script, auto_remove, {"type": "module", "nonce": "<a&b>"})
    event = execute_script(script, auto_remove=auto_remove, attributes={"type": "module", "nonce": "<a&b>"})
    check_same(theirs, event)
    (read,) = ours(theirs)
    assert isinstance(read, PatchElements)
    assert read.script == script


@pytest.mark.parametrize("location", ["/", "/a?b=c&d=e#f", "https://example.com/é"])
def test_redirects_of_datastar_py_are_read(location: str) -> None:
    (read,) = ours(Theirs.redirect(location))
    assert isinstance(read, PatchElements)
    assert read.redirect_to == redirect(location).redirect_to == location


# --- datastar-py: what it gets wrong ---------------------------------------------------------


@datastar_py_errs
@pytest.mark.parametrize("field", ["selector", "view_transition_selector", "event_id"])
def test_a_line_end_injects_a_line_in_theirs_and_is_refused_in_ours(field: str) -> None:
    hostile = {field: "#a\ndata: elements <img src=x onerror=alert(1)>"}
    (read,) = ours(Theirs.patch_elements("<p>", **hostile))  # type: ignore[arg-type]
    assert isinstance(read, PatchElements)
    assert sorted(read.elements.split("\n")) == ["<img src=x onerror=alert(1)>", "<p>"]
    with pytest.raises(ValueError, match="holds a line end"):
        PatchElements("<p>", **hostile)  # type: ignore[arg-type]


@datastar_py_errs
@pytest.mark.parametrize(
    "end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"], ids=ascii
)
def test_what_ends_no_line_is_changed_in_theirs_and_kept_in_ours(end: str) -> None:
    html = f"<p>a{end}b</p>"
    assert ours(Theirs.patch_elements(html)) == [PatchElements("<p>a\nb</p>")]
    assert ours(encode(PatchElements(html))) == [PatchElements(html)]


@datastar_py_errs
def test_signals_as_text_are_changed_in_theirs_too() -> None:
    written = Theirs.patch_signals('{"a": "b\u2028c"}')
    with pytest.raises(MalformedEvent, match="signals are not JSON"):
        ours(written)
    assert ours(encode(PatchSignals({"a": "b\u2028c"}))) == [PatchSignals({"a": "b\u2028c"})]


@datastar_py_errs
def test_a_last_line_end_is_lost_in_theirs_and_kept_in_ours() -> None:
    assert ours(Theirs.patch_elements("<pre>\n")) == [PatchElements("<pre>")]
    assert ours(encode(PatchElements("<pre>\n"))) == [PatchElements("<pre>\n")]


@datastar_py_errs
def test_empty_elements_are_nothing_in_theirs_and_a_patch_in_ours() -> None:
    with pytest.raises(MalformedEvent, match="has no data line"):
        ours(Theirs.patch_elements(""))
    assert ours(encode(PatchElements(""))) == [PatchElements("")]


@datastar_py_errs
@pytest.mark.parametrize(
    ("their_option", "our_option"),
    [({"retry_duration": 0}, {"retry": 0}), ({"event_id": ""}, {"event_id": ""})],
    ids=["retry", "event_id"],
)
def test_a_falsy_option_is_lost_in_theirs_and_kept_in_ours(
    their_option: dict[str, Any], our_option: dict[str, Any]
) -> None:
    assert ours(Theirs.patch_elements("<p>", **their_option)) == [PatchElements("<p>")]
    event = PatchElements("<p>", **our_option)
    assert event != PatchElements("<p>")
    assert ours(encode(event)) == [event]


@datastar_py_errs
def test_the_usual_retry_is_not_written_in_theirs() -> None:
    # A stream may have set another one before: the client keeps the last that it was told.
    assert ours(Theirs.patch_elements("<p>", retry_duration=1000)) == [PatchElements("<p>")]
    event = PatchElements("<p>", retry=1000)
    assert ours(encode(event)) == [event]


@datastar_py_errs
@pytest.mark.parametrize("location", ["/it's", "/a'); alert(1); ('", "/back\\slash"])
def test_a_redirect_is_not_quoted_in_theirs_and_is_in_ours(location: str) -> None:
    (read,) = ours(Theirs.redirect(location))
    assert isinstance(read, PatchElements)
    assert f"window.location = '{location}')" in read.elements
    (read,) = ours(encode(redirect(location)))
    assert isinstance(read, PatchElements)
    assert read.redirect_to == location
    assert f"'{location}'" not in read.elements


@datastar_py_errs
def test_a_script_ends_early_in_theirs_and_not_in_ours() -> None:
    script = "x = '</script><img src=x>'"

    def tags(event: Event) -> list[str]:
        assert isinstance(event, PatchElements)
        return [found.tag for found in turbohtml.parse_fragment(event.elements).select("*")]

    (read,) = ours(Theirs.execute_script(script))
    assert tags(read) == ["script", "img"]
    (read,) = ours(encode(execute_script(script)))
    assert tags(read) == ["script"]


# --- httpx-sse: where it agrees --------------------------------------------------------------


def theirs_of(*chunks: bytes, charset: str = "") -> list[ServerSentEvent]:
    return list(reading(iter(chunks), charset))


def reading(chunks: Iterator[bytes], charset: str = "") -> Iterator[ServerSentEvent]:
    content_type = f"text/event-stream{charset and f'; charset={charset}'}"
    response = httpx.Response(200, headers={"Content-Type": content_type}, content=chunks)
    return EventSource(response).iter_sse()


def as_event(read: ServerSentEvent, event_id: str | None) -> Event:
    """What another reader found, made into one of our events by the shortest way there is."""
    delivered: dict[str, Any] = {"event_id": event_id, "retry": read.retry}
    if read.event not in ("datastar-patch-elements", "datastar-patch-signals"):
        return OtherEvent(read.event, read.data, **delivered)
    fields: dict[str, list[str]] = {}
    for line in read.data.split("\n"):
        key, value = line.split(" ", 1)
        fields.setdefault(key, []).append(value)
    joined: dict[str, Any] = {key: "\n".join(values) for key, values in fields.items()}
    if read.event == "datastar-patch-signals":
        return PatchSignals(
            json.loads(joined["signals"]), only_if_missing="onlyIfMissing" in joined, **delivered
        )
    return PatchElements(
        joined.get("elements", ""),
        selector=joined.get("selector"),
        mode=joined.get("mode", "outer"),
        namespace=joined.get("namespace", "html"),
        use_view_transition="useViewTransition" in joined,
        view_transition_selector=joined.get("viewTransitionSelector"),
        **delivered,
    )


dispatched = events.filter(lambda event: not isinstance(event, OtherEvent) or event.data is not None)


@thorough
@given(dispatched, st.integers(1, 50))
def test_httpx_sse_reads_the_event_that_was_written(event: Event, size: int) -> None:
    written = encode(event)
    (read,) = theirs_of(*(written[at : at + size] for at in range(0, len(written), size)))
    assert as_event(read, event.event_id) == event
    assert read.id == (event.event_id or "")


@thorough
@given(st.lists(dispatched, max_size=4))
def test_httpx_sse_reads_a_stream_and_its_lasting_ids_as_we_do(made: list[Event]) -> None:
    stream = b": note\n\n".join(encode(event) for event in made)
    # Without ids: behind one, httpx-sse repeats an event at every blank line.
    stream = b"\n".join(line for line in stream.split(b"\n") if not line.startswith(b"id:"))
    decoder = EventDecoder()
    found = [
        event for event in decoder.feed(stream) if not (isinstance(event, OtherEvent) and event.data is None)
    ]
    assert [as_event(read, None) for read in theirs_of(stream)] == found
    assert len(found) == len(made)


@thorough
@given(st.lists(dispatched, max_size=4))
def test_httpx_sse_remembers_the_same_ids(made: list[Event]) -> None:
    decoder = EventDecoder()
    lasting = []
    for event in made:
        decoder.feed(encode(event))
        lasting.append(decoder.last_event_id)
    assert [read.id for read in theirs_of(*(encode(event) for event in made))] == lasting


# --- httpx-sse: where it errs ----------------------------------------------------------------


def data_of(found: list[Any]) -> list[str | None]:
    return [one.data for one in found]


@httpx_sse_errs
def test_it_loses_the_first_event_behind_a_byte_order_mark() -> None:
    stream = b"\xef\xbb\xbfdata: a\n\ndata: b\n\n"
    assert data_of(theirs_of(stream)) == ["b"]
    assert data_of(ours(stream)) == ["a", "b"]


@httpx_sse_errs
def test_it_dispatches_events_without_data() -> None:
    stream = b"event: ping\n\nretry: 5\n\n"
    assert [(read.event, read.data) for read in theirs_of(stream)] == [("ping", ""), ("message", "")]
    assert ours(stream) == [OtherEvent("ping", None), OtherEvent(retry=5)]


@httpx_sse_errs
def test_it_repeats_an_event_at_every_blank_line_behind_an_id() -> None:
    stream = b"id: 1\ndata: a\n\n\n: note\n\n"
    assert [(read.data, read.id) for read in theirs_of(stream)] == [("a", "1"), ("", "1"), ("", "1")]
    assert ours(stream) == [OtherEvent(data="a", event_id="1"), OtherEvent(comment="note")]


@httpx_sse_errs
def test_it_obeys_a_charset() -> None:
    stream = "data: é\n\n".encode()
    assert data_of(theirs_of(stream, charset="latin-1")) == ["Ã©"]
    assert data_of(theirs_of(stream, charset="utf-8")) == data_of(ours(stream)) == ["é"]


@httpx_sse_errs
def test_it_sees_the_last_cr_only_with_the_next_byte() -> None:
    taken: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for chunk in (b"data: a\r\r", b"data: b\r\r"):
            taken.append(chunk)
            yield chunk

    assert next(reading(chunks())).data == "a"
    assert len(taken) == 2
    decoder = EventDecoder()
    assert data_of(decoder.feed(taken[0])) == ["a"]
