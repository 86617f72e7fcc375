"""
What Playwright's pages and locators have, and the headless page has not: each name says why, and what to do.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

__all__ = ["Absent", "NotSimulated"]

BROWSER = "run this test in a browser with --stario-browser=chromium"
_HANDLES = (
    "it has no handles of elements. A locator is looked up each time that it is used: page.locator(...), and "
    "evaluate() for a value"
)
_APPLICATION = (
    "the application itself answers each request, in the test's own process. Change there what it does, with "
    "app.overrides or monkeypatch; page.requests holds what was sent"
)
_FRAMES = f"an <iframe> has no document there; {BROWSER}"
_PICTURES = f"nothing is drawn there; {BROWSER}"
_LAYOUT = f"nothing is laid out there, so that nothing has a place; {BROWSER}"
_TOUCH = f"it has a mouse and no touch screen: click(), or {BROWSER}"
_ARIA = f"it takes no snapshots of accessibility: get_by_role() and to_have_accessible_name(), or {BROWSER}"
_ONE = f"a page shows one document, and opens no other. Each of several is of stario_pages(); or {BROWSER}"
_HANDLERS = "nothing comes up between two steps of a test: do what is in the way yourself"
_SOCKETS = f"it has no web sockets and no workers; {BROWSER}"
_WATCHING = f"there is nothing to look at; {BROWSER} --stario-headed"
_EXPOSED = "its scripts call no Python. Read with evaluate(), or listen with page.on('console', ...)"

#: The names of a page, and of a locator, by what there is to say of them.
PAGE = {
    _APPLICATION: "route route_from_har unroute unroute_all",
    _SOCKETS: "expect_websocket expect_worker route_web_socket webmcp workers",
    _HANDLES: "evaluate_handle query_selector query_selector_all",
    _FRAMES: "frame frame_locator frames main_frame",
    _PICTURES: "pdf screencast screenshot video",
    _LAYOUT: "drag_and_drop emulate_media set_viewport_size",
    _TOUCH: "tap touchscreen",
    _ARIA: "aria_snapshot get_by_ref",
    _ONE: "expect_popup opener",
    _HANDLERS: "add_locator_handler remove_locator_handler",
    _WATCHING: "cancel_pick_locator hide_highlight pause pick_locator",
    _EXPOSED: "expose_binding expose_function",
    "a user is a StarioClient, with cookies in `client.cookies`; `stario_pages(2)` opens pages of two, and "
    "`stario_pages(1, client=...)` one of a client": "context",
    "time is the test's: ask for the fixture stario_clock": "clock",
    "a request beside the page is made with stario_client": "request",
    "evaluate() reads and writes localStorage and sessionStorage": "local_storage session_storage",
    "choose the files where they are wanted, with set_input_files()": "expect_file_chooser",
    "its memory is freed when it is closed": "request_gc",
}
LOCATOR = {
    _HANDLES: "element_handle element_handles evaluate_handle",
    _FRAMES: "content_frame frame_locator",
    _PICTURES: "screenshot",
    _LAYOUT: "bounding_box drag_to drop",
    _TOUCH: "tap",
    _ARIA: "aria_snapshot",
    _WATCHING: "hide_highlight highlight normalize",
}
EXPECTATIONS = {
    _LAYOUT: "to_be_in_viewport not_to_be_in_viewport",
    _ARIA: "to_match_aria_snapshot not_to_match_aria_snapshot",
}
MOUSE = {_LAYOUT: "click dblclick move wheel"}


class NotSimulated(AttributeError):
    """
    A part of Playwright's API that the headless page has not.
    """


class Absent:
    """
    What answers for a name that it has not: in a sentence.
    """

    _subject: str
    _absent: dict[str, str]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name.startswith("_"):
                raise AttributeError(name)
            kind = type(self)
            for why, names in kind._absent.items():
                if name in names.split():
                    raise NotSimulated(
                        f"{kind._subject}.{name} is not part of the headless page: {why}", name=name, obj=self
                    )
            known = [each for each in dir(kind) if not each.startswith("_")]
            near = difflib.get_close_matches(name, known, 1)
            told = f"; did you mean {near[0]}?" if near else f": if Playwright has it, {BROWSER}"
            raise NotSimulated(
                f"{kind._subject}.{name} is not part of the headless page{told}", name=name, obj=self
            )
