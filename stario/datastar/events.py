"""
The events of the Datastar protocol: what an application sends, a wire carries and a test asserts.

Each is frozen, equal by value, checked when it is made, and prints as the code that makes it.
"""

from __future__ import annotations

import difflib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, TypeAlias, get_args

__all__ = [
    "HTML",
    "Event",
    "Mode",
    "Namespace",
    "OtherEvent",
    "PatchElements",
    "PatchSignals",
    "SupportsHTML",
    "execute_script",
    "redirect",
    "remove_elements",
]

Mode: TypeAlias = Literal["outer", "inner", "replace", "prepend", "append", "before", "after", "remove"]
"""How elements meet their target."""
Namespace: TypeAlias = Literal["html", "svg", "mathml"]
"""Whose elements they are."""

PATCH_ELEMENTS: Final = "datastar-patch-elements"
PATCH_SIGNALS: Final = "datastar-patch-signals"

MODES: tuple[str, ...] = get_args(Mode)
NAMESPACES: tuple[str, ...] = get_args(Namespace)
#: The modes that find their targets by the ids in the HTML when there is no selector.
MODES_BY_ID = ("outer", "replace")
#: JavaScript's largest exact integer: what the client can count to.
MAX_RETRY = 2**53 - 1


class SupportsHTML(Protocol):
    """
    Anything that renders itself: the convention of markupsafe, htpy, Jinja2 and Django.
    """

    def __html__(self) -> str: ...


HTML: TypeAlias = "str | SupportsHTML"
"""HTML as a text, or as what renders itself."""


@dataclass(frozen=True, slots=True, init=False, repr=False)
class PatchElements:
    """
    HTML to patch into the page (`datastar-patch-elements`).

    - `elements`: HTML as `str`, as an object with `__html__`, or a sequence of these, which are
      put one on a line (the client loses every second SVG element otherwise).
    - `selector`: the CSS selector of the targets; without one, `outer` and `replace` find each
      top-level element's target by its `id`, and every other mode is an error.
    - `mode`: how the HTML meets its target; `outer` (the default) and `inner` morph.
    - `namespace`: `html`, `svg` or `mathml`, for fragments whose root is not HTML.
    - `use_view_transition`, `view_transition_selector`: animate the change where a browser can.
    - `event_id`: what the client sends back as `Last-Event-ID` when it reconnects.
    - `retry`: milliseconds until the client reconnects after a cut.

    Line ends in HTML are stored as LF, the only one that the wire carries. Raises `ValueError` or
    `TypeError` for what the client would refuse, with the client's own name for the error
    (`plugins/watchers/patchElements.ts`), or for what would break the wire (a line end in a selector).
    """

    elements: str
    selector: str | None
    mode: Mode
    namespace: Namespace
    use_view_transition: bool
    view_transition_selector: str | None
    event_id: str | None
    retry: int | None
    # True when the wire needs nothing but the HTML: lets `encode` skip seven checks.
    _plain: bool = field(init=False, compare=False)

    def __init__(
        self,
        elements: HTML | Sequence[HTML] = "",
        *,
        selector: str | None = None,
        mode: Mode = "outer",
        namespace: Namespace = "html",
        use_view_transition: bool = False,
        view_transition_selector: str | None = None,
        event_id: str | None = None,
        retry: int | None = None,
    ) -> None:
        if mode not in MODES:
            raise ValueError(_unknown("PatchElementsInvalidMode", "mode", mode, MODES))
        if namespace not in NAMESPACES:
            problem = "PatchElementsInvalidNamespace"
            raise ValueError(_unknown(problem, "namespace", namespace, NAMESPACES))
        if selector is None:
            if mode not in MODES_BY_ID:
                raise ValueError(
                    f"PatchElementsExpectedSelector: mode {str(mode)!r} needs a selector; only "
                    f"outer and replace find their target by the id of the HTML"
                )
        else:
            _one_line("selector", selector)
            if not selector.strip():
                raise ValueError("selector is blank; leave it out to find the target by id")
        if view_transition_selector is not None:
            _one_line("view_transition_selector", view_transition_selector)
            if not view_transition_selector.strip():
                raise ValueError("view_transition_selector is blank; leave it out")
        _check_delivery(event_id, retry)

        set_ = object.__setattr__
        set_(self, "elements", _storable(html_text(elements)))
        set_(self, "selector", _plain(selector))
        # An enum member, such as datastar-py's, becomes what it equals.
        set_(self, "mode", mode if type(mode) is str else MODES[MODES.index(mode)])
        set_(
            self,
            "namespace",
            namespace if type(namespace) is str else NAMESPACES[NAMESPACES.index(namespace)],
        )
        set_(self, "use_view_transition", bool(use_view_transition))
        set_(self, "view_transition_selector", _plain(view_transition_selector))
        set_(self, "event_id", _plain(event_id))
        set_(self, "retry", retry)
        set_(
            self,
            "_plain",
            mode == "outer"
            and namespace == "html"
            and not use_view_transition
            and (selector, view_transition_selector, event_id, retry) == (None, None, None, None),
        )

    def __repr__(self) -> str:
        options: list[tuple[str, object, object]] = [
            ("selector", self.selector, None),
            ("mode", self.mode, "outer"),
            ("namespace", self.namespace, "html"),
            ("use_view_transition", self.use_view_transition, False),
            ("view_transition_selector", self.view_transition_selector, None),
            ("event_id", self.event_id, None),
            ("retry", self.retry, None),
        ]
        return _pasteable("PatchElements", self.elements, options)

    @property
    def script(self) -> str | None:
        """
        The script that this patch runs, if it is one of `execute_script`'s, else None.
        """
        found = _SCRIPT.fullmatch(self.elements)
        if found is None or (self.selector, self.mode) != ("body", "append"):
            return None
        return _ESCAPED_TAG.sub(_unescape_tag, found["script"])

    @property
    def redirect_to(self) -> str | None:
        """
        The location that this patch sends the browser to, if it is one of `redirect`'s, else None.
        """
        script = _SCRIPT.fullmatch(self.elements) if self.script else None
        found = _REDIRECT.fullmatch(script["script"]) if script else None
        if found is None:
            return None
        if found["json"] is None:
            return found["text"]
        try:
            return str(json.loads(found["json"]))
        except ValueError:  # an expression of JavaScript, not one string
            return None


