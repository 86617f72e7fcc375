"""The page of the seed example outlives its server, with no hand on it."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, expect
from served import uvicorn

EXAMPLE = Path(__file__).parents[2] / "examples" / "online_counter" / "main.py"


def test_it_goes_on_counting_after_a_reload(page: Page, page_errors: list[str], tmp_path: Path) -> None:
    main = tmp_path / "main.py"
    shutil.copy(EXAMPLE, main)
    loads: list[str] = []
    page.on("request", lambda request: request.is_navigation_request() and loads.append(request.url))
    with uvicorn(tmp_path, "--reload") as (_, port):
        page.goto(f"http://127.0.0.1:{port}/")
        counter = page.locator("#online-counter")
        expect(counter).to_have_text(re.compile("Online since: 0.[2-9]"))
        for _ in range(3):  # the reloader may not be watching yet
            main.write_text(EXAMPLE.read_text().replace("Online since", "Back since"))
            with suppress(AssertionError):
                expect(counter).to_have_text(re.compile("Back since"), timeout=10_000)
                break
        expect(counter).to_have_text(re.compile("Back since: 0.[2-9]"))
        expect(page.get_by_role("heading")).to_have_text("Realtime responses!")
        page.goto("about:blank")
    assert "ERR_INCOMPLETE_CHUNKED_ENCODING" in page_errors[0], "cut: that is what makes the client come back"
    assert all("net::ERR_" in error for error in page_errors), page_errors
    page_errors.clear()
    assert [url for url in loads if url != "about:blank"] == loads[:1], "nobody reloaded the page"
