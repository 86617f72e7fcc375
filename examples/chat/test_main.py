"""Who hears what: several users of one room, and what their pages add up to."""

import re
import tracemalloc
from contextlib import AsyncExitStack

import pytest
from main import BEHIND, KEPT, LONGEST_NAME, LONGEST_TEXT, Room, app, get_room
from markupsafe import escape

from stario import PatchElements, PatchSignals
from stario.testing import EventStream, StarioClient


def here(*names: str) -> PatchElements:
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    return PatchElements(f'<ul id="here">{items}</ul>')


def is_said(event: PatchElements | PatchSignals, name: str, text: str) -> bool:
    item = f"<li><b>{escape(name)}</b> {escape(text)}</li>"
    return isinstance(event, PatchElements) and item in event.elements


async def say(client: StarioClient, name: str, *texts: str) -> None:
    for text in texts:
        answer = await client.command("/say", signals={"name": name, "text": text})
        assert answer.signals == {"text": ""}


def texts(stream: EventStream) -> list[str]:
    """The text of each message, in the order in which a page shows them."""
    return re.findall("</b> (.*?)</li>", stream.elements["#said"], re.DOTALL)


async def test_alone_in_an_empty_room(stario_client):
    async with stario_client.listen("/room", signals={"name": " Ann "}) as stream:
        await stream.settle()
        assert stream.signals == {"_joined": True}
        assert stream.elements["#here"] == here("Ann").elements
        assert texts(stream) == []


async def test_everybody_hears_in_order_and_the_speaker_too(stario_clients):
    ann, bob = stario_clients(2)
    async with (
        ann.listen("/room", signals={"name": "Ann"}) as hers,
        bob.listen("/room", signals={"name": "Bob"}) as his,
    ):
        await hers.until(here("Ann", "Bob"))
        await say(ann, "Ann", "hello", "anybody?")
        await say(bob, "Bob", "yes")
        for stream in (hers, his):
            await stream.settle()
            assert texts(stream) == ["hello", "anybody?", "yes"]
            assert is_said(stream.last, "Bob", "yes")


async def test_who_joins_and_who_leaves(stario_clients):
    ann, bob, other_bob = stario_clients(3)
    async with ann.listen("/room", signals={"name": "Ann"}) as hers:
        await hers.until(here("Ann"))
        async with bob.listen("/room", signals={"name": "Bob"}):
            await hers.until(here("Ann", "Bob"))
            async with other_bob.listen("/room", signals={"name": "Bob"}):
                await hers.until(here("Ann", "Bob", "Bob"))
            await hers.until(here("Ann", "Bob"))
        await hers.until(here("Ann"))


async def test_the_room_is_empty_when_all_have_left(stario_client):
    room = Room()
    with app.overrides({get_room: lambda: room}):
        async with stario_client.listen("/room", signals={"name": "Ann"}) as stream:
            await stream.settle()
            assert [listener.name for listener in room.listeners] == ["Ann"]
    assert not room.listeners


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1)])
async def test_a_name_that_will_not_do(stario_client, name):
    answer = await stario_client.query("/room", signals={"name": name})
    [problem] = answer.events  # and then a clean end: the page does not come back by itself
    assert f">Your name: 1 to {LONGEST_NAME} characters, please.</p>" in problem.elements
    assert answer.signals == {}


@pytest.mark.parametrize("text", ["", "\n", "x" * (LONGEST_TEXT + 1)])
async def test_a_text_that_will_not_do(stario_clients, text):
    ann, bob = stario_clients(2)
    async with bob.listen("/room", signals={"name": "Bob"}) as his:
        answer = await ann.command("/say", signals={"name": "Ann", "text": text})
        assert f"What you say: 1 to {LONGEST_TEXT} characters" in answer.text
        assert answer.signals == {}, "it stays in the field, to be put right"
        await his.settle()
        assert texts(his) == []


async def test_without_a_name_nothing_is_said(stario_client):
    answer = await stario_client.command("/say", signals={"text": "hello"})
    assert "Your name: 1 to" in answer.text


@pytest.mark.parametrize("body", ['{"name": 5}', '{"name": "Ann", "text": "\\ud800"}', '{"text": ["a"]}'])
async def test_what_is_no_text_is_refused(stario_client, body):
    headers = {"Content-Type": "application/json"}
    answer = await stario_client.command("/say", content=body, headers=headers)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</li></ol></html>",
        '"><b data-init="x">',
        "a\ndata: mode remove\n\nid: 7",
        "{}{0} %s $name",
    ],
)
async def test_names_and_texts_are_text(stario_clients, hostile):
    ann, bob = stario_clients(2)
    async with ann.listen("/room", signals={"name": hostile}) as hers:
        await hers.until(here(hostile))
        await say(bob, hostile, hostile)
        assert is_said(await hers.next(), hostile, hostile)
    async with bob.listen("/room", signals={"name": "Bob"}) as his:
        await his.settle()
        assert texts(his) == [str(escape(hostile))], "also in what a late one gets"


