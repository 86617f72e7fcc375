"""What its handlers send: the events that datastar-py makes are those that a test writes."""

import pytest

from stario import PatchElements


def count(number: int) -> PatchElements:
    return PatchElements(f'<output id="count">{number}</output>')


def seconds(number: int) -> PatchElements:
    return PatchElements(f'<p id="seconds" role="status">{number} s here</p>')


async def test_it_counts_for_everybody(stario_clients):
    ann, bob = stario_clients(2)
    assert (await ann.command("/add", signals={"step": 2})).events == [count(2)]
    assert (await bob.command("/add", signals={"step": -5})).events == [count(-3)]
    assert (await bob.command("/add")).events == [count(-2)]


async def test_it_streams_an_event_a_second(stario_client, stario_clock):
    async with stario_client.listen("/seconds") as stream:
        assert await stream.next() == seconds(0)
        await stream.settle()
        assert stream == [seconds(0)]
        await stario_clock.advance(3)
        assert await stream.take(3) == [seconds(1), seconds(2), seconds(3)]


async def test_each_reader_has_a_stream_of_their_own(stario_clients, stario_clock):
    early, late = stario_clients(2)
    async with early.listen("/seconds") as first:
        await stario_clock.advance(10)
        async with late.listen("/seconds") as second:
            await first.until(seconds(10))
            assert await second.next() == seconds(0)


@pytest.mark.parametrize("path", ["/nothing", "/add/nothing"])
async def test_what_is_not_there(stario_client, path):
    assert (await stario_client.get(path)).status_code == 404
