// Forms that the parser gives to controls outside of them (HTML standard 13.2.6.1, "create an element for a token"):
// a control keeps its form until one of them is in another tree, or its `form` attribute changes.

import { onReset } from "./host.js";
import { following, rootOf } from "./node.js";
import { joinGroup } from "./radio-groups.js";

// Until the parser has given one nothing is looked for.
let formsAreGiven = false;

onReset(() => {
  formsAreGiven = false;
});

export function giveForm(control, form) {
  formsAreGiven = true;
  control._givenForm = form;
  form._givenTo ??= new Set();
  form._givenTo.add(control);
  if (control._group !== undefined) joinGroup(control);
}

export function loseGivenForm(control) {
  const form = control._givenForm;
  if (!form) return;
  control._givenForm = null;
  form._givenTo.delete(control);
  if (control._group !== undefined) joinGroup(control);
}

// To be called when a tree has been taken out of another one.
export function partFromForms(root) {
  if (!formsAreGiven) return;
  for (let node = root; node !== null; node = following(node, root)) {
    if (node._givenForm && rootOf(node._givenForm) !== root) loseGivenForm(node);
    if (node._givenTo === undefined) continue;
    for (const control of [...node._givenTo]) if (rootOf(control) !== root) loseGivenForm(control);
  }
}
