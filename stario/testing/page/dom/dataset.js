// DOMStringMap: the data-* attributes (HTML standard 3.2.6.6).

import { expose } from "./expose.js";
import { removeAttributeOf, setAttributeOf } from "./attributes.js";
import { throwDOM } from "./exceptions.js";
import { isAttributeName } from "./names.js";

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

const dataName = remembering(
  knownNames,
  (key) => PREFIX + key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
);

// A key that no attribute's name leads to.
function isForeign(key) {
  return key.includes("-") && /-[a-z]/.test(key);
}

let elementOfMap;

export class DOMStringMap {
  #element;

  constructor(element) {
    this.#element = element;
  }

  static {
    elementOfMap = (map) => map.#element;
  }
}

function dataValue(element, key) {
  return isForeign(key) ? undefined : element._attributes.get(dataName(key));
}

const dataMembers = {
  get(map, key) {
    if (typeof key === "string") {
      const value = dataValue(elementOfMap(map), key);
      if (value !== undefined) return value;
    }
    return Reflect.get(map, key);
  },
  has(map, key) {
    return (
      (typeof key === "string" && dataValue(elementOfMap(map), key) !== undefined) || key in map
    );
  },
  set(map, key, value) {
    if (typeof key !== "string") return Reflect.set(map, key, value);
    const where = `Failed to set a named property '${key}' on 'DOMStringMap':`;
    if (isForeign(key)) throwDOM("SyntaxError", `${where} '${key}' is not a valid property name.`);
    if (!isAttributeName(dataName(key))) {
      throwDOM(
        "InvalidCharacterError",
        `${where} '${dataName(key)}' is not a valid attribute name.`,
      );
    }
    setAttributeOf(elementOfMap(map), dataName(key), String(value));
    return true;
  },
  deleteProperty(map, key) {
    if (typeof key !== "string") return Reflect.deleteProperty(map, key);
    if (!isForeign(key)) removeAttributeOf(elementOfMap(map), dataName(key));
    return true;
  },
  defineProperty(map, key, descriptor) {
    if (typeof key !== "string") return Reflect.defineProperty(map, key, descriptor);
    return dataMembers.set(map, key, descriptor.value);
  },
  ownKeys(map) {
    const element = elementOfMap(map);
    const own = Reflect.ownKeys(map);
    if (element._attributes.size === 0) return own;
    const keys = [];
    for (const name of element._attributes.keys()) {
      if (element._spaces?.has(name)) continue;
      const key = dataKey(name);
      if (key !== null) keys.push(key);
    }
    return own.length === 0 ? keys : keys.concat(own);
  },
  getOwnPropertyDescriptor(map, key) {
    const value = typeof key === "string" ? dataValue(elementOfMap(map), key) : undefined;
    if (value === undefined) return Reflect.getOwnPropertyDescriptor(map, key);
    return { value, writable: true, enumerable: true, configurable: true };
  },
};

export function datasetOf(element) {
  return new Proxy(new DOMStringMap(element), dataMembers);
}

expose(DOMStringMap);
