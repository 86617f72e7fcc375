// ReadableStream, as far as bodies of fetch and scripts around them need it (Streams standard 4):
// default readers, tee, pipeThrough, async iteration. No byte streams.

import { teeStream } from "./stream-tee.js";

// A strategy that has nothing from `Object.prototype` either.
const USUAL = { __proto__: null };

export class ReadableStream {
  constructor(source = {}, strategy = USUAL) {
    this._source = source;
    this._room = strategy.highWaterMark ?? 1;
    this._sizeOf = strategy.size ?? (() => 1);
    this._sizes = [];
    this._hasStarted = false;
    this._pullsAgain = false;
    this._queue = [];
    this._state = "readable";
    this._error = undefined;
    this._reader = null;
    this._waiting = [];
    this._disturbed = false;
    this._pulling = false;
    this._closed = Promise.withResolvers();
    this._closed.promise.catch(() => {});
    const controller = {
      enqueue: (chunk) => {
        checkOpen(this, "enqueue", "Cannot enqueue a chunk into");
        enqueueChunk(this, chunk);
      },
      close: () => {
        checkOpen(this, "close", "Cannot close");
        closeStream(this);
      },
      error: (reason) => failStream(this, reason),
      get desiredSize() {
        return desiredSize(stream);
      },
    };
    const stream = this;
    this._controller = controller;
    Promise.resolve(source.start?.(controller)).then(
      () => {
        this._hasStarted = true;
        pullStream(this);
      },
      (reason) => failStream(this, reason),
    );
  }

  static from(iterable) {
    const iterator = iterable[Symbol.asyncIterator]?.() ?? iterable[Symbol.iterator]();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => iterator.return?.(reason),
    });
  }

  get locked() {
    return this._reader !== null;
  }

  getReader() {
    return new ReadableStreamDefaultReader(this);
  }

  cancel(reason) {
    if (this.locked) {
      return Promise.reject(
        new TypeError(
          "Failed to execute 'cancel' on 'ReadableStream': Cannot cancel a locked stream",
        ),
      );
    }
    return cancelStream(this, reason);
  }

  tee() {
    return teeStream(this, (chunk) => chunk);
  }

  pipeThrough(transform) {
    this.pipeTo(transform.writable).catch(() => {});
    return transform.readable;
  }

  async pipeTo(destination, options = {}) {
    const { preventAbort, preventCancel, preventClose, signal } = options;
    if (this.locked || destination.locked) {
      const reason = "Cannot pipe from or to a locked stream";
      throw new TypeError(`Failed to execute 'pipeTo' on 'ReadableStream': ${reason}`);
    }
    const reader = this.getReader();
    const writer = destination.getWriter();
    let isWritable = true;
    const stopped = Promise.withResolvers();
    stopped.promise.catch(() => {});
    // Without a signal nothing is kept of what has been waited for.
    const unlessStopped = (promise) =>
      signal === undefined ? promise : Promise.race([stopped.promise, promise]);
    const stop = (reason) => stopped.reject(reason);
    if (signal?.aborted) stop(signal.reason);
    signal?._algorithms.add(stop);
    try {
      for (;;) {
        const { done, value } = await unlessStopped(reader.read());
        if (done) break;
        const written = writer.write(value).catch((reason) => {
          isWritable = false;
          throw reason;
        });
        await unlessStopped(written);
      }
      if (!preventClose) await writer.close();
    } catch (reason) {
      if (!preventAbort && isWritable) await writer.abort(reason);
      if (!preventCancel) await reader.cancel(reason).catch(() => {});
      throw reason;
    } finally {
      signal?._algorithms.delete(stop);
      reader.releaseLock();
      writer.releaseLock();
    }
  }

  async *values({ preventCancel = false } = {}) {
    const reader = this.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      if (!preventCancel) await reader.cancel();
      reader.releaseLock();
    }
  }

  [Symbol.asyncIterator](options) {
    return this.values(options);
  }
}

export class ReadableStreamDefaultReader {
  constructor(stream) {
    if (stream.locked) {
      throw new TypeError(
        "Failed to execute 'getReader' on 'ReadableStream': ReadableStreamDefaultReader constructor can only accept readable streams that are not yet locked to a reader",
      );
    }
    this._stream = stream;
    stream._reader = this;
    this._closed = stream._closed.promise;
  }

