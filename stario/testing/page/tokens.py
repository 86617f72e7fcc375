"""
JavaScript as a list of tokens: enough to tell code from strings, templates, comments and regular expressions.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "tokens_of"]

_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{)")
# All of them in one: the client has twenty thousand tokens. `other` may be more than one kind.
_ANY = re.compile(
    r"(?P<space>(?:[\s\ufeff]+|//[^\n\r\u2028\u2029]*|/\*[\s\S]*?\*/|<!--[^\n]*)+)"
    r"|(?P<name>#?[\w$\u0080-\uffff\\]+)"
    r"|(?P<other>[`}/])"
    r"|(?P<punctuation>=>|\?\.(?!\d)|\.\.\.|\+\+|--|[^\w\s\"'])"
    r"""|(?P<string>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')"""
)
#: Words after which a value begins, so that a slash begins a regular expression.
_BEFORE_VALUE = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"}
_BEFORE_VALUE |= {"instanceof", "await", "yield", "default", "extends"}
_BEFORE_CONDITION = frozenset(("if", "while", "for", "with"))


class Token(NamedTuple):
    """
    - `kind`: `name` (words and numbers), `string`, `template`, `regex` or `punctuation`.
    - `start`, `end`: where it is.
    - `text`: what it is. A template is in parts: from its backtick or a `}` up to a `${` or its end.
    """

    kind: str
    start: int
    end: int
    text: str


def tokens_of(source: str) -> list[Token]:
    """
    The tokens of a script; raises `ValueError` with the position where there can be none.
    """
    found: list[Token] = []
    #: Of each open bracket: its token's number; and whether it is the `${` of a template.
    opened: list[tuple[int, bool]] = []
    #: For each closed bracket, by its token's number, that of the one that opened it.
    partner: dict[int, int] = {}
    at, size = 0, len(source)
    any_at = _ANY.match
    while at < size:
        match = any_at(source, at)
        kind = "" if match is None else match.lastgroup
        if kind == "space":
            assert match is not None
            at = match.end()
            continue
        character = source[at]
        if kind == "other":
            kind = "punctuation"
            if character == "`" or (character == "}" and opened and opened[-1][1]):
                kind, match = "template", _TEMPLATE.match(source, at + 1)
                if match is None:
                    raise ValueError(f"a template that does not end, at {at}")
                if character == "}":
                    opened.pop()
                if match[1] == "${":
                    opened.append((len(found), True))
            elif character == "/" and _value_may_begin(found, partner):
                regex = _REGEX.match(source, at)
                if regex is not None:
                    kind, match = "regex", regex
        if match is None or kind is None:
            raise ValueError(f"{source[at : at + 20]!r} is no JavaScript, at {at}")
        end = match.end()
        if kind == "punctuation":
            if character in "([{":
                opened.append((len(found), False))
            elif character in ")]}" and opened:
                partner[len(found)] = opened.pop()[0]
        found.append(Token(kind, at, end, source[at:end]))
        at = end
    return found


def _value_may_begin(found: list[Token], partner: dict[int, int]) -> bool:
    if not found:
        return True
    last = found[-1]
    if last.kind == "name":
        return last.text in _BEFORE_VALUE and not (len(found) > 1 and found[-2].text == ".")
    if last.kind != "punctuation":
        return last.kind == "template" and last.text.endswith("${")
    if last.text in ("]", "++", "--"):
        return False
    opener = partner.get(len(found) - 1)
    if last.text == ")":
        return opener is not None and opener > 0 and found[opener - 1].text in _BEFORE_CONDITION
    if last.text == "}":
        return opener is None or _is_block(found, opener)
    return True


def _is_block(found: list[Token], opener: int) -> bool:
    if opener == 0:
        return True
    before = found[opener - 1]
    if before.kind == "punctuation":
        return before.text in (")", ";", "{", "}", "=>")
    return before.text in ("else", "do", "try", "finally")
