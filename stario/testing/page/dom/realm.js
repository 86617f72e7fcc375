// What a page leaves in the global scope and in the built-ins is taken away before the next page comes.

let recordedGlobals = null;
// What is looked at after each page: in their order; those of them that are values, and the values.
let recordedKeys = [];
let lastText = 0;
let valueKeys = [];
let recordedValues = [];
const intrinsics = [];
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
  lastText = recordedKeys.findLastIndex((key) => typeof key === "string");
  valueKeys = recordedKeys.filter((key) => "value" in recordedGlobals[key]);
  recordedValues = valueKeys.map((key) => recordedGlobals[key].value);
}

// To be called before a script runs that may change built-ins: what they are is then remembered, once.
export function watchIntrinsics() {
  intrinsicsAtRisk = true;
  if (intrinsics.length > 0) return;
  const seen = new Set([globalThis]);
  const remember = (object, name) => {
    if ((typeof object !== "object" && typeof object !== "function") || object === null) return;
    if (seen.has(object)) return;
    seen.add(object);
    rememberIntrinsic(object, name);
  };
  for (const key of valueKeys) {
    // What they have are a page's items.
    if (key === "localStorage" || key === "sessionStorage") continue;
    const { value } = recordedGlobals[key];
    remember(value, String(key));
    if (typeof value === "function") remember(value.prototype, `${String(key)}.prototype`);
  }
  // Behind an accessor; tests put a function of their own into it.
  remember(globalThis.navigator.clipboard, "navigator.clipboard");
  for (const object of withoutName()) {
    const prototype = Object.getPrototypeOf(object);
    remember(prototype, prototype[Symbol.toStringTag]);
    remember(Object.getPrototypeOf(prototype), "the prototype of iterators and functions");
  }
}

// Objects of those built-ins that no global leads to.
function withoutName() {
  return [
    [].values(),
    new Map().values(),
    new Set().values(),
    ""[Symbol.iterator](),
    "".matchAll(/x/g),
    Uint8Array,
    Uint8Array.prototype,
    function* () {},
    (function* () {})(),
    async () => {},
    async function* () {},
    (async function* () {})(),
  ];
}

function rememberIntrinsic(object, name) {
  const entries = Reflect.ownKeys(object).map((key) => [
    key,
    Object.getOwnPropertyDescriptor(object, key),
  ]);
  intrinsics.push({ object, name, prototype: Object.getPrototypeOf(object), entries });
}

// From here on nothing is called that a page may have changed.

function isSame(before, now) {
  if (now === undefined || !Object.is(now.value, before.value)) return false;
  return now.get === before.get && now.set === before.set;
}

function isAsRecorded({ object, prototype, entries }) {
  if (Reflect.ownKeys(object).length !== entries.length) return false;
  if (Object.getPrototypeOf(object) !== prototype) return false;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (!isSame(entry[1], Object.getOwnPropertyDescriptor(object, entry[0]))) return false;
  }
  return true;
}

// The names of what the page's scripts have changed or taken away, one a line, as far as it is watched.
export function changedBuiltIns() {
  let names = "";
  if (!intrinsicsAtRisk) return null;
  for (let i = 0; i < intrinsics.length; i++) {
    const { object, name, entries } = intrinsics[i];
    for (let j = 0; j < entries.length; j++) {
      const key = entries[j][0];
      if (isSame(entries[j][1], Object.getOwnPropertyDescriptor(object, key))) continue;
      names += typeof key === "string" ? `${name}.${key}\n` : `${name}[${String(key)}]\n`;
    }
  }
  return names === "" ? null : names;
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
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] in recordedGlobals) continue;
      if (!Reflect.deleteProperty(globalThis, keys[i])) return false;
    }
  }
  if (!areValuesAsRecorded() || intrinsicsAtRisk) {
    for (let i = 0; i < recordedKeys.length; i++) {
      const key = recordedKeys[i];
      const descriptor = recordedGlobals[key];
      if ("value" in descriptor && Object.is(globalThis[key], descriptor.value)) continue;
      if (!Reflect.defineProperty(globalThis, key, descriptor)) return false;
    }
  }
  if (!intrinsicsAtRisk) return true;
  intrinsicsAtRisk = false;
  for (let i = 0; i < intrinsics.length; i++) {
    if (!isAsRecorded(intrinsics[i])) return false;
  }
  return true;
}
