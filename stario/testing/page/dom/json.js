// JSON of values of pages: of the DOM's objects it has what a script has put on them, and no field of ours.

import { isOwnField, ownField } from "./own-fields.js";
import { namesByPrototype } from "./prototype-properties.js";

const FIELD_IN_TEXT = `"${ownField("")}`;

// What JSON.stringify gives a page.
export function seenJSON(value, replacer, space) {
  try {
    const text = JSON.stringify(value, replacer, space);
    if (typeof text !== "string" || !text.includes(FIELD_IN_TEXT)) return text;
  } catch (error) {
    // The fields of nodes lead in circles.
    if (!(error instanceof TypeError)) throw error;
  }
  return JSON.stringify(value, withoutFields(replacer), space);
}

function withoutFields(replacer) {
  if (Array.isArray(replacer)) return replacer;
  return function (key, value) {
    if (isOwnField(key)) return undefined;
    const seen =
      typeof replacer === "function" ? Reflect.apply(replacer, this, [key, value]) : value;
    return typeof seen === "object" && seen !== null ? withOwnProperties(seen) : seen;
  };
}

function withOwnProperties(object) {
  const names = namesByPrototype(object);
  if (names.length === 0) return object;
  return { ...Object.fromEntries(names.map((name) => [name, object[name]])), ...object };
}

const anyArray = [];

// The page's own values for the host, which a `toJSON` that a script has put into a prototype does not change.
export function jsonOf(value) {
  // An array looks into both prototypes.
  return anyArray.toJSON === undefined ? seenJSON(value) : withoutToJSON(value);
}

function withoutToJSON(value) {
  const ofArrays = Object.getOwnPropertyDescriptor(Array.prototype, "toJSON");
  const ofObjects = Object.getOwnPropertyDescriptor(Object.prototype, "toJSON");
  Reflect.deleteProperty(Array.prototype, "toJSON");
  Reflect.deleteProperty(Object.prototype, "toJSON");
  try {
    return seenJSON(value);
  } finally {
    if (ofArrays !== undefined) Reflect.defineProperty(Array.prototype, "toJSON", ofArrays);
    if (ofObjects !== undefined) Reflect.defineProperty(Object.prototype, "toJSON", ofObjects);
  }
}
