"""
Secrets: what a report may not show.

By their names: headers, cookies, query parameters, fields of forms, keys of JSON and of signals, and what
HTML and other texts say under such a name. And by their values: what stood there is masked wherever it comes
again.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
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
#: A tag of HTML, and in it the name of a field, what is in it, and the type of one that nobody should read.
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_NAME = re.compile(r"""\s(?:name|id|itemprop|property)\s*=\s*["']?([^\s"'>]+)|\sdata-bind[:-]([\w.-]+)""")
_TYPE = re.compile(r"""\stype\s*=\s*["']?password\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""(\s(?:value|content)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_QUOTE = r"""\\?["']|&quot;|&#34;|&#39;"""


class Masks:
    """
    Masks what stands under these names; case, `-` and `_` do not matter.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {_plain(name) for name in (*DEFAULT, *names)} - {""}
        self._values: set[str] = set()
        # csrf-token, csrfToken and CSRF_TOKEN are one.
        words = "|".join("[-_. ]?".join(map(re.escape, name)) for name in sorted(self._names))
        named = rf"(?<![\w.-])(?:{words})"
        self._in_url = re.compile(rf"((?:[?&]|&amp;){named}=)([^&\s\"'<>#\\]+)", re.IGNORECASE)
        # token: 'x', "token": "x", token="x", and numbers; the quotes as JSON, HTML and repr() write them.
        self._in_text = re.compile(
            rf"({named}(?:{_QUOTE})?\s*(?:==?|:)\s*)(?:(?P<quote>{_QUOTE})"
            rf"(?P<text>(?:(?!(?P=quote))(?:\\.|[^\r\n]))*)(?P=quote)|(?P<number>-?\d[\d.]*))",
            re.IGNORECASE,
        )

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

    def learn(self, value: Any) -> None:
        """
        Find the secrets that the texts of a value name, so that `everywhere` masks what they are.
        """
        _each_text(value, self._named)

    def everywhere(self, value: Any, most: int | None = None) -> Any:
        """
        Mask, in all texts of a value, what they name, and all secrets that were met so far. Cuts a text that
        is longer than `most` characters.
        """
        longest = None if most is None else 2 * most  # a secret may be where it is cut
        self.learn(_each_text(value, lambda text: text[:longest]))
        known = re.compile("|".join(map(re.escape, sorted(self._values, key=len, reverse=True))) or "(?!)")

        def masked(text: str) -> str:
            shown = known.sub(MASK, self._named(text[:longest]))
            if most is None or len(text) <= most:
                return shown
            return f"{shown[:most]}… ({len(text) - most} more characters)"

        return _each_text(value, masked)

    def _named(self, text: str) -> str:
        """
        Mask what a text says under a name.
        """
        text = _TAG.sub(self._tag, text)
        text = self._in_url.sub(lambda found: found[1] + self._secret(found[2]), text)
        return self._in_text.sub(self._pair, text)

    def _tag(self, found: re.Match[str]) -> str:
        tag = found[0]
        names = (one or other for one, other in _NAME.findall(tag))
        if not _TYPE.search(tag) and self._names.isdisjoint(map(_plain, names)):
            return tag
        return _CONTENT.sub(self._content, tag)

    def _content(self, found: re.Match[str]) -> str:
        quote = found[2][0] if found[2][0] in "\"'" else '"'
        return f"{found[1]}{quote}{self._secret(found[2].strip(quote))}{quote}"

    def _pair(self, found: re.Match[str]) -> str:
        if found["number"] is not None:
            return found[1] + self._secret(found["number"])
        quote = found["quote"]
        return f"{found[1]}{quote}{self._secret(found['text'])}{quote}"

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
            if scheme.lower() == "basic":
                self._secret(_password(secret))
            return f"{scheme} {self._secret(secret)}" if secret else self._secret(value)
        return self._secret(value)

    def _part(self, found: re.Match[str]) -> str:
        return found[1] + self._secret(found[3]) if _plain(found[2]) in self._names else found[0]

    def _secret(self, value: Any) -> str:
        for text in _texts(value):
            if len(text) >= SHORTEST and text != MASK:
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


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change) for key, item in value.items()}
    return [_each_text(item, change) for item in value] if isinstance(value, list | tuple) else value


def _password(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode().partition(":")[2]
    except ValueError:
        return ""


def _in_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
