// What a page leaves in the global scope and in the built-ins is taken away before the next page comes.

let recordedGlobals = new Map();
let intrinsics = [];

function rememberIntrinsic(object) {
  const entries = [];
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    // An accessor has no value to compare without calling it: its getter is compared.
    if ("value" in descriptor) entries.push([key, descriptor.value]);
  }
  intrinsics.push([object, Reflect.ownKeys(object).length, entries]);
}

// To be called when everything is in place.
export function recordRealm() {
  recordedGlobals = new Map();
  intrinsics = [];
  const seen = new Set([globalThis]);
  for (const key of Reflect.ownKeys(globalThis)) {
    // What the host hands over, and takes away again.
    if (typeof key === "string" && key.startsWith("__")) continue;
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, key);
    recordedGlobals.set(key, descriptor);
    const value = descriptor.value;
    if (value === null || (typeof value !== "object" && typeof value !== "function")) continue;
    for (const object of typeof value === "function" ? [value, value.prototype] : [value]) {
      if (object === undefined || object === null || typeof object === "string") continue;
      if ((typeof object !== "object" && typeof object !== "function") || seen.has(object))
        continue;
      // A proxy of ours answers for something else, and may throw.
      if (key === "localStorage" || key === "sessionStorage") continue;
      seen.add(object);
      try {
        rememberIntrinsic(object);
      } catch {
        intrinsics = intrinsics.filter((entry) => entry[0] !== object);
      }
    }
  }
}

function isAsRecorded([object, count, entries]) {
  for (const [key, value] of entries) if (!Object.is(object[key], value)) return false;
  return Reflect.ownKeys(object).length === count;
}

// Whether the realm is as it was: a property that cannot be deleted, or a changed built-in, stays for ever.
export function restoreRealm() {
  for (const key of Reflect.ownKeys(globalThis)) {
    if (!recordedGlobals.has(key) && !Reflect.deleteProperty(globalThis, key)) return false;
  }
  for (const [key, descriptor] of recordedGlobals) {
    const now = Object.getOwnPropertyDescriptor(globalThis, key);
    if (now !== undefined && (!("value" in descriptor) || Object.is(now.value, descriptor.value)))
      continue;
    if (!Reflect.defineProperty(globalThis, key, descriptor)) return false;
  }
  return intrinsics.every(isAsRecorded);
}
