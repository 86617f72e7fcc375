// Pseudo-classes of an element's state (HTML standard 4.16.3).

import { isSubmitButton } from "./form-control.js";
import { isDisabled, listedElements } from "./form-owner.js";
import { hasFocus } from "./focus.js";
import { location } from "./location.js";
import { following } from "./node.js";
import { checkedOfGroup } from "./radio-groups.js";
import { isOptionDisabled } from "./select-state.js";
import { hoveredElement } from "./user-pointer.js";

const CAN_BE_DISABLED = new Set("button input select textarea optgroup option fieldset".split(" "));
const HAS_RANGE = new Set(["date", "month", "week", "time", "datetime-local", "number", "range"]);
const IS_CHECKABLE = new Set(["checkbox", "radio"]);
const NEVER_REQUIRED = new Set(["hidden", "range", "color", "submit", "image", "reset", "button"]);
const WITH_PLACEHOLDER = new Set(["text", "search", "url", "tel", "email", "password", "number"]);
const WITH_READONLY = new Set([
  ...WITH_PLACEHOLDER,
  "date",
  "month",
  "week",
  "time",
  "datetime-local",
]);

const isHTML = (element, name) => element._localName === name && element._isHTML;

const isInput = (element, types) => isHTML(element, "input") && types.has(element.type);

// "Actually disabled" (HTML standard 4.16.2).
export function isActuallyDisabled(element) {
  if (!element._isHTML) return false;
  const name = element._localName;
  if (name === "option") return isOptionDisabled(element);
  if (name === "optgroup") return element._attributes.has("disabled");
  return canBeEnabled(element) && (element._attributes.has("disabled") || isDisabled(element));
}

function canBeEnabled(element) {
  return element._isHTML && CAN_BE_DISABLED.has(element._localName);
}

function canBeRequired(element) {
  if (!element._isHTML) return false;
  const name = element._localName;
  if (name === "select" || name === "textarea") return true;
  return name === "input" && !NEVER_REQUIRED.has(element.type);
}

// True, false, or null for what cannot be either. Forms and fieldsets are as valid as what they hold.
function validityOf(element) {
  if (!element._isHTML) return null;
  if (element._localName === "form") return listedElements(element).every(isValidWithin);
  if (element._localName === "fieldset") {
    for (let node = element._first; node !== null; node = following(node, element)) {
      if (node._kind === 1 && node._isListed === true && !isValidWithin(node)) return false;
    }
    return true;
  }
  return element.willValidate === true ? element.validity.valid : null;
}

function isValidWithin(control) {
  return isHTML(control, "fieldset") || validityOf(control) !== false;
}

function rangeOf(element) {
  if (!isInput(element, HAS_RANGE) || element.willValidate !== true) return null;
  const isBounded =
    element.type === "range" || element._attributes.has("min") || element._attributes.has("max");
  // Chromium takes a date that is none yet for one within its limits, whether it has any or not.
  if (!isBounded) return element._type.temporal === true && element.value === "" ? true : null;
  const { rangeUnderflow, rangeOverflow } = element.validity;
  return !rangeUnderflow && !rangeOverflow;
}

function showsPlaceholder(element) {
  const canShow = isInput(element, WITH_PLACEHOLDER) || isHTML(element, "textarea");
  return canShow && element._attributes.has("placeholder") && element.value === "";
}

function isEditable(element) {
  for (let at = element; at !== null && at._kind === 1; at = at._parent) {
    const given = at._isHTML ? at._attributes.get("contenteditable")?.toLowerCase() : undefined;
    if (given === "" || given === "true" || given === "plaintext-only") return true;
    if (given === "false") return false;
  }
  return element._document.designMode === "on";
}

function isReadWrite(element) {
  if (isInput(element, WITH_READONLY) || isHTML(element, "textarea")) {
    return !element._attributes.has("readonly") && !isActuallyDisabled(element);
  }
  return isEditable(element);
}

