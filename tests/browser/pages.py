"""What several tests do with a page."""

from __future__ import annotations

from playwright.sync_api import Page


def ready(page: Page) -> None:
    """The page is the server's, and can be seen, before the client has bound anything in it."""
    page.wait_for_load_state()
    page.evaluate("new Promise((done) => setTimeout(done))")  # behind the client's own
