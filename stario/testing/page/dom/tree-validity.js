// Whether a node may go where it is put (DOM standard 4.2.3), in Chromium's words.

import { failed, throwDOM } from "./exceptions.js";
import { rootOf } from "./node.js";
import { beginReactions, endReactions } from "./custom-elements.js";
import { childrenOf, insert, move, remove } from "./tree.js";
import { recordChildren } from "./mutation-observer.js";

function hierarchy(method, reason) {
  throwDOM("HierarchyRequestError", failed(method, "Node", reason));
}

// Is `node` an ancestor of `of`, or that itself? Templates and shadow hosts count ("host-including").
function includes(node, of) {
  for (let at = of; at !== null && at !== undefined; at = at._parent ?? at._host ?? null) {
    if (at === node) return true;
  }
  return false;
}

function checkKinds(parent, node, method) {
  const kind = parent._kind;
  if (kind !== 1 && kind !== 9 && kind !== 11) {
    hierarchy(method, "This node type does not support this method.");
  }
  if (node._first !== null || node._content !== undefined || node._shadow) {
    if (includes(node, parent)) hierarchy(method, "The new child element contains the parent.");
  } else if (node === parent) {
    hierarchy(method, "The new child element contains the parent.");
  }
}

function checkChild(parent, node, child, method) {
  if (child !== null && child._parent !== parent) {
    const which =
      method === "replaceChild"
        ? "The node to be replaced is not a child of this node."
        : "The node before which the new node is to be inserted is not a child of this node.";
    throwDOM("NotFoundError", failed(method, "Node", which));
  }
}

function checkNodeKind(parent, node, method) {
  const kind = node._kind;
  if (kind === 2 || kind === 9) {
    hierarchy(
      method,
      `Nodes of type '${node.nodeName}' may not be inserted inside nodes of type '${parent.nodeName}'.`,
    );
  }
}

// What a document may hold: one element, one doctype before it, comments; no text.
function checkDocument(parent, node, child, method, replaces) {
  const kept = childrenOf(parent).filter((each) => !(replaces && each === child));
  const element = kept.find((each) => each._kind === 1);
  const doctype = kept.find((each) => each._kind === 10);
  const given = node._kind === 11 ? childrenOf(node) : [node];
  const elements = given.filter((each) => each._kind === 1);
  if (given.some((each) => each._kind === 3 || each._kind === 4)) {
    hierarchy(
      method,
      "Nodes of type '#text' may not be inserted inside nodes of type '#document'.",
    );
  }
  if (elements.length > 1 || (elements.length === 1 && element !== undefined)) {
    hierarchy(method, "Only one element on document allowed.");
  }
  const isBefore = (a, b) => Boolean(a.compareDocumentPosition(b) & 4);
  if (elements.length === 1 && doctype !== undefined && child !== null) {
    if (doctype === child || isBefore(child, doctype)) {
      hierarchy(method, "Can't insert an element before a doctype.");
    }
  }
  if (given.some((each) => each._kind === 10)) {
    if (element !== undefined && (child === null || isBefore(element, child))) {
      hierarchy(method, "Can't insert a doctype after the root element.");
    }
    if (doctype !== undefined) hierarchy(method, "Only one doctype on document allowed.");
  }
}

function check(parent, node, child, method, replaces) {
  checkKinds(parent, node, method);
  checkChild(parent, node, child, method);
  checkNodeKind(parent, node, method);
  if (parent._kind === 9) checkDocument(parent, node, child, method, replaces);
  else if (node._kind === 10) {
    hierarchy(
      method,
      `Nodes of type '${node.nodeName}' may not be inserted inside nodes of type '${parent.nodeName}'.`,
    );
  }
}

// "Ensure pre-insertion validity".
export function checkInsertion(parent, node, before, method) {
  check(parent, node, before, method, false);
}

// "Pre-insert": checked, then inserted. Returns the node.
export function preInsert(parent, node, before, method) {
  check(parent, node, before, method, false);
  insert(parent, node, before === node ? node._next : before);
  return node;
}

// "Replace": the child that was there comes back.
export function replaceNode(parent, node, child) {
  check(parent, node, child, "replaceChild", true);
  let next = child._next;
  if (next === node) next = node._next;
  beginReactions();
  if (node._parent !== null && node._kind !== 11 && node !== child) remove(node);
  const previous = child._previous;
  const removed = child === node ? [] : [child];
  if (child._parent !== null && child !== node) remove(child, true);
  const added = node._kind === 11 ? childrenOf(node) : [node];
  insert(parent, node, next, true);
  recordChildren(parent, added, removed, previous, next);
  endReactions();
  return child;
}

// "Ensure pre-move validity", then the move (moveBefore).
export function moveNode(parent, node, before) {
  const type =
    parent._kind === 9 ? "Document" : parent._kind === 11 ? "DocumentFragment" : "Element";
  const fail = (reason) => throwDOM("HierarchyRequestError", failed("moveBefore", type, reason));
  const invalid =
    "State-preserving atomic move cannot be performed on nodes participating in an invalid hierarchy.";
  if (rootOf(parent, true) !== rootOf(node, true) || node._kind === 11) fail(invalid);
  if (includes(node, parent)) fail("The new child element contains the parent.");
  if (before !== null && before._parent !== parent) {
    throwDOM(
      "NotFoundError",
      failed(
        "moveBefore",
        type,
        "The node before which the new node is to be inserted is not a child of this node.",
      ),
    );
  }
  if (node._parent === null || (node._kind !== 1 && (node._kind < 3 || node._kind > 8)))
    fail(invalid);
  if (node._kind === 3 && parent._kind === 9) fail(invalid);
  if (parent._kind === 9 && node._kind === 1 && node._parent !== parent) fail(invalid);
  move(parent, node, before === node ? node._next : before);
}