@dataclass(frozen=True, slots=True, init=False, repr=False, eq=False)
class PatchSignals:
    """
    Signals to merge into the page's (`datastar-patch-signals`).

    - `signals`: a mapping that JSON can hold; `None` deletes a signal, mappings merge deeply,
      everything else replaces.
    - `only_if_missing`: leave signals alone that the page already has.
    - `event_id`, `retry`: as in `PatchElements`.

    Raises `ValueError` or `TypeError` for what JSON cannot hold: NaN, infinities, keys that are not
    strings, objects of other types. The signals are copied; reading `signals` gives a fresh `dict`.
    """

    #: The signals as compact JSON, on one line.
    json: str
    only_if_missing: bool
    event_id: str | None
    retry: int | None

    def __init__(
        self,
        signals: Mapping[str, Any],
        *,
        only_if_missing: bool = False,
        event_id: str | None = None,
        retry: int | None = None,
    ) -> None:
        _check_delivery(event_id, retry)
        set_ = object.__setattr__
        set_(self, "json", _json_text(signals))
        set_(self, "only_if_missing", bool(only_if_missing))
        set_(self, "event_id", _plain(event_id))
        set_(self, "retry", retry)

    @property
    def signals(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.json)
        return found

    def _options(self) -> tuple[bool, str | None, int | None]:
        return (self.only_if_missing, self.event_id, self.retry)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PatchSignals):
            return NotImplemented
        return self._options() == other._options() and _same_json(self.signals, other.signals)

    def __hash__(self) -> int:
        # 1 equals 1.0 and key order does not count, so only names and options can be hashed.
        return hash((frozenset(self.signals), self._options()))

    def __repr__(self) -> str:
        options: list[tuple[str, object, object]] = [
            ("only_if_missing", self.only_if_missing, False),
            ("event_id", self.event_id, None),
            ("retry", self.retry, None),
        ]
        return _pasteable("PatchSignals", self.signals, options)


