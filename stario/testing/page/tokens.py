"""
JavaScript as a list of tokens: enough to tell code from strings, templates, comments and regular expressions.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "tokens_of"]

_SPACE = re.compile(r"(?:[\s\ufeff]+|//[^\n\r\u2028\u2029]*|/\*[\s\S]*?\*/|<!--[^\n]*)+")
_NAME = re.compile(r"#?[\w$\u0080-\uffff\\]+")
_STRING = re.compile(r""""(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'""")
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_PUNCTUATION = re.compile(r"=>|\?\.(?!\d)|\.\.\.|\+\+|--|[^\w\s]")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{)")
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
    while at < size:
        space = _SPACE.match(source, at)
        if space is not None:
            at = space.end()
            continue
        character = source[at]
        if character == "`" or (character == "}" and opened and opened[-1][1]):
            if character == "}":
                opened.pop()
            end = _TEMPLATE.match(source, at + 1)
            if end is None:
                raise ValueError(f"a template that does not end, at {at}")
            found.append(Token("template", at, end.end(), source[at : end.end()]))
            if end[1] == "${":
                opened.append((len(found) - 1, True))
            at = end.end()
            continue
        kind, match = _match(source, at, character, found, partner)
        if match is None:
            raise ValueError(f"{source[at : at + 20]!r} is no JavaScript, at {at}")
        token = Token(kind, at, match.end(), match[0])
        if kind == "punctuation":
            if character in "([{":
                opened.append((len(found), False))
            elif character in ")]}" and opened:
                partner[len(found)] = opened.pop()[0]
        found.append(token)
        at = match.end()
    return found


def _match(
    source: str, at: int, character: str, found: list[Token], partner: dict[int, int]
) -> tuple[str, re.Match[str] | None]:
    if character in "\"'":
        return "string", _STRING.match(source, at)
    if character == "/" and _value_may_begin(found, partner):
        regex = _REGEX.match(source, at)
        if regex is not None:
            return "regex", regex
    name = _NAME.match(source, at)
    if name is not None:
        return "name", name
    return "punctuation", _PUNCTUATION.match(source, at)


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
