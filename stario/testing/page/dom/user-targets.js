// What the user's mouse and keys reach.

import { isDisabled } from "./form-owner.js";
import { onReset } from "./host.js";
import { elementsVersion } from "./node.js";
import { isOptionDisabled } from "./select-state.js";

// The last one that was asked for, and the answer: one click asks several times.
let mouseTarget = null;
let mouseVersion = -1;
let takesMouse = false;

onReset(() => {
  mouseTarget = null;
});

// Presses and clicks on a disabled control, and on what is in one, are no events.
export function canTakeMouse(target) {
  if (target !== mouseTarget || mouseVersion !== elementsVersion()) {
    takesMouse = isEnabledAround(target);
    mouseTarget = target;
    mouseVersion = elementsVersion();
  }
  return takesMouse;
}

function isEnabledAround(target) {
  for (let at = target; at !== null && at._kind === 1; at = at._parent) {
    if (at._localName === "option" && at._isHTML && isOptionDisabled(at)) return false;
    const controls = at._canBeDisabled === true && at._localName !== "fieldset";
    if (controls && isDisabled(at)) return false;
  }
  return true;
}

// Where the mouse is when it is on an element: on that, or where it has been if it has gone.
export function pointerTarget(element) {
  return element._connected ? element : null;
}
