// AbortController and AbortSignal (DOM standard 3).

import { DOMException, failed, needsArguments } from "./exceptions.js";
import { EventTarget } from "./event-target.js";
import { Event, fire } from "./events.js";
import { makeOwnHandlers } from "./handlers.js";
import { startTimer } from "./timers.js";

let makesSignal = false;

export class AbortSignal extends EventTarget {
  constructor() {
    super();
    if (!makesSignal) {
      throw new TypeError("Failed to construct 'AbortSignal': Illegal constructor");
    }
    this._aborted = false;
    this._reason = undefined;
    // What the platform does on abort, before any listener.
    this._algorithms = new Set();
    this._dependents = new Set();
  }

  static abort(reason) {
    const signal = newSignal();
    signal._aborted = true;
    signal._reason = reason === undefined ? abortError() : reason;
    return signal;
  }

  static timeout(milliseconds) {
    needsArguments("timeout", "AbortSignal", 1, arguments.length);
    checkTimeout(Number(milliseconds));
    const signal = newSignal();
    startTimer(() => {
      abortSignal(signal, new DOMException("signal timed out", "TimeoutError"));
    }, Number(milliseconds));
    return signal;
  }

  static any(signals) {
    const signal = newSignal();
    const sources = [...signals];
    const aborted = sources.find((source) => source._aborted);
    if (aborted !== undefined) {
      signal._aborted = true;
      signal._reason = aborted._reason;
      return signal;
    }
    for (const source of sources) source._dependents.add(signal);
    return signal;
  }

  get aborted() {
    return this._aborted;
  }

  get reason() {
    return this._reason;
  }

  throwIfAborted() {
    if (this._aborted) throw this._reason;
  }
}

makeOwnHandlers(AbortSignal, ["abort"]);

function newSignal() {
  makesSignal = true;
  try {
    return new AbortSignal();
  } finally {
    makesSignal = false;
  }
}

export function abortError() {
  return new DOMException("signal is aborted without reason", "AbortError");
}

export function abortSignal(signal, reason) {
  if (signal._aborted) return;
  // First all of them are aborted, then anybody is told (DOM standard, "signal abort").
  const all = [];
  markAborted(signal, reason, all);
  for (const each of all) {
    const algorithms = [...each._algorithms];
    each._algorithms.clear();
    for (const algorithm of algorithms) algorithm(each._reason);
    fire(each, "abort", {}, Event);
  }
}

function markAborted(signal, reason, all) {
  if (signal._aborted) return;
  signal._aborted = true;
  signal._reason = reason;
  all.push(signal);
  for (const dependent of signal._dependents) markAborted(dependent, reason, all);
  signal._dependents.clear();
}

export class AbortController {
  constructor() {
    this._signal = newSignal();
  }

  get signal() {
    return this._signal;
  }

  abort(reason) {
    abortSignal(this._signal, reason === undefined ? abortError() : reason);
  }
}

// [EnforceRange] unsigned long long
function checkTimeout(time) {
  const refuse = (reason) => {
    throw new TypeError(failed("timeout", "AbortSignal", reason));
  };
  if (Number.isNaN(time)) refuse("Value is not of type 'unsigned long long'.");
  if (!Number.isFinite(time)) refuse("Value is infinite and not of type 'unsigned long long'.");
  const whole = Math.trunc(time);
  if (whole < 0 || whole > Number.MAX_SAFE_INTEGER) {
    refuse("Value is outside the 'unsigned long long' value range.");
  }
}
