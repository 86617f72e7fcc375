"""Keys and clicks where the focus is in shadow trees."""

from __future__ import annotations

from typing import Any

from stario.testing import expect

#: Hosts, each with two fields around what is in its slot; one kind of them delegates the focus.
HOSTS = """
<script>
  for (const [name, delegatesFocus] of Object.entries({ "x-pair": false, "x-giving": true })) {
    customElements.define(name, class extends HTMLElement {
      constructor() {
        super();
        const shadow = this.attachShadow({ mode: "open", delegatesFocus });
        shadow.innerHTML = "<p>text</p><input class=one><slot></slot><input class=two>";
      }
    });
  }
  window.place = () => {
    const found = [];
    for (let root = document; root; root = root.activeElement?.shadowRoot) {
      if (root.activeElement) found.push(root.activeElement.id || root.activeElement.className);
    }
    return found.join(" ");
  };
</script>
"""


async def places(page: Any, key: str, times: int) -> list[str]:
    """Where the focus is after each press of a key."""
    found = []
    for _ in range(times):
        await page.keyboard.press(key)
        found.append(await page.evaluate("place()"))
    return found


async def test_tab_goes_through_shadow_trees(show: Any) -> None:
    page = await show(
        f"<input id=first>{HOSTS}<x-pair id=a><button id=b>b</button></x-pair>"
        "<x-pair id=skipped tabindex=-1></x-pair><x-pair id=itself tabindex=0></x-pair>"
        "<x-pair id=early tabindex=1></x-pair><x-giving id=d tabindex=0></x-giving><input id=last>"
    )
    there = [
        *("early", "early one", "early two", "first", "a one", "b", "a two"),
        *("itself", "itself one", "itself two", "d one", "d two", "last"),
    ]
    assert await places(page, "Tab", 13) == there
    assert await places(page, "Shift+Tab", 12) == there[-2::-1]


async def test_tab_goes_on_from_a_place_that_it_does_not_lead_to(show: Any) -> None:
    page = await show(
        f"{HOSTS}<x-pair id=a><b id=between tabindex=-1>b</b></x-pair><x-pair id=c tabindex=-1></x-pair>"
        "<input id=last>"
    )
    await page.locator("#between").focus()
    assert await places(page, "Tab", 1) == ["a two"]
    await page.locator("#between").focus()
    assert await places(page, "Shift+Tab", 1) == ["a one"]


async def test_keys_go_to_the_field_in_the_tree(show: Any) -> None:
    page = await show(f"{HOSTS}<x-pair id=a></x-pair><input id=last>")
    await page.locator("#a .two").click()
    await page.keyboard.type("typed")
    await expect(page.locator("#a .two")).to_have_value("typed")
    await expect(page.locator("#a .two")).to_be_focused()
    await expect(page.locator("#a")).to_be_focused()
    await expect(page.locator("#a .one")).not_to_be_focused()


async def test_a_click_into_a_host_that_delegates(show: Any) -> None:
    page = await show(f"{HOSTS}<x-giving id=a></x-giving><x-pair id=b></x-pair><input id=last>")
    await page.locator("#a p").click()
    assert await page.evaluate("place()") == "a one"
    await page.locator("#a .two").click()
    await page.locator("#a p").click()
    assert await page.evaluate("place()") == "a two"
    await page.locator("#b p").click()
    assert await page.evaluate("place()") == ""
    await page.locator("#a").focus()
    assert await page.evaluate("place()") == "a one"
    await page.locator("#a").blur()
    assert await page.evaluate("place()") == ""


async def test_a_dialog_gives_the_focus_to_what_a_host_delegates_to(show: Any) -> None:
    page = await show(
        f"{HOSTS}<dialog id=d><x-pair id=plain></x-pair><x-giving id=a></x-giving><input id=i></dialog>"
        '<button onclick="d.showModal()">open</button>'
    )
    await page.get_by_role("button").click()
    assert await page.evaluate("place()") == "plain one"
    await page.evaluate("plain.shadowRoot.innerHTML = '<slot></slot>'")
    await page.keyboard.press("Escape")
    await page.get_by_role("button").click()
    assert await page.evaluate("place()") == "a one"
    await page.keyboard.press("Escape")
    await page.evaluate("i.autofocus = true")
    await page.get_by_role("button").click()
    assert await page.evaluate("place()") == "i"
    await page.keyboard.press("Escape")
    await page.evaluate("i.autofocus = false; plain.innerHTML = '<button id=b>b</button>'")
    await page.get_by_role("button").click()
    assert await page.evaluate("place()") == "b"
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button")).to_be_focused()
