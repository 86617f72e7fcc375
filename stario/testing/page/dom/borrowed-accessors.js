// What `Node.prototype` tells of each kind of nodes (DOM standard 4.4). Their classes have these accessors themselves; a
// script borrows the ones of all nodes where the name of a form's control could hide another.

import { Attr } from "./attribute-nodes.js";
import { CDATASection, Comment, ProcessingInstruction, Text } from "./character-data.js";
import { Document } from "./document.js";
import { DocumentFragment, DocumentType } from "./document-fragment.js";
import { Element } from "./element.js";
import { Node } from "./node.js";

const CLASSES = [
  Element,
  Attr,
  Text,
  CDATASection,
  ProcessingInstruction,
  Comment,
  Document,
  DocumentType,
  DocumentFragment,
];
// In the order of the classes.
const KINDS = [1, 2, 3, 4, 7, 8, 9, 10, 11];

function accessorOf({ prototype }, name) {
  let holder = prototype;
  while (holder !== Node.prototype && !Object.hasOwn(holder, name)) {
    holder = Object.getPrototypeOf(holder);
  }
  return Object.getOwnPropertyDescriptor(holder, name);
}

function setOf(own) {
  return function (value) {
    own.get(this._kind)?.set?.call(this, value);
  };
}

function lend(name) {
  const own = new Map();
  CLASSES.forEach((type, index) => own.set(KINDS[index], accessorOf(type, name)));
  Object.defineProperty(Node.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return own.get(this._kind)?.get.call(this) ?? null;
    },
    set: name === "nodeName" ? undefined : setOf(own),
  });
}

for (const name of ["nodeName", "nodeValue", "textContent"]) lend(name);
