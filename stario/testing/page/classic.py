"""
Classic scripts: those that are no modules, and share one scope.
"""

from __future__ import annotations

import functools

from stario.testing.page.tokens import tokens_of

__all__ = ["declares_lexically"]


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
