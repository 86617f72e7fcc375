"""Markdown tables, and how a ratio is written in them."""

from __future__ import annotations

from collections.abc import Sequence


def ratio(value: float) -> str:
    """Three digits are more than the noise leaves: `0.08 ×`, `2.31 ×`, `116 ×`."""
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f} ×"


def microseconds(seconds: float) -> str:
    """A duration, in the unit that all tables but the encoder's use."""
    digits = 2 if seconds < 10e-6 else 1 if seconds < 100e-6 else 0
    return f"{seconds * 1e6:,.{digits}f} µs"


def table(
    title: str, note: str, columns: Sequence[str], rows: Sequence[Sequence[str]], below: str = ""
) -> str:
    """A heading, a line that says how to read it, the table (first column left, the others right), a rest."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"### {title}\n\n{note}\n\n{body}\n" + (f"\n{below}\n" if below else "")
