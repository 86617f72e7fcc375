// Request (Fetch standard 5.4).

import { AbortSignal } from "./abort.js";
import { Body, extractBody } from "./body.js";
import { baseURI } from "./page-url.js";
import { ownField } from "./own-fields.js";
import { Headers, fillHeaders } from "./headers.js";
import { parseURL } from "./url.js";

const NORMALISED_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
const REQUEST_METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function normalisedMethod(value) {
  const method = String(value);
  const upper = method.toUpperCase();
  if (!REQUEST_METHOD.test(method)) {
    throw new TypeError(`Failed to construct 'Request': '${method}' is not a valid HTTP method.`);
  }
  if (["CONNECT", "TRACE", "TRACK"].includes(upper)) {
    throw new TypeError(`Failed to construct 'Request': '${method}' HTTP method is unsupported.`);
  }
  return NORMALISED_METHODS.includes(upper) ? upper : method;
}

function requestURL(input) {
  const text = String(input);
  const record = parseURL(text, baseURI());
  if (record === null) {
    throw new TypeError(`Failed to construct 'Request': Failed to parse URL from ${text}`);
  }
  if (record.username !== "" || record.password !== "") {
    throw new TypeError(
      `Failed to construct 'Request': Request cannot be constructed from a URL that includes credentials: ${text}`,
    );
  }
  return record.href;
}

export class Request extends Body {
  constructor(input, init = {}) {
    super();
    const from = input instanceof Request ? input : null;
    const options = init ?? {};
    this._url = from?._url ?? requestURL(input);
    this._method =
      options.method === undefined ? (from?._method ?? "GET") : normalisedMethod(options.method);
    for (const [name, fallback] of REQUEST_SETTINGS) {
      this[ownField(name)] =
        options[name] === undefined ? (from?.[ownField(name)] ?? fallback) : options[name];
    }
    this._signal = options.signal === undefined ? (from?._signal ?? null) : options.signal;
    if (this._signal !== null && !(this._signal instanceof AbortSignal)) {
      throw new TypeError(
        "Failed to construct 'Request': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
      );
    }
    this._headers = new Headers();
    this._headers._guard = "request";
    fillHeaders(this._headers, options.headers ?? from?._headers ?? {});
    const value = options.body ?? null;
    if ((value !== null || from?.body) && ["GET", "HEAD"].includes(this._method)) {
      throw new TypeError(
        "Failed to construct 'Request': Request with GET/HEAD method cannot have body.",
      );
    }
    if (value !== null) {
      const { text, stream, type } = extractBody(value);
      this._text = text;
      this._stream = stream;
      if (type !== null && !this._headers.has("content-type")) {
        this._headers.append("content-type", type);
      }
    } else if (from !== null) {
      if (from.bodyUsed) {
        throw new TypeError(
          "Failed to construct 'Request': Cannot construct a Request with a Request object that has already been used.",
        );
      }
      this._text = from._text;
      this._stream = from._stream;
      from._used = from._text !== null;
    }
  }

  get url() {
    return this._url;
  }

  get method() {
    return this._method;
  }

  get headers() {
    return this._headers;
  }

  get signal() {
    if (this._signal === null) this._signal = AbortSignal.any([]);
    return this._signal;
  }

  get destination() {
    return "";
  }

  clone() {
    const copy = Object.create(Request.prototype);
    Object.assign(copy, this);
    copy._headers = new Headers(this._headers);
    copy._headers._guard = "request";
    this._copyBodyTo(copy);
    return copy;
  }
}

const REQUEST_SETTINGS = [
  ["mode", "cors"],
  ["credentials", "same-origin"],
  ["cache", "default"],
  ["redirect", "follow"],
  ["referrer", "about:client"],
  ["referrerPolicy", ""],
  ["integrity", ""],
  ["keepalive", false],
];

for (const [name] of REQUEST_SETTINGS) {
  Object.defineProperty(Request.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this[ownField(name)];
    },
  });
}
