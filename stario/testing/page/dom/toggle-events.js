// The `toggle` events of details, dialogs and popovers: one task each, and what changes before it is joined.

import { ToggleEvent, fire } from "./events.js";
import { onReset } from "./host.js";
import { startTimer } from "./timers.js";

// Of what the parser has opened: the scripts before it run when all is parsed, and have to hear of it.
let parsedToggles = [];

onReset(() => {
  parsedToggles = [];
});

export function releaseToggles() {
  for (const tell of parsedToggles.splice(0)) startTimer(tell, 0);
}

export function queueToggle(element, oldState, newState, init = {}) {
  const waiting = element._toggle;
  if (waiting !== undefined && waiting !== null) {
    waiting.newState = newState;
    return;
  }
  const told = { oldState, newState };
  element._toggle = told;
  const tell = () => {
    element._toggle = null;
    fire(element, "toggle", { ...init, ...told }, ToggleEvent);
  };
  if (globalThis.document?._readyState === "loading") parsedToggles.push(tell);
  else startTimer(tell, 0);
}
