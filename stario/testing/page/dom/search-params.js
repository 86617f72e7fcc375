// URLSearchParams (URL standard 6.2) and the application/x-www-form-urlencoded format (5).

import { decodeUTF8, percentDecoded, utf8Latin1 } from "./encoding.js";
import { ownField } from "./own-fields.js";

const NOT_ESCAPED = /[!~'()]|%20/g;

function encodeForm(text) {
  return encodeURIComponent(text.toWellFormed()).replace(NOT_ESCAPED, (found) =>
    found === "%20" ? "+" : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeForm(text) {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  return decodeUTF8(percentDecoded(utf8Latin1(spaced)), false, true);
}

// The entries of a form-urlencoded text, as pairs.
export function parseForm(text) {
  const entries = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    entries.push(
      at < 0
        ? [decodeForm(part), ""]
        : [decodeForm(part.slice(0, at)), decodeForm(part.slice(at + 1))],
    );
  }
  return entries;
}

export function serializeForm(entries) {
  return entries.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join("&");
}

export function replaceEntries(params, search) {
  params._entries = parseForm(search.startsWith("?") ? search.slice(1) : search);
}

function entriesOf(init) {
  if (init === null || typeof init !== "object") {
    const text = String(init).toWellFormed();
    return parseForm(text.startsWith("?") ? text.slice(1) : text);
  }
  if (typeof init[Symbol.iterator] === "function") {
    return [...init].map((pair) => {
      const [...both] = pair;
      if (both.length !== 2) {
        throw new TypeError(
          "Failed to construct 'URLSearchParams': Sequence initializer must only contain pair elements",
        );
      }
      return [String(both[0]).toWellFormed(), String(both[1]).toWellFormed()];
    });
  }
  return Object.entries(init).map(([name, value]) => [
    name.toWellFormed(),
    String(value).toWellFormed(),
  ]);
}

export class URLSearchParams {
  constructor(init = "") {
    this._entries = entriesOf(init);
    this._changed = null;
    Object.defineProperty(this, ownField("changed"), { enumerable: false });
  }

  get size() {
    return this._entries.length;
  }

  append(name, value) {
    this._entries.push([String(name).toWellFormed(), String(value).toWellFormed()]);
    this._changed?.();
  }

  delete(name, value) {
    const key = String(name);
    this._entries = this._entries.filter(
      (entry) => entry[0] !== key || (value !== undefined && entry[1] !== String(value)),
    );
    this._changed?.();
  }

  get(name) {
    const key = String(name);
    return this._entries.find((entry) => entry[0] === key)?.[1] ?? null;
  }

  getAll(name) {
    const key = String(name);
    return this._entries.filter((entry) => entry[0] === key).map((entry) => entry[1]);
  }

  has(name, value) {
    const key = String(name);
    return this._entries.some(
      (entry) => entry[0] === key && (value === undefined || entry[1] === String(value)),
    );
  }

  set(name, value) {
    const key = String(name).toWellFormed();
    const first = this._entries.find((entry) => entry[0] === key);
    if (first === undefined) {
      this.append(key, value);
      return;
    }
    first[1] = String(value).toWellFormed();
    this._entries = this._entries.filter((entry) => entry[0] !== key || entry === first);
    this._changed?.();
  }

  sort() {
    this._entries.sort((one, two) => (one[0] < two[0] ? -1 : one[0] > two[0] ? 1 : 0));
    this._changed?.();
  }

  forEach(callback, self) {
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  *entries() {
    for (let at = 0; at < this._entries.length; at++) yield [...this._entries[at]];
  }

  *keys() {
    for (const entry of this.entries()) yield entry[0];
  }

  *values() {
    for (const entry of this.entries()) yield entry[1];
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toString() {
    return serializeForm(this._entries);
  }
}

Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, {
  value: "URLSearchParams",
  configurable: true,
});
