"""
What a user does, in the words of a case, on a headless page or on Playwright's: they speak the same API.

    click SELECTOR, dblclick, hover, focus, blur, check, uncheck
    fill SELECTOR TEXT, type SELECTOR TEXT, press SELECTOR KEY
    select SELECTOR VALUE..., files SELECTOR NAME=TEXT...
    key KEY                      wherever the focus is
    js EXPRESSION                as a script of the page
    elements [ARG=VALUE...] HTML and `signals [onlyIfMissing=true] JSON`: a patch, without a request
    go                           the answers go on that wait at a border
    wait MS
    show hidden|visible
    goto PATH, reload, back, forward
"""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

from differential.app import App

__all__ = ["do"]

_ARGUMENT = re.compile(r"^(\w+)=(\S+)\s*")


async def do(page: Any, app: App, step: str, *, force: bool = False, delay: float = 0) -> None:
    """
    Do one step of a case; with `force` Playwright does not wait until an element is ready for it.

    `delay`: for how many milliseconds a key is held, as a person does. Without it Chromium does what waits
    before the key is up, or not, as it happens.
    """
    verb, _, rest = step.partition(" ")
    if verb == "js":
        await page.evaluate(f"(async () => {{ {rest} }})()")
    elif verb in ("elements", "signals"):
        arguments = {}
        while found := _ARGUMENT.match(rest):
            arguments[found[1]] = found[2]
            rest = rest[found.end() :]
        if rest:
            arguments[verb] = rest
        await page.evaluate(f"probe.patch({json.dumps('datastar-patch-' + verb)}, {json.dumps(arguments)})")
    elif verb == "go":
        app.go()
    elif verb == "wait":
        await page.wait_for_timeout(float(rest))
    elif verb == "show":
        await page.evaluate(f"probe.show({json.dumps(rest)})")
    elif verb == "goto":
        await page.goto(_absolute(page, rest))
    elif verb in ("reload", "back", "forward"):
        await {"reload": page.reload, "back": page.go_back, "forward": page.go_forward}[verb]()
    elif verb == "key":
        await page.keyboard.press(rest, delay=delay)
    else:
        await _act(page, verb, *shlex.split(rest), force=force, delay=delay)


def _absolute(page: Any, path: str) -> str:
    scheme, _, rest = str(page.url).partition("//")
    return f"{scheme}//{rest.partition('/')[0]}{path}"


async def _act(page: Any, verb: str, selector: str, *values: str, force: bool, delay: float) -> None:
    locator = page.locator(selector)
    if verb in ("focus", "blur"):
        await getattr(locator, verb)()
    elif verb in ("click", "dblclick", "hover", "check", "uncheck"):
        assert not values, f"{verb} takes a selector; found {values}"
        await getattr(locator, verb)(force=force)
    elif verb == "fill":
        await locator.fill(values[0], force=force)
    elif verb == "type":
        await locator.press_sequentially(values[0], delay=delay)
    elif verb == "press":
        await locator.press(values[0], delay=delay)
    elif verb == "select":
        await locator.select_option(list(values), force=force)
    elif verb == "files":
        files = []
        for value in values:
            name, _, content = value.partition("=")
            files.append({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
        await locator.set_input_files(files)
    else:
        raise ValueError(f"no step is called {verb!r}")
