"""
The wall clock in step with a virtual loop: `time.time`, `datetime.now` and `time.monotonic`.

time-machine moves the wall clock, of the whole process; `time.monotonic` it leaves alone, since event loops
live by it. So that one is put in place here, and answers with the virtual time only where no other loop runs.
"""

from __future__ import annotations

import asyncio
import sys
import sysconfig
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import time_machine

__all__ = ["WallClock", "instant"]

SECOND = 1_000_000_000
_REAL = {"monotonic": time.monotonic, "monotonic_ns": time.monotonic_ns}
_OWN = str(Path(__file__).parent.parent)
_LIBRARIES = tuple({_OWN, *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib"))})


class WallClock:
    """
    What time it is for the application while its loop runs; outside of it real time goes on.

    `ns` is that time in nanoseconds since the epoch; the loop moves it by calling `move`.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, loop_ns: Callable[[], int]) -> None:
        self.ns = time.time_ns() // 1000 * 1000
        self._loop = loop
        self._loop_ns = loop_ns
        self._travel: time_machine.travel | None = None
        self._traveller: time_machine.Traveller | None = None
        self._patched: list[tuple[dict[str, object], str, object]] = []

    def start(self) -> None:
        """
        The loop begins to run.
        """
        import time_machine  # it imports pytest where that is there

        self._travel = time_machine.travel(self.ns / SECOND, tick=False)
        self._traveller = self._travel.start()
        self.move(0)  # and so is that float
        self._patch_monotonic()

    def stop(self) -> None:
        """
        The loop has stopped.
        """
        for namespace, name, real in self._patched:
            if namespace.get(name) is not real:
                namespace[name] = real
        self._patched.clear()
        if self._travel is not None:
            self._travel.stop()
            self._travel = self._traveller = None

    def move(self, ns: int) -> None:
        """
        Move the wall clock by so many nanoseconds.
        """
        self.ns += ns
        if self._traveller is not None:
            if ns and int(ns / SECOND * SECOND) == ns:  # as time-machine counts
                self._traveller.shift(ns / SECOND)
                return
            seconds, rest = divmod(self.ns - self._traveller.time_ns(), SECOND)
            if seconds:
                self._traveller.shift(seconds)  # apart: a float of both is too coarse for nanoseconds
            self._traveller.shift(rest / SECOND)

    def _patch_monotonic(self) -> None:
        running, mine, loop_ns = asyncio._get_running_loop, self._loop, self._loop_ns

        def monotonic_ns() -> int:
            loop = running()
            return loop_ns() if loop is None or loop is mine else _REAL["monotonic_ns"]()  # type: ignore[return-value]

        def monotonic() -> float:
            loop = running()
            return loop_ns() / SECOND if loop is None or loop is mine else _REAL["monotonic"]()

        ours: dict[str, Callable[[], object]] = {"monotonic": monotonic, "monotonic_ns": monotonic_ns}
        for name, replacement in ours.items():
            if getattr(time, name) is _REAL[name]:
                self._patched.append((vars(time), name, _REAL[name]))
                setattr(time, name, replacement)
        for namespace, name, kind in _imported_by_name():
            self._patched.append((namespace, name, _REAL[kind]))
            namespace[name] = ours[kind]


def instant(at: datetime | date | str | float) -> int:
    """
    A moment as nanoseconds since the epoch: a datetime or date (UTC unless it says otherwise), its ISO text,
    or a timestamp. Raises `TypeError` or `ValueError`.
    """
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at)
        except ValueError:
            raise ValueError(f"a moment in ISO 8601, such as '2026-03-01 12:00'; found {at!r}") from None
    if isinstance(at, datetime):
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        whole = at.replace(microsecond=0)
        return int(whole.timestamp()) * SECOND + at.microsecond * 1000
    if isinstance(at, date):
        return instant(datetime(at.year, at.month, at.day, tzinfo=UTC))
    if isinstance(at, int | float) and not isinstance(at, bool):
        return round(at * SECOND)
    raise TypeError(f"a moment is a datetime, a date, ISO text or a timestamp; found {at!r}")


#: For each module seen, where it holds `time.monotonic` under a name of its own.
_seen: dict[str, tuple[int, list[tuple[str, str]]]] = {}
#: What was found last, and the modules that there were then.
_found: tuple[tuple[int, str], list[tuple[dict[str, object], str, str]]] = ((0, ""), [])


def _imported_by_name() -> list[tuple[dict[str, object], str, str]]:
    """
    Where the user's own modules hold `time.monotonic` by name (`from time import monotonic`).
    """
    global _found
    modules = (len(sys.modules), next(reversed(sys.modules)))
    if _found[0] == modules:
        return _found[1]
    found: list[tuple[dict[str, object], str, str]] = []
    for module_name, module in list(sys.modules.items()):
        known = _seen.get(module_name)
        if known is None or known[0] != id(module):
            known = _seen[module_name] = (id(module), _names_in(module))
        found.extend((vars(module), name, kind) for name, kind in known[1])
    _found = (modules, found)
    return found


def _names_in(module: object) -> list[tuple[str, str]]:
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or file.startswith(_LIBRARIES):
        return []
    return [
        (name, kind)
        for name, value in list(vars(module).items())
        for kind, real in _REAL.items()
        if value is real
    ]
