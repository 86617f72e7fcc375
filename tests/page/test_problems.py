"""
Problems of a page: each is told with its name, its element, its line and its cause.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.responses import Response
from starlette.routing import Route

from stario import Command, PatchElements, Query
from stario.testing import VirtualClock
from stario.testing.page.problems import PageProblems

CLICK = "document.getElementById('b').dispatchEvent(new Event('click', {bubbles: true}))"


def one(page: Any, kind: str) -> Any:
    (problem,) = [each for each in page.problems if each.kind == kind]
    return problem


@pytest.mark.parametrize(
    ("attribute", "name"),
    [
        ("data-text='1+'", "GenerateExpression"),
        ("data-text='nope.x'", "ExecuteExpression"),
        ("data-text", "ValueRequired"),
        ("data-text:key='1'", "KeyNotAllowed"),
        ("data-bind", "KeyOrValueRequired"),
        ("data-computed='{a: 1}'", "ComputedExpectedFunction"),
    ],
)
async def test_an_attribute_that_throws(page_of: Any, attribute: str, name: str) -> None:
    page = await page_of(f"\n<p>fine</p>\n<input id=i {attribute}>", problems=True)
    problem = one(page, "expression")
    assert problem.name == name
    assert 'id="i"' in problem.element
    assert problem.line == 3
    assert problem.event == "GET /"


@pytest.mark.parametrize(
    "before",
    [
        "<template>\n<p>a</p>\n<template><i></i></template></template>",
        "<div><b></b>\n<template shadowrootmode=open><slot></slot>\n<u></u></template></div>",
        "<div><template shadowrootmode=open>\n</template><template shadowrootmode=open><u></u></template>",
        "<p><template shadowrootmode=none>\n<u></u></template></p>",
    ],
)
@pytest.mark.parametrize("script", ["", "<script>1</script>"])
async def test_a_line_behind_a_template(page_of: Any, before: str, script: str) -> None:
    page = await page_of(f"\n{script}{before}\n<input data-text='1+'>", problems=True)
    assert one(page, "expression").line == before.count("\n") + 3


async def test_an_expression_that_throws_at_a_click_names_the_action(page_of: Any) -> None:
    page = await page_of("<button id=b data-on:click='nope.x'>x</button>", problems=True)
    assert page.problems == []
    await page.evaluate(CLICK)
    problem = one(page, "expression")
    assert problem.name == "ExecuteExpression"
    assert "nope" in problem.message
    with pytest.raises(
        PageProblems, match="http://testserver/ has 1 problem:\nexpression: ExecuteExpression"
    ):
        page.check_problems()


async def test_a_patch_without_a_target(page_of: Any) -> None:
    async def patch() -> str:
        return '<p id="nowhere">1</p>'

    page = await page_of(
        "<button id=b data-on:click=\"@get('/patch')\">x</button>", Query("/patch", patch), problems=True
    )
    await page.evaluate(CLICK)
    await page.settle()
    problem = one(page, "no-target")
    assert problem.name == "PatchElementsNoTargetsFound"
    assert "'nowhere'" in problem.message
    assert "GET /patch" in problem.event


async def test_a_duplicate_id_after_a_patch(page_of: Any) -> None:
    async def patch() -> AsyncIterator[Any]:
        yield PatchElements("<i id=p>2</i>", selector="body", mode="append")
        yield PatchElements("<i id=q>2</i>", selector="body", mode="append")

    page = await page_of(
        "<p id=p>1</p><button id=b data-on:click=\"@get('/patch')\">x</button>",
        Query("/patch", patch),
        problems=True,
    )
    await page.evaluate(CLICK)
    await page.settle()
    problem = one(page, "duplicate-id")
    assert (problem.name, problem.element) == ("p", '<i id="p">')
    assert 'the first is <p id="p">' in problem.message
    assert "PatchElements('<i id=p>2</i>'" in problem.event


@pytest.mark.parametrize(
    ("attribute", "write"),
    [
        ("data-on-click='1'", "data-on:click"),
        ("data-on-load='1'", "data-init"),
        ("data-on-click__debounce.300ms='1'", "data-on:click__debounce.300ms"),
        ("data-bind-name", "data-bind:name"),
        ("data-class-active='$a'", "data-class:active"),
        ("data-signal:a='1'", "data-signals"),
        ("data-txet='$a'", "data-text"),
    ],
)
async def test_an_attribute_that_the_client_does_not_know(page_of: Any, attribute: str, write: str) -> None:
    page = await page_of(f"<p id=p {attribute}></p>", problems=True)
    problem = one(page, "unknown-attribute")
    assert problem.message.endswith(f"write {write}")
    assert problem.line == 1


async def test_attributes_of_the_page_s_own_are_its_own(page_of: Any) -> None:
    await page_of(
        "<p data-test='x' data-id=1 data-class-name='x' data-style-id='3' data-model='car'></p>"
        "<p data-signals:_a='1' data-show='$_a' data-on:custom-event__window='1' data-ignore-morph></p>"
    )


async def test_a_plugin_of_the_page_s_own_is_known(page_of: Any) -> None:
    await page_of(
        "<p data-shout='$x' data-signals:x='1'></p>",
        head="""<script type=module>
          import { attribute } from "https://cdn.example.com/datastar@v1.0.4/datastar.js";
          attribute({ name: "shout", requirement: "allowed", apply() {} });
        </script>""",
        datastar=False,
    )


@pytest.mark.parametrize(
    ("action", "kind", "told"),
    [
        ("@get('/none')", "no-route", "GET /none: no route has this path (status 404)"),
        ("@post('/page')", "no-route", "POST /page: no route has this method (status 405)"),
        ("@post('/invalid')", "status", "POST /invalid was answered with status 422"),
    ],
)
async def test_an_answer_that_the_client_does_not_apply(
    page_of: Any, action: str, kind: str, told: str
) -> None:
    async def page_() -> str:
        return "<p>"

    page = await page_of(
        f'<button id=b data-on:click="{action}">x</button>',
        Query("/page", page_),
        Route("/invalid", lambda request: Response("no", 422), methods=["POST"]),
        problems=True,
    )
    await page.evaluate(CLICK)
    await page.settle()
    assert told in one(page, kind).message


async def test_no_content_is_no_problem(page_of: Any) -> None:
    async def nothing() -> None:
        return None

    page = await page_of(
        "<button id=b data-on:click=\"@post('/nothing')\">x</button>", Command("/nothing", nothing)
    )
    await page.evaluate(CLICK)
    await page.settle()


async def test_a_signal_that_is_read_before_it_is_defined(page_of: Any) -> None:
    page = await page_of(
        "<b data-text='$early'></b><p data-signals:early='1' data-text='$early'></p>", problems=True
    )
    problem = one(page, "missing-signal")
    assert "$early is read before anything defines it" in problem.message
    assert problem.element == '<b data-text="$early">'


async def test_an_action_that_fails_for_good_is_told_by_the_client_s_name(
    page_of: Any, stario_clock: VirtualClock
) -> None:
    async def broken(request: Any) -> Response:
        raise asyncio.CancelledError  # the connection goes without an answer

    page = await page_of(
        "<button id=b data-on:click=\"@get('/broken', {retryMaxCount: 1})\">x</button>",
        Route("/broken", broken),
        problems=True,
    )
    page.network.raises = False
    await page.evaluate(CLICK)
    await stario_clock.advance(60)
    assert one(page, "rejection").name == "FetchFailed"


async def test_what_is_not_simulated_is_said_with_the_expression(page_of: Any) -> None:
    page = await page_of("<p id=p data-init='el.getBoundingClientRect()'></p>", problems=True)
    problem = one(page, "not-simulated")
    assert "Element.getBoundingClientRect(), used in 'el.getBoundingClientRect()'" in problem.message
    assert problem.element == '<p id="p" data-init="el.getBoundingClientRect()">'
    assert "--stario-browser=chromium" in problem.message
    for script in (
        "new WebSocket('ws://x')",
        "new EventSource('/x')",
        "indexedDB.open('x')",
        "document.body.offsetWidth",
    ):
        told = await page.evaluate(
            f"(() => {{ try {{ {script} }} catch (error) {{ return error.name }} }})()"
        )
        assert told == "NotSimulated"


async def test_a_problem_that_is_meant_is_cleared(page_of: Any) -> None:
    page = await page_of("<p data-text='1+'></p>")
    assert page.problems
    page.problems.clear()
