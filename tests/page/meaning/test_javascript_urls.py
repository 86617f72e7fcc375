"""
Links, forms and locations with a `javascript:` URL: when the script runs, and what comes of its value.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import expect

NOTES = "<script>var seen = []; onerror = (event) => { seen.push(event.split(':')[0]); return true }</script>"
FOLLOWED = """async (url) => {
  seen.length = 0;
  const link = document.createElement("a");
  link.href = url;
  document.body.append(link);
  setTimeout(() => seen.push("timer before"), 0);
  link.onclick = () => {
    seen.push("click");
    Promise.resolve().then(() => seen.push("microtask"));
  };
  link.click();
  link.remove();
  seen.push("after");
  setTimeout(() => seen.push("timer after"), 0);
  await new Promise((done) => setTimeout(done, 20));
  return seen.filter((each) => each !== "after" && each !== "click" && each !== "microtask").join();
}"""


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("javascript:seen.push('r%C3%A9n%20' + (document.currentScript === null))", "rén true"),
        ("javascript:seen.push('%zz 100%')", "%zz 100%"),
        ("javascript:void 0", ""),
        ("javascript:5", ""),
        ("javascript:new String('x')", ""),
        ("javascript:Promise.resolve('x')", ""),
        ("javascript:throw new Error('bad')", "Uncaught Error"),
        ("javascript:seen.push('x')#part", "Uncaught SyntaxError"),
    ],
)
async def test_it_is_a_task_of_its_own(show: Any, url: str, seen: str) -> None:
    page = await show(NOTES + "<p>here</p>")
    between = f"{seen}," if seen else ""
    assert await page.evaluate(FOLLOWED, url) == f"timer before,{between}timer after"
    await expect(page.locator("p")).to_have_text("here")


async def test_locations_and_forms_wait_for_their_task_too(show: Any) -> None:
    page = await show(NOTES + """<form action="javascript:seen.push('form')"><input name="a"></form>""")
    seen = await page.evaluate(
        """async () => {
          location.href = "javascript:seen.push(1)";
          location.assign("javascript:seen.push(2)");
          document.querySelector("form").requestSubmit();
          seen.push("after");
          await new Promise((done) => setTimeout(done, 20));
          return seen;
        }"""
    )
    assert seen == ["after", 1, 2, "form"]


async def test_a_text_is_another_document(show: Any) -> None:
    text = "'<p>new</p><script>document.querySelector(`p`).append(typeof seen)<\\/script>'"
    page = await show(NOTES)
    before = page.url
    await page.evaluate("(url) => { location.href = url }", f"javascript:{text}")
    await expect(page.locator("p")).to_have_text("newundefined")
    assert page.url == before
    assert await page.evaluate("document.compatMode") == "BackCompat"
