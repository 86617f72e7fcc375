"""
What a user does with an element.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict

from stario.testing.page.absent import BROWSER, NotSimulated
from stario.testing.page.reading import Reads

__all__ = ["Acts", "FilePayload", "Files"]

Button = Literal["left", "middle", "right"]
Modifier = Literal["Alt", "Control", "ControlOrMeta", "Meta", "Shift"]


Scroll = Literal["auto", "none"]


class Position(TypedDict):
    """
    A place in an element, in pixels, as in Playwright.
    """

    x: float
    y: float


class FilePayload(TypedDict):
    """
    A file that a test makes, as in Playwright.
    """

    name: str
    mimeType: str
    buffer: bytes


Files = str | Path | FilePayload | Sequence[str | Path] | Sequence[FilePayload]


class Acts(Reads):
    """
    A user's actions on the only element. `no_wait_after`, `scroll` and `steps` are taken, and mean nothing
    where the page is at rest and nothing is laid out.
    """

    async def click(
        self,
        *,
        button: Button | None = None,
        click_count: int | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        steps: int | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Click: the events of the pointer and the mouse, the focus, and what a click on this element does. The
        button is held for `delay` milliseconds.
        """
        _refuse_place("click", position)
        count = 1 if click_count is None else click_count
        await self._click("click", button, count, force, modifiers, trial, delay)

    async def dblclick(
        self,
        *,
        button: Button | None = None,
        delay: float | None = None,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        steps: int | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Click twice, and fire `dblclick`. With `delay` that many milliseconds are between each way of the
        button and the next.
        """
        _refuse_place("dblclick", position)
        await self._click("dblclick", button, 2, force, modifiers, trial, delay)

    async def hover(
        self,
        *,
        force: bool | None = None,
        modifiers: Sequence[Modifier] | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Move the pointer onto it.
        """
        _refuse_place("hover", position)
        await self._act("hover", force=force, modifiers=list(modifiers or ()), trial=trial)

    async def fill(
        self,
        value: str,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        Put this text in place of what is in a text control, in one go.
        """
        if not isinstance(value, str):
            raise TypeError(f"fill() takes a string; found {value!r}")
        await self._act("fill", value=value, force=force)

    async def clear(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        Empty a text control.
        """
        await self._act("clear", force=force)

    async def press(
        self,
        key: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        Press a key on it, such as `Enter`, `a`, `Shift+Tab`, `Control+a`, and hold it for `delay`
        milliseconds.
        """
        if delay:
            await self._act("press_sequentially", text="")
            await self._page.keyboard.press(key, delay=delay)
        else:
            await self._act("press", key=key)

    async def press_sequentially(
        self,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        Type a text, key by key, and hold each for `delay` milliseconds.
        """
        await self._act("press_sequentially", text="" if delay else text)
        if delay:
            await self._page.keyboard.type(text, delay=delay)

    async def check(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Check a checkbox or a radio button, unless it is checked.
        """
        _refuse_place("check", position)
        await self._act("check", force=force, trial=trial)

    async def uncheck(
        self,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        Uncheck a checkbox, if it is checked.
        """
        _refuse_place("uncheck", position)
        await self._act("uncheck", force=force, trial=trial)

    async def set_checked(
        self,
        checked: bool,
        *,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        position: Position | None = None,
        scroll: Scroll | None = None,
        timeout: float | None = None,
        trial: bool | None = None,
    ) -> None:
        """
        `check()` or `uncheck()`.
        """
        _refuse_place("set_checked", position)
        await self._act("set_checked", checked=checked, force=force, trial=trial)

    async def select_option(
        self,
        value: str | Sequence[str] | None = None,
        *,
        index: int | Sequence[int] | None = None,
        label: str | Sequence[str] | None = None,
        element: object = None,
        force: bool | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> list[str]:
        """
        Select these options of a `select`, and no others, by value or label; gives their values.
        """
        if element is not None:
            raise NotSimulated("select_option(element=...): there are no handles of elements; say `index`")
        wanted = _several(value)
        wanted += [{"label": each} for each in _several(label)]
        wanted += [{"index": each} for each in _several(index)]
        found: list[str] = await self._act("select_option", choices=wanted, force=force)
        return found

    async def set_input_files(
        self, files: Files, *, no_wait_after: bool | None = None, timeout: float | None = None
    ) -> None:
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

    async def select_text(self, *, force: bool | None = None, timeout: float | None = None) -> None:
        """
        Select the whole text of a text control.
        """
        await self._act("select_text", force=force)

    async def type(
        self,
        text: str,
        *,
        delay: float | None = None,
        no_wait_after: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """
        The elder name of `press_sequentially`.
        """
        await self.press_sequentially(text, delay=delay)

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

    async def _click(
        self,
        action: str,
        button: Button | None,
        count: int,
        force: bool | None,
        modifiers: Sequence[Modifier] | None,
        trial: bool | None,
        delay: float | None,
    ) -> None:
        await self._act(
            action,
            button=button or "left",
            count=count,
            force=force,
            modifiers=list(modifiers or ()),
            trial=True if delay else trial,
        )
        if delay and not trial:
            await self._click_slowly(button, count, force, modifiers, delay)

    async def _click_slowly(
        self,
        button: Button | None,
        count: int,
        force: bool | None,
        modifiers: Sequence[Modifier] | None,
        delay: float,
    ) -> None:
        page, held = self._page, ["Control" if each == "ControlOrMeta" else each for each in modifiers or ()]
        await self._act("hover", force=force)
        pressed: list[str] = []
        try:
            for key in held:
                pressed.append(key)
                await page.keyboard.down(key)
            for number in range(1, count + 1):
                if number > 1:
                    await page.wait_for_timeout(delay)
                await page.mouse.down(button=button, click_count=number)
                await page.wait_for_timeout(delay)
                await page.mouse.up(button=button, click_count=number)
        finally:  # what comes next begins without a key held
            for each in pressed:
                await page.keyboard.up(each)

    async def _act(self, action: str, **arguments: object) -> Any:
        given = {name: value for name, value in arguments.items() if value is not None}
        return await self._page.elements.act(self._itself, action, given)


def _refuse_place(action: str, position: Position | None) -> None:
    if position is not None:
        raise NotSimulated(f"{action}(position=...): nothing is laid out in the headless page; {BROWSER}")


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
