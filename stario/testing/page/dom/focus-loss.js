// Attributes that take the focus away at once, in Chromium; all else does so with the next frame, see fixFocus.

import { blurFocused, focusedElement, isFocusable } from "./focus.js";
import { isDisabled } from "./form-owner.js";
import { isHTMLNamed } from "./select-state.js";

// These have fields of their own in them, of which one has the focus.
const WITH_FIELDS = new Set(["date", "datetime-local", "month", "time", "week"]);

function takesAway(element, focused, name, old, value) {
  if (isHTMLNamed(element, "fieldset")) {
    if (name === "disabled" && value !== null && element !== focused) {
      return focused._canBeDisabled === true && element.contains(focused) && isDisabled(focused);
    }
  }
  if (element !== focused) return false;
  switch (name) {
    case "hidden":
      return value !== null;
    case "tabindex":
      return value === null && !isFocusable(element);
    case "contenteditable":
      return !isFocusable(element);
    case "disabled":
      return value !== null && isHTMLNamed(element, "input") && WITH_FIELDS.has(element.type);
    case "type":
      return value === "hidden" && WITH_FIELDS.has(old?.toLowerCase());
    default:
      return false;
  }
}

// An attribute of an element has changed while something in its document has the focus.
export function attributeTakesFocus(element, name, old, value) {
  const focused = focusedElement(element._document);
  if (focused !== null && takesAway(element, focused, name, old, value)) {
    blurFocused(element._document);
  }
}
