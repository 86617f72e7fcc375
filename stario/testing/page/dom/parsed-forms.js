// While a document is read: which of its controls the parser gives to a form. The host knows (form_pointer.py), and
// says it in numbers, of the controls and of the forms in tree order.

import { giveForm } from "./given-forms.js";
import { isOfForms } from "./names.js";
import { rootOf } from "./node.js";

export function isFormPart(name) {
  return name === "form" || isOfForms(name);
}

export class ParsedForms {
  constructor(document, owners) {
    this.document = document;
    this.ownerOf = new Map(owners);
    this.forms = [];
    this.controls = 0;
    // What stands before a table, and belongs to a form in it.
    this.waiting = [];
  }

  // A form, or what can have one, is about to be put into a parent.
  meet(element, parent) {
    if (element._localName === "form") {
      const number = this.forms.push(element) - 1;
      for (const each of this.waiting) {
        if (each.number === number) this.give(each.control, element, each.control, parent);
      }
      return;
    }
    const number = this.ownerOf.get(this.controls++);
    if (number === undefined) return;
    const form = this.forms[number];
    if (form === undefined) this.waiting.push({ number, control: element });
    else this.give(element, form, parent, form);
  }

  // If both are in the document, by these places.
  give(control, form, placeOfControl, placeOfForm) {
    if (rootOf(placeOfControl) !== this.document || rootOf(placeOfForm) !== this.document) return;
    giveForm(control, form);
  }
}
