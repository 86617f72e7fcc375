// Members of an element that its content names: `form.email`, `form[0]`, `select[0]` (Web IDL 3.10).

import { indexOfKey } from "./collections.js";
import { following } from "./node.js";
import { putBehind } from "./stand-ins.js";
import { LOCAL_NAME, isOwnField, ownField } from "./own-fields.js";
import { keptFor } from "./structure-version.js";

// Let instances of a class find what `lookup(element, name)` gives, undefined for nothing, where they have no
// member of that name. It stands behind the class's own prototype, so that nothing else is slower for it.
export function exposeNamed(type, lookup) {
  const base = Object.getPrototypeOf(type.prototype);
  const behind = new Proxy(Object.create(base), {
    get(target, key, receiver) {
      if (key in base) return Reflect.get(base, key, receiver);
      if (typeof key !== "string" || isOwnField(key) || !isInstance(receiver)) return undefined;
      return lookup(receiver, key);
    },
    // Nobody says whose it would be: it is there if any in the document has it.
    has(target, key) {
      if (key in base) return true;
      if (typeof key !== "string" || isOwnField(key)) return false;
      return instancesOf(type).some((each) => lookup(each, key) !== undefined);
    },
    set(target, key, value, receiver) {
      if (indexOfKey(key) >= 0) return false;
      return Reflect.set(base, key, value, receiver);
    },
  });
  putBehind(type, behind);
}

function isInstance(object) {
  return object._parent !== undefined && Object.hasOwn(object, LOCAL_NAME);
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
