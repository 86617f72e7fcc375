// <button> (HTML standard 4.10.6).

import { setAttributeOf } from "./attributes.js";
import { runButtonCommand } from "./button-commands.js";
import { makeCommandMembers, makeSubmitterMembers } from "./button-members.js";
import { makeFormControl, makeLabelable } from "./form-control.js";
import { formOwner, isDisabled } from "./form-owner.js";
import { HTMLElement } from "./html-element.js";
import { putFields } from "./own-fields.js";
import { reflect } from "./reflect.js";
import { defineHTML } from "./registry.js";
import { resetForm, submitForm } from "./submission.js";
import { makeValidated } from "./validity.js";

export class HTMLButtonElement extends HTMLElement {
  get type() {
    const text = this._attributes.get("type")?.toLowerCase();
    if (text === "reset" || text === "button" || text === "submit") return text;
    // Without a type, one that commands something else does not submit.
    const commands = this._attributes.has("command") || this._attributes.has("commandfor");
    return commands ? "button" : "submit";
  }

  set type(value) {
    setAttributeOf(this, "type", String(value));
  }

  get _submits() {
    return this.type === "submit";
  }

  _activation() {
    if (isDisabled(this)) return;
    const form = formOwner(this);
    const type = this.type;
    if (form !== null && type === "submit") submitForm(form, this);
    else if (form !== null && type === "reset") resetForm(form);
    else runButtonCommand(this);
  }
}
putFields(HTMLButtonElement.prototype, {
  _customError: "",
  _labels: null,
  _validity: null,
});
makeFormControl(HTMLButtonElement);
makeLabelable(HTMLButtonElement);
makeSubmitterMembers(HTMLButtonElement);
makeCommandMembers(HTMLButtonElement);
makeValidated(HTMLButtonElement);
reflect(HTMLButtonElement, {
  disabled: "boolean",
  name: "string",
  value: "string",
});
defineHTML(["button"], HTMLButtonElement);
