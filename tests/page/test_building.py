"""
A page that is built piece by piece, since scripts stop its parser; what Chromium does in it is in
`tests/fidelity/cases/parsing.case`.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

from stario import Stario
from stario.testing import StarioClient
from stario.testing.page.page import Page
from stario.testing.page.parsing import insertion_point, normalised

DOCUMENTS = {
    "plain": "<p>1<p>2<ul><li>a<li>b</ul>text &amp; more<!-- c --><br><img alt='a\"b'>",
    "table": "<table><tr><td>1<td>2<caption>c</caption></table>foster<table>in<tr><td>x</table>",
    "formatting": "<b>1<p>2</b>3</p><a>4<div>5</a>6</div>",
    "forms": "<form><input checked type=radio name=r><input checked type=radio name=r>"
    "<textarea>\n\nt</textarea><button disabled>b</button>"
    "<select><option>1<option selected>2<optgroup><option>3</select></form>",
    "foreign": "<svg viewBox='0 0 1 1'><foreignObject><p>p</p></foreignObject><title>t</title></svg>"
    "<math><mi>x</mi><annotation-xml encoding='text/html'><b>b</b></annotation-xml></math>",
    "templates": "<template><p>p</p><template>q</template></template>"
    "<details open><summary>s</summary>d</details>",
    "shadow": "<div><template shadowrootmode=open><slot></slot><style>b { color: red }</style></template>"
    "in</div>",
    "raw": "<style>p > b { }</style><noscript><p></noscript>"
    "<iframe><b></iframe><xmp><i></xmp><pre>\n\nx</pre>",
    "attributes": "<p title='<b>' data-x='&amp;lt;' onclick=\"this.title = '>'\" is=x-y>p</p>"
    "<x-y a=1>own</x-y>",
    "wrong": "</p><body class=late><html lang=en>x</body>after<p>it</html>",
    "unclosed": "<div><span><b><i>1",
}
#: Of the state that a parser gives, and that markup does not show.
STATE = """JSON.stringify([...document.querySelectorAll("*")].map((each) => [
  each.localName, each.namespaceURI, each.value, each.checked, each.selectedIndex, each.open,
  each.isConnected, each.shadowRoot?.innerHTML, each.content?.nodeName, typeof each.onclick,
  getComputedStyle(each).display,
]))"""


async def read(html: str) -> list[Any]:
    async def home(request: Any) -> Response:
        return Response(html, media_type="text/html")

    async with StarioClient(Stario(Route("/", home))) as client, Page(client) as page:
        await page.goto("/")
        # What says of the script whether it runs is no difference.
        return [(await page.content()).replace("text/plain", "text/javascript"), await page.evaluate(STATE)]


@pytest.mark.parametrize("observed", [False, True])
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_piece_by_piece_it_is_the_same_document(name: str, observed: bool) -> None:
    watch = (
        "new MutationObserver(() => 0).observe(document, {childList: true, subtree: true})"
        if observed
        else "0"
    )
    script = f"<script type=text/javascript>{watch}</script>"
    before, after = f"<!doctype html>{script}{DOCUMENTS[name]}", f"<!doctype html>{DOCUMENTS[name]}{script}"
    for html in (before, after):
        assert await read(html) == await read(html.replace("type=text/javascript", "type=text/plain"))


async def test_what_is_behind_a_slow_script_is_not_there_yet(page_of: Any, stario_clock: Any) -> None:
    served: list[str] = []

    async def slow(request: Any) -> Response:
        served.append(request.url.path)
        await asyncio.sleep(2 if request.url.path == "/slow.js" else 0)
        return Response(f"log.push({request.url.path!r})", media_type="text/javascript")

    body = """
      <p>1</p><script>log = []; addEventListener("load", () => log.push("load"));
        setTimeout(() => log.push(document.querySelectorAll("p").length, document.readyState), 1000)</script>
      <script src=/slow.js></script><p>2</p><script src=/next.js></script>
      <script type=module src=/module.js></script>
      <!-- <script src=/comment.js></script> --><template><script src=/template.js></script></template>
      <script src=/old.js nomodule></script><script src=/data.json type=application/json></script>
    """
    routes = [Route(f"/{name}.js", slow) for name in ("slow", "next", "module", "comment", "template", "old")]
    opening = asyncio.ensure_future(page_of(body, *routes, datastar=False))
    await stario_clock.advance(1.5)
    # While the parser waits, what it will need is fetched.
    assert sorted(served) == ["/module.js", "/next.js", "/slow.js"]
    assert not opening.done()
    await stario_clock.advance(1)
    page = await opening
    expected = [1, "loading", "/slow.js", "/next.js", "/module.js", "load"]
    assert await page.evaluate("log") == expected
    assert sorted(served) == ["/module.js", "/next.js", "/slow.js"]


@pytest.mark.parametrize(
    "waits",
    [
        "<script async src=/late.js></script>",
        "<script>document.head.append(Object.assign("
        "document.createElement('script'), {src: '/late.js'}))</script>",
    ],
    ids=["async", "by a script"],
)
async def test_a_script_that_waits_for_nothing_holds_up_load_alone(
    page_of: Any, stario_clock: Any, waits: str
) -> None:
    async def late(request: Any) -> Response:
        await asyncio.sleep(2)
        return Response("log.push('late', document.readyState)", media_type="text/javascript")

    body = f"""<script>log = []; document.addEventListener("DOMContentLoaded", () => log.push("content"));
      addEventListener("load", () => log.push("load"))</script>{waits}<p>p</p>"""
    opening = asyncio.ensure_future(page_of(body, Route("/late.js", late), datastar=False))
    await stario_clock.advance(1)
    assert not opening.done()
    await stario_clock.advance(2)
    assert await (await opening).evaluate("log") == ["content", "late", "interactive", "load"]


async def test_lines_are_those_of_the_source_behind_a_script_too(page_of: Any) -> None:
    script = '<script>document.body.append("x", document.createElement("p"))</script>'
    body = f'\n{script}\n\n<b data-text="$a.b.c">b</b>'
    page = await page_of(body, problems=True)
    assert {problem.line for problem in page.problems if problem.element} == {4}


def test_where_a_script_ends_in_the_source() -> None:
    source = "<!doctype html>\r\n<title>\U0001f600</title><SCRIPT>1</SCRIPT\n><p>x<script>2</script>y</p>"
    html = normalised(source)[0]
    for text in ("1", "2"):
        at = html.index(f"<script>{text}</script>") + len(f"<script>{text}</script>")
        point = insertion_point(source, html[:at])
        assert point is not None
        units = source.encode("utf-16-le")
        assert units[2 * point :].decode("utf-16-le").startswith("<p>" if text == "1" else "y</p>")
    assert insertion_point(source, "<html><p>something else") is None
    assert insertion_point("no script", html) is None


async def test_a_script_whose_place_in_the_source_is_unknown_writes_behind_itself(page_of: Any) -> None:
    # Later tags have changed the beginning of the document: the source up to the script gives another one.
    body = "<p>1</p><script>document.write('<b>w</b>')</script></body><html lang=en>2"
    page = await page_of(body, datastar=False)
    assert "</script><b>w</b>2" in await page.content()


async def test_while_its_parser_is_at_work_a_document_is_open(page_of: Any) -> None:
    body = "<p>1</p><script>document.open(); document.write('<i>new</i>'); document.close()</script><p>2</p>"
    page = await page_of(body, datastar=False)
    assert "<p>1</p>" in await page.content()
    assert "<i>new</i><p>2</p>" in await page.content()
