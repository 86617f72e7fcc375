"""
Time and order belong to the test: loops for those that ask for them, and the fixture `stario_clock`.

Which loop a test gets has to be said while tests are collected: pytest-asyncio asks a hook for loop
factories, anyio takes one among the options of its backend.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Generator, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from pytest_stario.options import marked, seconds
from pytest_stario.runners import ON_LOOP, is_async, needs_a_runner, runner_of

if TYPE_CHECKING:
    from stario.testing.clock import VirtualClock

_seeds = pytest.StashKey[int]()
_frozen = pytest.StashKey[bool]()


def virtual_loop() -> asyncio.AbstractEventLoop:
    """
    A loop on virtual time.
    """
    from stario.testing.loop import VirtualLoop

    return VirtualLoop()


def seeded_loop() -> asyncio.AbstractEventLoop:
    """
    A loop on real time, whose tasks can be shuffled.
    """
    from stario.testing.loop import SeededLoop

    return SeededLoop()


def factory_of(item: pytest.Item) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """
    What makes the loop of a test; None if it wants none of ours.
    """
    if not isinstance(item, pytest.Function) or not is_async(item.obj):
        return None
    options = marked(item)
    choice = options.get("clock")
    if choice is None:
        asks = "stario_clock" in item.fixturenames
        choice = "virtual" if asks else item.config.getini("stario_clock") or "real"
    if choice == "virtual":
        return virtual_loop
    return seeded_loop if seed_of(item) is not None else None


def seed_of(item: pytest.Item) -> int | None:
    """
    The seed of the order in which the tasks of a test run; None for their own order.
    """
    if _seeds in item.stash:
        return item.stash[_seeds]
    asked = marked(item).get("seed")
    if asked is None:
        asked = item.config.getoption("--stario-seed")
        if asked == "random":
            asked = _random_seed(item.config)
    if asked is None or not str(asked).lstrip("-").isdigit():  # `check` tells of the latter
        return None
    item.stash[_seeds] = int(asked)
    return item.stash[_seeds]


@functools.lru_cache(maxsize=1)
def _random_seed(config: pytest.Config) -> int:
    import random

    return random.SystemRandom().randrange(1_000_000)


class LoopFactories:
    """
    The hook of pytest-asyncio's. It is there only while a test of ours is collected: merely to have it would
    change how every other test gets its loop.
    """

    @pytest.hookimpl(tryfirst=True, optionalhook=True)
    def pytest_asyncio_loop_factories(
        self, config: pytest.Config, item: pytest.Item
    ) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]] | None:
        factory = factory_of(item)
        marker = item.get_closest_marker("asyncio")
        named = marker is not None and "loop_factories" in marker.kwargs  # then the test knows what it wants
        return None if factory is None or named else {"stario": factory}


_factories = LoopFactories()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Generator[None]:
    """
    Choose the loop of a test, for whoever runs it.
    """
    item, manager = metafunc.definition, metafunc.config.pluginmanager
    factory = factory_of(item)
    if "anyio_backend" in metafunc.fixturenames and factory is not None:
        _choose_backend(metafunc, factory)
        factory = None
    if factory is not None and manager.has_plugin("asyncio") and needs_a_runner(item):
        item.add_marker("asyncio")  # its items get one of their own, too late for pytest-asyncio to ask
    there = manager.is_registered(_factories)
    if factory is not None and not there:
        manager.register(_factories, "stario-loop-factories")
    elif factory is None and there:
        manager.unregister(_factories)
    yield


def _choose_backend(metafunc: pytest.Metafunc, factory: Callable[[], asyncio.AbstractEventLoop]) -> None:
    item = metafunc.definition
    if any("anyio_backend" in str(mark.args[:1]) for mark in item.iter_markers("parametrize")):
        return
    fixtures = item._fixtureinfo.name2fixturedefs.get("anyio_backend")
    others = []
    if fixtures and ON_LOOP.isdisjoint(item.fixturenames):  # what is not ours also runs where we cannot
        others = [each for each in fixtures[-1].params or () if not _is_asyncio(each)]
    name: Any = "asyncio" if others else pytest.HIDDEN_PARAM
    backend = pytest.param(("asyncio", {"loop_factory": factory}), id=name)
    item.add_marker(
        pytest.mark.parametrize(
            "anyio_backend", [backend, *others], scope=fixtures[-1].scope if fixtures else "function"
        )
    )


def _is_asyncio(backend: Any) -> bool:
    value = getattr(backend, "values", (backend,))[0]
    return bool((value[0] if isinstance(value, tuple) else value) == "asyncio")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """
    Run a test on a loop of ours under the eyes of its clock.
    """
    if not isinstance(item, pytest.Function) or factory_of(item) is None:
        yield
        return
    seed = seed_of(item)
    hypothesis = getattr(item.obj, "hypothesis", None)
    target, name = (item, "obj") if hypothesis is None else (hypothesis, "inner_test")
    own = getattr(target, name)
    setattr(target, name, _watched(own, seed))
    try:
        yield
    finally:
        setattr(target, name, own)


def _watched(test: Callable[..., Any], seed: int | None) -> Callable[..., Any]:
    from stario.testing.loop import SeededLoop, clock_of

    @functools.wraps(test)
    async def watched(*args: Any, **kwargs: Any) -> Any:
        loop = asyncio._get_running_loop()
        if loop is None:  # trio's
            return await test(*args, **kwargs)
        if isinstance(loop, SeededLoop):
            loop.reseed(seed)
        clock = clock_of(loop)
        with nullcontext() if clock is None else clock.watch():
            return await test(*args, **kwargs)

    return watched


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Say the order in which the tasks of a failed test ran.
    """
    report = yield
    if report.failed and call.when == "call" and (seed := item.stash.get(_seeds, None)) is not None:
        report.sections.append(
            (
                "Order of tasks",
                f"The ready tasks ran in the order of seed {seed}; "
                f"to run them so again: pytest {item.nodeid!r} --stario-seed={seed}",
            )
        )
    return report


