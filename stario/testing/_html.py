"""
HTML as a tree, as far as a test's messages need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import turbohtml
from turbohtml import Comment, Element, Node, Text

__all__ = ["outline", "outline_of", "tag", "top_level_elements"]


def top_level_elements(html: str) -> Iterator[tuple[str, str]]:
    """
    The id and the HTML, as it was written, of each top-level element that has an id.
    """
    for node in _fragment(html).children:
        if isinstance(node, Element) and isinstance(node.attrs.get("id"), str):
            location = node.source_location
            if location is not None and location.end_tag is not None:
                written = html[location.start_tag.start_offset : location.end_tag.end_offset]
            else:
                written = node.html
            yield str(node.attrs["id"]), written


def outline(html: str) -> list[str]:
    """
    The tree of `html`, a node on a line, indented by its depth.

    Attributes are sorted and runs of white space are one space, so that what is the same tree for a
    reader has the same outline.
    """
    return outline_of(_fragment(html).children)


def outline_of(nodes: Iterable[Node]) -> list[str]:
    """
    The outline of these nodes.
    """
    return list(_lines(nodes))


def _fragment(html: str) -> Element:
    # As the client parses a patch: inside a <template>, where a lone <tr> is allowed.
    return turbohtml.parse_fragment(html, "template", source_locations=True)


def _lines(nodes: Iterable[Node]) -> Iterator[str]:
    # In a loop: a page may nest elements as deep as half of Python's calls.
    opened = [iter(nodes)]
    while opened:
        node = next(opened[-1], None)
        indent = "  " * (len(opened) - 1)
        if node is None:
            opened.pop()
        elif isinstance(node, Element):
            yield f"{indent}{tag(node)}"
            opened.append(iter(node.children))
        elif isinstance(node, Text):
            text = " ".join(node.text.split())
            if text:
                yield f"{indent}{text}"
        elif isinstance(node, Comment):
            yield f"{indent}<!--{node.text}-->"


def tag(element: Element) -> str:
    """
    The line of an outline that an element is.
    """
    return f"<{element.tag}{''.join(_attributes(element))}>"


def _attributes(element: Element) -> Iterator[str]:
    for name, value in sorted(element.attrs.items()):
        if isinstance(value, list):  # a class list
            value = " ".join(value)
        yield f' {name}="{value}"' if value else f" {name}"
