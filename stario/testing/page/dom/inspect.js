// A value in a line, as Chromium's console shows it in a message's text.

import { Node } from "./node.js";

const MOST_ENTRIES = 20;

function inspectNested(value) {
  return typeof value === "string" ? `"${value}"` : inspect(value, 1);
}

export function inspect(value, depth = 0) {
  if (typeof value === "string") return depth > 0 ? `"${value}"` : value;
  if (typeof value === "function") return depth > 0 ? "ƒ" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object")
    return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Error)
    return value.stack ? `${value}\n${value.stack}`.trimEnd() : String(value);
  if (value instanceof Node) return `<${value.nodeName.toLowerCase()}>`;
  if (value instanceof Date || value instanceof RegExp) return String(value);
  if (depth > 1) return Array.isArray(value) ? `Array(${value.length})` : "Object";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ENTRIES).map(inspectNested);
    if (value.length > MOST_ENTRIES) items.push("…");
    return `[${items.join(", ")}]`;
  }
  if (value instanceof Map) {
    return `Map(${value.size}) {${[...value].map(([key, of]) => `${inspectNested(key)} => ${inspectNested(of)}`).join(", ")}}`;
  }
  if (value instanceof Set)
    return `Set(${value.size}) {${[...value].map(inspectNested).join(", ")}}`;
  const name = value.constructor?.name ?? "Object";
  const keys = Object.keys(value).slice(0, MOST_ENTRIES);
  const body = `{${keys.map((key) => `${key}: ${inspectNested(value[key])}`).join(", ")}}`;
  return name === "Object" ? body : `${name} ${body}`;
}
