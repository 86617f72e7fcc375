"""
The DOM's modules as one script: in an order in which each finds what it needs, in one function's scope.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["OWN_MARK", "LinkError", "Linked", "link", "linked_dom"]

DOM = Path(__file__).parent / "dom"
ROOT = "main.js"
#: With what the DOM's own fields begin, instead of an underscore: no page begins a name so.
OWN_MARK = "\N{MODIFIER LETTER LOW MACRON}"

_IMPORT = re.compile(r'^import\s+(?:\{([^}]*)\}\s+from\s+)?"\./([\w.-]+)";[^\S\n]*\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\b|class\b|const\b|let\b)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_DECLARED = re.compile(
    r"^(export )?(?:(?:async )?function\*?|class|const|let) (\{[^}]*\}|[\w$]+)", re.MULTILINE
)
#: The underscores of the DOM's own fields, outside of strings.
_OWN = re.compile(r"(?<![\w$\"'`])_(?=[a-z])")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


class LinkError(Exception):
    """
    The modules do not fit together.
    """


@dataclass
class _Module:
    name: str
    body: str
    imports: list[tuple[str, list[str]]]
    declared: list[str]
    exported: set[str]
    #: Modules that must have run before this one does.
    needed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Linked:
    """
    One script: an expression whose value is the function that runs it.

    - `source`: its text.
    - `starts`: the first line of each module in it, in order.
    """

    source: str
    starts: tuple[tuple[int, str], ...]

    def where(self, line: int) -> tuple[str, int] | None:
        """
        The module and the line in it, of a line of the source, counted from 1; None outside of all modules.
        """
        found = None
        for start, name in self.starts:
            if start > line:
                break
            found = (name, line - start + 1)
        return found


@functools.cache
def linked_dom() -> str:
    """
    The page's DOM, as one expression.
    """
    return link({path.name: path.read_text(encoding="utf-8") for path in sorted(DOM.glob("*.js"))}).source


def link(sources: Mapping[str, str], root: str = ROOT) -> Linked:
    """
    Join modules into one script, from the root on: what it does not lead to is left out.

    Modules use `import { a, b } from "./other.js"` and `export class|function|const|let`. They may import
    each other in circles, as long as what has to be there before (a base class, what a line outside of all
    functions uses) does not go in circles. Raises `LinkError` for anything else.
    """
    modules: dict[str, _Module] = {}
    _collect(root, sources, modules, "")
    _check_names(modules.values())
    for module in modules.values():
        module.needed = _needed(module)
    lines, starts = ["(function () {", '"use strict";'], []
    for name in _ordered(modules, root):
        starts.append((len(lines) + 1, name))
        lines += modules[name].body.split("\n")
    lines.append("})")
    return Linked("\n".join(lines), tuple(starts))


def _collect(name: str, sources: Mapping[str, str], modules: dict[str, _Module], importer: str) -> None:
    if name in modules:
        return
    if name not in sources:
        raise LinkError(f"{importer} imports ./{name}, which is not there")
    module = modules[name] = _read(name, sources[name])
    for other, names in module.imports:
        _collect(other, sources, modules, name)
        for wanted in names:
            if wanted not in modules[other].exported:
                raise LinkError(f"{name} imports {wanted} from ./{other}, which exports no such name")


def _read(name: str, source: str) -> _Module:
    imports = [
        (match[2], [part.strip() for part in (match[1] or "").split(",") if part.strip()])
        for match in _IMPORT.finditer(source)
    ]
    for _, names in imports:
        for wanted in names:
            if " " in wanted:
                raise LinkError(f"{name} imports {wanted!r}: names stay as they are")
    # Each line stays in its place, so that an error's line can be found again.
    body = _IMPORT.sub(lambda match: "\n" * match[0].count("\n"), source)
    exported = {match[2] for match in _DECLARED.finditer(body) if match[1]}
    body = _OWN.sub(OWN_MARK, _EXPORT.sub("", body))
    if other := _OTHER.search(body):
        raise LinkError(f"{name}: {other[0]!r} is none of the forms that are linked here")
    declared = []
    for match in _DECLARED.finditer(body):
        declared += _WORD.findall(match[2])
    return _Module(name, body.rstrip("\n"), imports, declared, exported)


def _check_names(modules: Iterable[_Module]) -> None:
    owners: dict[str, str] = {}
    for module in modules:
        for name in module.declared:
            if name in owners:
                raise LinkError(f"{module.name} and {owners[name]} both declare {name}: they share one scope")
            owners[name] = module.name


def _needed(module: _Module) -> list[str]:
    words = set(_WORD.findall(_run_at_once(module.body)))
    return [other for other, names in module.imports if not names or words & set(names)]


def _run_at_once(body: str) -> str:
    """
    What of a module runs when it is linked in: the rest is in functions, which are called later.

    The modules are formatted: what a function holds is indented, what begins a statement is not.
    """
    kept: list[str] = []
    inside = False
    for line in body.split("\n"):
        if inside:
            inside = not line.startswith("}")
            continue
        if line.startswith("//"):
            continue
        if re.match(r"(?:async )?function\b", line):
            inside = not line.endswith("}")
        elif line.startswith("class "):
            kept.append(line)
            inside = not line.endswith("}")
        elif line.endswith("=> {"):
            kept.append(line.partition("(")[0])
            inside = True
        else:
            kept.append(line.partition("=>")[0])
    return "\n".join(kept)


def _ordered(modules: Mapping[str, _Module], root: str) -> list[str]:
    order: list[str] = []
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " -> ".join((*path[path.index(name) :], name))
            raise LinkError(f"modules that need each other before they have run: {circle}")
        if name in done:
            return
        for other in modules[name].needed:
            visit(other, (*path, name))
        done.add(name)
        order.append(name)

    for name in modules:
        if name != root:
            visit(name, ())
    visit(root, ())
    return order
