// Response (Fetch standard 5.5).

import { Body, extractBody } from "./body.js";
import { Headers, fillHeaders, receivedHeaders } from "./headers.js";
import { seenJSON } from "./json.js";
import { baseURI } from "./page-url.js";
import { parseURL } from "./url.js";

const NULL_BODY = [101, 103, 204, 205, 304];
const NO_REASON = /[^\t\x20-\x7e\x80-\xff]/;
const REDIRECTS = [301, 302, 303, 307, 308];

export class Response extends Body {
  constructor(body = null, init = {}) {
    super();
    const options = init ?? {};
    const status = options.status === undefined ? 200 : Number(options.status);
    if (!(status >= 200 && status <= 599)) {
      throw new RangeError(
        `Failed to construct 'Response': The status provided (${status}) is outside the range [200, 599].`,
      );
    }
    this._type = "default";
    this._url = "";
    this._redirected = false;
    this._status = status;
    this._statusText = options.statusText === undefined ? "" : String(options.statusText);
    if (/[^\0-\xff]/.test(this._statusText)) {
      const reason = "String contains non ISO-8859-1 code point.";
      const member = "Failed to read the 'statusText' property from 'ResponseInit'";
      throw new TypeError(`Failed to construct 'Response': ${member}: ${reason}`);
    }
    if (NO_REASON.test(this._statusText)) {
      throw new TypeError("Failed to construct 'Response': Invalid statusText");
    }
    this._headers = new Headers();
    if (options.headers !== undefined) fillHeaders(this._headers, options.headers);
    if (body !== null) {
      if (NULL_BODY.includes(status)) {
        throw new TypeError(
          "Failed to construct 'Response': Response with null body status cannot have body",
        );
      }
      const { text, stream, type } = extractBody(body, "Response");
      this._text = text;
      this._stream = stream;
      if (type !== null && !this._headers.has("content-type")) {
        this._headers.append("content-type", type);
      }
    }
  }

  static error() {
    const response = new Response();
    response._type = "error";
    response._status = 0;
    response._headers._guard = "immutable";
    return response;
  }

  static json(data, init = {}) {
    const response = new Response(seenJSON(data), init);
    if (init.headers === undefined || !new Headers(init.headers).has("content-type")) {
      response._headers.set("content-type", "application/json");
    }
    return response;
  }

  static redirect(url, status = 302) {
    const record = parseURL(String(url), baseURI());
    if (record === null) {
      throw new TypeError(`Failed to execute 'redirect' on 'Response': Invalid URL`);
    }
    if (!REDIRECTS.includes(Number(status))) {
      throw new RangeError("Failed to execute 'redirect' on 'Response': Invalid status code");
    }
    const response = new Response(null, { status, headers: { location: record.href } });
    response._headers._guard = "immutable";
    return response;
  }

  get type() {
    return this._type;
  }

  get url() {
    return this._url;
  }

  get redirected() {
    return this._redirected;
  }

  get status() {
    return this._status;
  }

  get ok() {
    return this._status >= 200 && this._status <= 299;
  }

  get statusText() {
    return this._statusText;
  }

  get headers() {
    return this._headers;
  }

  clone() {
    const copy = Object.create(Response.prototype);
    Object.assign(copy, this);
    copy._headers = new Headers(this._headers);
    copy._headers._guard = this._headers._guard;
    this._copyBodyTo(copy);
    return copy;
  }
}

// A response as it comes from the network: its body is still to come.
export function receivedResponse(head, stream) {
  const response = new Response();
  response._type = head.type;
  response._url = head.url;
  response._redirected = head.redirected;
  response._status = head.status;
  response._statusText = head.statusText;
  response._headers = receivedHeaders(head.headers);
  response._stream = head.status === 0 || NULL_BODY.includes(head.status) ? null : stream;
  return response;
}
