// The selection in text controls (HTML standard 4.10.20): where the caret is, and what is marked.

import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { fire } from "./events.js";
import { focusElement } from "./focus.js";
import { mixin } from "./parent-node.js";
import { startTimer } from "./timers.js";

// The text that is edited: of a number field it may be more than its value.
export function editedText(control) {
  return control._shownText ?? control.value;
}

// After a script has set another value: the caret is at its end.
export function selectionAfterSet(control) {
  const end = editedText(control).length;
  control._selectionStart = end;
  control._selectionEnd = end;
  control._selectionDirection = "none";
}

export function setSelection(control, start, end, direction = "none") {
  const length = editedText(control).length;
  const to = Math.min(end, length);
  const from = Math.min(start, to);
  const isBackward = direction === "backward";
  const changed =
    from !== control._selectionStart ||
    to !== control._selectionEnd ||
    isBackward !== (control._selectionDirection === "backward");
  control._selectionStart = from;
  control._selectionEnd = to;
  control._selectionDirection = isBackward ? "backward" : "forward";
  return changed;
}

// The `select` event comes in a later task, as in browsers.
export function tellOfSelection(control) {
  startTimer(() => fire(control, "select", { bubbles: true }), 0);
}

// As a script sets it: each change is told.
function selectByScript(control, start, end, direction) {
  if (setSelection(control, start, end, direction)) tellOfSelection(control);
}

function cannotSelect(control, property) {
  const name = control._localName === "textarea" ? "HTMLTextAreaElement" : "HTMLInputElement";
  throwDOM(
    "InvalidStateError",
    `${property.includes(" ") ? property : `Failed to execute '${property}'`} on '${name}': The input element's type ('${control.type}') does not support selection.`,
  );
}

function unsigned(value) {
  return Number(value) >>> 0;
}

// Give a class the selection API. `selects` says which of its elements have it.
export function makeTextSelection(type, selects) {
  const set = (control, property) => {
    if (!selects(control)) cannotSelect(control, `Failed to set the '${property}' property`);
  };
  mixin(type, {
    get selectionStart() {
      return selects(this) ? this._selectionStart : null;
    },
    set selectionStart(value) {
      set(this, "selectionStart");
      const start = unsigned(value);
      selectByScript(this, start, Math.max(start, this._selectionEnd), this._selectionDirection);
    },
    get selectionEnd() {
      return selects(this) ? this._selectionEnd : null;
    },
    set selectionEnd(value) {
      set(this, "selectionEnd");
      const end = unsigned(value);
      selectByScript(this, Math.min(this._selectionStart, end), end, this._selectionDirection);
    },
    get selectionDirection() {
      if (!selects(this)) return null;
      // There is no other on this platform: Chromium says "forward" for "none".
      return this._selectionDirection === "backward" ? "backward" : "forward";
    },
    set selectionDirection(value) {
      set(this, "selectionDirection");
      selectByScript(this, this._selectionStart, this._selectionEnd, String(value));
    },
    setSelectionRange(start, end, direction = "none") {
      needsArguments("setSelectionRange", this.constructor.name, 2, arguments.length);
      if (!selects(this)) cannotSelect(this, "setSelectionRange");
      selectByScript(this, unsigned(start), unsigned(end), String(direction));
    },
    select() {
      if (!this._type || this._type.text) selectByScript(this, 0, editedText(this).length);
      focusElement(this);
    },
    setRangeText(replacement, ...rest) {
      needsArguments("setRangeText", this.constructor.name, 1, arguments.length);
      checkRangeText(this, rest);
      if (!selects(this)) cannotSelect(this, "setRangeText");
      setRangeText(this, String(replacement), rest);
    },
  });
}

const RANGE_MODES = ["select", "start", "end", "preserve"];

function checkRangeText(control, rest) {
  const [, , mode = "preserve"] = rest;
  let reason = null;
  if (rest.length === 1) reason = "Valid arities are: [1, 3, 4], but 2 arguments provided.";
  else if (!RANGE_MODES.includes(String(mode)))
    reason = `The provided value '${mode}' is not a valid enum value of type SelectionMode.`;
  if (reason !== null)
    throw new TypeError(failed("setRangeText", control.constructor.name, reason));
}

function setRangeText(control, replacement, rest) {
  const [from, to, mode = "preserve"] = rest;
  const whole = rest.length === 0;
  const start = whole ? control._selectionStart : unsigned(from);
  const end = whole ? control._selectionEnd : unsigned(to);
  if (start > end) {
    throwDOM(
      "IndexSizeError",
      `Failed to execute 'setRangeText' on '${control.constructor.name}': The provided start value (${start}) is larger than the provided end value (${end}).`,
    );
  }
  const text = editedText(control);
  const at = Math.min(start, text.length);
  const until = Math.min(end, text.length);
  const { _selectionStart: firstBefore, _selectionEnd: lastBefore } = control;
  let [first, last] = [firstBefore, lastBefore];
  control.value = text.slice(0, at) + replacement + text.slice(until);
  const newEnd = at + replacement.length;
  if (mode === "select") [first, last] = [at, newEnd];
  else if (mode === "start") first = last = at;
  else if (mode === "end") first = last = newEnd;
  else {
    const moved = replacement.length - (until - at);
    first = first > until ? first + moved : first > at ? at : first;
    last = last > until ? last + moved : last > at ? newEnd : last;
  }
  setSelection(control, firstBefore, lastBefore);
  selectByScript(control, first, last);
}
