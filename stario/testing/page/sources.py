"""
Where the elements of a page are in its source.
"""

from __future__ import annotations

import turbohtml
from turbohtml import DocumentFragment, Element, Node

__all__ = ["lines_of"]


def lines_of(source: str) -> list[int]:
    """
    The line of each element, as the page's parser numbers them: those in a template and in a
    declared shadow tree among them.
    """
    document = turbohtml.parse(source, scripting=True, positions=True, allow_declarative_shadow_roots=False)
    found: list[int] = []
    stack: list[Node] = list(reversed(list(document.children)))
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            found.append(node.source_line or 1)
        if isinstance(node, (Element, DocumentFragment)):
            stack.extend(reversed(list(node.children)))
    return found
