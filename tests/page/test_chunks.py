"""
Where the borders between chunks are.
"""

import pytest

from stario.testing.page.chunks import Splitter


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r"])
def test_one_event_a_chunk_wherever_the_parts_end(end: bytes) -> None:
    splitter = Splitter("events")
    one, two = b"data: 1" + end, b"data: 2" + end
    assert splitter.split(one + two[:4]) == [one]
    assert splitter.split(two[4:]) == [two]
    assert splitter.split(b"data: 3") == []
    assert splitter.rest() == [b"data: 3"]
    assert splitter.rest() == []


def test_joined_leaves_the_parts_as_they_are() -> None:
    splitter = Splitter("joined")
    assert splitter.joins
    assert splitter.split(b"data: 1\n\ndata: 2\n\n") == [b"data: 1\n\ndata: 2\n\n"]


def test_a_seed_cuts_anywhere_and_loses_nothing() -> None:
    body = b"data: 1\n\n" * 50
    pieces = [Splitter(seed).split(body) for seed in range(20)]
    assert all(b"".join(each) == body for each in pieces)
    assert len({tuple(each) for each in pieces}) > 5
    assert Splitter(3).split(body) == Splitter(3).split(body)
