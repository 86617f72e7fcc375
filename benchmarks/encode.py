"""
What it costs to write one event, beside a bare `str.encode` of the same HTML and beside datastar-py.

A loop of calls is timed, the call itself included; the loop is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable

from datastar_py import ServerSentEventGenerator
from table import medians, seconds, show

from stario import PatchElements
from stario.datastar.wire import encode, encode_elements


def html(size: int, lines: int) -> str:
    line = size // lines - 1
    return "\n".join("<p>" + "x" * (line - 7) + "</p>" for _ in range(lines))


CASES = {"100 B": html(101, 1), "2 kB, 25 lines": html(2000, 25), "50 kB, 617 lines": html(50_000, 617)}


def loop(function: Callable[[object], object], value: object, calls: int) -> Callable[[], float]:
    def work() -> None:
        for _ in range(calls):
            function(value)

    return lambda: seconds(work) / calls


def run(rounds: int) -> None:
    """Print the table."""
    rows = []
    for name, text in CASES.items():
        calls = max(200, 3_000_000 // (len(text) + 100))
        found = medians(
            {
                "bare": loop(str.encode, text, calls),  # type: ignore[arg-type]
                "elements": loop(encode_elements, text, calls),  # type: ignore[arg-type]
                "event": loop(encode, PatchElements(text), calls),  # type: ignore[arg-type]
                "datastar-py": loop(ServerSentEventGenerator.patch_elements, text, calls),  # type: ignore[arg-type]
            },
            rounds * 3,
        )
        bare = found["bare"]
        rows.append(
            [
                name,
                f"{bare * 1e9:,.0f} ns",
                f"{found['elements'] / bare:.1f}",
                f"{found['event'] / bare:.1f}",
                f"{found['datastar-py'] / bare:.1f}",
                f"{found['datastar-py'] / found['elements']:.1f}",
            ]
        )
    columns = [
        "encode",
        "str.encode",
        "yielded str",
        "PatchElements",
        "datastar-py",
        "faster than datastar-py",
    ]
    show("One event, as a multiple of a bare str.encode", columns, rows)
