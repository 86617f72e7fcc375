"""
The engine alone: calls in and out, what goes out of bounds, and contexts that are used again.
"""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from stario.testing import _watchdog
from stario.testing.page import pool
from stario.testing.page.engine import MEGABYTE, Engine, ScriptError
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.linker import OWN_MARK
from stario.testing.page.parsing import pure_answers


def engine(**options: Any) -> Engine:
    made = Engine(**{"seconds": 0.3, **options})
    boot(made)
    return made


def boot(made: Engine, answers: dict[str, Any] | None = None) -> list[tuple[str, list[Any]]]:
    asked: list[tuple[str, list[Any]]] = []
    known = {**pure_answers(), "now": lambda: 0.0, "tick": lambda: 0.0, **(answers or {})}

    def host(name: str, arguments: list[Any]) -> object:
        asked.append((name, arguments))
        return known[name](*arguments) if name in known else None

    made.host = host
    made.call("start", {"url": "http://testserver/", "local": {}, "session": {}})
    made.call("boot", "<!doctype html><p id=x>hi</p>", "http://testserver/", "text/html")
    return asked


def evaluated(made: Engine, expression: str, **answers: Callable[[], float]) -> Any:
    got: list[Any] = []
    boot(made, {**answers, "evaluated": lambda number, value, problem: got.append(problem or value)})
    made.suspect(expression)
    made.call("evaluate", 1, expression, None)
    return got[0]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("for(;;);", "has computed for 0.3 s without an end"),
        ("while (Date.now() < 1e15);", "has computed for 0.3 s without an end"),
        ("try { for(;;); } catch { } finally { for(;;); }", "has computed for 0.3 s without an end"),
        ("(function f() { Promise.resolve().then(f) })()", "never comes to rest"),
        ("(function f() { queueMicrotask(f) })()", "never comes to rest"),
        ("Promise.resolve().then(() => { for(;;); })", "has computed for 0.3 s without an end"),
        ("const all = []; for (;;) all.push('x'.repeat(1000) + all.length)", "more than 48 MB of memory"),
    ],
)
def test_a_script_out_of_bounds_is_ended_and_named(script: str, told: str) -> None:
    seconds = 20.0 if "memory" in told else 0.3
    bad, other = engine(memory=48 * MEGABYTE, seconds=seconds), engine()
    with pytest.raises(ScriptStuck, match=told) as caught:
        bad.call("evaluate", 1, f"(() => {{ {script} }})()", None, doing="the bad script")
    assert str(caught.value).startswith("the bad script ")
    assert "others" not in str(caught.value)
    with pytest.raises(ScriptStuck, match="the bad script"):
        bad.call("html")
    pool.release(bad)
    assert evaluated(other, "1 + 1") == 2


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="no clock of a thread here")
def test_a_script_that_has_to_wait_for_the_processor_is_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_watchdog, "LOOK_SECONDS", 0.05)

    def now() -> float:
        time.sleep(0.4)  # as if another program had the processor
        return 0.0

    assert evaluated(engine(seconds=1.0), "[1, 2, 3, 4].map(() => Date.now()).length", now=now) == 4


def test_a_deep_recursion_is_an_error_of_the_script_alone() -> None:
    made = engine()
    problem = evaluated(made, "(function f() { return f() + 1 })()")
    assert problem["name"] == "RangeError"
    assert evaluated(made, "1 + 1") == 2


