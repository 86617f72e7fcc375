// What a user does with an element, as Playwright has it: each by its name, on an element that is there.

import { atRest } from "./at-rest.js";
import { fileOfLatin1 } from "./blob.js";
import { replaceEdited } from "./editing-hosts.js";
import { runPendingTasks } from "./between-tasks.js";
import { Event, fire } from "./events.js";
import { fileListOf } from "./files.js";
import { blurFocused, focusElement, hasFocus } from "./focus.js";
import { HTMLLabelElement } from "./label.js";
import { isHTMLNamed, isOptionDisabled, optionsOf } from "./select-state.js";
import { insertText, isTextControl } from "./text-editing.js";
import { selectWhole } from "./text-keys.js";
import { setSelection } from "./text-selection.js";
import { holdChord, holdModifiers, keyDown, keyUp } from "./user-keyboard.js";
import { pressKeys, releaseChord, typeLetters } from "./user-keyboard.js";
import { clickOn, moveMouseTo } from "./user-pointer.js";

const SET_AT_ONCE = new Set(["color", "date", "time", "datetime-local", "month", "range", "week"]);

class ActionError extends Error {}
ActionError.prototype.name = "ActionError";

// Instead of a label the control that it labels.
function controlOf(element) {
  const label = element.closest("label");
  const isControl = element.matches("button, input, select, textarea, [contenteditable]");
  if (isControl || !(label instanceof HTMLLabelElement)) return element;
  return label.control ?? element;
}

