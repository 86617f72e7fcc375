"""
What can be expected of an element's state: that it is there, visible, enabled, checked.
"""

from __future__ import annotations

from stario.testing.page.judging import Judges, opposite_of

__all__ = ["StateAssertions"]


class StateAssertions(Judges):
    """
    State and number.
    """

    async def to_be_visible(self, *, visible: bool | None = None, timeout: float | None = None) -> None:
        """
        It is there, and can be seen.
        """
        wanted = visible is not False
        self._one("to_be_visible", wanted, "visible", lambda found: found is wanted, missing=not wanted)

    async def to_be_hidden(self, *, timeout: float | None = None) -> None:
        """
        It is not there, or cannot be seen.
        """
        self._one("to_be_hidden", None, "visible", lambda found: not found, missing=True)

    async def to_be_attached(self, *, attached: bool | None = None, timeout: float | None = None) -> None:
        """
        It is in the document.
        """
        wanted = attached is not False
        self._one("to_be_attached", wanted, "count", lambda _: wanted, missing=not wanted)

    async def to_be_enabled(self, *, enabled: bool | None = None, timeout: float | None = None) -> None:
        """
        It can be used.
        """
        wanted = enabled is not False
        self._one("to_be_enabled", wanted, "enabled", lambda found: found is wanted)

    async def to_be_disabled(self, *, timeout: float | None = None) -> None:
        """
        It cannot be used.
        """
        self._one("to_be_disabled", None, "enabled", lambda found: not found)

    async def to_be_editable(self, *, editable: bool | None = None, timeout: float | None = None) -> None:
        """
        It is enabled, and not read-only.
        """
        wanted = editable is not False
        self._one("to_be_editable", wanted, "editable", lambda found: found is wanted)

    async def to_be_checked(
        self,
        *,
        checked: bool | None = None,
        indeterminate: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        A checkbox or a radio button is checked; or indeterminate.
        """
        if indeterminate:
            if checked is not None:
                raise ValueError("to_be_checked() takes `checked` or `indeterminate`, not both")
            self._one("to_be_checked", "indeterminate", "indeterminate", bool)
            return
        wanted = checked is not False
        self._one("to_be_checked", wanted, "checked", lambda found: found is wanted)

    async def to_be_focused(self, *, timeout: float | None = None) -> None:
        """
        It has the focus.
        """
        self._one("to_be_focused", None, "focused", bool)

    async def to_be_empty(self, *, timeout: float | None = None) -> None:
        """
        A control has no value, another element no text.
        """
        self._one("to_be_empty", None, "empty", bool)

    async def to_have_count(self, count: int, *, timeout: float | None = None) -> None:
        """
        There are exactly as many elements.
        """
        found = self._locator._each("count")
        self._judge("to_have_count", count, len(found) == count, len(found))

    not_to_be_visible = opposite_of(to_be_visible)
    not_to_be_hidden = opposite_of(to_be_hidden)
    not_to_be_attached = opposite_of(to_be_attached)
    not_to_be_enabled = opposite_of(to_be_enabled)
    not_to_be_disabled = opposite_of(to_be_disabled)
    not_to_be_editable = opposite_of(to_be_editable)
    not_to_be_checked = opposite_of(to_be_checked)
    not_to_be_focused = opposite_of(to_be_focused)
    not_to_be_empty = opposite_of(to_be_empty)
    not_to_have_count = opposite_of(to_have_count)
