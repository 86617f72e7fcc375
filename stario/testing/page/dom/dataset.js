// DOMStringMap: the data-* attributes (HTML standard 3.2.6.6).

import { expose } from "./expose.js";
import { removeAttributeOf, setAttributeOf } from "./attributes.js";
import { illegalConstructor, throwDOM } from "./exceptions.js";
import { isAttributeName } from "./names.js";
import { checkInstance } from "./own-fields.js";

const PREFIX = "data-";

// The client asks every element for the same few names.
const MOST_REMEMBERED = 1000;
const knownKeys = new Map();
const knownNames = new Map();

function remembering(known, find) {
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, (found = find(text)));
    }
    return found;
  };
}

// The key of an attribute's name, or null if it has none.
const dataKey = remembering(knownKeys, (name) => {
  if (!name.startsWith(PREFIX) || /[A-Z]/.test(name)) return null;
  return name.slice(PREFIX.length).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
});

// The name of a key's attribute, or null if no attribute's name leads to it.
const dataName = remembering(knownNames, (key) => {
  if (/-[a-z]/.test(key)) return null;
  return PREFIX + key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
});

export class DOMStringMap {
  constructor() {
    illegalConstructor("DOMStringMap");
  }
}

function dataValue(element, key) {
  return element._attributes.get(dataName(key));
}

// What elements share is not changed any more: its keys are found once.
function dataKeys(element) {
  const { _attributes: attributes } = element;
  if (element._ownsAttributes) return findKeys(attributes);
  attributes._dataKeys ??= findKeys(attributes);
  return attributes._dataKeys;
}

function findKeys(attributes) {
  const keys = [];
  for (const name of attributes.keys()) {
    const key = dataKey(name);
    if (key !== null) keys.push(key);
  }
  return keys;
}

// Whether a page has ever put something on a map that is no attribute.
let symbolsCame = false;

const dataMembers = {
  get(map, key) {
    if (typeof key === "string") {
      const value = dataValue(map._element, key);
      if (value !== undefined) return value;
    }
    return Reflect.get(map, key);
  },
  has(map, key) {
    return (typeof key === "string" && dataValue(map._element, key) !== undefined) || key in map;
  },
  set(map, key, value) {
    if (typeof key !== "string") {
      symbolsCame = true;
      return Reflect.set(map, key, value);
    }
    const where = `Failed to set a named property '${key}' on 'DOMStringMap':`;
    const name = dataName(key);
    if (name === null) throwDOM("SyntaxError", `${where} '${key}' is not a valid property name.`);
    if (!isAttributeName(name)) {
      throwDOM("InvalidCharacterError", `${where} '${name}' is not a valid attribute name.`);
    }
    setAttributeOf(map._element, name, String(value));
    return true;
  },
  deleteProperty(map, key) {
    if (typeof key !== "string") return Reflect.deleteProperty(map, key);
    const name = dataName(key);
    if (name !== null) removeAttributeOf(map._element, name);
    return true;
  },
  defineProperty(map, key, descriptor) {
    if (typeof key !== "string") {
      symbolsCame = true;
      return Reflect.defineProperty(map, key, descriptor);
    }
    return dataMembers.set(map, key, descriptor.value);
  },
  ownKeys(map) {
    const keys = dataKeys(map._element);
    return symbolsCame ? keys.concat(Object.getOwnPropertySymbols(map)) : keys;
  },
  getOwnPropertyDescriptor(map, key) {
    const value = typeof key === "string" ? dataValue(map._element, key) : undefined;
    if (value === undefined) return Reflect.getOwnPropertyDescriptor(map, key);
    return { value, writable: true, enumerable: true, configurable: true };
  },
  preventExtensions: () => false,
};

export function datasetOf(element) {
  checkInstance(element);
  return new Proxy({ __proto__: DOMStringMap.prototype, _element: element }, dataMembers);
}

expose(DOMStringMap);
