// Event targets and the way of an event through the tree (DOM standard 2.7 to 2.9).

import { beginScript, endScript } from "./at-rest.js";
import { expose, isPrototype } from "./expose.js";
import { reportException } from "./errors.js";
import { Event } from "./events.js";
import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { onReset } from "./host.js";
import { isInShadowTree, pathOf } from "./event-path.js";
import { MouseEvent } from "./ui-events.js";

const PASSIVE = new Set(["touchstart", "touchmove", "wheel", "mousewheel"]);

let eventNow;
// The types that somebody of the page has ever listened to.
let heardTypes = new Set();

onReset(() => {
  eventNow = undefined;
  heardTypes = new Set();
});

// May an event of the browser's have any effect? Most of a click's have none: nobody listens, and a click alone
// does something by itself.
export function isHeard(type) {
  return heardTypes.has(type) || type === "click";
}

// What `window.event` gives.
export function currentEvent() {
  return eventNow;
}

export class EventTarget {
  // A bare call, without a target, means the window.
  addEventListener(type, callback, options) {
    needsArguments("addEventListener", "EventTarget", 2, arguments.length);
    const target = this ?? globalThis;
    const isNone = callback === null || callback === undefined;
    if (!isNone && typeof callback !== "function" && typeof callback !== "object") {
      const reason = "parameter 2 is not of type 'Object'.";
      throw new TypeError(failed("addEventListener", "EventTarget", reason));
    }
    const given = options !== null && typeof options === "object" ? options : null;
    const name = String(type);
    // In the standard's order, which getters see.
    const capture = given === null ? Boolean(options) : Boolean(given.capture);
    const once = given !== null && Boolean(given.once);
    const wanted = given?.passive;
    const passive = wanted === undefined ? isPassive(target, name) : Boolean(wanted);
    const listener = { callback, capture, once, passive, removed: false };
    const signal = given?.signal;
    if (signal !== undefined) {
      if (!signal?._algorithms) {
        const reason =
          "Failed to read the 'signal' property from 'AddEventListenerOptions': " +
          "Failed to convert value to 'AbortSignal'.";
        throw new TypeError(failed("addEventListener", "EventTarget", reason));
      }
      if (signal.aborted) return;
    }
    // Only now, when the options are read: a getter among them tells a script what is known here.
    if (isNone || !addListener(target, name, listener)) return;
    signal?._algorithms.add(() => removeListener(target, name, listener));
  }

  removeEventListener(type, callback, options) {
    needsArguments("removeEventListener", "EventTarget", 2, arguments.length);
    const target = this ?? globalThis;
    const capture =
      options !== null && typeof options === "object" ? Boolean(options.capture) : Boolean(options);
    const name = String(type);
    const listener = target._listeners
      ?.get(name)
      ?.find((each) => each.callback === callback && each.capture === capture);
    if (listener !== undefined) removeListener(target, name, listener);
  }

  dispatchEvent(event) {
    needsArguments("dispatchEvent", "EventTarget", 1, arguments.length);
    if (!(event instanceof Event)) {
      const reason = "parameter 1 is not of type 'Event'.";
      throw new TypeError(failed("dispatchEvent", "EventTarget", reason));
    }
    if (event._dispatching || !event._initialized) {
      const state = event._dispatching ? "already being dispatched" : "uninitialized";
      const reason = event._dispatching
        ? `The event is ${state}.`
        : `The event provided is ${state}.`;
      throwDOM("InvalidStateError", failed("dispatchEvent", "EventTarget", reason));
    }
    event._trusted = false;
    return dispatch(this ?? globalThis, event);
  }
}

// Most have none: a field of their own costs each node more than it costs those few to get one.
EventTarget.prototype._listeners = null;

// Scrolling shall not wait for the page: at the outermost targets these listeners are passive.
function isPassive(target, type) {
  if (!PASSIVE.has(type)) return false;
  const root = globalThis.document;
  return (
    target === globalThis ||
    target === root ||
    target === root?.documentElement ||
    target === root?.body
  );
}

// False if the same one is there already.
export function addListener(target, type, listener) {
  if (target._listeners === null) {
    if (isPrototype(target)) throw new TypeError("Illegal invocation");
    target._listeners = new Map();
  }
  const known = target._listeners.get(type);
  if (known === undefined) {
    target._listeners.set(type, [listener]);
    heardTypes.add(type);
    return true;
  }
  for (const each of known) {
    if (each.callback === listener.callback && each.capture === listener.capture) return false;
  }
  known.push(listener);
  return true;
}

