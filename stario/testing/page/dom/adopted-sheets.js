// `adoptedStyleSheets` (CSSOM 6.2.3): an array that looks at what is put into it, and tells of it (Web IDL 3.2.27).

import { indexOfKey } from "./collections.js";
import { throwDOM } from "./exceptions.js";
import { treeChanged } from "./node.js";
import { checkInstance } from "./own-fields.js";
import { CSSStyleSheet, noteAdopted } from "./style-sheets.js";

const ADOPTING = "Failed to set the 'adoptedStyleSheets' property on";

function checkSheet(value, where = "") {
  if (value instanceof CSSStyleSheet) return;
  throw new TypeError(`${where}Failed to convert value to 'CSSStyleSheet'.`);
}

function checkAdopted(sheet, root, where = "") {
  if (sheet._owner !== null) {
    throwDOM("NotAllowedError", `${where}Can't adopt non-constructed stylesheets.`);
  }
  if (sheet._document !== root._document) {
    const reason = "Sharing constructed stylesheets in multiple documents is not allowed";
    throwDOM("NotAllowedError", where + reason);
  }
}

function adoptedChanged() {
  noteAdopted();
  treeChanged();
  return true;
}

// The list has no holes: it grows by one at its end, and is cut from there.
class ObservedSheets {
  constructor(root) {
    this.root = root;
  }

  set(sheets, key, value) {
    return this.defineProperty(sheets, key, { value });
  }

  defineProperty(sheets, key, descriptor) {
    const index = indexOfKey(key);
    if (key === "length") return "value" in descriptor && cutSheets(sheets, descriptor.value);
    if (index < 0) return Reflect.set(sheets, key, descriptor.value);
    if (index > sheets.length || !("value" in descriptor)) return false;
    checkSheet(descriptor.value);
    checkAdopted(descriptor.value, this.root);
    sheets[key] = descriptor.value;
    return adoptedChanged();
  }

  deleteProperty(sheets, key) {
    const index = indexOfKey(key);
    if (index < 0) return Reflect.deleteProperty(sheets, key);
    return index >= sheets.length || (index === sheets.length - 1 && cutSheets(sheets, index));
  }

  preventExtensions() {
    return false;
  }
}

function cutSheets(sheets, wanted) {
  const length = Number(wanted);
  if (length !== length >>> 0) throw new RangeError("The provided length is invalid.");
  if (length > sheets.length) return false;
  sheets.length = length;
  return adoptedChanged();
}

// The sheets that a document or a shadow tree has adopted.
export function adoptedSheetsOf(root) {
  checkInstance(root);
  root._sheets ??= new Proxy([], new ObservedSheets(root));
  return root._sheets;
}

// It stays the same array. What is no list of sheets changes nothing; a sheet that may not be adopted does.
export function adoptSheets(root, given, type) {
  const where = `${ADOPTING} '${type}': `;
  if (Object(given) !== given) {
    throw new TypeError(`${where}The provided value cannot be converted to a sequence.`);
  }
  if (typeof given[Symbol.iterator] !== "function") {
    throw new TypeError(`${where}The object must have a callable @@iterator property.`);
  }
  const wanted = [...given];
  for (const sheet of wanted) checkSheet(sheet, where);
  const sheets = adoptedSheetsOf(root);
  sheets.length = 0;
  for (const sheet of wanted) {
    checkAdopted(sheet, root, where);
    sheets.push(sheet);
  }
}
