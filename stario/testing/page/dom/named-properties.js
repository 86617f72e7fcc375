// Members of an element that its content names: `form.email`, `form[0]`, `select[0]` (Web IDL 3.10).

import { indexOfKey } from "./collections.js";
import { putBehind } from "./stand-ins.js";
import { isOwnField } from "./own-fields.js";

// Let instances of a class find what `lookup(element, name)` gives, undefined for nothing, where they have no
// member of that name. It stands behind the class's own prototype, so that nothing else is slower for it.
export function exposeNamed(type, lookup) {
  const base = Object.getPrototypeOf(type.prototype);
  const behind = new Proxy(Object.create(base), {
    get(target, key, receiver) {
      if (key in base) return Reflect.get(base, key, receiver);
      if (typeof key !== "string" || isOwnField(key)) return undefined;
      return lookup(receiver, key);
    },
    has(target, key) {
      return key in base;
    },
    set(target, key, value, receiver) {
      if (indexOfKey(key) >= 0) return false;
      return Reflect.set(base, key, value, receiver);
    },
  });
  putBehind(type, behind);
}
