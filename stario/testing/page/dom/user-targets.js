// What the user's mouse and keys reach.

import { isDisabled } from "./form-owner.js";
import { isOptionDisabled } from "./select-state.js";

// Presses and clicks on a disabled control, and on what is in one, are no events.
export function canTakeMouse(target) {
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
