"""
Random users: a form, and what somebody does with it.
"""

from __future__ import annotations

import json
from random import Random

from differential.cases import Case

__all__ = ["sequence"]

STEPS = 20
TEXTS = ["a", "text", "5", "", "x y", "é"]
KEYS = [
    "a",
    "7",
    "Backspace",
    "Delete",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "Shift+ArrowLeft",
    "Control+a",
]
WANDERING = ["Tab", "Tab", "Shift+Tab", "Space", "b"]


def sequence(seed: int) -> Case:
    """
    A case of its own: a random form and twenty random steps.
    """
    random = Random(f"sequence {seed}")
    controls = [_control(random, number) for number in range(random.randrange(4, 9))]
    steps = [_step(random, controls) for _ in range(STEPS)]
    body = _form(random, controls) + '<pre data-json-signals__terse></pre><button id="z">z</button>'
    return Case("sequences", str(seed), json.dumps([body, steps]), 0, body=body, steps=steps)


def _control(random: Random, number: int) -> dict[str, str]:
    kinds = ["text", "text", "number", "checkbox", "checkbox", "radio", "radio", "select", "multiple"]
    kind = random.choice([*kinds, "textarea", "button", "reset", "details", "range", "email", "label"])
    control = {"kind": kind, "id": f"c{number}"}
    if kind == "radio":
        control["name"] = random.choice("rq")
    if random.random() < 0.5 and kind not in ("button", "reset", "details", "label"):
        control["bind"] = random.choice(["a", "b", f"s{number}"])
    if random.random() < 0.5:
        control["value"] = random.choice(["1", "2", "x"])
    if random.random() < 0.4:
        control["on"] = ""
    if random.random() < 0.2:
        control["required"] = ""
    return control


def _form(random: Random, controls: list[dict[str, str]]) -> str:
    return f'<form id="f" data-on:submit="$sent = evt.submitter?.id">{"".join(map(_html, controls))}</form>'


def _html(control: dict[str, str]) -> str:
    kind, identifier = control["kind"], control["id"]
    bind = f' data-bind="{control["bind"]}"' if "bind" in control else ""
    value = f' value="{control["value"]}"' if "value" in control else ""
    required = " required" if "required" in control else ""
    common = f'id="{identifier}"{bind}{required}'
    if kind in ("checkbox", "radio"):
        name = f' name="{control["name"]}"' if kind == "radio" else ""
        return f'<input {common} type="{kind}"{name}{value}{" checked" if "on" in control else ""}>'
    if kind in ("select", "multiple"):
        options = "".join(
            f'<option value="{each}"{" selected" if control.get("value") == each else ""}>{each}</option>'
            for each in ("1", "2", "x")
        )
        return f"<select {common}{' multiple' if kind == 'multiple' else ''}>{options}</select>"
    if kind == "textarea":
        return f"<textarea {common}>{control.get('value', '')}</textarea>"
    if kind == "button":
        return f'<button {common} data-on:click="$n{identifier} = ($n{identifier} || 0) + 1">b</button>'
    if kind == "reset":
        return f"<button {common} type=reset>r</button>"
    if kind == "details":
        is_open = " open" if "on" in control else ""
        return f'<details {common}{is_open}><summary id="{identifier}s">s</summary>text</details>'
    if kind == "label":
        return f'<label {common}>l <input id="{identifier}i" type="checkbox"></label>'
    return f'<input {common} type="{kind}"{value}>'


def _step(random: Random, controls: list[dict[str, str]]) -> str:
    control = random.choice(controls)
    kind, target = control["kind"], f"#{control['id']}"
    chance = random.random()
    if chance < 0.08:
        return f"key {random.choice(WANDERING)}"
    if chance < 0.14:
        return f"signals {json.dumps({random.choice('ab'): random.choice(['1', '2', 'x', '', True, 3])})}"
    if chance < 0.24:
        changed = [dict(each) for each in controls]
        for each in random.sample(changed, 2):
            each["value"] = random.choice(["1", "2", "x"])
            if each.pop("on", None) is None:
                each["on"] = ""
        if random.random() < 0.3:
            random.shuffle(changed)
        return f"elements {_form(random, changed)}"
    if kind in ("text", "email", "textarea", "number"):
        text = random.choice(TEXTS if kind != "number" else ["5", "", "2.5", "-1"])
        action = random.choice(["fill", "type", "press", "press", "click", "focus", "blur"])
        if action == "fill":
            return f"fill {target} {json.dumps(text, ensure_ascii=False)}"
        if action == "type":
            return f"type {target} {json.dumps(text or '1', ensure_ascii=False)}"
        if action == "press":
            return (
                f"press {target} {random.choice(KEYS if kind != 'number' else ['5', 'Backspace', 'ArrowUp'])}"
            )
        return f"{action} {target}"
    if kind == "checkbox":
        return f"{random.choice(['click', 'check', 'uncheck', 'press'])} {target}".replace(
            f"press {target}", f"press {target} Space"
        )
    if kind == "radio":
        return random.choice([f"click {target}", f"check {target}", f"press {target} ArrowDown"])
    if kind == "select":
        return f"select {target} {random.choice('12x')}"
    if kind == "multiple":
        return f"select {target} {' '.join(random.sample('12x', random.randrange(1, 4)))}"
    if kind == "details":
        return f"click {target}s"
    if kind == "range":
        return f"press {target} {random.choice(['ArrowRight', 'ArrowLeft', 'Home', 'End'])}"
    if kind == "label":
        return random.choice([f"click {target}i", f"check {target}i"])
    return f"click {target}"
