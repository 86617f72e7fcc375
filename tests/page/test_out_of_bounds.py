"""
Scripts that know no bounds: each ends with a message, and spares the page beside it and the pages after it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from stario.testing import VirtualClock, _watchdog
from stario.testing.page.engine import ScriptError
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.page import PageTimeout

LOOPS = {
    "plain": "for (;;);",
    "that catches": "for (;;) { try { for (;;); } catch {} }",
    "in finally": "(function f() { try { for (;;); } finally { f(); } })()",
    "around an executor": "for (;;) { try { new Promise(() => { for (;;); }); } catch {} }",
    "of calls to the host": "for (;;) { try { localStorage.setItem('a', 1); } catch {} }",
    "of requests": "for (;;) { try { fetch('/'); } catch {} }",
    "of alerts": "for (;;) alert('again');",
    "of a question": "while (!confirm('Sure?'));",
    "of logs": "for (;;) console.log('again');",
    "of timers": "for (;;) setTimeout(() => {}, 1e6);",
    "of navigations": "for (;;) location.href = '/other';",
    "of a native function": "const a = 'a'.repeat(1e6); for (;;) a.indexOf('b');",
    "of a generator": "for (const one of (function* () { for (;;) yield 1; })());",
    "of a regular expression": "/^(a+)+$/.test('a'.repeat(60) + '!')",
    "of selectors": "document.body.innerHTML = '<i>'.repeat(99); for (;;) document.querySelector(':has(a)');",
}
STORMS = {
    "of promises": "(function f() { Promise.resolve().then(f); })()",
    "of queueMicrotask": "(function f() { queueMicrotask(f); })()",
    "of await": "(async () => { for (;;) await 0; })()",
    "of a mutation observer": """
        let n = 0, body = document.body;
        new MutationObserver(() => { body.title = n++; }).observe(body, { attributes: true });
        body.title = "go";
    """,
}
BOMBS = {
    "arrays": "const a = []; for (;;) a.push(new Array(10000).fill(1));",
    "texts": "const a = []; for (;;) a.push(`${a.length}`.repeat(10000));",
    "typed arrays": "const a = []; for (;;) a.push(new Uint8Array(10000));",
    "objects in each other": "globalThis.a = {}; for (;;) globalThis.a = { a };",
    "nodes": "for (;;) document.body.append(document.createElement('p'));",
    "HTML": "for (;;) document.body.insertAdjacentHTML('beforeend', '<p>x</p>'.repeat(500));",
    "a parsed text": "JSON.parse('[' + '{},'.repeat(1e6) + '0]')",
}
RECURSIONS = {
    "plain": "(function f() { f(); })()",
    "of conversions": "const o = { toString() { return '' + o; } }; '' + o",
    "of a proxy": "const p = new Proxy({}, { get: (target, key, self) => self[key] }); p.x",
    "of eval": "(function f() { eval('f()'); })()",
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_watchdog, "LOOK_SECONDS", 0.02)


@pytest.fixture
async def spared(page_of: Any) -> Any:
    """A page with the client that is there before and after, and one that is opened then."""
    body = """<p data-signals:n="0" data-text="$n"></p><button data-on:click="$n++">more</button>"""
    before = await page_of(body)
    yield
    for page in (before, await page_of(body)):
        await page.get_by_role("button").click()
        assert page.signals == {"n": 1}
        assert await page.evaluate("[typeof evil, [].concat(1).map((x) => x)]") == ["undefined", [1]]
        assert page.problems == []


@pytest.mark.parametrize("script", LOOPS.values(), ids=LOOPS)
async def test_a_loop_without_an_end(page_of: Any, spared: None, script: str) -> None:
    page = await page_of(datastar=False, script_seconds=0.1)
    engine = page.engine
    with pytest.raises(ScriptStuck, match=r"page\.evaluate.* has computed for 0\.1 s without an end"):
        await page.evaluate(f"() => {{ {script} }}")
    assert engine.dead is not None
    with pytest.raises(ScriptStuck):
        await page.title()
    await page.goto("/")
    assert page.engine is not engine
    assert await page.evaluate("document.body.innerHTML") == ""


@pytest.mark.parametrize("script", STORMS.values(), ids=STORMS)
async def test_a_storm_of_microtasks(page_of: Any, spared: None, script: str) -> None:
    page = await page_of(datastar=False, script_seconds=30)
    with pytest.raises(ScriptStuck, match=r"page\.evaluate.* never comes to rest: 100,001 microtasks"):
        await page.evaluate(f"() => {{ {script} }}")


@pytest.mark.parametrize("script", BOMBS.values(), ids=BOMBS)
async def test_what_fills_the_memory(page_of: Any, spared: None, script: str) -> None:
    page = await page_of(datastar=False, script_seconds=30, memory=12)
    with pytest.raises(ScriptStuck, match=r"page\.evaluate.* uses more than 12 MB of memory"):
        await page.evaluate(f"() => {{ {script} }}")


@pytest.mark.parametrize("script", RECURSIONS.values(), ids=RECURSIONS)
async def test_a_recursion_is_the_script_s_own_error(page_of: Any, spared: None, script: str) -> None:
    page = await page_of("<p>here</p>", datastar=False)
    with pytest.raises(ScriptError, match="RangeError: Maximum call stack size exceeded"):
        await page.evaluate(f"() => {{ {script} }}")
    assert await page.locator("p").text_content() == "here"


@pytest.mark.parametrize("script", ["throw null", "null.x", "Promise.reject(null)"])
async def test_null_that_is_thrown_is_no_lack_of_memory(page_of: Any, script: str) -> None:
    page = await page_of(datastar=False, problems=True)
    await page.evaluate(f"() => {{ setTimeout(() => {{ {script} }}, 0); }}")
    await page.settle()
    assert await page.evaluate("1") == 1
    assert len(page.problems) == 1


async def test_a_text_of_fifty_megabytes_is_parsed(page_of: Any) -> None:
    page = await page_of(datastar=False, script_seconds=60)
    script = """JSON.parse("[" + `"${"x".repeat(997)}",`.repeat(50_000) + "0]").length"""
    assert await page.evaluate(script) == 50_001


VANDALS = {
    "the arrays'": "Array.prototype.push = null; Array.prototype.evil = 1; delete globalThis.Array;",
    "all": "for (const key of Object.getOwnPropertyNames(globalThis)) delete globalThis[key];",
    "Object's": "Object.prototype.evil = 1; Object.prototype.then = (f) => { for (;;); };",
    "an accessor": "Object.defineProperty(Array.prototype, 0, { set() { throw 1; } });",
    "frozen ones": "[Array, Node].map((one) => Object.freeze(one.prototype)); Object.freeze(globalThis);",
    "the promises'": "Promise.prototype.then = null; globalThis.Promise = null;",
    "the maps'": "Map.prototype.get = Map.prototype.set = null; Set.prototype.has = null;",
    "the nodes'": "Node.prototype.appendChild = null; Element.prototype.remove = null; globalThis.evil = 1;",
    "the texts'": "String.prototype.split = null; RegExp.prototype.exec = null; JSON.parse = null;",
    "the scripts": "document.querySelectorAll('script').forEach((one) => one.remove()); globalThis.evil = 1;",
}


@pytest.mark.parametrize("script", VANDALS.values(), ids=VANDALS)
async def test_built_ins_that_a_page_has_changed_are_its_own(page_of: Any, spared: None, script: str) -> None:
    with suppress(ScriptError, ScriptStuck):  # it has hurt itself: that is told, and no more
        page = await page_of(f"<script>{script}</script>", script_seconds=0.3, problems=True)
        await page.close()


SOON = {
    "setInterval": "setInterval(() => { globalThis.n++; }, 0);",
    "setTimeout": "(function f() { globalThis.n++; setTimeout(f, 0); })();",
    "frames": "(function f() { globalThis.n++; requestAnimationFrame(f); })();",
    "idle times": "(function f() { globalThis.n++; requestIdleCallback(f); })();",
    "messages": "onmessage = () => { globalThis.n++; postMessage(1, '*'); }; postMessage(1, '*');",
}


@pytest.mark.parametrize("script", SOON.values(), ids=SOON)
async def test_what_comes_again_and_again_needs_time(
    page_of: Any, stario_clock: VirtualClock, script: str
) -> None:
    page = await page_of(datastar=False)
    await page.evaluate(f"() => {{ globalThis.n = 0; {script} }}")
    await page.settle()
    await page.settle()
    before = await page.evaluate("n")
    await stario_clock.advance(1)
    assert 1000 / 17 <= await page.evaluate("n") - before <= 1000
    await page.goto("/")
    await stario_clock.advance(1)
    assert await page.evaluate("typeof n") == "undefined"


async def test_requests_without_an_end_are_told(page_of: Any) -> None:
    page = await page_of(datastar=False, timeout=0.3)
    await page.evaluate("() => { (async () => { for (;;) await (await fetch('/')).text(); })(); }")
    with pytest.raises(
        PageTimeout, match=r"waited 0\.3 s for the page to come to rest \(it goes on and on\)"
    ):
        await page.settle()
