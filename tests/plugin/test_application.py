"""Which application is tested: ini, command line, marker, override; and what is said when there is none."""

from __future__ import annotations

import pytest
from inner import project, run

HOME = """
async def test_home(stario_client):
    assert (await stario_client.get("/")).text == "<h1>Hello</h1>"
"""

OTHER = """
from stario import Query, Stario

async def home():
    return "<h1>Other</h1>"

app = Stario(Query("/", home))
"""


def ini(pytester: pytest.Pytester, *lines: str) -> None:
    pytester.makefile(".ini", pytest="\n".join(["[pytest]", "filterwarnings = error", *lines]))


def fails_with(pytester: pytest.Pytester, line: str, *args: str) -> None:
    result = run(pytester, *args)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([line])


def test_the_ini_option(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    run(pytester).assert_outcomes(passed=1)


def test_it_is_found_at_the_root_from_a_folder_of_tests(pytester: pytest.Pytester) -> None:
    project(pytester, "")
    folder = pytester.mkdir("tests")
    (folder / "test_deeper.py").write_text(HOME)
    run(pytester, "tests").assert_outcomes(passed=1)


def test_the_command_line_wins_over_ini(pytester: pytest.Pytester) -> None:
    project(pytester, HOME.replace("Hello", "Other"))
    pytester.makepyfile(other=OTHER)
    run(pytester, "--stario-app=other:app").assert_outcomes(passed=1)


def test_the_marker_wins_over_the_command_line(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        f"""
import pytest
import other
pytestmark = pytest.mark.stario(app="main:app")
{HOME}

@pytest.mark.stario(app=other.app)
async def test_an_object(stario_client):
    assert (await stario_client.get("/")).text == "<h1>Other</h1>"
""",
    )
    pytester.makepyfile(other=OTHER)
    run(pytester, "--stario-app=nowhere:app").assert_outcomes(passed=2)


def test_an_override_in_conftest(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        HOME.replace("Hello", "Other"),
        conftest="""
        import pytest
        import other

        @pytest.fixture
        def stario_app():
            return other.app
        """,
    )
    pytester.makepyfile(other=OTHER)
    run(pytester).assert_outcomes(passed=1)


def test_the_marker_takes_options_of_the_client(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.mark.stario(base_url="https://example.test", timeout=1)
        async def test_it(stario_client):
            assert str((await stario_client.get("/")).url) == "https://example.test/"
            assert stario_client.timeout.read == 1
        """,
    )
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("args", "lines", "expected"),
    [([], [], 5.0), ([], ["stario_timeout = 2"], 2.0), (["--stario-timeout=0"], [], None)],
)
def test_the_deadline(
    pytester: pytest.Pytester, args: list[str], lines: list[str], expected: float | None
) -> None:
    project(
        pytester,
        f"""
        async def test_it(stario_client):
            assert stario_client.timeout.read == {expected}
        """,
    )
    ini(pytester, "stario_app = main:app", "asyncio_default_fixture_loop_scope = function", *lines)
    run(pytester, *args).assert_outcomes(passed=1)


def test_no_application(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    ini(pytester, "asyncio_default_fixture_loop_scope = function")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "there is no application to test. Name it in one of these places:",
            '    pytest.ini:   stario_app = "main:app"',
            '    on the test:   @pytest.mark.stario(app="main:app")',
            "    in conftest.py: a fixture `stario_app` that returns it",
        ]
    )


def test_a_module_that_is_not_there(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    ini(pytester, "stario_app = nowhere:app", "asyncio_default_fixture_loop_scope = function")
    fails_with(
        pytester,
        f"stario_app = \"nowhere:app\" (pytest.ini): there is no module 'nowhere'. "
        f"Looked in {pytester.path} (it has main, test_it) and on sys.path; "
        f'modules elsewhere are found by pytest\'s option pythonpath = [[]"src"]',
    )


def test_a_module_that_is_nearly_there(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    fails_with(
        pytester,
        "stario_app = \"mian:app\" (--stario-app): there is no module 'mian'. Did you mean 'main'?*".replace(
            "Did", "did"
        ),
        "--stario-app=mian:app",
    )


def test_a_module_that_fails_to_import_shows_its_own_error(pytester: pytest.Pytester) -> None:
    project(pytester, HOME, app="import something_that_is_not_installed")
    fails_with(pytester, "E*ModuleNotFoundError: No module named 'something_that_is_not_installed'")


def test_a_name_that_is_not_there(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    fails_with(
        pytester,
        "stario_app = \"main:ap\" (--stario-app): main (*main.py) has no 'ap'; did you mean 'app'[?]",
        "--stario-app=main:ap",
    )


def test_no_colon(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    fails_with(
        pytester,
        'stario_app = "main" (--stario-app) names no application: write module:name, such as main:app',
        "--stario-app=main",
    )


def test_not_an_application(pytester: pytest.Pytester) -> None:
    project(pytester, HOME, app="app = 3")
    fails_with(pytester, "E*TypeError: StarioClient takes an ASGI application; found int 3")


def test_an_unknown_option_of_the_marker(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
        import pytest

        @pytest.mark.stario(ap="main:app")
        async def test_it(stario_client): ...
        """,
    )
    fails_with(
        pytester,
        "@pytest.mark.stario takes app, base_url, buffer, exhaustive, * by name; found ap",
    )


def test_a_deadline_that_is_no_number(pytester: pytest.Pytester) -> None:
    project(pytester, HOME)
    fails_with(pytester, "stario_timeout is a number of seconds; found 'soon'", "--stario-timeout=soon")