  get closed() {
    return this._closed;
  }

  read() {
    const stream = this._stream;
    if (stream === null) return Promise.reject(released("read"));
    stream._disturbed = true;
    if (stream._queue.length > 0) {
      const value = stream._queue.shift();
      stream._sizes.shift();
      if (stream._queue.length === 0 && stream._state === "closing") finishClose(stream);
      else pullStream(stream);
      return Promise.resolve({ done: false, value });
    }
    if (stream._state === "errored") return Promise.reject(stream._error);
    if (stream._state !== "readable") return Promise.resolve({ done: true, value: undefined });
    const waiting = Promise.withResolvers();
    stream._waiting.push(waiting);
    pullStream(stream);
    return waiting.promise;
  }

  cancel(reason) {
    return this._stream === null
      ? Promise.reject(released("cancel"))
      : cancelStream(this._stream, reason);
  }

  releaseLock() {
    const stream = this._stream;
    if (stream === null) return;
    stream._reader = null;
    this._stream = null;
    for (const waiting of stream._waiting.splice(0)) waiting.reject(released("read"));
    this._closed = Promise.reject(released("closed"));
    this._closed.catch(() => {});
  }
}

function released(what) {
  return new TypeError(
    `Failed to execute '${what}' on 'ReadableStreamDefaultReader': This readable stream reader has been released and cannot be used to read from its previous owner stream`,
  );
}

export function enqueueChunk(stream, chunk) {
  if (stream._state !== "readable") return;
  const waiting = stream._waiting.shift();
  if (waiting === undefined) putInQueue(stream, chunk);
  else waiting.resolve({ done: false, value: chunk });
  pullStream(stream);
}

function putInQueue(stream, chunk) {
  try {
    const sizeOf = stream._sizeOf;
    stream._sizes.push(Number(sizeOf(chunk)));
    stream._queue.push(chunk);
  } catch (reason) {
    failStream(stream, reason);
    throw reason;
  }
}

// How much more a stream's queue takes.
function desiredSize(stream) {
  if (stream._state === "errored") return null;
  if (stream._state === "closed") return 0;
  return stream._room - stream._sizes.reduce((sum, size) => sum + size, 0);
}

function checkOpen(stream, method, what) {
  if (stream._state === "readable") return;
  const state = { closing: "a closed", closed: "a closed", errored: "an errored" }[stream._state];
  throw new TypeError(
    `Failed to execute '${method}' on 'ReadableStreamDefaultController': ${what} ${state} readable stream`,
  );
}

export function closeStream(stream) {
  if (stream._state !== "readable") return;
  stream._state = "closing";
  if (stream._queue.length === 0) finishClose(stream);
}

function finishClose(stream) {
  stream._state = "closed";
  for (const waiting of stream._waiting.splice(0))
    waiting.resolve({ done: true, value: undefined });
  stream._closed.resolve();
}

export function failStream(stream, reason) {
  if (stream._state !== "readable" && stream._state !== "closing") return;
  stream._state = "errored";
  stream._error = reason;
  stream._queue = [];
  stream._sizes = [];
  for (const waiting of stream._waiting.splice(0)) waiting.reject(reason);
  stream._closed.reject(reason);
}

function cancelStream(stream, reason) {
  stream._disturbed = true;
  if (stream._state === "errored") return Promise.reject(stream._error);
  if (stream._state === "closed") return Promise.resolve();
  stream._queue = [];
  stream._sizes = [];
  finishClose(stream);
  return Promise.try(() => stream._source.cancel?.(reason)).then(() => {});
}

// The source is asked once for what is wanted, and again only when a chunk has come or gone since.
async function pullStream(stream) {
  const isOpen = stream._hasStarted && stream._state === "readable";
  if (!isOpen || !stream._source.pull) return;
  if (stream._waiting.length === 0 && desiredSize(stream) <= 0) return;
  if (stream._pulling) {
    stream._pullsAgain = true;
    return;
  }
  stream._pulling = true;
  try {
    await stream._source.pull(stream._controller);
  } catch (reason) {
    failStream(stream, reason);
  }
  stream._pulling = false;
  if (!stream._pullsAgain) return;
  stream._pullsAgain = false;
  pullStream(stream);
}
