"""
Options, ini values and the marker, and the application that they name.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Mapping
from typing import Any

import pytest

#: What the marker `stario` takes, besides `app`: the options of StarioClient.
CLIENT_OPTIONS = ("base_url", "buffer", "raise_app_exceptions", "timeout")


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
    parser.addini("stario_app", "the application that stario_client tests, such as main:app")
    parser.addini("stario_timeout", "the deadline of each wait in seconds; 0 for none")


def pytest_configure(config: pytest.Config) -> None:
    """
    Register the marker, and the fixtures for pytest-asyncio where it is there.
    """
    if config.pluginmanager.has_plugin("asyncio"):
        config.pluginmanager.register(importlib.import_module("pytest_stario.loops"), "stario-loops")
    options = ", ".join(f"{name}=..." for name in CLIENT_OPTIONS)
    config.addinivalue_line(
        "markers",
        f"stario(app='main:app', {options}): the application and the client of this test",
    )


def client_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """
    The options of the client for the test of `request`: its markers', else the command line's and ini's.
    """
    config = request.config
    options: dict[str, Any] = {}
    seconds = config.getoption("--stario-timeout") or config.getini("stario_timeout")
    if seconds:
        try:
            options["timeout"] = float(seconds) or None
        except ValueError:
            pytest.fail(f"stario_timeout is a number of seconds; found {seconds!r}", pytrace=False)
    marked = _marked(request)
    options.update({name: marked[name] for name in CLIENT_OPTIONS if name in marked})
    return options


def application(request: pytest.FixtureRequest) -> Any:
    """
    The application of the test of `request`. Fails the test, with what to do, if there is none.
    """
    config = request.config
    given = _marked(request).get("app")
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


def _marked(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for marker in request.node.iter_markers("stario"):  # the closest comes first
        unknown = set(marker.kwargs) - {"app", *CLIENT_OPTIONS}
        if unknown or marker.args:
            what = ", ".join(sorted(unknown)) or "a positional argument"
            pytest.fail(
                f"@pytest.mark.stario takes app, {', '.join(CLIENT_OPTIONS)} by name; found {what}",
                pytrace=False,
            )
        for name, value in marker.kwargs.items():
            found.setdefault(name, value)
    return found


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
