// Nodes (DOM standard 4.4). How they are linked is in tree.js.

import { expose } from "./expose.js";
import { ChildItems, NodeList, listOf } from "./collections.js";
import { comparePosition, equalNodes } from "./compare.js";
import { EventTarget } from "./event-target.js";
import { failed, illegalConstructor, needsArguments, throwDOM } from "./exceptions.js";
import { cloneNode } from "./clone-node.js";
import { joinTexts } from "./character-data.js";
import { namespaceOfPrefix, prefixOfNamespace } from "./names.js";
import { putFields } from "./own-fields.js";
import { remove, replaceAll, replaceOnlyText } from "./tree.js";
import { preInsert, replaceNode } from "./tree-validity.js";
import { baseURIOf } from "./page-url.js";

const NODE_CONSTANTS = {
  ELEMENT_NODE: 1,
  ATTRIBUTE_NODE: 2,
  TEXT_NODE: 3,
  CDATA_SECTION_NODE: 4,
  ENTITY_REFERENCE_NODE: 5,
  ENTITY_NODE: 6,
  PROCESSING_INSTRUCTION_NODE: 7,
  COMMENT_NODE: 8,
  DOCUMENT_NODE: 9,
  DOCUMENT_TYPE_NODE: 10,
  DOCUMENT_FRAGMENT_NODE: 11,
  NOTATION_NODE: 12,
  DOCUMENT_POSITION_DISCONNECTED: 1,
  DOCUMENT_POSITION_PRECEDING: 2,
  DOCUMENT_POSITION_FOLLOWING: 4,
  DOCUMENT_POSITION_CONTAINS: 8,
  DOCUMENT_POSITION_CONTAINED_BY: 16,
  DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC: 32,
};

let version = 0;
let elementChanges = 0;

// Grows with each change of a tree, a text or an attribute.
export function treeVersion() {
  return version;
}

// Grows with each change of elements and their attributes: what texts say is no matter.
export function elementsVersion() {
  return elementChanges;
}

export function treeChanged() {
  version++;
  elementChanges++;
}

export function textsChanged() {
  version++;
}

export class Node extends EventTarget {
  constructor(kind, document) {
    super();
    if (document === undefined) illegalConstructor(new.target.name);
    if (this._kind !== kind) this._kind = kind;
    // A document's own is itself.
    this._document = document;
  }

  get nodeType() {
    return this._kind;
  }

  get ownerDocument() {
    return this._kind === 9 ? null : this._document;
  }

  get isConnected() {
    return this._connected;
  }

  get baseURI() {
    return baseURIOf(this._document);
  }

  get parentNode() {
    return this._parent;
  }

  get parentElement() {
    const parent = this._parent;
    return parent !== null && parent._kind === 1 ? parent : null;
  }

  get firstChild() {
    return this._first;
  }

  get lastChild() {
    return this._last;
  }

  get nextSibling() {
    return this._next;
  }

  get previousSibling() {
    return this._previous;
  }

  get childNodes() {
    this._childNodes ??= listOf(NodeList, new ChildItems(this, false));
    return this._childNodes;
  }

  get nodeValue() {
    return null;
  }

  set nodeValue(value) {}

  get textContent() {
    return null;
  }

  set textContent(value) {}

  hasChildNodes() {
    return this._first !== null;
  }

  getRootNode(options) {
    let root = rootOf(this);
    if (options?.composed) while (root._host) root = rootOf(root._host);
    return root;
  }

  contains(other) {
    for (let node = other; node; node = node._parent) if (node === this) return true;
    return false;
  }

  isSameNode(other) {
    return this === other;
  }

  isEqualNode(other) {
    return other instanceof Node && equalNodes(this, other);
  }

  compareDocumentPosition(other) {
    checkNode(other, "compareDocumentPosition", 1);
    return comparePosition(this, other);
  }

  appendChild(node) {
    needsArguments("appendChild", "Node", 1, arguments.length);
    checkNode(node, "appendChild", 1);
    return preInsert(this, node, null, "appendChild");
  }

