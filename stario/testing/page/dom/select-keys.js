// The keys of <select>: arrows, and letters that lead to an option.

import { fire } from "./events.js";
import { performance } from "./clock.js";
import {
  isMenu,
  isOptionDisabled,
  optionsOf,
  selectOption,
  selectedOption,
} from "./select-state.js";

const PAGE = 3;
const TYPING_MILLISECONDS = 1000;

function tellOfChoice(select, withInput = true) {
  if (withInput) fire(select, "input", { bubbles: true, composed: true });
  fire(select, "change", { bubbles: true });
}

function choose(select, option, withInput = true) {
  if (option === undefined || option === null) return;
  const before = optionsOf(select).filter((each) => each._selected);
  if (before.length === 1 && before[0] === option) return;
  selectOption(select, option, { alone: true, dirty: true });
  tellOfChoice(select, withInput);
}

function enabledOptions(select) {
  return optionsOf(select).filter((option) => !isOptionDisabled(option));
}

// The enabled option so many places away, or the last one on the way there.
function away(options, from, steps) {
  const at = Math.max(0, Math.min(options.length - 1, from + steps));
  return options[at];
}

function placeOf(select, options) {
  const selected = selectedOption(select);
  const at = options.indexOf(selected);
  if (at >= 0 || selected === null) return at;
  return options.findIndex((option) => selected.compareDocumentPosition(option) & 4) - 1;
}

export function menuKey(select, name) {
  const steps = {
    ArrowDown: 1,
    ArrowRight: 1,
    ArrowUp: -1,
    ArrowLeft: -1,
    PageDown: PAGE,
    PageUp: -PAGE,
  };
  return moveKey(select, name, steps);
}

export function listKey(select, name) {
  return moveKey(select, name, { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE });
}

function moveKey(select, name, steps) {
  const options = enabledOptions(select);
  if (name === "Home") choose(select, options[0]);
  else if (name === "End") choose(select, options.at(-1));
  else if (Object.hasOwn(steps, name)) {
    const at = placeOf(select, options);
    // In a list without a choice one begins at its end, going up.
    const from = at < 0 && steps[name] < 0 && !isMenu(select) ? options.length : at;
    choose(select, away(options, from, steps[name]));
  } else return false;
  return true;
}

// Letters in a row are one word; the same letter again leads on to the next option.
export function typeAhead(select, text) {
  const now = performance.now();
  const last = select._typedAhead;
  const goesOn = last !== null && now - last.time < TYPING_MILLISECONDS;
  if (text === " " && !goesOn) return;
  const word = (goesOn ? last.word : "") + text.toLowerCase();
  select._typedAhead = { word, time: now };
  const repeats = [...word].every((letter) => letter === word[0]);
  const wanted = repeats ? word[0] : word;
  const options = enabledOptions(select);
  const at = placeOf(select, options);
  const start = repeats ? at + 1 : Math.max(at, 0);
  const order = [...options.slice(start), ...options.slice(0, start)];
  const found = order.find((option) => option.text.toLowerCase().startsWith(wanted));
  choose(select, found, isMenu(select));
}
