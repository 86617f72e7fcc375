// A value in a line, as Playwright writes Chromium's console messages: what is within what is within is no more than named.

import { Node } from "./node.js";

const MOST_PROPERTIES = 5;
const MOST_ITEMS = 100;

export function inspect(value) {
  if (Array.isArray(value)) return `[${itemsIn(value).join(", ")}]`;
  if (typeof value === "function") return String(value);
  const isRecord = value !== null && typeof value === "object" && nameOfKind(value) === "Object";
  return isRecord ? `{${propertiesIn(value).join(", ")}}` : named(value);
}

function itemsIn(array) {
  const items = [];
  for (let i = 0; i < Math.min(array.length, MOST_ITEMS); i++) {
    items.push(i in array ? named(array[i]) : "empty");
  }
  return items;
}

function propertiesIn(object) {
  const keys = Object.keys(object).slice(0, MOST_PROPERTIES);
  return keys.map((key) => `${key}: ${named(object[key])}`);
}

// A value without what is in it.
function named(value) {
  if (typeof value === "string") return value;
  if (typeof value === "function") return "";
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object")
    return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Error)
    return value.stack ? `${value}\n${value.stack}`.trimEnd() : String(value);
  if (value instanceof Node) return `<${value.nodeName.toLowerCase()}>`;
  if (value instanceof Date || value instanceof RegExp) return String(value);
  const name = nameOfKind(value);
  if (Array.isArray(value)) return `${name}(${value.length})`;
  return value instanceof Map || value instanceof Set ? `${name}(${value.size})` : name;
}

function nameOfKind(value) {
  return value.constructor?.name ?? "Object";
}
