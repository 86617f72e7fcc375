// What scripts see of an object's own properties: to the engine the DOM's own fields are properties like all others,
// so the functions that list them leave those out. In `{ ...object }` and `for (key in object)` they are.

import { descriptorOfHidden, isHiding } from "./hidden-members.js";
import { seenJSON } from "./json.js";
import { fieldsLeftOut } from "./own-fields.js";
import { descriptorByPrototype, namesByPrototype } from "./prototype-properties.js";

const arrayBase = Array.prototype;
const objectBase = Object.prototype;

// Most objects are: there is nothing to look for among their properties.
function hasNoFields(object) {
  if (object === null || typeof object !== "object") return typeof object !== "function";
  const base = Reflect.getPrototypeOf(object);
  return base === objectBase || base === arrayBase || base === null;
}

function seenNames(object, names) {
  const seen = fieldsLeftOut(names);
  return seen === names ? names : [...namesByPrototype(object), ...seen];
}

export function seenKeys(object) {
  const keys = Object.keys(object);
  return hasNoFields(object) ? keys : seenNames(object, keys);
}

function seenEntries(object) {
  return hasNoFields(object)
    ? Object.entries(object)
    : seenKeys(object).map((name) => [name, object[name]]);
}

// A source of `Object.assign`: itself, or a plain object of what is seen of it.
function seenSource(source) {
  if (hasNoFields(source)) return source;
  const keys = Object.keys(source);
  const seen = seenNames(source, keys);
  if (seen === keys) return source;
  const copy = {};
  for (const key of [...seen, ...Object.getOwnPropertySymbols(source)]) copy[key] = source[key];
  return copy;
}

function seenDescriptor(object, name) {
  if (isHiding(object, name)) return descriptorOfHidden(name);
  return Object.getOwnPropertyDescriptor(object, name) ?? descriptorByPrototype(object, name);
}

const OF_OBJECT = {
  assign(target, source, ...others) {
    return others.length === 0
      ? Object.assign(target, seenSource(source))
      : Object.assign(target, seenSource(source), ...others.map(seenSource));
  },
  entries: (object) => seenEntries(object),
  getOwnPropertyDescriptor: (object, name) => seenDescriptor(object, name),
  getOwnPropertyDescriptors(object) {
    if (hasNoFields(object)) return Object.getOwnPropertyDescriptors(object);
    const all = {};
    for (const name of seenNames(object, Reflect.ownKeys(object))) {
      const one = seenDescriptor(object, name);
      if (one !== undefined) all[name] = one;
    }
    return all;
  },
  getOwnPropertyNames: (object) => seenNames(object, Object.getOwnPropertyNames(object)),
  keys: (object) => seenKeys(object),
  values(object) {
    return hasNoFields(object)
      ? Object.values(object)
      : seenEntries(object).map((entry) => entry[1]);
  },
};
const OF_REFLECT = { ownKeys: (object) => seenNames(object, Reflect.ownKeys(object)) };
const OF_JSON = {
  stringify: (value, replacer, space) => seenJSON(value, replacer, space),
};

// To be called once.
export function installSeenProperties() {
  for (const [holder, functions] of [
    [globalThis.Object, OF_OBJECT],
    [globalThis.Reflect, OF_REFLECT],
    [globalThis.JSON, OF_JSON],
  ]) {
    for (const [name, value] of Object.entries(functions)) {
      Object.defineProperty(holder, name, { value, writable: true, configurable: true });
    }
  }
}
