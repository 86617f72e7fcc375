"""
What was found out about a text is not found out again.
"""

from __future__ import annotations

from stario.testing.page.remembered import LONGEST, MOST, remembered


def test_a_short_text_is_looked_at_once_and_a_long_one_is_not_kept() -> None:
    asked: list[int] = []

    @remembered
    def length(text: str) -> int:
        """How long it is."""
        asked.append(len(text))
        return len(text)

    for text in ("a", "a", "b" * LONGEST, "b" * LONGEST, "c" * (LONGEST + 1), "c" * (LONGEST + 1)):
        assert length(text) == len(text)
    assert asked == [1, LONGEST, LONGEST + 1, LONGEST + 1]
    assert length.__doc__ == "How long it is."


def test_the_oldest_is_forgotten() -> None:
    asked: list[str] = []

    @remembered
    def same(text: str) -> str:
        asked.append(text)
        return text

    for number in range(MOST + 1):
        same(str(number))
    same(str(MOST))
    assert len(asked) == MOST + 1
    same("0")
    assert asked[-1] == "0"
