// Whether anybody listens to what a test has done as a user: a click that nobody hears is most often a mistake.

import { parentAcrossShadow } from "./aria-roles.js";
import { listenedTypes } from "./event-target.js";
import { controlBehind } from "./test-targets.js";

// The events of an action; any of them will do.
const EVENTS = {
  click: ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "focus", "focusin"],
  dblclick: ["dblclick", "click", "mousedown", "mouseup", "pointerdown", "pointerup"],
  hover: ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter", "pointermove"],
};
// What does something by itself when it is clicked.
const ACTS_BY_ITSELF =
  "a[href], area[href], button, input, select, textarea, option, summary, label, [contenteditable], dialog";
const BUTTON_WITH_EFFECT = "[popovertarget], [commandfor]";

function listensToAny(target, types) {
  return target._listeners !== null && types.some((type) => target._listeners.has(type));
}

function actsByItself(element) {
  const control = controlBehind(element);
  if (!control.matches("button")) return control.closest(ACTS_BY_ITSELF) !== null;
  return (
    control.matches(BUTTON_WITH_EFFECT) || (control.form !== null && control.type !== "button")
  );
}

// What else is listened to there, in words; null if the action was heard, or has an effect of its own.
export function unheard(element, action) {
  const wanted = EVENTS[action];
  if (wanted === undefined) return null;
  for (let at = element; at !== null; at = parentAcrossShadow(at)) {
    if (listensToAny(at, wanted)) return null;
  }
  if (listensToAny(element._document, wanted) || listensToAny(globalThis, wanted)) return null;
  if (action !== "hover" && actsByItself(element)) return null;
  const own = [];
  for (let at = element; at !== null; at = parentAcrossShadow(at)) own.push(...listenedTypes(at));
  return own.length === 0 ? "it has no handler at all" : `it has ${[...new Set(own)].join(", ")}`;
}
