// Custom elements: definitions, upgrades and reactions (HTML standard 4.13).

import { runCallback, reportException } from "./errors.js";
import { DOMException, throwDOM } from "./exceptions.js";
import { onReset } from "./host.js";
import { HTMLElement, HTMLUnknownElement } from "./html-element.js";
import { HTML_NS } from "./names.js";
import { following } from "./node.js";

let byName = new Map();
let byConstructor = new Map();
// How many API calls are within each other now, and the elements with reactions to them; and those outside of any.
let depth = 0;
let queue = null;
let backup = [];
let backupQueued = false;

onReset(() => {
  byName = new Map();
  byConstructor = new Map();
  depth = 0;
  queue = null;
  backup = [];
  backupQueued = false;
});

// On the stack of constructions: the element has been handed out.
const CONSTRUCTED = {};

export function definitionsExist() {
  return byName.size > 0;
}

export function definitionNamed(name) {
  return byName.get(name);
}

export function definitionOf(constructor) {
  return byConstructor.get(constructor);
}

export function addDefinition(definition) {
  byName.set(definition.name, definition);
  byConstructor.set(definition.constructor, definition);
}

// Around what an API call does ([CEReactions]): the reactions come when the outermost one is done.
export function beginReactions() {
  depth++;
}

export function endReactions() {
  if (--depth > 0 || queue === null) return;
  const elements = queue;
  queue = null;
  for (const element of elements) runReactions(element);
}

export function withReactions(change) {
  depth++;
  try {
    return change();
  } finally {
    endReactions();
  }
}

// Run code of the page's in the middle of an API call: its own calls do not wait for that one.
export function outsideOfReactions(run) {
  const [depthBefore, queueBefore] = [depth, queue];
  depth = 0;
  queue = null;
  try {
    run();
  } finally {
    depth = depthBefore;
    queue = queueBefore;
  }
}

function enqueue(element, reaction) {
  element._reactions ??= [];
  element._reactions.push(reaction);
  if (depth > 0) {
    queue ??= [];
    queue.push(element);
    return;
  }
  backup.push(element);
  if (backupQueued) return;
  backupQueued = true;
  Promise.resolve().then(() => {
    backupQueued = false;
    const elements = backup;
    backup = [];
    for (const each of elements) runReactions(each);
  });
}

function runReactions(element) {
  const reactions = element._reactions;
  while (reactions.length > 0) {
    const reaction = reactions.shift();
    if (reaction.definition !== undefined) upgrade(element, reaction.definition);
    else runCallback(reaction.callback, element, reaction.passed);
  }
}

function enqueueCallback(element, name, passed) {
  const callback = element._definition?.callbacks?.[name];
  if (callback === undefined) return;
  enqueue(element, { callback, passed });
}

// Something happened to an element: "connected", "disconnected", "moved" or "adopted".
export function reactTo(element, what, passed = []) {
  const definition = element._definition;
  if (definition === null) {
    if (what === "connected") tryToUpgrade(element);
    return;
  }
  if (what === "moved") {
    if (definition.callbacks.connectedMove !== undefined) {
      enqueueCallback(element, "connectedMove", []);
      return;
    }
    enqueueCallback(element, "disconnected", []);
    enqueueCallback(element, "connected", []);
    return;
  }
  enqueueCallback(element, what, passed);
}

export function attributeReaction(element, name, old, value, namespace) {
  const definition = element._definition;
  if (definition === null || !definition.observed.has(name)) return;
  beginReactions();
  enqueueCallback(element, "attributeChanged", [name, old, value, namespace]);
  endReactions();
}

// "Look up a custom element definition".
function lookUp(document, localName, is) {
  if (document !== globalThis.document) return undefined;
  const own = byName.get(localName);
  if (own !== undefined && own.localName === localName) return own;
  const extended = is === null ? undefined : byName.get(is);
  return extended !== undefined && extended.localName === localName ? extended : undefined;
}

export function tryToUpgrade(element) {
  if (
    !element._isHTML ||
    element._failed ||
    (element._is === null && !element._localName.includes("-"))
  )
    return;
  const definition = lookUp(element._document, element._localName, element._is);
  if (definition !== undefined) enqueue(element, { definition });
}

