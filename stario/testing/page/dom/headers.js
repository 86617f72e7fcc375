// Headers (Fetch standard 5.1): a multimap whose names are compared in lower case.

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_HEADER_VALUE = /[\0\r\n]|[^\0-\xff]/;
// Names that a script may not set on a request (Fetch standard 2.2.2).
const FORBIDDEN_HEADER =
  /^(?:accept-charset|accept-encoding|access-control-request-(?:headers|method|private-network)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/;

function checkedName(name, method) {
  const text = String(name);
  if (!HEADER_NAME.test(text)) {
    throw new TypeError(`Failed to execute '${method}' on 'Headers': Invalid name`);
  }
  return text.toLowerCase();
}

function checkedValue(value, method) {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (BAD_HEADER_VALUE.test(text)) {
    throw new TypeError(`Failed to execute '${method}' on 'Headers': Invalid value`);
  }
  return text;
}

export class Headers {
  constructor(init) {
    this._list = [];
    this._guard = "none";
    if (init !== undefined) fillHeaders(this, init);
  }

  append(name, value) {
    const key = checkedName(name, "append");
    const text = checkedValue(value, "append");
    if (this._guarded(key, "append")) return;
    this._list.push([key, text]);
  }

  delete(name) {
    const key = checkedName(name, "delete");
    if (this._guarded(key, "delete")) return;
    this._list = this._list.filter((entry) => entry[0] !== key);
  }

  get(name) {
    const key = checkedName(name, "get");
    const found = this._list.filter((entry) => entry[0] === key);
    return found.length === 0 ? null : found.map((entry) => entry[1]).join(", ");
  }

  getSetCookie() {
    return this._list.filter((entry) => entry[0] === "set-cookie").map((entry) => entry[1]);
  }

  has(name) {
    const key = checkedName(name, "has");
    return this._list.some((entry) => entry[0] === key);
  }

  set(name, value) {
    const key = checkedName(name, "set");
    const text = checkedValue(value, "set");
    if (this._guarded(key, "set")) return;
    const first = this._list.find((entry) => entry[0] === key);
    if (first === undefined) {
      this._list.push([key, text]);
      return;
    }
    first[1] = text;
    this._list = this._list.filter((entry) => entry[0] !== key || entry === first);
  }

  forEach(callback, self) {
    for (const [name, value] of this) callback.call(self, value, name, this);
  }

  // Sorted, and joined but for set-cookie ("sort and combine").
  *entries() {
    const names = [...new Set(this._list.map((entry) => entry[0]))].sort();
    for (const name of names) {
      if (name === "set-cookie") {
        for (const value of this.getSetCookie()) yield [name, value];
      } else {
        yield [name, this.get(name)];
      }
    }
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

  _guarded(key, method) {
    if (this._guard === "immutable") {
      throw new TypeError(`Failed to execute '${method}' on 'Headers': Headers are immutable`);
    }
    return this._guard === "request" && FORBIDDEN_HEADER.test(key);
  }
}

export function fillHeaders(headers, init) {
  if (init === null || typeof init !== "object") {
    throw new TypeError(
      "Failed to construct 'Headers': The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
    );
  }
  if (typeof init[Symbol.iterator] === "function") {
    for (const pair of init) {
      const both = [...pair];
      if (both.length !== 2) {
        throw new TypeError("Failed to construct 'Headers': Invalid value");
      }
      headers.append(both[0], both[1]);
    }
    return;
  }
  for (const name of Object.keys(init)) headers.append(name, init[name]);
}

// Headers as they came from the network, which a script may not change.
export function receivedHeaders(list) {
  const headers = new Headers();
  headers._list = list;
  headers._guard = "immutable";
  return headers;
}