@dataclass(frozen=True, slots=True, init=False, repr=False)
class OtherEvent:
    """
    What an event stream carried that is not Datastar's, kept so that nothing is lost.

    - an event of another type: `event` and `data` (`event` is "message" when the wire names none);
    - a comment, such as a keep-alive: only `comment`, one line;
    - an `id` or a `retry` that came without data: `data` is None, nothing is dispatched.
    """

    event: str
    data: str | None
    comment: str | None
    event_id: str | None
    retry: int | None

    def __init__(
        self,
        event: str = "message",
        data: str | None = None,
        *,
        comment: str | None = None,
        event_id: str | None = None,
        retry: int | None = None,
    ) -> None:
        if event in (PATCH_ELEMENTS, PATCH_SIGNALS):
            kind = "PatchElements" if event == PATCH_ELEMENTS else "PatchSignals"
            raise ValueError(f"an event of type {event} is a {kind}")
        if event in ("", "message") and (data, comment, event_id, retry) == (None, None, None, None):
            raise ValueError("an OtherEvent without data, comment, event_id and retry is nothing at all")
        if comment is not None:
            if (event, data, event_id, retry) != ("message", None, None, None):
                raise ValueError("a comment carries no event: make two OtherEvents")
            _one_line("comment", comment, nul=True)
        _one_line("event", event, nul=True)
        _check_delivery(event_id, retry)
        set_ = object.__setattr__
        set_(self, "event", str(event) or "message")
        set_(self, "data", None if data is None else _storable(data))
        set_(self, "comment", _plain(comment))
        set_(self, "event_id", _plain(event_id))
        set_(self, "retry", retry)

    def __repr__(self) -> str:
        options: list[tuple[str, object, object]] = [
            ("data", self.data, None),
            ("comment", self.comment, None),
            ("event_id", self.event_id, None),
            ("retry", self.retry, None),
        ]
        return _pasteable("OtherEvent", self.event, options)


Event: TypeAlias = PatchElements | PatchSignals | OtherEvent
"""What stands on a stream."""


def remove_elements(selector: str) -> PatchElements:
    """
    A patch that removes every element that matches the CSS `selector`.
    """
    return PatchElements(selector=selector, mode="remove")


def execute_script(
    script: str,
    *,
    auto_remove: bool = True,
    attributes: Mapping[str, str | bool] | None = None,
) -> PatchElements:
    """
    A patch that runs JavaScript in the page, by appending a `<script>` to its body.

    - `auto_remove`: take the element away once it has run.
    - `attributes`: further attributes of the element; True writes a bare one, False none.

    `</script` and `<!--` inside the script are written with `\\x3C`, which means the same in strings,
    templates and regular expressions (HTML, "Restrictions for contents of script elements"). So are
    `</html`, `</head` and `</body`: the client takes HTML that holds one for a whole document, and
    would lose the script.
    """
    wanted: dict[str, str | bool] = {"data-effect": "el.remove()"} if auto_remove else {}
    for name, value in (attributes or {}).items():
        if not _ATTRIBUTE_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of an HTML attribute")
        if name.lower() == "data-effect" and auto_remove:
            raise ValueError("auto_remove=True already uses data-effect; pass auto_remove=False")
        if not isinstance(value, str | bool):
            raise TypeError(
                f"the attribute {name!r} is text, True or False; "
                f"found {type(value).__qualname__} {_short(value)}"
            )
        wanted[name] = value
    written = "".join(
        f" {name}" if value is True else f' {name}="{html.escape(value)}"'
        for name, value in wanted.items()
        if value is not False
    )
    safe = _SCRIPT_TAG.sub(_escape_tag, script)
    return PatchElements(f"<script{written}>{safe}</script>", selector="body", mode="append")


def redirect(location: str) -> PatchElements:
    """
    A patch that sends the browser to `location`.

    Raises `ValueError` for a `javascript:` location, which would run whatever text ended up in it, and for
    one that begins with two slashes: it looks like a path, and names another host.
    """
    # A browser drops these before it reads the scheme, and takes \ for / (URL standard, "basic URL parser").
    plain = re.sub(r"[\x00-\x20]", "", location).replace("\\", "/")
    if plain.startswith("//"):
        raise ValueError(
            f"redirect({location!r}) names another host; if that is meant, begin with its scheme: "
            f"redirect('https://...')"
        )
    if plain.lower().startswith("javascript:"):
        raise ValueError(
            f"redirect({location!r}) would run a script; to run one on purpose use execute_script()"
        )
    target = json.dumps(location).replace("<", "\\u003c")
    return execute_script(f"setTimeout(() => window.location = {target})")


def html_text(value: HTML | Sequence[HTML]) -> str:
    """
    The HTML that `value` stands for: a string as it is, an object by its `__html__`, a sequence one
    item on a line.
    """
    if type(value) is str:
        return value
    render = getattr(value, "__html__", None)
    if render is not None and not isinstance(value, type):
        return str(render())
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return "\n".join(html_text(item) for item in value)
    hint = "; decode it first" if isinstance(value, bytes | bytearray) else ""
    raise TypeError(
        f"elements are HTML: a str, an object with __html__, or a sequence of these; "
        f"found {type(value).__qualname__} {_short(value)}{hint}"
    )


