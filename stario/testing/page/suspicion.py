"""
Which texts may change the built-ins of a context, so that they have to be compared afterwards.

To compare them all costs more than to open a page, so it is done only where a text of the page has words in
it without which nobody gets at a prototype or a namespace. What is put on a function is found without that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stario.testing.page.remembered import remembered

__all__ = ["changes_told", "may_change_built_ins"]

_WORDS = (
    "__proto__",
    "etPrototypeOf",
    "definePropert",
    "__defineGetter__",
    "__defineSetter__",
)
#: What is only called changes nothing: `constructor() {`, `Object.prototype.hasOwnProperty.call(a, "b")`.
_OF_PROTOTYPE = re.compile(r"prototype(?!\s*\.\s*\w+\s*\.\s*(?:call|apply)\s*\()")
_OF_CONSTRUCTOR = re.compile(r"constructor(?!\s*\()")
#: An assignment to something of a global such as `JSON.parse = ...`.
_ASSIGNED = r"\s*(?:\.\s*\w+|\[[^\]\n]{1,80}\])\s*=(?![=>])"
_CALLS = re.compile(
    r"\bReflect\b|Object\s*\.\s*assign|\bdelete\s+[A-Z]"
    r"|Object\s*\.\s*(?:freeze|seal|preventExtensions)\s*\(\s*[\w$]"
)
_OF_CLASS = re.compile(rf"[A-Z](?<=\b[A-Z])\w*{_ASSIGNED}")  # with \b in front it would be slow
#: Another name for one: what is put into that is seen by all.
_NAMESPACES = ("JSON", "Math", "Object", "Array", "String", "Number", "Promise", "Function", "RegExp")
_RENAMED = re.compile(
    rf"[=(,:\[]\s*(?:(?:window|globalThis|self)\s*\.\s*)?(?:{'|'.join(_NAMESPACES)})\s*(?:[;,)\]}}\n<]|$)"
)
#: Patterns, and words of which one has to be there: to look for a word takes a tenth of the time.
_GUARDED = (
    (("prototype",), _OF_PROTOTYPE),
    (("constructor",), _OF_CONSTRUCTOR),
    (("Reflect", "Object", "delete"), _CALLS),
    (_NAMESPACES, _RENAMED),
)


@remembered
def may_change_built_ins(text: str) -> bool:
    """
    Whether a text, if a page runs it or something in it, may change what other pages would see.
    """
    if any(word in text for word in _WORDS) or _OF_CLASS.search(text) is not None:
        return True
    return any(
        any(word in text for word in words) and pattern.search(text) is not None
        for words, pattern in _GUARDED
    )


def changes_told(changed: Iterable[str], texts: Collection[tuple[str, str]]) -> str:
    """
    Which built-ins a page has changed, which of its texts did that, as far as one can see, and what to do.

    - `changed`: their names, such as `Array.prototype.map`.
    - `texts`: what the page got, by where it is from.
    """
    names = [name.replace("[Symbol(", "[").replace(")]", "]") for name in changed]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    places = dict.fromkeys(place for place in (_place(name, texts) for name in names) if place)
    where = f" in {', '.join(places)}" if places else ""
    return (
        f"the page has changed {shown}{where}, which the page's DOM without a browser needs as it was. What "
        f"to do: let the script leave it alone, or run this test with --stario-browser=chromium"
    )


def _place(name: str, texts: Collection[tuple[str, str]]) -> str | None:
    *_, last = re.findall(r"\w+", name)
    member = re.compile(rf"\b{last}\b")
    for where, text in texts:
        if (found := member.search(text)) is not None:
            line = text.count("\n", 0, found.start()) + 1
            return f"{where}, line {line}"
    return None
