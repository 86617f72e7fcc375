// Event handlers: `onclick` and its like, as properties and as attributes (HTML standard 8.1.8).

import { withImports } from "./dynamic-imports.js";
import { addListener, removeListener } from "./event-target.js";
import { reportException } from "./errors.js";
import { ErrorEvent } from "./events.js";
import { ownField } from "./own-fields.js";

const GLOBAL =
  "abort animationcancel animationend animationiteration animationstart auxclick beforeinput beforematch beforetoggle blur cancel canplay canplaythrough change click close command contentvisibilityautostatechange contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied ended error focus formdata gotpointercapture input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart lostpointercapture mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup progress ratechange reset resize scroll scrollend securitypolicyviolation seeked seeking select selectionchange selectstart slotchange stalled submit suspend timeupdate toggle transitioncancel transitionend transitionrun transitionstart volumechange waiting wheel".split(
    " ",
  );
const WINDOW =
  "afterprint beforeprint beforeunload hashchange languagechange message messageerror offline online pagehide pagereveal pageshow pageswap popstate rejectionhandled storage unhandledrejection unload".split(
    " ",
  );
// On <body> these are the window's.
const OF_WINDOW = new Set([...WINDOW, "blur", "error", "focus", "load", "resize", "scroll"]);
const KNOWN = new Set([...GLOBAL, ...WINDOW]);

// Is one of these attributes, as far as its name says, a handler?
export function hasHandlerName(names) {
  return names.some((name) => name.startsWith("on"));
}

function handlersOf(target) {
  if (!Object.hasOwn(target, ownField("handlers"))) {
    Object.defineProperty(target, ownField("handlers"), {
      value: new Map(),
      configurable: true,
      writable: true,
    });
  }
  return target._handlers;
}

function setHandler(target, type, value, element) {
  const handlers = handlersOf(target);
  const known = handlers.get(type);
  if (value === null) {
    if (known === undefined) return;
    handlers.delete(type);
    removeListener(target, type, known.listener);
    return;
  }
  // A handler keeps its place among the listeners when it is replaced.
  if (known !== undefined) {
    known.value = value;
    known.element = element;
    return;
  }
  const handler = { value, element, type, listener: null };
  handler.listener = {
    callback: (event) => handle(target, handler, event),
    capture: false,
    once: false,
    passive: false,
    removed: false,
  };
  handlers.set(type, handler);
  addListener(target, type, handler.listener);
}

function handle(target, handler, event) {
  const callback = callbackOf(handler);
  if (callback === null) return;
  const special = handler.type === "error" && target === globalThis && event instanceof ErrorEvent;
  const passed = special
    ? [event.message, event.filename, event.lineno, event.colno, event.error]
    : [event];
  const result = Reflect.apply(callback, event.currentTarget, passed);
  if (handler.type === "beforeunload") {
    if (result !== null && result !== undefined) {
      event.preventDefault();
      if (event.returnValue === "") event.returnValue = String(result);
    }
  } else if (special ? result === true : result === false) event.preventDefault();
}

// The function of a handler; a text is compiled when it is first needed.
function callbackOf(handler) {
  if (typeof handler.value === "function") return handler.value;
  if (typeof handler.value === "object") return null;
  try {
    handler.value = compileHandler(handler.element, handler.type, handler.value);
  } catch (error) {
    handler.value = {};
    reportException(error);
    return null;
  }
  return handler.value;
}

// The names that a handler's text can use: of its element, its form, and the document.
function compileHandler(element, type, text) {
  const names =
    type === "error" && element._localName === "body"
      ? "event, source, lineno, colno, error"
      : "event";
  const head = `with (document) { with (form) { with (element) { return function on${type}(${names}) {\n`;
  const form = element.form ?? {};
  return new Function("document", "form", "element", `${head}${withImports(text)}\n} } } }`)(
    element._document,
    form,
    element,
  );
}

function handlerTarget(element, type) {
  const name = element._localName;
  if ((name !== "body" && name !== "frameset") || !element._isHTML) return element;
  return OF_WINDOW.has(type) ? globalThis : element;
}

// An attribute whose name begins with "on" has changed.
export function handlerAttribute(element, name, text) {
  const type = name.slice(2);
  if (!KNOWN.has(type)) return;
  const target = handlerTarget(element, type);
  if (target === globalThis && element._document !== globalThis.document) return;
  setHandler(target, type, text, element);
}

function defineHandler(prototype, type, where, whenSet = null) {
  Object.defineProperty(prototype, `on${type}`, {
    configurable: true,
    enumerable: true,
    get() {
      const handler = where(this, type)._handlers?.get(type);
      return handler === undefined ? null : callbackOf(handler);
    },
    set(value) {
      const usable = typeof value === "function" || (typeof value === "object" && value !== null);
      setHandler(where(this, type), type, usable ? value : null, null);
      whenSet?.(this);
    },
  });
}

function itself(target) {
  return target ?? globalThis;
}

// Give a class the handlers that elements, documents and windows share.
export function makeHandlers(type) {
  for (const name of GLOBAL) defineHandler(type.prototype, name, itself);
}

export function makeWindowHandlers(type) {
  makeHandlers(type);
  for (const name of WINDOW) defineHandler(type.prototype, name, itself);
}

// <body> hands some of them on to the window.
export function makeBodyHandlers(type) {
  for (const name of OF_WINDOW)
    defineHandler(type.prototype, name, (body) => handlerTarget(body, name));
}

// What else has handlers: a few types of its own. `whenSet` is told of each object that one is set on.
export function makeOwnHandlers(type, names, whenSet = null) {
  for (const name of names) defineHandler(type.prototype, name, itself, whenSet);
}
