"""
Numbers, ranges, dates and times with `min`, `max` and `step`: arrows, `stepUp()`, and what is valid.
"""

from __future__ import annotations

from typing import Any

import pytest

HEAD = """<script>
  const told = [];
  for (const type of ["beforeinput", "input", "change"]) {
    document.addEventListener(type, () => told.push(type));
  }
  const FLAGS = ["badInput", "rangeUnderflow", "rangeOverflow", "stepMismatch"];
  function stateOf(field) {
    const flags = FLAGS.filter((flag) => field.validity[flag]);
    const range = field.matches(":in-range") ? "in" : field.matches(":out-of-range") ? "out" : "";
    return [field.value, flags.join(), range, told.join()];
  }
</script>"""

#: What it is, the keys, and what comes of them: the value, its flaws, its range, and the events.
KEYS = [
    ('type="number" value="5" step="2" min="1"', "ArrowUp", ["7", "", "in", "beforeinput,input,change"]),
    ('type="number" value="5" max="5"', "ArrowUp", ["5", "", "in", ""]),
    ('type="number" value="7" max="5"', "ArrowDown", ["5", "", "in", "input,change"]),
    ('type="number" value="9" step="3" min="0" max="10"', "ArrowUp", ["9", "", "in", "beforeinput"]),
    ('type="number" value="" min="3"', "ArrowUp", ["3", "", "in", "input,change"]),
    ('type="number" value="" min="3"', "ArrowDown", ["3", "", "in", "beforeinput,input,change"]),
    ('type="number" value="5" readonly', "ArrowUp", ["5", "", "", ""]),
    ('type="range" value="50" readonly', "PageUp", ["60", "", "", "input,change"]),
    ('type="range" min="0" max="1" step="0.1" value="0.3"', "ArrowRight", ["0.4", "", "in", "input,change"]),
    ('type="range" min="0" max="5" step="2" value="4"', "End", ["4", "", "in", ""]),
    (
        'type="range" value="7" max="10" step="any"',
        "ArrowDown ArrowDown ArrowDown",
        ["6.7", "", "in", "input,change,input,change,input,change"],
    ),
    ('type="date"', "Home", ["", "", "in", ""]),
    (
        'type="date" value="2024-02-10" min="2024-01-15" max="2024-02-10"',
        "ArrowUp",
        ["2024-01-10", "rangeUnderflow", "out", "input,change"],
    ),
    (
        'type="date" value="2024-02-10" min="2024-01-15" max="2024-02-10"',
        "ArrowRight ArrowRight ArrowUp",
        ["2024-02-10", "", "in", ""],
    ),
    (
        'type="date" value="2023-05-05" min="2024-01-15"',
        "ArrowRight ArrowRight ArrowUp",
        ["2024-05-05", "", "in", "input,change"],
    ),
    (
        'type="date" value="2026-05-05" max="2024-01-15"',
        "ArrowRight ArrowRight ArrowDown",
        ["2024-05-05", "rangeOverflow", "out", "input,change"],
    ),
    ('type="time" value="11:00" min="09:00" max="11:00"', "ArrowUp", ["09:00", "", "in", "input,change"]),
    ('type="time" value="10:20" step="900"', "ArrowRight ArrowUp", ["10:35", "", "", "input,change"]),
    ('type="time" value="10:20" step="900"', "ArrowRight ArrowDown", ["10:05", "", "", "input,change"]),
    ('type="time" value="10:20" step="3600"', "ArrowRight ArrowUp", ["10:20", "", "", ""]),
    ('type="time" value="10:20:30.5"', "ArrowUp", ["11:20:30.500", "", "", "input,change"]),
    (
        'type="month" value="2024-06" min="2024-03" max="2024-06"',
        "ArrowUp",
        ["2024-03", "", "in", "input,change"],
    ),
    (
        'type="week" value="2030-W10" max="2024-W12"',
        "ArrowRight ArrowDown",
        ["2024-W10", "", "in", "input,change"],
    ),
    (
        'type="datetime-local" value="2024-05-05T10:20" min="2024-05-05T09:00" max="2024-05-05T11:00"',
        "ArrowUp",
        ["2024-05-05T10:20", "", "in", ""],
    ),
    (
        'type="datetime-local" value="2024-05-05T12:20" min="2024-05-05T09:00" max="2024-05-05T11:00"',
        "ArrowRight ArrowRight ArrowRight ArrowUp",
        ["2024-05-05T21:20", "rangeOverflow", "out", "input,change"],
    ),
    # What is shown of a time is all written; its least and its steps decide about that, too.
    ('type="time" value="12:00" step="30"', "ArrowUp", ["13:00:00", "", "", "input,change"]),
    (
        'type="time" value="00:05" min="00:00:30"',
        "ArrowUp",
        ["01:05:00", "stepMismatch", "in", "input,change"],
    ),
    (
        'type="time" value="11:00" min="09:00" step="0.5"',
        "ArrowRight ArrowUp",
        ["11:01:00.000", "", "in", "input,change"],
    ),
    # A step of all that a field goes through leads to the one place that there is.
    (
        'type="time" value="10:20:30" min="12:00" step="43200"',
        "ArrowRight ArrowRight ArrowUp ArrowUp",
        ["10:20:00", "rangeUnderflow,stepMismatch", "out", "input,change"],
    ),
    (
        'type="time" value="12:45" min="12:00" max="12:00" step="0.5"',
        "ArrowRight ArrowRight ArrowRight ArrowDown",
        ["12:45", "rangeOverflow", "out", ""],
    ),
    # Limits that stand the other way round are those of the year, and so is one alone.
    (
        'type="month" value="2025-01" min="2024-03" max="2023-11"',
        "ArrowRight ArrowUp",
        ["2023-01", "rangeUnderflow", "out", "input,change"],
    ),
    (
        'type="week" value="2024-W10" min="2024-W10"',
        "ArrowRight ArrowDown",
        ["275760-W10", "", "in", "input,change"],
    ),
    ('type="time" value="12:20" min="23:00"', "ArrowUp", ["13:20", "rangeUnderflow", "out", "input,change"]),
    # Twelve comes before one, and what leads back to it turns no half of the day.
    (
        'type="time" value="00:20" min="09:00" max="00:05"',
        "ArrowUp",
        ["01:20", "rangeUnderflow,rangeOverflow", "out", "input,change"],
    ),
    (
        'type="time" value="10:20" min="00:00" max="00:30"',
        "ArrowUp",
        ["00:20", "", "in", "input,change"],
    ),
]

