"""
Time in a page is the test's time.
"""

from __future__ import annotations

from typing import Any

import pytest

from stario.testing import VirtualClock


async def test_a_timeout_is_due_exactly(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate("globalThis.log = []; setTimeout((x) => log.push(x), 300, 'late')")
    await stario_clock.advance(0.2999)
    assert await page.evaluate("log") == []
    await stario_clock.advance(0.0001)
    assert await page.evaluate("log") == ["late"]


async def test_the_order_of_tasks_and_microtasks(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    script = """() => {
      globalThis.log = [];
      setTimeout(() => { log.push("t1"); Promise.resolve().then(() => log.push("m1")) }, 10);
      setTimeout(() => log.push("t2"), 10);
      setTimeout(() => log.push("t0"), 5);
      setTimeout("log.push('text')", 10);
      queueMicrotask(() => log.push("m0"));
      log.push("sync");
    }"""
    await page.evaluate(script)
    await stario_clock.advance(0.01)
    assert await page.evaluate("log") == ["sync", "m0", "t0", "t1", "m1", "t2", "text"]


async def test_an_interval_goes_on_until_it_is_cleared(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate("globalThis.n = 0; globalThis.id = setInterval(() => { n++ }, 100)")
    await stario_clock.advance(60)
    assert await page.evaluate("n") == 600
    await page.evaluate("clearInterval(id)")
    await stario_clock.advance(60)
    assert await page.evaluate("n") == 600
    assert stario_clock.next_timer is None


async def test_nested_timeouts_are_slowed_down_as_in_browsers(
    page_of: Any, stario_clock: VirtualClock
) -> None:
    page = await page_of("", datastar=False)
    script = "globalThis.n = 0; (function again() { n++; setTimeout(again, 0) })()"
    await page.evaluate(script)
    assert await page.evaluate("n") < 10
    await stario_clock.advance(0.4)
    assert 100 <= await page.evaluate("n") <= 110


@pytest.mark.parametrize("delay", ["-5", "NaN", "'x'", "2 ** 31", "undefined", "null"])
async def test_odd_delays_are_none(page_of: Any, stario_clock: VirtualClock, delay: str) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate(f"globalThis.done = false; setTimeout(() => {{ done = true }}, {delay})")
    await page.settle()
    assert await page.evaluate("done") is True


async def test_dates_and_performance_move_with_the_clock(page_of: Any, stario_clock: VirtualClock) -> None:
    stario_clock.freeze("2025-09-01T12:00:00Z")
    page = await page_of("", datastar=False)
    assert await page.evaluate("new Date().toISOString()") == "2025-09-01T12:00:00.000Z"
    before = await page.evaluate("[Date.now(), performance.now()]")
    await stario_clock.advance(90)
    after = await page.evaluate("[Date.now(), performance.now()]")
    assert after[0] - before[0] == 90_000
    assert after[1] - before[1] == 90_000
    assert await page.evaluate("new Date(0).constructor === Date && new Date(5).getTime()") == 5
    assert await page.evaluate("typeof Date()") == "string"


async def test_frames_come_sixty_times_a_second(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    script = "globalThis.n = 0; (function frame() { requestAnimationFrame(() => { n++; frame() }) })()"
    await page.evaluate(script)
    assert await page.evaluate("n") == 0
    await stario_clock.advance(1)
    assert 57 <= await page.evaluate("n") <= 60
    await page.evaluate("globalThis.idle = 0; requestIdleCallback((d) => { idle = d.timeRemaining() })")
    await stario_clock.advance(0.001)
    assert await page.evaluate("idle") == pytest.approx(50)


async def test_a_frame_can_be_cancelled_by_one_before_it(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    script = """() => {
      globalThis.log = [];
      requestAnimationFrame(() => { log.push("first"); cancelAnimationFrame(second) });
      const second = requestAnimationFrame(() => log.push("second"));
      requestAnimationFrame(() => log.push("third"));
    }"""
    await page.evaluate(script)
    await stario_clock.advance(0.1)
    assert await page.evaluate("log") == ["first", "third"]


async def test_who_clears_all_timers_clears_those_of_the_page(
    page_of: Any, stario_clock: VirtualClock
) -> None:
    page = await page_of("", datastar=False)
    script = """() => {
      globalThis.log = [];
      requestAnimationFrame(() => log.push("frame"));
      const last = setTimeout(() => log.push("late"), 50);
      for (let id = -10; id <= last; id++) clearTimeout(id);
      return last;
    }"""
    assert await page.evaluate(script) == 1
    await stario_clock.advance(0.1)
    assert await page.evaluate("log") == ["frame"]


async def test_a_handler_that_is_set_again_is_called_once(page_of: Any) -> None:
    page = await page_of("", datastar=False)
    script = """async () => {
      const called = [];
      const controller = new AbortController();
      const { port1, port2 } = new MessageChannel();
      for (const handler of [(event) => called.push(event.type), null, (event) => called.push(event.type)]) {
        controller.signal.onabort = handler;
        port2.onmessage = handler;
      }
      controller.abort();
      port1.postMessage(1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return called;
    }"""
    assert await page.evaluate(script) == ["abort", "message"]


async def test_an_error_in_a_timer_is_told_and_stops_nothing(page_of: Any) -> None:
    page = await page_of("", datastar=False, problems=True)
    errors: list[Any] = []
    page.on("pageerror", errors.append)
    await page.evaluate("globalThis.ran = 0; setTimeout(() => { null.x }); setTimeout(() => { ran = 1 })")
    await page.settle()
    assert await page.evaluate("ran") == 1
    assert [error.name for error in errors] == ["TypeError"]
    assert [problem.kind for problem in page.problems] == ["error"]


async def test_a_timer_of_the_last_document_does_not_fire(page_of: Any, stario_clock: VirtualClock) -> None:
    page = await page_of("", datastar=False)
    await page.evaluate("setTimeout(() => { document.title = 'old' }, 100)")
    await page.reload()
    await stario_clock.advance(1)
    assert await page.title() == ""
