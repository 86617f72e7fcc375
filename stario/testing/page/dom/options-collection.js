// HTMLOptionsCollection (HTML standard 2.6.3.3): the options of a select, which can also be written.

import { FoundItems, HTMLCollection, indexOfKey } from "./collections.js";
import { failed, throwDOM } from "./exceptions.js";
import { preInsert } from "./tree-validity.js";
import { remove } from "./tree.js";
import { optionsOf } from "./select-state.js";

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
    const select = this._raw._select;
    const next = typeof before === "number" ? (optionsOf(select)[before] ?? null) : before;
    if (next !== null && next !== undefined && !select.contains(next)) {
      const reason =
        "The node before which the new node is to be inserted is not a child of this node.";
      throwDOM("NotFoundError", failed("add", "HTMLOptionsCollection", reason));
    }
    if (element === next) return;
    const parent = next === null || next === undefined ? select : next._parent;
    preInsert(parent, element, next ?? null, "add");
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
    if (index < options.length) options[index]._parent.replaceChild(value, options[index]);
    else preInsert(select, value, null, "appendChild");
  }

  get [Symbol.toStringTag]() {
    return "HTMLOptionsCollection";
  }
}

export function optionsCollectionOf(select) {
  const list = new HTMLOptionsCollection(new FoundItems(() => optionsOf(select)));
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
