"""
What a user does, beside Chromium: the events that come, their order and what they say, and what becomes of
the controls.

`actions/cases.json` holds pages and steps, `actions/recorded.json` what Chromium has told of each under
Playwright. With `STARIO_RECORD=1` the test in Chromium writes it.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from chromium import CHROMIUM
from headless_page import HeadlessPage, document

HERE = Path(__file__).parent / "actions"
CASES: dict[str, dict[str, Any]] = {
    case["name"]: case for case in json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
}
RECORDER = (HERE / "recorder.js").read_text(encoding="utf-8").rstrip().removesuffix(";")
#: Which of them a run in Chromium without recording looks at again.
EVERY = 12


def headless(case: dict[str, Any]) -> list[Any]:
    page = HeadlessPage(case["html"])
    page.evaluate(RECORDER)
    page.rest()
    for step in case["steps"]:
        page.step(*step)
    found: list[Any] = page.evaluate("[recorded, stateOfControls()]")
    return found


def chromium_step(page: Any, name: str, *given: Any) -> None:
    options = dict(given[-1]) if given and isinstance(given[-1], dict) else {}
    values = [value for value in given if not isinstance(value, dict)]
    match name:
        case "wait":
            page.wait_for_timeout(1200)
        case "keyboard":
            page.keyboard.press(values[0])
        case "press_sequentially" | "blur":
            getattr(page.locator(values[0]), name)(*values[1:])
        case "set_input_files":
            files = [
                {"name": file["name"], "mimeType": file["mimeType"], "buffer": file["text"].encode()}
                for file in values[1]
            ]
            page.set_input_files(values[0], files)
        case _:
            getattr(page, name)(*values, **options)


def in_chromium(cases: list[dict[str, Any]]) -> list[list[Any]]:
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for case in cases:
            # A page of its own for each: the mouse stays where it was.
            page = browser.new_page()
            page.set_default_timeout(10_000)
            page.set_content(document(case["html"]))
            page.evaluate(RECORDER)
            for step in case["steps"]:
                chromium_step(page, *step)
            page.wait_for_timeout(60)
            found.append(page.evaluate("() => [recorded, stateOfControls()]"))
            page.close()
        browser.close()
    return found


def recordings() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
    return found


def in_order(result: list[Any]) -> list[Any]:
    """
    `select` events come in a task of their own, whose place among the others is chance: only counted.
    """
    events, states = result
    selects = [event for event in events if event.startswith("select ")]
    return [[event for event in events if not event.startswith("select ")], selects, states]


@pytest.mark.parametrize("name", CASES)
def test_what_a_user_does_brings_chromium_s_events(name: str) -> None:
    assert in_order(headless(CASES[name])) == in_order(recordings()[name])


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium found")
async def test_chromium_still_tells_of_them() -> None:
    records = bool(os.environ.get("STARIO_RECORD"))
    names = list(CASES) if records else list(CASES)[::EVERY]
    found = await asyncio.to_thread(in_chromium, [CASES[name] for name in names])
    if records:
        lines = ",\n".join(
            f"{json.dumps(name)}: {json.dumps(result, ensure_ascii=False)}"
            for name, result in zip(names, found, strict=True)
        )
        (HERE / "recorded.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    known = recordings()
    for name, result in zip(names, found, strict=True):
        assert in_order(known[name]) == in_order(result), name
