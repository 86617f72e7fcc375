// What happens to an exception that nobody caught (HTML standard 8.1.4.3, "report an exception").

import { beginScript, endScript } from "./at-rest.js";
import { DOMException } from "./exceptions.js";
import { ErrorEvent, fire } from "./events.js";
import { host, onReset } from "./host.js";

let reporting = false;

onReset(() => {
  reporting = false;
});

function described(error) {
  if (error instanceof Error) {
    return error.message === "" ? String(error.name) : `${error.name}: ${error.message}`;
  }
  if (typeof error === "object" && error !== null) return Object.prototype.toString.call(error);
  return String(error);
}

// The `error` event at the window, then, unless a listener has canceled it, the host's report.
export function reportException(error) {
  let message;
  try {
    message = `Uncaught ${described(error)}`;
  } catch {
    message = "Uncaught exception";
  }
  if (!reporting) {
    reporting = true;
    try {
      const init = { message, error, cancelable: true };
      if (!fire(globalThis, "error", init, ErrorEvent)) return;
    } finally {
      reporting = false;
    }
  }
  const stack = error instanceof Error ? String(error.stack ?? "") : "";
  const name = error instanceof Error || error instanceof DOMException ? String(error.name) : "";
  host("report", "error", { message, name, stack });
}

// Call a function of the page's; what it throws is reported, and stops nothing.
export function runCallback(callback, receiver, passed) {
  const resting = beginScript();
  try {
    return Reflect.apply(callback, receiver, passed);
  } catch (error) {
    reportException(error);
    return undefined;
  } finally {
    endScript(resting);
  }
}
