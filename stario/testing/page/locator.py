"""
Locators: elements of a page, looked up each time that they are used, and what a user does with them.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from stario.testing.page.finding import Finds, Step, Text, as_json

if TYPE_CHECKING:
    from stario.testing.page.page import Page

__all__ = ["FilePayload", "Locator"]

Button = Literal["left", "middle", "right"]
Modifier = Literal["Alt", "Control", "ControlOrMeta", "Meta", "Shift"]


class FilePayload(TypedDict):
    """
    A file that a test makes, as in Playwright.
    """

    name: str
    mimeType: str
    buffer: bytes


Files = str | Path | FilePayload | Sequence[str | Path] | Sequence[FilePayload]


class Locator(Finds):
    """
    Elements of a page. Made by `page.locator(...)` and its like, and looked up each time that they are used.

    An action needs exactly one element, visible and enabled, and then lets the page come to rest. Otherwise
    it raises `LocatorError`, which says what was found instead. As the page is at rest before and after,
    nothing is waited for: `timeout` is taken, so that a browser can run the same test, and never used up.
    """

    def __init__(self, page: Page, steps: tuple[Step, ...], said: str) -> None:
        self._page = page
        self._steps = steps
        self._said = said

    def __repr__(self) -> str:
        return self._said

    def _home(self) -> Page:
        return self._page

    @property
    def page(self) -> Page:
        """
        The page in which it looks.
        """
        return self._page

    # Which of them.

    @property
    def first(self) -> Locator:
        """
        The first of the elements.
        """
        return self._with("first", {"kind": "nth", "index": 0})

    @property
    def last(self) -> Locator:
        """
        The last of the elements.
        """
        return self._with("last", {"kind": "nth", "index": -1})

    def nth(self, index: int) -> Locator:
        """
        One of the elements, counted from 0; from the end with -1, -2 and so on.
        """
        return self._with(f"nth({index})", {"kind": "nth", "index": index})

    def filter(
        self,
        *,
        has: Locator | None = None,
        has_not: Locator | None = None,
        has_not_text: Text | None = None,
        has_text: Text | None = None,
        visible: bool | None = None,
    ) -> Locator:
        """
        Those of the elements that contain a text or an element, or do not; those that are visible.
        """
        options: dict[str, Locator | Text | bool | None] = {
            "has": has,
            "has_not": has_not,
            "has_not_text": has_not_text,
            "has_text": has_text,
            "visible": visible,
        }
        given = {key: value for key, value in options.items() if value is not None}
        step: Step = {"kind": "filter"}
        for key, value in given.items():
            if isinstance(value, Locator):
                step[key] = list(value._steps)
            else:
                step[key] = value if isinstance(value, bool) else as_json(value)
        return self._with(f"filter({', '.join(f'{key}={value!r}' for key, value in given.items())})", step)

    def and_(self, locator: Locator) -> Locator:
        """
        The elements that both find.
        """
        return self._with(f"and_({locator!r})", {"kind": "and", "steps": list(locator._steps)})

    def or_(self, locator: Locator) -> Locator:
        """
        The elements that one or the other finds.
        """
        return self._with(f"or_({locator!r})", {"kind": "or", "steps": list(locator._steps)})

    async def all(self) -> list[Locator]:
        """
        A locator for each of the elements that are there now.
        """
        return [self.nth(index) for index in range(await self.count())]

    async def count(self) -> int:
        """
        How many elements there are now.
        """
        return len(self._each("count"))

    # What a user does.

    async def click(
        self,
        *,
        button: Button | None = None,
        click_count: int | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Click: the events of the pointer and the mouse, the focus, and what a click on this element does.
        """
        await self._click("click", button, 1 if click_count is None else click_count, force, modifiers, trial)

    async def dblclick(
        self,
        *,
        button: Button | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Click twice, and fire `dblclick`.
        """
        await self._click("dblclick", button, 2, force, modifiers, trial)

    async def hover(
        self,
        *,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Move the pointer onto it.
        """
        await self._act("hover", force=force, modifiers=list(modifiers or ()), trial=trial)

    async def fill(self, value: str, *, force: bool | None = None, timeout: float | None = None) -> None:
        """
        Put this text in place of what is in a text control, in one go.
        """
        if not isinstance(value, str):
            raise TypeError(f"fill() takes a string; found {value!r}")
        await self._act("fill", value=value, force=force)

    async def clear(self, *, force: bool | None = None, timeout: float | None = None) -> None:
        """
        Empty a text control.
        """
        await self._act("clear", force=force)

    async def press(self, key: str, *, delay: float | None = None, timeout: float | None = None) -> None:
        """
        Press a key on it, such as `Enter`, `a`, `Shift+Tab`, `Control+a`.
        """
        await self._act("press", key=key)

    async def press_sequentially(
        self, text: str, *, delay: float | None = None, timeout: float | None = None
    ) -> None:
        """
        Type a text, key by key, with `delay` milliseconds between the keys.
        """
        if not delay:
            await self._act("press_sequentially", text=text)
            return
        for character in text:
            await self._act("press_sequentially", text=character)
            await self._page.wait_for_timeout(delay)

    async def check(
        self, *, force: bool | None = None, timeout: float | None = None, trial: bool | None = None
    ) -> None:
        """
        Check a checkbox or a radio button, unless it is checked.
        """
        await self._act("check", force=force, trial=trial)

    async def uncheck(
        self, *, force: bool | None = None, timeout: float | None = None, trial: bool | None = None
    ) -> None:
        """
        Uncheck a checkbox, if it is checked.
        """
        await self._act("uncheck", force=force, trial=trial)

    async def set_checked(
        self,
        checked: bool,
        *,
        force: bool | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        `check()` or `uncheck()`.
        """
        await self._act("set_checked", checked=checked, force=force, trial=trial)

    async def select_option(
        self,
        value: str | Sequence[str] | None = None,
        *,
        index: int | Sequence[int] | None = None,
        label: str | Sequence[str] | None = None,
        force: bool | None = None,
        timeout: float | None = None,
    ) -> list[str]:
        """
        Select these options of a `select`, and no others, by value or label; gives their values.
        """
        wanted = _several(value)
        wanted += [{"label": each} for each in _several(label)]
        wanted += [{"index": each} for each in _several(index)]
        found: list[str] = await self._act("select_option", choices=wanted, force=force)
        return found

    async def set_input_files(self, files: Files, *, timeout: float | None = None) -> None:
        """
        Choose files in a file input: paths, or `{"name": ..., "mimeType": ..., "buffer": ...}`; none by `[]`.
        """
        single = isinstance(files, str | Path | dict)
        chosen: Sequence[Any] = [files] if single else files  # type: ignore[assignment]
        trusted = not any(isinstance(each, dict) for each in chosen)
        await self._act("set_input_files", files=[_payload(each) for each in chosen], trusted=trusted)

    async def focus(self, *, timeout: float | None = None) -> None:
        """
        Put the focus on it.
        """
        await self._act("focus")

    async def blur(self, *, timeout: float | None = None) -> None:
        """
        Take the focus from it.
        """
        await self._act("blur")

    async def scroll_into_view_if_needed(self, *, timeout: float | None = None) -> None:
        """
        Nothing to do: without a layout everything is in view.
        """
        self._one("text")

    async def dispatch_event(
        self, type: str, event_init: dict[str, Any] | None = None, *, timeout: float | None = None
    ) -> None:
        """
        Dispatch an event of this type on it, as a script would.
        """
        await self._act("dispatch_event", type=type, init=event_init or {})

    # What it is.

    async def text_content(self, *, timeout: float | None = None) -> str | None:
        """
        Its text, as the DOM has it.
        """
        return _text_or_none(self._one("text"))

    async def inner_text(self, *, timeout: float | None = None) -> str:
        """
        Its text, as it is rendered.
        """
        return str(self._one("inner_text"))

    async def inner_html(self, *, timeout: float | None = None) -> str:
        """
        Its HTML, without itself.
        """
        return str(self._one("inner_html"))

    async def all_text_contents(self) -> list[str]:
        """
        The text of each.
        """
        return [str(text or "") for text in self._each("text")]

    async def all_inner_texts(self) -> list[str]:
        """
        The text of each, as it is rendered.
        """
        return [str(text) for text in self._each("inner_text")]

    async def input_value(self, *, timeout: float | None = None) -> str:
        """
        The value of a text control or a `select`.
        """
        return str(self._one("value"))

    async def get_attribute(self, name: str, *, timeout: float | None = None) -> str | None:
        """
        The value of an attribute; None if it has no such attribute.
        """
        return _text_or_none(self._one("attribute", name=name))

    async def is_visible(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is there and can be seen.
        """
        return bool(self._page.elements.one(self, "visible", {}, missing=False))

    async def is_hidden(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is not there, or cannot be seen.
        """
        return not await self.is_visible()

    async def is_enabled(self, *, timeout: float | None = None) -> bool:
        """
        Whether it can be used.
        """
        return bool(self._one("enabled"))

    async def is_disabled(self, *, timeout: float | None = None) -> bool:
        """
        Whether it cannot be used.
        """
        return not await self.is_enabled()

    async def is_editable(self, *, timeout: float | None = None) -> bool:
        """
        Whether it is enabled and not read-only.
        """
        return bool(self._one("editable"))

    async def is_checked(self, *, timeout: float | None = None) -> bool:
        """
        Whether a checkbox or radio button is checked.
        """
        return bool(self._one("checked"))

    async def evaluate(self, expression: str, arg: object = None, *, timeout: float | None = None) -> Any:
        """
        The value of a JavaScript function of the element and `arg`.
        """
        return await self._page.elements.evaluate(self, expression, arg, each=False)

    async def evaluate_all(self, expression: str, arg: object = None) -> Any:
        """
        The value of a JavaScript function of the list of elements and `arg`.
        """
        return await self._page.elements.evaluate(self, expression, arg, each=True)

    # How it is done.

    async def _click(
        self,
        action: str,
        button: Button | None,
        count: int,
        force: bool | None,
        modifiers: Sequence[Modifier] | None,
        trial: bool | None,
    ) -> None:
        await self._act(
            action,
            button=button or "left",
            count=count,
            force=force,
            modifiers=list(modifiers or ()),
            trial=trial,
        )

    async def _act(self, action: str, **arguments: object) -> Any:
        given = {name: value for name, value in arguments.items() if value is not None}
        return await self._page.elements.act(self, action, given)

    def _one(self, what: str, **arguments: object) -> Any:
        """
        Something of the only element.
        """
        return self._page.elements.one(self, what, arguments)

    def _each(self, what: str, **arguments: object) -> list[Any]:
        """
        Something of each element.
        """
        return self._page.elements.each(self, what, arguments)


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _several(value: object) -> list[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else list(value)  # type: ignore[call-overload]


def _payload(file: str | Path | FilePayload) -> dict[str, object]:
    """
    A file as JSON, its bytes a character each. Raises `OSError` for a path that cannot be read.
    """
    if isinstance(file, dict):
        return {"name": file["name"], "type": file["mimeType"], "bytes": file["buffer"].decode("latin-1")}
    path = Path(file)
    return {
        "name": path.name,
        "type": mimetypes.guess_type(path.name)[0] or "",
        "lastModified": int(path.stat().st_mtime * 1000),
        "bytes": path.read_bytes().decode("latin-1"),
    }
