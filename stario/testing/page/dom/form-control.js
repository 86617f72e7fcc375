// What listed elements share (HTML standard 4.10.2): their form, their labels, whether they are disabled.

import { FoundItems, NodeList } from "./collections.js";
import { formOwner } from "./form-owner.js";
import { following, rootOf } from "./node.js";
import { mixin } from "./parent-node.js";

const controlMembers = {
  get form() {
    return formOwner(this);
  },
};

const labelableMembers = {
  get labels() {
    if (this._localName === "input" && this._type.name === "hidden") return null;
    this._labels ??= new NodeList(new FoundItems(() => labelsOf(this)));
    return this._labels;
  },
};

// Give a class of elements a form. `listed`: it is in the form's `elements`.
export function makeFormControl(type, { canBeDisabled = true } = {}) {
  mixin(type, controlMembers);
  type.prototype._isListed = true;
  type.prototype._canBeDisabled = canBeDisabled;
}

export function makeLabelable(type) {
  mixin(type, labelableMembers);
  type.prototype._isLabelable = true;
}

export function labelsOf(control) {
  const labels = [];
  const root = rootOf(control);
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind === 1 && node._localName === "label" && node._isHTML) {
      if (node.control === control) labels.push(node);
    }
  }
  return labels;
}

export function isSubmitButton(element) {
  if (element._isHTML !== true) return false;
  if (element._localName === "input") return element._type.submits === true;
  return element._localName === "button" && element._submits;
}
