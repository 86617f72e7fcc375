"""
A key or a button that is held for a while: the page's time goes on meanwhile.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import expect

BODY = """<input aria-label="Name"><button>Go</button><p></p><script>
  const told = document.querySelector("p");
  const tell = (what) => { told.textContent += `${what} `; };
  for (const type of ["keydown", "keyup", "mousedown", "mouseup", "click", "dblclick"]) {
    document.addEventListener(type, (event) => {
      const modifiers = ["shiftKey", "ctrlKey"].filter((name) => event[name]).join("");
      tell(`${type}${event.key ? `:${event.key}` : ""}${modifiers && `(${modifiers})`}`);
      if (type.endsWith("down")) setTimeout(tell, 40, "later");
    });
  }
</script>"""


@pytest.fixture
async def page(show: Any) -> Any:
    return await show(BODY)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("a", "keydown:a later keyup:a"),
        ("Enter", "keydown:Enter later keyup:Enter"),
        (
            "Shift+A",
            "keydown:Shift(shiftKey) keydown:A(shiftKey) later later keyup:A(shiftKey) keyup:Shift",
        ),
    ],
)
async def test_a_key_is_held(page: Any, key: str, told: str) -> None:
    await page.get_by_label("Name").press(key, delay=150)
    await expect(page.locator("p")).to_have_text(told)


async def test_the_keyboard_holds_a_key(page: Any) -> None:
    await page.get_by_label("Name").focus()
    await page.keyboard.press("b", delay=150)
    await expect(page.locator("p")).to_have_text("keydown:b later keyup:b")
    await expect(page.get_by_label("Name")).to_have_value("b")


@pytest.mark.parametrize("how", ["press_sequentially", "type", "keyboard"])
async def test_each_letter_is_held(page: Any, how: str) -> None:
    name = page.get_by_label("Name")
    if how == "keyboard":
        await name.focus()
        await page.keyboard.type("aé+", delay=150)
    else:
        await getattr(name, how)("aé+", delay=150)
    await expect(name).to_have_value("aé+")
    await expect(page.locator("p")).to_have_text("keydown:a later keyup:a keydown:+ later keyup:+")


async def test_a_button_is_held(page: Any) -> None:
    await page.get_by_role("button").click(delay=150)
    await expect(page.locator("p")).to_have_text("mousedown later mouseup click")


async def test_a_button_is_held_with_a_key(page: Any) -> None:
    await page.get_by_role("button").click(delay=150, modifiers=["Shift"])
    await expect(page.locator("p")).to_have_text(
        "keydown:Shift(shiftKey) mousedown(shiftKey) later later "
        "mouseup(shiftKey) click(shiftKey) keyup:Shift"
    )


@pytest.mark.parametrize("how", ["dblclick", "click_count"])
async def test_two_clicks_that_take_their_time(page: Any, how: str) -> None:
    button = page.get_by_role("button")
    if how == "dblclick":
        await button.dblclick(delay=60)
    else:
        await button.click(click_count=2, delay=60)
    await expect(page.locator("p")).to_have_text(
        "mousedown later mouseup click mousedown later mouseup click dblclick"
    )


async def test_the_right_button_is_held(page: Any) -> None:
    await page.get_by_role("button").click(delay=150, button="right")
    await expect(page.locator("p")).to_have_text("mousedown later mouseup")


async def test_a_trial_presses_nothing(page: Any) -> None:
    await page.get_by_role("button").click(delay=150, trial=True)
    await expect(page.locator("p")).to_be_empty()


async def test_a_button_that_cannot_be_used(show: Any, fails: Any) -> None:
    page = await show("<button disabled>Go</button>")
    async with fails("disabled", "not enabled"):
        await page.get_by_role("button").click(delay=10, timeout=250)
