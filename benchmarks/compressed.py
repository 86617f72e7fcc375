"""
What the compressor of one stream gives and takes, in each content coding.

Two streams: a table of 100 rows of which one changes, sent whole for every change, and a small element whose
number counts. Each event is flushed by itself, as in a stream. The memory is what a process grows by, for
each of `STREAMS` compressors that have written the first events of the table (in a fresh process each).
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from rounds import interleaved
from table import microseconds, ratio, table

from stario.compression import ENCODINGS, Compressor, compressor_for
from stario.datastar.wire import encode_elements

EVENTS = 200
STREAMS = 100
HELD_EVENTS = 4


class Run(NamedTuple):
    shrinks: float
    seconds: float


def whole_table() -> list[bytes]:
    """A page that is sent whole for every change of it."""
    draw = random.Random(1)
    rows = [f"<tr><td>{n}</td><td>{draw.randrange(10**6)}</td></tr>" for n in range(100)]
    events = []
    for _ in range(EVENTS):
        rows[draw.randrange(100)] = f"<tr><td>changed</td><td>{draw.randrange(10**6)}</td></tr>"
        events.append(encode_elements("\n".join(["<table id='all'>", *rows, "</table>"])))
    return events


def counter() -> list[bytes]:
    """A small element, again and again."""
    return [encode_elements(f"<div id='count'>Online since: {n / 10:.1f}s</div>") for n in range(EVENTS)]


def compressor(name: str) -> Compressor:
    headers = [(b"accept-encoding", name.encode())]
    found = compressor_for({"type": "http", "headers": headers}, ENCODINGS)
    assert found is not None
    return found


def once(name: str, events: list[bytes]) -> Run:
    """All of a stream through a new compressor."""
    one = compressor(name)
    start = perf_counter()
    written = sum(len(one.flushed(event)) for event in events)
    return Run(sum(map(len, events)) / written, (perf_counter() - start) / len(events))


def private_kib() -> int:
    """What this process shares with nobody."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def held(name: str) -> float:
    """KiB for each of many compressors, in this process."""
    events = whole_table()[:HELD_EVENTS]
    compressor(name).flushed(events[0])
    before = private_kib()
    kept = [compressor(name) for _ in range(STREAMS)]
    for one in kept:
        for event in events:
            one.flushed(event)
    return (private_kib() - before) / STREAMS


def memory(name: str) -> float:
    """`held`, in a fresh process."""
    command = [sys.executable, __file__, name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return float(done.stdout)


def run(rounds: int) -> str:
    """The table."""
    streams = {"table": whole_table(), "counter": counter()}
    measures = {(name, kind): partial(once, name, streams[kind]) for name in ENCODINGS for kind in streams}
    found = interleaved(measures, rounds)
    runs = {
        key: Run(each[0].shrinks, statistics.median(one.seconds for one in each))
        for key, each in found.items()
    }
    rows = [
        [
            name,
            ratio(runs[name, "table"].shrinks),
            microseconds(runs[name, "table"].seconds),
            ratio(runs[name, "counter"].shrinks),
            microseconds(runs[name, "counter"].seconds),
            f"{memory(name):,.0f} KiB",
        ]
        for name in ENCODINGS
    ]
    size = len(streams["table"][0])
    return table(
        "Compressed streams",
        f"How much smaller a stream gets, the time for each event, and the memory of one open stream. The "
        f"table is {size:,} bytes an event, the counter {len(streams['counter'][0])}.",
        ["coding", "a table sent whole", "", "a counter", "", "memory of a stream"],
        rows,
    )


if __name__ == "__main__":
    print(held(sys.argv[1]))
