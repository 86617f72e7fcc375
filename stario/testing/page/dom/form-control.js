// What listed elements share (HTML standard 4.10.2): their form, their labels, whether they are disabled.

import { FoundItems, NodeList } from "./collections.js";
import { formAttributeChanged, formOwner, noteFormAttribute } from "./form-owner.js";
import { following, rootOf } from "./node.js";
import { keptFor, namesVersion } from "./structure-version.js";
import { mixin } from "./parent-node.js";
import { checkInstance, ownField } from "./own-fields.js";

const LABELS_BY_CONTROL = ownField("labelsByControl");

const controlMembers = {
  get form() {
    return formOwner(this);
  },
};

// For those that have nothing else to do then.
const formAttributeHooks = {
  _attributeChanged(name) {
    if (name === "form") formAttributeChanged(this);
  },
  _inserted() {
    noteFormAttribute(this);
  },
  _removed() {
    noteFormAttribute(this);
  },
};

const labelableMembers = {
  get labels() {
    checkInstance(this);
    if (this._localName === "input" && this._type.name === "hidden") return null;
    this._labels ??= new NodeList(new FoundItems(() => labelsOf(this), namesVersion));
    return this._labels;
  },
};

// Give a class of elements a form. `listed`: it is in the form's `elements`.
export function makeFormControl(type, { canBeDisabled = true } = {}) {
  mixin(type, controlMembers);
  for (const [name, hook] of Object.entries(formAttributeHooks)) {
    if (!Object.hasOwn(type.prototype, name)) type.prototype[name] = hook;
  }
  const isNothingElse = Object.entries(formAttributeHooks).every(
    ([name, hook]) => type.prototype[name] === hook,
  );
  if (isNothingElse) type.prototype._hookedFor = "form";
  type.prototype._isListed = true;
  type.prototype._canBeDisabled = canBeDisabled;
}

export function makeLabelable(type) {
  mixin(type, labelableMembers);
  type.prototype._isLabelable = true;
}

function labelsOf(control) {
  const root = rootOf(control);
  // In Chromium what is in no document and in no shadow tree has none.
  if (root._ids === undefined) return [];
  return keptFor(root, LABELS_BY_CONTROL, findLabels, namesVersion).get(control) ?? [];
}

function findLabels(root) {
  const labels = new Map();
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._kind !== 1 || node._localName !== "label" || !node._isHTML) continue;
    const { control } = node;
    if (control === null) continue;
    if (labels.has(control)) labels.get(control).push(node);
    else labels.set(control, [node]);
  }
  return labels;
}

export function isSubmitButton(element) {
  if (element._isHTML !== true) return false;
  if (element._localName === "input") return element._type.submits === true;
  return element._localName === "button" && element._submits;
}
