// Groups of radio buttons (HTML standard 4.10.5.1.16). A group hangs on its form, or on the root of its tree,
// as in Chromium: of two in a group that are checked the one that came last stays so.

import { elementsWithFormAttribute, formOwner } from "./form-owner.js";
import { following, rootOf } from "./node.js";
import { ownField } from "./own-fields.js";

// The group that a radio button belongs to as things are now, or null.
function groupFor(input) {
  const name = input._attributes.get("name") ?? "";
  if (input._type.name !== "radio" || name === "") return null;
  const scope = formOwner(input) ?? (input._connected ? rootOf(input) : null);
  if (scope === null) return null;
  if (!Object.hasOwn(scope, ownField("radioGroups"))) scope._radioGroups = new Map();
  let group = scope._radioGroups.get(name);
  if (group === undefined) {
    group = { scope, name, members: new Set(), checked: null };
    scope._radioGroups.set(name, group);
  }
  return group;
}

function leave(input) {
  const group = input._group;
  if (group === null) return;
  input._group = null;
  group.members.delete(input);
  if (group.checked === input) group.checked = null;
  if (group.members.size === 0) group.scope._radioGroups.delete(group.name);
}

// To be called when its type, name, form or place may be another one.
export function joinGroup(input) {
  const group = groupFor(input);
  if (group === input._group) return;
  leave(input);
  input._group = group;
  if (group === null) return;
  group.members.add(input);
  if (input._checked) becomeChecked(group, input);
}

function becomeChecked(group, input) {
  const before = group.checked;
  if (before === input) return;
  group.checked = input;
  if (before !== null) before._setChecked(false);
}

// Its own checkedness has changed.
export function checkednessChanged(input) {
  const group = input._group;
  if (group === null) {
    // Outside of any document and form there is a group for this moment only.
    if (!input._checked) return;
    for (const each of looseGroup(input)) if (each !== input) each._setChecked(false);
    return;
  }
  if (input._checked) becomeChecked(group, input);
  else if (group.checked === input) group.checked = null;
}

// A form has come, gone, or got another id: what names a form may have another owner.
export function ownersMayDiffer() {
  for (const element of elementsWithFormAttribute()) {
    if (element._group !== undefined) joinGroup(element);
  }
}

// The one of its group that is checked, or null.
export function checkedOfGroup(input) {
  if (input._checked) return input;
  if (input._group !== null) return input._group.checked;
  return looseGroup(input).find((member) => member._checked) ?? null;
}

// Is one of its group to be checked, and none is?
export function groupIsMissing(input) {
  const members = input._group === null ? looseGroup(input) : [...input._group.members];
  if (members.some((member) => member._checked)) return false;
  return members.some((member) => member._attributes.has("required"));
}

// Outside of any document and form no group is kept, yet what it is for holds.
function looseGroup(input) {
  const name = input._attributes.get("name") ?? "";
  if (input._connected || name === "" || input._type.name !== "radio") return [];
  if (formOwner(input) !== null) return [];
  const root = rootOf(input);
  const group = [];
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._group === null && node._type?.name === "radio") {
      if (node._attributes.get("name") === name) group.push(node);
    }
  }
  return group;
}