STEPS = [
    ('type="number" value="5" step="3" min="0" max="10"', "field.stepUp(0)", ["5", "stepMismatch"]),
    ('type="number" value="7" max="5"', "field.stepUp(0)", ["5", ""]),
    ('type="number" value="5" step="3" min="0" max="10"', "field.stepUp(3)", ["9", ""]),
    ('type="date" value="2024-01-31" step="7"', "field.stepDown()", ["2024-01-24", ""]),
    ('type="date" value="2023-05-05" min="2024-01-15"', "field.stepUp()", ["2024-01-15", ""]),
    ('type="time" value="10:20:30.5"', "field.stepUp()", ["10:21:30.500", ""]),
    (
        'type="time" value="23:30" min="22:00" max="02:00"',
        "field.value = '03:00'",
        ["03:00", "rangeUnderflow,rangeOverflow"],
    ),
    ('type="month" value="2024-05" step="3"', "field.stepUp()", ["2024-08", ""]),
    ('type="week" value="2024-W52"', "field.stepUp()", ["2025-W01", ""]),
    (
        'type="datetime-local"',
        "field.value = '2024-05-05 10:20:30.500'",
        ["2024-05-05T10:20:30.5", "stepMismatch"],
    ),
]


@pytest.mark.parametrize(("attributes", "keys", "state"), KEYS)
async def test_keys(show: Any, attributes: str, keys: str, state: list[str]) -> None:
    page = await show(f"<input {attributes}>", head=HEAD)
    field = page.locator("input")
    await field.focus()
    for key in keys.split():
        await page.keyboard.press(key)
    assert await field.evaluate("stateOf") == state


@pytest.mark.parametrize(("attributes", "step", "state"), STEPS)
async def test_steps(show: Any, attributes: str, step: str, state: list[str]) -> None:
    page = await show(f"<input {attributes}>", head=HEAD)
    found = await page.locator("input").evaluate(f"(field) => {{ {step}; return stateOf(field); }}")
    assert found[:2] == state
