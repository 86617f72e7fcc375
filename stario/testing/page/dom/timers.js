// Timers (HTML standard 8.6). The host's loop says when; here is what then runs.

import { withImports } from "./dynamic-imports.js";
import { host, onReset } from "./host.js";
import { reportException, runCallback } from "./errors.js";

const NESTED_FROM = 5;
const NESTED_MINIMUM = 4;

let pageTimers = new Map();
let lastTimer = 0;
// Of those of the platform, which have no number that a page could name.
let lastOwnTimer = 0;
let timerNesting = 0;

onReset(() => {
  pageTimers = new Map();
  lastTimer = 0;
  lastOwnTimer = 0;
  timerNesting = 0;
});

function millisecondsOf(value) {
  // To a long (Web IDL 3.2.4.5): 2 ** 31 and NaN are 0.
  const delay = Number(value) | 0;
  return delay > 0 ? delay : 0;
}

function addTimer(id, handler, delay, repeats, passed) {
  const timer = { handler, delay, repeats, passed, nesting: timerNesting + 1 };
  pageTimers.set(id, timer);
  scheduleTimer(id, timer);
  return id;
}

function scheduleTimer(id, timer) {
  const least = timer.nesting > NESTED_FROM ? NESTED_MINIMUM : 0;
  host("timer", id, Math.max(timer.delay, least));
}

// For the platform's own waits.
export function startTimer(handler, delay) {
  addTimer(--lastOwnTimer, handler, millisecondsOf(delay), false, []);
}

export function setTimeout(handler, timeout, ...passed) {
  return addTimer(++lastTimer, handler, millisecondsOf(timeout), false, passed);
}

export function setInterval(handler, timeout, ...passed) {
  return addTimer(++lastTimer, handler, millisecondsOf(timeout), true, passed);
}

export function clearTimeout(given) {
  const id = Number(given);
  if (id > 0 && pageTimers.delete(id)) host("untimer", id);
}

export function clearInterval(id) {
  clearTimeout(id);
}

// Whether something may be due: then it is for the host to say.
export function timersExist() {
  return pageTimers.size > 0;
}

// The host's timer is due.
export function fireTimer(id) {
  const timer = pageTimers.get(id);
  if (timer === undefined) return;
  if (!timer.repeats) pageTimers.delete(id);
  timerNesting = timer.nesting;
  try {
    if (typeof timer.handler === "function") {
      runCallback(timer.handler, globalThis, timer.passed);
    } else {
      runText(String(timer.handler));
    }
  } finally {
    timerNesting = 0;
  }
  if (timer.repeats && pageTimers.get(id) === timer) {
    timer.nesting++;
    scheduleTimer(id, timer);
  }
}

function runText(text) {
  try {
    (0, eval)(withImports(text));
  } catch (error) {
    reportException(error);
  }
}

export function queueMicrotask(callback) {
  if (typeof callback !== "function") {
    throw new TypeError(
      "Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'.",
    );
  }
  Promise.resolve().then(() => runCallback(callback, undefined, []));
}
