// Which form a control belongs to (HTML standard 4.10.17.3), and which controls belong to a form.

import { following, rootOf, treeVersion } from "./node.js";
import { loseGivenForm } from "./given-forms.js";
import { onReset } from "./host.js";
import { checkInstance } from "./own-fields.js";
import { elementsById } from "./tree-ids.js";

// Connected elements with a `form` attribute: only these belong to a form that is not around them.
let attributed = new Set();

onReset(() => {
  attributed = new Set();
});

export function noteFormAttribute(element) {
  if (element._connected && element._attributes.has("form")) attributed.add(element);
  else attributed.delete(element);
}

export function elementsWithFormAttribute() {
  return attributed;
}

export function formAttributeChanged(element) {
  loseGivenForm(element);
  noteFormAttribute(element);
}

// The form element, or null. Labels have none of their own.
export function formOwner(element) {
  if (element._givenForm) return element._givenForm;
  const id = element._isListed ? element._attributes.get("form") : undefined;
  if (id !== undefined && element._connected) {
    const root = rootOf(element);
    const found = id === "" ? undefined : elementsById(root._ids, id)[0];
    return isForm(found) ? found : null;
  }
  for (let at = element._parent; at !== null; at = at._parent) if (isForm(at)) return at;
  return null;
}

export function isForm(node) {
  return node !== undefined && node._localName === "form" && node._isHTML === true;
}

// All elements of a form for which `accepts`, in tree order. `mayName`: they can have a `form` attribute.
function ownedBy(form, mayName, accepts) {
  const found = [];
  const areNamed = mayName && attributed.size > 0 && form._connected;
  const root = areNamed || form._givenTo?.size > 0 ? rootOf(form) : form;
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind === 1 && accepts(node) && formOwner(node) === form) found.push(node);
  }
  return found;
}

export function imagesOf(form) {
  return ownedBy(form, false, (node) => node._localName === "img" && node._isHTML);
}

// Everything that can be submitted or is listed, kept until the tree changes.
export function listedElements(form) {
  const kept = form._listed;
  if (kept !== null && kept.version === treeVersion()) return kept.elements;
  checkInstance(form);
  const elements = ownedBy(form, true, (node) => node._isListed === true);
  form._listed = { version: treeVersion(), elements };
  return elements;
}

// Disabled by itself, or by a fieldset around it (in whose first legend it is not).
export function isDisabled(element) {
  if (element._attributes.has("disabled") && element._canBeDisabled) return true;
  if (!element._isListed) return false;
  let below = element;
  for (let at = element._parent; at !== null; at = at._parent) {
    if (at._kind === 1 && at._localName === "fieldset" && at._isHTML) {
      if (at._attributes.has("disabled") && firstLegend(at) !== below) return true;
    }
    below = at;
  }
  return false;
}

function firstLegend(fieldset) {
  for (let child = fieldset._first; child !== null; child = child._next) {
    if (child._kind === 1 && child._localName === "legend" && child._isHTML) return child;
  }
  return null;
}

export function isInDatalist(element) {
  for (let at = element._parent; at !== null; at = at._parent) {
    if (at._kind === 1 && at._localName === "datalist" && at._isHTML) return true;
  }
  return false;
}
