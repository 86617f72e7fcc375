// TextEncoder and TextDecoder (Encoding standard 8), and bytes as latin-1 texts: one character a byte.

import { host } from "./host.js";

const NOT_ASCII = /[^\0-\x7f]/;

export function latin1Of(bytes) {
  return atob(bytes.toBase64());
}

export function bytesOfLatin1(text) {
  return Uint8Array.fromBase64(btoa(text));
}

export function utf8Latin1(text) {
  return NOT_ASCII.test(text) ? unescape(encodeURIComponent(text.toWellFormed())) : text;
}

// The bytes that stand in a URL, some of them as %XX (URL standard 1.3, "percent-decode").
export function percentDecoded(bytes) {
  return bytes.replace(/%([0-9a-f]{2})/gi, (_, digits) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}

// The text of UTF-8 bytes. Bytes that are none become U+FFFD, as the standard says how many, or throw.
export function decodeUTF8(latin1, fatal, keepBOM) {
  let bytes = latin1;
  if (!keepBOM && bytes.startsWith("\xef\xbb\xbf")) bytes = bytes.slice(3);
  if (!NOT_ASCII.test(bytes)) return bytes;
  try {
    return decodeURIComponent(escape(bytes));
  } catch {
    const text = host("decode", bytes, fatal ? "utf-8!" : "utf-8");
    if (text === null) {
      throw new TypeError(
        "Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.",
      );
    }
    return text;
  }
}

// How many bytes at the end are the beginning of a character that is not whole.
function unfinished(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes.charCodeAt(bytes.length - back);
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

export function viewOf(input) {
  if (ArrayBuffer.isView(input)) {
    return input instanceof Uint8Array
      ? input
      : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new TypeError(
    "Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer'.",
  );
}

export class TextDecoder {
  constructor(label = "utf-8", options = {}) {
    const encoding = host("encoding", String(label));
    if (encoding === null) {
      throw new RangeError(
        `Failed to construct 'TextDecoder': The encoding label provided ('${label}') is invalid.`,
      );
    }
    this._encoding = encoding;
    this._fatal = Boolean(options?.fatal);
    this._ignoreBOM = Boolean(options?.ignoreBOM);
    this._rest = "";
    this._started = false;
  }

  get encoding() {
    return this._encoding;
  }

  get fatal() {
    return this._fatal;
  }

  get ignoreBOM() {
    return this._ignoreBOM;
  }

  decode(input, options) {
    const stream = Boolean(options?.stream);
    let bytes = input === undefined ? "" : latin1Of(viewOf(input));
    if (this._encoding !== "utf-8") {
      bytes = this._rest + bytes;
      this._rest = stream ? bytes : "";
      return stream
        ? ""
        : this._whole(host("decode", bytes, this._encoding + (this._fatal ? "!" : "")));
    }
    if (this._rest !== "") bytes = this._rest + bytes;
    const left = stream ? unfinished(bytes) : 0;
    this._rest = left > 0 ? bytes.slice(-left) : "";
    if (left > 0) bytes = bytes.slice(0, -left);
    const text = decodeUTF8(bytes, this._fatal, this._ignoreBOM || this._started);
    this._started = stream && (this._started || bytes !== "");
    return text;
  }

  _whole(text) {
    if (text === null) {
      throw new TypeError(
        "Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.",
      );
    }
    return text;
  }
}

export class TextEncoder {
  get encoding() {
    return "utf-8";
  }

  encode(text = "") {
    return bytesOfLatin1(utf8Latin1(String(text)));
  }

  encodeInto(text, target) {
    if (!(target instanceof Uint8Array)) {
      const reason = "parameter 2 is not of type 'Uint8Array'.";
      throw new TypeError(`Failed to execute 'encodeInto' on 'TextEncoder': ${reason}`);
    }
    let read = 0;
    let written = 0;
    for (const character of String(text).toWellFormed()) {
      const bytes = utf8Latin1(character);
      if (written + bytes.length > target.length) break;
      for (let at = 0; at < bytes.length; at++) target[written + at] = bytes.charCodeAt(at);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}
