"""
Classic scripts: those that are no modules, and share one scope.
"""

from __future__ import annotations

import functools
import json

from stario.testing.page.tokens import Token, tokens_of

__all__ = ["declares_lexically", "with_imports"]


@functools.lru_cache(maxsize=256)
def declares_lexically(source: str) -> bool:
    """
    Whether a classic script declares a `let`, `const` or class for all scripts of its page.
    """
    depth, previous = 0, ""
    try:
        tokens = tokens_of(source)
    except ValueError:
        return False
    for token in tokens:
        if token.kind == "template":
            depth += token.text.endswith("${") - token.text.startswith("}")
        elif token.text in ("(", "[", "{"):
            depth += 1
        elif token.text in (")", "]", "}"):
            depth -= 1
        elif (
            not depth
            and token.kind == "name"
            and token.text in ("const", "let", "class")
            and previous != "."
            and (token.text != "class" or previous in ("", ";", "}", ")"))
        ):
            return True
        previous = token.text
    return False


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
