// Blob and File (File API 3 and 4). The bytes are kept as a latin-1 text: one character a byte.

import { PageDate } from "./clock.js";
import { ReadableStream } from "./body-stream.js";
import { bytesOfLatin1, decodeUTF8, latin1Of, utf8Latin1, viewOf } from "./encoding.js";

function latin1OfPart(part, nativeEndings) {
  if (part instanceof Blob) return part._bytes;
  if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) return latin1Of(viewOf(part));
  const text = String(part);
  return utf8Latin1(nativeEndings ? text.replace(/\r\n?/g, "\n") : text);
}

function checkBlobOptions(options, name) {
  if (options !== null && typeof options !== "object" && typeof options !== "function") {
    const reason = `The provided value is not of type '${name}PropertyBag'.`;
    throw new TypeError(`Failed to construct '${name}': ${reason}`);
  }
  const endings = options?.endings;
  if (endings === undefined) return false;
  if (!["transparent", "native"].includes(String(endings))) {
    const reason = `The provided value '${endings}' is not a valid enum value of type EndingType.`;
    const member = "Failed to read the 'endings' property from 'BlobPropertyBag'";
    throw new TypeError(`Failed to construct '${name}': ${member}: ${reason}`);
  }
  return String(endings) === "native";
}

function checkParts(parts, name) {
  if (parts !== null && typeof parts === "object" && parts[Symbol.iterator]) return [...parts];
  throw new TypeError(
    `Failed to construct '${name}': The provided value cannot be converted to a sequence.`,
  );
}

// A type with other than printable ASCII is none.
function typeOf(value) {
  const text = value === undefined ? "" : String(value);
  return /[^\x20-\x7e]/.test(text) ? "" : text.toLowerCase();
}

export class Blob {
  constructor(parts = [], options = {}) {
    const name = this instanceof File ? "File" : "Blob";
    const native = checkBlobOptions(options, name);
    this._bytes = checkParts(parts, name)
      .map((part) => latin1OfPart(part, native))
      .join("");
    this._type = typeOf(options?.type);
  }

  get size() {
    return this._bytes.length;
  }

  get type() {
    return this._type;
  }

  slice(start = 0, end = this.size, type = "") {
    const from = start < 0 ? Math.max(this.size + start, 0) : Math.min(start, this.size);
    const to = end < 0 ? Math.max(this.size + end, 0) : Math.min(end, this.size);
    return blobOfLatin1(this._bytes.slice(from, Math.max(from, to)), type);
  }

  async text() {
    return decodeUTF8(this._bytes, false, false);
  }

  async arrayBuffer() {
    return bytesOfLatin1(this._bytes).buffer;
  }

  async bytes() {
    return bytesOfLatin1(this._bytes);
  }

  stream() {
    const bytes = this._bytes;
    return new ReadableStream({
      __proto__: null,
      start(controller) {
        if (bytes !== "") controller.enqueue(bytesOfLatin1(bytes));
        controller.close();
      },
    });
  }

  get [Symbol.toStringTag]() {
    return this instanceof File ? "File" : "Blob";
  }
}

export class File extends Blob {
  constructor(parts, name, options = {}) {
    if (arguments.length < 2) {
      const reason = `2 arguments required, but only ${arguments.length} present.`;
      throw new TypeError(`Failed to construct 'File': ${reason}`);
    }
    super(parts, options);
    this._name = String(name);
    const given = options?.lastModified;
    this._lastModified = given === undefined ? PageDate.now() : Number(given) || 0;
  }

  get name() {
    return this._name;
  }

  get lastModified() {
    return this._lastModified;
  }

  get lastModifiedDate() {
    return new PageDate(this._lastModified);
  }

  get webkitRelativePath() {
    return "";
  }
}

export function blobOfLatin1(bytes, type = "") {
  const blob = new Blob([], { type });
  blob._bytes = bytes;
  return blob;
}

export function fileOfLatin1(bytes, name, options) {
  const file = new File([], name, options);
  file._bytes = bytes;
  return file;
}

export function latin1OfBlob(blob) {
  return blob._bytes;
}
