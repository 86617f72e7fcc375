// What scripts see of an object's own properties: to the engine the DOM's own fields are properties like all others,
// so the functions that list them leave those out. In `{ ...object }` and `for (key in object)` they are.

import { descriptorOfHidden, isHiding } from "./hidden-members.js";
import { seenJSON } from "./json.js";
import { hasNamed, namedIn } from "./named-properties.js";
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

// What a property is called; `toString` of what is given is asked once.
function propertyKey(name) {
  return typeof name === "string" || typeof name === "symbol"
    ? name
    : Reflect.ownKeys({ [name]: 0 })[0];
}

function seenDescriptor(object, name) {
  if (hasNoFields(object)) return Object.getOwnPropertyDescriptor(object, name);
  const key = propertyKey(name);
  if (isHiding(object, key)) return descriptorOfHidden(key);
  return Object.getOwnPropertyDescriptor(object, key) ?? descriptorByPrototype(object, key);
}

function seenOwn(object, name) {
  if (hasNoFields(object)) return Object.hasOwn(object, name);
  const key = propertyKey(name);
  return Object.hasOwn(object, key) || descriptorByPrototype(object, key) !== undefined;
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
  hasOwn: (object, name) => seenOwn(object, name),
  keys: (object) => seenKeys(object),
  values(object) {
    return hasNoFields(object)
      ? Object.values(object)
      : seenEntries(object).map((entry) => entry[1]);
  },
};
const { hasOwnProperty } = objectBase;
const OF_OBJECTS = {
  hasOwnProperty(name) {
    return hasNoFields(this) ? Reflect.apply(hasOwnProperty, this, [name]) : seenOwn(this, name);
  },
};
const OF_REFLECT = {
  getOwnPropertyDescriptor(object, name) {
    return hasNoFields(object)
      ? Reflect.getOwnPropertyDescriptor(object, name)
      : seenDescriptor(object, name);
  },
  has(object, name) {
    if (hasNoFields(object)) return Reflect.has(object, name);
    const key = propertyKey(name);
    return namedIn(object, key) === undefined ? hasNamed(object, key) : true;
  },
  ownKeys: (object) => seenNames(object, Reflect.ownKeys(object)),
};
const OF_JSON = {
  stringify: (value, replacer, space) => seenJSON(value, replacer, space),
};

// To be called once.
export function installSeenProperties() {
  for (const [holder, functions] of [
    [globalThis.Object, OF_OBJECT],
    [objectBase, OF_OBJECTS],
    [globalThis.Reflect, OF_REFLECT],
    [globalThis.JSON, OF_JSON],
  ]) {
    for (const [name, value] of Object.entries(functions)) {
      Object.defineProperty(holder, name, { value, writable: true, configurable: true });
    }
  }
}