// Events that Playwright makes itself: a page may see that they are not the browser's.
function tellUntrusted(element) {
  element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

function withModifiers(modifiers, act) {
  const release = holdModifiers(modifiers ?? []);
  try {
    act();
  } finally {
    release();
  }
}

// As Playwright does it, for what a listener may do to the first one.
function focusTwice(element) {
  focusElement(element);
  focusElement(element);
}

function focusToType(element) {
  const had = hasFocus(element);
  focusTwice(element);
  if (!had && isHTMLNamed(element, "input") && element._type.selects) setSelection(element, 0, 0);
}

function fill(given, { value }) {
  const element = controlOf(given);
  const type = isHTMLNamed(element, "input") ? element._type : null;
  let text = String(value);
  if (type !== null && SET_AT_ONCE.has(type.name)) {
    fillAtOnce(element, text.trim());
    return;
  }
  if (type !== null && !type.text) {
    throw new ActionError(`Input of type "${type.name}" cannot be filled`);
  }
  if (type?.name === "number") {
    text = text.trim();
    if (Number.isNaN(Number(text))) {
      throw new ActionError("Cannot type text into input[type=number]");
    }
  }
  if (isTextControl(element)) {
    const selects = selectWhole(element, false);
    focusElement(element);
    // By the time that something is typed this has come.
    if (selects) fire(element, "select", { bubbles: true });
    if (text === "") {
      pressKeys("Delete");
    } else {
      runPendingTasks();
      insertText(element, text);
    }
  } else if (element.isContentEditable) {
    focusElement(element);
    replaceEdited(element, text);
  } else {
    throw new ActionError("Element is not an <input>, <textarea> or [contenteditable] element");
  }
}

function fillAtOnce(input, text) {
  focusElement(input);
  input.value = text;
  if (input.value !== (input._type.name === "color" ? text.toLowerCase() : text)) {
    throw new ActionError(`Malformed value: <input type="${input._type.name}"> takes no "${text}"`);
  }
  tellUntrusted(input);
}

function isCheckedNow(element) {
  const control = controlOf(element);
  if (isHTMLNamed(control, "input") && control._type.checks) return control._checked;
  const role = control._attributes.get("role");
  if (
    [
      "checkbox",
      "radio",
      "switch",
      "menuitemcheckbox",
      "menuitemradio",
      "option",
      "treeitem",
    ].includes(role)
  ) {
    return control._attributes.get("aria-checked") === "true";
  }
  throw new ActionError("Not a checkbox or radio button");
}

function setChecked(element, options, wanted) {
  if (isCheckedNow(element) === wanted) return;
  if (!wanted && isHTMLNamed(controlOf(element), "input") && controlOf(element).type === "radio") {
    throw new ActionError(
      "Cannot uncheck radio button. Radio buttons can only be unchecked by selecting another radio button in the same group.",
    );
  }
  withModifiers(options.modifiers, () => clickOn(element, options));
  if (element._connected && isCheckedNow(element) !== wanted) {
    throw new ActionError("Clicking the checkbox did not change its state");
  }
}

function matchesChoice(option, index, choice) {
  const same = (text) =>
    text.trim().replace(/\s+/g, " ") === option.label.trim().replace(/\s+/g, " ");
  if (typeof choice === "string") return option.value === choice || same(choice);
  const { value, label, index: at } = choice;
  return (
    (value === undefined || option.value === value) &&
    (label === undefined || same(label)) &&
    (at === undefined || index === at)
  );
}

// Gives the values of what is selected then.
function selectOptions(given, { choices }) {
  const select = controlOf(given);
  if (!isHTMLNamed(select, "select")) throw new ActionError("Element is not a <select> element");
  let left = [...choices];
  const chosen = [];
  const options = optionsOf(select);
  for (let index = 0; index < options.length && left.length > 0; index++) {
    const option = options[index];
    const matching = left.filter((choice) => matchesChoice(option, index, choice));
    if (matching.length === 0) continue;
    if (isOptionDisabled(option)) {
      throw new ActionError(`option "${option.label}" being selected is not enabled`);
    }
    chosen.push(option);
    left = select._attributes.has("multiple")
      ? left.filter((choice) => !matching.includes(choice))
      : [];
  }
  if (left.length > 0) {
    const known = options.map((option) => JSON.stringify(option.label)).join(", ");
    throw new ActionError(
      `did not find some options: ${JSON.stringify(left)}; it has ${known || "none"}`,
    );
  }
  select.value = undefined;
  for (const option of chosen) option.selected = true;
  tellUntrusted(select);
  return chosen.map((option) => option.value);
}

// `files`: [{name, type, lastModified, bytes: latin-1}]. `trusted`: as the browser itself tells of chosen paths.
function setInputFiles(given, { files, trusted = false }) {
  const input = controlOf(given);
  if (!isHTMLNamed(input, "input") || input._type.name !== "file") {
    throw new ActionError("Node is not an HTMLInputElement of type file");
  }
  if (files.length > 1 && !input._attributes.has("multiple")) {
    throw new ActionError("Non-multiple file input can only accept single file");
  }
  input._files = fileListOf(
    files.map((file) =>
      fileOfLatin1(file.bytes, file.name, { type: file.type, lastModified: file.lastModified }),
    ),
  );
  if (!trusted) return tellUntrusted(input);
  fire(input, "input", { bubbles: true, composed: true });
  fire(input, "change", { bubbles: true });
  return undefined;
}

const ACTIONS = {
  click: (element, options) => withModifiers(options.modifiers, () => clickOn(element, options)),
  dblclick: (element, options) =>
    withModifiers(options.modifiers, () => clickOn(element, { ...options, count: 2 })),
  hover: (element, options) => withModifiers(options.modifiers, () => moveMouseTo(element)),
  fill,
  clear: (element) => fill(element, { value: "" }),
  press(element, { key }) {
    focusToType(element);
    pressKeys(key);
  },
  press_sequentially(element, { text }) {
    focusToType(element);
    typeLetters(String(text));
  },
  check: (element, options) => setChecked(element, options, true),
  uncheck: (element, options) => setChecked(element, options, false),
  set_checked: (element, options) => setChecked(element, options, options.checked),
  select_option: selectOptions,
  set_input_files: setInputFiles,
  focus: focusTwice,
  blur(element) {
    if (hasFocus(element)) blurFocused(element._document);
  },
  select_text(given) {
    const element = controlOf(given);
    if (isTextControl(element)) selectWhole(element);
    focusElement(element);
  },
  dispatch_event(element, { type, init }) {
    element.dispatchEvent(
      new Event(type, { bubbles: true, cancelable: true, composed: true, ...init }),
    );
  },
};

// Do an action; its result, if it has one. Throws an ActionError for what cannot be done to this element.
export function performAction(element, action, options = {}) {
  const act = ACTIONS[action];
  if (act === undefined) {
    const known = Object.keys(ACTIONS).join(", ");
    throw new ActionError(`there is no action ${action}; there are ${known}`);
  }
  return act(element, options) ?? null;
}

const KEYBOARD = {
  press: pressKeys,
  hold: holdChord,
  release: releaseChord,
  down: keyDown,
  up: keyUp,
  type: typeLetters,
};

// Of the keyboard alone, whatever has the focus.
export function useKeyboard(what, text) {
  KEYBOARD[what](text);
}

// What the host calls.
export const userEntries = {
  keyboard(what, text) {
    atRest(() => useKeyboard(what, text));
  },
};
