// The `toggle` events of details, dialogs and popovers: one task each, and what changes before it is joined.

import { ToggleEvent, fire } from "./events.js";
import { startTimer } from "./timers.js";

export function queueToggle(element, oldState, newState, init = {}) {
  const waiting = element._toggle;
  if (waiting !== undefined && waiting !== null) {
    waiting.newState = newState;
    return;
  }
  const told = { oldState, newState };
  element._toggle = told;
  startTimer(() => {
    element._toggle = null;
    fire(element, "toggle", { ...init, ...told }, ToggleEvent);
  }, 0);
}
