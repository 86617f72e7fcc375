"""
What scripts declare for each other, when what they promise comes true, and where `import()` works.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

HEAD = "<script>globalThis.log = []</script>"


def served(text: str) -> Any:
    return lambda request: Response(text, media_type="text/javascript")


async def log_of(page_of: Any, body: str, files: dict[str, str], **options: Any) -> Any:
    routes = [Route(path, served(text)) for path, text in files.items()]
    page = await page_of(body, *routes, head=HEAD, datastar=False, **options)
    await page.settle()
    return await page.evaluate("log")


async def test_what_a_strict_script_declares_is_every_script_s(page_of: Any) -> None:
    body = """
      <script src=/strict.js></script>
      <button onclick="log.push(greet(), count)">x</button>
      <script>log.push(greet(), window.count); document.querySelector("button").click()</script>
    """
    strict = (
        "// A comment.\n/* And\nanother. */ 'use strict';\nfunction greet() { return this === undefined }"
    )
    assert await log_of(page_of, body, {"/strict.js": f"{strict}\nvar count = 7"}) == [True, 7, True, 7]


async def test_a_script_is_the_current_one_for_what_it_promises(page_of: Any) -> None:
    body = """
      <script id=one>Promise.resolve().then(() => log.push(document.currentScript?.id))</script>
      <script src=/two.js onload="log.push('loaded')"></script>
      <script type=module src=/three.js onload="log.push('loaded')"></script>
    """
    files = {
        "/two.js": "Promise.resolve().then(() => log.push('promised'))",
        "/three.js": "Promise.resolve().then(() => log.push('promised'))",
    }
    assert await log_of(page_of, body, files) == ["one", "promised", "loaded", "promised", "loaded"]


async def test_the_window_s_load_is_of_the_document(page_of: Any) -> None:
    body = """<script>
      for (const type of ["load", "pageshow"]) addEventListener(type, (event) => {
        const { target, currentTarget, eventPhase, bubbles, cancelable } = event;
        log.push([type, target === document, currentTarget === window, eventPhase, bubbles, cancelable]);
        log.push(event.composedPath().length, event.composedPath()[0] === window);
      });
    </script>"""
    assert await log_of(page_of, body, {}) == [
        ["load", True, True, 2, False, False],
        1,
        True,
        ["pageshow", True, True, 2, True, True],
        1,
        True,
    ]


@pytest.mark.parametrize(
    "script",
    [
        "<p id=p onclick=\"import('/m.js').then(m => log.push(m.value))\"><script>p.click()</script>",
        "<script>setTimeout(\"import('/m.js').then((m) => log.push(m.value))\")</script>",
        "<script>new Function('u', 'return import(u)')('/m.js').then((m) => log.push(m.value))</script>",
    ],
)
async def test_import_in_what_a_script_compiles(page_of: Any, script: str) -> None:
    assert await log_of(page_of, script, {"/m.js": "export const value = 5"}) == [5]


async def test_a_module_is_waited_for_by_all_that_ask_for_it(page_of: Any) -> None:
    body = """<script>
      const value = (m) => log.push(m.value);
      import("/m.js").then(value);
      import("/m.js").then(value);
    </script>"""
    files = {"/m.js": "export { value } from '/deep.js'", "/deep.js": "export const value = 5"}
    assert await log_of(page_of, body, files) == [5, 5]


async def test_what_a_module_needs_is_missing_for_all_that_ask_for_it(page_of: Any) -> None:
    body = """
      <script type=module src=/m.js onerror="log.push('error')"></script>
      <script type=module src=/m.js onerror="log.push('error')"></script>
      <script type=module>await import("/m.js").catch((error) => log.push(error.name))</script>
      <script type=module src=/wrong.js></script>
      <script type=module src=/wrong.js></script>
      <script>
        addEventListener("error", (event) => { log.push(event.error?.name); event.preventDefault() });
      </script>
    """
    files = {"/m.js": "import '/none.js'", "/wrong.js": "import '/syntax.js'", "/syntax.js": "var 5"}
    told = await log_of(page_of, body, files, problems=True)
    assert told == ["error", "error", "TypeError", "SyntaxError", "SyntaxError"]


async def test_what_is_written_in_pieces(page_of: Any) -> None:
    body = """<div><script>
      const text = "<b title='a>b'>&notin;c</b><!--d--><textarea><i></textarea>";
      for (const letter of text) document.write(letter);
      log.push(document.querySelector("b").outerHTML, document.querySelector("textarea").value);
      document.write("<em");
    </script> class=x>e</em></div><script>log.push(document.querySelector("em").outerHTML)</script>"""
    assert await log_of(page_of, body, {}) == [
        '<b title="a&gt;b">∉c</b>',
        "<i>",
        '<em class="x">e</em>',
    ]


async def test_an_empty_hash_loads_nothing(page_of: Any) -> None:
    body = """<script>
      history.pushState(1, "", "#x=1");
      location.hash = "";
      log.push(location.href);
    </script>"""
    assert await log_of(page_of, body, {}) == ["http://testserver/#"]
