// What a page without a screen and without a network cannot do says so, instead of being undefined.

import { runningExpression } from "./datastar.js";
import { host } from "./host.js";

const MISSING_CLASSES =
  "AudioContext BroadcastChannel EventSource ImageData Notification OffscreenCanvas Path2D PerformanceObserver RTCPeerConnection ResizeObserver SharedWorker SpeechSynthesisUtterance WebSocket WebTransport Worker XMLHttpRequest XPathEvaluator".split(
    " ",
  );
const MISSING_OBJECTS = "Intl WebAssembly caches indexedDB speechSynthesis visualViewport".split(
  " ",
);
const MISSING_FUNCTIONS =
  "createImageBitmap getSelection open print scroll scrollBy scrollTo showOpenFilePicker".split(
    " ",
  );
const MISSING_METHODS =
  "animate attachInternals computedStyleMap getAnimations getBoundingClientRect getClientRects hasPointerCapture releasePointerCapture requestFullscreen requestPointerLock scroll scrollBy scrollTo setPointerCapture".split(
    " ",
  );
const MISSING_MEASURES =
  "clientHeight clientLeft clientTop clientWidth offsetHeight offsetLeft offsetParent offsetTop offsetWidth scrollHeight scrollLeft scrollTop scrollWidth".split(
    " ",
  );
// Of documents and shadow trees alike; those of a document alone; those of a range.
const MISSING_OF_TREES = "elementFromPoint elementsFromPoint getAnimations getSelection".split(" ");
const MISSING_OF_DOCUMENTS =
  "caretPositionFromPoint caretRangeFromPoint evaluate execCommand exitFullscreen exitPointerLock queryCommandState queryCommandValue".split(
    " ",
  );
const MISSING_OF_RANGES = ["getBoundingClientRect", "getClientRects"];

// Throws; the host adds which expression of which element asked.
export function notSimulated(name) {
  host("report", "not-simulated", { name, running: runningExpression() });
  const error = new Error(
    `not simulated: ${name}; run this test in a browser with --stario-browser=chromium`,
  );
  error.name = "NotSimulated";
  throw error;
}

// An object of which each member is not simulated.
export function notSimulatedObject(name) {
  return new Proxy(
    {},
    {
      get(target, member) {
        if (typeof member === "symbol" || member === "toJSON" || member === "then")
          return undefined;
        return notSimulated(`${name}.${member}`);
      },
    },
  );
}

function notSimulatedClass(name) {
  const made = {
    [name]: class {
      constructor() {
        notSimulated(name);
      }
    },
  };
  return made[name];
}

function defineMissing(target, name, descriptor) {
  if (name in target) return;
  Object.defineProperty(target, name, { configurable: true, enumerable: false, ...descriptor });
}

function defineMissingMethods(target, names, owner) {
  for (const name of names) {
    const value = () => notSimulated(`${owner}${name}()`);
    defineMissing(target, name, { writable: true, value });
  }
}

// To be called when everything that is simulated is there: that is left alone.
export function defineNotSimulated(scope) {
  const { Document, Element, Range, ShadowRoot } = scope;
  for (const name of MISSING_CLASSES)
    defineMissing(scope, name, { writable: true, value: notSimulatedClass(name) });
  for (const name of MISSING_OBJECTS)
    defineMissing(scope, name, { writable: true, value: notSimulatedObject(name) });
  defineMissingMethods(scope, MISSING_FUNCTIONS, "");
  defineMissingMethods(Element.prototype, MISSING_METHODS, "Element.");
  defineMissingMethods(Document.prototype, MISSING_OF_TREES, "document.");
  defineMissingMethods(Document.prototype, MISSING_OF_DOCUMENTS, "document.");
  defineMissingMethods(ShadowRoot.prototype, MISSING_OF_TREES, "ShadowRoot.");
  defineMissingMethods(Range.prototype, MISSING_OF_RANGES, "Range.");
  defineMissing(Document.prototype, "fonts", { get: () => notSimulatedObject("document.fonts") });
  for (const name of MISSING_MEASURES) {
    const get = () => notSimulated(`Element.${name}`);
    defineMissing(Element.prototype, name, { get, set: () => {} });
  }
}