def freeze(request: pytest.FixtureRequest, clock: VirtualClock) -> None:
    """
    Set a test's clock as its marker says, once, and give it the guard of the run.
    """
    item = request.node
    at = marked(item).get("now")
    if at is not None and not item.stash.get(_frozen, False):
        item.stash[_frozen] = True
        try:
            clock.freeze(at)
        except (TypeError, ValueError) as problem:
            pytest.fail(f"@pytest.mark.stario(now=...): {problem}", pytrace=False)
    if seconds(request.config) == 0:
        clock.guard = None


@pytest.fixture
def stario_clock(request: pytest.FixtureRequest) -> VirtualClock:
    """
    Virtual time for this test: `await stario_clock.advance(3600)`. Sleeps, timeouts and `datetime.now()` move
    together, and take no real time. In a plain test: `stario_clock.run(coroutine)`.
    """
    if not is_async(request.node.obj):
        from stario.testing.clock import VirtualClock

        clock = VirtualClock()
        at = marked(request.node).get("now")
        return clock if at is None else VirtualClock(at=at)
    clock_on_loop: VirtualClock = request.getfixturevalue(
        f"_stario_clock_{runner_of(request, 'stario_clock')}"
    )
    return clock_on_loop


def clock_fixture_function() -> Callable[..., Any]:
    """
    A new function that gives the clock of a test's loop: each async plugin marks its fixtures' functions.
    """

    async def clock(request: pytest.FixtureRequest) -> VirtualClock:
        from stario.testing.loop import clock_of

        loop = asyncio.get_running_loop()
        found = clock_of(loop)
        if found is None:
            pytest.fail(_not_virtual(request.node, loop), pytrace=False)
        freeze(request, found)
        return found

    return clock


def _not_virtual(item: Any, loop: asyncio.AbstractEventLoop) -> str:
    kind = f"{type(loop).__module__}.{type(loop).__qualname__}"
    why = f"{item.originalname} asks for stario_clock, and runs on a loop of {kind}, whose time is real"
    if "uvloop" in kind:
        return (
            f"{why}: uvloop keeps its timers in C, and cannot be virtual. Let this test have a loop of "
            f"asyncio's: leave out `use_uvloop` of its `anyio_backend`, or the `loop_factories` of its mark."
        )
    return (
        f"{why}. Ask for it by parameter, so that it is known before the loop is made; leave out "
        f"`loop_factories` and a loop factory of another plugin's for this test; with anyio let "
        f"`anyio_backend` be ('asyncio', {{'loop_factory': stario.testing.VirtualLoop}})."
    )


_stario_clock_anyio = pytest.fixture(clock_fixture_function())
