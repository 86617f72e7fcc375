// What body.pipeThrough(...) is given: WritableStream and TransformStream (Streams standard 5 and 6)
// without back-pressure, and the text codecs on top (Encoding standard 9).

import { ReadableStream, closeStream, enqueueChunk, failStream } from "./body-stream.js";
import { TextDecoder, TextEncoder } from "./encoding.js";

export class WritableStream {
  constructor(sink = {}) {
    this._sink = sink;
    this._writer = null;
    this._failure = null;
    this._closed = Promise.withResolvers();
    this._closed.promise.catch(() => {});
    const error = (reason) => {
      this._failure ??= { reason };
      this._closed.reject(reason);
    };
    this._controller = { error };
    this._last = Promise.resolve(sink.start?.(this._controller));
    this._last.catch(error);
  }

  get locked() {
    return this._writer !== null;
  }

  getWriter() {
    if (this.locked) {
      throw new TypeError("Failed to execute 'getWriter' on 'WritableStream': it is locked");
    }
    const { _sink: sink, _controller: controller } = this;
    // One after another, until something fails: then all that comes fails with that.
    const next = (step) => {
      this._last = this._last.then(() => {
        if (this._failure !== null) throw this._failure.reason;
        return step();
      });
      this._last.catch(controller.error);
      return this._last;
    };
    this._writer = {
      ready: Promise.resolve(),
      closed: this._closed.promise,
      desiredSize: 1,
      write: (chunk) => next(() => sink.write?.(chunk, controller)),
      close: () => next(() => sink.close?.()).then(() => this._closed.resolve()),
      abort: (reason) => {
        controller.error(reason);
        return Promise.resolve(sink.abort?.(reason));
      },
      releaseLock: () => {
        this._writer = null;
      },
    };
    return this._writer;
  }
}

// What fails on the way fails for who reads, too.
async function orFailing(readable, step) {
  try {
    await step();
  } catch (reason) {
    failStream(readable, reason);
    throw reason;
  }
}

export class TransformStream {
  constructor(transformer = {}) {
    const readable = new ReadableStream();
    const controller = {
      enqueue: (chunk) => enqueueChunk(readable, chunk),
      terminate: () => closeStream(readable),
      error: (reason) => failStream(readable, reason),
    };
    this.readable = readable;
    this.writable = new WritableStream({
      start: () => transformer.start?.(controller),
      write: (chunk) =>
        orFailing(readable, async () => {
          if (transformer.transform) await transformer.transform(chunk, controller);
          else controller.enqueue(chunk);
        }),
      close: () =>
        orFailing(readable, async () => {
          await transformer.flush?.(controller);
          closeStream(readable);
        }),
      abort: (reason) => failStream(readable, reason),
    });
  }
}

export class TextDecoderStream extends TransformStream {
  constructor(label, options) {
    const decoder = new TextDecoder(label, options);
    super({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== "") controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== "") controller.enqueue(text);
      },
    });
    this.encoding = decoder.encoding;
    this.fatal = decoder.fatal;
    this.ignoreBOM = decoder.ignoreBOM;
  }
}

export class TextEncoderStream extends TransformStream {
  constructor() {
    const encoder = new TextEncoder();
    // The first half of a character whose second one may come with the next chunk.
    let half = "";
    const put = (text, controller) => {
      if (text !== "") controller.enqueue(encoder.encode(text));
    };
    super({
      transform(chunk, controller) {
        const text = half + String(chunk);
        half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
        put(text.slice(0, text.length - half.length), controller);
      },
      flush: (controller) => put(half, controller),
    });
    this.encoding = "utf-8";
  }
}
