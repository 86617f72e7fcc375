// A form that stands in a table where none may be is empty, and what comes after it in the table belongs to it (HTML
// standard 13.2.6.4.9, "form element pointer"). The parser's end tag of the form is not known any more: it is taken
// to stand before the next form, or at the end of the table.

import { isForm } from "./form-owner.js";
import { onReset } from "./host.js";
import { followingSkipping, following } from "./node.js";

const TABLE_PARTS = new Set(["table", "tbody", "thead", "tfoot", "tr"]);

// Those that have come since the parser was last done.
let waitingForms = [];

onReset(() => {
  waitingForms = [];
});

export function noteFormInTable(form) {
  if (form._first === null && TABLE_PARTS.has(form._parent._localName)) waitingForms.push(form);
}

// When the parser is done.
export function giveFormsTheirControls() {
  for (const form of waitingForms) giveControls(form);
  waitingForms = [];
}

function giveControls(form) {
  const table = form._connected && form._first === null ? form.closest("table") : null;
  if (table === null) return;
  let node = followingSkipping(form, table);
  for (; node !== null && !isForm(node); node = following(node, table)) {
    if (node._isListed !== true) continue;
    node._tableForm = form;
    form._hasControlsInTable = true;
  }
}
