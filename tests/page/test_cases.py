"""
The DOM beside Chromium's: scripts that say what they see, and what Chromium has said to the same.

`cases/NAME.js` is a function that is given `check(label, value)`; `cases/NAME.json` holds what Chromium has
checked, in order. With `STARIO_RECORD=1` the test in Chromium writes it.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM

from stario.testing.page.engine import Engine
from stario.testing.page.parsing import pure_answers

CASES = sorted((Path(__file__).parent / "cases").glob("*.js"), key=lambda path: path.stem)
URL = "http://testserver/"
HTML = "<!doctype html><html><head></head><body></body></html>"
#: The values of one run as JSON, the labels with them.
COLLECT = """async () => {
  const seen = [];
  await (%s)((label, value) => seen.push([label, value === undefined ? "(undefined)" : value]));
  return JSON.stringify(seen);
}"""


def script_of(case: Path) -> str:
    """The function, without the semicolon that a formatter puts after it."""
    return case.read_text(encoding="utf-8").rstrip().removesuffix(";")


def headless(script: str) -> list[tuple[str, Any]]:
    """What the script checks on our DOM."""
    told: list[Any] = []
    answers: dict[str, Callable[..., object]] = {
        **pure_answers(),
        "now": lambda: 1_700_000_000_000.0,
        "tick": lambda: 5.0,
        "evaluated": lambda number, value, problem: told.append((value, problem)),
    }

    def host(name: str, arguments: list[Any]) -> object:
        return answers[name](*arguments) if name in answers else None

    engine = Engine(seconds=60)  # what is done is asked here, on however slow a machine
    engine.host = host
    engine.call("start", {"url": URL, "local": {}, "session": {}})
    engine.call("boot", HTML, URL, "text/html")
    engine.call("loaded")
    engine.call("evaluate", 1, COLLECT % script, None)
    ((value, problem),) = told
    assert problem is None, problem
    return [(label, seen) for label, seen in json.loads(value)]


def in_chromium(scripts: list[str]) -> list[list[tuple[str, Any]]]:
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for script in scripts:
            page = browser.new_page()
            page.route("**/*", lambda route: route.fulfill(body=HTML, content_type="text/html"))
            page.goto(URL)
            value = page.evaluate(COLLECT % script)
            found.append([(label, seen) for label, seen in json.loads(value)])
        browser.close()
    return found


def recorded(case: Path) -> list[tuple[str, Any]]:
    checks = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    return [(label, seen) for label, seen in checks]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_chromium_does_is_done(case: Path) -> None:
    ours = headless(script_of(case))
    theirs = recorded(case)
    assert [label for label, _ in ours] == [label for label, _ in theirs]
    different = [
        f"{label}\n  Chromium: {json.dumps(wanted, ensure_ascii=False)}\n  here:     "
        f"{json.dumps(seen, ensure_ascii=False)}"
        for (label, seen), (_, wanted) in zip(ours, theirs, strict=True)
        if seen != wanted
    ]
    assert not different, "\n".join([f"{len(different)} of {len(theirs)} differ:", *different])


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
async def test_chromium_still_does_it() -> None:
    scripts = [script_of(case) for case in CASES]
    # In a thread of its own: Playwright's synchronous API does not like the loop of this test.
    for case, seen in zip(CASES, await asyncio.to_thread(in_chromium, scripts), strict=True):
        if os.environ.get("STARIO_RECORD"):
            lines = ",\n".join(json.dumps(check, ensure_ascii=False) for check in seen)
            case.with_suffix(".json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        assert recorded(case) == seen, case.name
