// structuredClone (HTML standard 2.7), without transfer.

import { PageDate } from "./clock.js";
import { DOMException, throwDOM } from "./exceptions.js";
import { Blob } from "./blob.js";
import { isOfPlatform } from "./expose.js";
import { FileList, fileListOf } from "./files.js";
import { isOwnField } from "./own-fields.js";

const CLONED_ERRORS = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];

// These go to another place, or nowhere.
const TRANSFERRED = ["MessagePort", "ReadableStream", "TransformStream", "WritableStream"];

function cannotClone(value) {
  throwDOM(
    "DataCloneError",
    `Failed to execute 'structuredClone' on 'Window': ${whyNotCloned(value)}`,
  );
}

function whyNotCloned(value) {
  if (typeof value !== "object") return `${String(value)} could not be cloned.`;
  const name = value[Symbol.toStringTag];
  if (TRANSFERRED.includes(name)) {
    return `A ${name} could not be cloned because it was not transferred.`;
  }
  const isShort = value === globalThis || !isPlatformObject(value);
  return `${isShort ? `#<${name}>` : `${name} object`} could not be cloned.`;
}

// Nodes, events, lists: objects of the platform are not made of their properties.
function isPlatformObject(value) {
  return isOfPlatform(value) || Object.keys(value).some(isOwnField);
}

function copyOfBuiltin(value, seen) {
  if (value instanceof Date) return new PageDate(value.getTime());
  if (value instanceof DOMException) return new DOMException(value.message, value.name);
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) {
    const buffer = cloneValue(value.buffer, seen);
    return new value.constructor(buffer, value.byteOffset, value.length ?? value.byteLength);
  }
  if (value instanceof Boolean || value instanceof Number || value instanceof String) {
    return Object(value.valueOf());
  }
  if (value instanceof Blob) return value;
  if (value instanceof FileList) return fileListOf(value);
  return null;
}

function copyOfError(value, seen) {
  const named = CLONED_ERRORS.find((type) => type.name === value.name) ?? Error;
  const copy = new named(value.message);
  copy.stack = value.stack;
  if ("cause" in value) copy.cause = cloneValue(value.cause, seen);
  return copy;
}

function cloneValue(value, seen) {
  if (typeof value === "function" || typeof value === "symbol") return cannotClone(value);
  if (value === null || typeof value !== "object") return value;
  if (seen.has(value)) return seen.get(value);
  const simple = copyOfBuiltin(value, seen);
  if (simple !== null) {
    seen.set(value, simple);
    return simple;
  }
  if (value instanceof Error) {
    const copy = copyOfError(value, seen);
    seen.set(value, copy);
    return copy;
  }
  if (value instanceof Map) {
    const copy = new Map();
    seen.set(value, copy);
    for (const [key, of] of [...value]) copy.set(cloneValue(key, seen), cloneValue(of, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set();
    seen.set(value, copy);
    for (const item of [...value]) copy.add(cloneValue(item, seen));
    return copy;
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) {
    return cannotClone(value);
  }
  if (isPlatformObject(value)) return cannotClone(value);
  const copy = Array.isArray(value) ? new Array(value.length) : {};
  seen.set(value, copy);
  for (const key of Object.keys(value)) copy[key] = cloneValue(value[key], seen);
  return copy;
}

export function structuredClone(value) {
  return cloneValue(value, new Map());
}
