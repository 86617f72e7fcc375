"""
The test's own JavaScript in a page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stario.testing.page.finding import Finds, Step
from stario.testing.page.waits import PageDeadline

__all__ = ["Scripts", "script_call"]

_ADD = """async ([name, attributes, text]) => {
  const element = Object.assign(document.createElement(name), attributes);
  const address = attributes.src ?? attributes.href;
  const loads = address === undefined ? null : new Promise((loaded, fails) => {
    element.onload = loaded;
    element.onerror = () => fails(new Error(`${address} could not be loaded`));
  });
  if (text !== null) element.textContent = text;
  (document.head ?? document.documentElement).append(element);
  await loads;
}"""


class Scripts(Finds):
    """
    What runs a test's JavaScript.
    """

    async def evaluate(self, expression: str, arg: object = None) -> Any:
        """
        The value of a JavaScript expression; a function is called with `arg`, a promise is waited for.

        Raises `ScriptError` for what it throws.
        """
        return await self._evaluated("evaluate", expression, arg, expression=expression)

    async def eval_on_selector(
        self, selector: str, expression: str, arg: object = None, *, strict: bool | None = None
    ) -> Any:
        """
        The value of a JavaScript function of the first element of a CSS selector, and `arg`.
        """
        located = self.locator(selector)
        return await (located if strict else located.first).evaluate(expression, arg)

    async def eval_on_selector_all(self, selector: str, expression: str, arg: object = None) -> Any:
        """
        The value of a JavaScript function of the list of elements of a CSS selector, and `arg`.
        """
        return await self.locator(selector).evaluate_all(expression, arg)

    async def add_init_script(self, script: str | None = None, *, path: str | Path | None = None) -> None:
        """
        Run a script in each document to come, before its own scripts.

        Raises `ValueError` unless either is given, and `OSError` for a file that cannot be read.
        """
        if (script is None) == (path is None):
            raise ValueError("add_init_script() takes `script` or `path`")
        self._home().documents.init_scripts.append(_text(script, path) or "")

    async def add_script_tag(
        self,
        *,
        url: str | None = None,
        path: str | Path | None = None,
        content: str | None = None,
        type: str | None = None,
    ) -> None:
        """
        Add a `script` with this URL or content, and let the page settle. Raises `ScriptError` if the URL has
        no script.
        """
        attributes = {"type": type} if type else {}
        await self._add("script", attributes, "src", url, _text(content, path))

    async def add_style_tag(
        self, *, url: str | None = None, path: str | Path | None = None, content: str | None = None
    ) -> None:
        """
        Add a style sheet with this URL or content.
        """
        if url is not None:
            await self._add("link", {"rel": "stylesheet"}, "href", url, None)
        else:
            await self._add("style", {}, "", None, _text(content, path))

    async def _add(
        self, name: str, attributes: dict[str, str], address: str, url: str | None, text: str | None
    ) -> None:
        if (url is None) == (text is None):
            raise ValueError(f"a {name} is added by `url`, `path` or `content`")
        if url is not None:
            attributes = {**attributes, address: url}
        page = self._home()
        await page.evaluate(_ADD, [name, attributes, text])
        await page.settle()

    async def evaluate_on(self, steps: list[Step], expression: str, argument: object, *, each: bool) -> Any:
        """
        The value of a JavaScript function of the element, or the list of elements, that a locator matches.
        """
        return await self._evaluated("evaluateOn", steps, expression, argument, each, expression=expression)

    async def _evaluated(self, entry: str, *arguments: object, expression: str) -> Any:
        page = self._home()
        page.ready()
        found = page.evaluations.start(page.loop)
        if page.engine is not None:
            page.engine.suspect(expression, "page.evaluate()")
        try:
            page.run(entry, found.number, *arguments, doing=f"page.evaluate({expression!r})")
        except RecursionError:
            page.evaluations.drop(found.number, found.future)
            raise ValueError("what is given to the script is nested too deep") from None
        except BaseException:
            page.evaluations.drop(found.number, found.future)
            raise
        if found.future.done():  # a value, not a promise: no turn of the loop, and no deadline, is needed
            value = found.future.result()
        else:
            async with PageDeadline(page, f"the promise of page.evaluate({expression!r})"):
                value = await found.future
        page.raise_failure()
        return value


def script_call(text: str) -> str:
    """
    An expression that runs a script in the global scope; what it throws is an uncaught error of the page.
    """
    return f"{{ try {{ (0, eval)({json.dumps(text)}); }} catch (error) {{ reportError(error); }} }}"


def _text(content: str | None, path: str | Path | None) -> str | None:
    return content if path is None else Path(path).read_text(encoding="utf-8")
