"""
Classic scripts whose declarations are every script's: those of strict code, and `let` and `const`.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import Response

from stario import Query
from stario.testing import expect

DECLARES = """// of an application
"use strict";
var greeting = "hello";
function greet(name) { return `${greeting} ${name}` }
if (true) { var last = "!" }
"""
USES = "<p>?</p><script>document.querySelector('p').textContent = greet('you') + window.last</script>"


@pytest.mark.parametrize("head", ["<script src='/own.js'></script>", f"<script>{DECLARES}</script>"])
async def test_what_it_declares_is_there_for_the_next(show: Any, head: str) -> None:
    async def own() -> Response:
        return Response(DECLARES, media_type="text/javascript")

    page = await show(head + USES, Query("/own.js", own))
    await expect(page.locator("p")).to_have_text("hello you!")


@pytest.mark.stario(problems="ignore")
@pytest.mark.parametrize("declaration", ["'use strict'; var a = 1", "const a = 1", "var a = 1"])
async def test_what_it_throws_is_the_error_itself(show: Any, declaration: str) -> None:
    page = await show(
        f"""<p>?</p><script>window.onerror = (message, file, line, column, error) => {{
          document.querySelector("p").textContent = [message, error instanceof ReferenceError, error.name];
        }}</script><script>{declaration};\nnowhere()</script>"""
    )
    await expect(page.locator("p")).to_have_text(
        "Uncaught ReferenceError: nowhere is not defined,true,ReferenceError"
    )
