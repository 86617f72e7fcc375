"""
What a failed action or assertion says: the verdict, what was found instead, and how the page came to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stario.testing._html import outline
from stario.testing.page.engine import ScriptError
from stario.testing.page.guard import ScriptStuck
from stario.testing.page.story import story_of

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = [
    "ExpectationFailed",
    "LocatorError",
    "cannot_act",
    "cannot_read",
    "expectation_failed",
    "mistake_of",
    "not_come",
]

#: How much of an expected or found value is shown.
MOST_CHARACTERS = 300
#: How many lines of the page are shown, and how much of each.
MOST_LINES, MOST_WIDTH = 14, 140
#: What an element is when it is not as it should be, by what is asked of it.
_STATES = {
    "to_be_visible": ("visible", "hidden"),
    "to_be_hidden": ("hidden", "visible"),
    "to_be_attached": ("attached", "not attached"),
    "to_be_enabled": ("enabled", "disabled"),
    "to_be_disabled": ("disabled", "enabled"),
    "to_be_editable": ("editable", "read-only"),
    "to_be_checked": ("checked", "unchecked"),
    "to_be_focused": ("focused", "not focused"),
    "to_be_empty": ("empty", "not empty"),
}


class LocatorError(AssertionError):
    """
    A locator has not found the one element that is needed, or one that cannot be used so.
    """


class ExpectationFailed(AssertionError):
    """
    An element or a page is not as it is expected to be.
    """


def expectation_failed(
    subject: Locator | Page, name: str, expected: object, actual: object, why: str, message: str | None
) -> ExpectationFailed:
    """
    An assertion that does not hold.

    - `name`: the assertion, such as `not_to_have_text`. `expected`, `actual`: what it compares.
    - `why`: `differs`, `missing` (no element) or `strict` (several).
    - `message`: what the test says itself.
    """
    from stario.testing.page.page import Page

    page = subject._home()
    about = f"{subject!r}" if not isinstance(subject, Page) else "the page"
    lines = [] if message is None else [message]
    if why == "strict":
        count = len(actual) if isinstance(actual, list) else 2
        lines.append(f"{name}() of {about}: {count} elements match, and this assertion is about one")
    elif why == "missing":
        lines.append(f"{name}() of {about}: no element matches")
        lines.append(f"Expected: {_wanted(name, expected)}")
    else:
        lines.append(f"{name}() does not hold for {about}")
        lines.append(f"Expected: {_wanted(name, expected)}")
        lines.append(f"Actual:   {_found(name, actual)}")
    if not isinstance(subject, Page):
        lines.extend(_about_elements(subject, "expect"))
    lines.extend(story_of(page))
    return ExpectationFailed("\n".join(lines))


def cannot_read(locator: Locator, what: str, count: int) -> LocatorError:
    """
    Something was asked of one element, and there is none, or there are several.
    """
    verdict = f"{what} of {locator!r}: {_matches(count)}, and exactly one is needed"
    lines = [verdict, *_about_elements(locator, "read"), *story_of(locator.page)]
    return LocatorError("\n".join(lines))


def cannot_act(locator: Locator, action: str, refused: dict[str, Any]) -> LocatorError:
    """
    An action was refused.

    - `refused`: `count` elements match; or, of the one that does, in `why` what is wrong with it.
    """
    why = refused.get("why")
    if why is None:
        count = refused.get("count", 0)
        verdict = f"{action} {locator!r}: {_matches(count)}, and an action needs exactly one"
    else:
        verdict = f"{action} {locator!r}: {why}"
    lines = [verdict, *_about_elements(locator, action), *story_of(locator.page)]
    return LocatorError("\n".join(lines))


def not_come(page: Page, about: Locator | None, said: str, why: str) -> str:
    """
    What is said when something that was waited for has not come.

    - `about`: the locator that it is about, if it is about one.
    """
    lines = [f"{said}: {why}"]
    if about is not None:
        lines.extend(_about_elements(about, "wait_for"))
    return "\n".join([*lines, *story_of(page)])


def mistake_of(problem: ScriptError) -> str:
    """
    What the page says of a locator, or of an action, that cannot be.
    """
    ours = problem.name in ("", "Error", "LocatorMistake")
    return problem.message if ours else f"{problem.name}: {problem.message}"


def _about_elements(locator: Locator, action: str) -> Iterator[str]:
    """
    What the locator matches or nearly matches, why it cannot be used, and where it is in the page.
    """
    page = locator.page
    try:
        told = page.run("explain", list(locator._steps), action, doing=f"what is near {locator!r}")
    except ScriptError:  # a selector that is none: the verdict has said so
        return
    except ScriptStuck as problem:  # a page so large or so deep does not hide the verdict
        yield f"More is not known: {problem}"
        return
    yield f"Locator:  {locator!r}"
    yield from _numbered("Matched:  ", told["matches"], told["total"])
    if told["near"]:
        yield from _numbered("Near:     ", told["near"], len(told["near"]))
    for line in told["unusable"]:
        yield f"Because   {line}"
    if told["dom"] and not told["near"]:
        yield "In the page:"
        yield from _part(told["dom"])
    if told["signals"]:
        yield "Signals:"
        yield from (f"    ${each['name']} = {each['value']}  in {each['where']}" for each in told["signals"])


def _numbered(head: str, elements: list[dict[str, Any]], total: int) -> Iterator[str]:
    if not elements:
        yield f"{head}nothing"
        return
    for number, element in enumerate(elements, 1):
        told = element["text"]
        if element.get("note"):
            told += f"  {element['note']};"
        if element.get("better"):
            told += f"  found by {element['better']}"
        yield f"{head}{number}) {told}"
        head = " " * len(head)
    if total > len(elements):
        yield f"{head}and {total - len(elements)} more"


def _matches(count: int) -> str:
    return "no element matches" if not count else f"{count} elements match"


def _wanted(name: str, expected: object) -> str:
    base = name.removeprefix("not_")
    prefix = "not " if name.startswith("not_") else ""
    if base in _STATES:
        state, opposite = _STATES[base]
        if expected == "indeterminate":
            state = "indeterminate"
        return f"{prefix}{opposite if expected is False else state}"
    return prefix + _shown(expected)


def _found(name: str, actual: object) -> str:
    base = name.removeprefix("not_")
    if base in ("to_be_visible", "to_be_hidden"):
        return "visible" if actual else ("hidden" if actual is not None else "not there")
    if base == "to_be_attached":
        return "not there" if actual is None else "attached"
    if base in _STATES and isinstance(actual, bool):
        holds, opposite = _STATES[base]
        if base == "to_be_disabled":
            actual = not actual
        return holds if actual else opposite
    return "nothing" if actual is None else _shown(actual)


def _shown(value: object) -> str:
    if isinstance(value, re.Pattern):
        text = f"a text in which {value.pattern!r} is found"
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(_shown(each) for each in value) + "]"
    else:
        text = repr(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}... ({len(text)} characters)"


def _part(dom: dict[str, Any]) -> Iterator[str]:
    """
    A part of the page as a tree; the line that is the element's own is marked.
    """
    lines = outline(dom["html"])
    own = None if dom["own"] is None else outline(dom["own"])[0].strip()
    at = next((number for number, line in enumerate(lines) if line.strip() == own), 0)
    first = max(0, min(at - MOST_LINES // 2, len(lines) - MOST_LINES))
    if first:
        yield f"      ... {first} above"
    for number, line in enumerate(lines[first : first + MOST_LINES], first):
        yield f"    {'>' if own is not None and number == at else ' '} {_cut(line)}"
    if (rest := len(lines) - first - MOST_LINES) > 0:
        yield f"      ... {rest} below"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_WIDTH else f"{text[:MOST_WIDTH]}..."
