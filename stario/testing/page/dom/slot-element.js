// <slot> (HTML standard 4.12.4).

import { Element } from "./element.js";
import { failed } from "./exceptions.js";
import { HTMLElement } from "./html-element.js";
import { rootOf } from "./node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { ShadowRoot, assignedNodesOf, assignedSlotOf, openShadow } from "./shadow.js";
import { updateSlots } from "./slot-changes.js";
import { Text } from "./character-data.js";

export class HTMLSlotElement extends HTMLElement {
  assignedNodes(options) {
    return options?.flatten ? flattened(this) : assignedNodesOf(this);
  }

  assignedElements(options) {
    return this.assignedNodes(options).filter((node) => node._kind === 1);
  }

  assign(...nodes) {
    for (const node of nodes) {
      if (!(node instanceof Element) && !(node instanceof Text)) {
        const reason = "The provided value is not of type '(Element or Text)'.";
        throw new TypeError(failed("assign", "HTMLSlotElement", reason));
      }
    }
    for (const node of this._manual ?? []) node._manualSlot = null;
    for (const node of nodes) {
      const other = node._manualSlot;
      if (other) other._manual = other._manual.filter((each) => each !== node);
      node._manualSlot = this;
    }
    this._manual = [...new Set(nodes)];
    const root = rootOf(this);
    if (root instanceof ShadowRoot) updateSlots(root);
  }
}
reflect(HTMLSlotElement, { name: "string" });
defineHTML(["slot"], HTMLSlotElement);

// "Find flattened slottables": where nothing is assigned it is the slot's own children.
function flattened(slot) {
  if (!(rootOf(slot) instanceof ShadowRoot)) return [];
  let nodes = assignedNodesOf(slot);
  if (nodes.length === 0) {
    nodes = [...slot.childNodes].filter((node) => node._kind === 1 || node._kind === 3);
  }
  return nodes.flatMap((node) => {
    const isInner = node instanceof HTMLSlotElement && rootOf(node) instanceof ShadowRoot;
    return isInner ? flattened(node) : [node];
  });
}

Object.defineProperty(Text.prototype, "assignedSlot", {
  configurable: true,
  enumerable: true,
  get() {
    const slot = assignedSlotOf(this);
    return slot !== null && openShadow(slot) ? slot : null;
  },
});
