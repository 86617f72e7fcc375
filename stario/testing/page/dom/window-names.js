// Elements with an id are variables of the page: `dialog.showModal()` (HTML standard 7.2.2.3, "named access
// on the Window object"). As properties of the window itself, since a proxy behind it could not leave an
// unknown variable an error.

import { escapeCSS } from "./css-tokens.js";
import { onReset } from "./host.js";

let namedElements = new Map();

onReset(() => {
  namedElements = new Map();
});

// An id is new in the page's document. What the window has of its own goes first.
export function nameOnWindow(id) {
  if (id in globalThis) return;
  const get = () => {
    const found = globalThis.document.querySelectorAll(`#${escapeCSS(id)}`);
    return found.length > 1 ? found : (found[0] ?? undefined);
  };
  const set = (value) => {
    const own = { value, writable: true, configurable: true, enumerable: true };
    Object.defineProperty(globalThis, id, own);
  };
  namedElements.set(id, get);
  Object.defineProperty(globalThis, id, { get, set, configurable: true, enumerable: false });
}

// No element has this id any more. A script may have made a variable of that name its own.
export function unnameOnWindow(id) {
  const get = namedElements.get(id);
  if (get === undefined) return;
  namedElements.delete(id);
  if (Object.getOwnPropertyDescriptor(globalThis, id)?.get === get) delete globalThis[id];
}
