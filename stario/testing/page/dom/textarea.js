// <textarea> (HTML standard 4.10.11).

import { makeFormControl, makeLabelable } from "./form-control.js";
import { HTMLElement } from "./html-element.js";
import { setTextOf } from "./node.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { makeTextSelection, selectionAfterSet, setSelection } from "./text-selection.js";
import { makeValidated } from "./validity.js";

function withNewlines(text) {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

// The texts among its children.
function textChildren(element) {
  let text = "";
  for (let child = element._first; child !== null; child = child._next) {
    if (child._kind === 3 || child._kind === 4) text += child._data;
  }
  return text;
}

export class HTMLTextAreaElement extends HTMLElement {
  _made() {
    // Only what has been set or typed: otherwise the text in it is the value.
    this._value = "";
    this._dirtyValue = false;
    this._customError = "";
    this._labels = null;
    this._validity = null;
    this._editedByUser = false;
    this._seenValue = null;
    this._shownText = null;
    this._selectionStart = 0;
    this._selectionEnd = 0;
    this._selectionDirection = "none";
  }

  get type() {
    return "textarea";
  }

  get value() {
    return this._dirtyValue ? this._value : withNewlines(textChildren(this));
  }

  set value(given) {
    this._setValue(given === null ? "" : `${given}`);
  }

  get defaultValue() {
    return textChildren(this);
  }

  set defaultValue(value) {
    setTextOf(this, value);
  }

  get textLength() {
    return this.value.length;
  }

  _setValue(text) {
    const value = withNewlines(text);
    const changed = value !== this.value;
    this._value = value;
    this._dirtyValue = true;
    this._editedByUser = false;
    if (changed) selectionAfterSet(this);
    if (this._document._focused !== this) this._seenValue = null;
  }

  _childrenChanged() {
    if (!this._dirtyValue) setSelection(this, this._selectionStart, this._selectionEnd);
  }

  _cloned(copy) {
    copy._value = this._value;
    copy._dirtyValue = this._dirtyValue;
  }

  _reset() {
    const before = this.value;
    this._dirtyValue = false;
    this._editedByUser = false;
    if (this.value !== before) selectionAfterSet(this);
    if (this._document._focused !== this) this._seenValue = null;
  }
}
makeFormControl(HTMLTextAreaElement);
makeLabelable(HTMLTextAreaElement);
makeTextSelection(HTMLTextAreaElement, () => true);
makeValidated(HTMLTextAreaElement);
reflect(HTMLTextAreaElement, {
  autocomplete: "string",
  cols: ["unsigned", 20, true],
  dirName: "string",
  disabled: "boolean",
  maxLength: ["limited", -1],
  minLength: ["limited", -1],
  name: "string",
  placeholder: "string",
  readOnly: "boolean",
  required: "boolean",
  rows: ["unsigned", 2, true],
  wrap: "string",
});
defineHTML(["textarea"], HTMLTextAreaElement);
