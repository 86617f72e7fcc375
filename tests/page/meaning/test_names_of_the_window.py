"""What scripts declare by the name of something that the window has."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = """<script>
  told = null;
  addEventListener("error", (event) => {
    told = event.message;
    event.preventDefault();
  });
</script>"""
READ = """name => {
  const value = globalThis[name];
  const text = typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  return [told, globalThis.isDone === true, typeof value, text];
}"""
#: What stays as it is: the first four cannot even be declared.
UNFORGEABLE = {
    "window": "[object Window]",
    "top": "[object Window]",
    "document": "[object HTMLDocument]",
    "location": "[object Location]",
}
READ_ONLY = {
    "history": "[object History]",
    "navigator": "[object Navigator]",
    "localStorage": "[object Storage]",
    "sessionStorage": "[object Storage]",
    "customElements": "[object CustomElementRegistry]",
    "crypto": "[object Crypto]",
    "frameElement": "[object Null]",
}
REPLACEABLE = ["self", "parent", "frames", "length", "event", "opener", "origin", "screen", "innerWidth"]


async def declared(show: Any, script: str, name: str) -> list[Any]:
    page = await show("<p>text</p>", head=f"{HEAD}<script>{script}; window.isDone = true;</script>")
    assert await page.locator("p").text_content() == "text"
    found: list[Any] = await page.evaluate(READ, name)
    return found


@pytest.mark.parametrize("name", UNFORGEABLE)
@pytest.mark.parametrize("form", ["function NAME() {}", "let NAME = 1", "const NAME = 1", "class NAME {}"])
async def test_what_cannot_be_declared(show: Any, name: str, form: str) -> None:
    told = f"Uncaught SyntaxError: Identifier '{name}' has already been declared"
    seen = await declared(show, form.replace("NAME", name), name)
    assert seen == [told, False, "object", UNFORGEABLE[name]]


@pytest.mark.parametrize("name", [*UNFORGEABLE, *READ_ONLY])
async def test_what_nothing_is_put_into(show: Any, name: str) -> None:
    script = f"var {name}" if name == "location" else f"var {name} = 1; {name} = 2; window.{name} = 3"
    assert await declared(show, script, name) == [None, True, "object", (UNFORGEABLE | READ_ONLY)[name]]


@pytest.mark.parametrize("name", [*READ_ONLY, *REPLACEABLE, "name", "status", "closed"])
async def test_functions_by_the_name_of_what_the_window_has(show: Any, name: str) -> None:
    script = f"function {name}() {{}}"
    assert await declared(show, script, name) == [None, True, "function", script]


@pytest.mark.parametrize("name", REPLACEABLE)
async def test_what_is_replaced(show: Any, name: str) -> None:
    assert await declared(show, f"var {name} = 1", name) == [None, True, "number", "1"]
    assert await declared(show, f'"use strict"; {name} = 2', name) == [None, True, "number", "2"]


@pytest.mark.parametrize("name", ["name", "status"])
async def test_what_becomes_a_text(show: Any, name: str) -> None:
    assert await declared(show, f"var {name} = 1", name) == [None, True, "string", "1"]
    assert await declared(show, f"window.{name} = null", name) == [None, True, "string", "null"]


@pytest.mark.parametrize("name", ["self", "name", "event", "history", "fetch"])
async def test_a_let_leaves_the_window_alone(show: Any, name: str) -> None:
    script = f"const before = window.{name}; let {name} = 1; told = before === window.{name} && {name} === 1"
    assert (await declared(show, script, name))[:2] == [True, True]
