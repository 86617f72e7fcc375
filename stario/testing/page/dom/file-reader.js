// FileReader (File API 6): reads at once, and tells of it in a later task.

import { Blob, latin1OfBlob } from "./blob.js";
import { bytesOfLatin1, decodeUTF8 } from "./encoding.js";
import { EventTarget } from "./event-target.js";
import { ProgressEvent, fire } from "./events.js";
import { throwDOM } from "./exceptions.js";
import { makeOwnHandlers } from "./handlers.js";
import { host } from "./host.js";
import { startTimer } from "./timers.js";

const EMPTY = 0;
const LOADING = 1;
const DONE = 2;

const RESULTS = {
  readAsText: (bytes, blob, encoding) => decoded(bytes, encoding ?? charsetOf(blob.type)),
  readAsDataURL: (bytes, blob) =>
    `data:${blob.type || "application/octet-stream"};base64,${btoa(bytes)}`,
  readAsArrayBuffer: (bytes) => bytesOfLatin1(bytes).buffer,
  readAsBinaryString: (bytes) => bytes,
};

function charsetOf(type) {
  return /;\s*charset="?([^";]+)/i.exec(type)?.[1];
}

function decoded(bytes, label) {
  const encoding = label === undefined ? null : host("encoding", String(label));
  if (encoding === null || encoding === "utf-8") return decodeUTF8(bytes, false, false);
  return host("decode", bytes, encoding);
}

export class FileReader extends EventTarget {
  constructor() {
    super();
    this._state = EMPTY;
    this._result = null;
    this._error = null;
    // Grows with each reading: what an earlier one still has to tell is dropped.
    this._reading = 0;
  }

  get readyState() {
    return this._state;
  }

  get result() {
    return this._result;
  }

  get error() {
    return this._error;
  }

  abort() {
    if (this._state !== LOADING) {
      this._result = null;
      return;
    }
    this._state = DONE;
    this._result = null;
    this._reading++;
    tell(this, "abort", 0, 0);
    if (this._state !== LOADING) tell(this, "loadend", 0, 0);
  }

  get [Symbol.toStringTag]() {
    return "FileReader";
  }
}

for (const [method, resultOf] of Object.entries(RESULTS)) {
  FileReader.prototype[method] = function (blob, encoding) {
    if (!(blob instanceof Blob)) {
      const reason = "parameter 1 is not of type 'Blob'.";
      throw new TypeError(`Failed to execute '${method}' on 'FileReader': ${reason}`);
    }
    if (this._state === LOADING) {
      const reason = "The object is already busy reading Blobs.";
      throwDOM("InvalidStateError", `Failed to execute '${method}' on 'FileReader': ${reason}`);
    }
    start(this, blob, () => resultOf(latin1OfBlob(blob), blob, encoding));
  };
}

for (const [name, value] of Object.entries({ EMPTY, LOADING, DONE })) {
  Object.defineProperty(FileReader, name, { value, enumerable: true });
  Object.defineProperty(FileReader.prototype, name, { value, enumerable: true });
}
makeOwnHandlers(FileReader, ["loadstart", "progress", "load", "abort", "error", "loadend"]);

function start(reader, blob, result) {
  reader._state = LOADING;
  reader._result = null;
  reader._error = null;
  const reading = ++reader._reading;
  const size = blob.size;
  // A task for each, so that what waits for one of them is done before the next.
  const steps = [
    () => tell(reader, "loadstart", 0, size),
    () => size > 0 && tell(reader, "progress", size, size),
    () => {
      reader._result = result();
      reader._state = DONE;
      tell(reader, "load", size, size);
    },
    () => tell(reader, "loadend", size, size),
  ];
  const next = () => {
    if (reader._reading !== reading) return;
    steps.shift()();
    if (steps.length > 0) startTimer(next, 0);
  };
  startTimer(next, 0);
}

function tell(reader, type, loaded, total) {
  fire(reader, type, { lengthComputable: true, loaded, total }, ProgressEvent);
}
