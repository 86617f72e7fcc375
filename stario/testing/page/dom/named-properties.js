// Members of an element that its content names: `form.email`, `form[0]`, `select[0]` (Web IDL 3.10).

import { indexOfKey } from "./collections.js";
import { following } from "./node.js";
import { putBehind } from "./stand-ins.js";
import { LOCAL_NAME, isOwnField, ownField } from "./own-fields.js";
import { keptFor } from "./structure-version.js";

// Of whom `Reflect.has` asks. The operator `in` does not tell.
let askedFor = null;

// Let instances of a class find what their `_named(name)` gives, undefined for nothing, where they have no member of
// that name. It stands behind the class's own prototype, so that nothing else is slower for it.
export function exposeNamed(type) {
  const base = Object.getPrototypeOf(type.prototype);
  const behind = new Proxy(Object.create(base), {
    get(target, key, receiver) {
      if (key in base) return Reflect.get(base, key, receiver);
      return namedIn(receiver, key);
    },
    // Nobody says whose it would be: it is there if any in the document has it.
    has(target, key) {
      if (key in base) return true;
      if (askedFor !== null) return namedIn(askedFor, key) !== undefined;
      return instancesOf(type).some((each) => namedIn(each, key) !== undefined);
    },
    set(target, key, value, receiver) {
      const index = indexOfKey(key);
      if (index >= 0) return receiver._putItem?.(index, value) ?? false;
      if (!(key in base) && namedIn(receiver, key) !== undefined) return false;
      return Reflect.set(base, key, value, receiver);
    },
  });
  putBehind(type, behind);
}

function isInstance(object) {
  return object._parent !== undefined && Object.hasOwn(object, LOCAL_NAME);
}

// What an object's content has by a key, or undefined.
export function namedIn(object, key) {
  if (typeof key !== "string" || isOwnField(key) || !isInstance(object)) return undefined;
  return object._named?.(key);
}

export function hasNamed(object, key) {
  askedFor = object;
  try {
    return Reflect.has(object, key);
  } finally {
    askedFor = null;
  }
}

function instancesOf(type) {
  const { document } = globalThis;
  if (document === null) return [];
  return keptFor(document, ownField(`every${type.name}`), () => {
    const found = [];
    for (let node = document._first; node !== null; node = following(node, document)) {
      if (node instanceof type) found.push(node);
    }
    return found;
  });
}
