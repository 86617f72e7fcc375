// Elements with an id, and some with a name, are variables of the page: `dialog.showModal()` (HTML standard 7.2.2.3,
// "named access on the Window object"). As properties of the window itself, since a proxy behind it could not leave
// an unknown variable an error.

import { collectionOf } from "./collections.js";
import { elementsNamed, isNamed } from "./document-names.js";
import { onReset } from "./host.js";
import { allElements } from "./selectors.js";
import { elementsById } from "./tree-ids.js";

// What the window has in Chromium, and is not there in this one: no element is a variable by such a name.
const TAKEN = new Set(
  "Animation Highlight Navigation Observable Permissions Plugin Profiler Scheduler Screen Selection Touch Viewport captureEvents chrome clientInformation credentialless external fence find launchQueue locationbar menubar navigation offscreenBuffering originAgentCluster personalbar releaseEvents scheduler scrollbars statusbar styleMedia toolbar trustedTypes viewport".split(
    " ",
  ),
);
let variables = new Map();
// Pages have the same few again and again.
const MOST_VARIABLES = 1000;
const madeVariables = new Map();

onReset(() => {
  for (const [name, variable] of variables) {
    Reflect.deleteProperty(globalThis, name);
    variable.list = null;
  }
  variables = new Map();
  if (madeVariables.size > MOST_VARIABLES) madeVariables.clear();
});

// A variable that the page has not made: `reasons` counts why it is there, as an id and as a name.
class NamedVariable {
  constructor(name) {
    this.name = name;
    this.reasons = 0;
    this.list = null;
    this.property = {
      get: () => this.found(),
      set: (value) => {
        const own = { value, writable: true, configurable: true, enumerable: true };
        Object.defineProperty(globalThis, name, own);
      },
      configurable: true,
      enumerable: false,
    };
  }

  found() {
    const { document } = globalThis;
    const { name } = this;
    const withId = elementsById(document._ids, name);
    const named = elementsNamed(document, name).filter((each) => isNamed(each, name));
    const others = named.filter((each) => !withId.includes(each));
    if (withId.length + others.length < 2) return withId[0] ?? others[0];
    this.list ??= collectionOf(() =>
      allElements(document).filter(
        (each) => each._attributes.get("id") === name || isNamed(each, name),
      ),
    );
    return this.list;
  }
}

// A name is new in the page's document. What the window has of its own goes first.
export function nameOnWindow(name) {
  const known = variables.get(name);
  if (known !== undefined) {
    known.reasons++;
    return;
  }
  if (name in globalThis || TAKEN.has(name)) return;
  let variable = madeVariables.get(name);
  if (variable === undefined) madeVariables.set(name, (variable = new NamedVariable(name)));
  variable.reasons = 1;
  variables.set(name, variable);
  Object.defineProperty(globalThis, name, variable.property);
}

// No element has this name any more. A script may have made a variable of it its own.
export function unnameOnWindow(name) {
  const known = variables.get(name);
  if (known === undefined || --known.reasons > 0) return;
  variables.delete(name);
  known.list = null;
  const { get } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
  if (get === known.property.get) delete globalThis[name];
}
