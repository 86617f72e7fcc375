// `adoptedStyleSheets` (CSSOM 6.2.3): an array that looks at what is put into it, and tells of it (Web IDL 3.2.27).

import { indexOfKey } from "./collections.js";
import { throwDOM } from "./exceptions.js";
import { treeChanged } from "./node.js";
import { CSSStyleSheet, noteAdopted } from "./style-sheets.js";

const ADOPTING = "Failed to set the 'adoptedStyleSheets' property on";

function checkAdopted(sheet, where) {
  if (!(sheet instanceof CSSStyleSheet)) {
    throw new TypeError(`${where}Failed to convert value to 'CSSStyleSheet'.`);
  }
  if (sheet._owner !== null) {
    throwDOM("NotAllowedError", `${where}Can't adopt non-constructed stylesheets.`);
  }
}

function adoptedChanged() {
  noteAdopted();
  treeChanged();
  return true;
}

const observedSheets = {
  set(sheets, key, value) {
    if (key === "length") sheets.length = value;
    else {
      if (indexOfKey(key) >= 0) checkAdopted(value, "");
      sheets[key] = value;
    }
    return adoptedChanged();
  },
  defineProperty(sheets, key, descriptor) {
    if (indexOfKey(key) >= 0) checkAdopted(descriptor.value, "");
    return Reflect.defineProperty(sheets, key, descriptor) && adoptedChanged();
  },
  deleteProperty(sheets, key) {
    return Reflect.deleteProperty(sheets, key) && adoptedChanged();
  },
};

// The sheets that a document or a shadow tree has adopted.
export function adoptedSheetsOf(root) {
  root._sheets ??= new Proxy([], observedSheets);
  return root._sheets;
}

// It stays the same array.
export function adoptSheets(root, given, type) {
  const where = `${ADOPTING} '${type}': `;
  if (typeof given?.[Symbol.iterator] !== "function") {
    throw new TypeError(`${where}The provided value cannot be converted to a sequence.`);
  }
  const sheets = adoptedSheetsOf(root);
  const wanted = [...given];
  sheets.length = 0;
  for (const sheet of wanted) {
    checkAdopted(sheet, where);
    sheets.push(sheet);
  }
}
