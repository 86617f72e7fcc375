"""
How the DOM's modules are joined into one script.
"""

from __future__ import annotations

import re

import pytest
import quickjs

from stario.testing.page.linker import DOM, OWN_MARK, LinkError, link, linked_dom


def run(sources: dict[str, str], root: str = "main.js") -> object:
    context = quickjs.Context()
    context.eval("globalThis.log = []")
    context.eval(link(sources, root).source + "()")
    return context.eval("log.join(' ')")


def test_a_module_that_is_not_there_is_named_with_who_wants_it() -> None:
    with pytest.raises(LinkError, match=re.escape("main.js imports ./other.js, which is not there")):
        link({"main.js": 'import { a } from "./other.js";\n'})


def test_a_name_that_is_not_exported_is_an_error() -> None:
    sources = {"main.js": 'import { a } from "./other.js";\n', "other.js": "const a = 1;\n"}
    with pytest.raises(
        LinkError, match=re.escape("main.js imports a from ./other.js, which exports no such")
    ):
        link(sources)


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./other.js";',
        'import * as a from "./other.js";',
        'export { a } from "./other.js";',
        "export default 1;",
        "export var a = 1;",
    ],
)
def test_other_forms_are_refused(line: str) -> None:
    with pytest.raises(LinkError, match="none of the forms that are linked here"):
        link({"main.js": line + "\n", "other.js": "export const a = 1;\n"})


def test_an_import_under_another_name_is_refused() -> None:
    sources = {"main.js": 'import { a as b } from "./other.js";\n', "other.js": "export const a = 1;\n"}
    with pytest.raises(LinkError, match="names stay as they are"):
        link(sources)


@pytest.mark.parametrize("second", ["const a = 2;", "function a() {}", "class a {}", "const { b, a } = {};"])
def test_two_modules_may_not_declare_one_name(second: str) -> None:
    sources = {"main.js": f'import "./other.js";\n{second}\n', "other.js": "let a = 1;\n"}
    with pytest.raises(LinkError, match="both declare a: they share one scope"):
        link(sources)


def test_what_needs_each_other_before_it_has_run_is_a_circle() -> None:
    sources = {
        "main.js": 'import { A } from "./a.js";\nlog.push(A.name);\n',
        "a.js": 'import { B } from "./b.js";\nexport class A extends B {\n}\n',
        "b.js": 'import { A } from "./a.js";\nexport class B extends A {\n}\n',
    }
    with pytest.raises(LinkError, match=re.escape("a.js -> b.js -> a.js")):
        link(sources)


def test_a_base_class_comes_first_although_it_imports_what_is_derived() -> None:
    sources = {
        "main.js": 'import { Base } from "./base.js";\nlog.push(new Base().other().name());\n',
        "base.js": (
            'import { Derived } from "./derived.js";\n'
            "export class Base {\n  other() {\n    return new Derived();\n  }\n}\n"
        ),
        "derived.js": (
            'import { Base } from "./base.js";\n'
            'export class Derived extends Base {\n  name() {\n    return "derived";\n  }\n}\n'
        ),
    }
    assert run(sources) == "derived"
    assert (
        run({**sources, "start.js": 'import "./derived.js";\nimport "./main.js";\n'}, "start.js") == "derived"
    )


def test_what_a_line_outside_of_functions_uses_comes_first() -> None:
    sources = {
        "main.js": 'import { use } from "./use.js";\nlog.push(use());\n',
        "use.js": (
            'import { register } from "./registry.js";\n'
            'register("use");\nexport function use() {\n  return register("later");\n}\n'
        ),
        "registry.js": (
            'import { use } from "./use.js";\n'
            "const known = [];\nexport function register(name) {\n  known.push(name);\n"
            "  return known.join() + typeof use;\n}\n"
        ),
    }
    assert run(sources) == "use,laterfunction"


def test_each_module_runs_once_and_unused_ones_not_at_all() -> None:
    sources = {
        "main.js": 'import "./a.js";\nimport "./b.js";\nlog.push("main");\n',
        "a.js": 'import "./c.js";\nlog.push("a");\n',
        "b.js": 'import "./c.js";\nlog.push("b");\n',
        "c.js": 'log.push("c");\n',
        "d.js": 'log.push("d");\n',
    }
    assert run(sources) == "c a b main"


def test_a_line_of_the_whole_is_found_in_its_module() -> None:
    sources = {
        "main.js": '// Root.\nimport {\n  first,\n} from "./other.js";\n\nfirst();\n',
        "other.js": "// Other.\n\nexport function first() {\n  throw new Error();\n}\n",
    }
    linked = link(sources)
    lines = linked.source.split("\n")
    for text, wanted in [("  throw new Error();", ("other.js", 4)), ("first();", ("main.js", 6))]:
        assert linked.where(lines.index(text) + 1) == wanted
    assert linked.where(1) is None


def test_the_dom_is_one_expression_that_compiles() -> None:
    context = quickjs.Context()
    assert context.eval(f"typeof {linked_dom()}") == "function"


def test_every_module_of_the_dom_is_used_small_and_unlike_the_others() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in DOM.glob("*.js")}
    used = {name for _, name in link(sources).starts}
    assert used == set(sources), f"nothing leads to {sorted(set(sources) - used)}"
    long = {name: source.count("\n") for name, source in sources.items() if source.count("\n") > 300}
    assert not long, f"more than 300 lines: {long}"
    assert [name for name, source in sources.items() if not source.startswith("// ")] == []


def test_a_field_of_the_dom_s_own_has_a_name_that_no_page_has() -> None:
    source = 'const a = { _b: 1, "_c": 2, __d: 3 };\nlog.push(a._b, Object.keys(a).join());\n'
    assert run({"main.js": source}) == f"1 {OWN_MARK}b,_c,__d"


def test_no_field_of_the_dom_s_own_is_named_by_a_string() -> None:
    named = {
        (path.name, name)
        for path in DOM.glob("*.js")
        for line in path.read_text("utf-8").splitlines()
        for name in re.findall(r"""["'`](_[a-z$]\w*)""", line)
        if not line.startswith("//")
        and name not in ("_blank", "_charset_", "_import_", "_parent", "_self", "_top")
    }
    assert not named  # `ownField("name")` is what it is called
