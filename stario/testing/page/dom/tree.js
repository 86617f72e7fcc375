// Changing the tree (DOM standard 4.2.3): these check nothing, see tree-validity.js for that.

import { adoptTree } from "./adopt.js";
import { areHooked } from "./attributes.js";
import {
  beginReactions,
  definitionsExist,
  endReactions,
  outsideOfReactions,
  reactTo,
} from "./custom-elements.js";
import { isObserved, recordChildren, watchRemoved } from "./mutation-observer.js";
import { focusLeavesWith } from "./focus.js";
import { followInsertion, followRemoval, followersExist } from "./live-ranges.js";
import { partFromForms } from "./given-forms.js";
import { following, rootOf, textsChanged, treeChanged } from "./node.js";
import { placeTree, placesMatter } from "./placement.js";
import { structureChanged } from "./structure-version.js";
import { forgetSlots, shadowsExist } from "./shadow.js";
import { slotsInserted, slotsRemoved } from "./slot-changes.js";
import { addId, dropId, idsAbove } from "./tree-ids.js";

function link(parent, node, before) {
  const previous = before === null ? parent._last : before._previous;
  node._parent = parent;
  node._previous = previous;
  node._next = before;
  if (previous === null) parent._first = node;
  else previous._next = node;
  if (before === null) parent._last = node;
  else before._previous = node;
}

function unlink(parent, node) {
  const previous = node._previous;
  const next = node._next;
  if (previous === null) parent._first = next;
  else previous._next = next;
  if (next === null) parent._last = previous;
  else next._previous = previous;
  node._parent = null;
  node._previous = null;
  node._next = null;
}

function childrenChanged(parent, isOfElements) {
  if (isOfElements) {
    treeChanged();
    structureChanged();
  } else textsChanged();
  if (parent._childNodes !== null) parent._childNodes._items.stale();
  if (parent._children !== null) parent._children._items.stale();
}

export function childrenOf(parent) {
  const children = [];
  for (let child = parent._first; child !== null; child = child._next) children.push(child);
  return children;
}

// For the parser: a new node at the end of a tree that is not connected, and that nobody observes.
export function appendNew(parent, node) {
  const last = parent._last;
  node._parent = parent;
  node._previous = last;
  if (last === null) parent._first = node;
  else last._next = node;
  parent._last = node;
}

// "Insert": a node, or what a fragment holds, before a child or at the end. It is taken from where it was.
export function insert(parent, node, before, silently = false) {
  beginReactions();
  if (node._kind === 11) {
    const nodes = childrenOf(node);
    if (nodes.length > 0) {
      for (const child of nodes) unlink(node, child);
      childrenChanged(node, true);
      if (isObserved()) recordChildren(node, [], nodes, null, null);
      insertNodes(parent, nodes, before, silently);
    }
  } else {
    if (node._parent !== null) remove(node);
    insertNodes(parent, [node], before, silently);
  }
  endReactions();
}

function insertNodes(parent, nodes, before, silently) {
  const previous = before === null ? parent._last : before._previous;
  if (before !== null && followersExist()) followInsertion(parent, before, nodes.length);
  const document = parent._document;
  let withElements = false;
  for (let i = 0; i < nodes.length; i++) {
    if (nodes[i]._kind === 1) withElements = true;
    if (nodes[i]._document !== document) adoptTree(nodes[i], document);
    link(parent, nodes[i], before);
  }
  childrenChanged(parent, withElements);
  if (!silently && isObserved()) recordChildren(parent, nodes, [], previous, before);
  if (shadowsExist()) slotsInserted(parent, nodes);
  if (parent._connected) connect(parent, nodes);
  else if (placesMatter()) for (const node of nodes) placeTree(node);
  parent._childrenChanged?.();
}

function connect(parent, nodes) {
  const ids = idsAbove(parent);
  let hooked = null;
  for (let i = 0; i < nodes.length; i++) hooked = connectTree(nodes[i], ids, hooked);
  if (hooked === null) return;
  outsideOfReactions(() => {
    for (const node of hooked) if (node._connected) node._inserted();
  });
}

// Gives back those that want to know, with those that came before.
function connectTree(root, ids, known) {
  let hooked = known;
  const defined = definitionsExist();
  for (let node = root; node !== null; node = following(node, root)) {
    node._connected = true;
    if (node._kind !== 1) continue;
    const id = node._attributes.get("id");
    if (id !== undefined) addId(ids, id, node);
    if (defined) reactTo(node, "connected");
    if (node._inserted !== undefined && areHooked(node, node._attributes)) {
      hooked ??= [];
      hooked.push(node);
    }
    const shadow = node._shadow;
    if (shadow !== null) {
      forgetSlots(shadow);
      hooked = connectTree(shadow, shadow._ids, hooked);
    }
  }
  return hooked;
}

