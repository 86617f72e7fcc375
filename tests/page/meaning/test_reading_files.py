"""A FileReader's events, one after another."""

from __future__ import annotations

from typing import Any


async def test_what_waits_for_an_event_is_done_before_the_next(show: Any) -> None:
    page = await show("")
    told = await page.evaluate(
        """async () => {
          const reader = new FileReader();
          const told = [];
          const once = { once: true };
          const event = (type) => new Promise((done) => reader.addEventListener(type, done, once));
          const ended = event("loadend").then(() => told.push("the end"));
          reader.readAsText(new Blob(["some text"]));
          for (const type of ["loadstart", "progress", "load"]) {
            await event(type);
            told.push(type, reader.readyState, type === "load" ? reader.result : "");
          }
          await ended;
          return told;
        }"""
    )
    assert told == ["loadstart", 1, "", "progress", 1, "", "load", 2, "some text", "the end"]
