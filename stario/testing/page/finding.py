"""
How a test names elements, in Playwright's words: by role, by label, by text, by CSS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = ["Finds", "Step", "Text", "as_json"]

#: A text: as it is, or a regular expression that is searched in it.
Text = str | re.Pattern[str]
#: A step of a locator, as the page's `locators.js` reads it.
Step = dict[str, Any]


class Finds:
    """
    What finds elements: a page, and a locator inside of its elements.
    """

    _steps: tuple[Step, ...] = ()
    _said: str = ""

    def _home(self) -> Page:
        raise NotImplementedError

    def locator(
        self,
        selector_or_locator: str | Locator,
        *,
        has_text: Text | None = None,
        has_not_text: Text | None = None,
        has: Locator | None = None,
        has_not: Locator | None = None,
    ) -> Locator:
        """
        Elements by a CSS selector, inside of these.
        """
        if not isinstance(selector_or_locator, str):
            inner = selector_or_locator
            found = self._with(f"locator({inner!r})", {"kind": "inside", "steps": list(inner._steps)})
        else:
            found = self._with(
                f"locator({selector_or_locator!r})", {"kind": "css", "selector": selector_or_locator}
            )
        if (has_text, has_not_text, has, has_not) != (None, None, None, None):
            found = found.filter(has_text=has_text, has_not_text=has_not_text, has=has, has_not=has_not)
        return found

    def get_by_role(
        self,
        role: str,
        *,
        checked: bool | None = None,
        disabled: bool | None = None,
        expanded: bool | None = None,
        include_hidden: bool | None = None,
        level: int | None = None,
        name: Text | None = None,
        pressed: bool | None = None,
        selected: bool | None = None,
        exact: bool | None = None,
        description: Text | None = None,
    ) -> Locator:
        """
        Elements by their ARIA role, given or implied, and their accessible name.
        """
        options = {
            "name": name,
            "exact": exact,
            "checked": checked,
            "disabled": disabled,
            "expanded": expanded,
            "include_hidden": include_hidden,
            "level": level,
            "pressed": pressed,
            "selected": selected,
            "description": description,
        }
        given = {key: value for key, value in options.items() if value is not None}
        step: Step = {"kind": "role", "role": role, **given}
        if name is not None:
            step["name"] = as_json(name)
        if description is not None:
            step["description"] = as_json(description)
        return self._with(_call("get_by_role", role, given), step)

    def get_by_text(self, text: Text, *, exact: bool | None = None) -> Locator:
        """
        The smallest elements that contain the text: anywhere, in any case, unless `exact`.
        """
        return self._by("text", "get_by_text", text, exact)

    def get_by_label(self, text: Text, *, exact: bool | None = None) -> Locator:
        """
        Controls by the text of their label, `aria-labelledby` or `aria-label`.
        """
        return self._by("label", "get_by_label", text, exact)

    def get_by_placeholder(self, text: Text, *, exact: bool | None = None) -> Locator:
        """
        Controls by their placeholder.
        """
        return self._by("placeholder", "get_by_placeholder", text, exact)

    def get_by_alt_text(self, text: Text, *, exact: bool | None = None) -> Locator:
        """
        Images by their alternative text.
        """
        return self._by("alt", "get_by_alt_text", text, exact)

    def get_by_title(self, text: Text, *, exact: bool | None = None) -> Locator:
        """
        Elements by their `title`.
        """
        return self._by("title", "get_by_title", text, exact)

    def get_by_test_id(self, test_id: Text) -> Locator:
        """
        Elements by their `data-testid`, exactly.
        """
        return self._with(f"get_by_test_id({test_id!r})", {"kind": "testid", "text": as_json(test_id)})

    def _by(self, kind: str, method: str, text: Text, exact: bool | None) -> Locator:
        options = {} if exact is None else {"exact": exact}
        return self._with(
            _call(method, text, options), {"kind": kind, "text": as_json(text), "exact": bool(exact)}
        )

    def _with(self, said: str, *steps: Step) -> Locator:
        from stario.testing.page.locator import Locator

        return Locator(self._home(), (*self._steps, *steps), f"{self._said}.{said}" if self._said else said)


def as_json(text: Text) -> object:
    """
    A text as JSON: a string, or a regular expression as JavaScript has it. Raises `ValueError` for flags that
    JavaScript has not.
    """
    if isinstance(text, str):
        return text
    flags = "".join(
        letter
        for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL))
        if text.flags & flag
    )
    if text.flags & re.VERBOSE:
        raise ValueError(f"{text!r}: JavaScript's regular expressions know no re.VERBOSE")
    return {"source": text.pattern, "flags": flags}


def _call(name: str, first: object, options: Mapping[str, object]) -> str:
    return f"{name}({', '.join([repr(first), *(f'{key}={value!r}' for key, value in options.items())])})"
