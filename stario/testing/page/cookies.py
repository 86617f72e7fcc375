"""
The cookies of a page: what the server has set, and what `document.cookie` sees of it.
"""

from __future__ import annotations

from email.message import Message
from http.cookiejar import Cookie, CookieJar
from typing import cast
from urllib.request import Request
from urllib.response import addinfourl

__all__ = ["cookie_header", "document_cookies", "set_document_cookie", "take_cookies"]


def take_cookies(jar: CookieJar, url: str, headers: list[tuple[str, str]]) -> None:
    """
    Keep what a response's headers set.
    """
    values = [value for name, value in headers if name.lower() == "set-cookie"]
    if values:
        _extract(jar, url, values)


def cookie_header(jar: CookieJar, url: str) -> str | None:
    """
    The header that goes with a request; None if there is nothing to send.
    """
    if next(iter(jar), None) is None:  # most pages have none, and asking costs more than a small request
        return None
    request = Request(url)
    jar.add_cookie_header(request)
    return request.get_header("Cookie")


def document_cookies(jar: CookieJar, url: str) -> str:
    """
    What `document.cookie` gives: not the cookies that are for HTTP alone.
    """
    visible = CookieJar()
    for cookie in jar:
        if not _is_http_only(cookie):
            visible.set_cookie(cookie)
    return cookie_header(visible, url) or ""


def set_document_cookie(jar: CookieJar, url: str, text: str) -> None:
    """
    What `document.cookie = text` does. A script can neither set nor change one for HTTP alone.
    """
    made = CookieJar()
    _extract(made, url, [text])
    if not len(made) and "expires" not in text.lower() and "max-age" not in text.lower():
        return
    name = text.partition("=")[0].strip()
    if any(cookie.name == name and _is_http_only(cookie) for cookie in jar):
        return
    if not any(_is_http_only(cookie) for cookie in made):
        _extract(jar, url, [text])  # into the jar itself: one in the past removes


def _extract(jar: CookieJar, url: str, values: list[str]) -> None:
    message = Message()
    for value in values:
        message["Set-Cookie"] = value
    # A response as far as a jar reads one.
    jar.extract_cookies(cast("addinfourl", _Answer(message)), Request(url))  # type: ignore[arg-type]


class _Answer:
    def __init__(self, message: Message) -> None:
        self._message = message

    def info(self) -> Message:
        return self._message


def _is_http_only(cookie: Cookie) -> bool:
    return cookie.has_nonstandard_attr("HttpOnly") or cookie.has_nonstandard_attr("httponly")
