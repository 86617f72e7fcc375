// The mouse's buttons alone, where the mouse is: pressed in one place, and let go of in another perhaps.

import { runPendingTasks } from "./between-tasks.js";
import { onReset } from "./host.js";
import { keyTargetOf } from "./focus.js";
import { typeText } from "./user-typing.js";
import { pressAt, releaseAt } from "./user-pointer.js";

let pressed = null;

onReset(() => {
  pressed = null;
});

export function useMouse(what, button, count) {
  runPendingTasks();
  if (what === "down") {
    pressed = pressAt(button, count);
  } else {
    releaseAt(button, count, pressed);
    pressed = null;
  }
}

// A text as an input method puts it in, wherever the focus is.
export function insertWhereFocused(text) {
  runPendingTasks();
  typeText(keyTargetOf(globalThis.document), text);
}
