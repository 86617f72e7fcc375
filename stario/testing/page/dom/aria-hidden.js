// What assistive technology is not told of (Core AAM 1.2, section 5.1).

import { parentAcrossShadow, tagOf } from "./aria-roles.js";
import { ariaBoolean } from "./aria-states.js";
import { showsSomething } from "./boxless.js";
import { askOuter, computedValue, rememberedFor } from "./computed-values.js";
import { assignedSlotOf } from "./shadow.js";
import { isStyledVisible } from "./visibility.js";

const NEVER_TOLD = new Set(["style", "script", "noscript", "template"]);

export function isNeverTold(element) {
  return NEVER_TOLD.has(tagOf(element));
}

export function isHiddenForAria(element) {
  return rememberedFor(element, "hidden()", () => isHidden(element));
}

function isHidden(element) {
  if (isNeverTold(element)) return true;
  if (isToldByContent(element)) {
    return !showsSomething(element, isToldByContent, (inner) => !isHiddenForAria(inner));
  }
  const isSlot = tagOf(element) === "slot";
  // The options of a closed list are told of, although they are not drawn.
  const isOption = tagOf(element) === "option" && element.closest("select") !== null;
  if (!isOption && !isSlot && !isStyledVisible(element)) return true;
  return isWithinHidden(element);
}

function isToldByContent(element) {
  return (
    !isNeverTold(element) &&
    tagOf(element) !== "slot" &&
    computedValue(element, "display") === "contents"
  );
}

function isWithinHidden(element) {
  return rememberedFor(element, "withinHidden()", () => {
    const parent = element._parent;
    if (parent?._kind === 1 && parent.shadowRoot && assignedSlotOf(element) === null) return true;
    if (computedValue(element, "display") === "none") return true;
    if (ariaBoolean(element, "aria-hidden") === true) return true;
    const outer = parentAcrossShadow(element);
    return outer !== null && askOuter(outer, isWithinHidden);
  });
}
