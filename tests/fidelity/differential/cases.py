"""
Written cases: a page, what its application answers, and what the user does.

A file holds the cases of one section of the reference. A case is a few lines:

    == its name
    @client v1.0.0-RC.7            an older client; `@head`, `@url`, `@html` (the whole document) likewise
                                   (`{{head}}` in it is what loads the client)
    <button id=b data-on:click="@get('/x')">the body of the page</button>
    GET /x                         a route: method, path, and what is not `200 text/event-stream`
    > elements selector=#a mode=inner <i>an event</i>
    > signals {"a": 1}
    | a raw line of the body
    \\ raw bytes\\r\\n, as in a Python string
    ~                              a border of a chunk: what follows comes at the step `go`
    ! hang                         or `abort`: the connection stays, or breaks
    - click #b                     a step, see `steps.py`

The same method and path again is the answer to the next request; the last one is repeated.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Case", "Reply", "event", "read_cases"]

FOLDER = Path(__file__).parents[1] / "cases"
_ROUTE = re.compile(r"^(GET|POST|PUT|PATCH|DELETE|QUERY) (/\S*)(.*)$")
_ARGUMENT = re.compile(r"^(\w+)=(\S+)\s*")
_KIND = re.compile(r"^[a-z]+/[a-z+-]+(;|$)")
HEAD = (
    '<meta charset="utf-8"><script src="/probe.js"></script>'
    '<script type="module">import * as client from "/datastar.js"; window.datastarClient = client;</script>'
)


@dataclass
class Reply:
    """
    - `parts`: bytes, or `~` (wait for the test), `hang`, `abort`.
    """

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)
    parts: list[bytes | str] = field(default_factory=list)

    def add(self, text: bytes) -> None:
        if self.parts and isinstance(self.parts[-1], bytes):
            self.parts[-1] += text
        else:
            self.parts.append(text)


@dataclass
class Case:
    group: str
    name: str
    source: str
    line: int
    client: str = "v1.0.4"
    url: str = "/"
    head: str = ""
    body: str = ""
    html: str = ""
    routes: dict[tuple[str, str], list[Reply]] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def document(self) -> str:
        if self.html:
            return self.html.replace("{{head}}", HEAD)
        return (
            f"<!doctype html><html><head>{HEAD}{self.head}</head><body>{self.body.rstrip()}\n</body></html>\n"
        )


def event(text: str) -> bytes:
    """
    An event, in short: `elements mode=inner selector=#a <i>x</i>`, `signals {...}`, `script code`.
    """
    kind, _, rest = text.partition(" ")
    lines = []
    while found := _ARGUMENT.match(rest):
        lines.append(f"{found[1]} {found[2]}")
        rest = rest[found.end() :]
    if kind == "script":
        rest = f'<script data-effect="el.remove()">{rest}</script>'
        lines += ["mode append", "selector body"]
        kind = "elements"
    if rest:
        lines.append(f"{kind} {rest}")
    return f"event: datastar-patch-{kind}\n{''.join(f'data: {line}{chr(10)}' for line in lines)}\n".encode()


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """
    All written cases, in the order of files and lines.
    """
    found = []
    for path in sorted(folder.glob("*.case")):
        blocks = re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)
        line = blocks[0].count("\n") + 1
        for block in blocks[1:]:
            found.append(_case(path.stem, block, line))
            line += block.count("\n")
    names = [case.id for case in found]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"cases of the same name: {sorted(twice)}"
    return found


def _case(group: str, block: str, line: int) -> Case:
    name, _, text = block.partition("\n")
    case = Case(group, name.strip(), block.strip(), line)
    reply: Reply | None = None
    body: list[str] = []
    for number, row in enumerate(text.splitlines(), line + 1):
        where = f"{group}.case:{number}"
        if row.startswith("@") and reply is None:
            key, _, value = row[1:].partition(" ")
            assert key in ("client", "url", "head", "html"), f"{where}: @{key} is unknown"
            setattr(case, key, value)
        elif found := _ROUTE.match(row):
            reply = _reply(found[3])
            case.routes.setdefault((found[1], found[2]), []).append(reply)
        elif row.startswith("- "):
            case.steps.append(row[2:].strip())
        elif reply is not None and row[:2] in ("> ", "| ", "\\ ", "! ", "~", "|"):
            _part(reply, row)
        elif row.startswith("#") or (not row.strip() and (reply is not None or case.steps)):
            continue
        else:
            assert reply is None and not case.steps, f"{where}: {row!r} is no part of an answer"
            body.append(row)
    case.body = "\n".join(body)
    return case


def _reply(rest: str) -> Reply:
    reply = Reply()
    kind = "text/event-stream"
    for word in shlex.split(rest):
        if word.isdigit():
            reply.status = int(word)
        elif _KIND.match(word):
            kind = word
        elif "=" in word:
            key, _, value = word.partition("=")
            reply.headers.append((key, value))
        else:
            kind = ""
    if kind:
        reply.headers.insert(0, ("content-type", kind))
    return reply


def _part(reply: Reply, row: str) -> None:
    mark, text = row[0], row[2:]
    if mark == ">":
        reply.add(event(text))
    elif mark == "|":
        reply.add(text.replace("{{head}}", HEAD).encode() + b"\n")
    elif mark == "\\":
        reply.add(text.encode("utf-8").decode("unicode_escape").encode("latin-1"))
    else:
        reply.parts.append("~" if mark == "~" else text.strip())
