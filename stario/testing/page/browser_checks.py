"""
What is wrong with a page in a browser although its client says nothing: an id that is there twice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stario.testing.page.linker import DOM
from stario.testing.page.problems import Problem

if TYPE_CHECKING:
    from playwright.async_api import Page

__all__ = ["BrowserChecks"]

#: [a number of the document's own, [[id, the first element with it, another one], ...]], elements as lines.
_SCRIPT = """() => {
  %s
  const first = new Map();
  const found = [];
  for (const element of document.querySelectorAll("[id]")) {
    if (element.id === "") continue;
    if (first.has(element.id)) {
      found.push([element.id, elementInfo(first.get(element.id)).text, elementInfo(element).text]);
    } else first.set(element.id, element);
  }
  return [(document[Symbol.for("stario")] ??= Math.random()), found];
}"""
SCRIPT = _SCRIPT % (DOM / "element-info.js").read_text(encoding="utf-8").replace("export ", "")


class BrowserChecks:
    """
    Looks at one page, and tells of each thing once for each of its documents.
    """

    def __init__(self) -> None:
        self._known: set[tuple[float, str, str]] = set()

    async def look(self, page: Page) -> list[Problem]:
        """
        The problems that are new.
        """
        document, found = await page.evaluate(SCRIPT)
        problems = []
        for name, first, other in found:
            if (document, name, other) in self._known:
                continue
            self._known.add((document, name, other))
            message = f"two elements have the id {json.dumps(name, ensure_ascii=False)}; the first is {first}"
            problems.append(Problem("duplicate-id", name, message, other))
        return problems
