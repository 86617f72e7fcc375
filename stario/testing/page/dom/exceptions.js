// DOMException (Web IDL 2.8.1).

import { expose } from "./expose.js";

const CODES = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

export class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(String(message));
    const kind = typeof name === "object" && name !== null ? name.name : name;
    Object.defineProperty(this, "name", {
      value: kind === undefined ? "Error" : String(kind),
      configurable: true,
      writable: true,
    });
    if (typeof name === "object" && name !== null && "cause" in name) this.cause = name.cause;
  }

  get code() {
    return CODES[this.name] ?? 0;
  }

  get [Symbol.toStringTag]() {
    return "DOMException";
  }
}

for (const [name, code] of Object.entries(CODES)) {
  const constant = `${name.replace(/Error$/, "").replace(/(?<=[a-z])(?=[A-Z])/g, "_")}_ERR`;
  const descriptor = { value: code, enumerable: true };
  Object.defineProperty(DOMException, constant.toUpperCase(), descriptor);
  Object.defineProperty(DOMException.prototype, constant.toUpperCase(), descriptor);
}

export function throwDOM(name, message) {
  throw new DOMException(message, name);
}

// The words with which Chromium begins what went wrong in a call.
export function failed(method, type, reason) {
  return `Failed to execute '${method}' on '${type}': ${reason}`;
}

export function needsArguments(method, type, needed, present) {
  if (present >= needed) return;
  const noun = needed === 1 ? "argument" : "arguments";
  const reason = `${needed} ${noun} required, but only ${present} present.`;
  throw new TypeError(failed(method, type, reason));
}

export function illegalConstructor(name) {
  throw new TypeError(`Failed to construct '${name}': Illegal constructor`);
}

expose(DOMException);
