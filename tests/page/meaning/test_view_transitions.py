"""A view transition changes the page; what it shows meanwhile is no part of that."""

from __future__ import annotations

from typing import Any

from stario.testing import expect


async def test_a_transition_runs_its_callback(show: Any) -> None:
    page = await show(
        """<p id=p>old</p><button onclick="
          const transition = document.startViewTransition(() => { p.textContent += ' new' });
          p.textContent += ' soon';
          transition.finished.then(() => { p.textContent += ' finished' });
        ">go</button>"""
    )
    await page.get_by_role("button").click()
    await expect(page.locator("#p")).to_have_text("old soon new finished")


async def test_what_a_transition_promises(show: Any) -> None:
    page = await show("<p>text</p>")
    seen = await page.evaluate(
        """async () => {
          const seen = [];
          const note = (what) => [() => seen.push(what), (error) => seen.push(what + " " + error.message)];
          const after = document.startViewTransition({ update: async () => 7, types: ["a"] });
          seen.push(await after.updateCallbackDone, await after.finished, after instanceof ViewTransition);
          const failed = document.startViewTransition(() => Promise.reject(new Error("no")));
          await failed.ready.then(...note("ready"));
          await failed.updateCallbackDone.then(...note("done"));
          await failed.finished.then(...note("finished"));
          await document.startViewTransition().finished;
          const skipped = document.startViewTransition(() => seen.push("still called"));
          skipped.ready.catch(() => {});
          skipped.skipTransition();
          await skipped.finished;
          return seen;
        }"""
    )
    assert seen == [None, None, True, "ready no", "done no", "finished no", "still called"]


async def test_a_callback_that_fails_is_told_of(show: Any) -> None:
    page = await show("<p>text</p>")
    await page.evaluate(
        "document.startViewTransition(() => { throw new Error('no') }).updateCallbackDone.catch(() => {})"
    )
    await page.settle()
    assert ["no" in str(problem) for problem in page.problems] == [True, True]
    page.problems.clear()


async def test_scrolling_into_view_is_asked_for(show: Any) -> None:
    page = await show("<p id=p>text</p><script>p.scrollIntoView(); p.textContent = 'scrolled'</script>")
    await expect(page.locator("#p")).to_have_text("scrolled")
