"""
Options, ini values and the marker, and the application that they name.
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import pytest

#: What the marker `stario` takes, besides `app`: the options of StarioClient.
CLIENT_OPTIONS = ("base_url", "buffer", "exhaustive", "raise_app_exceptions", "timeout")
#: What it takes for pages, besides `problems`: the options of Page.
PAGE_OPTIONS = ("chunks", "fresh", "memory", "script_seconds")
PROBLEM_MODES = ("fail", "warn", "ignore")
#: What it takes for time and order.
TIME_OPTIONS = ("clock", "now", "seed")
TRACE_MODES = ("off", "on", "retain-on-failure")


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Register the options, in a group of their own.
    """
    group = parser.getgroup("stario", "stario: live pages under test")
    group.addoption(
        "--stario-app",
        metavar="MODULE:NAME",
        help="the application that stario_client tests (overrides the ini option stario_app)",
    )
    group.addoption(
        "--stario-timeout",
        metavar="SECONDS",
        help="the deadline of each wait; 0 for none, as when debugging (default: 5)",
    )
    group.addoption(
        "--stario-seed",
        metavar="N",
        help="shuffle the order in which ready tasks run, by this seed; `random` chooses one and says it",
    )
    group.addoption(
        "--stario-trace",
        choices=TRACE_MODES,
        help="write down what the streams of tests did, and make one HTML report of it "
        "(default: retain-on-failure in CI, else off)",
    )
    group.addoption(
        "--stario-output",
        metavar="DIR",
        help="the folder for the report and its traces (default: stario-output)",
    )
    parser.addini("stario_trace", "off, on or retain-on-failure, as --stario-trace")
    parser.addini("stario_output", "the folder for the report and its traces", default="stario-output")
    parser.addini(
        "stario_secrets",
        "names of headers, cookies, fields and signals that no trace may show",
        type="linelist",
        default=[],
    )
    group.addoption(
        "--stario-browser",
        metavar="NAME",
        help="run the tests of stario_page in this browser (chromium) instead of without one",
    )
    group.addoption("--stario-headed", action="store_true", help="show the browser")
    group.addoption(
        "--stario-browser-executable",
        metavar="PATH",
        help="the browser's program (default: $STARIO_CHROMIUM, Playwright's own, or one on the PATH)",
    )
    parser.addini(
        "stario_page_problems", "what problems of a page do to its test: fail, warn or ignore", default="fail"
    )
    parser.addini(
        "stario_datastar", "the file of the Datastar client, for pages whose application serves none"
    )
    parser.addini("stario_app", "the application that stario_client tests, such as main:app")
    parser.addini("stario_timeout", "the deadline of each wait in seconds; 0 for none")
    parser.addini("stario_clock", "virtual: all async tests run on virtual time (default: those that ask)")
    parser.addini(
        "stario_exhaustive",
        "true: what a test leaves unread, running, unretrieved or logged as an error fails it",
        type="bool",
        default=False,
    )


def client_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """
    The options of the client for the test of `request`: its markers', else the command line's and ini's.
    """
    options: dict[str, Any] = {}
    timeout = seconds(request.config)
    if timeout is not None:
        options["timeout"] = timeout or None
    if request.config.getini("stario_exhaustive"):
        options["exhaustive"] = True
    given = marked(request.node)
    options.update({name: given[name] for name in CLIENT_OPTIONS if name in given})
    return options


def seconds(config: pytest.Config) -> float | None:
    """
    The deadline of each wait that the run asks for; 0 for none, None if it does not say.
    """
    given = config.getoption("--stario-timeout") or config.getini("stario_timeout")
    if not given:
        return None
    try:
        return float(given)
    except ValueError:
        pytest.fail(f"stario_timeout is a number of seconds; found {given!r}", pytrace=False)


def trace_mode(config: pytest.Config) -> str:
    """
    Whose streams are written down: of no test, of all, or of those that failed.
    """
    mode = config.getoption("--stario-trace") or config.getini("stario_trace")
    if not mode:
        in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        mode = "retain-on-failure" if in_ci else "off"
    if mode not in TRACE_MODES:
        raise pytest.UsageError(f"stario_trace is {', '.join(TRACE_MODES)}; found {mode!r}")
    return str(mode)


