// Events of the user's devices (UI Events, Pointer Events, Input Events).

import { expose } from "./expose.js";
import { eventFields } from "./event-fields.js";
import { Event } from "./events.js";

const MODIFIERS = {
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  modifierAltGraph: false,
  modifierCapsLock: false,
  modifierNumLock: false,
};
const KEYS = { Control: "ctrlKey", Shift: "shiftKey", Alt: "altKey", Meta: "metaKey" };

// What the older ways to fill an event take, in that order.
const MOUSE_ORDER =
  "screenX screenY clientX clientY ctrlKey altKey shiftKey metaKey button relatedTarget".split(" ");
const KEYBOARD_ORDER = "location ctrlKey altKey shiftKey metaKey".split(" ");

function fillByHand(event, names, given) {
  for (const { name, convert } of event.constructor._fields) {
    const at = names.indexOf(name);
    if (at >= 0) event._data[name] = given[at] === undefined ? undefined : convert(given[at]);
  }
}

function modifierState(event, key) {
  return Boolean(event[KEYS[key] ?? `modifier${key}`]);
}

export class UIEvent extends Event {
  get which() {
    return this._data?.which ?? 0;
  }

  initUIEvent(type, bubbles = false, cancelable = false, view = null, detail = 0) {
    if (this._dispatching) return;
    this.initEvent(type, bubbles, cancelable);
    this._data = { ...this._data, view, detail };
  }
}
eventFields(UIEvent, { view: null, detail: 0, sourceCapabilities: null });

export class MouseEvent extends UIEvent {
  get x() {
    return this.clientX;
  }

  get y() {
    return this.clientY;
  }

  get pageX() {
    return this.clientX;
  }

  get pageY() {
    return this.clientY;
  }

  get which() {
    return this._data?.which ?? this.button + 1;
  }

  getModifierState(key) {
    return modifierState(this, key);
  }

  initMouseEvent(type, bubbles, cancelable, view, detail, ...given) {
    if (this._dispatching) return;
    this.initUIEvent(type, bubbles, cancelable, view, detail);
    fillByHand(this, MOUSE_ORDER, given);
  }
}
eventFields(MouseEvent, {
  screenX: 0,
  screenY: 0,
  clientX: 0,
  clientY: 0,
  offsetX: 0,
  offsetY: 0,
  ...MODIFIERS,
  button: 0,
  buttons: 0,
  relatedTarget: null,
  movementX: 0,
  movementY: 0,
});

export class PointerEvent extends MouseEvent {
  getCoalescedEvents() {
    return [];
  }

  getPredictedEvents() {
    return [];
  }
}
eventFields(PointerEvent, {
  pointerId: 0,
  width: 1,
  height: 1,
  pressure: 0,
  tangentialPressure: 0,
  tiltX: 0,
  tiltY: 0,
  twist: 0,
  altitudeAngle: Math.PI / 2,
  azimuthAngle: 0,
  pointerType: "",
  isPrimary: false,
});

export class WheelEvent extends MouseEvent {}
eventFields(WheelEvent, { deltaX: 0, deltaY: 0, deltaZ: 0, deltaMode: 0 });

export class DragEvent extends MouseEvent {}
eventFields(DragEvent, { dataTransfer: null });

export class KeyboardEvent extends UIEvent {
  get which() {
    return this._data?.which ?? this.keyCode;
  }

  getModifierState(key) {
    return modifierState(this, key);
  }

  // The key itself it takes and forgets.
  initKeyboardEvent(type, bubbles, cancelable, view, key, ...given) {
    if (this._dispatching) return;
    this.initUIEvent(type, bubbles, cancelable, view);
    fillByHand(this, KEYBOARD_ORDER, given);
  }
}
eventFields(KeyboardEvent, {
  key: "",
  code: "",
  location: 0,
  ...MODIFIERS,
  repeat: false,
  isComposing: false,
  charCode: 0,
  keyCode: 0,
});

export class InputEvent extends UIEvent {
  getTargetRanges() {
    return [];
  }
}
eventFields(InputEvent, { data: null, inputType: "", isComposing: false, dataTransfer: null });

export class CompositionEvent extends UIEvent {}
eventFields(CompositionEvent, { data: "" });

export class FocusEvent extends UIEvent {}
eventFields(FocusEvent, { relatedTarget: null });

export class TouchEvent extends UIEvent {}
eventFields(TouchEvent, { touches: null, targetTouches: null, changedTouches: null, ...MODIFIERS });

export class AnimationEvent extends Event {}
eventFields(AnimationEvent, { animationName: "", elapsedTime: 0, pseudoElement: "" });

export class TransitionEvent extends Event {}
eventFields(TransitionEvent, { propertyName: "", elapsedTime: 0, pseudoElement: "" });

expose(
  UIEvent,
  MouseEvent,
  PointerEvent,
  WheelEvent,
  DragEvent,
  KeyboardEvent,
  InputEvent,
  CompositionEvent,
  FocusEvent,
  TouchEvent,
  AnimationEvent,
  TransitionEvent,
);
