"""
Modules as functions: what is rewritten, and what has to stay as it is.
"""

from typing import Any

import pytest
import quickjs

from stario.testing.page.classic import declares_for_all
from stario.testing.page.modules import module_of
from stario.testing.page.tokens import tokens_of

#: Runs the function of a module with stand-ins for its imports, and gives its exports as JSON.
RUN = """
(source, others) => {
  const exported = {};
  const record = {
    of: (index) => others[index],
    take: (index, name) => others[index][name],
    gives: (getters) => Object.assign(exported, getters),
    import: (name) => `imported ${name}`,
    meta: { url: "http://testserver/app.js" },
  };
  const run = (0, eval)(source)(record);
  run.next();
  run.next();
  return JSON.stringify(Object.fromEntries(Object.entries(exported).map(([name, get]) => [name, get()])));
}
"""


def exports_of(source: str, *others: str) -> Any:
    context = quickjs.Context()
    module = module_of(source)
    context.set("source", module.body)
    text = context.eval(f"({RUN})(source, [{','.join(others)}])")
    return context.parse_json(text).json() if hasattr(text, "json") else __import__("json").loads(text)


def test_no_javascript_is_an_error_with_its_place() -> None:
    with pytest.raises(ValueError, match="a template that does not end, at 8"):
        module_of("let a = `open")
    with pytest.raises(ValueError, match="is no JavaScript, at 8"):
        module_of("let a = 'open\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export const a = 1, b = [2], {c, d: {e}} = {c: 3, d: {e: 4}};", {"a": 1, "b": [2], "c": 3, "e": 4}),
        ("export let n = 1; n += 1", {"n": 2}),
        ("export function f() { return 1 }\nexport const r = f()", {"r": 1}),
        ("export default 1 + 1", {"default": 2}),
        ("export default class { x = 1 }; export const y = new __default().x", {"y": 1}),
        (
            "const a = 1; export { a as b, a as default, a as 'not a name' }",
            {"b": 1, "default": 1, "not a name": 1},
        ),
        ("export const a = `${`export ${1}`}`, b = /export {x}/.source, c = 'import x'", None),
        (
            "export const u = import.meta.url, i = import('x')",
            {"u": "http://testserver/app.js", "i": "imported x"},
        ),
        ("const o = {import: 1, export: 2}; export const s = o.import + o.export", {"s": 3}),
        ("export const a = 4 / 2 / 1, b = [1] / 1, c = (4) / 2", {"a": 2, "b": 1, "c": 2}),
        ("if (1) /x/.test('x'); export const a = 1", {"a": 1}),
        ("// export const no = 1\n/* import 'no' */ export const a = 1", {"a": 1}),
        ("#!/usr/bin/env node\nexport const a = 1", {"a": 1}),
    ],
)
def test_what_is_exported(source: str, expected: dict[str, Any] | None) -> None:
    found = {name: value for name, value in exports_of(source).items() if value is not None}
    if expected is None:
        expected = {"a": "export 1", "b": "export {x}", "c": "import x"}
    assert found == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a from 'x'; export const r = a", 1),
        ("import { b } from 'x'; export const r = b", 2),
        ("import { b as c } from 'x'; export const r = {c}.c", 2),
        ("import a, { b } from 'x'; export const r = [a, b]", [1, 2]),
        ("import * as all from 'x'; export const r = all.b", 2),
        ("import a, * as all from 'x'; export const r = a + all.b", 3),
        ("import { 'b' as c } from 'x' with { type: 'js' }; export const r = c", 2),
        ("import { f } from 'x'; export const r = f(4)", 5),
        ("import { f } from 'x'; export const r = f`4`", "41"),
        ("import { f } from 'x'\nconst a = 1\nf(1)\nexport const r = a", 1),
        ("import { self } from 'x'; export const r = self() === undefined", True),
        ("import { b } from 'x'; export const r = ((b) => b)(7) + b", 9),
        ("import { b } from 'x'; function g({b}) { return b } export const r = g({b: 7}) + b", 9),
        ("import { b } from 'x'; export const r = {b: 5}.b + {x: b}.x", 7),
        ("import { b } from 'x'; export const r = b ? b : 0", 2),
        ("import { b } from 'x'; let o; switch (2) { case b: o = 'b' } export const r = o", "b"),
        ("import { C } from 'x'; export const r = new C(3).v", 3),
        ("import { b } from 'x'; export const r = `${b}`", "2"),
    ],
)
def test_what_is_imported(source: str, expected: object) -> None:
    other = (
        "{default: 1, b: 2, f: (x) => Array.isArray(x) ? x[0] + 1 : x + 1, "
        "self() { 'use strict'; return this }, C: class { constructor(v) { this.v = v } }}"
    )
    assert exports_of(source, other)["r"] == expected


def test_an_import_is_live() -> None:
    source = "import { n, up } from 'x'; up(); export const r = n"
    other = "(() => { let n = 1; return { get n() { return n }, up() { n++ } } })()"
    assert exports_of(source, other) == {"r": 2}


def test_the_lines_stay_where_they_are() -> None:
    source = "import {\n a,\n b\n} from 'x';\nthrow 1"
    body = module_of(source).body
    assert body.split("\n")[4].strip() == "throw 1"


@pytest.mark.parametrize(
    ("source", "waits"),
    [
        ("await 1", True),
        ("for await (const x of y) {}", True),
        ("async function f() { await 1 }", False),
        ("const f = async () => { await 1 }", False),
        ("class A { async m() { await 1 } }", False),
        ("if (x) { await 1 }", True),
    ],
)
def test_waiting_at_the_top_level(source: str, waits: bool) -> None:
    assert module_of(source).is_async is waits


@pytest.mark.parametrize(
    ("source", "declares"),
    [
        ("let a = 1", True),
        ("var b; class A {}", True),
        ("var b = function () { let a }", False),
        ("{ const a = 1 }", False),
        ("document.let = 1; a.class = 2", False),
        ("'use strict'\nconst a = 1", True),
        ("'use strict'; var a = 1", True),
        ("/* of ours */ 'use strict'; if (x) { var a = 1 }", True),
        ("'use strict'; function f() {}", True),
        ("'use strict'; (function () { var a; function f() {} })()", False),
        ("'use strict'; `${function () { var a }}`", False),
        ("var a; function f() { 'use strict' }", False),
    ],
)
def test_what_a_classic_script_declares_for_all(source: str, declares: bool) -> None:
    assert declares_for_all(source) is declares


def test_what_another_gives_on() -> None:
    module = module_of("export { a as b } from './x.js'; export * from './y.js'; export * as z from './x.js'")
    assert module.requests == ["./x.js", "./y.js"]
    assert module.again == [("b", 0, "a"), ("z", 0, "*")]
    assert module.stars == [1]
    assert module.imports == [["a"], []]


def test_a_slash_after_a_block_begins_a_regular_expression() -> None:
    kinds = [token.kind for token in tokens_of("function f() {}\n/x/.test(a); ({}) / 2; a++ / 2; x.in / 2")]
    assert kinds.count("regex") == 1


def test_methods_may_be_called_as_what_is_imported() -> None:
    source = """
      import { render, html, css } from "lit";
      class Part {
        render() { return render(`r`) }
        get css() { return css + 1 }
      }
      const part = new Part(), plain = { render() { return 5 } };
      export const found = [part.render(), part.css, plain.render(), html(`h`)];
    """
    others = "{ render: (text) => text + 1, html: (text) => text + 2, css: 3 }"
    assert exports_of(source, others) == {"found": ["r1", 4, 5, "h2"]}
