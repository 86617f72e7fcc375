// Rows and cells by their index (HTML standard 4.9.1).

import { failed, needsArguments, throwDOM } from "./exceptions.js";
import { insert, remove } from "./tree.js";

// Chromium's words, of an index and of how many there are.

function ofTable(index, count) {
  return index < -1
    ? `The index provided (${index}) is less than -1.`
    : `The index provided (${index}) is greater than the number of rows in the table (${count}).`;
}

// Without the second bracket, as it is there.
function ofSection(index, count) {
  return `The provided index (${index} is outside the range [-1, ${count}].`;
}

function ofRow(index, count) {
  return `The value provided (${index}) is outside the range [-1, ${count}].`;
}

function ofCells(index, count) {
  return `The value provided (${index}) is outside the range [0, ${count}).`;
}

export const INSERT_IN_TABLE = { method: "insertRow", type: "HTMLTableElement", reason: ofTable };
export const DELETE_IN_TABLE = { ...INSERT_IN_TABLE, method: "deleteRow" };
export const INSERT_IN_SECTION = {
  method: "insertRow",
  type: "HTMLTableSectionElement",
  reason: ofSection,
};
export const DELETE_IN_SECTION = { ...INSERT_IN_SECTION, method: "deleteRow" };
export const INSERT_IN_ROW = { method: "insertCell", type: "HTMLTableRowElement", reason: ofRow };
export const DELETE_IN_ROW = { method: "deleteCell", type: "HTMLTableRowElement", reason: ofCells };

// `call` is one of these.
export function wrongIndex({ method, type, reason }, index, count) {
  throwDOM("IndexSizeError", failed(method, type, reason(index, count)));
}

// Put a new element before the one with this index among those that `find` finds; -1: at the end.
export function insertAt(parent, find, name, index, call) {
  const at = Number(index) | 0;
  let next = null;
  if (at !== -1) {
    const items = find();
    if (at < -1 || at > items.length) wrongIndex(call, at, items.length);
    next = items[at] ?? null;
  }
  const made = parent._document.createElement(name);
  insert(next === null ? parent : next._parent, made, next);
  return made;
}

export function deleteAt(items, index, given, call) {
  needsArguments(call.method, call.type, 1, given);
  const at = Number(index) | 0;
  if (at < -1 || at >= items.length) wrongIndex(call, at, items.length);
  const item = at === -1 ? items.at(-1) : items[at];
  if (item !== undefined) remove(item);
}
