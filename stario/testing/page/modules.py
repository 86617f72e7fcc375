"""
Modules as functions: what `import` and `export` say is taken out of a script, and told beside it.

A function can be compiled once and run for each page, which a module of the engine's cannot. It is a
generator: its first step declares what it exports (functions are hoisted by then, so that cycles work), the
second runs it. Imported names are read from the other module each time, so that they are live; only a name
that the script also uses for something else is taken once.
"""

from __future__ import annotations

import functools
import gc
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from stario.testing.page import tokens
from stario.testing.page.kept import LARGE, kept
from stario.testing.page.tokens import Token, tokens_of

__all__ = ["Module", "module_of"]

_DECLARES = ("const", "let", "var")
#: How many of the large ones the next process finds.
_KEPT = 16
_NO_FUNCTION = frozenset(("if", "while", "for", "with", "switch", "catch"))


@dataclass
class Module:
    """
    A script as a function, and what it needs and gives.

    - `body`: a generator function of one argument, with the script's own lines in their places.
    - `requests`: the specifiers of other modules, in order.
    - `imports`: for each of `requests`, the names that have to be there.
    - `exports`: the names of its own. `again`: those that come from another, as `(name, request, its name)`,
      where `*` is the whole of it. `stars`: the requests of which everything is given on.
    - `is_async`: it waits at its top level.
    """

    body: str = ""
    requests: list[str] = field(default_factory=list)
    imports: list[list[str]] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    again: list[tuple[str, int, str]] = field(default_factory=list)
    stars: list[int] = field(default_factory=list)
    is_async: bool = False


@functools.lru_cache(maxsize=128)
def module_of(source: str) -> Module:
    """
    The module that a script is. Raises `ValueError` for what is no JavaScript.
    """
    if len(source) < LARGE:
        return _rewritten(source)

    def make() -> bytes:
        return json.dumps(asdict(_rewritten(source))).encode()

    content = kept("module", [Path(__file__), Path(tokens.__file__)], source, make, newest=_KEPT)
    assert content is not None
    found = Module(**json.loads(content))
    found.again = [(name, request, theirs) for name, request, theirs in found.again]  # tuples, not lists
    return found


def _rewritten(source: str) -> Module:
    # Twenty thousand tokens would have the collector go through all that a test has loaded, again and again.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _Rewriter(source).rewritten()
    finally:
        if collects:
            gc.enable()


