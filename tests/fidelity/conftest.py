"""
The differential suite: the page beside Chromium.

In the normal run the headless page is compared with what Chromium did when it was recorded. `--record`
records: only what has changed, or everything with `--record=all`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from differential.clients import clients as real_clients
from differential.goldens import Golden, read_golden, write_golden

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        nargs="?",
        const="new",
        choices=["new", "all"],
        help="tests/fidelity: let Chromium do the cases that are new or changed, or all, and record it",
    )


@pytest.fixture(scope="session")
def clients() -> dict[str, Path]:
    """The paths of the clients by their versions."""
    return real_clients()


@pytest.fixture(scope="session")
def apart() -> Callable[..., Any]:
    """`apart(work, ...)` works in a thread of its own: Playwright's loop is no test's loop."""

    def call(work: Callable[..., Any], *arguments: Any) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(work, *arguments).result()

    return call


@pytest.fixture(scope="session")
def known() -> dict[str, str]:
    """Where the page still differs from Chromium: the reason by the case."""
    lines = (HERE / "known_differences.txt").read_text("utf-8").splitlines()
    pairs = [line.partition(": ") for line in lines if line.strip() and not line.startswith("#")]
    return {name: reason for name, _, reason in pairs}


@pytest.fixture(scope="session")
def recorded(pytestconfig: pytest.Config, apart: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """
    `recorded(group, digests, record)`: what Chromium did, by name. What is not recorded as it is now is left
    out, unless the run records: then `record(names)` has it done.
    """
    mode = pytestconfig.getoption("--record", default=None)
    found: dict[str, Golden] = {}

    def of(group: str, digests: dict[str, str], record: Callable[[list[str]], list[Any]]) -> dict[str, Any]:
        if group not in found:
            old = {} if mode == "all" else read_golden(group)
            golden = {name: old[name] for name in digests if old.get(name, ("",))[0] == digests[name]}
            missing = [name for name in digests if name not in golden]
            if mode and missing:
                results = apart(record, missing)
                golden |= {
                    name: (digests[name], result) for name, result in zip(missing, results, strict=True)
                }
                golden = {name: golden[name] for name in digests}
            if mode and golden != old:
                write_golden(group, golden)
            found[group] = golden
        return {name: result for name, (_, result) in found[group].items()}

    return of
