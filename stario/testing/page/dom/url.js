// URL (URL standard 6.1). The parsing is done by the host, by a library that conforms to the standard.

import { host } from "./host.js";
import { createObjectURL, revokeObjectURL } from "./local-urls.js";
import { URLSearchParams, replaceEntries } from "./search-params.js";

const URL_PARTS = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
];
const KEPT_URLS = 200;
const parsedURLs = new Map();

// The record of a URL, or null: asked once for the same text, since the client asks at each request.
export function parseURL(text, base) {
  const key = base === undefined ? text : `${text} ${base}`;
  let record = parsedURLs.get(key);
  if (record === undefined) {
    record = host("url", text.toWellFormed(), base === undefined ? null : base.toWellFormed());
    if (parsedURLs.size >= KEPT_URLS) parsedURLs.clear();
    parsedURLs.set(key, record);
  }
  return record;
}

// The text of a URL against a base, or null.
export function resolveURL(text, base) {
  return parseURL(String(text), base)?.href ?? null;
}

export class URL {
  constructor(url, base) {
    if (arguments.length === 0) {
      throw new TypeError("Failed to construct 'URL': 1 argument required, but only 0 present.");
    }
    const record = parseURL(String(url), base === undefined ? undefined : String(base));
    if (record === null) {
      const problem = base !== undefined && parseURL(String(base)) === null ? "base URL" : "URL";
      throw new TypeError(`Failed to construct 'URL': Invalid ${problem}`);
    }
    this._record = record;
    this._params = null;
  }

  static canParse(url, base) {
    return parseURL(String(url), base === undefined ? undefined : String(base)) !== null;
  }

  static parse(url, base) {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  static createObjectURL(blob) {
    return createObjectURL(blob);
  }

  static revokeObjectURL(url) {
    revokeObjectURL(url);
  }

  get origin() {
    return this._record.origin;
  }

  get search() {
    return this._record.search;
  }

  set search(value) {
    this._set("search", value);
    if (this._params !== null) replaceEntries(this._params, this._record.search);
  }

  get hash() {
    return this._record.hash;
  }

  set hash(value) {
    this._set("hash", value);
  }

  get searchParams() {
    if (this._params === null) {
      this._params = new URLSearchParams(this._record.search);
      this._params._changed = () => this._set("search", this._params.toString());
    }
    return this._params;
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }

  _set(part, value) {
    const record = host("urlSet", this.href, part, String(value).toWellFormed());
    if (record !== null) this._record = record;
    return record !== null;
  }
}

for (const part of URL_PARTS) {
  Object.defineProperty(URL.prototype, part, {
    configurable: true,
    enumerable: true,
    get() {
      return this._record[part];
    },
    set(value) {
      if (!this._set(part, value) && part === "href") {
        throw new TypeError("Failed to set the 'href' property on 'URL': Invalid URL");
      }
      if (part === "href" && this._params !== null) {
        replaceEntries(this._params, this._record.search);
      }
    },
  });
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: "URL", configurable: true });
