"""
What can be expected of an element's text, and of what assistive technology tells of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from stario.testing.page.finding import Text
from stario.testing.page.judging import Judges, opposite_of
from stario.testing.page.matching import matches_text

__all__ = ["TextAssertions"]


class TextAssertions(Judges):
    """
    Text, role, accessible name, description and error message.
    """

    async def to_have_text(
        self,
        expected: Text | Sequence[Text],
        *,
        use_inner_text: bool | None = None,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        The whole text, white space aside; a list stands for as many elements.
        """
        await self._text("to_have_text", expected, use_inner_text, ignore_case, whole=True)

    async def to_contain_text(
        self,
        expected: Text | Sequence[Text],
        *,
        use_inner_text: bool | None = None,
        ignore_case: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        A part of the text, white space aside; a list stands for some of the elements, in this order.
        """
        await self._text("to_contain_text", expected, use_inner_text, ignore_case, whole=False)

    async def _text(
        self,
        name: str,
        expected: Text | Sequence[Text],
        use_inner_text: bool | None,
        ignore_case: bool | None,
        *,
        whole: bool,
    ) -> None:
        what = "inner_text" if use_inner_text else "text"

        def matches(wanted: Text, found: object) -> bool:
            return matches_text(
                wanted, str(found or ""), whole=whole, ignore_case=bool(ignore_case), spaces=True
            )

        if isinstance(expected, str | re.Pattern):
            self._one(name, expected, what, functools.partial(matches, expected))
        else:
            self._list(name, expected, what, matches, every=whole)

    async def to_have_role(self, role: str, *, timeout: float | None = None) -> None:
        """
        The ARIA role, given or implied.
        """
        self._one("to_have_role", role, "role", lambda found: found == role)

    async def to_have_accessible_name(
        self, name: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The name that assistive technology tells.
        """
        self._one("to_have_accessible_name", name, "name", self._accessible(name, ignore_case))

    async def to_have_accessible_description(
        self, description: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The description that assistive technology tells.
        """
        matches = self._accessible(description, ignore_case)
        self._one("to_have_accessible_description", description, "description", matches)

    async def to_have_accessible_error_message(
        self, error_message: Text, *, ignore_case: bool | None = None, timeout: float | None = None
    ) -> None:
        """
        The error message that assistive technology tells of what is invalid.
        """
        matches = self._accessible(error_message, ignore_case)
        self._one("to_have_accessible_error_message", error_message, "error_message", matches)

    @staticmethod
    def _accessible(wanted: Text, ignore_case: bool | None) -> Callable[[object], bool]:
        def matches(found: object) -> bool:
            return matches_text(
                wanted, str(found or ""), whole=True, ignore_case=bool(ignore_case), spaces=True
            )

        return matches

    not_to_have_text = opposite_of(to_have_text)
    not_to_contain_text = opposite_of(to_contain_text)
    not_to_have_role = opposite_of(to_have_role)
    not_to_have_accessible_name = opposite_of(to_have_accessible_name)
    not_to_have_accessible_description = opposite_of(to_have_accessible_description)
    not_to_have_accessible_error_message = opposite_of(to_have_accessible_error_message)
