// Promises that are rejected and that nobody handles (HTML standard 8.1.6.4).

import { fire, PromiseRejectionEvent } from "./events.js";
import { host, onReset } from "./host.js";
import { seenJSON } from "./json.js";

let rejected = new Map();

onReset(() => {
  rejected = new Map();
});

// Called by the engine: when a promise is rejected without a handler, and when it gets one after all.
export function noteRejection(promise, reason, handled) {
  if (handled) rejected.delete(promise);
  else rejected.set(promise, reason);
}

// After each task: what still has no handler is told. Whether anything was.
export function tellRejections() {
  if (rejected.size === 0) return false;
  const told = [...rejected];
  rejected.clear();
  for (const [promise, reason] of told) {
    const init = { cancelable: true, promise, reason };
    if (fire(globalThis, "unhandledrejection", init, PromiseRejectionEvent)) {
      host("report", "rejection", describeThrown(reason));
    }
  }
  return true;
}

// What was thrown, for the host: anything can be.
export function describeThrown(reason) {
  if (
    reason instanceof Error ||
    (reason !== null && typeof reason === "object" && "message" in reason)
  ) {
    return {
      name: String(reason.name ?? "Error"),
      message: String(reason.message),
      stack: String(reason.stack ?? ""),
    };
  }
  let message;
  try {
    message = typeof reason === "object" ? (seenJSON(reason) ?? String(reason)) : String(reason);
  } catch {
    message = "a value that cannot be shown";
  }
  return { name: "", message, stack: "" };
}
