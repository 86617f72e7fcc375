// The keys of radio buttons, sliders and number fields.

import { simulatedClick } from "./click.js";
import { fire } from "./events.js";
import { commitEdit, focusElement, isFocusable } from "./focus.js";
import { isDisabled } from "./form-owner.js";
import { stepByUser } from "./input-members.js";
import { clampToStep, numberOf, stepRange } from "./input-numbers.js";
import { beforeInput } from "./text-editing.js";

const FORWARD = new Set(["ArrowDown", "ArrowRight"]);
const BACKWARD = new Set(["ArrowUp", "ArrowLeft"]);
const LARGE_STEPS = 10;

function isMutableInput(input) {
  return !isDisabled(input) && !input._attributes.has("readonly");
}

// To the next one of its group, which is checked by that.
export function radioKey(input, name) {
  if (!FORWARD.has(name) && !BACKWARD.has(name)) return false;
  if (input._group === null) return true;
  const members = [...input._group.members].sort((a, b) =>
    a.compareDocumentPosition(b) & 4 ? -1 : 1,
  );
  if (BACKWARD.has(name)) members.reverse();
  const at = members.indexOf(input);
  const others = [...members.slice(at + 1), ...members.slice(0, at)];
  const next = others.find(isFocusable);
  if (next === undefined) return true;
  focusElement(next);
  simulatedClick(next, null, true);
  return true;
}

function tellOfValue(input) {
  fire(input, "input", { bubbles: true, composed: true });
  // It has been told: the focus that leaves it has nothing more to tell.
  input._seenValue = null;
  fire(input, "change", { bubbles: true });
}

export function rangeKey(input, name) {
  if (isDisabled(input)) return false; // `readonly` means nothing for it
  const range = stepRange(input);
  const width = range.maximum - range.minimum;
  const step = range.step ?? width / 100;
  const large = Math.max(width / LARGE_STEPS, step);
  const current = numberOf("range", input.value);
  const targets = {
    ArrowUp: current + step,
    ArrowRight: current + step,
    ArrowDown: current - step,
    ArrowLeft: current - step,
    PageUp: current + large,
    PageDown: current - large,
    Home: range.minimum,
    End: range.maximum,
  };
  if (!Object.hasOwn(targets, name)) return false;
  // Chromium counts in decimals, which are exact where floats are not.
  const target = Number(targets[name].toPrecision(15));
  setByUser(input, String(clampToStep(target, range)));
  return true;
}

// `kept` is called between: what the input shows is not to be read from its value anew.
export function setByUser(input, text, kept = null) {
  if (text === input.value) return;
  input._setValue(text);
  kept?.();
  input._editedByUser = true;
  tellOfValue(input);
}

export function stepKey(input, name) {
  if (name !== "ArrowUp" && name !== "ArrowDown") return false;
  if (!isMutableInput(input)) return false;
  const { text, isLimit } = stepByUser(input, name === "ArrowUp" ? 1 : -1);
  // What was typed before is told even where there is no next step.
  if (text === null) commitEdit(input);
  else if (isLimit || beforeInput(input, "insertText", text)) setByUser(input, text);
  return true;
}