_SCRIPT = re.compile(r"<script(?: [^>]*)?>(?P<script>(?:(?!</(?i:script)).)*)</script>", re.DOTALL)
# With the backslashes in front: behind an odd number of them, `<` is escaped already, as `\<`.
_SCRIPT_TAG = re.compile(r"(\\*)<(!--|/(?:script|html|head|body))", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"(\\+)(x3[Cc])(!--|/(?i:script|html|head|body))")
_ATTRIBUTE_NAME = re.compile(r"[^\s\"'<>/=\x00-\x1f\x7f]+")
_REDIRECT = re.compile(
    r"setTimeout\(\(\) => window\.location = (?:(?P<json>\".*\")|'(?P<text>[^']*)')\)", re.DOTALL
)


def _escape_tag(found: re.Match[str]) -> str:
    slashes, tag = found.groups()
    return f"{slashes}x3c{tag}" if len(slashes) % 2 else f"{slashes}\\x3C{tag}"


def _unescape_tag(found: re.Match[str]) -> str:
    slashes, escape, tag = found.groups()
    if len(slashes) % 2 == 0:  # backslashes of the script's own, and the letters x3C
        return found[0]
    return f"{slashes}<{tag}" if escape == "x3c" else f"{slashes[1:]}<{tag}"


def _storable(text: str) -> str:
    """
    `text` as a wire can carry it: LF for every line end, and nothing that UTF-8 cannot hold.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text.encode()  # raises UnicodeEncodeError, a ValueError, for a lone surrogate
    return text


def _one_line(name: str, value: str, *, nul: bool = False) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{name} is text; found {type(value).__qualname__} {_short(value)}")
    if "\n" in value or "\r" in value:
        raise ValueError(
            f"{name} {_short(value)} holds a line end: it would end the line on the wire and let the "
            f"rest be read as another field"
        )
    if "\0" in value and not nul:
        raise ValueError(f"{name} {_short(value)} holds a NUL, which no browser takes there")
    _storable(value)


def _plain(text: str | None) -> str | None:
    return text if text is None or type(text) is str else str(text)


def _same_json(one: object, two: object) -> bool:
    """
    Whether two JSON values are equal: true is not 1, as it is in Python.
    """
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_same_json(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_same_json, one, two))
    return one == two


def _check_delivery(event_id: str | None, retry: int | None) -> None:
    if event_id is not None:
        _one_line("event_id", event_id)
    if retry is None:
        return
    if isinstance(retry, bool) or not isinstance(retry, int):
        raise TypeError(f"retry is a whole number of milliseconds; found {_short(retry)}")
    if not 0 <= retry <= MAX_RETRY:
        raise ValueError(f"retry is a number of milliseconds, 0 to {MAX_RETRY}; found {retry}")


def _json_text(signals: Mapping[str, Any]) -> str:
    if not isinstance(signals, Mapping):
        raise TypeError(
            f"PatchSignalsExpectedSignals: signals are a mapping of names to values; "
            f"found {type(signals).__qualname__} {_short(signals)}"
        )
    try:
        _check_names(signals, "")
    except RecursionError:
        raise ValueError("signals hold themselves, or are nested too deeply for JSON") from None
    try:
        text = json.dumps(
            signals if isinstance(signals, dict) else dict(signals),
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
        )
    except (TypeError, ValueError, RecursionError) as problem:
        kind = TypeError if isinstance(problem, TypeError) else ValueError
        raise kind(
            f"signals {_short(signals)} cannot be JSON: {problem}; "
            f"send what JSON holds (a model's .model_dump(mode='json'), a date's .isoformat())"
        ) from problem
    try:
        return _storable(text)
    except UnicodeEncodeError:  # a lone surrogate: UTF-8 cannot hold it, JSON's escapes can
        return json.dumps(json.loads(text), separators=(",", ":"))


def _check_names(value: object, where: str) -> None:
    # json.dumps would turn 1, True and None into "1", "true" and "null", and might lose one of two.
    if isinstance(value, dict | Mapping):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise TypeError(
                    f"signal names are strings; found {_short(name)}" + (f" in {where!r}" if where else "")
                )
            if isinstance(inner, dict | list | tuple):
                _check_names(inner, f"{where}.{name}" if where else name)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            if isinstance(inner, dict | list | tuple):
                _check_names(inner, f"{where}.{index}")


def _unknown(problem: str, what: str, found: object, allowed: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(str(found), allowed, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return f"{problem}: unknown {what} {_short(found)}{hint} Allowed: {', '.join(allowed)}"


def _pasteable(name: str, first: object, options: list[tuple[str, object, object]]) -> str:
    given = [f"{key}={value!r}" for key, value, default in options if value != default]
    if first != "" or not given:
        given.insert(0, repr(first))
    return f"{name}({', '.join(given)})"


def _short(value: object, limit: int = 80) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
