// When the last script of the page has left the stack, what it has promised comes true before the browser
// does anything more (HTML standard 8.1.4.4, "clean up after running script").

import { onReset, runMicrotasks } from "./host.js";

// Whether the browser itself is at work, with no script of the page on the stack.
let resting = false;

onReset(() => {
  resting = false;
});

// Do something as the browser, such as the events of a click.
export function atRest(act) {
  const before = resting;
  resting = true;
  try {
    return act();
  } finally {
    resting = before;
  }
}

// A script of the page begins. What it gives has to be handed to `endScript`.
export function beginScript() {
  const before = resting;
  resting = false;
  return before;
}

// What has been promised comes true now, unless a script is on the stack.
export function checkpoint() {
  endScript(beginScript());
}

export function endScript(before) {
  if (!before) return;
  runMicrotasks();
  resting = true;
}
