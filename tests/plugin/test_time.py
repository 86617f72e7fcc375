"""The plugin's clock: who gets it, under pytest-asyncio and anyio; seeds; exhaustive mode."""

from __future__ import annotations

import pytest
from inner import project, run, run_apart

CLOCKED = """
import asyncio, time
from datetime import datetime, UTC

async def test_it(stario_client, stario_clock):
    async with stario_client.listen("/ticks") as stream:
        await stario_clock.advance(3.6)
        assert len(stream) == 3601
    assert stario_clock.elapsed == time.monotonic() == 3.6
"""

APP = """
import asyncio
from stario import Query, Stario

async def home():
    return "<h1>Hello</h1>"

async def ticks():
    number = 0
    while True:
        yield f"<p id='tick'>{number}</p>"
        number += 1
        await asyncio.sleep(0.001)

async def never():
    await asyncio.Event().wait()
    yield ""

app = Stario(Query("/", home), Query("/ticks", ticks), Query("/never", never))
"""


@pytest.mark.parametrize("mode", ["strict", "auto"])
@pytest.mark.parametrize("test_scope", ["function", "class", "module", "package", "session"])
def test_asking_for_the_clock_is_enough(pytester: pytest.Pytester, mode: str, test_scope: str) -> None:
    project(pytester, CLOCKED, app=APP, mode=mode, test_scope=test_scope)
    run(pytester).assert_outcomes(passed=1)


def test_who_does_not_ask_has_real_time(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio, time

        def is_virtual():
            return type(asyncio.get_running_loop()).__name__ == "VirtualLoop"

        async def test_virtual(stario_client, stario_clock):
            assert is_virtual()

        async def test_real(stario_client):
            assert not is_virtual()

        async def test_virtual_again(stario_clock):
            assert is_virtual()
        """,
        app=APP,
        test_scope="module",
    )
    run(pytester).assert_outcomes(passed=3)


def test_without_a_clock_the_loops_are_made_as_ever(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.mark.asyncio
        async def test_it(request):
            assert "_asyncio_loop_factory" not in request.node.callspec.params if hasattr(
                request.node, "callspec") else True
            assert not request.config.pluginmanager.hook.pytest_asyncio_loop_factories.get_hookimpls()
        """,
    )
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("how", ["marker", "ini", "module"])
def test_by_the_marker_and_for_all(pytester: pytest.Pytester, how: str) -> None:
    mark = '@pytest.mark.stario(clock="virtual")' if how == "marker" else ""
    whole = 'pytestmark = pytest.mark.stario(clock="virtual")' if how == "module" else ""
    project(
        pytester,
        f"""
        import asyncio, pytest
        {whole}

        {mark}
        @pytest.mark.asyncio
        async def test_it():
            await asyncio.sleep(86_400)
            assert asyncio.get_running_loop().time() == 86_400

        @pytest.mark.stario(clock="real")
        async def test_real(stario_client):
            assert asyncio.get_running_loop().time() > 0
            assert type(asyncio.get_running_loop()).__name__ != "VirtualLoop"
        """,
        app=APP,
    )
    if how == "ini":
        with (pytester.path / "pytest.ini").open("a") as ini:
            ini.write("\nstario_clock = virtual\n")
    run(pytester).assert_outcomes(passed=2)


def test_the_marker_says_when_it_is(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest
        from datetime import datetime, UTC

        @pytest.mark.stario(clock="virtual", now="2026-03-01 12:00")
        async def test_async(stario_client):
            assert stario_client.state["began"] == datetime.now(UTC) == datetime(2026, 3, 1, 12, tzinfo=UTC)

        @pytest.mark.stario(now="2026-03-01 12:00")
        def test_plain(stario_clock):
            async def main():
                return datetime.now(UTC)
            assert stario_clock.run(main()) == datetime(2026, 3, 1, 12, tzinfo=UTC)
        """,
        app="""
        from contextlib import asynccontextmanager
        from datetime import datetime, UTC
        from stario import Stario

        @asynccontextmanager
        async def lifespan(app):
            yield {"began": datetime.now(UTC)}

        app = Stario(lifespan=lifespan)
        """,
    )
    run(pytester).assert_outcomes(passed=2)


def test_fixtures_and_the_lifespan_share_the_time(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio, pytest_asyncio

        @pytest_asyncio.fixture
        async def slow(stario_clock):
            await asyncio.sleep(100)
            yield stario_clock.elapsed
            await asyncio.sleep(100)

        async def test_it(stario_client, slow, stario_clock):
            assert slow == stario_clock.elapsed == 160
            assert stario_client.state["began"] == 60
        """,
        app="""
        import asyncio
        from contextlib import asynccontextmanager
        from stario import Stario

        @asynccontextmanager
        async def lifespan(app):
            await asyncio.sleep(60)
            yield {"began": asyncio.get_running_loop().time()}
            await asyncio.sleep(3600)

        app = Stario(lifespan=lifespan)
        """,
    )
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("scope", ["class", "module", "package", "session"])
def test_time_goes_on_in_a_wider_loop(pytester: pytest.Pytester, scope: str) -> None:
    project(
        pytester,
        f"""
        import asyncio, pytest, pytest_asyncio
        pytestmark = pytest.mark.asyncio(loop_scope="{scope}")

        @pytest_asyncio.fixture(scope="{scope}", loop_scope="{scope}")
        async def started():
            await asyncio.sleep(10)
            return asyncio.get_running_loop()

        class TestIt:
            async def test_one(self, started, stario_clock):
                assert stario_clock.elapsed == 10 and started is asyncio.get_running_loop()
                await stario_clock.advance(5)

            async def test_two(self, started, stario_clock):
                assert stario_clock.elapsed == 15
        """,
        fixture_scope=scope,
    )
    run(pytester).assert_outcomes(passed=2)


