"""
Classic scripts: those that are no modules, and share one scope.
"""

from __future__ import annotations

import functools
import json

from stario.testing.page.tokens import Token, tokens_of

__all__ = ["declares_for_all", "with_imports"]

_STRICT = ("'use strict'", '"use strict"')


@functools.lru_cache(maxsize=256)
def declares_for_all(source: str) -> bool:
    """
    Whether a classic script declares for all scripts of its page what an eval would keep to itself.

    That is each `let`, `const` and class, and where code is strict each `var` and function, too.
    """
    opened: list[str] = []
    previous, strict = "", False
    try:
        tokens = tokens_of(source)
    except ValueError:
        return False
    for token in tokens:
        if token.kind == "template":
            if token.text.startswith("}"):
                opened.pop()
            if token.text.endswith("${"):
                opened.append("(")
        elif token.text in ("(", "[", "{"):
            opened.append(token.text)
        elif token.text in (")", "]", "}") and opened:
            opened.pop()
        elif previous == "" and token.text in _STRICT:
            strict = True
        elif token.kind == "name" and previous != "." and _declares(token.text, previous, opened, strict):
            return True
        previous = token.text
    return False


def _declares(word: str, previous: str, opened: list[str], strict: bool) -> bool:
    if not opened and word in ("const", "let"):
        return True
    if not opened and word == "class":
        return previous in ("", ";", "}", ")")
    # A `var` belongs to the script in each of its blocks, and within brackets to some function.
    return strict and ((word == "var" and set(opened) <= {"{"}) or (word == "function" and not opened))


@functools.lru_cache(maxsize=64)
def with_imports(source: str, url: str) -> str:
    """
    A script of this URL with a call of the page's in the place of each `import()`.
    """
    try:
        tokens = tokens_of(source)
    except ValueError:
        return source
    parts, at = [], 0
    for number, token in enumerate(tokens):
        if token.text == "import" and token.kind == "name" and _is_call(tokens, number):
            parts += [source[at : token.start], f"_import_({json.dumps(url)})"]
            at = token.end
    return "".join([*parts, source[at:]])


def _is_call(tokens: list[Token], number: int) -> bool:
    """
    Whether the word is called: it may be a property, or a method that is defined.
    """
    if number and tokens[number - 1].text in (".", "?."):
        return False
    depth = 0
    for at in range(number + 1, len(tokens)):
        depth += (tokens[at].text == "(") - (tokens[at].text == ")")
        if not depth:
            follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
            return at > number + 1 and follows != "{"
    return False
