"""
Scripts that are in their own URL: `data:`, and `blob:` of what a page has made.
"""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

import pytest
from starlette.requests import Request
from starlette.responses import Response

from stario import Query
from stario.testing import expect

CODE = "document.body.append('naïve & 100%;')"
MODULE = f"export const n = 7; export default import.meta.url.slice(0, 5); {CODE}"
IMPORTS_SEVEN = "import('./seven.js').then((module) => document.body.append(module.n))"
IMPORTS = '<script type="module">window.load = (url) => import(url)</script>'


def data(code: str, type: str = "text/javascript", *, encoded: bool = False) -> str:
    if encoded:
        return f"data:{type};base64,{base64.b64encode(code.encode()).decode()}"
    return f"data:{type},{quote(code)}"


@pytest.mark.parametrize("encoded", [False, True])
@pytest.mark.parametrize(
    "attributes", ["", 'type="module"', "defer", "async", 'type="text/javascript" charset="utf-8"']
)
async def test_a_script_in_its_url(show: Any, attributes: str, encoded: bool) -> None:
    page = await show(f'<script {attributes} src="{data(CODE, encoded=encoded)}"></script>')
    await expect(page.locator("body")).to_have_text("naïve & 100%;")


@pytest.mark.parametrize("type", ["", "text/plain", "text/javascript;charset=utf-8", "image/png"])
async def test_a_classic_script_may_say_anything(show: Any, type: str) -> None:
    page = await show(f'<script src="{data(CODE, type)}"></script>')
    await expect(page.locator("body")).to_have_text("naïve & 100%;" if type else "naÃ¯ve & 100%;")


@pytest.mark.parametrize("type", ["", "text/plain"])
async def test_a_module_says_that_it_is_one(show: Any, type: str) -> None:
    script = f"""<script type="module" src="{data("told('ran')", type)}" onerror="told('error')"></script>"""
    page = await show(
        f"<p></p>{script}",
        head="<script>function told(what) { document.querySelector('p').textContent += what }</script>",
    )
    await expect(page.locator("p")).to_have_text("error")
    page.problems.clear()


async def test_they_run_in_their_order(show: Any) -> None:
    head = "<script>var seen = ''</script>"
    sources = [data("seen += 1"), data("seen += 3", encoded=True)]
    body = f"""<script src="{sources[0]}"></script><script>seen += 2</script><script src="{sources[1]}">
      </script><p></p><script>document.querySelector('p').textContent = seen</script>"""
    page = await show(body, head=head)
    await expect(page.locator("p")).to_have_text("123")


async def test_a_module_imports_one(show: Any) -> None:
    page = await show(
        f"""<script type="module">import told, {{ n }} from "{data(MODULE)}";
        document.body.append(` ${{told}} ${{n}}`)</script>"""
    )
    await expect(page.locator("body")).to_have_text("naïve & 100%; data: 7")


async def test_a_module_in_a_url_imports_another(show: Any) -> None:
    inner = data("export const n = 7", encoded=True)
    outer = data(f"import {{ n }} from '{inner}'; document.body.append(n)")
    page = await show(f'<script type="module" src="{outer}"></script>')
    await expect(page.locator("body")).to_have_text("7")


async def test_import_of_a_url(show: Any) -> None:
    page = await show(IMPORTS)
    found = await page.evaluate("(url) => load(url).then((found) => [found.n, found.default])", data(MODULE))
    assert found == [7, "data:"]
    with pytest.raises(Exception, match=r"Failed|TypeError"):
        await page.evaluate("load('data:text/plain,1')")


async def test_import_of_what_the_page_has_made(show: Any) -> None:
    page = await show(IMPORTS)
    made = """async (code) => {
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      return (await load(url)).n;
    }"""
    assert await page.evaluate(made, MODULE) == 7
    await expect(page.locator("body")).to_have_text("naïve & 100%;")


async def test_a_script_of_what_the_page_has_made(show: Any) -> None:
    page = await show("")
    await page.evaluate(
        """(code) => new Promise((done) => {
          const src = URL.createObjectURL(new Blob([code]));
          document.head.append(Object.assign(document.createElement("script"), { src, onload: done }));
        }).then(() => null)""",
        CODE,
    )
    await expect(page.locator("body")).to_have_text("naïve & 100%;")


@pytest.mark.parametrize(
    "script",
    [
        "<script>import('/seven.js').then(({ n }) => document.body.append(n))</script>",
        "<script src='/classic.js'></script>",
        "<script>const own = { import(n) { return n } }; document.body.append(own.import(7))</script>",
        """<script>addEventListener("load", async () => document.body.append((await import("./seven.js")).n))
        </script>""",
    ],
)
async def test_import_in_a_classic_script(show: Any, script: str) -> None:
    async def served(request: Request) -> Response:
        code = "export const n = 7" if request.url.path == "/seven.js" else IMPORTS_SEVEN
        return Response(code, media_type="text/javascript")

    page = await show(script, Query("/seven.js", served), Query("/classic.js", served))
    await expect(page.locator("body")).to_have_text("7")


async def test_import_in_what_a_test_evaluates(show: Any) -> None:
    page = await show("")
    assert await page.evaluate("(url) => import(url).then(({ n }) => n)", data(MODULE)) == 7