@pytest.mark.parametrize("size", [MEGABYTE // 2, 16 * MEGABYTE])
def test_a_thread_s_own_stack_says_how_deep_a_recursion_is(size: int) -> None:
    depth = "(() => { let n = 0; const f = () => { n++; f() }; try { f() } catch { return n } })()"
    here = evaluated(engine(), depth)
    there: list[int] = []
    before = threading.stack_size(size)
    try:
        thread = threading.Thread(target=lambda: there.append(evaluated(Engine(), depth)))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert (there[0] > here * 0.9) if size > 8 * MEGABYTE else there[0] > 100


def test_what_is_thrown_out_of_an_entry_point_has_its_name() -> None:
    made = engine()
    with pytest.raises(ScriptError, match="not a function") as caught:
        made.call("no such entry")
    assert caught.value.name == "TypeError"


def test_an_exception_of_the_host_reaches_the_caller_and_spares_the_page() -> None:
    made = engine()

    def wrong(*_: Any) -> None:
        raise LookupError("the host's own")

    boot(made, {"evaluated": wrong})
    with pytest.raises(LookupError, match="the host's own"):
        made.call("evaluate", 1, "1", None)
    assert evaluated(made, "2") == 2


def test_texts_survive_the_border_whatever_is_in_them() -> None:
    made = engine()
    nasty = "a\0b \ud800 \udc00\ud83d \U0001f600 é \u2028 \x85"
    got: list[Any] = []
    boot(made, {"evaluated": lambda number, value, problem: got.append(value)})
    made.call("evaluate", 1, "(text) => { let s = ''; for (const c of text) s += c; return s }", nasty)
    assert got == [nasty]


def test_a_rejection_that_nobody_handles_is_reported_and_a_late_handler_counts() -> None:
    made = engine()
    asked = boot(made)
    made.call("evaluate", 1, "Promise.reject(new TypeError('lost')), 1", None)
    made.call("evaluate", 2, "{ const p = Promise.reject(1); queueMicrotask(() => p.catch(() => {})) }", None)
    while made.call("after"):
        pass
    told = [data[1] for name, data in asked if name == "report" and data[0] == "rejection"]
    assert [(each["name"], each["message"]) for each in told] == [("TypeError", "lost")]


def test_a_context_is_used_again_without_what_a_page_has_left() -> None:
    made = engine()
    evaluated(
        made, "globalThis.left = 1, document.title = 'old', setTimeout(() => {}, 5), location.custom = 1"
    )
    pool.release(made)
    again = pool.acquire(seconds=0.3, memory=1024 * MEGABYTE)
    assert again is made
    assert evaluated(again, "[typeof left, document.title, setTimeout(() => {}, 5)]") == ["undefined", "", 1]


@pytest.mark.parametrize(
    "script",
    [
        "Array.prototype.last = function () {}",
        "Array.prototype.map = function () {}",
        "delete String.prototype.trim",
        "Element.prototype.mine = 1",
        "Object.defineProperty(globalThis, 'stays', { value: 1 })",
    ],
)
def test_a_page_that_changes_built_ins_costs_its_context(script: str) -> None:
    made = engine()
    evaluated(made, f"{{ {script} }}")
    pool.release(made)
    assert pool.acquire(seconds=0.3, memory=1024 * MEGABYTE) is not made


def test_a_context_goes_when_nobody_holds_it() -> None:
    made = engine()
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None


def test_errors_name_the_script_and_its_line() -> None:
    made = engine()
    assert made.load("(function () {\n  return null.x;\n})", "http://testserver/app.js", 10)
    made.call("keepFunction", "key")
    assert not made.load("(function () {\n  return (;\n})", "http://testserver/app.js", 10)


def test_nodes_that_are_made_without_a_constructor_are_as_those_with_one() -> None:
    made = engine()
    fields = evaluated(
        made,
        """(() => {
          const space = document.documentElement.namespaceURI;
          // A loop comes upon the DOM's own fields, too.
          const fieldsOf = (node) => {
            const names = [];
            for (const name in node) if (Object.hasOwn(node, name)) names.push(name);
            return names;
          };
          return [
            [document.createTextNode("a"), new Text("a")],
            [document.createElement("div"), document.createElementNS(space, "x:div")],
            [document.createElement("b"), document.createElementNS(space, "x:b")],
          ].map(([one, other]) => [
            Object.getPrototypeOf(one) === Object.getPrototypeOf(other),
            fieldsOf(one).filter((key) => one[key] !== other[key]),
            fieldsOf(other).filter((key) => !Object.hasOwn(one, key)),
          ]);
        })()""",
    )
    prefix = f"{OWN_MARK}prefix"
    assert fields == [[True, [], []], [True, [], [prefix]], [True, [], [prefix]]]
