// <label> (HTML standard 4.10.4).

import { simulatedClick } from "./click.js";
import { focusElement, isFocusable } from "./focus.js";
import { formOwner } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { following, rootOf } from "./node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { elementsById } from "./tree-ids.js";

function isLabelable(element) {
  return element._isLabelable === true && element._type?.name !== "hidden";
}

export class HTMLLabelElement extends HTMLElement {
  get control() {
    const id = this._attributes.get("for");
    if (id !== undefined) {
      const found = id === "" ? undefined : elementWithId(this, id);
      return found !== undefined && isLabelable(found) ? found : null;
    }
    for (let node = following(this, this); node !== null; node = following(node, this)) {
      if (node._kind === 1 && isLabelable(node)) return node;
    }
    return null;
  }

  get form() {
    const control = this.control;
    return control === null || control._isListed !== true ? null : formOwner(control);
  }

  // With a tabindex it keeps the focus for itself.
  get _focusTarget() {
    return isFocusable(this) ? this : this.control;
  }

  _activation(event) {
    const control = this.control;
    const target = event.target;
    if (control === null || control.contains(target) || isInteractive(target, this)) return;
    // A double click marks a word of the label instead.
    if (event.detail < 2 && isFocusable(control)) focusElement(control);
    simulatedClick(control, event, event.isTrusted);
  }
}
reflect(HTMLLabelElement, { htmlFor: "string" });
defineHTML(["label"], HTMLLabelElement);

function elementWithId(label, id) {
  const root = rootOf(label);
  if (root._ids !== undefined) return elementsById(root._ids, id)[0];
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind === 1 && node._attributes.get("id") === id) return node;
  }
  return undefined;
}

// Something in the label (or summary) that does something itself.
export function isInteractive(target, label) {
  for (let at = target; at !== null && at !== label; at = at._parent) {
    if (at._kind !== 1 || !at._isHTML) continue;
    switch (at._localName) {
      case "a":
        if (at._attributes.has("href")) return true;
        break;
      case "input":
        if (at._type.name !== "hidden") return true;
        break;
      case "audio":
      case "video":
        if (at._attributes.has("controls")) return true;
        break;
      case "img":
        if (at._attributes.has("usemap")) return true;
        break;
      case "button":
      case "details":
      case "embed":
      case "iframe":
      case "label":
      case "select":
      case "textarea":
        return true;
    }
  }
  return false;
}
