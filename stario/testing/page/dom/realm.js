// What a page leaves in the global scope and in the built-ins is taken away before the next page comes.

let recordedGlobals = new Map();
// What is looked at after each page: in their order; those of them that are values, and the values.
let recordedKeys = [];
let lastText = 0;
let valueKeys = [];
let recordedValues = [];
const intrinsics = [];
let intrinsicsAtRisk = false;

// To be called when everything is in place.
export function recordRealm() {
  recordedGlobals = new Map();
  for (const key of Reflect.ownKeys(globalThis)) {
    // What the host hands over, and takes away again.
    if (typeof key === "string" && key.startsWith("__")) continue;
    recordedGlobals.set(key, Object.getOwnPropertyDescriptor(globalThis, key));
  }
  recordedKeys = [...recordedGlobals.keys()];
  lastText = recordedKeys.findLastIndex((key) => typeof key === "string");
  valueKeys = recordedKeys.filter((key) => "value" in recordedGlobals.get(key));
  recordedValues = valueKeys.map((key) => recordedGlobals.get(key).value);
}

// To be called before a script runs that may change built-ins: what they are is then remembered, once.
export function watchIntrinsics() {
  intrinsicsAtRisk = true;
  if (intrinsics.length > 0) return;
  const seen = new Set([globalThis]);
  for (const [key, { value }] of recordedGlobals) {
    if (value === null || (typeof value !== "object" && typeof value !== "function")) continue;
    // What they have are a page's items.
    if (key === "localStorage" || key === "sessionStorage") continue;
    for (const object of typeof value === "function" ? [value, value.prototype] : [value]) {
      if (typeof object !== "object" && typeof object !== "function") continue;
      if (object === null || seen.has(object)) continue;
      seen.add(object);
      rememberIntrinsic(object);
    }
  }
}

function rememberIntrinsic(object) {
  const entries = Reflect.ownKeys(object).map((key) => [
    key,
    Object.getOwnPropertyDescriptor(object, key),
  ]);
  intrinsics.push([object, Object.getPrototypeOf(object), entries]);
}

function isAsRecorded([object, prototype, entries]) {
  if (Reflect.ownKeys(object).length !== entries.length) return false;
  if (Object.getPrototypeOf(object) !== prototype) return false;
  for (const [key, before] of entries) {
    const now = Object.getOwnPropertyDescriptor(object, key);
    if (now === undefined || !Object.is(now.value, before.value) || now.get !== before.get)
      return false;
    if (now.set !== before.set) return false;
  }
  return true;
}

// What is added comes in front of all (an index), or behind all other texts, or behind all other symbols.
function areKeysAsRecorded(keys) {
  const count = keys.length;
  return (
    count === recordedKeys.length &&
    keys[0] === recordedKeys[0] &&
    keys[lastText] === recordedKeys[lastText] &&
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

// Whether the realm is as it was: a property that cannot be deleted, or a changed built-in, stays for ever.
export function restoreRealm() {
  const keys = Reflect.ownKeys(globalThis);
  if (!areKeysAsRecorded(keys)) {
    for (const key of keys) {
      if (recordedGlobals.has(key)) continue;
      if (!Reflect.deleteProperty(globalThis, key)) return false;
    }
  }
  if (!areValuesAsRecorded() || intrinsicsAtRisk) {
    for (const [key, descriptor] of recordedGlobals) {
      if ("value" in descriptor && Object.is(globalThis[key], descriptor.value)) continue;
      if (!Reflect.defineProperty(globalThis, key, descriptor)) return false;
    }
  }
  const isClean = !intrinsicsAtRisk || intrinsics.every(isAsRecorded);
  intrinsicsAtRisk = false;
  return isClean;
}
