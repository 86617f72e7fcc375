// The user's mouse: moves, presses and clicks as trusted events, in the order in which Chromium fires them.

import { canTakeMouse, pointerTarget } from "./user-targets.js";
import { dispatch, isHeard } from "./event-target.js";
import { fire, trustedEvent } from "./events.js";
import {
  blurFocused,
  focusElement,
  focusableAround,
  focusedElement,
  surelyKeepsFocus,
} from "./focus.js";
import { onReset } from "./host.js";
import { notSimulated } from "./not-simulated.js";
import { modifiersOf } from "./user-keyboard.js";
import { lightDismiss } from "./popover.js";
import { mousePressDefault, mouseReleaseDefault } from "./user-defaults.js";
import { MouseEvent, PointerEvent } from "./ui-events.js";

const BUTTONS = { left: 0, middle: 1, right: 2 };
const MASKS = [1, 4, 2];
const BASE = { bubbles: true, cancelable: true, composed: true };

// The element under the mouse, and those around it, the innermost first.
let hovered = [];
// Those of its buttons that are held down, as a mask.
let heldButtons = 0;

onReset(() => {
  hovered = [];
  heldButtons = 0;
});

// If it has been taken away: what is left of those around it.
export function hoveredElement() {
  return hovered.find((element) => element._connected) ?? null;
}

function init(extra) {
  return { ...BASE, view: globalThis, ...modifiersOf(), ...extra };
}

function pointer(target, type, extra) {
  if (!isHeard(type)) return true;
  const data = { pointerId: 1, pointerType: "mouse", isPrimary: true, ...extra };
  return fire(target, type, init(data), PointerEvent);
}

function ancestorsOf(element) {
  const ancestors = [];
  for (let at = element; at !== null && at !== undefined; at = at._parent ?? at._host) {
    if (at._kind === 1) ancestors.push(at);
  }
  return ancestors;
}

// Over, out, enter and leave, first of the pointer, then of the mouse.
function cross(from, to) {
  const left = from === null ? [] : ancestorsOf(from);
  const entered = to === null ? [] : ancestorsOf(to);
  const leaving = left.filter((element) => !entered.includes(element));
  const entering = entered.filter((element) => !left.includes(element)).reverse();
  const inner = { bubbles: false, cancelable: false, composed: false };
  for (const [prefix, send] of [
    ["pointer", pointerMotion],
    ["mouse", mouseMotion],
  ]) {
    if (from !== null) send(from, `${prefix}out`, { relatedTarget: to });
    for (const element of leaving) send(element, `${prefix}leave`, { relatedTarget: to, ...inner });
    if (to !== null) send(to, `${prefix}over`, { relatedTarget: from });
    for (const element of entering) {
      send(element, `${prefix}enter`, { relatedTarget: from, ...inner });
    }
  }
}

function mouse(target, type, extra) {
  if (!isHeard(type)) return true;
  return fire(target, type, init(extra), MouseEvent);
}

// No button has brought it about.
function mouseMotion(target, type, extra) {
  if (!isHeard(type)) return true;
  const data = { button: 0, buttons: heldButtons, ...extra };
  const event = trustedEvent(type, init(data), MouseEvent);
  event._data.which = 0;
  return dispatch(target, event);
}

function pointerMotion(target, type, extra) {
  return pointer(target, type, { button: -1, buttons: heldButtons, ...extra });
}

// The mouse moves to an element.
export function moveMouseTo(element) {
  const from = hoveredElement();
  const dragged =
    heldButtons === 1 ? element._document._pressed?.closest("[draggable=true i]") : null;
  if (dragged && from !== element) notSimulated("dragging an element that is draggable");
  hovered = ancestorsOf(element);
  if (from !== element) cross(from, element);
  if (!element._connected) return;
  pointerMotion(element, "pointermove", {});
  mouseMotion(element, "mousemove", {});
}

// A press gives the focus to what is there, or takes it away.
function focusBy(target) {
  if (surelyKeepsFocus(target)) return;
  const next = focusableAround(target);
  if (next !== null) focusElement(next);
  else if (focusedElement(target._document) !== null) blurFocused(target._document);
}

function press(target, button, count) {
  const held = MASKS[button];
  // For :focus-visible and :active.
  target._document._usesKeys = false;
  target._document._pressed = target;
  const seen = pointer(target, "pointerdown", { button, buttons: held, pressure: 0.5 });
  const told = seen && canTakeMouse(target);
  const goesOn = told ? mouse(target, "mousedown", { button, buttons: held, detail: count }) : true;
  // Who prevents the pointer's event does without the mouse's, and without what comes of it.
  if (seen && goesOn && target._connected) {
    focusBy(target);
    if (told) mousePressDefault(target, button, count);
  }
  if (button === 2 && target._connected) {
    const data = { button, buttons: held, pointerId: 1, pointerType: "mouse" };
    fire(target, "contextmenu", init(data), PointerEvent);
  }
  return seen;
}

function release(target, button, count, seen) {
  target._document._pressed = null;
  pointer(target, "pointerup", { button });
  if (!canTakeMouse(target)) return;
  if (seen) mouse(target, "mouseup", { button, detail: count });
  if (button === 0) mouseReleaseDefault(target);
}

// The innermost element that both are in, or null.
function commonAncestor(first, second) {
  const around = ancestorsOf(first);
  return ancestorsOf(second).find((element) => around.includes(element)) ?? null;
}

function click(target, button, count) {
  const type = button === 0 ? "click" : "auxclick";
  const data = { button, detail: count, pointerId: 1, pointerType: "mouse" };
  fire(target, type, init(data), PointerEvent);
}

// Press a button where the mouse is; gives what it is pressed on, for when it is let go of.
export function pressAt(name, count) {
  const target = hoveredElement() ?? globalThis.document.documentElement;
  heldButtons = MASKS[BUTTONS[name]];
  return { target, seen: press(target, BUTTONS[name], count) };
}

// Let go of a button where the mouse is.
export function releaseAt(name, count, pressed) {
  const button = BUTTONS[name];
  const released = hoveredElement() ?? globalThis.document.documentElement;
  heldButtons = 0;
  release(released, button, count, pressed?.seen ?? true);
  if (button === 0) lightDismiss(released._document, released);
  if (pressed !== null && pressed.target._connected && released._connected) {
    clickAfter(pressed.target, released, button, count);
  }
}

// What was pressed and let go of is clicked: the innermost that both are in.
function clickAfter(target, released, button, count) {
  const clicked = released === target ? target : commonAncestor(target, released);
  if (clicked === null || !canTakeMouse(clicked)) return;
  click(clicked, button, count);
  if (button === 0 && count === 2 && clicked._connected) {
    mouse(clicked, "dblclick", { detail: count });
  }
}

// Click once or several times in a row. {button: "left"|"middle"|"right", count}.
export function clickOn(element, { button: name = "left", count = 1 } = {}) {
  const button = BUTTONS[name];
  moveMouseTo(element);
  for (let at = 1; at <= count; at++) {
    const target = pointerTarget(element);
    if (target === null) return;
    const seen = press(target, button, at);
    const released = pointerTarget(target) ?? target._document.documentElement;
    release(released, button, at, seen);
    if (button === 0) lightDismiss(target._document, target);
    if (!target._connected) continue;
    clickAfter(target, released, button, at);
  }
}
