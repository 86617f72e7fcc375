// Bodies of requests and responses (Fetch standard 5.2 and 5.3), kept as latin-1 texts or as streams.

import { Blob, blobOfLatin1, latin1OfBlob } from "./blob.js";
import { ReadableStream } from "./body-stream.js";
import { bytesOfLatin1, decodeUTF8, latin1Of, utf8Latin1, viewOf } from "./encoding.js";
import { FormData } from "./form-data.js";
import { encodeMultipart, parseMultipart } from "./multipart.js";
import { teeStream } from "./stream-tee.js";
import { URLSearchParams, parseForm } from "./search-params.js";

// {text, stream, type}: the bytes of what a script gives as a body, and the type that comes with it.
export function extractBody(value, name) {
  if (value instanceof ReadableStream) {
    if (value.locked || value._disturbed) {
      const state = value.locked ? "locked" : "disturbed";
      const reason =
        name === "Request"
          ? `The provided ReadableStream is ${state}`
          : "Response body object should not be disturbed or locked";
      throw new TypeError(`Failed to construct '${name}': ${reason}`);
    }
    return { text: null, stream: value, type: null };
  }
  if (value instanceof URLSearchParams) {
    const type = "application/x-www-form-urlencoded;charset=UTF-8";
    return { text: utf8Latin1(value.toString()), stream: null, type };
  }
  if (value instanceof FormData) {
    const { text, boundary } = encodeMultipart(value);
    return { text, stream: null, type: `multipart/form-data; boundary=${boundary}` };
  }
  if (value instanceof Blob) {
    return { text: latin1OfBlob(value), stream: null, type: value.type || null };
  }
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return { text: latin1Of(viewOf(value)), stream: null, type: null };
  }
  return { text: utf8Latin1(String(value)), stream: null, type: "text/plain;charset=UTF-8" };
}

export function latin1OfChunk(chunk) {
  if (chunk instanceof Uint8Array) return latin1Of(chunk);
  throw new TypeError("Received chunk is not of type Uint8Array");
}

export function streamOfLatin1(text) {
  return new ReadableStream({
    __proto__: null,
    start(controller) {
      if (text !== "") controller.enqueue(bytesOfLatin1(text));
      controller.close();
    },
  });
}

// What Request and Response share.
export class Body {
  constructor() {
    this._text = null;
    this._stream = null;
    this._used = false;
  }

  get body() {
    if (this._stream === null && this._text !== null) this._stream = streamOfLatin1(this._text);
    return this._stream;
  }

  get bodyUsed() {
    return this._used || (this._stream !== null && this._stream._disturbed);
  }

  async text() {
    return decodeUTF8(await this._consume("text"), false, false);
  }

  async json() {
    return JSON.parse(decodeUTF8(await this._consume("json"), false, false));
  }

  async bytes() {
    return bytesOfLatin1(await this._consume("bytes"));
  }

  async arrayBuffer() {
    return bytesOfLatin1(await this._consume("arrayBuffer")).buffer;
  }

  async blob() {
    return blobOfLatin1(await this._consume("blob"), this.headers.get("content-type") ?? "");
  }

  async formData() {
    const type = this.headers.get("content-type") ?? "";
    const text = await this._consume("formData");
    if (/^multipart\/form-data/i.test(type)) return parseMultipart(text, type);
    if (!/^application\/x-www-form-urlencoded/i.test(type)) {
      throw new TypeError(`Failed to execute 'formData' on '${this._name}': Failed to fetch`);
    }
    const data = new FormData();
    for (const [name, value] of parseForm(decodeUTF8(text, false, true))) data.append(name, value);
    return data;
  }

  get _name() {
    return this.constructor.name;
  }

  // All bytes, once.
  async _consume(method) {
    if (this.bodyUsed || this._stream?.locked) {
      const why = this.bodyUsed ? "body stream already read" : "body stream is locked";
      throw new TypeError(`Failed to execute '${method}' on '${this._name}': ${why}`);
    }
    if (this._stream === null) {
      this._used = this._text !== null;
      return this._text ?? "";
    }
    const reader = this._stream.getReader();
    const parts = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parts.join("");
      parts.push(latin1OfChunk(value));
    }
  }

  // A second body with the same bytes, for clone().
  _copyBodyTo(copy) {
    if (this.bodyUsed || this._stream?.locked) {
      throw new TypeError(
        `Failed to execute 'clone' on '${this._name}': ${this._name} body is already used`,
      );
    }
    copy._text = this._text;
    if (this._stream === null) return;
    // Bytes that a script changes in one of them are not changed in the other.
    const copied = (chunk) => (chunk instanceof Uint8Array ? chunk.slice() : chunk);
    [this._stream, copy._stream] = teeStream(this._stream, copied);
  }
}