class _Rewriter:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens_of(source)
        self.module = Module()
        self.edits: list[tuple[int, int, str]] = []
        #: Of each imported name: the request, and its name there.
        self.bound: dict[str, tuple[int, str]] = {}
        self.spaces: dict[str, int] = {}
        #: Of each exported name: what gives its value.
        self.values: dict[str, str] = {}
        self.statements: list[tuple[int, int]] = []

    def rewritten(self) -> Module:
        module = self.module
        self._find_statements()
        module.exports = list(self.values)
        declared = self._declared_again() if self.bound else set()
        prologue = [f"const __i{index}=__m.of({index});" for index in range(len(module.requests))]
        prologue += [f"const {name}=__i{index};" for name, index in self.spaces.items()]
        late = [
            f"const {name}=__m.take({index},{_quoted(theirs)});"
            for name, (index, theirs) in self.bound.items()
            if name in declared
        ]
        self._replace_names({name for name in self.bound if name not in declared})
        getters = ",".join(f"{_quoted(name)}:()=>{value}" for name, value in self.values.items())
        text = self.source
        for start, end, new in sorted(self.edits, reverse=True):
            lines = text.count("\n", start, end)
            text = text[:start] + new + "\n" * lines + text[end:]
        if text.startswith("#!"):
            text = "//" + text
        kind = "async function*" if module.is_async else "function*"
        begin = "".join(prologue) + f"__m.gives({{{getters}}});yield;" + "".join(late)
        module.body = f'({kind}(__m){{"use strict";{begin}{text}\n}})'
        return module

    # What import and export say.

    def _find_statements(self) -> None:
        depth, at = 0, 0
        functions: list[int] = []
        tokens = self.tokens
        while at < len(tokens):
            token = tokens[at]
            if token.kind == "template":
                depth += token.text.endswith("${") - token.text.startswith("}")
            elif token.kind == "punctuation":
                if token.text in "([{":
                    depth += 1
                    if token.text == "{" and self._is_function(at):
                        functions.append(depth)
                elif token.text in ")]}":
                    if functions and functions[-1] == depth:
                        functions.pop()
                    depth -= 1
            elif token.kind == "name" and not self._is_member(at):
                if token.text == "import":
                    at = self._import(at, depth)
                    continue
                if token.text == "export" and not depth:
                    at = self._export(at)
                    continue
                if token.text == "await" and not functions:
                    self.module.is_async = True
            at += 1

    def _is_member(self, at: int) -> bool:
        before = self.tokens[at - 1].text if at else ""
        after = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        return before in (".", "?.") or (after == ":" and before in ("{", ","))

    def _is_function(self, at: int) -> bool:
        tokens = self.tokens
        before = tokens[at - 1].text if at else ""
        if before != ")":
            return before == "=>"
        depth = 0
        for index in range(at - 1, -1, -1):
            text = tokens[index].text if tokens[index].kind == "punctuation" else ""
            depth += (text == ")") - (text == "(")
            if not depth:
                return index > 0 and tokens[index - 1].text not in _NO_FUNCTION
        return False

    def _import(self, at: int, depth: int) -> int:
        tokens = self.tokens
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if following == ".":
            self._edit(at, at + 2, "__m.meta")
            return at + 3
        if following == "(":
            self._edit(at, at, "__m.import")
            return at + 1
        if depth:
            return at + 1
        start, at = at, at + 1
        names: list[tuple[str, str]] = []
        space = ""
        while tokens[at].kind != "string":
            text = tokens[at].text
            if text == "*":
                space = tokens[at + 2].text
                at += 3
            elif text == "{":
                at, pairs = self._pairs(at)
                names += pairs
            elif text in (",", "from"):
                at += 1
            else:
                names.append(("default", text))
                at += 1
        index = self._request(at, [theirs for theirs, _ in names])
        self.bound.update({mine: (index, theirs) for theirs, mine in names})
        if space:
            self.spaces[space] = index
        return self._erase(start, at)

    def _export(self, at: int) -> int:
        tokens, values = self.tokens, self.values
        start, at = at, at + 1
        text = tokens[at].text
        if text == "default":
            return self._export_default(start)
        if text in _DECLARES:
            for name in self._declared(at):
                values[name] = name
            self._edit(start, start, "")
            return at
        if text in ("function", "class", "async"):
            name = next(
                each.text for each in tokens[at:] if each.text not in ("async", "function", "class", "*")
            )
            values[name] = name
            self._edit(start, start, "")
            return at
        if text == "*":
            renamed = tokens[at + 2].text if tokens[at + 1].text == "as" else ""
            at += 4 if renamed else 2
            index = self._request(at, [])
            if renamed:
                self.module.again.append((_unquoted(renamed), index, "*"))
            else:
                self.module.stars.append(index)
            return self._erase(start, at)
        at, pairs = self._pairs(at)
        if at < len(tokens) and tokens[at].text == "from":
            index = self._request(at + 1, [mine for mine, _ in pairs])
            self.module.again += [(theirs, index, mine) for mine, theirs in pairs]
            return self._erase(start, at + 1)
        values.update({theirs: mine for mine, theirs in pairs})
        return self._erase(start, at - 1)

    def _export_default(self, start: int) -> int:
        tokens = self.tokens
        at = start + 2
        words = [token.text for token in tokens[at : at + 4]]
        is_function = words[0] == "function" or words[:2] == ["async", "function"]
        if is_function or words[0] == "class":
            name_at = at + (2 if words[0] == "async" else 1)
            name_at += tokens[name_at].text == "*"
            named = tokens[name_at]
            self._edit(start, start + 1, "")
            if named.kind == "name" and named.text != "extends":
                self.values["default"] = named.text
            else:
                self.edits.append((named.start, named.start, " __default "))
                self.values["default"] = "__default"
            return at
        self._edit(start, start + 1, "const __default =")
        self.values["default"] = "__default"
        return at

    def _pairs(self, at: int) -> tuple[int, list[tuple[str, str]]]:
        """
        The pairs of `{a, b as c}`, and what comes behind it.
        """
        tokens = self.tokens
        pairs: list[tuple[str, str]] = []
        at += 1
        while tokens[at].text != "}":
            if tokens[at].text == ",":
                at += 1
                continue
            one = two = _unquoted(tokens[at].text)
            if tokens[at + 1].text == "as":
                two = _unquoted(tokens[at + 2].text)
                at += 2
            pairs.append((one, two))
            at += 1
        return at + 1, pairs

    def _request(self, at: int, names: list[str]) -> int:
        specifier = _unquoted(self.tokens[at].text)
        module = self.module
        if specifier not in module.requests:
            module.requests.append(specifier)
            module.imports.append([])
        index = module.requests.index(specifier)
        module.imports[index] += names
        return index

    def _erase(self, start: int, last: int) -> int:
        """
        Take a statement out, up to its semicolon; attributes such as `with {type: "json"}` go too.
        """
        tokens = self.tokens
        at = last + 1
        if at + 1 < len(tokens) and tokens[at].text in ("with", "assert") and tokens[at + 1].text == "{":
            while tokens[at].text != "}":
                at += 1
            at += 1
        if at < len(tokens) and tokens[at].text == ";":
            at += 1
        self._edit(start, at - 1, ";")
        self.statements.append((tokens[start].start, tokens[at - 1].end))
        return at

    def _edit(self, first: int, last: int, new: str) -> None:
        self.edits.append((self.tokens[first].start, self.tokens[last].end, new))

    # Names.

    def _declared(self, at: int) -> list[str]:
        """
        The names that a declaration declares: `at` is its `let`, `const` or `var`.
        """
        tokens = self.tokens
        names: list[str] = []
        depth, in_value = 0, [False]
        for index in range(at + 1, len(tokens)):
            token = tokens[index]
            text = token.text
            if token.kind == "punctuation":
                if text in "([{":
                    depth += 1
                    in_value.append(in_value[-1])
                elif text in ")]}":
                    depth -= 1
                    if depth < 0:
                        break
                    in_value.pop()
                elif text == "," and not (depth and in_value[0]):
                    in_value[-1] = in_value[-2] if depth else False
                elif text == "=":
                    in_value[-1] = True
                elif text == ";" and not depth:
                    break
            elif token.kind == "name" and not depth and text in ("of", "in"):
                break
            elif token.kind == "name" and not in_value[-1]:
                if not depth and index > at + 1 and tokens[index - 1].text != ",":
                    break  # the next statement, without a semicolon
                after = tokens[index + 1].text if index + 1 < len(tokens) else ""
                if not (depth and after == ":"):
                    names.append(text)
            elif token.kind == "name" and not depth and self._begins_line(index):
                before = tokens[index - 1]
                if before.kind != "punctuation" or before.text in ")]}":
                    break
        return names

    def _declared_again(self) -> set[str]:
        """
        The imported names that the script also declares somewhere, be it as a parameter or a method.
        """
        tokens, wanted = self.tokens, self.bound.keys()
        found: set[str] = set()
        for at, token in enumerate(tokens):
            before = tokens[at - 1].text if at else ""
            if token.kind == "name" and token.text in _DECLARES and before != ".":
                found.update(name for name in self._declared(at) if name in wanted)
            elif token.kind == "name" and token.text in wanted:
                after = tokens[at + 1].text if at + 1 < len(tokens) else ""
                if (before in ("function", "class", "*") and not self._in_statement(token)) or after == "=>":
                    found.add(token.text)
            elif token.text == "(" and token.kind == "punctuation":
                end = self._end_of(at)
                after = tokens[end + 1].text if end + 1 < len(tokens) else ""
                if after == "=>" or (after == "{" and (before == "catch" or before not in _NO_FUNCTION)):
                    found.update(each.text for each in tokens[at:end] if each.text in wanted)
                    if before in wanted:
                        found.add(before)
        return found

    def _replace_names(self, names: set[str]) -> None:
        if not names:
            return
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.kind != "name" or token.text not in names or self._in_statement(token):
                continue
            before = tokens[at - 1].text if at else ""
            after = tokens[at + 1].text if at + 1 < len(tokens) else ""
            if before in (".", "?."):
                continue
            index, theirs = self.bound[token.text]
            value = f"__i{index}[{_quoted(theirs)}]"
            if before in ("{", ",") and after in (",", "}", ":") and self._in_object(at):
                if after == ":":
                    continue
                value = f"{token.text}:{value}"
            elif after == ":" and before in ("{", ","):
                continue
            elif (after in ("(", "?.") or after.startswith("`")) and (
                # Called with no `this`; a parenthesis at the begin of a line would go with the line before.
                not self._begins_line(at) or before in (";", "{", "}", "")
            ):
                value = f"(0,{value})"
            self.edits.append((token.start, token.end, value))
        for name, value in list(self.values.items()):
            if value in names:
                index, theirs = self.bound[value]
                self.values[name] = f"__i{index}[{_quoted(theirs)}]"

    def _in_statement(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self.statements)

    def _in_object(self, at: int) -> bool:
        """
        Whether a name between commas is in the braces of an object, and not of a block.
        """
        depth = 0
        for index in range(at - 1, -1, -1):
            token = self.tokens[index]
            if token.kind != "punctuation":
                continue
            if token.text in ")]}":
                depth += 1
            elif token.text in "([{":
                if not depth:
                    before = self.tokens[index - 1].text if index else ";"
                    return token.text == "{" and before not in (")", ";", "{", "}", "=>", "else", "do", "try")
                depth -= 1
        return False

    def _end_of(self, at: int) -> int:
        depth = 0
        for index in range(at, len(self.tokens)):
            token = self.tokens[index]
            if token.kind == "punctuation":
                depth += (token.text in "([{") - (token.text in ")]}")
                if not depth:
                    return index
        return len(self.tokens) - 1

    def _begins_line(self, at: int) -> bool:
        return at == 0 or "\n" in self.source[self.tokens[at - 1].end : self.tokens[at].start]


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in "\"'" else text


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
