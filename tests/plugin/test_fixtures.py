"""The plugin's fixtures under pytest-asyncio (strict, auto, every loop scope), anyio, xdist."""

from __future__ import annotations

import pytest
from inner import TEST, project, run, run_apart


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_an_async_test_needs_no_mark(pytester: pytest.Pytester, mode: str) -> None:
    project(pytester, mode=mode)
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("fixture_scope", ["function", "module", "session"])
@pytest.mark.parametrize("test_scope", ["function", "module", "session"])
def test_the_app_runs_on_the_loop_of_the_test(
    pytester: pytest.Pytester, fixture_scope: str, test_scope: str
) -> None:
    project(
        pytester,
        TEST
        + """
async def test_again(stario_client):
    async with stario_client.listen("/ticks") as stream:
        await stream.take(1)
        assert stream._connection.server.state["loop"] is asyncio.get_running_loop()
""",
        fixture_scope=fixture_scope,
        test_scope=test_scope,
    )
    run(pytester).assert_outcomes(passed=2)


def test_a_marker_with_a_loop_scope_is_followed(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import asyncio, pytest
        pytestmark = pytest.mark.asyncio(loop_scope="module")
        loops = []

        async def test_one(stario_client):
            async with stario_client.listen("/ticks") as stream:
                await stream.take(1)
            loops.append(asyncio.get_running_loop())

        async def test_two(stario_client):
            async with stario_client.listen("/ticks") as stream:
                await stream.take(1)
            assert loops == [asyncio.get_running_loop()]
        """,
    )
    run(pytester).assert_outcomes(passed=2)


def test_through_a_fixture_of_the_user(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        async def test_it(stream):
            assert len(await stream.take(3)) == 3
        """,
        conftest="""
        import pytest_asyncio

        @pytest_asyncio.fixture
        async def stream(stario_client):
            async with stario_client.listen("/ticks") as stream:
                yield stream
        """,
    )
    run(pytester).assert_outcomes(passed=1)


def test_asked_for_by_name_while_the_test_runs(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.fixture
        def by_name(request):
            return request.getfixturevalue("stario_client")

        @pytest.mark.asyncio
        async def test_it(by_name):
            assert (await by_name.get("/")).text == "<h1>Hello</h1>"
        """,
    )
    run(pytester).assert_outcomes(passed=1)


def test_in_a_class_and_parametrized(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        class TestTicks:
            @pytest.mark.parametrize("count", [1, 2])
            async def test_it(self, stario_client, count):
                async with stario_client.listen("/ticks") as stream:
                    assert len(await stream.take(count)) == count
        """,
    )
    run(pytester).assert_outcomes(passed=2)


ANYIO = """
import pytest
pytestmark = pytest.mark.anyio

@pytest.fixture
def anyio_backend():
    return "{backend}"
"""


@pytest.mark.parametrize("asyncio", ["", "no:asyncio"])
def test_under_anyio(pytester: pytest.Pytester, asyncio: str) -> None:
    project(pytester, ANYIO.format(backend="asyncio") + TEST)
    if asyncio:  # without pytest-asyncio its ini options are unknown, which is an error here
        pytester.makefile(".ini", pytest="[pytest]\nstario_app = main:app\nfilterwarnings = error\n")
    run_apart(pytester, *(["-p", asyncio] if asyncio else [])).assert_outcomes(passed=1)


def test_under_anyio_in_auto_mode(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        TEST,
        conftest="""
        import pytest

        @pytest.fixture
        def anyio_backend():
            return "asyncio"
        """,
    )
    run(pytester, "--anyio-mode=auto").assert_outcomes(passed=1)


def test_an_anyio_mark_under_pytest_asyncio_auto_gets_a_sentence(pytester: pytest.Pytester) -> None:
    project(pytester, ANYIO.format(backend="asyncio") + TEST, mode="auto")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["pytest-asyncio and anyio both want to run test_stream: *"])


