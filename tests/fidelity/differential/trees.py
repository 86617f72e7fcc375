"""
Random pages and patches, the same for the same seed.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Any

__all__ = ["Node", "morph", "signal_story"]

IDS = [f"i{number}" for number in range(9)]
WORDS = ["one", "two", "three", "", " ", "a & b", "<x>", "é", "long text here"]
BLOCKS = [
    "div",
    "p",
    "span",
    "ul",
    "li",
    "b",
    "section",
    "label",
    "fieldset",
    "form",
    "svg",
    "details",
    "x-y",
]
CONTROLS = ["input", "input", "input", "textarea", "select", "button", "option"]
TYPES = [
    "text",
    "text",
    "checkbox",
    "checkbox",
    "radio",
    "radio",
    "radio",
    "number",
    "hidden",
    "range",
    "date",
]
VALUES = ["", "1", "2", "a", "b", "text", "7.5"]
VOID = {"input", "br"}


@dataclass
class Node:
    """
    An element; or a text, or a comment, by a tag of `#text` or `#comment`.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def __str__(self) -> str:
        if self.tag == "#text":
            return escape(self.text, quote=False)
        if self.tag == "#comment":
            return f"<!--{self.text.replace('>', '')}-->"
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        if self.tag in VOID:
            return f"<{self.tag}{attributes}>"
        return f"<{self.tag}{attributes}>{''.join(map(str, self.children))}</{self.tag}>"

    def all(self) -> list[Node]:
        return [self, *(each for child in self.children for each in child.all())]


def attributes(random: Random, tag: str) -> dict[str, str]:
    """
    Some attributes for an element.
    """
    found: dict[str, str] = {}
    if random.random() < 0.35:
        found["id"] = random.choice(IDS)
    if tag == "input":
        found["type"] = random.choice(TYPES)
        if found["type"] == "radio":
            found["name"] = random.choice("rq")
        if random.random() < 0.7:
            found["value"] = random.choice(VALUES)
        if random.random() < 0.4:
            found["checked"] = ""
    if tag == "option":
        if random.random() < 0.6:
            found["value"] = random.choice(VALUES)
        if random.random() < 0.4:
            found["selected"] = ""
    if tag == "select" and random.random() < 0.3:
        found["multiple"] = ""
    if tag == "details" and random.random() < 0.5:
        found["open"] = ""
    if tag in ("input", "select", "textarea", "button", "option", "fieldset") and random.random() < 0.15:
        found["disabled"] = ""
    for name, values in (
        ("class", ["x", "y", "x y"]),
        ("title", ["t", "u"]),
        ("style", ["color: red", "margin: 1px"]),
        ("data-text", ["$s"]),
        ("data-class:on", ["$s"]),
        ("data-attr:title", ["$s"]),
        ("data-ignore-morph", [""]),
        ("data-preserve-attr", ["value", "checked class", "open"]),
    ):
        rare = name.startswith("data-")
        if random.random() < (0.03 if rare else 0.15):
            found[name] = random.choice(values)
    if tag in ("input", "select", "textarea") and random.random() < 0.08:
        found["data-bind"] = random.choice(["s", "u", "v"])
    return found


def tree(random: Random, depth: int) -> Node:
    """
    A random element with what is in it.
    """
    tag = random.choice(CONTROLS if depth == 0 or random.random() < 0.4 else BLOCKS)
    node = Node(tag, attributes(random, tag))
    if tag == "select":
        node.children = [
            Node("option", attributes(random, "option"), [Node("#text", text=random.choice(VALUES))])
            for _ in range(random.randrange(5))
        ]
    elif tag in ("textarea", "option", "button"):
        node.children = [Node("#text", text=random.choice(WORDS))]
    elif tag not in VOID and depth:
        node.children = [leaf(random, depth - 1) for _ in range(random.randrange(5))]
    return node


def leaf(random: Random, depth: int) -> Node:
    """
    An element, a text or a comment.
    """
    kind = random.random()
    if kind < 0.25:
        return Node("#text", text=random.choice(WORDS))
    if kind < 0.3:
        return Node("#comment", text=random.choice(WORDS))
    return tree(random, depth)


