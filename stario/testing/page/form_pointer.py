"""
What the order of tags in a source decides about forms, and the tree does not show (HTML standard 13.2.4.4,
"form element pointer"): a form is open from its tag to the next `</form>`, even where something else has
ended the element before.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

import turbohtml

__all__ = ["Owners", "has_form_tags", "owners", "without_nested_forms"]

#: Pairs of a control and its form: how many such tags come before each of them in the tree.
Owners = tuple[tuple[int, int], ...]

_Place = tuple[int, int]

_FORM_TAG = re.compile("<form", re.IGNORECASE)
#: What the parser gives to an open form (HTML standard 4.10.2, "form-associated elements").
_CONTROLS = ("button", "fieldset", "img", "input", "object", "output", "select", "textarea")
_NEWLINES = re.compile("\r\n?")
_NOWHERE = (0, 0)


@dataclass(frozen=True)
class _FormTag:
    """
    A tag `<form>` or `</form>` outside of templates.
    """

    place: _Place
    closes: bool
    source: str


def has_form_tags(markup: str) -> bool:
    return _FORM_TAG.search(markup) is not None


def owners(document: turbohtml.Document, markup: str) -> Owners:
    """
    The controls that the parser gives to a form that is not the nearest around them.

    The document has to know its places in the source.
    """
    forms = document.find_all("form")
    if not any(_ended_by_another(form) for form in forms):
        return ()
    ends = [tag.place for tag in _form_tags(markup) if tag.closes]
    opened = sorted(
        (_place(form), number)
        for number, form in enumerate(forms)
        if _ended_by_another(form) and _is_html(form) and not _is_within(form, "template")
    )
    starts = [place for place, _ in opened]

    def open_at(place: _Place) -> int | None:
        before = bisect.bisect(starts, place)
        if before == 0:
            return None
        start, number = opened[before - 1]
        return number if bisect.bisect(ends, start) == bisect.bisect(ends, place) else None

    found = []
    for number, control in enumerate(document.find_all([*_CONTROLS])):
        form = open_at(_place(control))
        if form is not None and _is_given(control, forms[form]):
            found.append((number, form))
    return tuple(found)


def without_nested_forms(markup: str) -> str:
    """
    A fragment in a form, without the tags of forms that its parser ignores there.
    """
    text = _NEWLINES.sub("\n", markup)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    pieces = []
    done = 0
    for tag in _form_tags(text):
        if tag.closes:
            break
        line, column = tag.place
        start = lines[line - 1] + column
        pieces.append(text[done:start])
        done = start + len(tag.source)
    return "".join(pieces) + text[done:]


def _form_tags(markup: str) -> Iterator[_FormTag]:
    templates = 0
    for token in turbohtml.tokenize(markup, capture_source=True, capture_attributes=False):
        closes = token.type == turbohtml.TokenType.END_TAG
        if not closes and token.type != turbohtml.TokenType.START_TAG:
            continue
        if token.tag == "template":
            templates = max(0, templates - 1) if closes else templates + 1
        elif token.tag == "form" and templates == 0:
            yield _FormTag((token.line, token.col), closes, token.source or "")


def _ended_by_another(form: turbohtml.Element) -> bool:
    location = form.source_location
    return location is not None and location.end_tag is None


def _place(element: turbohtml.Element) -> _Place:
    location = element.source_location
    if location is None or location.start_tag is None:
        return _NOWHERE
    return location.start_tag.start_line, location.start_tag.start_col


def _is_html(element: turbohtml.Element) -> bool:
    return element.namespace == turbohtml.Namespace.HTML


def _around(element: turbohtml.Element) -> Iterator[turbohtml.Element]:
    return (each for each in element.ancestors if isinstance(each, turbohtml.Element))


def _is_within(element: turbohtml.Element, name: str) -> bool:
    return any(each.tag == name for each in _around(element))


def _is_given(control: turbohtml.Element, form: turbohtml.Element) -> bool:
    if not _is_html(control) or ("form" in control.attrs and control.tag != "img"):
        return False
    if _is_within(control, "template"):
        return False
    nearest = next((each for each in _around(control) if each.tag == "form" and _is_html(each)), None)
    return nearest != form
