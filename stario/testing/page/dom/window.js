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

export function defineAccessor(name, get, set) {
  Object.defineProperty(globalThis, name, { get, set, configurable: true, enumerable: true });
}

// "LegacyUnforgeable": no script declares it anew.
export function defineUnforgeable(name, get, set) {
  Object.defineProperty(globalThis, name, { get, set, configurable: false, enumerable: true });
}

// "Replaceable": who sets it makes it a value.
export function defineReplaceable(name, get) {
  defineAccessor(name, get, (value) => {
    Object.defineProperty(globalThis, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  });
}

// Whatever is put there becomes a text.
const windowTexts = { name: "", status: "" };

export function installWindow() {
  Object.setPrototypeOf(globalThis, Window.prototype);
  // QuickJS calls it "global".
  delete globalThis[Symbol.toStringTag];
  hide(ownField("listeners"), null);
  hide(ownField("handlers"), new Map());
  for (const name of ["window", "top"]) defineUnforgeable(name, () => globalThis);
  for (const name of ["self", "frames", "parent"]) defineReplaceable(name, () => globalThis);
  defineUnforgeable("document", () => windowDocument);
  defineReplaceable("event", currentEvent);
  defineReplaceable("opener", () => null);
  defineReplaceable("length", () => 0);
  defineAccessor("frameElement", () => null);
  defineAccessor("closed", () => false);
  for (const name of ["name", "status"]) {
    defineAccessor(
      name,
      () => windowTexts[name],
      (value) => {
        windowTexts[name] = String(value);
      },
    );
  }
}

let windowDocument = null;

export function setWindowDocument(document) {
  windowDocument = document;
}

onReset(() => {
  windowDocument = null;
  windowTexts.name = "";
  windowTexts.status = "";
  globalThis._listeners = null;
  globalThis._handlers.clear();
});

expose(Window);
