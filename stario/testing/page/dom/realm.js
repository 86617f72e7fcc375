// What a page leaves in the global scope and in the built-ins is taken away before the next page comes.

import { crypto } from "./crypto.js";
import { keepStatics, restoreFunctions, watchFunctions } from "./function-marks.js";
import { withoutHiding } from "./hidden-members.js";
import {
  areIntrinsicsAsRemembered,
  areIntrinsicsRemembered,
  isSameProperty,
  namesOfChanged,
  rememberIntrinsics,
} from "./intrinsics.js";
import { keepAsItIs, lastingObjects, restoreLasting } from "./lasting-objects.js";
import { navigator } from "./navigator.js";
import { standIns } from "./stand-ins.js";
import { localStorage, sessionStorage } from "./storage.js";

const NAMESPACES = ["Atomics", "JSON", "Math", "Reflect"];

let recordedGlobals = null;
// What is looked at after each page: in their order; those of them that are values, and the values; and the
// accessors, of which a script's `function parent() {}` makes values.
let recordedKeys = [];
let lastTextPlace = 0;
let valueKeys = [];
let recordedValues = [];
let accessorKeys = [];
let intrinsicsAtRisk = false;

// To be called when everything is in place.
export function recordRealm() {
  recordedGlobals = Object.create(null);
  recordedKeys = [];
  for (const key of Reflect.ownKeys(globalThis)) {
    // What the host hands over, and takes away again.
    if (typeof key === "string" && key.startsWith("__")) continue;
    recordedGlobals[key] = Object.getOwnPropertyDescriptor(globalThis, key);
    recordedKeys.push(key);
  }
  lastTextPlace = recordedKeys.findLastIndex((key) => typeof key === "string");
  valueKeys = recordedKeys.filter((key) => "value" in recordedGlobals[key]);
  recordedValues = valueKeys.map((key) => recordedGlobals[key].value);
  accessorKeys = recordedKeys.filter((key) => !("value" in recordedGlobals[key]));
  // What is in a storage are a page's items, and namespaces count as built-ins.
  const others = new Set([globalThis, localStorage, sessionStorage]);
  for (const name of NAMESPACES) others.add(globalThis[name]);
  for (const key of valueKeys) {
    const { value } = recordedGlobals[key];
    if (typeof value === "object" && value !== null && !others.has(value)) keepAsItIs(key, value);
    if (typeof value === "function") keepStatics(value);
  }
  for (const name of ["crypto", "customElements", "history", "location", "navigator"]) {
    keepAsItIs(name, globalThis[name]);
  }
  keepAsItIs("navigator.clipboard", navigator.clipboard);
  keepAsItIs("crypto.subtle", crypto.subtle);
  for (const name of NAMESPACES) keepStatics(globalThis[name]);
  watchFunctions();
}

// To be called before a script runs that may change built-ins: what they are is then remembered, once.
export function watchIntrinsics() {
  intrinsicsAtRisk = true;
  if (areIntrinsicsRemembered()) return;
  const roots = lastingObjects();
  for (const key of recordedKeys) {
    const { value, get, set } = recordedGlobals[key];
    for (const object of [value, get, set]) roots.push([String(key), object]);
  }
  withoutHiding(() =>
    rememberIntrinsics(roots, [globalThis, localStorage, sessionStorage, ...standIns]),
  );
}

// The names of what the page's scripts have changed or taken away, one a line, as far as it is watched.
export function changedBuiltIns() {
  return (intrinsicsAtRisk && withoutHiding(namesOfChanged)) || null;
}

// From here on no function is called that a page may have changed; a getter that it left on the window may be.

// What is added comes in front of all (an index), or behind all other texts, or behind all other symbols.
function areKeysAsRecorded(keys) {
  const count = keys.length;
  return (
    count === recordedKeys.length &&
    keys[0] === recordedKeys[0] &&
    keys[lastTextPlace] === recordedKeys[lastTextPlace] &&
    keys[count - 1] === recordedKeys[count - 1]
  );
}

function areValuesAsRecorded() {
  const scope = globalThis;
  for (let i = 0; i < valueKeys.length; i++) {
    const value = scope[valueKeys[i]];
    // NaN is the only one that is not itself.
    if (value !== recordedValues[i] && !Object.is(value, recordedValues[i])) return false;
  }
  return true;
}

function areAccessorsAsRecorded() {
  for (let i = 0; i < accessorKeys.length; i++) {
    const now = Reflect.getOwnPropertyDescriptor(globalThis, accessorKeys[i]);
    if (now === undefined || "value" in now) return false;
  }
  return true;
}

function restoreGlobals() {
  const keys = Reflect.ownKeys(globalThis);
  if (!areKeysAsRecorded(keys)) {
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] in recordedGlobals) continue;
      if (!Reflect.deleteProperty(globalThis, keys[i])) return false;
    }
  }
  if (areValuesAsRecorded() && areAccessorsAsRecorded() && !intrinsicsAtRisk) return true;
  for (let i = 0; i < recordedKeys.length; i++) {
    const key = recordedKeys[i];
    const before = recordedGlobals[key];
    if (isSameProperty(before, Reflect.getOwnPropertyDescriptor(globalThis, key))) continue;
    if (!Reflect.defineProperty(globalThis, key, before)) return false;
  }
  return true;
}

// Whether the realm is as it was: a property that cannot be deleted, or a changed built-in, stays for ever.
export function restoreRealm() {
  if (!restoreGlobals() || !restoreFunctions() || !restoreLasting()) return false;
  if (!intrinsicsAtRisk) return true;
  intrinsicsAtRisk = false;
  return areIntrinsicsAsRemembered();
}
