// What a page without a screen and without a network cannot do says so, instead of being undefined.

import { runningExpression } from "./datastar.js";
import { host } from "./host.js";

const MISSING_CLASSES =
  "AudioContext BroadcastChannel EventSource ImageData Notification OffscreenCanvas Path2D PerformanceObserver RTCPeerConnection ResizeObserver SharedWorker SpeechSynthesisUtterance WebSocket WebTransport Worker XMLHttpRequest".split(
    " ",
  );
const MISSING_OBJECTS = "WebAssembly caches indexedDB speechSynthesis visualViewport".split(" ");
const MISSING_FUNCTIONS =
  "createImageBitmap getSelection importScripts open print showOpenFilePicker".split(" ");
const MISSING_METHODS =
  "animate attachInternals computedStyleMap getAnimations getBoundingClientRect getClientRects requestFullscreen requestPointerLock setPointerCapture".split(
    " ",
  );
const MISSING_MEASURES =
  "clientHeight clientLeft clientTop clientWidth offsetHeight offsetLeft offsetParent offsetTop offsetWidth scrollHeight scrollWidth".split(
    " ",
  );

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

// To be called when everything that is simulated is there: that is left alone.
export function defineNotSimulated(scope, element) {
  for (const name of MISSING_CLASSES)
    defineMissing(scope, name, { writable: true, value: notSimulatedClass(name) });
  for (const name of MISSING_OBJECTS)
    defineMissing(scope, name, { writable: true, value: notSimulatedObject(name) });
  for (const name of MISSING_FUNCTIONS) {
    defineMissing(scope, name, { writable: true, value: () => notSimulated(`${name}()`) });
  }
  for (const name of MISSING_METHODS) {
    defineMissing(element, name, {
      writable: true,
      value: () => notSimulated(`Element.${name}()`),
    });
  }
  for (const name of MISSING_MEASURES) {
    defineMissing(element, name, { get: () => notSimulated(`Element.${name}`), set: () => {} });
  }
}