def browser_of(config: pytest.Config) -> str | None:
    """
    The browser in which pages are opened; None for none.
    """
    given: str | None = config.getoption("--stario-browser")
    if given not in (None, "chromium"):
        raise pytest.UsageError(f"--stario-browser is chromium; found {given!r}")
    return given


def problems_mode(item: pytest.Item) -> str:
    """
    What problems of a page do to this test: its marker's, else the ini option's.
    """
    return str(marked(item).get("problems") or item.config.getini("stario_page_problems"))


def application(request: pytest.FixtureRequest) -> Any:
    """
    The application of the test of `request`. Fails the test, with what to do, if there is none.
    """
    config = request.config
    given = marked(request.node).get("app")
    source = "@pytest.mark.stario(app=...)"
    if given is None:
        given, source = config.getoption("--stario-app"), "--stario-app"
    if given is None:
        given, source = config.getini("stario_app") or None, _ini(config)
    if given is None:
        pytest.fail(
            "there is no application to test. Name it in one of these places:\n"
            f'    {_ini(config)}:   stario_app = "main:app"\n'
            '    on the test:   @pytest.mark.stario(app="main:app")\n'
            "    in conftest.py: a fixture `stario_app` that returns it",
            pytrace=False,
        )
    if not isinstance(given, str):
        return given
    return _load(given, f'stario_app = "{given}" ({source})', config)


def marked(item: pytest.Item) -> Mapping[str, Any]:
    """
    What the markers `stario` of a test say, the closest first.
    """
    found: dict[str, Any] = {}
    for marker in item.iter_markers("stario"):
        for name, value in marker.kwargs.items():
            found.setdefault(name, value)
    return found


def pytest_runtest_setup(item: pytest.Item) -> None:
    """
    Check what the markers of a test, the command line and the ini file say.
    """
    known = ("app", *CLIENT_OPTIONS, *PAGE_OPTIONS, "problems", *TIME_OPTIONS)
    for marker in item.iter_markers("stario"):
        unknown = set(marker.kwargs) - set(known)
        if unknown or marker.args:
            what = ", ".join(sorted(unknown)) or "a positional argument"
            pytest.fail(f"@pytest.mark.stario takes {', '.join(known)} by name; found {what}", pytrace=False)
    options = marked(item)
    clock = options.get("clock") or item.config.getini("stario_clock") or "real"
    if clock not in ("virtual", "real"):
        pytest.fail(f"stario_clock is 'virtual' or 'real'; found {clock!r}", pytrace=False)
    if problems_mode(item) not in PROBLEM_MODES:
        expected = ", ".join(PROBLEM_MODES)
        pytest.fail(
            f"stario_page_problems is one of {expected}; found {problems_mode(item)!r}", pytrace=False
        )
    seed = options.get("seed", item.config.getoption("--stario-seed"))
    if seed not in (None, "random") and not str(seed).lstrip("-").isdigit():
        pytest.fail(f"a seed is a whole number, or `random`; found {seed!r}", pytrace=False)


def _ini(config: pytest.Config) -> str:
    return str(config.inipath.name) if config.inipath is not None else "pyproject.toml"


def _load(target: str, setting: str, config: pytest.Config) -> Any:
    module_name, colon, attribute = target.partition(":")
    if not (module_name and colon and attribute):
        pytest.fail(f"{setting} names no application: write module:name, such as main:app", pytrace=False)
    root = str(config.rootpath)
    if root not in sys.path:  # as uvicorn does with the directory that it is started in
        sys.path.insert(0, root)
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as problem:
        if problem.name is None or not f"{module_name}.".startswith(f"{problem.name}."):
            raise  # the module is there; something that it imports is not
        here = sorted(path.stem for path in config.rootpath.glob("*.py"))
        near = difflib.get_close_matches(module_name, here, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        pytest.fail(
            f"{setting}: there is no module {problem.name!r}. {hint}"
            f"Looked in {root} (it has {', '.join(here) or 'no modules'}) and on sys.path; "
            f'modules elsewhere are found by pytest\'s option pythonpath = ["src"]',
            pytrace=False,
        )
    found: Any = module
    for name in attribute.split("."):
        if not hasattr(found, name):
            known = [known for known in vars(found) if not known.startswith("_")]
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(known)}"
            pytest.fail(
                f"{setting}: {module.__name__} ({module.__file__}) has no {name!r}{hint}",
                pytrace=False,
            )
        found = getattr(found, name)
    return found