async def test_who_comes_late_gets_the_last_hundred(stario_clients):
    ann, bob = stario_clients(2)
    await say(ann, "Ann", *(f"{n}" for n in range(KEPT + 5)))
    async with bob.listen("/room", signals={"name": "Bob"}) as his:
        await his.settle()
        assert texts(his) == [f"{n}" for n in range(5, KEPT + 5)]


async def test_a_slow_page_holds_nobody_up_and_misses_nothing(stario_clients):
    ann, bob = stario_clients(2)
    count = BEHIND + 20
    async with (
        ann.listen("/room", signals={"name": "Ann"}) as slow,  # takes nothing for as long as we do not read
        bob.listen("/room", signals={"name": "Bob"}) as fast,
    ):
        for n in range(count):
            await say(bob, "Bob", f"{n}")
            await fast.until(lambda event, n=n: is_said(event, "Bob", f"{n}"))
        await slow.settle()
        assert texts(slow) == texts(fast) == [f"{n}" for n in range(count)]
        assert len(slow) < BEHIND < len(fast), "in one event, instead of all those that it was behind"
        await say(bob, "Bob", "still there?")
        assert is_said(await slow.next(), "Bob", "still there?")


async def test_who_comes_back_gets_what_was_missed_and_nothing_twice(stario_clients):
    ann, bob = stario_clients(2)
    async with ann.listen("/room", signals={"name": "Ann"}) as stream:
        await say(bob, "Bob", "one", "two")
        await stream.settle()
        seen = stream.last.event_id
    await say(bob, "Bob", "three", "four")
    async with ann.listen("/room", signals={"name": "Ann"}, last_event_id=seen) as stream:
        await say(bob, "Bob", "five")
        await stream.settle()
        appended = [each for each in stream if isinstance(each, PatchElements) and each.mode == "append"]
    for event, text in zip(appended, ["three", "four", "five"], strict=True):
        assert is_said(event, "Bob", text)


async def test_nothing_was_missed(stario_clients):
    ann, bob = stario_clients(2)
    async with ann.listen("/room", signals={"name": "Ann"}) as stream:
        await say(bob, "Bob", "one")
        await stream.settle()
        seen = stream.last.event_id
    async with ann.listen("/room", signals={"name": "Ann"}, last_event_id=seen) as stream:
        await stream.settle()
        assert "#said" not in stream.elements
        assert stream.elements["#here"] == here("Ann").elements


@pytest.mark.parametrize("long_ago", ["", "other-1", "nonsense", "é"])
async def test_who_was_away_too_long_gets_the_room_as_it_is(stario_clients, long_ago):
    ann, bob = stario_clients(2)
    await say(bob, "Bob", "one", "two")
    async with ann.listen("/room", signals={"name": "Ann"}, last_event_id=long_ago) as stream:
        await stream.settle()
        assert texts(stream) == ["one", "two"]
        assert stream.elements["#said"].startswith('<ol id="said">'), "in place of what the page has"


def test_the_ids_of_another_room_are_not_ours():
    one, other = Room(), Room()
    one.say("Ann", "hello")
    other.say("Bob", "hello")
    [theirs] = other.since(None)
    [everything] = one.since(theirs.event_id)
    assert everything.selector is None
    assert one.since(everything.event_id) == []


async def test_a_thousand_users_hear_everything_in_order(stario_clients, stario_clock):
    users = [f"u{n:03}" for n in range(1000)]
    clients = dict(zip(users, stario_clients(1000), strict=True))
    room = Room()
    with app.overrides({get_room: lambda: room}):
        async with AsyncExitStack() as stack:
            streams = [
                await stack.enter_async_context(client.listen("/room", signals={"name": name}))
                for name, client in clients.items()
            ]
            await stario_clock.settle()
            assert {stream.elements["#here"] for stream in streams} == {here(*users).elements}
            tracemalloc.start()
            for n, name in enumerate(users[::100]):
                await say(clients[name], name, f"{n}")
                await stario_clock.settle()
            memory, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            for stream in streams:
                assert texts(stream) == [f"{n}" for n in range(10)]
                assert [moment.request for moment in stream.timeline[-10:]] == ["POST /say"] * 10
            assert memory < 1000 * 10 * 2048, "at most 2 KiB for each event, in server and test together"
        assert not room.listeners
