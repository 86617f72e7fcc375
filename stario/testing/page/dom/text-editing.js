// What typing does to a text control (Input Events 2): a `beforeinput`, the change, an `input`.

import { fire } from "./events.js";
import { isDisabled } from "./form-owner.js";
import { sanitize } from "./input-values.js";
import { editedText, setSelection } from "./text-selection.js";
import { InputEvent } from "./ui-events.js";

// A text control that the user edits by the letter.
export function isTextControl(element) {
  if (element._isHTML !== true) return false;
  if (element._localName === "textarea") return true;
  return element._localName === "input" && element._type.text === true;
}

export function isEditableText(control) {
  return isTextControl(control) && !isDisabled(control) && !control._attributes.has("readonly");
}

// The selection as it is now: a script may have put a shorter text there.
export function textSelectionOf(control) {
  const length = editedText(control).length;
  return {
    start: Math.min(control._selectionStart, length),
    end: Math.min(control._selectionEnd, length),
  };
}

// The value that the user has brought about.
export function setEditedText(control, text) {
  if (control._seenValue === null) control._seenValue = control.value;
  if (control._localName === "textarea") {
    control._value = text;
  } else {
    // On the way to "1.5" there is "1.", which Chromium takes for a 1.
    const isOnItsWay = control._type.name === "number" && /\d\.$/.test(text);
    control._value = sanitize(control, isOnItsWay ? text.slice(0, -1) : text);
    control._shownText = control._value === text ? null : text;
  }
  control._dirtyValue = true;
  control._editedByUser = true;
}

export function beforeInput(target, inputType, data) {
  const init = { bubbles: true, cancelable: true, composed: true, inputType, data };
  return fire(target, "beforeinput", init, InputEvent);
}

export function afterInput(target, inputType, data) {
  fire(target, "input", { bubbles: true, composed: true, inputType, data }, InputEvent);
}

function withoutUnwanted(control, text, rest) {
  if (control._localName === "textarea") return text.replace(/\r\n?/g, "\n");
  // There is one point in a number.
  if (control._type.name === "number")
    return text.replace(rest.includes(".") ? /[^-+0-9eE]/g : /[^-+.0-9eE]/g, "");
  return text.replace(/\r\n|[\r\n]/g, " ");
}

// As much of it as there is room for.
function fitting(control, text, room) {
  const limit = control._type?.name === "number" ? -1 : control.maxLength;
  if (limit < 0) return text;
  const left = Math.max(0, limit - room);
  return text.slice(0, left);
}

// Put a text in the place of what is selected.
export function insertText(control, text, inputType = "insertText", data = text) {
  if (!beforeInput(control, inputType, data) || !isEditableText(control) || !control._connected)
    return;
  const { start, end } = textSelectionOf(control);
  const before = editedText(control);
  const rest = before.slice(0, start) + before.slice(end);
  const added = fitting(control, withoutUnwanted(control, text, rest), rest.length);
  if (added === "" && start === end) return;
  setEditedText(control, before.slice(0, start) + added + before.slice(end));
  setSelection(control, start + added.length, start + added.length);
  tellInserted(control, added, inputType, data);
}

// Chromium tells of each line that a text is put in as.
function tellInserted(control, added, inputType, data) {
  if (inputType === "insertLineBreak" || !added.includes("\n")) {
    afterInput(control, inputType, inputType === "insertLineBreak" ? data : added);
    return;
  }
  for (const part of added.split(/(\n)/)) {
    if (part !== "") afterInput(control, inputType, part === "\n" ? null : part);
  }
}

function deleteRange(control, start, end, inputType) {
  const text = editedText(control);
  setEditedText(control, text.slice(0, start) + text.slice(end));
  setSelection(control, start, start);
  afterInput(control, inputType, null);
}

// Delete what is selected, or from the caret to where `reach` leads.
export function deleteText(control, inputType, reach) {
  if (!isEditableText(control)) return;
  if (!beforeInput(control, inputType, null) || !isEditableText(control)) return;
  let { start, end } = textSelectionOf(control);
  if (start === end) {
    const other = reach(editedText(control), start);
    [start, end] = [Math.min(start, other), Math.max(end, other)];
  }
  if (start !== end) deleteRange(control, start, end, inputType);
}

// Where the caret goes from a position: one character, a word, a line.
export const reaches = {
  previous: (text, at) => at - (isLow(text, at - 1) ? 2 : Math.min(1, at)),
  next: (text, at) => Math.min(text.length, at + (isLow(text, at + 1) ? 2 : 1)),
  previousWord: (text, at) =>
    at - /(?:[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+)?\s*$/u.exec(text.slice(0, at))[0].length,
  nextWord: (text, at) =>
    at + /^\s*(?:[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+)?/u.exec(text.slice(at))[0].length,
  lineStart: (text, at) => text.lastIndexOf("\n", at - 1) + 1,
  lineEnd: (text, at) => (text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at)),
  start: () => 0,
  end: (text) => text.length,
  lineAbove: (text, at) => {
    const from = reaches.lineStart(text, at);
    if (from === 0) return 0;
    const above = reaches.lineStart(text, from - 1);
    return Math.min(above + (at - from), from - 1);
  },
  lineBelow: (text, at) => {
    const until = reaches.lineEnd(text, at);
    if (until === text.length) return text.length;
    const column = at - reaches.lineStart(text, at);
    return Math.min(until + 1 + column, reaches.lineEnd(text, until + 1));
  },
};

function isLow(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0;
}
