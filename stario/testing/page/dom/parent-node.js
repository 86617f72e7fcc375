// What documents, fragments and elements share as parents (DOM standard 4.2.6), and what elements, texts and
// doctypes share as children (4.2.8).

import { ChildItems, HTMLCollection, listOf } from "./collections.js";
import { withReactions } from "./custom-elements.js";
import { Node, checkNode } from "./node.js";
import { failed } from "./exceptions.js";
import { checkInsertion, moveNode, preInsert } from "./tree-validity.js";
import { remove, replaceAll } from "./tree.js";
import { NEXT_SIBLING, PREVIOUS_SIBLING } from "./own-fields.js";

// Nodes and texts as one node: itself, or a fragment.
function nodeOf(values, document, method, type) {
  const texts = values.map((value) => {
    if (value instanceof Node) return value;
    if (typeof value === "symbol") {
      throw new TypeError(failed(method, type, "Cannot convert a Symbol value to a string"));
    }
    return document.createTextNode(String(value));
  });
  if (texts.length === 1) return texts[0];
  const fragment = document.createDocumentFragment();
  for (const node of texts) preInsert(fragment, node, null, method);
  return fragment;
}

function typeName(node) {
  return { 1: "Element", 9: "Document", 11: "DocumentFragment" }[node._kind] ?? "CharacterData";
}

function nearestElement(node, step) {
  let at = node;
  while (at !== null && at._kind !== 1) at = at[step];
  return at;
}

function elementsIn(parent) {
  parent._children ??= listOf(HTMLCollection, new ChildItems(parent, true));
  return parent._children;
}

const parentMembers = {
  get children() {
    return elementsIn(this);
  },
  get firstElementChild() {
    return nearestElement(this._first, NEXT_SIBLING);
  },
  get lastElementChild() {
    return nearestElement(this._last, PREVIOUS_SIBLING);
  },
  get childElementCount() {
    return elementsIn(this).length;
  },
  append(...values) {
    withReactions(() =>
      preInsert(this, nodeOf(values, this._document, "append", typeName(this)), null, "append"),
    );
  },
  prepend(...values) {
    withReactions(() => {
      const node = nodeOf(values, this._document, "prepend", typeName(this));
      preInsert(this, node, this._first, "prepend");
    });
  },
  replaceChildren(...values) {
    withReactions(() => {
      const node = nodeOf(values, this._document, "replaceChildren", typeName(this));
      checkInsertion(this, node, null, "replaceChildren");
      replaceAll(this, node);
    });
  },
  moveBefore(node, before) {
    checkNode(node, "moveBefore", 1);
    moveNode(this, node, before ?? null);
  },
};

const childMembers = {
  before(...values) {
    const parent = this._parent;
    if (parent === null) return;
    let previous = this._previous;
    while (previous !== null && values.includes(previous)) previous = previous._previous;
    withReactions(() => {
      const node = nodeOf(values, this._document, "before", typeName(this));
      preInsert(parent, node, previous === null ? parent._first : previous._next, "before");
    });
  },
  after(...values) {
    const parent = this._parent;
    if (parent === null) return;
    const next = nextOutside(this, values);
    withReactions(() => {
      preInsert(parent, nodeOf(values, this._document, "after", typeName(this)), next, "after");
    });
  },
  replaceWith(...values) {
    const parent = this._parent;
    if (parent === null) return;
    const next = nextOutside(this, values);
    withReactions(() => {
      const node = nodeOf(values, this._document, "replaceWith", typeName(this));
      if (this._parent === parent) parent.replaceChild(node, this);
      else preInsert(parent, node, next, "replaceWith");
    });
  },
  remove() {
    if (this._parent !== null) remove(this);
  },
};

const siblingMembers = {
  get nextElementSibling() {
    return nearestElement(this._next, NEXT_SIBLING);
  },
  get previousElementSibling() {
    return nearestElement(this._previous, PREVIOUS_SIBLING);
  },
};

function nextOutside(node, values) {
  let next = node._next;
  while (next !== null && values.includes(next)) next = next._next;
  return next;
}

// Put the members of an object on a class's prototype.
export function mixin(type, members) {
  for (const name of Object.keys(members)) {
    const descriptor = Object.getOwnPropertyDescriptor(members, name);
    Object.defineProperty(type.prototype, name, { ...descriptor, configurable: true });
  }
}

export function makeParent(type) {
  mixin(type, parentMembers);
  makeUnscopable(type, ["append", "prepend", "replaceChildren", "slot"]);
}

export function makeChild(type) {
  mixin(type, childMembers);
  makeUnscopable(type, Object.keys(childMembers));
}

// By these names a handler's text means the page's own function, not the element's member (Web IDL 3.7.3).
export function makeUnscopable(type, names) {
  const value = { __proto__: null, ...type.prototype[Symbol.unscopables] };
  for (const name of names) value[name] = true;
  Object.defineProperty(type.prototype, Symbol.unscopables, { value, configurable: true });
}

export function makeSibling(type) {
  mixin(type, siblingMembers);
}
