// TreeWalker, NodeIterator and NodeFilter (DOM standard 6).

import { Document } from "./document.js";
import { expose } from "./expose.js";
import { failed, illegalConstructor, needsArguments, throwDOM } from "./exceptions.js";
import { addFollower } from "./live-ranges.js";
import { Node, following } from "./node.js";
import { mixin } from "./parent-node.js";
import { FIRST_CHILD, LAST_CHILD, NEXT_SIBLING, PREVIOUS_SIBLING } from "./own-fields.js";

const ACCEPT = 1;
const REJECT = 2;
const SKIP = 3;

export class NodeFilter {
  constructor() {
    illegalConstructor("NodeFilter");
  }
}
const FILTERS = {
  FILTER_ACCEPT: ACCEPT,
  FILTER_REJECT: REJECT,
  FILTER_SKIP: SKIP,
  SHOW_ALL: 4294967295,
  SHOW_ELEMENT: 1,
  SHOW_ATTRIBUTE: 2,
  SHOW_TEXT: 4,
  SHOW_CDATA_SECTION: 8,
  SHOW_ENTITY_REFERENCE: 16,
  SHOW_ENTITY: 32,
  SHOW_PROCESSING_INSTRUCTION: 64,
  SHOW_COMMENT: 128,
  SHOW_DOCUMENT: 256,
  SHOW_DOCUMENT_TYPE: 512,
  SHOW_DOCUMENT_FRAGMENT: 1024,
  SHOW_NOTATION: 2048,
};
for (const [name, value] of Object.entries(FILTERS)) {
  Object.defineProperty(NodeFilter, name, { value, enumerable: true });
}

class Traverser {
  constructor(root, show, filter) {
    if (root === undefined) illegalConstructor(new.target.name);
    this._root = root;
    this._show = show;
    this._filter = filter;
    this._active = false;
  }

  get root() {
    return this._root;
  }

  get whatToShow() {
    return this._show;
  }

  get filter() {
    return this._filter;
  }

  _judge(node) {
    if (this._active) {
      throwDOM("InvalidStateError", "Filter function can't be recursive");
    }
    if (((1 << (node._kind - 1)) & this._show) === 0) return SKIP;
    if (this._filter === null) return ACCEPT;
    this._active = true;
    try {
      const filter = this._filter;
      return Number(typeof filter === "function" ? filter(node) : filter.acceptNode(node)) & 65535;
    } finally {
      this._active = false;
    }
  }
}

export class NodeIterator extends Traverser {
  constructor(root, show, filter) {
    super(root, show, filter);
    this._reference = root;
    this._before = true;
    addFollower(this);
  }

  get referenceNode() {
    return this._reference;
  }

  get pointerBeforeReferenceNode() {
    return this._before;
  }

  nextNode() {
    let node = this._reference;
    let before = this._before;
    for (;;) {
      if (before) before = false;
      else {
        node = following(node, this._root);
        if (node === null) return null;
      }
      if (this._judge(node) === ACCEPT) break;
    }
    this._reference = node;
    this._before = false;
    return node;
  }

  previousNode() {
    let node = this._reference;
    let before = this._before;
    for (;;) {
      if (!before) before = true;
      else {
        node = preceding(node, this._root);
        if (node === null) return null;
      }
      if (this._judge(node) === ACCEPT) break;
    }
    this._reference = node;
    this._before = true;
    return node;
  }

  detach() {}
}

function preceding(node, root) {
  if (node === root) return null;
  if (node._previous === null) return node._parent;
  let at = node._previous;
  while (at._last !== null) at = at._last;
  return at;
}

export class TreeWalker extends Traverser {
  constructor(root, show, filter) {
    super(root, show, filter);
    this._current = root;
  }

  get currentNode() {
    return this._current;
  }

  set currentNode(node) {
    if (!(node instanceof Node)) {
      throw new TypeError(
        "Failed to set the 'currentNode' property on 'TreeWalker': Failed to convert value to 'Node'.",
      );
    }
    this._current = node;
  }

  parentNode() {
    let node = this._current;
    while (node !== null && node !== this._root) {
      node = node._parent;
      if (node !== null && this._judge(node) === ACCEPT) return this._go(node);
    }
    return null;
  }

  firstChild() {
    return this._child(FIRST_CHILD, NEXT_SIBLING);
  }

  lastChild() {
    return this._child(LAST_CHILD, PREVIOUS_SIBLING);
  }

  nextSibling() {
    return this._sibling(FIRST_CHILD, NEXT_SIBLING);
  }

  previousSibling() {
    return this._sibling(LAST_CHILD, PREVIOUS_SIBLING);
  }

  nextNode() {
    let node = this._current;
    let judged = ACCEPT;
    for (;;) {
      while (judged !== REJECT && node._first !== null) {
        node = node._first;
        judged = this._judge(node);
        if (judged === ACCEPT) return this._go(node);
      }
      let sibling = null;
      for (let at = node; at !== null && at !== this._root; at = at._parent) {
        sibling = at._next;
        if (sibling !== null) break;
      }
      if (sibling === null) return null;
      node = sibling;
      judged = this._judge(node);
      if (judged === ACCEPT) return this._go(node);
    }
  }

  previousNode() {
    let node = this._current;
    while (node !== this._root) {
      let sibling = node._previous;
      while (sibling !== null) {
        node = sibling;
        let judged = this._judge(node);
        while (judged !== REJECT && node._last !== null) {
          node = node._last;
          judged = this._judge(node);
        }
        if (judged === ACCEPT) return this._go(node);
        sibling = node._previous;
      }
      if (node === this._root || node._parent === null) return null;
      node = node._parent;
      if (this._judge(node) === ACCEPT) return this._go(node);
    }
    return null;
  }

  _go(node) {
    this._current = node;
    return node;
  }

  // "Traverse children": those of skipped ones count.
  _child(first, next) {
    let node = this._current[first];
    while (node !== null) {
      const judged = this._judge(node);
      if (judged === ACCEPT) return this._go(node);
      if (judged === SKIP && node[first] !== null) {
        node = node[first];
        continue;
      }
      while (node !== null && node[next] === null) {
        const parent = node._parent;
        if (parent === null || parent === this._root || parent === this._current) return null;
        node = parent;
      }
      node = node === null ? null : node[next];
    }
    return null;
  }

  // "Traverse siblings".
  _sibling(first, next) {
    let node = this._current;
    if (node === this._root) return null;
    for (;;) {
      let sibling = node[next];
      while (sibling !== null) {
        node = sibling;
        const judged = this._judge(node);
        if (judged === ACCEPT) return this._go(node);
        sibling = judged === REJECT || node[first] === null ? node[next] : node[first];
      }
      node = node._parent;
      if (node === null || node === this._root) return null;
      if (this._judge(node) === ACCEPT) return null;
    }
  }
}

function checkRoot(root, method, present) {
  needsArguments(method, "Document", 1, present);
  if (!(root instanceof Node)) {
    throw new TypeError(failed(method, "Document", "parameter 1 is not of type 'Node'."));
  }
}

mixin(Document, {
  createNodeIterator(root, show = 4294967295, filter = null) {
    checkRoot(root, "createNodeIterator", arguments.length);
    return new NodeIterator(root, Number(show) >>> 0, filter);
  },
  createTreeWalker(root, show = 4294967295, filter = null) {
    checkRoot(root, "createTreeWalker", arguments.length);
    return new TreeWalker(root, Number(show) >>> 0, filter);
  },
});

expose(NodeFilter, NodeIterator, TreeWalker);
