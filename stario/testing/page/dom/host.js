// The way out of the page: one native function, JSON in and JSON out.

import { DOMException } from "./exceptions.js";
import { jsonOf } from "./json.js";

const callHost = globalThis.__host;
const resets = [];

// What has been promised comes true now.
export function runMicrotasks() {
  callHost("microtasks", "[]");
}

// Call `name` outside, with values that JSON can carry. Throws what the answer says has gone wrong.
export function host(name, ...values) {
  const text = callHost(name, jsonOf(values));
  if (typeof text !== "string") return null;
  const answer = JSON.parse(text);
  if (answer !== null && typeof answer === "object" && Array.isArray(answer.error)) {
    throw hostError(...answer.error);
  }
  return answer;
}

const ERRORS = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, Error };

// A script that the host has run tells where it failed.
function hostError(name, message, stack) {
  const type = ERRORS[name];
  const error = type === undefined ? new DOMException(message, name) : new type(message);
  if (stack) error.stack = stack;
  return error;
}

// Contexts are recycled: what belongs to one page is put back by these, before the next one.
export function onReset(reset) {
  resets.push(reset);
}

// Most pages have nothing to do between two tasks: the host asks for that from here on.
let asksAfterTasks = false;
// And most are such that nothing can be wrong with them after a patch.
let asksInspections = false;

onReset(() => {
  asksAfterTasks = false;
  asksInspections = false;
});

export function askAfterTasks() {
  if (asksAfterTasks) return;
  asksAfterTasks = true;
  host("afterTasks");
}

export function askInspections() {
  if (asksInspections) return;
  asksInspections = true;
  host("inspections");
}

export function resetAll() {
  for (const reset of resets) reset();
}