def changed(random: Random, old: Node) -> Node:
    """
    A copy with some changes, as a server would send it.
    """
    new = deepcopy(old)
    for _ in range(random.randrange(1, 6)):
        node = random.choice([each for each in new.all() if not each.tag.startswith("#")])
        what = random.randrange(8)
        if what == 0:
            random.shuffle(node.children)
        elif what == 1 and node.children:
            node.children.pop(random.randrange(len(node.children)))
        elif what == 2 and node.tag not in VOID:
            node.children.insert(random.randrange(len(node.children) + 1), leaf(random, 1))
        elif what == 3:
            kept = {"id": node.attributes["id"]} if "id" in node.attributes else {}
            node.attributes = kept | attributes(random, node.tag)
        elif what == 4 and node.attributes:
            node.attributes.pop(random.choice(sorted(node.attributes)))
        elif what == 5:
            for name in ("checked", "selected", "disabled", "value"):
                if name in node.attributes and random.random() < 0.5:
                    node.attributes.pop(name)
                elif node.tag in ("input", "option") and random.random() < 0.5:
                    node.attributes[name] = random.choice(VALUES) if name == "value" else ""
        elif what == 6 and len(node.children) > 1:
            # It goes to another parent.
            child = node.children.pop(random.randrange(len(node.children)))
            inside = {id(each) for each in child.all()}
            homes = [
                each
                for each in new.all()
                if not each.tag.startswith("#") and each.tag not in VOID and id(each) not in inside
            ]
            home = random.choice(homes)
            home.children.insert(random.randrange(len(home.children) + 1), child)
        elif what == 7:
            for each in node.children:
                if each.tag.startswith("#"):
                    each.text = random.choice(WORDS)
    return new


def morph(seed: int) -> dict[str, Any]:
    """
    What is there, what a user does to its controls, and the patch.
    """
    random = Random(f"morph {seed}")
    root = Node("div", {"id": "root"}, [leaf(random, 3) for _ in range(random.randrange(1, 6))])
    new = changed(random, root) if random.random() < 0.8 else tree(random, 3)
    new.tag, new.attributes["id"] = "div", "root"
    state = [
        [
            random.randrange(40),
            random.choice(["value", "checked", "indeterminate", "index", "focus"]),
            random.choice(VALUES),
            random.random() < 0.5,
        ]
        for _ in range(random.randrange(5))
    ]
    arguments = {"elements": str(new)}
    kind = random.random()
    if kind < 0.15:
        arguments = {"elements": "".join(map(str, new.children)), "selector": "#root", "mode": "inner"}
    elif kind < 0.3:
        arguments["mode"] = random.choice(["replace", "outer"])
        arguments["selector"] = random.choice(["#root", "#root > *", "#root p", "#i1", "#root :first-child"])
    elif kind < 0.4:
        arguments["mode"] = random.choice(["append", "prepend", "before", "after", "remove"])
        arguments["selector"] = random.choice(["#root", "#root > *", "#root div", "#i2"])
    return {"old": str(root), "state": state, "patch": arguments}


def signal_story(seed: int, patches: int = 20) -> dict[str, Any]:
    """
    Signals, what shows them, and patches one after the other.
    """
    random = Random(f"signals {seed}")
    keys = ["a", "b", "c", "d.e", "d.f", "d.g.h", "l"]
    shown = "".join(
        f'<p data-text="JSON.stringify(${random.choice(keys).split(".")[0]})'
        f' + typeof ${random.choice(keys)}"></p>'
        for _ in range(random.randrange(1, 5))
    )
    shown += (
        '<p data-computed:both="JSON.stringify([$a, $b])" data-text="$both"></p>'
        if random.random() < 0.5
        else ""
    )
    shown += (
        '<p data-show="$c" data-class:on="$a === 1" data-attr:title="$d"></p>'
        if random.random() < 0.5
        else ""
    )
    shown += '<input data-bind="a"><input type="checkbox" data-bind="c">' if random.random() < 0.5 else ""
    shown += "<pre data-json-signals__terse></pre>"
    return {
        "html": f'<div data-signals="{escape(_text(_object(random, 2)))}"></div>{shown}',
        "patches": [
            {"signals": _text(_object(random, 3))}
            | ({"onlyIfMissing": "true"} if random.random() < 0.2 else {})
            for _ in range(patches)
        ],
    }


def _object(random: Random, depth: int) -> dict[str, Any]:
    names = random.sample(["a", "b", "c", "d", "e", "f", "g", "h", "l", "0", "1"], random.randrange(1, 5))
    return {name: _value(random, depth, name) for name in names}


def _value(random: Random, depth: int, name: str) -> Any:
    kind = random.random()
    if depth and (kind < 0.3 or name == "d"):
        return _object(random, depth - 1)
    if depth and kind < 0.4:
        return [_value(random, depth - 1, "") for _ in range(random.randrange(4))]
    return random.choice([None, None, 0, 1, 2.5, -1, "", "text", "1", True, False, "é"])


def _text(value: Any) -> str:
    import json

    return json.dumps(value)
