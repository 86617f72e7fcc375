// <details> and <summary> (HTML standard 4.11.1).

import { removeAttributeOf, setAttributeOf, switchAttribute } from "./attributes.js";
import { HTMLElement } from "./html-element.js";
import { isInteractive } from "./label.js";
import { rootOf, following } from "./node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { queueToggle } from "./toggle-events.js";

export class HTMLDetailsElement extends HTMLElement {
  _attributeChanged(name, old, value) {
    if (name === "open" && (old === null) !== (value === null)) {
      const open = value !== null;
      queueToggle(this, open ? "closed" : "open", open ? "open" : "closed");
      if (open) closeOthers(this);
    } else if (name === "name") {
      if (this._attributes.has("open") && otherOpen(this)) removeAttributeOf(this, "open");
    }
  }

  _inserted() {
    if (this._attributes.has("open") && otherOpen(this)) removeAttributeOf(this, "open");
  }
}
reflect(HTMLDetailsElement, { open: "boolean", name: "string" });
defineHTML(["details"], HTMLDetailsElement);

// Of those with the same name only one is open.
function groupOf(details) {
  const name = details._attributes.get("name");
  if (!name) return [];
  const root = rootOf(details);
  const group = [];
  for (let node = root; node !== null; node = following(node, root)) {
    if (node instanceof HTMLDetailsElement && node !== details) {
      if (node._attributes.get("name") === name) group.push(node);
    }
  }
  return group;
}

function otherOpen(details) {
  return groupOf(details).some((other) => other._attributes.has("open"));
}

function closeOthers(details) {
  for (const other of groupOf(details)) removeAttributeOf(other, "open");
}

// The details that a click on this summary opens, or null.
export function detailsOfSummary(summary) {
  const details = summary._parent;
  if (!(details instanceof HTMLDetailsElement)) return null;
  for (let child = details._first; child !== null; child = child._next) {
    if (child._kind === 1 && child._localName === "summary") {
      return child === summary ? details : null;
    }
  }
  return null;
}

export class HTMLSummaryElement extends HTMLElement {
  get _activation() {
    return detailsOfSummary(this) === null ? undefined : toggleDetails;
  }
}
// Browsers have no interface of its own for it.
Object.defineProperty(HTMLSummaryElement.prototype, "constructor", { value: HTMLElement });
defineHTML(["summary"], HTMLSummaryElement);

function toggleDetails(event) {
  const details = detailsOfSummary(this);
  if (details === null || isInteractive(event.target, this)) return;
  if (details._attributes.has("open")) switchAttribute(details, "open", false);
  else setAttributeOf(details, "open", "");
}
