"""What its readers see: the real client on top of Litestar, without a browser."""

from stario.testing import expect


async def test_it_adds_what_the_field_says(stario_page):
    page = stario_page
    await page.goto("/")
    await expect(page).to_have_title("Counter")
    await page.get_by_role("button", name="Add").click()
    await expect(page.locator("#count")).to_have_text("1")
    await page.get_by_label("Step").fill("41")
    await page.get_by_role("button", name="Add").click()
    await page.get_by_role("button", name="Add").press("Enter")
    await expect(page.locator("#count")).to_have_text("83")
    assert page.signals == {"step": 41}


async def test_two_readers_count_together(stario_pages):
    ann, bob = await stario_pages(2)
    for page in (ann, bob):
        await page.goto("/")
        await page.get_by_role("button", name="Add").click()
    await expect(ann.locator("#count")).to_have_text("1")
    await expect(bob.locator("#count")).to_have_text("2")


async def test_the_stream_goes_on_with_the_time(stario_page, stario_clock):
    await stario_page.goto("/")
    status = stario_page.get_by_role("status").filter(has_text="here")
    await expect(status).to_have_text("0 s here")
    await stario_clock.advance(1)
    await expect(status).to_have_text("1 s here")
    await stario_clock.advance(59)
    await expect(status).to_have_text("60 s here")
    assert len(stario_page.streams) == 1
