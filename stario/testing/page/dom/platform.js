// What the host calls, of the web platform; and what the page finds in its global scope of it.

import { AbortController, AbortSignal } from "./abort.js";
import { afterTask } from "./between-tasks.js";
import { atRest } from "./at-rest.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import { ReadableStream, ReadableStreamDefaultReader } from "./body-stream.js";
import { Performance, installDate, performance, startPerformance } from "./clock.js";
import { structuredClone } from "./clone.js";
import { console } from "./console.js";
import { Crypto, crypto } from "./crypto.js";
import { customPlugins, installFunction, runningExpression, signals } from "./datastar.js";
import { alert, confirm, prompt } from "./dialogs.js";
import { installImport } from "./dynamic-imports.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { reportException } from "./errors.js";
import { localContent } from "./local-urls.js";
import { evaluateInPage } from "./evaluate.js";
import { expose } from "./expose.js";
import { fetch, responseContinues, responseEnds, responseFails, responseStarts } from "./fetch.js";
import {
  cancelAnimationFrame,
  cancelIdleCallback,
  requestAnimationFrame,
  requestIdleCallback,
} from "./frames.js";
import { Headers } from "./headers.js";
import { History, history, traversed } from "./history.js";
import { Location, location, navigateTo } from "./location.js";
import { MediaQueryList, matchMedia, viewport } from "./media.js";
import { MessageChannel, MessagePort, postMessage } from "./messages.js";
import { dropFunctions, imported, keepFunction, keepGraph } from "./module-records.js";
import { Navigator, navigator } from "./navigator.js";
import { defineNotSimulated } from "./not-simulated.js";
import { IntersectionObserver } from "./observers.js";
import { inspectPage, locateElement } from "./page-checks.js";
import { pageOrigin, setPageURL } from "./page-url.js";
import { watchIntrinsics } from "./realm.js";
import { noteRejection } from "./rejections.js";
import { Request } from "./request.js";
import { Response } from "./response.js";
import { runClassic, runModuleScript, scriptFails } from "./scripts.js";
import { URLSearchParams } from "./search-params.js";
import { installSeenProperties } from "./seen-properties.js";
import { Storage, fillStorage, localStorage, sessionStorage, storageChanged } from "./storage.js";
import {
  clearInterval,
  clearTimeout,
  fireTimer,
  queueMicrotask,
  setInterval,
  setTimeout,
} from "./timers.js";
import {
  TextDecoderStream,
  TextEncoderStream,
  TransformStream,
  WritableStream,
} from "./transform-stream.js";
import { URL } from "./url.js";
import { defineAccessor, defineReplaceable, defineUnforgeable } from "./window.js";

const INTERFACES = {
  AbortController,
  AbortSignal,
  Crypto,
  Headers,
  History,
  IntersectionObserver,
  Location,
  MediaQueryList,
  MessageChannel,
  MessagePort,
  Navigator,
  Performance,
  ReadableStream,
  ReadableStreamDefaultReader,
  Request,
  Response,
  Storage,
  TextDecoder,
  TextDecoderStream,
  TextEncoder,
  TextEncoderStream,
  TransformStream,
  URL,
  URLSearchParams,
  WritableStream,
};
// What moves or sizes a window that nobody sees does nothing.
function nothing() {}

const MEMBERS = {
  alert,
  atob: decodeBase64,
  btoa: encodeBase64,
  blur: nothing,
  focus: nothing,
  moveBy: nothing,
  moveTo: nothing,
  close: nothing,
  postMessage,
  resizeBy: nothing,
  resizeTo: nothing,
  stop: nothing,
  cancelAnimationFrame,
  cancelIdleCallback,
  clearInterval,
  clearTimeout,
  confirm,
  console,
  fetch,
  matchMedia,
  performance,
  prompt,
  queueMicrotask,
  reportError: reportException,
  requestAnimationFrame,
  requestIdleCallback,
  setInterval,
  setTimeout,
  structuredClone,
  ...viewport,
};

// What stays whatever is put there.
const READ_ONLY = { crypto, history, localStorage, navigator, sessionStorage };

// To be called once, when the DOM's own interfaces are in the scope.
export function installPlatform() {
  expose(...Object.values(INTERFACES));
  for (const [name, value] of Object.entries(MEMBERS)) {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }
  installSeenProperties();
  for (const [name, object] of Object.entries(READ_ONLY)) defineAccessor(name, () => object);
  defineReplaceable("origin", pageOrigin);
  defineUnforgeable(
    "location",
    () => location,
    (value) => {
      location.href = value;
    },
  );
  installDate();
  installImport();
  installFunction();
  defineNotSimulated(globalThis);
  // The engine takes it, and away.
  globalThis.__rejected = noteRejection;
}

export const platformEntries = {
  start({ url, local, session, tick, now }) {
    setPageURL(url);
    fillStorage(local, session);
    startPerformance(tick, now);
  },
  fire: (id) => atRest(() => fireTimer(id)),
  responseStarts,
  responseContinues,
  responseEnds,
  responseFails,
  keepFunction,
  keepGraph,
  dropFunctions,
  imported,
  localContent,
  runClassic: (id, text) => runClassic(id, text, true),
  runModuleScript,
  scriptFails,
  traversed: (entry, href) => atRest(() => traversed(entry, href)),
  storageChanged,
  signals,
  customPlugins,
  runningExpression,
  evaluate: evaluateInPage,
  go: navigateTo,
  inspect: inspectPage,
  locate: locateElement,
  watchIntrinsics,
  // Here so that it stays: the engine calls it.
  rejected: noteRejection,
  // After each task; whether something ran, whose microtasks are still to run.
  after: afterTask,
};
