"""
What each event changes in the page of a user, as far as the answers that this user had tell what is in it.

No page runs here, so nothing is morphed: a target is found as the client finds it, and its tree before and
after is compared.
"""

from __future__ import annotations

import json
from typing import Any

import turbohtml
from turbohtml import Document, Element, Node, SelectorSyntaxError

from stario.datastar import Event, PatchElements, PatchSignals, merge_patch
from stario.testing._html import outline_of
from stario.testing.compare import diff

__all__ = ["UsersPage"]

#: How many lines of a change are told.
MOST = 200


class UsersPage:
    """
    The page of one user: its elements and its signals, changed by one event after the other.
    """

    def __init__(self) -> None:
        self._document: Document = turbohtml.parse("")
        self._signals: dict[str, Any] = {}

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
        if isinstance(event, PatchSignals):
            before = _printed(self._signals)
            merge_patch(self._signals, event.signals, only_if_missing=event.only_if_missing)
            lines = diff(_printed(self._signals), before)
        elif isinstance(event, PatchElements):
            lines = self._patch(event)
        else:
            return []
        if not lines:
            return ["nothing"]
        return lines[:MOST] + ([f"... and {len(lines) - MOST} more lines"] if len(lines) > MOST else [])

    def _patch(self, event: PatchElements) -> list[str]:
        try:
            if event.selector is not None:
                targets = list(self._document.select(event.selector))
                return self._patch_all(targets, event) if targets else _unknown(event)
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
                lines += diff(outline_of([part]), before)
            return lines
        except SelectorSyntaxError as problem:
            return [str(problem)]

    def _patch_all(self, targets: list[Element], event: PatchElements) -> list[str]:
        lines: list[str] = []
        for target in targets:
            around: Node | None = target if event.mode in ("inner", "append", "prepend") else target.parent
            before = [] if around is None else outline_of([around])
            parts = list(_parsed(event.elements).children)
            if event.mode == "remove":
                target.decompose()
            elif event.mode == "inner":
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
            else:
                target.replace_with(*parts)
            if around is not None:
                lines += diff(outline_of([around]), before)
        return lines


def _parsed(html: str) -> Element:
    return turbohtml.parse_fragment(html, "template")


def _unknown(event: PatchElements) -> list[str]:
    return [f"the answers before it have no {event.selector}: what it changes there is not known"]


def _printed(signals: dict[str, Any]) -> list[str]:
    return json.dumps(signals, indent=2, ensure_ascii=False).splitlines() if signals else []
