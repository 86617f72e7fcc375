"""
XML for the page's DOMParser, read by expat: what begins, what ends, and where it is not well-formed.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

__all__ = ["xml_events"]


def xml_events(text: str) -> list[list[Any]]:
    """
    What a document of XML says, in order: `["start", name, attributes]` with the names and values of the
    attributes in turn, `["end"]`, `["text", data]`, `["cdata", data]`, `["comment", data]`,
    `["pi", target, data]` and `["doctype", name, public, system]`.

    Where it is not well-formed the last one is `["error", message]`, after all that was read before.
    """
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.buffer_text = True
    events: list[list[Any]] = []
    in_cdata: list[bool] = []

    def text_read(data: str) -> None:
        events.append(["cdata" if in_cdata else "text", data])

    parser.StartElementHandler = lambda name, attributes: events.append(["start", name, attributes])
    parser.EndElementHandler = lambda name: events.append(["end"])
    parser.CharacterDataHandler = text_read
    parser.CommentHandler = lambda data: events.append(["comment", data])
    parser.ProcessingInstructionHandler = lambda target, data: events.append(["pi", target, data])
    parser.StartCdataSectionHandler = lambda: in_cdata.append(True)
    parser.EndCdataSectionHandler = in_cdata.clear
    parser.StartDoctypeDeclHandler = lambda name, system, public, subset: events.append(
        ["doctype", name, public or "", system or ""]
    )
    try:
        parser.Parse(text, True)
    except expat.ExpatError as problem:
        message = expat.ErrorString(problem.code)
        events.append(["error", f"error on line {problem.lineno} at column {problem.offset + 1}: {message}"])
    return events
