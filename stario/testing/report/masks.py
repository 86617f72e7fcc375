"""
Secrets: what a report may not show.

By their names: headers, cookies, query parameters, fields of forms, and keys of JSON and of signals. And by
their values: what stood under such a name is masked wherever it comes again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

__all__ = ["DEFAULT", "MASK", "Masks"]

MASK = "[masked]"
#: Names whose values are secret, unless a project says more.
DEFAULT = (
    "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-csrf-token",
    "password", "passwd", "secret", "token", "access-token", "refresh-token", "api-key", "csrf-token",
)  # fmt: skip
#: A value shorter than this is masked under its name only: it would be found in too much.
SHORTEST = 6
#: A part of a multipart form: its head, its name, what it holds.
_FIELD = re.compile(r'(name="([^"]+)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)(.*?)(?=\r?\n--)', re.DOTALL)


class Masks:
    """
    Masks what stands under these names; case, `-` and `_` do not matter.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {_plain(name) for name in (*DEFAULT, *names)}
        self._values: set[str] = set()

    def headers(self, headers: Iterable[tuple[bytes, bytes]]) -> list[list[str]]:
        """
        Headers as pairs of texts.
        """
        shown = []
        for raw_name, raw_value in headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            if _plain(name) in self._names:
                value = self._header(name, value)
            shown.append([name, value])
        return shown

    def url(self, url: str) -> str:
        """
        A URL, its query with it.
        """
        parts = urlsplit(url)
        if not parts.query:
            return url
        pairs = []
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            if name == "datastar":
                value = self.text(value)
            elif _plain(name) in self._names:
                value = self._secret(value)
            pairs.append(f"{name}={value}")
        return parts._replace(query="").geturl() + "?" + "&".join(pairs)

    def body(self, kind: str, body: str) -> str:
        """
        The body of a request, of this content type.
        """
        if "json" in kind:
            return self.text(body)
        if "form-urlencoded" in kind:
            return self.url(f"?{body}").removeprefix("?")
        if "multipart" in kind:
            return _FIELD.sub(self._part, body)
        return body

    def text(self, text: str) -> str:
        """
        A text of JSON; others as they are.
        """
        try:
            value = json.loads(text)
        except ValueError:
            return text
        return json.dumps(self.value(value), ensure_ascii=False)

    def value(self, value: Any) -> Any:
        """
        A value of JSON, such as signals.
        """
        if isinstance(value, Mapping):
            return {
                key: self._secret(item) if _plain(str(key)) in self._names else self.value(item)
                for key, item in value.items()
            }
        return [self.value(item) for item in value] if isinstance(value, list | tuple) else value

    def everywhere(self, value: Any) -> Any:
        """
        Mask the secret values that were met so far, in all texts of a value.
        """
        if not self._values:
            return value
        if isinstance(value, str):
            for secret in sorted(self._values, key=len, reverse=True):
                value = value.replace(secret, MASK)
            return value
        if isinstance(value, Mapping):
            return {key: self.everywhere(item) for key, item in value.items()}
        return [self.everywhere(item) for item in value] if isinstance(value, list | tuple) else value

    def _header(self, name: str, value: str) -> str:
        if name == "cookie":
            pairs = [pair.strip().partition("=") for pair in value.split(";")]
            return "; ".join(f"{key}={self._secret(secret)}" for key, _, secret in pairs)
        if name == "set-cookie":
            pair, semicolon, rest = value.partition(";")
            key, _, secret = pair.partition("=")
            return f"{key}={self._secret(secret)}{semicolon}{rest}"
        if name.endswith("authorization"):
            scheme, _, secret = value.partition(" ")
            return f"{scheme} {self._secret(secret)}" if secret else self._secret(value)
        return self._secret(value)

    def _part(self, found: re.Match[str]) -> str:
        return found[1] + self._secret(found[3]) if _plain(found[2]) in self._names else found[0]

    def _secret(self, value: Any) -> str:
        for text in _texts(value):
            if len(text) >= SHORTEST:
                # As it may come again: bare, in JSON, in a URL, in HTML.
                self._values |= {text, json.dumps(text)[1:-1], quote(text), _in_html(text)}
        return MASK


def _plain(name: str) -> str:
    return re.sub("[-_. ]", "", name).lower()


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _in_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
