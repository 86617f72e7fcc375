// <option> and <optgroup> (HTML standard 4.10.9 and 4.10.10).

import { setAttributeOf } from "./attributes.js";
import { formOwner } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { following, followingSkipping, setTextOf } from "./node.js";
import { noteControlWithPlace } from "./placement.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import {
  optionInserted,
  optionRemoved,
  optionsOf,
  selectOf,
  selectednessChanged,
  setSelectedness,
} from "./select-state.js";

function collapsed(text) {
  return text.replace(/[\t\n\f\r ]+/g, " ").replace(/^ | $/g, "");
}

// The text in it, without scripts.
function optionText(option) {
  let text = "";
  let node = option._first;
  while (node !== null) {
    if (node._kind === 3 || node._kind === 4) text += node._data;
    const isScript = node._kind === 1 && node._localName === "script";
    node = isScript ? followingSkipping(node, option) : following(node, option);
  }
  return collapsed(text);
}

export class HTMLOptionElement extends HTMLElement {
  _made() {
    this._selected = false;
    this._dirtySelected = false;
    // The select that counts it, to be told when it goes.
    this._select = null;
    noteControlWithPlace();
  }

  get text() {
    return optionText(this);
  }

  set text(value) {
    setTextOf(this, String(value));
  }

  get value() {
    return this._attributes.get("value") ?? optionText(this);
  }

  set value(value) {
    setAttributeOf(this, "value", String(value));
  }

  get label() {
    return this._attributes.get("label") ?? optionText(this);
  }

  set label(value) {
    setAttributeOf(this, "label", String(value));
  }

  get selected() {
    return this._selected;
  }

  set selected(value) {
    const selected = Boolean(value);
    const was = this._selected;
    this._setSelected(selected);
    // As in Chromium: in a select it is dirty only if that has changed something.
    if (selectOf(this) !== null && was === this._selected) return;
    this._dirtySelected = true;
  }

  get index() {
    const select = selectOf(this);
    return select === null ? 0 : optionsOf(select).indexOf(this);
  }

  get form() {
    const select = selectOf(this);
    return select === null ? null : formOwner(select);
  }

  _setSelected(selected) {
    if (this._selected === selected) return;
    setSelectedness(this, selected);
    const select = selectOf(this);
    if (select !== null) selectednessChanged(select, this);
  }

  _attributeChanged(name, old, value) {
    if (name === "selected" && (old === null) !== (value === null) && !this._dirtySelected) {
      this._setSelected(value !== null);
    }
  }

  _placed() {
    const select = selectOf(this);
    const before = this._select;
    if (select === before) return;
    this._select = select;
    if (before !== null) optionRemoved(before, this);
    if (select !== null) optionInserted(select, this);
  }

  _inserted() {
    this._placed();
  }

  _removed() {
    this._placed();
  }
}
reflect(HTMLOptionElement, {
  defaultSelected: "boolean:selected",
  disabled: "boolean",
});
defineHTML(["option"], HTMLOptionElement);

export class HTMLOptGroupElement extends HTMLElement {}
reflect(HTMLOptGroupElement, { disabled: "boolean", label: "string" });
defineHTML(["optgroup"], HTMLOptGroupElement);

// `new Option(text, value, defaultSelected, selected)`.
export function Option(text = "", value, defaultSelected = false, selected = false) {
  const option = new HTMLOptionElement(globalThis.document, "option");
  if (String(text) !== "") setTextOf(option, String(text));
  if (value !== undefined) setAttributeOf(option, "value", String(value));
  if (defaultSelected) setAttributeOf(option, "selected", "");
  option._setSelected(Boolean(selected));
  return option;
}
Option.prototype = HTMLOptionElement.prototype;
