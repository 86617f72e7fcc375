// A text as if it were typed or pasted at once, into whatever can take it.

import { editingHostOf, typeInto } from "./editing-hosts.js";
import { isDisabled } from "./form-owner.js";
import { beforeInput, insertText, isEditableText, isTextControl } from "./text-editing.js";

export function typeText(target, text) {
  if (target === null) return;
  if (isTextControl(target)) {
    if (isEditableText(target)) insertText(target, text);
    else if (!isDisabled(target)) beforeInput(target, "insertText", text);
    return;
  }
  const host = editingHostOf(target);
  if (host !== null) {
    typeInto(host, text);
  }
}
