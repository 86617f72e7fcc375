// fetch (Fetch standard 5.6): the host sends the request, and says part by part what comes.

import { ReadableStream, closeStream, enqueueChunk, failStream } from "./body-stream.js";
import { latin1OfChunk, streamOfLatin1 } from "./body.js";
import { host, onReset } from "./host.js";
import { Request } from "./request.js";
import { receivedResponse } from "./response.js";

let exchanges = new Map();
let lastExchange = 0;

onReset(() => {
  exchanges = new Map();
});

export function fetch(input, init) {
  return new Promise((resolve, reject) => {
    if (input === undefined) {
      throw new TypeError(
        "Failed to execute 'fetch' on 'Window': 1 argument required, but only 0 present.",
      );
    }
    let request;
    try {
      request = new Request(input, init);
    } catch (error) {
      error.message = error.message.replace("construct 'Request'", "execute 'fetch' on 'Window'");
      throw error;
    }
    const signal = request._signal;
    if (signal?._aborted) {
      reject(signal._reason);
      return;
    }
    const exchange = { id: ++lastExchange, resolve, reject, stream: null, signal, abort: null };
    exchanges.set(exchange.id, exchange);
    exchange.abort = (reason) => {
      finishExchange(exchange);
      host("abort", exchange.id);
      if (exchange.stream === null) reject(reason);
      else failStream(exchange.stream, reason);
    };
    signal?._algorithms.add(exchange.abort);
    sendRequest(exchange, request);
  });
}

function sendRequest(exchange, request) {
  const start = (body) =>
    host("fetch", exchange.id, {
      method: request._method,
      url: request._url,
      headers: [...request._headers],
      body,
      credentials: request._credentials,
      redirect: request._redirect,
      ...referrerSaid(request),
    });
  if (request._content !== undefined) {
    answerLocally(exchange, request);
    return;
  }
  if (request._stream === null) {
    start(request._text);
    return;
  }
  // The body as a whole: to sendRequest it while it is made is what browsers do over HTTP/2 only.
  collectStream(request._stream).then(
    (body) => exchanges.has(exchange.id) && start(body),
    (error) => {
      finishExchange(exchange);
      exchange.reject(error);
    },
  );
}

// Only what is not as always.
function referrerSaid({ _referrer, _referrerPolicy }) {
  if (_referrer === "about:client" && _referrerPolicy === "") return null;
  const referrer = _referrer === "about:client" ? null : _referrer;
  return { referrer, referrerPolicy: _referrerPolicy };
}

function answerLocally(exchange, request) {
  finishExchange(exchange);
  const content = request._content;
  const isBlob = request._url.startsWith("blob:");
  if (content === null || (isBlob && request._method !== "GET")) {
    exchange.reject(new TypeError("Failed to fetch"));
    return;
  }
  const headers = [["content-type", content.type]];
  if (isBlob) headers.unshift(["content-length", String(content.bytes.length)]);
  const head = {
    type: "basic",
    url: request._url,
    redirected: false,
    status: 200,
    statusText: "OK",
    headers,
  };
  exchange.resolve(receivedResponse(head, streamOfLatin1(content.bytes)));
}

async function collectStream(stream) {
  const parts = [];
  for await (const chunk of stream) parts.push(latin1OfChunk(chunk));
  return parts.join("");
}

function finishExchange(exchange) {
  exchanges.delete(exchange.id);
  exchange.signal?._algorithms.delete(exchange.abort);
}

// The host has the head of a response.
export function responseStarts(id, head) {
  const exchange = exchanges.get(id);
  if (exchange === undefined) return;
  exchange.stream = new ReadableStream({
    __proto__: null,
    cancel() {
      if (exchanges.has(id)) {
        finishExchange(exchange);
        host("abort", id);
      }
    },
  });
  exchange.resolve(receivedResponse(head, exchange.stream));
}

export function responseContinues(id, base64) {
  const exchange = exchanges.get(id);
  if (exchange !== undefined) enqueueChunk(exchange.stream, Uint8Array.fromBase64(base64));
}

export function responseEnds(id) {
  const exchange = exchanges.get(id);
  if (exchange === undefined) return;
  finishExchange(exchange);
  closeStream(exchange.stream);
}

// A network error: nothing came, or what came was cut.
export function responseFails(id, message) {
  const exchange = exchanges.get(id);
  if (exchange === undefined) return;
  finishExchange(exchange);
  if (exchange.stream === null) exchange.reject(new TypeError(message));
  else failStream(exchange.stream, new TypeError("network error"));
}