@pytest.mark.parametrize("asyncio", ["", "no:asyncio"])
@pytest.mark.parametrize("own", ["", "module", "session"])
def test_under_anyio(pytester: pytest.Pytester, asyncio: str, own: str) -> None:
    backend = f"""
        @pytest.fixture(scope="{own}")
        def anyio_backend():
            return "asyncio"
    """
    project(
        pytester,
        f"""
        import asyncio, pytest
        pytestmark = pytest.mark.anyio
        {backend if own else ""}
        async def test_it(stario_client, stario_clock):
            async with stario_client.listen("/ticks") as stream:
                await stario_clock.advance(3.6)
                assert len(stream) == 3601

        async def test_dead(stario_clock):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(9):
                    await asyncio.Event().wait()
            assert stario_clock.elapsed == 9
        """,
        app=APP,
    )
    if asyncio:
        ini = pytester.path / "pytest.ini"
        kept = [line for line in ini.read_text().splitlines() if not line.startswith("asyncio_")]
        ini.write_text("\n".join([*kept, ""]))
        run_apart(pytester, "-p", asyncio).assert_outcomes(passed=2)
    else:
        run(pytester).assert_outcomes(passed=2)


@pytest.mark.parametrize("how", [["-o", "stario_clock=virtual"], ["--stario-seed=1"]], ids="-".join)
def test_what_is_for_all_tests_leaves_trio_alone(pytester: pytest.Pytester, how: list[str]) -> None:
    project(
        pytester,
        """
        import anyio, pytest, sniffio

        async def library():
            await anyio.sleep(0.001)
            return sniffio.current_async_library()

        pytestmark = pytest.mark.anyio

        @pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
        async def test_chosen(anyio_backend_name):
            assert await library() == anyio_backend_name

        async def test_any(anyio_backend_name):
            assert await library() == anyio_backend_name
        """,
        app=None,
    )
    result = run(pytester, "-v", *how)
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines_random([f"*test_any[[]{name}[]] PASSED*" for name in ("asyncio", "trio")])


def test_under_hypothesis(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_ADDOPTS")  # which leaves its plugin out
    project(
        pytester,
        """
        import asyncio
        from hypothesis import given, settings, HealthCheck, strategies as st

        @given(st.integers(0, 1000))
        @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
        async def test_it(stario_clock, seconds):
            before = stario_clock.elapsed
            await asyncio.sleep(seconds)
            assert stario_clock.elapsed == before + seconds
        """,
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_a_deadlock_points_at_the_line_of_the_test(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio

        async def test_it(stario_client, stario_clock):
            async with stario_client.listen("/never"):
                await asyncio.Event().wait()
        """,
        app=APP,
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">           await asyncio.Event().wait()",
            "E           stario.testing.clock.Deadlock: everything waits, and no timer is left: *",
            "E           Waiting tasks: 2",
            "E               the test waits for Event.wait",
            "E                   in test_it (test_it.py:5): await asyncio.Event().wait()",
            "E               'app: GET /never' waits for Event.wait",
            "E                   in never (main.py:15): await asyncio.Event().wait()",
            "E           Open streams: 1",
            "E               GET /never: no event yet",
            "test_it.py:5: Deadlock",
        ]
    )


def test_a_deadlock_in_a_fixture_is_its_error(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio, pytest_asyncio

        @pytest_asyncio.fixture
        async def stuck(stario_clock):
            await asyncio.Event().wait()

        async def test_it(stuck): ...

        async def test_the_next_is_fine(stario_clock):
            await stario_clock.advance(1)
        """,
    )
    result = run(pytester)
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["*Deadlock: everything waits, and no timer is left*"])


def test_a_loop_that_cannot_be_virtual(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest, uvloop

        @pytest.mark.asyncio(loop_factories=["theirs"])
        async def test_it(stario_clock): ...
        """,
        conftest="""
        import pytest, uvloop

        @pytest.hookimpl(tryfirst=True)
        def pytest_asyncio_loop_factories(config, item):
            return {"theirs": uvloop.new_event_loop}
        """,
    )
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "*runs on a loop of uvloop.Loop, whose time is real: uvloop keeps its timers in C, and cannot be "
            "virtual. Let this test have a loop of asyncio's: leave out *"
        ]
    )


def test_asked_for_too_late(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.mark.asyncio
        async def test_it(by_name): ...
        """,
        conftest="""
        import pytest

        @pytest.fixture
        def by_name(request):
            return request.getfixturevalue("stario_clock")
        """,
    )
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*whose time is real. Ask for it by parameter, so that it is known before*"])


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ('clock="slow"', "stario_clock is 'virtual' or 'real'; found 'slow'"),
        ('seed="x"', "a seed is a whole number, or `random`; found 'x'"),
        ('clock="virtual", now="noon"', "@pytest.mark.stario(now=...): a moment in ISO 8601, *found 'noon'"),
    ],
)
def test_what_a_marker_cannot_say(pytester: pytest.Pytester, mark: str, message: str) -> None:
    project(
        pytester,
        f"""
        import pytest

        @pytest.mark.stario({mark})
        async def test_it(stario_client): ...
        """,
        app=APP,
    )
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])