// "Remove": from the parent that it has.
export function remove(node, silently = false) {
  const parent = node._parent;
  if (node._connected && node._document._focused) {
    focusLeavesWith(node);
    // A listener may have moved it meanwhile.
    if (node._parent !== parent) return;
  }
  const previous = node._previous;
  const next = node._next;
  beginReactions();
  if (followersExist()) followRemoval(node);
  const ids = node._connected ? idsAbove(parent) : null;
  unlink(parent, node);
  childrenChanged(parent, node._kind === 1);
  if (isObserved()) watchRemoved(parent, node);
  if (shadowsExist()) slotsRemoved(parent, node);
  partFromForms(node);
  if (ids !== null) disconnectTree(node, ids, parent);
  else if (placesMatter()) placeTree(node);
  if (!silently && isObserved()) recordChildren(parent, [], [node], previous, next);
  parent._childrenChanged?.();
  endReactions();
}

function disconnectTree(root, ids, oldParent) {
  const defined = definitionsExist();
  let hooked = null;
  for (let node = root; node !== null; node = following(node, root)) {
    node._connected = false;
    if (node._kind !== 1) continue;
    const id = node._attributes.get("id");
    if (id !== undefined) dropId(ids, id, node);
    if (defined) reactTo(node, "disconnected");
    if (node._removed !== undefined) {
      hooked ??= [];
      hooked.push(node);
    }
    const shadow = node._shadow;
    if (shadow !== null) disconnectTree(shadow, shadow._ids, null);
  }
  if (hooked !== null) for (const node of hooked) node._removed(oldParent);
}

// "Replace all": the children by one node, by what a fragment holds, or by nothing; one record for it.
export function replaceAll(parent, node) {
  const removed = childrenOf(parent);
  const added = node === null ? [] : node._kind === 11 ? childrenOf(node) : [node];
  beginReactions();
  for (const child of removed) remove(child, true);
  if (node !== null) insert(parent, node, null, true);
  if (added.length > 0 || removed.length > 0) recordChildren(parent, added, removed, null, null);
  endReactions();
}

// The same for one text by another, which is most of what an expression of the client's does. False: it is not that
// simple.
export function replaceOnlyText(parent, node) {
  const old = parent._first;
  if (old === null || old._kind !== 3 || old !== parent._last) return false;
  if (parent._childrenChanged !== undefined || followersExist() || shadowsExist()) return false;
  unlink(parent, old);
  link(parent, node, null);
  old._connected = false;
  node._connected = parent._connected;
  childrenChanged(parent, false);
  if (isObserved()) {
    watchRemoved(parent, old);
    recordChildren(parent, [node], [old], null, null);
  }
  return true;
}

// "Move": within the same tree, without being removed and inserted in the eyes of anybody but observers.
export function move(parent, node, before) {
  const oldParent = node._parent;
  const oldPrevious = node._previous;
  const oldNext = node._next;
  beginReactions();
  if (followersExist()) followRemoval(node);
  unlink(oldParent, node);
  childrenChanged(oldParent, node._kind === 1);
  watchRemoved(oldParent, node);
  slotsRemoved(oldParent, node);
  partFromForms(node);
  const previous = before === null ? parent._last : before._previous;
  if (before !== null && followersExist()) followInsertion(parent, before, 1);
  link(parent, node, before);
  childrenChanged(parent, node._kind === 1);
  slotsInserted(parent, [node]);
  if (definitionsExist() && node._connected) {
    for (let each = node; each !== null; each = following(each, node)) {
      if (each._kind === 1) reactTo(each, "moved");
    }
  }
  if (placesMatter()) placeTree(node);
  recordChildren(oldParent, [], [node], oldPrevious, oldNext);
  recordChildren(parent, [node], [], previous, before);
  oldParent._childrenChanged?.();
  if (oldParent !== parent) parent._childrenChanged?.();
  endReactions();
}

// Nodes that the parser has appended, while nobody looked, to what was there before: they become part of it now.
export function connectLate(nodes) {
  if (nodes.length === 0) return;
  const parents = new Set();
  beginReactions();
  for (const node of nodes) {
    const parent = node._parent;
    if (!parents.has(parent)) childrenChanged(parent, true);
    if (shadowsExist()) forgetSlots(rootOf(parent));
    parents.add(parent);
    if (parent._connected) connect(parent, [node]);
    else if (placesMatter()) placeTree(node);
  }
  for (const parent of parents) parent._childrenChanged?.();
  endReactions();
}

// What the parser has put into a document becomes part of it, before any script can see it.
export function connectParsed(document) {
  treeChanged();
  structureChanged();
  beginReactions();
  connect(document, childrenOf(document));
  endReactions();
}
