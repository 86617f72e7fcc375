// ReadableStream, as far as bodies of fetch and scripts around them need it (Streams standard 4):
// default readers, tee, pipeThrough, async iteration. No byte streams, no queuing strategies.

export class ReadableStream {
  constructor(source = {}) {
    this._source = source;
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
      enqueue: (chunk) => enqueueChunk(this, chunk),
      close: () => closeStream(this),
      error: (reason) => failStream(this, reason),
      get desiredSize() {
        return 1;
      },
    };
    this._controller = controller;
    this._started = Promise.resolve(source.start?.(controller)).then(
      () => pullStream(this),
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
    const reader = this.getReader();
    const branches = [];
    const canceled = [false, false];
    const source = (which) => ({
      async pull() {
        // Both branches get each chunk, whichever asked for it.
        const { done, value } = await reader.read();
        for (const branch of branches) {
          if (done) closeStream(branch);
          else if (!canceled[branches.indexOf(branch)]) enqueueChunk(branch, value);
        }
      },
      cancel(reason) {
        canceled[which] = true;
        return canceled.every(Boolean) ? reader.cancel(reason) : undefined;
      },
    });
    branches.push(new ReadableStream(source(0)), new ReadableStream(source(1)));
    reader.closed.catch((reason) => branches.forEach((branch) => failStream(branch, reason)));
    return branches;
  }

  pipeThrough(transform) {
    this.pipeTo(transform.writable).catch(() => {});
    return transform.readable;
  }

  async pipeTo(destination) {
    const reader = this.getReader();
    const writer = destination.getWriter();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        await writer.write(value);
      }
    } catch (reason) {
      await writer.abort?.(reason);
      throw reason;
    }
    await writer.close();
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
  if (waiting === undefined) stream._queue.push(chunk);
  else waiting.resolve({ done: false, value: chunk });
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
  for (const waiting of stream._waiting.splice(0)) waiting.reject(reason);
  stream._closed.reject(reason);
}

function cancelStream(stream, reason) {
  stream._disturbed = true;
  if (stream._state === "errored") return Promise.reject(stream._error);
  if (stream._state === "closed") return Promise.resolve();
  stream._queue = [];
  finishClose(stream);
  return Promise.resolve(stream._source.cancel?.(reason)).then(() => {});
}

async function pullStream(stream) {
  const wanted = stream._queue.length === 0 || stream._waiting.length > 0;
  if (stream._pulling || stream._state !== "readable" || !wanted || !stream._source.pull) return;
  stream._pulling = true;
  try {
    await stream._started;
    await stream._source.pull(stream._controller);
  } catch (reason) {
    failStream(stream, reason);
  }
  stream._pulling = false;
  if (stream._waiting.length > 0) pullStream(stream);
}
