// Which options of a <select> are selected (HTML standard 4.10.7), with Chromium's steps where it has its own.

import { following, followingSkipping, treeVersion } from "./node.js";
import { keptFor } from "./structure-version.js";
import { ownField } from "./own-fields.js";

const KEPT_OPTIONS = ownField("keptOptions");

let selections = 0;

export function setSelectedness(option, selected) {
  if (option._selected !== selected) selections++;
  option._selected = selected;
}

// Grows with each change of what is selected, and of a tree.
export function selectionVersion() {
  return selections + treeVersion();
}

export function isHTMLNamed(node, name) {
  return node?._kind === 1 && node._localName === name && node._isHTML;
}

// Also those within other elements, but not within another select or option.
export function optionsOf(select) {
  return keptFor(select, KEPT_OPTIONS, findOptions);
}

function findOptions(select) {
  const options = [];
  let node = select._first;
  while (node !== null) {
    if (isHTMLNamed(node, "option")) {
      options.push(node);
      node = followingSkipping(node, select);
    } else if (isHTMLNamed(node, "select") || isHTMLNamed(node, "datalist")) {
      node = followingSkipping(node, select);
    } else node = following(node, select);
  }
  return options;
}

// The first that may be chosen, without looking at all of them.
function firstEnabledOption(select) {
  let node = select._first;
  while (node !== null) {
    const isOption = isHTMLNamed(node, "option");
    if (isOption && node._select === select && !isOptionDisabled(node)) return node;
    const isLeft = isOption || isHTMLNamed(node, "select") || isHTMLNamed(node, "datalist");
    node = isLeft ? followingSkipping(node, select) : following(node, select);
  }
  return null;
}

// Those whose insertion has been told of: of several that come at once the later ones do not count yet.
function countedOptions(select) {
  return optionsOf(select).filter((option) => option._select === select);
}

export function selectOf(option) {
  for (let at = option._parent; at !== null; at = at._parent) {
    if (isHTMLNamed(at, "select")) return at;
    if (isHTMLNamed(at, "option") || isHTMLNamed(at, "datalist")) return null;
  }
  return null;
}

export function isOptionDisabled(option) {
  if (option._attributes.has("disabled")) return true;
  for (let at = option._parent; at !== null && !isHTMLNamed(at, "select"); at = at._parent) {
    if (isHTMLNamed(at, "optgroup")) return at._attributes.has("disabled");
  }
  return false;
}

// How many rows it shows.
export function displaySize(select) {
  const size = /^[\t\n\f\r ]*\+?(\d+)/.exec(select._attributes.get("size") ?? "");
  if (size !== null && Number(size[1]) > 0) return Number(size[1]);
  return select._attributes.has("multiple") ? 4 : 1;
}

export function isMenu(select) {
  return !select._attributes.has("multiple") && displaySize(select) <= 1;
}

export function selectedOption(select) {
  return optionsOf(select).find((option) => option._selected) ?? null;
}

// "Ask for a reset": with one choice only the last selected one stays; a menu always has one.
export function askForReset(select) {
  if (select._attributes.has("multiple")) return;
  let last = null;
  let firstEnabled = null;
  for (const option of countedOptions(select)) {
    if (option._selected) {
      if (last !== null) setSelectedness(last, false);
      last = option;
    }
    if (firstEnabled === null && !isOptionDisabled(option)) firstEnabled = option;
  }
  if (last === null && firstEnabled !== null && displaySize(select) <= 1) {
    setSelectedness(firstEnabled, true);
    last = firstEnabled;
  }
  select._chosen = last;
}

function deselectOthers(select, kept) {
  for (const option of countedOptions(select)) {
    if (option !== kept) setSelectedness(option, false);
  }
}

// By script or user: this one, or none, and no other unless several may be.
export function selectOption(select, option, { alone, dirty }) {
  if (option !== null) {
    setSelectedness(option, true);
    select._chosen = option;
    if (dirty) option._dirtySelected = true;
  }
  if (alone) deselectOthers(select, option);
}

// An option's own selectedness has been set from without.
export function selectednessChanged(select, option) {
  const multiple = select._attributes.has("multiple");
  if (option._selected) selectOption(select, option, { alone: !multiple, dirty: false });
  else if (!multiple && isMenu(select)) askForReset(select);
}

export function optionInserted(select, option) {
  if (option._selected) {
    const alone = !select._attributes.has("multiple");
    selectOption(select, option, { alone, dirty: false });
  } else if (!isOptionDisabled(option) && !hasChosen(select)) askForReset(select);
}

// Is it known that one is selected, without looking for it? Then one that is not selected changes nothing.
function hasChosen(select) {
  const chosen = select._chosen;
  return chosen !== null && chosen._selected && chosen._select === select;
}

// One that goes was the only one with a claim, or changes nothing.
export function optionRemoved(select, option) {
  if (select._attributes.has("multiple")) return;
  if (!option._selected) {
    if (!hasChosen(select)) askForReset(select);
  } else if (displaySize(select) <= 1) chooseFirst(select);
}

function chooseFirst(select) {
  const first = firstEnabledOption(select);
  if (first !== null) setSelectedness(first, true);
  select._chosen = first;
}

export function resetSelect(select) {
  for (const option of optionsOf(select)) {
    setSelectedness(option, option._attributes.has("selected"));
    option._dirtySelected = false;
  }
  askForReset(select);
}

// The first option without a value, that stands for "nothing chosen yet".
export function hasPlaceholderLabel(select) {
  if (select._attributes.has("multiple") || displaySize(select) !== 1) return false;
  for (let child = select._first; child !== null; child = child._next) {
    if (isHTMLNamed(child, "option")) return child.value === "";
    if (isHTMLNamed(child, "optgroup") || isHTMLNamed(child, "hr")) return false;
  }
  return false;
}
