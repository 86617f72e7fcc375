// Request (Fetch standard 5.4).

import { AbortSignal } from "./abort.js";
import { Body, extractBody } from "./body.js";
import { localContent } from "./local-urls.js";
import { baseURI, pageOrigin } from "./page-url.js";
import { ownField } from "./own-fields.js";
import { Headers, fillHeaders } from "./headers.js";
import { REFERRER_POLICIES } from "./reflect.js";
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

function refused(reason) {
  throw new TypeError(`Failed to construct 'Request': ${reason}`);
}

// A setting that is given, as it is kept.
function checkedSetting(name, value) {
  if (name === "keepalive") return Boolean(value);
  const text = String(value);
  if (name === "referrer" && text !== "") return checkedReferrer(text);
  const [type, ...values] = SETTING_VALUES[name] ?? [];
  if (type !== undefined && !values.includes(text)) {
    const reason = `The provided value '${text}' is not a valid enum value of type ${type}.`;
    refused(`Failed to read the '${name}' property from 'RequestInit': ${reason}`);
  }
  return text;
}

// One of another origin is as if none was given.
function checkedReferrer(text) {
  const record = parseURL(text, baseURI());
  if (record === null) refused(`Referrer '${text}' is not a valid URL.`);
  if (record.href === "about:client" || record.origin !== pageOrigin()) return "about:client";
  return record.href;
}

function checkMode({ _mode, _method, _cache }, given) {
  if (given.mode === "navigate") {
    refused(
      "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
    );
  }
  if (_mode === "no-cors" && !["GET", "HEAD", "POST"].includes(_method)) {
    refused(`'${_method}' is unsupported in no-cors mode.`);
  }
  if (_cache === "only-if-cached" && _mode !== "same-origin") {
    refused("'only-if-cached' can be set only with 'same-origin' mode");
  }
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
        options[name] === undefined
          ? (from?.[ownField(name)] ?? fallback)
          : checkedSetting(name, options[name]);
    }
    checkMode(this, options);
    // Of a URL that holds it; what a blob's URL is revoked for later changes nothing.
    this._content = from === null ? localContent(this._url) : from._content;
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
      const { text, stream, type } = extractBody(value, "Request");
      if (stream !== null && options.duplex === undefined) {
        refused("The `duplex` member must be specified for a request with a streaming body");
      }
      this._text = text;
      this._stream = stream;
      if (type !== null && !this._headers.has("content-type")) {
        this._headers.append("content-type", type);
      }
    } else if (from !== null) {
      if (from.bodyUsed || from._stream?.locked) {
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

const SETTING_VALUES = {
  mode: ["RequestMode", "same-origin", "no-cors", "cors", "navigate"],
  credentials: ["RequestCredentials", "omit", "same-origin", "include"],
  cache: "RequestCache default no-store reload no-cache force-cache only-if-cached".split(" "),
  redirect: ["RequestRedirect", "follow", "error", "manual"],
  referrerPolicy: ["ReferrerPolicy", "", ...REFERRER_POLICIES],
};

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
