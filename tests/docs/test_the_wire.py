"""The bytes that the docs show are those that travel: sent to a real uvicorn, and what it answers."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from markdown_pages import DOCS, blocks
from served import uvicorn

from stario.datastar import EventDecoder, encode
from stario.datastar.events import MODES, NAMESPACES

PAGE = DOCS / "wire.md"


def test_a_request_and_its_answer(tmp_path: Path) -> None:
    [main, *_] = blocks(PAGE, "python")
    (tmp_path / main.name).write_text(main.code)
    asked, shown = blocks(PAGE, "http")
    with uvicorn(tmp_path) as (_, port), socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(asked.code.replace("\n", "\r\n").encode())
        answer = b""
        while data := connection.recv(2**16):
            answer += data
    assert undated(answer.replace(b"\r\n", b"\n").decode()) == undated(shown.code)


def test_the_events_in_it_are_what_encode_writes() -> None:
    [_, shown] = blocks(PAGE, "http")
    events = re.findall(r"^event: .*?\n\n", shown.code, re.MULTILINE | re.DOTALL)
    assert len(events) == 3
    for each in events:
        [event] = EventDecoder().feed(each.encode())
        assert encode(event) == each.encode()


def test_the_modes_and_namespaces_are_all_of_them() -> None:
    [modes] = re.findall(r"^\| \| `mode` \| `outer` \| (.*) \|$", PAGE.read_text(), re.MULTILINE)
    assert set(re.findall(r"\w+", modes)) == set(MODES)
    [namespaces] = re.findall(r"^\| \| `namespace` \| `html` \| (.*) \|$", PAGE.read_text(), re.MULTILINE)
    assert set(re.findall(r"\w+", namespaces)) == set(NAMESPACES)


def undated(answer: str) -> str:
    return re.sub(r"^date: .*$", "date: ...", answer, flags=re.MULTILINE)
