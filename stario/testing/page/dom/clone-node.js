// Copies of nodes, and nodes that change their document (DOM standard 4.4 "clone", 4.5 "adopt").

import { sharedAttributes } from "./attributes.js";
import { newText } from "./character-data.js";
import { placeTree, placesMatter } from "./placement.js";
import { createNamed } from "./registry.js";
import { beginReactions, endReactions } from "./custom-elements.js";
import { copyShadow } from "./shadow.js";
import { appendNew } from "./tree.js";

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
  const copy = copyAlone(node, document);
  node._cloned?.(copy, deep);
  if (node._shadow && node._shadow.clonable) cloneShadow(node._shadow, copy, document);
  if (deep) {
    const owner = copy._kind === 9 ? copy : document;
    for (let child = node._first; child !== null; child = child._next) {
      appendNew(copy, cloneTree(child, true, owner));
    }
  }
  return copy;
}

function cloneShadow(shadow, host, document) {
  const copy = copyShadow(shadow, host);
  for (let child = shadow._first; child !== null; child = child._next) {
    appendNew(copy, cloneTree(child, true, document));
  }
}