function isChecked(element) {
  // A checkbox is either checked or indeterminate, for selectors.
  if (isInput(element, IS_CHECKABLE)) return element.checked && !isIndeterminate(element);
  return isHTML(element, "option") && element.selected;
}

// The first submit button of its form, what is checked and selected by the markup.
function isDefault(element) {
  if (isInput(element, IS_CHECKABLE)) return element._attributes.has("checked");
  if (isHTML(element, "option")) return element._attributes.has("selected");
  if (!isSubmitButton(element) || element.form === null) return false;
  return listedElements(element.form).find(isSubmitButton) === element;
}

function isIndeterminate(element) {
  if (isHTML(element, "progress")) return !element._attributes.has("value");
  if (!isHTML(element, "input")) return false;
  if (element.type === "checkbox") return element.indeterminate;
  return element.type === "radio" && checkedOfGroup(element) === null;
}

const isLink = (element) =>
  (isHTML(element, "a") || isHTML(element, "area") || element._localName === "a") &&
  (element._attributes.has("href") || (!element._isHTML && element._attributes.has("xlink:href")));

function isTarget(element) {
  const fragment = location.hash.slice(1);
  if (fragment === "" || element._document !== globalThis.document) return false;
  let name = fragment;
  try {
    name = decodeURIComponent(fragment);
  } catch {
    // Not percent-encoded text: taken as it is.
  }
  const target =
    element._document.getElementById(fragment) ?? element._document.getElementById(name);
  return target === element;
}

function isOpen(element) {
  const isOpenable = isHTML(element, "details") || isHTML(element, "dialog");
  return isOpenable && element._attributes.has("open");
}

// Is the element the one that the user points at or that has the focus, or does it hold that?
function holds(element, inner) {
  for (let at = inner ?? null; at !== null; at = at._parent ?? at._host ?? null)
    if (at === element) return true;
  return false;
}

// What one types into always shows that it has the focus; anything else only if no mouse has put it there.
function showsFocus(element) {
  if (isHTML(element, "textarea") || isInput(element, WITH_READONLY) || isEditable(element))
    return true;
  return element._document._usesKeys !== false;
}

// The user has changed it, or has tried to submit it.
const hasUsersValue = (element) => element._isUsers === true;

// A custom element's name that nobody has defined yet makes it undefined.
function isDefined(element) {
  if (!element._isHTML) return true;
  return (
    element._definition !== null || (!element._localName.includes("-") && element._is === null)
  );
}

export const stateTests = {
  checked: isChecked,
  disabled: isActuallyDisabled,
  enabled: (element) => canBeEnabled(element) && !isActuallyDisabled(element),
  required: (element) => canBeRequired(element) && element._attributes.has("required"),
  optional: (element) =>
    canBeOptional(element) && !(canBeRequired(element) && element._attributes.has("required")),
  valid: (element) => validityOf(element) === true,
  invalid: (element) => validityOf(element) === false,
  "user-valid": (element) => hasUsersValue(element) && validityOf(element) === true,
  "user-invalid": (element) => hasUsersValue(element) && validityOf(element) === false,
  "in-range": (element) => rangeOf(element) === true,
  "out-of-range": (element) => rangeOf(element) === false,
  "placeholder-shown": showsPlaceholder,
  "read-write": isReadWrite,
  "read-only": (element) => element._isHTML && !isReadWrite(element),
  default: isDefault,
  indeterminate: isIndeterminate,
  focus: hasFocus,
  "focus-visible": (element) => hasFocus(element) && showsFocus(element),
  "focus-within": (element) => holds(element, element._document._focused),
  hover: (element) => holds(element, hoveredElement()),
  active: (element) => holds(element, element._document._pressed),
  link: isLink,
  "any-link": isLink,
  "-webkit-any-link": isLink,
  target: isTarget,
  open: isOpen,
  modal: (element) => element._modal === true,
  "popover-open": (element) => element._popoverShown === true,
  defined: isDefined,
};

function canBeOptional(element) {
  const name = element._localName;
  return element._isHTML && "button input select textarea".split(" ").includes(name);
}
