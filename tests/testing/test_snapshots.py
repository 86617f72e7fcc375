"""Events in snapshots: what is replaced by names, and how they print."""

from __future__ import annotations

import copy
from uuid import uuid4

import pytest
from generated import events
from hypothesis import given
from hypothesis import strategies as st

from stario import PatchElements, PatchSignals, Query, Stario
from stario.testing import OtherEvent, StarioClient
from stario.testing.snapshots import TIMES, UUIDS, Scrubber, arguments_of, printed, scrub

ONE, TWO = "7e4cc0a5-8d9b-4c1e-9a53-0c2a0f7d5f11", "018F6E2C-7A3B-7CDE-8F01-23456789ABCD"


def test_the_same_text_has_the_same_name() -> None:
    found = scrub(
        [
            PatchElements(f"<li id='a-{ONE}'>{TWO}</li>", selector=f"#b-{ONE}", mode="append", event_id=TWO),
            PatchSignals({"rows": [{"id": ONE, TWO: None}], "other": "x"}),
        ]
    )
    assert found == [
        PatchElements(
            "<li id='a-UUID_1'>UUID_2</li>", selector="#b-UUID_1", mode="append", event_id="UUID_2"
        ),
        PatchSignals({"rows": [{"id": "UUID_1", "UUID_2": None}], "other": "x"}),
    ]


@pytest.mark.parametrize(
    "time",
    [
        "2026-11-24T02:41:46.123456+00:00",
        "2026-11-24T02:41:46Z",
        "2026-11-24 02:41",
        "2026-11-24T02:41:46-0500",
        "Tue, 24 Nov 2026 02:41:46 GMT",
    ],
)
def test_times(time: str) -> None:
    [found] = scrub([PatchElements(f"<time id='t'>at {time}.</time>")])
    assert found == PatchElements("<time id='t'>at TIME_1.</time>")


@pytest.mark.parametrize("text", ["02:41:46", "2026-11-24", "12.5", f"x{ONE}"])
def test_what_is_none(text: str) -> None:
    event = PatchElements(f"<p id='t'>{text}</p>")
    assert scrub([event]) == [event]


def test_patterns_of_ones_own() -> None:
    order = Scrubber("ORDER", r"order-(\d+)")
    now = Scrubber("NOW", r"1[6-9]\d{8}(?:\.\d+)?")
    found = scrub(
        [
            PatchElements("<p id='order-17'>order-4, order-17, 17</p>"),
            PatchSignals({"at": 1794940000.25, "n": 17, "yes": True, "ms": 17949400002500}),
        ],
        order,
        now,
    )
    assert found == [
        PatchElements("<p id='order-ORDER_1'>order-ORDER_2, order-ORDER_1, 17</p>"),
        PatchSignals({"at": "NOW_1", "n": 17, "yes": True, "ms": 17949400002500}),
    ]
    assert scrub([PatchSignals({"a": ONE})], order) == [PatchSignals({"a": ONE})], "only those that are named"


def test_events_of_others() -> None:
    assert scrub([OtherEvent("tick", data=ONE, event_id=TWO), OtherEvent(comment=ONE)]) == [
        OtherEvent("tick", data="UUID_1", event_id="UUID_2"),
        OtherEvent(comment="UUID_1"),
    ]


@given(st.lists(events))
def test_without_anything_to_replace_nothing_changes(found: list[object]) -> None:
    assert scrub(found, Scrubber("NEVER", r"(?!)")) == found  # type: ignore[arg-type]


@given(events)
def test_the_arguments_make_the_event(event: object) -> None:
    first, options = arguments_of(event)  # type: ignore[arg-type]
    assert type(event)(first, **{name: value for name, value, _ in options}) == event
    assert (
        type(event)(first, **{name: value for name, value, default in options if value != default}) == event
    )


def test_printed() -> None:
    assert printed(PatchElements("<ul id='a'><li>x</li></ul>", use_view_transition=True)) == [
        "PatchElements(use_view_transition=True)",
        '  <ul id="a">',
        "    <li>",
        "      x",
    ]
    assert printed(PatchSignals({"b": [], "a": "ü"})) == [
        "PatchSignals()",
        "  {",
        '    "a": "ü",',
        '    "b": []',
        "  }",
    ]
    assert printed(OtherEvent("tick", data="1\n2")) == ["OtherEvent(event='tick')", "  1", "  2"]
    assert printed(OtherEvent(comment="still here")) == ["OtherEvent(event='message', comment='still here')"]


async def test_a_copy_of_a_stream_is_what_it_has_captured() -> None:
    name = str(uuid4())

    async def feed() -> object:
        return [f"<p id='{name}'>1</p>", {"a": 1}]

    async with StarioClient(Stario(Query("/feed", feed))) as client:
        async with client.listen("/feed") as stream:
            await stream.take(2)
            kept = copy.deepcopy(stream)
            assert kept == stream == [PatchElements(f"<p id='{name}'>1</p>"), PatchSignals({"a": 1})]
            assert scrub(stream, UUIDS, TIMES)[0] == PatchElements("<p id='UUID_1'>1</p>")
