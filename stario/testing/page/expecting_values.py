"""
What can be expected of an element's values: its attributes, properties, styles and what a control holds.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal

from stario.testing.page.finding import Text
from stario.testing.page.judging import Judges, opposite_of
from stario.testing.page.matching import matches_text

__all__ = ["ValueAssertions"]


class ValueAssertions(Judges):
    """
    Values, attributes, classes, styles and properties.
    """

    async def to_have_value(self, value: Text, *, timeout: float | None = None) -> None:
        """
        The value of a control.
        """
        self._one("to_have_value", value, "value", lambda found: matches_text(value, str(found), whole=True))

    async def to_have_values(self, values: Sequence[Text], *, timeout: float | None = None) -> None:
        """
        The values that are selected in a `select` with `multiple`.
        """

        def matches(found: list[str]) -> bool:
            return len(found) == len(values) and all(
                matches_text(wanted, each, whole=True) for wanted, each in zip(values, found, strict=True)
            )

        self._one("to_have_values", values, "values", matches)

    async def to_have_attribute(
        self, name: str, value: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        An attribute with this value.
        """

        def matches(found: str | None) -> bool:
            return found is not None and matches_text(value, found, whole=True, ignore_case=bool(ignore_case))

        self._one("to_have_attribute", value, "attribute", matches, name=name)

    async def to_have_id(self, id: Text, *, timeout: float | None = None) -> None:
        """
        The attribute `id`.
        """
        self._one(
            "to_have_id", id, "attribute", lambda found: matches_text(id, found or "", whole=True), name="id"
        )

    async def to_have_class(self, expected: Text | Sequence[Text], *, timeout: float | None = None) -> None:
        """
        The whole attribute `class`; a list stands for as many elements.
        """

        def matches(wanted: Text, found: object) -> bool:
            return matches_text(wanted, str(found or ""), whole=True)

        if isinstance(expected, str | re.Pattern):
            self._one(
                "to_have_class", expected, "attribute", functools.partial(matches, expected), name="class"
            )
        else:
            self._list("to_have_class", expected, "attribute", matches, every=True, name="class")

    async def to_contain_class(self, expected: str | Sequence[str], *, timeout: float | None = None) -> None:
        """
        All of these classes, in any order; a list stands for as many elements.
        """

        def matches(wanted: str, found: object) -> bool:
            return set(wanted.split()) <= set(str(found or "").split())

        if isinstance(expected, str):
            self._one(
                "to_contain_class", expected, "attribute", functools.partial(matches, expected), name="class"
            )
        else:
            self._list("to_contain_class", expected, "attribute", matches, every=True, name="class")

    async def to_have_css(
        self,
        name: str,
        value: Text,
        *,
        pseudo: Literal["after", "before"] | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        A computed style, of the element or of its pseudo-element, as far as it does not take a layout.
        """

        def matches(found: object) -> bool:
            return matches_text(value, str(found), whole=True)

        self._one("to_have_css", value, "css", matches, name=name, pseudo=pseudo)

    async def to_have_js_property(self, name: str, value: object, *, timeout: float | None = None) -> None:
        """
        A property of the DOM object, as JSON.
        """
        self._one("to_have_js_property", value, "property", lambda found: found == value, name=name)

    not_to_have_value = opposite_of(to_have_value)
    not_to_have_values = opposite_of(to_have_values)
    not_to_have_attribute = opposite_of(to_have_attribute)
    not_to_have_id = opposite_of(to_have_id)
    not_to_have_class = opposite_of(to_have_class)
    not_to_contain_class = opposite_of(to_contain_class)
    not_to_have_css = opposite_of(to_have_css)
    not_to_have_js_property = opposite_of(to_have_js_property)
