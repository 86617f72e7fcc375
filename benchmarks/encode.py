"""
What writing one event costs, beside a bare `html.encode()` and beside datastar-py.

Each row is one HTML; each measure is a tight `for` loop around the one expression in the column's head, so
loop and call are included, in the bare one too, and nothing is subtracted. `PatchElements(html)` is made
anew each time, as a handler does; "event ready" encodes one that was made before. datastar-py gives text:
its own `.encode()` is still to come and is not in its time.

Read the multiples of bare; "faster than datastar-py" is its time divided by that of `encode_elements`.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter

from datastar_py import ServerSentEventGenerator
from rounds import medians
from table import ratio, table

from stario import PatchElements
from stario.datastar import encode
from stario.datastar.wire import encode_elements

#: Seconds that each loop is sized for.
RUN_SECONDS = 0.01


def lines_of(size: int, lines: int) -> str:
    """HTML of `size` characters in `lines` lines."""
    width, rest = divmod(size - (lines - 1), lines)
    widths = [width + 1] * rest + [width] * (lines - rest)
    return "\n".join(f"<p>{'x' * (each - 7)}</p>" for each in widths)


def bare(html: str, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        html.encode()
    return (perf_counter() - start) / calls


def elements(html: str, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        encode_elements(html)
    return (perf_counter() - start) / calls


def event(html: str, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        encode(PatchElements(html))
    return (perf_counter() - start) / calls


def event_ready(html: str, calls: int) -> float:
    ready = PatchElements(html)
    start = perf_counter()
    for _ in range(calls):
        encode(ready)
    return (perf_counter() - start) / calls


def datastar_py(html: str, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        ServerSentEventGenerator.patch_elements(html)
    return (perf_counter() - start) / calls


def run(rounds: int) -> str:
    """The table."""
    texts = {
        "100 B": lines_of(100, 1),
        "2 kB, 25 lines": lines_of(2_000, 25),
        "50 kB, 617 lines": lines_of(50_000, 617),
    }
    loops = (bare, elements, event, event_ready, datastar_py)
    measures = {
        (size, loop): partial(loop, html, max(20, int(RUN_SECONDS / loop(html, 20))))
        for size, html in texts.items()
        for loop in loops
    }
    found = medians(measures, rounds * 5)  # they are short
    rows = []
    for size in texts:
        times = {loop: found[size, loop] for loop in loops}
        rows.append(
            [
                size,
                f"{times[bare] * 1e9:,.0f} ns",
                *(f"{ratio(times[loop] / times[bare])} ({times[loop] * 1e9:,.0f} ns)" for loop in loops[1:]),
                ratio(times[datastar_py] / times[elements]),
            ]
        )
    return table(
        "Writing one event",
        "Multiples of a bare `html.encode()`, less is better.",
        [
            "HTML",
            "`html.encode()`",
            "`encode_elements(html)`",
            "`encode(PatchElements(html))`",
            "the same, event ready",
            "datastar-py `patch_elements(html)`",
            "faster than datastar-py",
        ],
        rows,
    )
