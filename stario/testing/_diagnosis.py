"""
Who waits for what, and where: the part of a failure message that looks into the application.
"""

from __future__ import annotations

import asyncio
import gc
import linecache
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from stario import _where, pump, threads

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

__all__ = [
    "is_debugged",
    "place_of_thread",
    "playwright_call",
    "raised_at",
    "reads_a_socket",
    "sleep_of",
    "state_of",
    "timer_of",
    "waiting_on",
    "waits_at",
]

_PACKAGE = str(Path(_where.__file__).parent)
_PLUGIN = str(Path(_where.__file__).parent.parent / "pytest_stario")
_LIBRARIES = tuple(
    {_PACKAGE, _PLUGIN, *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib"))}
)
#: Tasks that always wait: for a reader to go, for the application's life to end.
_ALWAYS_WAITING = ("stario: ", "lifespan of ")
#: How many tasks and streams a report lists.
MOST = 20


def waits_at(task: asyncio.Task[Any]) -> str:
    """
    The place in the user's code at which a task of the application waits: `name (file:line): source`.
    """
    if task.done():
        return "it has ended"
    own, _, deepest = _stops(task)
    found = own or deepest
    return f"{task.get_name()}, not started yet" if found is None else _shown(found)


def sleep_of(task: asyncio.Task[Any]) -> float:
    """
    For how many seconds a task sleeps in `asyncio.sleep`; 0 if it waits for something else.
    """
    _, below, _ = _stops(task)
    if below is None or below.f_code is not asyncio.sleep.__code__:
        return 0.0
    return float(below.f_locals.get("delay", 0))


def timer_of(clock: VirtualClock, task: asyncio.Task[Any] | None = None) -> str:
    """
    When the next timer is due, and what to write: for whoever waits for `task`, until its own sleep ends.
    """
    seconds = clock.next_timer
    if seconds is None:
        return "no timer is left"
    said = f"next timer in {_seconds(seconds)} s"
    if task is not None:
        if task.done():
            return said  # it brings nothing any more
        wakes = _wakes_in(task)
        if wakes is not None and wakes != seconds:
            said, seconds = f"{said}, the handler's in {_seconds(wakes)} s", wakes
    return f"{said}: did you mean `await stario_clock.advance({_seconds(seconds).removesuffix('.0')})`?"


def _seconds(seconds: float) -> str:
    shown = f"{seconds:.9f}".rstrip("0")
    return f"{shown}0" if shown.endswith(".") else shown


def _wakes_in(task: asyncio.Task[Any]) -> float | None:
    """
    In how many seconds the `asyncio.sleep` of a task ends; None if it waits for something else.
    """
    deepest = _stops(task)[2]
    if deepest is None or deepest.f_code is not asyncio.sleep.__code__:
        return None
    timer = deepest.f_locals.get("h")  # the handle that it keeps, to cancel it
    if not isinstance(timer, asyncio.TimerHandle):
        return None
    return max(0.0, round(timer.when() - task.get_loop().time(), 9))


def state_of(clock: VirtualClock, verdict: str) -> str:
    """
    A report on everything that runs on a virtual loop: the time, the tasks that wait, and the streams.
    """
    lines = [verdict, f"On the clock: {clock.now():%Y-%m-%d %H:%M:%S.%f}, {clock.elapsed:,.3f} s in."]
    lines.append(f"Timers: {timer_of(clock)}")
    lines.extend(waiting_on(clock))
    streams_open = list(clock.streams)
    if streams_open:
        lines.append(f"Open streams: {len(streams_open)}")
        lines.extend(f"    {tell()}" for tell in streams_open[:MOST])
        if len(streams_open) > MOST:
            lines.append(f"    ... and {len(streams_open) - MOST} more")
    return "\n".join(lines)


def waiting_on(clock: VirtualClock) -> list[str]:
    """
    Each task of a virtual loop that waits: its name, what it awaits, and where. And what holds time.
    """
    lines = [] if clock.held_by is None else [f"Time is held by {clock.held_by}."]
    loop, tests = clock._its_loop(), clock.tests
    # A task that asks for itself has just been waiting; one that another thread asks for has not.
    running = None if asyncio._get_running_loop() is loop else asyncio.current_task(loop)
    tasks = [
        task
        for task in asyncio.all_tasks(loop)
        if not task.done() and not task.get_name().startswith(_ALWAYS_WAITING)
    ]
    tasks.sort(key=lambda task: (task not in tests, len(task.get_name()), task.get_name()))
    lines.append(f"Waiting tasks: {len(tasks) or 'none'}")
    for task in tasks[:MOST]:
        who = "the test" if task in tests else repr(task.get_name())
        lines.append(f"    {who} runs" if task is running else f"    {who} waits for {_awaited(task)}")
        lines.append(f"        in {waits_at(task)}")
    if len(tasks) > MOST:
        lines.append(f"    ... and {len(tasks) - MOST} more")
    return lines


def reads_a_socket(task: asyncio.Task[Any]) -> bool:
    """
    Whether a task waits for bytes of a socket or a pipe: by asyncio's streams, its loop, or anyio's sockets.
    """
    for frame in _frames(task.get_coro()):
        file = frame.f_code.co_filename.replace("\\", "/")
        if file.endswith(("asyncio/streams.py", "asyncio/selector_events.py", "asyncio/base_subprocess.py")):
            return True
        if file.endswith("anyio/_backends/_asyncio.py") and "Socket" in _name(frame):
            return True
    return False


def playwright_call(task: asyncio.Task[Any]) -> str | None:
    """
    The name of the function of Playwright's that a task awaits, such as `click`; None if it awaits none.

    Tasks of Playwright's own await nothing for anybody.
    """
    for depth, frame in enumerate(_frames(task.get_coro())):
        file = frame.f_code.co_filename.replace("\\", "/")
        if "/playwright/" in file:
            return frame.f_code.co_name if depth or "/playwright/async_api/" in file else None
    return None


def place_of_thread(ident: int) -> str:
    """
    The place in the user's code at which a thread is.
    """
    frame = sys._current_frames().get(ident)
    innermost = frame
    while frame is not None:
        if not frame.f_code.co_filename.startswith(_LIBRARIES):
            return _shown(frame)
        frame = frame.f_back
    return "a place that is gone" if innermost is None else _shown(innermost)


def raised_at(problem: BaseException) -> str:
    """
    The place in the user's code at which an exception was raised.
    """
    found: tuple[FrameType, int] | None = None
    entry = problem.__traceback__
    while entry is not None:
        own = not entry.tb_frame.f_code.co_filename.startswith(_LIBRARIES)
        if own or found is None:
            found = (entry.tb_frame, entry.tb_lineno)
        entry = entry.tb_next
    if found is None:
        return "a place that is not known"
    return f"{_name(found[0])} ({_where.place(found[0].f_code.co_filename, found[1])})"


def is_debugged(ident: int) -> bool:
    """
    Whether a thread stands in a debugger.
    """
    frame = sys._current_frames().get(ident)
    while frame is not None:
        if frame.f_trace is not None or Path(frame.f_code.co_filename).stem in ("bdb", "pdb", "pydevd"):
            return True
        frame = frame.f_back
    return False


def _stops(task: asyncio.Task[Any]) -> tuple[FrameType | None, FrameType | None, FrameType | None]:
    """
    Where a task waits: the innermost frame of the user's, what that one awaits, and the innermost of all.
    """
    own = below = deepest = None
    for frame in _frames(task.get_coro()):
        if not frame.f_code.co_filename.startswith(_LIBRARIES):
            own, below = frame, None
        elif below is None:
            below = frame
        deepest = frame
    return own, below, deepest


def _awaited(task: asyncio.Task[Any]) -> str:
    """
    What a task awaits, as its user calls it: `asyncio.sleep(57.0)`, `Queue.get`.
    """
    _, below, deepest = _stops(task)
    frame = below or deepest
    if frame is None:
        return "its start"
    if any(each.f_code is threads.in_thread.__code__ for each in _frames(task.get_coro())):
        return "a worker thread"
    if frame.f_code is asyncio.sleep.__code__:
        return f"asyncio.sleep({frame.f_locals.get('delay', 0):g})"
    if not frame.f_code.co_filename.startswith(_LIBRARIES):
        return "a future"
    return _name(frame)


def _name(frame: FrameType) -> str:
    return frame.f_code.co_qualname


def _shown(frame: FrameType) -> str:
    filename, line = frame.f_code.co_filename, frame.f_lineno
    source = linecache.getline(filename, line).strip()
    shown = f": {source}" if source else ""
    return f"{_name(frame)} ({_where.place(filename, line)}){shown}"


def _frames(awaited: object) -> Iterator[FrameType]:
    """
    The frames of a suspended chain of awaits, from the outside in.
    """
    seen: set[int] = set()
    while awaited is not None and id(awaited) not in seen:
        seen.add(id(awaited))
        for kind in ("cr", "ag", "gi"):
            frame = getattr(awaited, f"{kind}_frame", None)
            if frame is not None:
                break
        else:
            awaited = _unwrapped(awaited)
            continue
        if kind != "ag" and getattr(awaited, f"{kind}_running"):  # it is what asks
            yield from _running(frame)
            return
        yield frame
        if frame.f_code is threads.in_thread.__code__:
            yield from _in_thread(frame)
            return
        inner = getattr(awaited, "gi_yieldfrom" if kind == "gi" else f"{kind}_await")
        if kind == "gi" and frame.f_code.co_filename == pump.__file__:
            # The pump steps the handler by hand, so Python does not know that it waits for it.
            inner = frame.f_locals["step"] if "step" in frame.f_locals and inner is None else inner
        awaited = inner


def _in_thread(waits: FrameType) -> list[FrameType]:
    """
    The frames of the user's that run in the worker thread for which `in_thread` waits.
    """
    given = (waits.f_locals.get("function"), *waits.f_locals.get("args", ()))
    for each in given:
        frame = getattr(each, "gi_frame", None)
        if frame is not None:
            return _running(frame)
    codes = {getattr(each, "__code__", None) for each in given}
    for frame in sys._current_frames().values():
        outer: FrameType | None = frame
        while outer is not None:
            if outer.f_code in codes:
                return _running(outer)
            outer = outer.f_back
    return []


def _running(outermost: FrameType) -> list[FrameType]:
    """
    The frames of the chain of awaits that runs now, in whichever thread, from the outside in.
    """
    for innermost in sys._current_frames().values():
        frames: list[FrameType] = []
        frame: FrameType | None = innermost
        while frame is not None and frame is not outermost:
            frames.append(frame)
            frame = frame.f_back
        if frame is outermost:
            return [outermost, *reversed(frames)]
    return [outermost]


def _unwrapped(awaited: object) -> object:
    # `await` on a coroutine or on an async generator's step goes through objects of C without a
    # public link to what they wrap; the garbage collector knows it.
    for inner in gc.get_referents(awaited):
        if any(hasattr(inner, f"{kind}_frame") for kind in ("cr", "ag", "gi")):
            found: object = inner
            return found
    return None