// All elements below a root that may be upgraded now, shadow trees included.
export function upgradeTree(root) {
  beginReactions();
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind !== 1) continue;
    if (node._definition === null) tryToUpgrade(node);
    if (node._shadow !== null) upgradeTree(node._shadow);
  }
  endReactions();
}

function upgrade(element, definition) {
  if (element._definition !== null || element._failed) return;
  element._definition = definition;
  for (const [name, value] of element._attributes) {
    const space = element._spaces?.get(name);
    if (definition.observed.has(space?.localName ?? name)) {
      const passed = [space?.localName ?? name, null, value, space?.namespace ?? null];
      enqueueCallback(element, "attributeChanged", passed);
    }
  }
  if (element._connected) enqueueCallback(element, "connected", []);
  definition.stack.push(element);
  try {
    if (definition.disablesShadow && element._shadow !== null) {
      throw new DOMException("The element already has a ShadowRoot", "NotSupportedError");
    }
    const made = Reflect.construct(definition.constructor, []);
    if (made !== element) {
      throw new TypeError(
        "The custom element constructor did not produce the element being upgraded.",
      );
    }
  } catch (error) {
    element._definition = null;
    // It is not tried again.
    element._failed = true;
    if (element._reactions !== undefined) element._reactions.length = 0;
    reportException(error);
  } finally {
    definition.stack.pop();
  }
}

// `super()` in a custom element's constructor comes here: an element that is being upgraded, or one to be made.
export function constructCustom(constructor) {
  const definition = byConstructor.get(constructor);
  if (definition === undefined) {
    throw new TypeError(`Failed to construct '${constructor.name}': Illegal constructor`);
  }
  const { stack } = definition;
  if (stack.length === 0) {
    const { name, localName } = definition;
    const is = localName === name ? null : name;
    return { element: null, document: globalThis.document, localName, is, definition };
  }
  const element = stack.at(-1);
  if (element === CONSTRUCTED) {
    throwDOM("InvalidStateError", "This instance is already constructed");
  }
  Object.setPrototypeOf(element, constructor.prototype);
  stack[stack.length - 1] = CONSTRUCTED;
  return { element };
}

// The element, if it is one of the page's own; else null. `when` it is upgraded: "now" for createElement, else "soon",
// when the API call ends.
export function customElementFor(document, localName, prefix, is, type, when) {
  const definition = lookUp(document, localName, is);
  if (definition === undefined) {
    if (is === null) return null;
    const plain = new type(document, localName, prefix);
    plain._is = is;
    return plain;
  }
  if (definition.localName !== definition.name) {
    const element = new type(document, localName, prefix);
    element._is = definition.name;
    if (when === "now") upgrade(element, definition);
    else enqueue(element, { definition });
    return element;
  }
  if (when !== "now") {
    const element = new HTMLElement(document, localName, prefix);
    enqueue(element, { definition });
    return element;
  }
  return constructNow(document, localName, prefix, definition);
}

// "Create an element" with the synchronous flag: what its constructor may not do is an error.
function constructNow(document, localName, prefix, definition) {
  try {
    const element = Reflect.construct(definition.constructor, []);
    if (!(element instanceof HTMLElement) || element._namespace !== HTML_NS) {
      throw new TypeError("The result must implement HTMLElement interface");
    }
    const refuse = (reason) => throwDOM("NotSupportedError", reason);
    if (element._attributes.size > 0) refuse("The result must not have attributes");
    if (element._first !== null) refuse("The result must not have children");
    if (element._parent !== null) refuse("The result must not have a parent");
    if (element._document !== document) refuse("The result must be in the same document");
    if (element._localName !== localName) {
      refuse(
        `The result must have the same localName as the definition: expected ${localName}, ` +
          `found ${element._localName}`,
      );
    }
    return element;
  } catch (error) {
    reportException(error);
    const failed = new HTMLUnknownElement(document, localName, prefix);
    failed._failed = true;
    return failed;
  }
}
