"""
Pages that are opened again and again in one context: they are built from what their parser had found, and
each is what the first was.
"""

from __future__ import annotations

from typing import Any

import pytest

#: How often a page is opened: parsed, parsed and remembered, built, and built from what is remembered still.
TIMES = 4

DOCUMENTS = {
    "texts": "a &amp; b<!-- a comment --><p>&lt;b&gt;<b>c</b>\n</p><pre>\n\n two</pre><div hidden></div>",
    "controls": (
        "<form id=f><input name=a value=1 maxlength=3><input type=checkbox checked name=b><input type=radio "
        "name=r value=x checked><input type=radio name=r value=y><textarea name=t>\nlong</textarea>"
        "<select name=s>"
        "<option>1<option selected>2</select><button>go</button></form><input form=f name=outside value=9>"
    ),
    "a form in a table": "<table><form id=f><tr><td><input name=a value=1></td></tr></form></table>",
    "a form that something else has ended": (
        "<table><form id=f><input name=a value=1><tr><td><input type=radio name=r checked></table>"
        "<input type=radio name=r checked></form><input type=radio name=r checked>"
    ),
    "handlers": '<body onclick="globalThis.hit = 1"><p id=p onclick="this.hit = 1">p</p>',
    "a script": "<div id=d>1</div><script>d.textContent += document.all.length</script><p>behind</p>",
    "a module": '<div id=d></div><script type=module>d.textContent = "ran"</script>',
    "styles": "<style>#p { display: none }</style><p id=p>p</p><b style='color: red'>b</b>",
    "a template": "<template id=t><p>in it</p></template><div id=t2></div>",
    "another namespace": '<svg viewBox="0 0 1 1"><path d="M0"/><title>t</title></svg><math><mi>x</mi></math>',
    "a custom element": "<x-own id=own a=1></x-own><p is=x-p></p>",
    "a base": "<base href=/deep/><a id=a href=x>x</a>",
    "twice the same id": "<p id=one>1</p><p id=one>2</p>",
    "details": "<details open id=d><summary>s</summary>in</details><dialog open>d</dialog>",
}
TELL = """() => {
  const told = [document.compatMode, document.doctype?.name, document.documentElement.outerHTML];
  const form = document.querySelector("form");
  if (form !== null) told.push([...new FormData(form)], form.elements.length, form.checkValidity());
  for (const element of document.querySelectorAll("*")) {
    element.click?.();
    told.push([element.localName, element.constructor.name, element.isConnected, element.hit, element.value,
      element.checked, element.href, element.attributes.length, element.matches(":read-write, :checked"),
      element.id && typeof globalThis[element.id], element.checkVisibility()]);
  }
  return JSON.stringify([told, globalThis.hit, document.querySelectorAll("[id]").length]);
}"""
#: What a page does to all that it has: nothing of it may come again.
CHANGE = """() => {
  for (const element of [...document.querySelectorAll("*")].reverse()) {
    for (const { name } of [...element.attributes]) element.setAttribute(name, "changed");
    element.setAttribute("data-more", "1");
    element.own = 1;
    for (const child of [...element.childNodes]) if (child.nodeType !== 1) child.nodeValue = "changed";
    if ("value" in element) element.value = "changed";
  }
  document.body.replaceChildren("gone");
}"""


@pytest.mark.parametrize("body", DOCUMENTS.values(), ids=DOCUMENTS)
async def test_a_page_is_the_same_each_time(page_of: Any, body: str) -> None:
    told, engines = [], set()
    for _ in range(TIMES):
        page = await page_of(body, datastar=False, problems=True)
        engines.add(page.engine)
        told.append(await page.evaluate(TELL))
        await page.evaluate(CHANGE)
        await page.close()
    assert len(engines) == 1
    assert told == [told[0]] * TIMES


async def test_a_problem_has_its_line_each_time(page_of: Any) -> None:
    for _ in range(TIMES):
        page = await page_of("<p>\n</p>\n<p data-unknown:x=1></p>", problems=True)
        [problem] = page.problems
        assert problem.line == 3
        await page.close()


@pytest.mark.parametrize(
    ("body", "kind"),
    [("<p id=a>1</p><p id=a>2</p>", "duplicate-id"), ("<p data-on-click=1>1</p>", "unknown-attribute")],
)
async def test_what_is_wrong_is_told_each_time(page_of: Any, body: str, kind: str) -> None:
    for _ in range(TIMES):
        page = await page_of(body, problems=True)
        assert [problem.kind for problem in page.problems] == [kind]
        await page.close()
        page = await page_of("<p id=a>1</p>")  # and where nothing is wrong, nothing
        assert page.problems == []
        await page.close()


async def test_names_of_attributes_are_not_lost_when_there_are_many(page_of: Any) -> None:
    page = await page_of("<div data-early><b></b></div>", datastar=False, fresh=True)
    await page.evaluate(
        """() => {
  for (let i = 0; i < 3000; i++) document.querySelector("b").setAttribute(`data-n${i}`, "");
}"""
    )
    found = await page.evaluate(
        """() => [document.querySelector("b").closest("[data-early]")?.localName,
        document.querySelectorAll("[data-n7]").length, document.querySelectorAll("[data-n2999]").length,
        document.querySelectorAll("[data-n3000]").length]"""
    )
    assert found == ["div", 1, 1, 0]


async def test_what_is_built_is_what_was_served_this_time(page_of: Any) -> None:
    for text in ("one", "one", "two", "one", "two", "two"):
        page = await page_of(f"<p>{text}</p>", datastar=False)
        assert await page.evaluate("document.body.innerHTML") == f"<p>{text}</p>"
        await page.close()
