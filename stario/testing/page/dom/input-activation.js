// What a click does to an <input> (HTML standard 4.10.5.1, the activation behaviours).

import { fire } from "./events.js";
import { isDisabled } from "./form-owner.js";
import { formOwner } from "./form-owner.js";
import { resetForm, submitForm } from "./submission.js";
import { runButtonCommand } from "./button-commands.js";
import { checkedOfGroup } from "./radio-groups.js";

// Before the listeners: already changed, so that they see it. Returns what undoes it.
export function preActivateInput(input) {
  if (input._type.name === "checkbox") {
    const { _checked: checked, _indeterminate: indeterminate } = input;
    input._setChecked(!checked);
    input._indeterminate = false;
    return () => {
      input._setChecked(checked);
      input._indeterminate = indeterminate;
    };
  }
  if (input._type.name === "radio") {
    const checked = input._checked;
    const before = checkedOfGroup(input);
    input._changedByClick = !checked;
    input._setChecked(true);
    return () => {
      if (before !== null && before !== input && before._group === input._group) {
        before._setChecked(true);
      } else if (!checked) {
        input._setChecked(false);
      }
    };
  }
  return null;
}

function tellOfChange(input) {
  if (!input._connected) return;
  fire(input, "input", { bubbles: true, composed: true });
  fire(input, "change", { bubbles: true });
}

// To be called on an input.
export function activateInput(event) {
  const input = this;
  const type = input._type;
  if (type.name === "checkbox") {
    tellOfChange(input);
  } else if (type.name === "radio") {
    if (input._changedByClick) tellOfChange(input);
  } else if (isDisabled(input)) {
    return;
  } else if (type.submits) {
    const form = formOwner(input);
    if (type.name === "image") {
      input._clickedAt = { x: Math.max(0, event.offsetX | 0), y: Math.max(0, event.offsetY | 0) };
    }
    if (form !== null) submitForm(form, input);
    else runButtonCommand(input);
  } else if (type.name === "reset") {
    const form = formOwner(input);
    if (form !== null) resetForm(form);
    else runButtonCommand(input);
  } else if (type.name === "button") {
    runButtonCommand(input);
  }
}
