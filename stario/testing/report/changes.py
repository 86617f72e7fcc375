"""
What each event changes in the page of a user, as far as the answers that this user had tell what is in it.

No page runs here, so nothing is morphed: a target is found as the client finds it, and its tree before and
after is compared.
"""

from __future__ import annotations

import json
from typing import Any

import turbohtml
from turbohtml import Document, Element, SelectorSyntaxError

from stario.datastar import Event, PatchElements, PatchSignals, merge_patch
from stario.testing._html import outline_of, tag
from stario.testing.compare import diff

__all__ = ["Differences", "UsersPage"]

#: How many lines of a change are told.
MOST = 200
#: How many lines of trees are compared for one user; a page that is larger than this, or patched without end,
#: would take longer than the test has.
WORK = 200_000
ENOUGH = "not compared any more: the page has changed too much"


class Differences:
    """
    Compares one tree with another, as outlines, until that was work enough.
    """

    def __init__(self) -> None:
        self._work = 0

    def __call__(self, after: list[str], before: list[str]) -> list[str]:
        """
        The lines that differ, `+` what came and `-` what went; `nothing` if none do.
        """
        if self.enough:
            return [ENOUGH]
        return _shortened(self.lines(after, before))

    @property
    def enough(self) -> bool:
        """
        Whether no more is compared.
        """
        return self._work > WORK

    def lines(self, after: list[str], before: list[str]) -> list[str]:
        """
        All lines that differ, however many.
        """
        self._work += len(after) + len(before)
        return diff(after, before)


class UsersPage:
    """
    The page of one user: its elements and its signals, changed by one event after the other.
    """

    def __init__(self) -> None:
        self._document: Document = turbohtml.parse("")
        self._signals: dict[str, Any] = {}
        self._differences = Differences()

    def loads(self, html: str) -> None:
        """
        The user has loaded another page.
        """
        self._document = turbohtml.parse(html)
        self._signals = {}

    def apply(self, event: Event) -> list[str]:
        """
        Change the page; gives the lines that differ, `+` what came and `-` what went.
        """
        if self._differences.enough:
            return [ENOUGH]
        if isinstance(event, PatchSignals):
            before = _printed(self._signals)
            merge_patch(self._signals, event.signals, only_if_missing=event.only_if_missing)
            lines = self._differences.lines(_printed(self._signals), before)
        elif isinstance(event, PatchElements):
            try:
                lines = self._patch(event)
            except SelectorSyntaxError as problem:
                return [str(problem)]
        else:
            return []
        return _shortened(lines)

    def _patch(self, event: PatchElements) -> list[str]:
        if event.selector is not None:
            targets = list(self._document.select(event.selector))
            if not targets:
                return [f"the answers before it have no {event.selector}: what it changes there is not known"]
            return [line for target in targets for line in self._put(target, event)]
        lines: list[str] = []
        for part in list(_parsed(event.elements).children):
            if not isinstance(part, Element) or not isinstance(name := part.attrs.get("id"), str):
                continue
            found = self._document.select_one(f"[id={json.dumps(name)}]")
            if found is None:
                self._document.select_one("body").append(part)  # type: ignore[union-attr]  # parse() makes one
                lines += [f"+ {line}" for line in outline_of([part])]
                continue
            before = outline_of([found])
            found.replace_with(part)
            lines += self._differences.lines(outline_of([part]), before)
        return lines

    def _put(self, target: Element, event: PatchElements) -> list[str]:
        """
        Patch one element that a selector has found.
        """
        parts = list(_parsed(event.elements).children)
        came, went, where = outline_of(parts), list[str](), target.parent
        if event.mode in ("append", "prepend", "inner"):
            where = target
        if event.mode == "inner":
            went = outline_of(target.children)
            target.clear()
            target.extend(parts)
        elif event.mode == "append":
            target.extend(parts)
        elif event.mode == "prepend":
            for part in reversed(parts):
                target.insert(0, part)
        elif event.mode == "before":
            target.insert_before(*parts)
        elif event.mode == "after":
            target.insert_after(*parts)
        elif event.mode == "remove":
            came, went = [], outline_of([target])
            target.decompose()
        else:
            went = outline_of([target])
            target.replace_with(*parts)
        lines = self._differences.lines(came, went)
        if not lines or not isinstance(where, Element):
            return lines
        return [f"  {tag(where)}", *(f"{line[:2]}  {line[2:]}" for line in lines)]


def _shortened(lines: list[str]) -> list[str]:
    if not lines:
        return ["nothing"]
    return lines[:MOST] + ([f"... and {len(lines) - MOST} more lines"] if len(lines) > MOST else [])


def _parsed(html: str) -> Element:
    return turbohtml.parse_fragment(html, "template")


def _printed(signals: dict[str, Any]) -> list[str]:
    return json.dumps(signals, indent=2, ensure_ascii=False).splitlines() if signals else []
