"""The fixtures of pages: whose problems fail a test, several users, settings, and the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inner import project, run

import stario.testing.page.page  # once, and not again by every inner run

__all__ = ["stario"]

APP = """
from stario import Command, Query, Stario

CLIENT = '<script type="module" src="https://cdn.jsdelivr.net/gh/x/datastar@v1.0.4/bundles/datastar.js"></script>'

async def home():
    return (
        "<!doctype html><html><head><title>Home</title></head><body><p id='twice'>x</p><b id=b></b>"
        "<button onclick='lost()'>Break</button></body></html>"
    )

async def with_client():
    return f"<!doctype html><html><head>{CLIENT}</head><body></body></html>"

app = Stario(Query("/", home), Query("/client", with_client))
"""
BROKEN = """
import pytest
pytestmark = pytest.mark.filterwarnings("default")

async def test_it(stario_page):
    await stario_page.goto("/")
    await stario_page.get_by_role("button", name="Break").click()
"""


def test_a_problem_fails_its_test(pytester: pytest.Pytester) -> None:
    project(pytester, BROKEN, app=APP)
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*PageProblems: http://testserver/ has 1 problem:", "*error: ReferenceError*lost*"]
    )


def test_a_problem_that_was_looked_at_does_not(pytester: pytest.Pytester) -> None:
    project(pytester, BROKEN + "    assert stario_page.problems.pop().name == 'ReferenceError'\n", app=APP)
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize(("mode", "warnings"), [("warn", 1), ("ignore", 0)])
def test_problems_may_only_warn(pytester: pytest.Pytester, mode: str, warnings: int) -> None:
    project(pytester, BROKEN, app=APP)
    run(pytester, "-o", f"stario_page_problems={mode}", "-W", "default").assert_outcomes(
        passed=1, warnings=warnings
    )


def test_the_marker_goes_before_the_setting(pytester: pytest.Pytester) -> None:
    marked = BROKEN.replace("async def", '@pytest.mark.stario(problems="fail")\nasync def')
    project(pytester, marked, app=APP)
    run(pytester, "-o", "stario_page_problems=ignore").assert_outcomes(failed=1)


def test_another_mode_is_told(pytester: pytest.Pytester) -> None:
    project(pytester, BROKEN, app=APP)
    result = run(pytester, "-o", "stario_page_problems=maybe")
    result.stdout.fnmatch_lines(["*stario_page_problems is one of fail, warn, ignore; found 'maybe'*"])


def test_another_browser_is_told(pytester: pytest.Pytester) -> None:
    project(pytester, BROKEN, app=APP)
    result = run(pytester, "--stario-browser=lynx")
    assert "--stario-browser is chromium; found 'lynx'" in result.stdout.str() + result.stderr.str()


def test_without_the_client_it_says_where_it_may_come_from(pytester: pytest.Pytester) -> None:
    test = """
    async def test_it(stario_page):
        await stario_page.goto("/client")
    """
    project(pytester, test, app=APP)
    result = run(pytester, "-o", "stario_datastar=nowhere.js")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*nowhere.js (the option stario_datastar), which is no file*"])


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_users_share_the_app_and_not_their_cookies(pytester: pytest.Pytester, mode: str) -> None:
    test = """
    async def test_it(stario_pages, stario_client, stario_clock):
        alice, bob = await stario_pages(2)
        (same,) = await stario_pages(1, client=stario_client)
        for page in (alice, bob, same):
            await page.goto("/")
            assert await page.title() == "Home"
        await alice.evaluate("document.cookie = 'who=alice'")
        await same.evaluate("document.cookie = 'who=client'")
        assert await bob.evaluate("document.cookie") == ""
        assert stario_client.cookies["who"] == "client"
    """
    project(pytester, test, app=APP, mode=mode)
    run(pytester).assert_outcomes(passed=1)


def test_under_anyio(pytester: pytest.Pytester) -> None:
    test = """
    import pytest

    @pytest.mark.anyio
    async def test_it(stario_page):
        await stario_page.goto("/")
        assert await stario_page.title() == "Home"

    @pytest.fixture
    def anyio_backend():
        return "asyncio"
    """
    project(pytester, test, app=APP)
    run(pytester).assert_outcomes(passed=1)


def test_a_sync_test_is_told_so(pytester: pytest.Pytester) -> None:
    project(pytester, "def test_it(stario_page):\n    pass", app=APP)
    result = run(pytester)
    result.stdout.fnmatch_lines(["*asks for stario_page*write `async def test_it(...)`*"])


def test_the_failure_points_at_the_test_and_the_report_has_the_pages(pytester: pytest.Pytester) -> None:
    test = """
    from stario.testing import expect

    async def test_it(stario_page):
        await stario_page.goto("/")
        await stario_page.locator("#b").evaluate("b => b.textContent = 'ready'")
        await stario_page.get_by_text("ready").click()
        await expect(stario_page.locator("#b")).to_have_text("done")
    """
    project(pytester, test, app=APP)
    result = run(pytester, "--stario-trace=retain-on-failure")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['>*to_have_text("done")', "E*Expected: 'done'", "E*Actual: *'ready'"])
    assert "expectations.py" not in result.stdout.str()
    (file,) = Path(pytester.path, "stario-output", "traces").glob("*.jsonl")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    pages = [line for line in lines if line["type"] == "snapshot"]
    assert [page["cause"] for page in pages] == ["goto('/')", "click get_by_text('ready')"]
    assert pages[0]["changes"] == ["a page was loaded"]
    assert any("ready" in change for change in pages[1]["changes"])
    assert any("get_by_text('ready')" in locator for locator in pages[1]["locators"])


def test_a_page_that_scripts_have_nested_deep_fails_with_a_report_too(pytester: pytest.Pytester) -> None:
    test = """
    from stario.testing import expect

    NEST = '''() => {
      let top = document.getElementById("b");
      top.textContent = "deep";
      for (let i = 0; i < 4000; i++) {
        const outer = document.createElement("div");
        outer.append(top);
        top = outer;
      }
      document.body.append(top);
    }'''

    async def test_it(stario_page):
        await stario_page.goto("/")
        await stario_page.evaluate(NEST)
        await stario_page.locator("#b").click()
        await expect(stario_page.locator("#b")).to_have_text("done")
    """
    project(pytester, test, app=APP)
    result = run(pytester, "--stario-trace=retain-on-failure")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E*Expected: 'done'", "E*Actual: *'deep'"])
    report = Path(pytester.path, "stario-output", "report.html").read_text()
    assert report.count("&lt;div&gt;") > 1000
