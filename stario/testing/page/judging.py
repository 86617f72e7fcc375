"""
How an assertion holds or fails, and its opposite.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from stario.testing.page.failures import ExpectationFailed, expectation_failed

if TYPE_CHECKING:
    from stario.testing.page.locator import Locator
    from stario.testing.page.page import Page

__all__ = ["Assertions", "Judges", "opposite_of"]

P = ParamSpec("P")
A = TypeVar("A", bound="Assertions")
Check = Callable[Concatenate[A, P], Coroutine[Any, Any, None]]


class Assertions:
    """
    Assertions on a page: `to_...` and their opposites look once, and again when the page has settled.
    """

    def __init__(self, message: str | None, negated: bool = False) -> None:
        self._message = message
        self._negated = negated

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, check in list(vars(cls).items()):
            if name.startswith(("to_", "not_to_")):
                setattr(cls, name, _patient(check))

    def _opposite(self) -> Self:
        raise NotImplementedError

    def _home(self) -> Page:
        raise NotImplementedError


def _patient(check: Check[A, P]) -> Check[A, P]:
    @functools.wraps(check)
    async def looks(self: A, *args: P.args, **options: P.kwargs) -> None:
        try:
            await check(self, *args, **options)
            return
        except ExpectationFailed:
            engine = self._home().engine
            if engine is not None and engine.dead is not None:  # a second look would say no more than that
                raise
        # After an action it is at rest anyway; what `evaluate` has set going a browser would wait for.
        await self._home().settle()
        await check(self, *args, **options)

    return looks  # type: ignore[return-value]  # a wrapper has no names of its parameters


def opposite_of(check: Check[A, P]) -> Check[A, P]:
    """
    The opposite of an assertion.
    """

    @functools.wraps(check)
    async def opposite(self: A, *args: P.args, **options: P.kwargs) -> None:
        await check(self._opposite(), *args, **options)

    opposite.__name__ = f"not_{check.__name__}"
    opposite.__doc__ = f"The opposite of `{check.__name__}`."
    return opposite  # type: ignore[return-value]  # a wrapper has no names of its parameters


class Judges(Assertions):
    """
    What judges the elements of a locator, as they are now.
    """

    _locator: Locator

    def _home(self) -> Page:
        return self._locator._home()

    def _one(
        self,
        name: str,
        expected: object,
        what: str,
        matches: Callable[[Any], bool],
        /,
        *,
        missing: bool | None = None,
        **arguments: object,
    ) -> None:
        """
        Judge the only element. `missing`: whether the assertion holds without one; None that it needs one.
        """
        found = self._locator._each(what, **arguments)
        if len(found) > 1:
            self._fail(name, expected, found, "strict")
        if not found:
            if missing is None:
                self._fail(name, expected, None, "missing")
            self._judge(name, expected, bool(missing), None)
            return
        self._judge(name, expected, matches(found[0]), found[0])

    def _list(
        self,
        name: str,
        expected: Sequence[Any],
        what: str,
        matches: Callable[[Any, object], bool],
        /,
        *,
        every: bool,
        **arguments: object,
    ) -> None:
        """
        Judge the elements one by one: every one of them, or some in this order.
        """
        found = self._locator._each(what, **arguments)
        if every:
            holds = len(found) == len(expected) and all(map(matches, expected, found))
        else:
            rest = iter(found)
            holds = all(any(matches(wanted, each) for each in rest) for wanted in expected)
        self._judge(name, list(expected), holds, found)

    def _judge(self, name: str, expected: object, holds: bool, actual: object) -> None:
        if holds is self._negated:
            self._fail(name, expected, actual, "differs")

    def _fail(self, name: str, expected: object, actual: object, why: str) -> None:
        said = f"not_{name}" if self._negated else name
        raise expectation_failed(self._locator, said, expected, actual, why, self._message)
