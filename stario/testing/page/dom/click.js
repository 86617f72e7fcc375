// element.click(), and the clicks that the browser makes of keys and labels.

import { trustedEvent } from "./events.js";
import { dispatch } from "./event-target.js";
import { isDisabled } from "./form-owner.js";
import { mixin } from "./parent-node.js";
import { PointerEvent } from "./ui-events.js";

// Elements whose click is going on: another one within it does nothing.
const clicking = new Set();

const INHERITED = [
  "detail",
  "screenX",
  "screenY",
  "clientX",
  "clientY",
  "ctrlKey",
  "shiftKey",
  "altKey",
  "metaKey",
  "pointerId",
  "pointerType",
];

// A click without a pointer. `cause`: the event that it comes from.
export function simulatedClick(element, cause, trusted) {
  if (clicking.has(element)) return;
  clicking.add(element);
  const init = {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: globalThis,
    pointerId: -1,
  };
  if (cause instanceof PointerEvent) for (const name of INHERITED) init[name] = cause[name];
  else if (cause !== null) {
    for (const name of ["ctrlKey", "shiftKey", "altKey", "metaKey"]) init[name] = cause[name];
  }
  const event = trustedEvent("click", init, PointerEvent);
  event._trusted = trusted;
  try {
    dispatch(element, event);
  } finally {
    clicking.delete(element);
  }
}

export function makeClickable(type) {
  mixin(type, {
    click() {
      if (this._canBeDisabled === true && isDisabled(this)) return;
      simulatedClick(this, null, false);
    },
  });
}
