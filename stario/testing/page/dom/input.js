// <input> (HTML standard 4.10.5): its value and checkedness, with the dirty flags, as Chromium keeps them.

import { forgetFields } from "./date-fields.js";
import { setAttributeOf } from "./attributes.js";
import { FileList, fileListOf } from "./files.js";
import { makeFormControl, makeLabelable } from "./form-control.js";
import { formAttributeChanged, isDisabled, noteFormAttribute } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { activateInput, preActivateInput } from "./input-activation.js";
import { makeInputMembers } from "./input-members.js";
import { inputType } from "./input-types.js";
import { sanitize } from "./input-values.js";
import { namesChanged } from "./structure-version.js";
import { noteControlWithPlace } from "./placement.js";
import { checkednessChanged, joinGroup } from "./radio-groups.js";
import { makeTextSelection, selectionAfterSet, setSelection } from "./text-selection.js";
import { makeValidated } from "./validity.js";
import { throwDOM } from "./exceptions.js";
import { defineHTML } from "./registry.js";

export class HTMLInputElement extends HTMLElement {
  _made() {
    this._type = inputType(null);
    this._value = "";
    this._dirtyValue = false;
    this._checked = false;
    this._dirtyChecked = false;
    this._indeterminate = false;
    this._files = null;
    this._parsing = false;
    this._customError = "";
    this._group = null;
    this._labels = null;
    this._validity = null;
    // What the field shows if that is not its value (a number field: no number), else null.
    // What is typed into the fields of a date.
    this._fields = null;
    this._shownText = null;
    this._editedByUser = false;
    // The value that the last change event, or the focus, has seen.
    this._seenValue = null;
    this._selectionStart = 0;
    this._selectionEnd = 0;
    this._selectionDirection = "none";
  }

  get value() {
    switch (this._type.mode) {
      case "value":
        return this._value;
      case "filename": {
        const file = this._files?.item(0) ?? null;
        return file === null ? "" : `C:\\fakepath\\${file.name}`;
      }
      default:
        return this._attributes.get("value") ?? (this._type.mode === "default" ? "" : "on");
    }
  }

  set value(given) {
    const text = given === null ? "" : `${given}`;
    switch (this._type.mode) {
      case "value":
        this._setValue(text);
        break;
      case "filename":
        if (text !== "") {
          throwDOM(
            "InvalidStateError",
            "Failed to set the 'value' property on 'HTMLInputElement': This input element accepts a filename, which may only be programmatically set to the empty string.",
          );
        }
        this._files = null;
        break;
      default:
        setAttributeOf(this, "value", text);
    }
  }

  get checked() {
    return this._checked;
  }

  set checked(value) {
    this._setChecked(Boolean(value));
  }

  get indeterminate() {
    return this._indeterminate;
  }

  set indeterminate(value) {
    this._indeterminate = Boolean(value);
  }

  get type() {
    return this._type.name;
  }

  set type(value) {
    setAttributeOf(this, "type", String(value));
  }

  get files() {
    if (this._type.name !== "file") return null;
    this._files ??= fileListOf([]);
    return this._files;
  }

  set files(list) {
    if (list === null || list === undefined) return;
    if (!(list instanceof FileList)) {
      const reason = "Failed to convert value to 'FileList'.";
      throw new TypeError(`Failed to set the 'files' property on 'HTMLInputElement': ${reason}`);
    }
    if (this._type.name === "file") this._files = list;
  }

  // By script: the value is dirty, and the caret goes to its end if it is another one.
  _setValue(text) {
    const value = sanitize(this, text);
    const changed = value !== this._value || this._shownText !== null;
    this._value = value;
    this._dirtyValue = true;
    this._shownText = null;
    this._editedByUser = false;
    if (changed) selectionAfterSet(this);
    if (changed || value === "") forgetFields(this);
    if (this._document._focused !== this) this._seenValue = null;
  }

  _setDefaultValue(text) {
    this._value = sanitize(this, text);
    forgetFields(this);
    this._dirtyValue = false;
    this._shownText = null;
    this._editedByUser = false;
  }

  // Also by its group: each of these makes it dirty.
  _setChecked(checked) {
    this._dirtyChecked = true;
    if (this._checked === checked) return;
    this._checked = checked;
    checkednessChanged(this);
  }

