// What a test reads of the elements of a locator, in Playwright's meaning.

import { descriptionOfElement, errorMessageOfElement, nameOfElement } from "./accessible-name.js";
import { roleOf } from "./aria-roles.js";
import { ROLES_WITH, ariaChecked, disabledState } from "./aria-states.js";
import { rememberedStyle, rememberingStyles } from "./computed-values.js";
import { hasFocus } from "./focus.js";
import { HTMLElement } from "./html-element.js";
import { locateAll } from "./locators.js";
import { TestMistake, controlBehind } from "./test-targets.js";
import { textOfNode } from "./text-match.js";
import { isVisible } from "./visibility.js";

const READONLY_ROLES = new Set(
  (
    "checkbox combobox grid gridcell listbox radiogroup slider spinbutton textbox columnheader rowheader " +
    "searchbox switch treegrid"
  ).split(" "),
);

function checkedState(element) {
  const control = controlBehind(element);
  const isNative = control.matches("input[type=checkbox i], input[type=radio i]");
  if (!isNative && !ROLES_WITH.checked.has(roleOf(control) ?? "")) {
    throw new TestMistake("Not a checkbox or radio button");
  }
  return isNative ? control.checked : ariaChecked(control) === true;
}

export function isEnabledForTest(element) {
  return rememberedStyle(element, "enabled()", () => !disabledState(controlBehind(element)));
}

export function isEditableForTest(element) {
  const control = controlBehind(element);
  if (disabledState(control)) return false;
  if (control.matches("input, select, textarea")) return !control._attributes.has("readonly");
  if (READONLY_ROLES.has(roleOf(control) ?? "")) {
    return control._attributes.get("aria-readonly") !== "true";
  }
  if (control.isContentEditable) return true;
  throw new TestMistake(
    "Element is not an <input>, <textarea>, <select> or [contenteditable] and does not have a role " +
      "allowing [aria-readonly]",
  );
}

function valueOfControl(element) {
  const control = controlBehind(element);
  if (!control.matches("input, textarea, select")) {
    throw new TestMistake("Node is not an <input>, <textarea> or <select> element");
  }
  return control.value;
}

function selectedValues(element) {
  const select = controlBehind(element);
  if (!select.matches("select[multiple]")) {
    throw new TestMistake("Not a select element with a multiple attribute");
  }
  return [...select.selectedOptions].map((option) => option.value);
}

function propertyAt(element, path) {
  let value = element;
  for (const name of path.split(".")) {
    if (value === null || value === undefined) return null;
    value = value[name];
  }
  return value ?? null;
}

const READS = {
  count: () => 1,
  text: (element) => textOfNode(element).full,
  text_content: (element) => element.textContent,
  inner_text(element) {
    if (!(element instanceof HTMLElement)) throw new TestMistake("Node is not an HTMLElement");
    return element.innerText;
  },
  inner_html: (element) => element.innerHTML,
  value: valueOfControl,
  values: selectedValues,
  attribute: (element, { name }) => element.getAttribute(name),
  class: (element) => element.classList.value,
  visible: (element) => isVisible(element),
  enabled: isEnabledForTest,
  editable: isEditableForTest,
  checked: checkedState,
  indeterminate: (element) => ariaChecked(controlBehind(element)) === "mixed",
  focused: hasFocus,
  empty: (element) =>
    element.matches("input, textarea") ? element.value === "" : element.textContent.trim() === "",
  css(element, { name, pseudo }) {
    const part = pseudo === null ? null : `::${pseudo}`;
    return globalThis.getComputedStyle(element, part).getPropertyValue(name);
  },
  property: (element, { name }) => propertyAt(element, name),
  role: (element) => roleOf(element) ?? "",
  name: (element) => nameOfElement(element).text,
  description: (element) => descriptionOfElement(element).text,
  error_message: errorMessageOfElement,
};

// Something of each element that a locator matches, in a list.
export function readForTest(steps, what, options) {
  const read = READS[what];
  return rememberingStyles(() => locateAll(steps).map((element) => read(element, options)));
}
