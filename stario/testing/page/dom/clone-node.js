// Copies of nodes, and nodes that change their document (DOM standard 4.4 "clone", 4.5 "adopt").

import { sharedAttributes } from "./attributes.js";
import { newText } from "./character-data.js";
import { placeTree, placesMatter } from "./placement.js";
import { createNamed } from "./registry.js";
import { beginReactions, endReactions } from "./custom-elements.js";
import { copyShadow } from "./shadow.js";
import { appendNew, childrenOf, insert } from "./tree.js";

function copyAlone(node, document) {
  switch (node._kind) {
    case 1: {
      const copy = createNamed(document, node._namespace, node._localName, node._prefix, node._is);
      if (node._attributes.size > 0) {
        copy._attributes = sharedAttributes(node);
        if (node._spaces !== null) copy._spaces = new Map(node._spaces);
        copy._attributesParsed();
      }
      return copy;
    }
    case 2:
      return node._copy(document);
    case 9:
      return node._copy();
    case 10:
      return node._copy(document);
    case 11:
      return document.createDocumentFragment();
    case 3:
      return newText(node._data, document);
    default:
      return node._copy(document);
  }
}

export function cloneNode(node, deep, document) {
  beginReactions();
  const copy = cloneTree(node, deep, document);
  if (placesMatter()) placeTree(copy);
  endReactions();
  return copy;
}

function cloneTree(node, deep, document) {
  const copy = cloneAlone(node, deep, document);
  if (deep && copy._kind === 9) {
    // What a document holds is connected, and found by its id.
    for (const child of childrenOf(node)) insert(copy, cloneTree(child, true, copy), null);
  } else if (deep) cloneChildren(node, copy, document);
  return copy;
}

function cloneAlone(node, deep, document) {
  const copy = copyAlone(node, document);
  node._cloned?.(copy, deep);
  if (node._shadow && node._shadow.clonable) {
    cloneChildren(node._shadow, copyShadow(node._shadow, copy), document);
  }
  return copy;
}

// In one loop: scripts nest elements deeper than calls can be.
function cloneChildren(root, rootCopy, document) {
  let node = root._first;
  let parent = rootCopy;
  while (node !== null) {
    const copy = cloneAlone(node, true, document);
    appendNew(parent, copy);
    if (node._first !== null) {
      node = node._first;
      parent = copy;
      continue;
    }
    while (node._next === null) {
      node = node._parent;
      if (node === root) return;
      parent = parent._parent;
    }
    node = node._next;
  }
}
