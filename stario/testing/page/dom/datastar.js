// What a test wants to know of the Datastar client in the page: its signals, its clientPlugins, its expressions.
// The client itself runs as it is.

import { withImports } from "./dynamic-imports.js";
import { elementInfo } from "./element-info.js";
import { EventTarget, addListener } from "./event-target.js";
import { host, onReset } from "./host.js";

const EXPRESSION_ARGUMENTS = "el,$,__action,evt";

let clientRoot = null;
let patchedSignals = {};
let clientPlugins = new Set();
let runningNow = null;
let trackedStores = new WeakMap();
let missedSignals = new Set();

onReset(() => {
  clientRoot = null;
  patchedSignals = {};
  clientPlugins = new Set();
  runningNow = null;
  trackedStores = new WeakMap();
  missedSignals = new Set();
});

// Called for each read of an export of a module: the client's are known by their names.
export function watchClient(record, name, value) {
  const { exports } = record.info;
  if (name !== "attribute" || !exports.includes("mergePatch")) return value;
  if (record.attribute === undefined || record.attribute.original !== value) {
    record.attribute = (plugin) => {
      clientPlugins.add(plugin?.name);
      return value(plugin);
    };
    record.attribute.original = value;
  }
  return record.attribute;
}

// A module has run, whose exports are read by their names: is it the client?
export function clientStarts(exported) {
  if (exported("mergePatch") !== undefined) clientRoot = exported("root") ?? clientRoot;
}

function mergeSignals(patch, into = patchedSignals) {
  for (const [key, value] of Object.entries(patch ?? {})) {
    if (value === null || value === undefined) delete into[key];
    else if (isPlainObject(value)) {
      if (!isPlainObject(into[key])) into[key] = {};
      mergeSignals(value, into[key]);
    } else into[key] = value;
  }
}

// An element, as data-ref puts it among the signals, is a value of its own.
function isPlainObject(value) {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof EventTarget)
  );
}

// Told by the client of each change. Clients before 1.0 say nothing else of their signals.
export function watchSignals(document) {
  const callback = (event) => {
    if (clientRoot === null) mergeSignals(event.detail);
  };
  addListener(document, "datastar-signal-patch", {
    callback,
    capture: true,
    once: false,
    passive: false,
    removed: false,
  });
}

// All signals: the client's own store, or for clients that do not export it what its patches add up to.
export function signals() {
  return clientRoot === null ? patchedSignals : clientRoot;
}

export function customPlugins() {
  return [...clientPlugins];
}

// The expression that runs now, or that ran when its page was stopped.
export function runningExpression() {
  if (runningNow === null) return null;
  return { element: elementInfo(runningNow.el), expression: runningNow.body };
}

function trackingStore(store) {
  if (typeof store !== "object" || store === null) return store;
  let proxy = trackedStores.get(store);
  if (proxy === undefined) {
    proxy = new Proxy(store, {
      get(target, name, receiver) {
        if (typeof name === "string" && !Object.hasOwn(target, name)) noteMissing(name);
        return Reflect.get(target, name, receiver === proxy ? target : receiver);
      },
    });
    trackedStores.set(store, proxy);
  }
  return proxy;
}

function noteMissing(name) {
  if (runningNow === null || name === "toJSON" || missedSignals.has(name)) return;
  missedSignals.add(name);
  host("report", "missing-signal", {
    name,
    element: elementInfo(runningNow.el),
    expression: runningNow.body,
  });
}

// The function that the client makes of an expression, which knows that it runs.
function expressionFunction(inner, body) {
  return function (el, store, ...rest) {
    const before = runningNow;
    runningNow = { el, body };
    try {
      return inner.call(this, el, trackingStore(store), ...rest);
    } finally {
      // Not reached when the host stops a script that does not end: then it asks what ran.
      runningNow = before;
    }
  };
}

// Function, as the page sees it: the client's expressions go through here.
export function installFunction() {
  const Native = Function;
  const compiled = new Map();
  const made = function Function(...parts) {
    const body = parts.length > 0 ? String(parts.pop()) : "";
    const names = parts.join(",");
    parts.push(withImports(body));
    if (!names.startsWith(EXPRESSION_ARGUMENTS)) {
      return Reflect.construct(Native, parts, new.target ?? made);
    }
    // A page that is opened again compiles nothing again.
    const key = `${names}\n${parts.at(-1)}`;
    let inner = compiled.get(key);
    if (inner === undefined) {
      inner = Native(...parts);
      if (compiled.size > 1000) compiled.clear();
      compiled.set(key, inner);
    }
    return expressionFunction(inner, body);
  };
  Object.defineProperty(made, "length", { value: 1 });
  Object.defineProperty(made, "prototype", { value: Native.prototype, writable: false });
  Object.defineProperty(Native.prototype, "constructor", {
    value: made,
    writable: true,
    configurable: true,
  });
  globalThis.Function = made;
}
