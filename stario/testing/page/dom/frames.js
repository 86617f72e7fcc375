// Animation frames (HTML standard 8.10), 60 a second, and idle callbacks (requestIdleCallback 4).

import { performance } from "./clock.js";
import { runCallback } from "./errors.js";
import { onReset } from "./host.js";
import { startTimer } from "./timers.js";

const FRAME_LENGTH = 1000 / 60;
const IDLE_BUDGET = 50;

let frameCallbacks = new Map();
// Those of the frame that runs now, as far as they are still to come.
let dueCallbacks = new Map();
let lastHandle = 0;
let frameIsDue = false;
let idleCallbacks = new Map();

onReset(() => {
  frameCallbacks = new Map();
  dueCallbacks = new Map();
  lastHandle = 0;
  frameIsDue = false;
  idleCallbacks = new Map();
});

function checkCallback(callback, name) {
  if (typeof callback !== "function") {
    throw new TypeError(
      `Failed to execute '${name}' on 'Window': parameter 1 is not of type 'Function'.`,
    );
  }
}

export function requestAnimationFrame(callback) {
  checkCallback(callback, "requestAnimationFrame");
  frameCallbacks.set(++lastHandle, callback);
  if (!frameIsDue) {
    frameIsDue = true;
    const now = performance.now();
    // Up to the next whole millisecond, since that is what a timer takes.
    startTimer(
      runFrame,
      Math.ceil((Math.floor(now / FRAME_LENGTH + 1e-6) + 1) * FRAME_LENGTH - now),
    );
  }
  return lastHandle;
}

export function cancelAnimationFrame(handle) {
  frameCallbacks.delete(Number(handle));
  dueCallbacks.delete(Number(handle));
}

function runFrame() {
  frameIsDue = false;
  dueCallbacks = frameCallbacks;
  frameCallbacks = new Map();
  const now = performance.now();
  for (const [handle, callback] of dueCallbacks) {
    dueCallbacks.delete(handle);
    runCallback(callback, globalThis, [now]);
  }
}

export function requestIdleCallback(callback) {
  checkCallback(callback, "requestIdleCallback");
  const handle = ++lastHandle;
  idleCallbacks.set(handle, callback);
  startTimer(() => {
    if (!idleCallbacks.delete(handle)) return;
    const until = performance.now() + IDLE_BUDGET;
    const timeRemaining = () => Math.max(0, until - performance.now());
    runCallback(callback, globalThis, [{ didTimeout: false, timeRemaining }]);
  }, 1);
  return handle;
}

export function cancelIdleCallback(handle) {
  idleCallbacks.delete(Number(handle));
}
