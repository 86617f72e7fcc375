// States that a role's element is in: checked, disabled, expanded, and so on (WAI-ARIA 1.2, section 6).

import { parentAcrossShadow, roleOf, tagOf } from "./aria-roles.js";

const rolesNamed = (text) => new Set(text.split(" "));

// The roles that have the state. Asking for it with another role is a mistake.
export const ROLES_WITH = {
  checked: rolesNamed("checkbox menuitemcheckbox option radio switch menuitemradio treeitem"),
  pressed: rolesNamed("button"),
  selected: rolesNamed("gridcell option row tab rowheader columnheader treeitem"),
  expanded: rolesNamed(
    "application button checkbox combobox gridcell link listbox menuitem row rowheader tab treeitem " +
      "columnheader menuitemcheckbox menuitemradio switch",
  ),
  level: rolesNamed("heading listitem row treeitem"),
};
const CAN_BE_ARIA_DISABLED = rolesNamed(
  "application button composite gridcell group input link menuitem scrollbar separator tab checkbox " +
    "columnheader combobox grid listbox menu menubar menuitemcheckbox menuitemradio option radio radiogroup " +
    "row rowheader searchbox select slider spinbutton switch tablist textbox toolbar tree treegrid treeitem",
);
const NATIVE_CONTROLS = rolesNamed("button input select textarea option optgroup");

// True, false, or undefined where there is no attribute.
export function ariaBoolean(element, name) {
  const text = element._attributes.get(name);
  return text === undefined ? undefined : text.toLowerCase() === "true";
}

function hasRoleWith(element, state) {
  return ROLES_WITH[state].has(roleOf(element) ?? "");
}

// True, false or "mixed".
export function ariaChecked(element) {
  const isInput = tagOf(element) === "input";
  if (isInput && element.indeterminate) return "mixed";
  if (isInput && (element.type === "checkbox" || element.type === "radio")) return element.checked;
  return hasRoleWith(element, "checked") ? toggled(element, "aria-checked") : false;
}

function toggled(element, name) {
  const text = element._attributes.get(name)?.toLowerCase();
  return text === "mixed" ? "mixed" : text === "true";
}

export function pressedState(element) {
  return hasRoleWith(element, "pressed") ? toggled(element, "aria-pressed") : false;
}

export function selectedState(element) {
  if (tagOf(element) === "option") return element.selected;
  return hasRoleWith(element, "selected") && ariaBoolean(element, "aria-selected") === true;
}

// Undefined for what cannot be expanded, or does not say.
export function expandedState(element) {
  if (tagOf(element) === "details") return element._attributes.has("open");
  return hasRoleWith(element, "expanded") ? ariaBoolean(element, "aria-expanded") : undefined;
}

// From 1 on; 0 for none.
export function levelOf(element) {
  const heading = /^h([1-6])$/.exec(tagOf(element));
  if (heading !== null) return Number(heading[1]);
  if (!hasRoleWith(element, "level")) return 0;
  const level = Number(element._attributes.get("aria-level") ?? NaN);
  return Number.isInteger(level) && level >= 1 ? level : 0;
}

// By its own attribute, or by that of a group or a fieldset around it.
export function isNativelyDisabled(element) {
  const tag = tagOf(element);
  if (!NATIVE_CONTROLS.has(tag)) return false;
  if (element._attributes.has("disabled")) return true;
  if (tag === "option" && element.closest("optgroup[disabled]") !== null) return true;
  const fieldset = disabledFieldset(element);
  if (fieldset === null) return false;
  const legend = fieldset.querySelector(":scope > legend");
  return legend === null || !legend.contains(element);
}

function disabledFieldset(element) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    if (at._localName === "fieldset" && at._attributes.has("disabled")) return at;
  }
  return null;
}

export function disabledState(element) {
  if (isNativelyDisabled(element)) return true;
  if (!CAN_BE_ARIA_DISABLED.has(roleOf(element) ?? "")) return false;
  for (let at = element; at !== null; at = parentAcrossShadow(at)) {
    const text = at._attributes.get("aria-disabled")?.toLowerCase();
    if (text === "true" || text === "false") return text === "true";
  }
  return false;
}