def test_without_a_deadline_there_is_no_guard(pytester: pytest.Pytester) -> None:
    project(pytester, "async def test_it(stario_clock):\n    assert stario_clock.guard is None\n")
    run(pytester, "--stario-timeout=0").assert_outcomes(passed=1)


def test_with_xdist_and_in_any_order(pytester: pytest.Pytester) -> None:
    project(pytester, "\n".join(CLOCKED.replace("test_it", f"test_{n}") for n in range(6)), app=APP)
    run_apart(pytester, "-n", "2").assert_outcomes(passed=6)


# The order of tasks.

ROOM = """
import asyncio
from stario import Command, Query, Stario

room = []

async def join(name: str):
    await asyncio.sleep(0)
    room.append(name)

async def order():
    return {"order": room}

app = Stario(Command("/join/{name}", join), Query("/order", order))
"""

ORDER = """
import asyncio, pytest

async def test_first_come_first_served(stario_client):
    # A race: nothing says that alice is in the room before bob.
    await asyncio.gather(stario_client.command("/join/alice"), stario_client.command("/join/bob"))
    assert (await stario_client.query("/order")).signals == {"order": ["alice", "bob"]}
"""


def test_a_race_is_found_by_a_seed_and_stays_found(pytester: pytest.Pytester) -> None:
    project(pytester, ORDER, app=ROOM)
    run(pytester).assert_outcomes(passed=1)
    outcomes = {seed: run(pytester, f"--stario-seed={seed}").parseoutcomes() for seed in range(4)}
    found = [seed for seed, outcome in outcomes.items() if "failed" in outcome]
    assert found and len(found) < 4, "some orders find it, others do not"
    for _ in range(2):
        again = run(pytester, f"--stario-seed={found[0]}")
        again.assert_outcomes(failed=1)
    again.stdout.fnmatch_lines(
        [f"The ready tasks ran in the order of seed {found[0]}; to run them so again: *"]
    )


def test_a_random_seed_is_said(pytester: pytest.Pytester) -> None:
    project(pytester, ORDER.replace('["alice", "bob"]', "None"), app=ROOM)
    result = run(pytester, "--stario-seed=random")
    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines([r"The ready tasks ran in the order of seed \d+; .* --stario-seed=\d+"])


def test_a_seed_of_one_test(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio, pytest

        async def order_of(count):
            order = []
            async def step(number):
                await asyncio.sleep(0)
                order.append(number)
            await asyncio.gather(*(step(number) for number in range(count)))
            return order

        @pytest.mark.stario(seed=1)
        async def test_shuffled(stario_client):
            assert sorted(await order_of(20)) == list(range(20)) != await order_of(20)

        @pytest.mark.stario(seed=1, clock="virtual")
        async def test_shuffled_and_virtual(stario_client, stario_clock):
            first = await order_of(20)
            assert first != list(range(20))

        async def test_in_order(stario_client):
            assert await order_of(20) == list(range(20))
        """,
        app=APP,
    )
    run(pytester).assert_outcomes(passed=3)


# Exhaustive mode.


@pytest.mark.parametrize("how", ["marker", "ini"])
def test_exhaustive_by_marker_and_ini(pytester: pytest.Pytester, how: str) -> None:
    mark = "@pytest.mark.stario(exhaustive=True)" if how == "marker" else ""
    project(
        pytester,
        f"""
        import pytest

        {mark}
        async def test_it(stario_client, stario_clock):
            async with stario_client.listen("/ticks") as stream:
                await stario_clock.advance(0.002)
        """,
        app=APP,
    )
    if how == "ini":
        with (pytester.path / "pytest.ini").open("a") as ini:
            ini.write("\nstario_exhaustive = true\n")
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*LeftBehind: GET /ticks leaves behind what nobody has looked at:",
            "*3 events were not read:",
            "*[[]0[]]     0.000 s  PatchElements(\"<p id='tick'>0</p>\")  after GET /ticks",
        ]
    )
