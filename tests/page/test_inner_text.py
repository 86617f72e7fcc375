"""
innerText: the text as it is rendered. Each case is what Chromium says.
"""

from __future__ import annotations

from typing import Any

import pytest

CASES = [
    ("<p> a\n  b <b> c </b> d </p>", "p", "a b c d"),
    ("<div>a<p>b</p><p>c</p>d</div>", "div", "a\n\nb\n\nc\n\nd"),
    ("<section>a<div>b</div><div> </div>c</section>", "section", "a\nb\nc"),
    ("<div>a<br>b<br><br></div>", "div", "a\nb\n\n"),
    ("<div>a <img> b</div>", "div", "a  b"),
    ("<div>a <input value=x> b</div>", "div", "a  b"),
    ("<div>a<button> x <p>y</p></button>b</div>", "div", "ax\n\ny\n\nb"),
    ("<div>a<span style='position: absolute'>x</span>b</div>", "div", "a\nx\nb"),
    ("<div>a<b hidden>x</b><i style='visibility: hidden'>y</i>b</div>", "div", "ab"),
    ("<pre> a\n  b </pre>", "pre", " a\n  b "),
    ("<p style='white-space: pre-line'> a  b \n c </p>", "p", "a b\nc"),
    ("<p style='text-transform: uppercase'>a ß</p>", "p", "A SS"),
    ("<p style='text-transform: capitalize'>it's one-two</p>", "p", "It's One-Two"),
    ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "table", "1\t2\n3\t4"),
    ("<table><caption>c</caption><thead><tr><th>h</thead><tbody><tr><td>1</table>", "table", "c\nh\n1"),
    ("<ul><li>1<li>2</ul>", "ul", "1\n2"),
    ("<div>q<select><option>a<option>b</select>r</div>", "div", "q\na\nb\nr"),
    ("<select><option>a<option>b</select>", "select", "a\nb"),
    ("<details><summary>s</summary><p>x</p></details>", "details", "s"),
    ("<details><summary>s</summary><p>x</p></details>", "p", ""),
    ("<div style='display: none'><p>x  y</p></div>", "p", "x  y"),
    ("<div style='content-visibility: hidden'><p>x</p></div>", "p", ""),
    ("<textarea>x</textarea>", "textarea", ""),
    ("<p>a <b> x </b>c</p>", "b", "x "),
    ("<p>a<b> x </b></p>", "b", " x"),
    ("<p><q> x </q></p>", "q", " x "),
    ("<div><script>1</script><style>p {}</style><template>t</template>x</div>", "div", "x"),
    ("<div style='display: flex'><b>a</b><b>b</b></div>", "div", "a\nb"),
    ("<div>a<span style='display: contents'><p>b</p></span></div>", "div", "a\n\nb"),
]


@pytest.mark.parametrize(("body", "selector", "text"), CASES)
async def test_the_text_as_it_is_rendered(page_of: Any, body: str, selector: str, text: str) -> None:
    page = await page_of(body, datastar=False)
    assert await page.locator(selector).inner_text() == text


async def test_setting_it(page_of: Any) -> None:
    page = await page_of("<p>x</p><b>y</b>", datastar=False)
    await page.evaluate("document.querySelector('p').innerText = 'a <b>\\n\\r\\nb\\r'; null")
    assert await page.evaluate("document.querySelector('p').outerHTML") == "<p>a &lt;b&gt;<br><br>b<br></p>"
    await page.evaluate("document.querySelector('b').outerText = '1\\n2'; null")
    assert await page.evaluate("document.body.innerHTML") == "<p>a &lt;b&gt;<br><br>b<br></p>1<br>2"
    await page.evaluate("document.querySelector('p').innerText = null; null")
    assert await page.evaluate("document.querySelector('p').outerHTML") == "<p></p>"
