// HTMLOptionsCollection (HTML standard 2.6.3.3): the options of a select, which can also be written.

import { FoundItems, HTMLCollection, indexOfKey } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { structureVersion } from "./structure-version.js";
import { preInsert } from "./tree-validity.js";
import { remove } from "./tree.js";
import { isHTMLNamed, optionsOf } from "./select-state.js";

const NOT_A_CHILD =
  "The node before which the new node is to be inserted is not a child of this node.";

export class HTMLOptionsCollection extends HTMLCollection {
  get length() {
    return this._items.length;
  }

  set length(value) {
    const raw = this._raw;
    const wanted = Number(value) >>> 0;
    const options = optionsOf(raw._select);
    if (wanted > 100000) return;
    for (let at = options.length; at < wanted; at++) {
      preInsert(raw._select, raw._select._document.createElement("option"), null, "appendChild");
    }
    for (const option of options.slice(wanted)) if (option._parent !== null) remove(option);
  }

  get selectedIndex() {
    return this._raw._select.selectedIndex;
  }

  set selectedIndex(value) {
    this._raw._select.selectedIndex = value;
  }

  add(element, before = null) {
    addOption(this._raw._select, element, before, "HTMLOptionsCollection");
  }

  remove(index) {
    const option = optionsOf(this._raw._select)[Number(index) | 0];
    if (option !== undefined) remove(option);
  }

  // options[index] = option: replaces, appends with empty ones before it, or with null takes away.
  _setIndex(index, value) {
    const select = this._raw._select;
    const options = optionsOf(select);
    if (value === null || value === undefined) {
      if (index < options.length) remove(options[index]);
      return;
    }
    for (let at = options.length; at < index; at++) {
      preInsert(select, select._document.createElement("option"), null, "appendChild");
    }
    const next = options[index + 1] ?? null;
    if (index < options.length) remove(options[index]);
    if (next !== null && next._parent !== select) {
      const where = `Failed to set an indexed property [${index}] on 'HTMLOptionsCollection'`;
      throwDOM("NotFoundError", `${where}: ${NOT_A_CHILD}`);
    }
    addOption(select, value, next, "HTMLOptionsCollection");
  }

  get _namesAreEnumerable() {
    return true;
  }

  get [Symbol.toStringTag]() {
    return "HTMLOptionsCollection";
  }
}

// Before an option that is given by its index, or before a child.
export function addOption(select, element, before, type) {
  if (!isHTMLNamed(element, "option") && !isHTMLNamed(element, "optgroup")) {
    const reason =
      "The provided value is not of type '(HTMLOptGroupElement or HTMLOptionElement)'.";
    throw new TypeError(failed("add", type, reason));
  }
  let next = before ?? null;
  if (typeof next === "number") next = optionsOf(select)[next] ?? null;
  else if (next !== null && next._parent !== select) {
    throwDOM("NotFoundError", failed("add", type, NOT_A_CHILD));
  }
  if (element !== next) preInsert(next === null ? select : next._parent, element, next, "add");
}

export function optionsCollectionOf(select) {
  const list = new HTMLOptionsCollection(new FoundItems(() => optionsOf(select), structureVersion));
  list._raw._select = select;
  return new Proxy(list, {
    set(target, key, value) {
      const index = indexOfKey(key);
      if (index >= 0) {
        target._setIndex(index, value);
        return true;
      }
      return Reflect.set(target, key, value);
    },
  });
}
