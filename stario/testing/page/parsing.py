"""
What a page asks of the host that needs no page: HTML, URLs, encodings, random bytes.
"""

from __future__ import annotations

import bisect
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import turbohtml
from ada_url import URL

from stario.testing.page.form_pointer import Owners, has_form_tags, owners, without_nested_forms
from stario.testing.page.remembered import remembered
from stario.testing.page.xml_events import xml_events

__all__ = ["decoded", "normalised", "pure_answers"]

_UTF_8 = ("utf-8", "utf8")
_UTF_16_MARKS = (b"\xfe\xff", b"\xff\xfe")
_SCRIPT_END = re.compile(r"</script(?:[\t\n\f\r /][^>]*)?>", re.IGNORECASE)
_PARTS = (
    "href",
    "origin",
    "protocol",
    "username",
    "password",
    "host",
    "hostname",
    "port",
    "pathname",
    "search",
    "hash",
)


def normalised(markup: str, scripting: bool = True) -> tuple[str, str, str, Owners]:
    """
    A document as the HTML standard parses it, written down without anything left out or out of place. With it
    what is not written there: the public and the system identifier of its doctype, and the controls that the
    parser gives to forms which are not around them.

    Without scripting what is in `<noscript>` is markup.
    """
    return _with_scripting(markup) if scripting else _written_down(markup, False)


@remembered
def _with_scripting(markup: str) -> tuple[str, str, str, Owners]:
    return _written_down(markup, True)


def _written_down(markup: str, scripting: bool) -> tuple[str, str, str, Owners]:
    has_forms = has_form_tags(markup)
    document = turbohtml.parse(
        markup,
        scripting=scripting,
        positions=False,
        source_locations=has_forms,
        allow_declarative_shadow_roots=False,
    )
    given = owners(document, markup) if has_forms else ()
    doctype = next((node for node in document.children if isinstance(node, turbohtml.Doctype)), None)
    if doctype is None:
        return document.html, "", "", given
    return document.html, doctype.public_id or "", doctype.system_id or "", given


def insertion_point(source: str, seen: str) -> int | None:
    """
    Where in a document's source the script ends that is the last of what the parser has seen of it, which is
    given as `normalised` gives it: a number of UTF-16 units. None if nobody can tell.
    """
    ends = [found.end() for found in _SCRIPT_END.finditer(source)]

    def reaches(end: int) -> bool:
        return normalised(source[:end])[0].startswith(seen)

    at = bisect.bisect_left(ends, True, key=reaches)
    return len(source[: ends[at]].encode("utf-16-le", "surrogatepass")) // 2 if at < len(ends) else None


def decoded(body: bytes, charset: str | None) -> str:
    """
    The text of a document's bytes: by its byte order mark, the header's charset, its `<meta>`, or UTF-8.
    """
    if charset is not None and charset.lower() in _UTF_8 and not body.startswith(_UTF_16_MARKS):
        return _decode(body, "utf-8", "replace")  # what most servers say, and then nothing else counts
    for encoding in (charset, None):
        try:
            document = turbohtml.parse(body, encoding=encoding, positions=False)
        except LookupError:  # unknown to the Encoding standard: as if none were given
            continue
        name = document.encoding or "utf-8"
        return _decode(body, name, "replace")
    return body.decode("utf-8", "replace")


def _decode(body: bytes, encoding: str, errors: str) -> str:
    if encoding.lower() in _UTF_8:
        return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors)
    python = {"windows-1252": "cp1252", "x-user-defined": "latin-1"}.get(encoding.lower(), encoding)
    try:
        return body.decode(python, errors).removeprefix("\ufeff")
    except LookupError:
        return body.decode("utf-8", errors)


def _parse_fragment(html: str, context: str, namespace: str | None = None, is_in_form: bool = False) -> str:
    if is_in_form:
        html = without_nested_forms(html)
    name = context
    if namespace == "http://www.w3.org/2000/svg":
        name = f"svg {context}"
    elif namespace == "http://www.w3.org/1998/Math/MathML":
        name = f"math {context}"
    try:
        return turbohtml.parse_fragment(html, name, scripting=True).inner_html
    except ValueError:  # an element of the page's own: parsed as any other
        return turbohtml.parse_fragment(html, "div", scripting=True).inner_html


def _record(url: Any) -> dict[str, str]:
    return {part: str(getattr(url, part)) for part in _PARTS}


def _url(text: str, base: str | None) -> dict[str, str] | None:
    try:
        return _record(URL(text, base) if base is not None else URL(text))
    except ValueError:
        return None


def _url_set(href: str, part: str, value: str) -> dict[str, str] | None:
    try:
        url = URL(href)
        setattr(url, part, value)
        return _record(url)
    except ValueError:
        return _url(href, None) if part != "href" else None


def _decoded(latin1: str, encoding: str) -> str | None:
    fatal = encoding.endswith("!")
    body = latin1.encode("latin-1")
    try:
        if encoding.rstrip("!") == "utf-8":
            return body.decode("utf-8", "strict" if fatal else "replace")
        return _decode(body, encoding.rstrip("!"), "strict" if fatal else "replace")
    except UnicodeDecodeError:
        return None


def _encoding(label: str) -> str | None:
    wanted = label.strip("\t\n\f\r ").lower()
    if wanted in ("utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"):
        return "utf-8"
    try:
        found = turbohtml.parse(b"", encoding=wanted).encoding
    except LookupError:
        return None
    return found.lower() if found and found.lower() != "replacement" else None


def _random(count: int) -> str:
    return secrets.token_bytes(count).decode("latin-1")


def pure_answers() -> Mapping[str, Callable[..., object]]:
    """
    The answers, by what is asked.
    """
    return {
        "parse": normalised,
        "insertionPoint": insertion_point,
        "parseFragment": _parse_fragment,
        "parseXml": xml_events,
        "url": _url,
        "urlSet": _url_set,
        "decode": _decoded,
        "encoding": _encoding,
        "random": _random,
    }
