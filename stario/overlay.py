"""
Errors where they can be seen: in debug, in the page whose request has failed.

The Datastar client drops every answer whose status is not 200, so a page never shows what went wrong. In
debug that answer becomes a patch that lays the error over the page, which keeps all of its own content.
"""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from html import escape
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stario import _where
from stario.datastar import PatchElements, encode

__all__ = ["ErrorOverlay", "overlay"]

ID = "stario-error"
_LIBRARIES = (
    *{f"{sysconfig.get_path(name)}{os.sep}" for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    f"{Path(__file__).parent}{os.sep}",
    "<frozen",
)
#: Of an answer with an error in it, what is shown of its text.
MOST_TEXT = 20_000
#: How many exceptions are shown of those that an error came of.
MOST_ERRORS = 10


class ErrorOverlay:
    """
    Middleware, outside every other, that shows an error in the page that has caused it.

    Only to people: the request must come from the Datastar client in a browser. A test, or a program, sees
    the status that the page would not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _from_a_page(scope):
            await self.app(scope, receive, send)
            return
        scope["stario.on_error"] = lambda problem: encode(overlay(scope, problem))
        answer = _Answer(scope, send)
        try:
            await self.app(scope, receive, answer)
        except Exception as problem:
            if not answer.started:
                await _send_patch(send, overlay(scope, problem))
            raise


class _Answer:
    """
    A `send` that turns the text of an error into a patch.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._status = 200
        self._text: bytes | None = None
        self.started = False

    async def __call__(self, message: Message) -> None:
        self.started = True
        if message["type"] == "http.response.start" and message["status"] >= 400:
            kind = Headers(raw=message["headers"]).get("content-type", "")
            if kind.startswith("text/plain"):
                self._status, self._text = message["status"], b""
                return
        if self._text is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._text += message.get("body", b"")
            if not message.get("more_body", False):
                text = self._text[:MOST_TEXT].decode("utf-8", "replace")
                await _send_patch(self._send, overlay(self._scope, text, status=self._status))


def overlay(scope: Scope, problem: Exception | str, *, status: int = 500) -> PatchElements:
    """
    The patch that lays an error over a page: an exception with its frames in the user's own code, or a text.

    It can be dismissed with its button or Escape, works without a script of ours, and replaces the one of
    the error before it.
    """
    if isinstance(problem, str):
        title, details = f"{status}", f"<pre>{escape(problem)}</pre>"
    else:
        title = type(problem).__qualname__
        details = "".join(_told(problem))
    asked = _where.of_request(scope)
    html = f"""\
<dialog id="{ID}" open aria-labelledby="{ID}-title" style="{_STYLE}"
  data-init="document.querySelectorAll('#{ID}').forEach((other) => other === el || other.remove())"
  data-on:keydown__window="evt.key === 'Escape' &amp;&amp; el.close()">
<form method="dialog" style="float: right"><button autofocus aria-label="Dismiss">Dismiss</button></form>
<h2 id="{ID}-title" style="margin: 0; font-size: 1.2em">{escape(title)} in {escape(asked)}</h2>
{details}
</dialog>"""
    return PatchElements(html, selector="body", mode="append")


_STYLE = (
    "position: fixed; inset: 1rem 1rem auto; z-index: 2147483646; margin: 0; width: auto; max-height: 80vh; "
    "box-sizing: border-box; overflow: auto; padding: 1rem 1.25rem; border: 0; "
    "border-top: .4rem solid #e11d48; border-radius: .4rem; box-shadow: 0 .5rem 2rem #0008; "
    "color-scheme: light dark; color: CanvasText; "
    "background: Canvas; text-align: left; font: 14px/1.5 ui-monospace, monospace"
)


def _told(problem: BaseException) -> list[str]:
    """
    An exception in HTML, and behind it those in it, if it is a group, and those that it came of.
    """
    told: list[str] = []
    seen: set[int] = set()
    waiting = [("", problem)]
    while waiting and len(told) < MOST_ERRORS:
        how, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        head = f"<h3>{how} {escape(type(one).__qualname__)}</h3>" if how else ""
        notes = "".join(f"\n{note}" for note in getattr(one, "__notes__", ()))
        told.append(f"{head}<pre>{escape(str(one))}{escape(notes)}</pre>{_frames(one)}")
        if isinstance(one, BaseExceptionGroup):
            waiting += [("In it:", inner) for inner in one.exceptions]
        before = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if before is not None:
            waiting.append(("Caused by" if one.__cause__ else "While handling", before))
    return told


def _frames(problem: BaseException) -> str:
    """
    The frames of the user's own code, the newest last, each with its line.
    """
    found = []
    for frame, line in traceback.walk_tb(problem.__traceback__):
        filename = frame.f_code.co_filename
        if filename.startswith(_LIBRARIES):
            continue
        source = linecache.getline(filename, line).strip()
        place = _where.place(filename, line)
        found.append(
            f"<li>{escape(place)}, in {escape(frame.f_code.co_name)}<br><b>{escape(source)}</b></li>"
        )
    return f"<ol>{''.join(found)}</ol>" if found else ""


def _from_a_page(scope: Scope) -> bool:
    """
    Whether the Datastar client in a browser has sent this.
    """
    headers = Headers(scope=scope)
    if headers.get("datastar-request") != "true":
        return False
    return "sec-fetch-mode" in headers or headers.get("user-agent", "").startswith("Mozilla/")


async def _send_patch(send: Send, patch: PatchElements) -> None:
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": encode(patch), "more_body": False})
