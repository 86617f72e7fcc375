// <select> (HTML standard 4.10.7).

import { setAttributeOf } from "./attributes.js";
import { collectionOf, indexOfKey } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { makeFormControl, makeLabelable } from "./form-control.js";
import { formAttributeChanged } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { exposeNamed } from "./named-properties.js";
import { addOption, optionsCollectionOf } from "./options-collection.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import {
  askForReset,
  optionsOf,
  resetSelect,
  selectOption,
  selectionVersion,
  selectedOption,
} from "./select-state.js";
import { makeValidated } from "./validity.js";

export class HTMLSelectElement extends HTMLElement {
  _made() {
    this._customError = "";
    this._labels = null;
    this._validity = null;
    this._options = null;
    // One of the options that is known to be selected, if it still is one of these.
    this._chosen = null;
    this._selectedOptions = null;
    this._typedAhead = null;
    this._size = 0;
    // What was selected when the user's pointer or key went down.
    this._seenSelection = null;
  }

  get type() {
    return this._attributes.has("multiple") ? "select-multiple" : "select-one";
  }

  get options() {
    this._options ??= optionsCollectionOf(this);
    return this._options;
  }

  get selectedOptions() {
    const find = () => optionsOf(this).filter(isSelected);
    this._selectedOptions ??= collectionOf(find, selectionVersion);
    return this._selectedOptions;
  }

  get length() {
    return optionsOf(this).length;
  }

  set length(value) {
    this.options.length = value;
  }

  get value() {
    return selectedOption(this)?.value ?? "";
  }

  set value(given) {
    const value = given === null ? "" : String(given);
    const found = optionsOf(this).find((option) => option.value === value) ?? null;
    selectOption(this, found, { alone: true, dirty: true });
  }

  get selectedIndex() {
    return optionsOf(this).findIndex(isSelected);
  }

  set selectedIndex(value) {
    const found = optionsOf(this)[Number(value) | 0] ?? null;
    selectOption(this, found, { alone: true, dirty: true });
  }

  get size() {
    const number = parseInt(this._attributes.get("size") ?? "", 10);
    return number >= 0 ? number : 0;
  }

  set size(value) {
    setAttributeOf(this, "size", String(Number(value) >>> 0));
  }

  item(index) {
    return optionsOf(this)[index >>> 0] ?? null;
  }

  namedItem(name) {
    return this.options.namedItem(name);
  }

  add(element, before = null) {
    addOption(this, element, before, "HTMLSelectElement");
  }

  remove(index) {
    if (arguments.length === 0) super.remove();
    else optionsOf(this)[Number(index) | 0]?.remove();
  }

  showPicker() {
    if (!this._document.defaultView) {
      throwDOM("InvalidStateError", failed("showPicker", "HTMLSelectElement", "Not connected."));
    }
  }

  [Symbol.iterator]() {
    return this.options[Symbol.iterator]();
  }

  _itemNames() {
    return Object.keys(optionsOf(this));
  }

  _named(key) {
    const index = indexOfKey(key);
    return index < 0 ? undefined : optionsOf(this)[index];
  }

  _putItem(index, value) {
    this.options[index] = value;
    return true;
  }

  _attributeChanged(name, old, value) {
    if (name === "form") formAttributeChanged(this);
    else if (name === "multiple" && (old === null) !== (value === null)) this._multipleChanged();
    else if (name === "size") {
      const size = this.size;
      if (size !== this._size) askForReset(this);
      this._size = size;
    }
  }

  // The first one that was selected stays so, alone.
  _multipleChanged() {
    const first = selectedOption(this);
    if (first !== null) selectOption(this, first, { alone: true, dirty: false });
    else askForReset(this);
  }

  _reset() {
    resetSelect(this);
  }
}
makeFormControl(HTMLSelectElement);
makeLabelable(HTMLSelectElement);
makeValidated(HTMLSelectElement);
reflect(HTMLSelectElement, {
  autocomplete: "string",
  disabled: "boolean",
  multiple: "boolean",
  name: "string",
  required: "boolean",
});
defineHTML(["select"], HTMLSelectElement);
exposeNamed(HTMLSelectElement);

function isSelected(option) {
  return option._selected;
}
