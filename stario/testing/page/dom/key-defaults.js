// What keys do by themselves: the defaults of keydown, keypress and keyup, by what has the focus.

import { simulatedClick } from "./click.js";
import { enterFields, fieldKey, hasFields, moveInFields, typeIntoFields } from "./date-fields.js";
import { requestCloseDialog } from "./dialog.js";
import { deleteIn, editingHostOf, enterIn, moveIn, selectAllIn } from "./editing-hosts.js";
import { fire } from "./events.js";
import { blurFocused, commitEdit, focusElement } from "./focus.js";
import { isDisabled } from "./form-owner.js";
import { implicitSubmission } from "./implicit-submission.js";
import { radioKey, rangeKey, stepKey } from "./input-keys.js";
import { notSimulated } from "./not-simulated.js";
import { hidePopover, shownPopovers } from "./popover.js";
import { isHTMLNamed, isMenu } from "./select-state.js";
import { listKey, menuKey, typeAhead } from "./select-keys.js";
import { nextTabStop } from "./tab-order.js";
import { beforeInput, insertText, isEditableText, isTextControl } from "./text-editing.js";
import { editingKey, selectWhole } from "./text-keys.js";
import { typeText } from "./user-typing.js";
import { detailsOfSummary } from "./details.js";

function tab(document, backward) {
  const next = nextTabStop(document, backward);
  if (next === null) {
    // Out of the page, to the browser's own controls.
    document._focusStart = null;
    document._leftByTab = true;
    blurFocused(document);
    fire(globalThis, "blur", {});
    return;
  }
  if (document._leftByTab === true) {
    document._leftByTab = false;
    fire(globalThis, "focus", {});
  }
  focusElement(next);
  if (hasFields(next)) enterFields(next, backward);
  if (isHTMLNamed(next, "input") && next._type.text) selectWhole(next);
}

// "Close watchers": the last popover or modal dialog that was opened.
function closeByEscape(document) {
  const popover = shownPopovers(document).at(-1);
  const dialog = document._modals?.at(-1);
  if (popover !== undefined && (dialog === undefined || dialog.contains(popover))) {
    hidePopover(popover, { focusPrevious: true });
  } else if (dialog !== undefined && dialog._attributes.get("closedby") !== "none") {
    requestCloseDialog(dialog, null);
  }
}

function isPlainKey(modifiers) {
  return !modifiers.ctrlKey && !modifiers.altKey && !modifiers.metaKey;
}

// True if the key has done something: then no keypress comes.
export function keyDownDefault(target, key, modifiers) {
  const plain = isPlainKey(modifiers);
  if (key.key === "Tab" && plain) {
    if (hasFields(target) && moveInFields(target, modifiers.shiftKey ? -1 : 1, true)) return true;
    tab(target._document, modifiers.shiftKey === true);
    return true;
  }
  if (key.key === "Escape" && plain) {
    closeByEscape(target._document);
    return true;
  }
  if (isHTMLNamed(target, "input")) {
    const type = target._type.name;
    if (plain && type === "radio" && radioKey(target, key.key)) return true;
    if (plain && type === "range" && rangeKey(target, key.key)) return true;
    if (plain && type === "number" && stepKey(target, key.key)) return true;
    if (plain && target._type.temporal && fieldKey(target, key.key)) return true;
  }
  if (isTextControl(target)) return editingKey(target, key, modifiers);
  if (isHTMLNamed(target, "select")) {
    if (!plain || isDisabled(target)) return false;
    return isMenu(target) ? menuKey(target, key.key) : listKey(target, key.key);
  }
  if (key.key === "Enter" && target._attributes?.has("href") && target._localName === "a") {
    simulatedClick(target, modifiers, true);
    return true;
  }
  const host = editingHostOf(target);
  return host !== null && hostKey(host, key.key, modifiers);
}

function hostKey(host, name, modifiers) {
  if (!isPlainKey(modifiers)) {
    const selects = modifiers.ctrlKey && name.toLowerCase() === "a";
    if (selects) selectAllIn(host);
    else if (/^(?:Arrow|Home$|End$|Backspace$|Delete$)/.test(name)) {
      notSimulated(`${name} with Control, Alt or Meta in what is contenteditable`);
    }
    return selects;
  }
  if (name === "Backspace" || name === "Delete") deleteIn(host, name === "Backspace");
  else return moveIn(host, name, modifiers.shiftKey === true);
  return true;
}

function pressesByKey(element) {
  if (isHTMLNamed(element, "button")) return true;
  if (isHTMLNamed(element, "summary")) return detailsOfSummary(element) !== null;
  if (!isHTMLNamed(element, "input")) return false;
  const type = element._type;
  return type.button === true || type.name === "file" || type.name === "color";
}

function enter(target, modifiers) {
  if (pressesByKey(target)) {
    simulatedClick(target, modifiers, true);
  } else if (isHTMLNamed(target, "textarea")) {
    if (isEditableText(target)) insertText(target, "\n", "insertLineBreak", null);
  } else if (isHTMLNamed(target, "input")) {
    if (isTextControl(target) && isEditableText(target)) {
      beforeInput(target, "insertLineBreak", null);
      commitEdit(target);
    }
    implicitSubmission(target, modifiers);
  } else if (editingHostOf(target) !== null) {
    enterIn(editingHostOf(target), modifiers.shiftKey === true);
  }
}

export function keyPressDefault(target, key, text, modifiers) {
  if (text === "\r") enter(target, modifiers);
  else if (hasFields(target)) typeIntoFields(target, text);
  else if (isHTMLNamed(target, "select")) typeAhead(target, text);
  else typeText(target, text);
}

export function keyUpDefault(target, key, modifiers) {
  if (key.key !== " ") return;
  const checkbox = isHTMLNamed(target, "input") && target._type.checks;
  if (!checkbox && !pressesByKey(target)) return;
  if (checkbox && target._type.name === "radio" && target._checked) return;
  simulatedClick(target, modifiers, true);
}
