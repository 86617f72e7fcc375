"""What a handler yields is what a test asserts."""

from stario import PatchElements


def counter(seconds: float) -> PatchElements:
    return PatchElements(f"<div id='online-counter'>Online since: {seconds:.1f}s</div>")


async def test_it_streams(stario_client):
    async with stario_client.listen("/online-counter") as stream:
        assert await stream.take(2) == [counter(0), counter(0.01)]


async def test_it_counts(stario_client):
    async with stario_client.listen("/online-counter") as stream:
        await stream.until(counter(0.2))
        assert stream.elements == {"#online-counter": counter(0.2).elements}


async def test_the_page_opens_the_stream(stario_client):
    page = await stario_client.get("/")
    assert "data-on-load=\"@get('/online-counter')\"" in page.text
    assert '<div id="online-counter"></div>' in page.text


async def test_every_reader_has_a_counter_of_its_own(stario_clients):
    early, late = stario_clients(2)
    async with early.listen("/online-counter") as first:
        await first.take(5)
        async with late.listen("/online-counter") as second:
            assert await second.next() == counter(0)
