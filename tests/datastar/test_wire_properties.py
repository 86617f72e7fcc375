"""The wire, for every event and every way of cutting a stream into chunks."""

import itertools
from collections.abc import Iterable

import pytest
from generated import events, patch_elements, text, thorough
from hypothesis import given
from hypothesis import strategies as st

from stario.datastar import Event, EventDecoder, MalformedEvent, PatchElements, encode
from stario.datastar.wire import encode_elements, encode_several

#: A stream with everything in it: a byte order mark, comments, ids, text of several bytes a
#: character, both of Datastar's events, others, five malformed ones and one that never ends.
EVERYTHING = """\ufeff: hello
id: 1

event: datastar-patch-elements
data: elements <p>é😀\u2028</p>
data: elements\x20
data: elements </p>

data: outside
: between
data

event: datastar-patch-elements
data: elements

event: datastar-merge-signals
data: signals {}

event: datastar-patch-signals
retry: 5
id: 2
data: onlyIfMissing true
data: signals {"a":
data: signals "漢"}


event: datastar-patch-signals
data: signals {a: 1}

event: datastar-patch-elements
data: mode inner

event: datastar-patch-elements
id: 3
retry: 1e3

event: ping
id

event: datastar-patch-elements
data: elements cut o"""


def every_thing_in(chunks: Iterable[bytes]) -> list[object]:
    """The events, and in their place the problems, that come out of a stream in chunks."""
    decoder = EventDecoder()
    found: list[object] = []
    for chunk in chunks:
        rest = chunk
        while True:
            try:
                found += decoder.feed(rest)
                break
            except MalformedEvent as problem:
                found += problem.events
                found.append((str(problem), problem.index, problem.line))
                rest = b""
    found += [decoder.last_event_id, decoder.pending]
    try:
        decoder.finish()
    except MalformedEvent as problem:
        found.append((str(problem), problem.index, problem.line))
    return found


def in_pieces(stream: bytes, cuts: Iterable[int]) -> list[bytes]:
    places = [0, *sorted(cuts), len(stream)]
    return [stream[start:end] for start, end in itertools.pairwise(places)]


EXPECTED = every_thing_in([EVERYTHING.encode()])
LINE_ENDS = pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])


def test_the_stream_with_everything_has_everything() -> None:
    *found, last_id, pending, unfinished = EXPECTED
    problems = [one for one in found if isinstance(one, tuple)]
    assert [(index, line) for _, index, line in problems] == [(5, 14), (6, 16), (8, 28), (9, 31), (10, 35)]
    assert len(found) == 12
    assert (last_id, pending) == ("", "event: datastar-patch-elements\ndata: elements cut o")
    assert isinstance(unfinished, tuple)
    assert unfinished[1:] == (12, 41)


@LINE_ENDS
def test_line_ends_do_not_matter(end: str) -> None:
    assert every_thing_in([EVERYTHING.replace("\n", end).encode()]) == EXPECTED


@LINE_ENDS
def test_one_cut_does_not_matter_wherever_it_is(end: str) -> None:
    stream = EVERYTHING.replace("\n", end).encode()
    for cut in range(len(stream) + 1):
        assert every_thing_in([stream[:cut], stream[cut:]]) == EXPECTED, cut


@LINE_ENDS
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_chunks_of_one_size_do_not_matter(end: str, size: int) -> None:
    stream = EVERYTHING.replace("\n", end).encode()
    assert every_thing_in(in_pieces(stream, range(size, len(stream), size))) == EXPECTED


@thorough
@given(st.data(), st.lists(st.sampled_from(["\n", "\r", "\r\n"]), min_size=1, max_size=9))
def test_neither_cuts_nor_mixed_line_ends_matter(data: st.DataObject, ends: list[str]) -> None:
    first, *others = EVERYTHING.split("\n")
    stream = first
    for number, line in enumerate(others):
        end = ends[number % len(ends)]
        # A CR and a LF of two blank lines would be one line end.
        if stream.endswith("\r") and end == "\n":
            end = "\r"
        stream += end + line
    encoded = stream.encode()
    cuts = data.draw(st.lists(st.integers(0, len(encoded)), max_size=8))
    assert every_thing_in(in_pieces(encoded, cuts)) == EXPECTED


@thorough
@given(st.binary(max_size=200) | text.map(str.encode), st.lists(st.integers(0, 200), max_size=6))
def test_any_bytes_are_read_the_same_in_any_chunks(stream: bytes, cuts: list[int]) -> None:
    cuts = [cut for cut in cuts if cut <= len(stream)]
    assert every_thing_in(in_pieces(stream, cuts)) == every_thing_in([stream])


@thorough
@given(events)
def test_an_event_comes_back_equal(event: Event) -> None:
    decoder = EventDecoder()
    (found,) = decoder.feed(encode(event))
    assert found == event
    assert type(found) is type(event)
    assert decoder.pending == ""
    assert decoder.last_event_id == (event.event_id or "")


@thorough
@given(st.lists(events, max_size=5), st.lists(st.integers(0, 500), max_size=5))
def test_events_in_a_row_come_back_in_order_in_any_chunks(made: list[Event], cuts: list[int]) -> None:
    stream = b"".join(encode(event) for event in made)
    decoder = EventDecoder()
    found = [
        event
        for piece in in_pieces(stream, [cut for cut in cuts if cut <= len(stream)])
        for event in decoder.feed(piece)
    ]
    assert found == made
    decoder.finish()


@thorough
@given(events)
def test_only_lf_ends_a_line_that_we_write(event: Event) -> None:
    written = encode(event)
    assert b"\r" not in written
    assert written.endswith(b"\n\n")
    assert b"\n\n" not in written[:-2]
    assert b"\n\n" not in written.replace(b"\n\n", b"", 1)


@thorough
@given(patch_elements)
def test_the_client_would_lose_no_line_of_ours(event: PatchElements) -> None:
    for line in encode(event).decode().removesuffix("\n\n").split("\n"):
        name, colon, value = line.partition(": ")
        assert name in ("event", "id", "retry", "data")
        assert colon
        if name == "data":
            assert not value.startswith(" ")
            assert " " in value


@thorough
@given(text | text.map(lambda html: html * 100))
def test_the_hot_path_writes_what_the_event_would(html: str) -> None:
    assert encode_elements(html) == encode(PatchElements(html))


@given(st.lists(st.text("ab\r\n:é", max_size=6), min_size=1, max_size=6))
def test_strings_that_are_written_together_are_what_they_are_alone(htmls: list[str]) -> None:
    assert encode_several(htmls) == b"".join(map(encode_elements, htmls))


@pytest.mark.parametrize("length", [0, 1, 510, 511, 512, 513, 2000])
@pytest.mark.parametrize("pattern", ["x", "é", "a\n", "a\r", "a\r\n", "\n", "\r"], ids=ascii)
def test_the_hot_path_has_no_seam(pattern: str, length: int) -> None:
    html = (pattern * length)[:length]
    written = encode_elements(html)
    assert written == encode(PatchElements(html))
    assert EventDecoder().feed(written) == [PatchElements(html)]
