// The window: the global object itself (HTML standard 7.2).

import { expose } from "./expose.js";
import { EventTarget, currentEvent } from "./event-target.js";
import { illegalConstructor } from "./exceptions.js";
import { makeWindowHandlers } from "./handlers.js";
import { onReset } from "./host.js";
import { ownField } from "./own-fields.js";

export class Window extends EventTarget {
  constructor() {
    illegalConstructor("Window");
    super();
  }
}
makeWindowHandlers(Window);

function hide(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

function defineAccessor(name, get, set) {
  Object.defineProperty(globalThis, name, { get, set, configurable: true, enumerable: true });
}

// "Replaceable": who sets it makes it a value.
function defineEvent() {
  defineAccessor("event", currentEvent, (value) => {
    Object.defineProperty(globalThis, "event", {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  });
}

export function installWindow() {
  Object.setPrototypeOf(globalThis, Window.prototype);
  // QuickJS calls it "global".
  delete globalThis[Symbol.toStringTag];
  hide(ownField("listeners"), null);
  hide(ownField("handlers"), new Map());
  for (const name of ["window", "self", "frames", "parent", "top"])
    defineAccessor(name, () => globalThis);
  defineAccessor("document", () => windowDocument);
  defineEvent();
  defineAccessor("opener", () => null);
  defineAccessor("frameElement", () => null);
  defineAccessor("closed", () => false);
  defineAccessor("length", () => 0);
  hide("name", "");
  hide("status", "");
}

let windowDocument = null;

export function setWindowDocument(document) {
  windowDocument = document;
}

onReset(() => {
  windowDocument = null;
  defineEvent();
  globalThis._listeners = null;
  globalThis._handlers.clear();
});

expose(Window);