def test_trio_gets_a_sentence(pytester: pytest.Pytester) -> None:
    project(pytester, ANYIO.format(backend="trio") + TEST)
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Stario runs on asyncio, and this test on trio.*"])


def test_a_sync_test_gets_a_sentence(pytester: pytest.Pytester) -> None:
    project(pytester, "def test_it(stario_client): ...")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "test_it asks for stario_client, and the application runs on the test's own event loop: "
            "write `async def test_it(...)`"
        ]
    )


def test_without_a_plugin_for_async_tests(pytester: pytest.Pytester) -> None:
    project(pytester)
    pytester.makefile(".ini", pytest="[pytest]\nstario_app = main:app\n")
    result = run_apart(pytester, "-p", "no:asyncio")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["nothing runs the async test test_stream: enable pytest-asyncio*"])


def test_several_users_share_the_app_and_not_the_cookies(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import main

        async def test_it(stario_client, stario_clients):
            alice, bob = stario_clients(2)
            assert main.log == ["startup"]
            await alice.post("/login", content="alice")
            await bob.post("/login", content="bob")
            assert (await alice.get("/who")).text == "alice"
            assert (await bob.get("/who")).text == "bob"
            assert (await stario_client.get("/who")).text == "nobody"

        def test_the_lifespan_ran_once():
            assert main.log == ["startup", "shutdown"]
        """,
    )
    run(pytester).assert_outcomes(passed=2)


def test_users_take_options(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        async def test_it(stario_clients):
            carol, = stario_clients(1, cookies={"user": "carol"})
            assert (await carol.get("/who")).text == "carol"
        """,
    )
    run(pytester).assert_outcomes(passed=1)


def test_with_xdist(pytester: pytest.Pytester) -> None:
    project(pytester, TEST + TEST.replace("test_stream", "test_other"))
    run_apart(pytester, "-n", "2").assert_outcomes(passed=2)


def test_the_apps_exception_is_the_tests(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        async def test_it(stario_client):
            async with stario_client.listen("/boom") as stream:
                await stream.take(2)
        """,
        app="""
        from stario import Query, Stario

        async def boom():
            yield "<p>fine</p>"
            raise KeyError("the handler's own")

        app = Stario(Query("/boom", boom))
        """,
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert 'raise KeyError("the handler\'s own")' in text
    assert "stario: GET /boom was cut after 1 event, in boom (main.py:3)" in text


def test_a_handler_that_does_not_end_fails_its_test(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.mark.stario(timeout=0.05)
        async def test_it(stario_client):
            async with stario_client.listen("/stubborn") as stream:
                await stream.next()
        """,
        app="""
        import asyncio
        from stario import Query, Stario

        async def stubborn():
            yield "<p>fine</p>"
            try:
                await asyncio.sleep(60)
            finally:
                await asyncio.sleep(60)

        app = Stario(Query("/stubborn", stubborn))
        """,
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*StillRunning: GET /stubborn: stubborn (main.py:4) goes on although its reader has gone. "
            "0.05 s after http.disconnect the task 'app: GET /stubborn' waits in",
            "E*stubborn (main.py:9): await asyncio.sleep(60)",
        ]
    )


def test_nothing_is_imported_for_tests_that_do_not_ask(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            loaded = {name.partition(".")[0] for name in sys.modules}
            assert not loaded & {"stario", "starlette", "httpx", "turbohtml", "pydantic"}
        """
    )
    # inline-snapshot, another plugin, imports pydantic.
    run_apart(pytester, "-p", "no:inline_snapshot").assert_outcomes(passed=1)


def test_without_the_extra_testing(pytester: pytest.Pytester) -> None:
    project(
        pytester, conftest="import sys; sys.modules['httpx'] = None; sys.modules.pop('stario.testing', None)"
    )
    result = run_apart(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no 'httpx' here: install Stario's extra `testing`"])
