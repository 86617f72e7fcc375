"""
Scripts of a page: their order, module graphs, what is missing or wrong.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

from stario.testing.page.engine import Engine


def js(text: str, status: int = 200, kind: str = "text/javascript") -> Any:
    return lambda request: Response(text, status, media_type=kind)


async def log_of(page_of: Any, body: str, files: dict[str, str], **options: Any) -> Any:
    routes = [Route(path, js(text)) for path, text in files.items()]
    head = "<script>globalThis.log = []</script>"
    page = await page_of(body, *routes, head=head, datastar=False, **options)
    return await page.evaluate("log")


async def test_the_order_of_scripts(page_of: Any) -> None:
    body = """
      <script type=module>log.push("module")</script>
      <script defer src=/defer.js></script>
      <script src=/plain.js></script>
      <script>
        log.push("inline", document.currentScript !== null, document.readyState);
        addEventListener("DOMContentLoaded", () => log.push("ready", document.readyState));
        addEventListener("load", () => log.push("load", document.readyState));
      </script>
      <script type="text/plain">log.push("no script")</script>
      <script nomodule>log.push("old")</script>
    """
    files = {"/defer.js": "log.push('defer', document.currentScript.src)", "/plain.js": "log.push('plain')"}
    assert await log_of(page_of, body, files) == [
        "plain",
        "inline",
        True,
        "loading",
        "module",
        "defer",
        "http://testserver/defer.js",
        "ready",
        "interactive",
        "load",
        "complete",
    ]


async def test_declarations_are_seen_by_the_next_script(page_of: Any) -> None:
    body = """
      <script>const one = 1; let two = 2; class Three {} var four = 4; function five() { return 5 }</script>
      <script>log.push(one, two, typeof Three, four, five(), window.four, typeof window.one)</script>
    """
    for _ in range(2):  # in a context that was not used before, since a const stays for ever
        assert await log_of(page_of, body, {}) == [1, 2, "function", 4, 5, 4, "undefined"]


async def test_a_graph_is_run_once_and_in_order(page_of: Any) -> None:
    body = """
      <script type=module src=/a.js></script>
      <script type=module>import { a } from "/a.js"; import "/b.js"; log.push("inline", a)</script>
    """
    files = {
        "/a.js": "import { b } from './b.js'; log.push('a'); export const a = 'a' + b;",
        "/b.js": "import './c.js'; log.push('b'); export const b = 'b';",
        "/c.js": "log.push('c');",
    }
    assert await log_of(page_of, body, files) == ["c", "b", "a", "inline", "ab"]


async def test_circles_live_bindings_and_namespaces(page_of: Any) -> None:
    body = """<script type=module>
      import * as all from "/all.js";
      import def, { count, up, even as isEven } from "/all.js";
      up();
      log.push(count, isEven(4), def, Object.keys(all), ({}).toString.call(all), "none" in all);
      try { all.count = 5 } catch (error) { log.push(error.name) }
    </script>"""
    files = {
        "/all.js": "export * from './counter.js'; export * from './even.js'; export default 'd';",
        "/counter.js": "export let count = 0; export function up() { count++ }",
        "/even.js": "import { odd } from './odd.js'; "
        "export function even(n) { return n === 0 || odd(n - 1) }",
        "/odd.js": "import { even } from './even.js'; "
        "export function odd(n) { return n !== 0 && even(n - 1) }",
    }
    assert await log_of(page_of, body, files) == [
        1,
        True,
        "d",
        ["count", "default", "even", "up"],
        "[object Module]",
        False,
        "TypeError",
    ]


async def test_import_maps_dynamic_imports_and_waiting(page_of: Any) -> None:
    body = """
      <script type=importmap>{"imports": {"lib": "/lib.js", "parts/": "/p/"}}</script>
      <script type=module>
        import { lib } from "lib";
        import { slow } from "/slow.js";
        log.push(lib, slow, import.meta.url, import.meta.resolve("parts/x.js"));
        const part = await import("parts/x.js");
        log.push(part.x, (await import("parts/x.js")) === part);
        await import("bare").catch((error) => log.push(error.name));
        await import("/none.js").catch((error) => log.push(error.name));
      </script>
    """
    files = {
        "/lib.js": "export const lib = 'lib'",
        "/p/x.js": "export const x = 'x'",
        "/slow.js": "await Promise.resolve();"
        "export const slow = await new Promise((r) => setTimeout(r, 0, 's'))",
    }
    assert await log_of(page_of, body, files) == [
        "lib",
        "s",
        "http://testserver/",
        "http://testserver/p/x.js",
        "x",
        True,
        "TypeError",
        "TypeError",
    ]


async def test_scripts_that_are_inserted_run(page_of: Any) -> None:
    body = """<script>
      const add = (make) => { const s = document.createElement("script"); make(s); document.body.append(s) };
      add((s) => { s.textContent = "log.push('inline at once')" });
      log.push("behind");
      add((s) => { s.src = "/x.js"; s.onload = () => log.push("loaded") });
      add((s) => { s.src = "/none.js"; s.onerror = () => log.push("failed") });
      add((s) => { s.type = "module"; s.textContent = "log.push('module')" });
      document.body.insertAdjacentHTML("beforeend", "<script>log.push('never')</" + "script>");
    </script>"""
    page = await page_of(
        body,
        Route("/x.js", js("log.push('x')")),
        head="<script>globalThis.log = []</script>",
        datastar=False,
        problems=True,
    )
    log = await page.evaluate("log")
    assert log[:2] == ["inline at once", "behind"]
    assert sorted(log[2:]) == ["failed", "loaded", "module", "x"]
    assert log.index("x") < log.index("loaded")
    (problem,) = page.problems
    assert "http://testserver/none.js cannot be loaded: the app answers with status 404" in problem.message


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "<script type=module>import { nope } from '/a.js'</script>",
            "does not provide an export named 'nope'",
        ),
        ("<script type=module>import '/wrong.js'</script>", "SyntaxError"),
        ("<script>null.x</script>", "TypeError"),
        ("<script>let = ;</script>", "SyntaxError"),
        ("<script type=module>throw new RangeError('mine')</script>", "RangeError: mine"),
        ("<script src=/page.html></script>", "'text/html', not JavaScript"),
        ("<script src=https://cdn.example.com/x.js></script>", "of another origin"),
        ("<script type=module>import 'react'</script>", "Failed to resolve module specifier 'react'"),
        ("<script type=importmap>{</script>", "import map is no JSON"),
    ],
)
async def test_what_is_wrong_is_a_problem_and_the_rest_runs(page_of: Any, script: str, told: str) -> None:
    page = await page_of(
        f"{script}<script>globalThis.ran = 1</script>",
        Route("/a.js", js("export const a = 1")),
        Route("/wrong.js", js("export const = 1")),
        Route("/page.html", js("<p>", kind="text/html")),
        datastar=False,
        problems=True,
    )
    assert await page.evaluate("ran") == 1
    (problem,) = page.problems
    assert told in f"{problem.name}: {problem.message}"


async def test_a_module_is_told_once_and_is_what_is_served_now(
    page_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    call = Engine.call

    def noted(engine: Engine, name: str, *arguments: object, doing: str = "") -> Any:
        told.append(name)
        return call(engine, name, *arguments, doing=doing)

    monkeypatch.setattr(Engine, "call", noted)
    show = "log.push(import.meta.url.slice(-5)); import('/own.js').then(({ a }) => log.push(a));"
    # Each module has `/own.js` beside it, which is the same text at another URL.
    for text, at in ((f"{show} export const a = 1", "/a.js"), (f"{show} export const a = 2", "/b.js")):
        for _ in range(3):
            own = {at: text, "/own.js": text}
            page = await page_of(
                f"<script>globalThis.log = []</script><script type=module src={at}></script>",
                *(Route(path, js(served)) for path, served in own.items()),
                datastar=False,
            )
            assert await page.evaluate("log") == [at, "wn.js", *[int(text[-1])] * 2]
            await page.close()
    assert told.count("keepGraph") == 4  # two texts, each of them at two URLs


async def test_a_module_of_which_a_part_is_wrong_is_wrong_each_time(page_of: Any) -> None:
    body = """
      <script type=module>
        for (const name of ["/a.js", "/a.js", "/c.js"])
          await import(name).catch((error) => log.push(error.name));
        log.push(await import("/d.js").then((all) => all.default));
      </script>
    """
    files = {
        "/a.js": "import '/b.js'",
        "/b.js": "let let = 1",
        "/c.js": "import '/a.js'",
        "/d.js": "export default 4",
    }
    assert await log_of(page_of, body, files) == ["SyntaxError", "SyntaxError", "SyntaxError", 4]