  _attributeChanged(name, old, value) {
    switch (name) {
      case "type":
        this._typeChanged(value);
        break;
      case "value":
        if (!this._dirtyValue && this._type.mode === "value") {
          this._value = sanitize(this, value ?? "");
          this._shownText = null;
        }
        break;
      case "checked":
        if (!this._dirtyChecked) {
          this._setChecked(value !== null);
          this._dirtyChecked = false;
        }
        break;
      case "name":
        joinGroup(this);
        break;
      case "form":
        formAttributeChanged(this);
        joinGroup(this);
        break;
      case "min":
      case "max":
      case "step":
        if (this._type.name === "range") this._value = sanitize(this, this._value);
        break;
      case "multiple":
        // In Chromium this counts as an edit, but not in markup.
        if (this._type.name === "email" && !this._parsing) this._setValue(this._value);
        break;
      case "alpha":
      case "colorspace":
        if (this._type.name === "color") this._value = sanitize(this, this._value);
        break;
    }
  }

  // The parser, and a copy, bring all attributes at once: the type counts first.
  _attributesParsed() {
    this._type = inputType(this._attributes.get("type"));
    if (this._type.name === "radio") noteControlWithPlace();
    this._parsing = true;
    super._attributesParsed();
    this._parsing = false;
    if (this._type.mode === "value" && !this._attributes.has("value")) this._setDefaultValue("");
  }

  // HTML standard 4.10.5, the steps for a type that changes.
  _typeChanged(text) {
    const before = this._type;
    const after = inputType(text);
    if (after === before) return;
    this._type = after;
    // What is hidden has no label.
    namesChanged();
    if (after.name === "radio") noteControlWithPlace();
    const attribute = this._attributes.get("value") ?? "";
    if (before.mode === "value" && after.mode.startsWith("default")) {
      if (this._dirtyValue && this._value !== "") setAttributeOf(this, "value", this._value);
      this._value = "";
      this._dirtyValue = false;
    } else if (before.mode !== "value" && after.mode === "value") {
      this._setDefaultValue(attribute);
    } else if (after.mode === "filename") {
      this._value = "";
      this._dirtyValue = false;
    } else if (after.mode === "value") {
      this._value = sanitize(this, this._value);
      // It may be shorter now.
      setSelection(this, this._selectionStart, this._selectionEnd, this._selectionDirection);
    }
    this._shownText = null;
    if (after.name !== "file") this._files = null;
    if (after.selects && !before.selects) {
      this._selectionStart = 0;
      this._selectionEnd = 0;
    }
    joinGroup(this);
  }

  _inserted() {
    noteFormAttribute(this);
    joinGroup(this);
  }

  _removed() {
    noteFormAttribute(this);
    joinGroup(this);
  }

  _placed() {
    joinGroup(this);
  }

  _cloned(copy) {
    copy._value = this._value;
    copy._dirtyValue = this._dirtyValue;
    copy._setChecked(this._checked);
    copy._dirtyChecked = this._dirtyChecked;
    copy._indeterminate = this._indeterminate;
    copy._files = this._files;
    copy._shownText = this._shownText;
    copy._editedByUser = this._editedByUser;
  }

  // By the form's reset.
  _reset() {
    if (this._type.mode === "value") {
      const before = this._value;
      this._setDefaultValue(this._attributes.get("value") ?? "");
      if (this._value !== before) selectionAfterSet(this);
      if (this._document._focused !== this) this._seenValue = null;
    } else if (this._type.mode === "filename") this._files = null;
    this._setChecked(this._attributes.has("checked"));
    this._dirtyChecked = false;
  }

  _preActivation(event) {
    return preActivateInput(this, event);
  }

  // None for a type that a click does nothing to: then it is what is around it that is activated.
  get _activation() {
    return this._type.button || this._type.checks ? activateInput : undefined;
  }

  get _disabled() {
    return isDisabled(this);
  }
}
makeFormControl(HTMLInputElement);
makeLabelable(HTMLInputElement);
makeInputMembers(HTMLInputElement);
makeTextSelection(HTMLInputElement, (input) => input._type.selects === true);
makeValidated(HTMLInputElement);
defineHTML(["input"], HTMLInputElement);