export function removeListener(target, type, listener) {
  if (listener.removed) return;
  listener.removed = true;
  const known = target._listeners?.get(type);
  if (known === undefined) return;
  // A new list: one that is being walked through stays as it is.
  const left = known.filter((each) => each !== listener);
  if (left.length === 0) target._listeners.delete(type);
  else target._listeners.set(type, left);
}

// The types that a target, or one of its handlers, listens to.
export function listenedTypes(target) {
  return target._listeners === null ? [] : [...target._listeners.keys()];
}

// Sends the event along its path, then runs the activation behaviour. Returns false if it was canceled.
export function dispatch(target, event) {
  event._dispatching = true;
  if (!pathOf(target, event)) return finish(event, null);
  const path = event._path;
  const activated = activatedBy(event, path);
  const undo = activated?._preActivation?.(event) ?? null;
  const entries = event._entries;
  if (entries === null) {
    event._target = target;
    for (let i = path.length - 1; i >= 0 && !event._stopped; i--) {
      if (path[i]._listeners !== null) invoke(path[i], event, i === 0 ? 2 : 1, true);
    }
    const reached = event._bubbles ? path.length : 1;
    for (let i = 0; i < reached && !event._stopped; i++) {
      if (path[i]._listeners !== null) invoke(path[i], event, i === 0 ? 2 : 3, false);
    }
  } else {
    invokeEntries(event, entries);
  }
  finish(event, entries);
  if (activated !== null) {
    if (event._canceled) undo?.();
    else activated._activation(event);
  }
  return !event._canceled;
}

// Sends an event along a window alone, as one of its document ("legacy target override flag").
export function tellWindow(event) {
  event._dispatching = true;
  const entries = [{ item: globalThis, target: globalThis.document }];
  event._path = [globalThis];
  event._entries = entries;
  invokeEntries(event, entries);
  finish(event, entries);
}

function finish(event, entries) {
  event._phase = 0;
  event._currentTarget = null;
  event._path = null;
  event._entries = null;
  event._dispatching = false;
  event._stopped = false;
  event._stoppedNow = false;
  if (entries !== null) {
    const last = entries.findLast((entry) => entry.target !== null);
    const hidden = last !== undefined && last.inShadow;
    event._target = hidden ? null : (last?.target ?? null);
    if (hidden && event._data?.relatedTarget) event._data.relatedTarget = null;
  }
  return !event._canceled;
}

// The innermost target with an activation behaviour; a parent's only if the event bubbles there.
function activatedBy(event, path) {
  if (event._type !== "click" || !(event instanceof MouseEvent)) return null;
  if (path[0]._activation !== undefined) return path[0];
  if (!event._bubbles) return null;
  return path.find((item) => item._activation !== undefined) ?? null;
}

// With shadow trees in the way: each sees the target that its own tree may know of.
function invokeEntries(event, entries) {
  for (let i = entries.length - 1; i >= 0 && !event._stopped; i--) {
    see(event, entries, i);
    invoke(entries[i].item, event, entries[i].target === null ? 1 : 2, true);
  }
  for (let i = 0; i < entries.length && !event._stopped; i++) {
    if (entries[i].target === null && !event._bubbles) continue;
    see(event, entries, i);
    invoke(entries[i].item, event, entries[i].target === null ? 3 : 2, false);
  }
}

function see(event, entries, index) {
  let at = index;
  while (entries[at].target === null) at--;
  event._target = entries[at].target;
  if (event._data !== null && event._data.relatedTarget !== undefined) {
    event._data.relatedTarget = entries[index].relatedTarget;
  }
}

function invoke(target, event, phase, capture) {
  const listeners = target._listeners?.get(event._type);
  if (listeners === undefined) return;
  event._phase = phase;
  event._currentTarget = target;
  const count = listeners.length;
  for (let i = 0; i < count; i++) {
    const listener = listeners[i];
    if (listener.removed || listener.capture !== capture) continue;
    if (listener.once) removeListener(target, event._type, listener);
    const before = eventNow;
    eventNow = event._entries !== null && isInShadowTree(target) ? undefined : event;
    event._inPassive = listener.passive;
    const resting = beginScript();
    try {
      const callback = listener.callback;
      if (typeof callback === "function") Reflect.apply(callback, target, [event]);
      else handleWith(callback, event);
    } catch (error) {
      reportException(error);
    }
    event._inPassive = false;
    eventNow = before;
    endScript(resting);
    if (event._stoppedNow) return;
  }
}

function handleWith(callback, event) {
  const handle = callback.handleEvent;
  if (typeof handle !== "function") {
    throw new TypeError(
      failed("handleEvent", "EventListener", "The object's 'handleEvent' is not a function."),
    );
  }
  Reflect.apply(handle, callback, [event]);
}

expose(EventTarget);
