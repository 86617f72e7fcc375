"""Patches of trees that are nested deep: as deep as a parser goes, and deeper."""

from __future__ import annotations

from typing import Any

import pytest

from stario import Command, PatchElements
from stario.testing import expect

CLIENT = '<script type="module" src="/datastar.js"></script>'
#: The client's event of a patch, with elements instead of their HTML: no parser is in between.
PATCH = """([depth, text]) => {
  let top = document.createElement("b");
  top.id = "end";
  top.textContent = text;
  for (let i = 0; i < depth; i++) {
    const outer = document.createElement("div");
    outer.className = text;
    outer.append(top);
    top = outer;
  }
  const elements = document.createElement("main");
  elements.id = "main";
  elements.hidden = true;
  elements.append(top);
  const detail = { type: "datastar-patch-elements", el: document.body, argsRaw: { elements } };
  document.dispatchEvent(new CustomEvent("datastar-fetch", { detail }));
  return document.querySelectorAll(`main .${text}`).length;
}"""


def nested(depth: int, text: str, more: str = "") -> str:
    outer = "".join(f"<div class={text} {more.format(number)}>" for number in range(depth))
    return f"{outer}<b id=end>{text}</b>" + "</div>" * depth


@pytest.mark.parametrize("more", ["", "id=at-{0}", "data-attr:title=$word"])
@pytest.mark.parametrize("mode", ["outer", "inner"])
async def test_as_deep_as_a_parser_goes(show: Any, mode: Any, more: str) -> None:
    async def grow() -> Any:
        tree = nested(500, "new", more)
        if mode == "outer":
            yield PatchElements(f"<main id=main>{tree}</main>")
        else:
            yield PatchElements(tree, selector="#main", mode=mode)

    page = await show(
        f"""<button data-signals:word="'v'" data-on:click="@post('/grow')">Grow</button>
        <main id=main>{nested(500, "old", more)}</main>""",
        Command("/grow", grow),
        head=CLIENT,
    )
    await page.evaluate("window.before = document.getElementById('end')")
    await page.get_by_role("button").click()
    await expect(page.locator("#end")).to_have_text("new")
    assert await page.evaluate("document.querySelectorAll('.new').length") == 500
    assert await page.evaluate("window.before === document.getElementById('end')")
    if "title" in more:
        await expect(page.locator(".new").last).to_have_attribute("title", "v")


async def test_each_patch_goes_on_where_the_one_before_has_ended(show: Any) -> None:
    async def grow() -> Any:
        for number in range(4):
            inner = f"<p id=step-{number + 1}></p>"
            yield PatchElements("<i>" * 250 + inner + "</i>" * 250, selector=f"#step-{number}", mode="append")
        yield PatchElements("<p id=step-4><b data-text='$word'></b></p>")

    page = await show(
        """<button data-signals:word="'end'" data-on:click="@post('/grow')">Grow</button>
        <main id=step-0></main>""",
        Command("/grow", grow),
        head=CLIENT,
    )
    await page.get_by_role("button").click()
    await expect(page.locator("b")).to_have_text("end")
    count = "let n = 0; for (let at = document.querySelector('b'); at; at = at.parentElement) n++; n"
    assert await page.evaluate(count) == 1004 + 4


async def test_deeper_than_a_parser_goes(show: Any) -> None:
    page = await show("<main id=main></main>", head=CLIENT)
    assert await page.evaluate(PATCH, [1200, "first"]) == 1200
    assert await page.evaluate(PATCH, [1200, "second"]) == 1200
    assert await page.locator("#end").text_content() == "second"


async def test_too_deep_for_the_client_s_own_calls_is_a_problem(show: Any) -> None:
    page = await show("<main id=main></main><p>here</p>", head=CLIENT)
    assert await page.evaluate(PATCH, [2500, "first"]) == 2500
    assert 0 < await page.evaluate(PATCH, [2500, "second"]) < 2500
    await page.settle()
    [problem] = page.problems
    assert (problem.kind, problem.name) == ("error", "RangeError")
    assert problem.message == "Maximum call stack size exceeded"
    assert await page.evaluate(PATCH, [10, "third"]) == 10
    await expect(page.locator("p")).to_have_text("here")
    page.problems.clear()