  insertBefore(node, before) {
    needsArguments("insertBefore", "Node", 2, arguments.length);
    checkNode(node, "insertBefore", 1);
    if (before !== null && before !== undefined) checkNode(before, "insertBefore", 2);
    return preInsert(this, node, before ?? null, "insertBefore");
  }

  replaceChild(node, child) {
    needsArguments("replaceChild", "Node", 2, arguments.length);
    checkNode(node, "replaceChild", 1);
    checkNode(child, "replaceChild", 2);
    return replaceNode(this, node, child);
  }

  removeChild(child) {
    needsArguments("removeChild", "Node", 1, arguments.length);
    checkNode(child, "removeChild", 1);
    if (child._parent !== this) {
      const reason = "The node to be removed is not a child of this node.";
      throwDOM("NotFoundError", failed("removeChild", "Node", reason));
    }
    remove(child);
    return child;
  }

  cloneNode(deep) {
    if (this._mode !== undefined) {
      throwDOM(
        "NotSupportedError",
        failed("cloneNode", "Node", "ShadowRoot nodes are not clonable."),
      );
    }
    return cloneNode(this, Boolean(deep), this._document);
  }

  normalize() {
    let node = following(this, this);
    while (node !== null) {
      let next = following(node, this);
      if (node._kind === 3) {
        if (node._data === "") remove(node);
        else next = following(joinTexts(node), this);
      }
      node = next;
    }
  }

  lookupPrefix(namespace) {
    const element = namespaceElement(this);
    return element === null || !namespace ? null : prefixOfNamespace(element, String(namespace));
  }

  lookupNamespaceURI(prefix) {
    const element = namespaceElement(this);
    return element === null ? null : namespaceOfPrefix(element, prefix ? String(prefix) : null);
  }

  isDefaultNamespace(namespace) {
    return this.lookupNamespaceURI(null) === (namespace || null);
  }
}

// Each field of their own makes all nodes larger, and slower to make: they begin with these. What follows few
// have: the mutation observers that are registered, the live lists of children, a shadow root.
putFields(Node.prototype, {
  _parent: null,
  _first: null,
  _last: null,
  _next: null,
  _previous: null,
  _connected: false,
  _registered: null,
  _childNodes: null,
  _children: null,
  _shadow: null,
});

for (const [name, value] of Object.entries(NODE_CONSTANTS)) {
  Object.defineProperty(Node, name, { value, enumerable: true });
  Object.defineProperty(Node.prototype, name, { value, enumerable: true });
}

function namespaceElement(node) {
  if (node._kind === 1) return node;
  if (node._kind === 9) return node.documentElement;
  if (node._kind === 2) return node.ownerElement;
  return node._kind === 10 || node._kind === 11 ? null : node.parentElement;
}

export function checkNode(value, method, position) {
  if (value instanceof Node) return;
  const reason = `parameter ${position} is not of type 'Node'.`;
  throw new TypeError(failed(method, "Node", reason));
}

export function rootOf(node) {
  let root = node;
  while (root._parent !== null) root = root._parent;
  return root;
}

// The next node in tree order that is in `root`; null at its end.
export function following(node, root) {
  if (node._first !== null) return node._first;
  return followingSkipping(node, root);
}

// The same, past the descendants of `node`.
export function followingSkipping(node, root) {
  for (let at = node; at !== root && at !== null; at = at._parent) {
    if (at._next !== null) return at._next;
  }
  return null;
}

// Visits a node and its descendants in tree order. What is visited may not be moved by that.
export function walk(root, visit) {
  for (let node = root; node !== null; node = following(node, root)) visit(node);
}

// The text of all Text descendants ("descendant text content").
export function textOf(root) {
  let text = "";
  for (let node = root._first; node !== null; node = following(node, root)) {
    if (node._kind === 3 || node._kind === 4) text += node._data;
  }
  return text;
}

export function setTextOf(parent, value) {
  const text = value === null || value === undefined ? "" : String(value);
  const node = text === "" ? null : parent._document.createTextNode(text);
  if (node === null || !replaceOnlyText(parent, node)) replaceAll(parent, node);
}

expose(Node);
