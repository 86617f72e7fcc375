"""
What is wrong with a page in a browser although its client says nothing: an id that is there twice, and an
attribute in an elder spelling.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stario.testing.page.linker import DOM
from stario.testing.page.problems import Problem

if TYPE_CHECKING:
    from playwright.async_api import Page

__all__ = ["BrowserChecks"]

#: [a number of the document's own, [[id, the first element with it, another one], ...],
#: [[attribute, its newer name, its element], ...]], elements as lines.
_SCRIPT = """() => {
  %s
  const elder = [];
  for (const element of document.querySelectorAll("*")) {
    // A form's `attributes` or `id` may be a control of that name.
    for (const name of element.getAttributeNames()) {
      const newer = name.startsWith("data-") ? newerName(name, element.getAttribute(name)) : null;
      if (newer) elder.push([name, newer, elementInfo(element).text]);
    }
  }
  const first = new Map();
  const found = [];
  for (const element of document.querySelectorAll("[id]")) {
    const id = element.getAttribute("id");
    if (id === "") continue;
    if (first.has(id)) found.push([id, elementInfo(first.get(id)).text, elementInfo(element).text]);
    else first.set(id, element);
  }
  return [(document[Symbol.for("stario")] ??= Math.random()), found, elder];
}"""
SCRIPT = _SCRIPT % "".join(
    (DOM / name).read_text(encoding="utf-8").replace("export ", "")
    for name in ("element-info.js", "attribute-names.js")
)


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
        document, found, elder = await page.evaluate(SCRIPT)
        problems = []
        for name, newer, element in elder:
            if self._is_new(document, name, element):
                message = f"the client knows no {name}, and ignores it: write {newer}"
                problems.append(Problem("unknown-attribute", name, message, element))
        for name, first, other in found:
            if not self._is_new(document, name, other):
                continue
            message = f"two elements have the id {json.dumps(name, ensure_ascii=False)}; the first is {first}"
            problems.append(Problem("duplicate-id", name, message, other))
        return problems

    def _is_new(self, document: float, name: str, element: str) -> bool:
        told = (document, name, element)
        if told in self._known:
            return False
        self._known.add(told)
        return True
