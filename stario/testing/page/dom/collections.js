// Lists of nodes, live and static (DOM standard 4.2.10).

import { expose } from "./expose.js";
import { illegalConstructor } from "./exceptions.js";
import { onReset } from "./host.js";
import { treeVersion } from "./node.js";
import { checkInstance, isOwnField } from "./own-fields.js";

// What a list holds: `length`, `at(index)`, and an iterator that goes by index, as Web IDL says.
export class StaticItems {
  constructor(nodes) {
    this.nodes = nodes;
  }

  get length() {
    return this.nodes.length;
  }

  at(index) {
    return this.nodes[index];
  }

  iterator() {
    return this.nodes[Symbol.iterator]();
  }
}

// The children of a node, by a place that is kept until they change: going through them is linear.
export class ChildItems {
  constructor(parent, elementsOnly) {
    checkInstance(parent);
    this.parent = parent;
    this.elementsOnly = elementsOnly;
    this.index = -1;
    this.node = null;
    this.count = -1;
  }

  stale() {
    this.index = -1;
    this.node = null;
    this.count = -1;
  }

  get length() {
    if (this.count >= 0) return this.count;
    let count = 0;
    for (let node = this.parent._first; node !== null; node = node._next) {
      if (!this.elementsOnly || node._kind === 1) count++;
    }
    this.count = count;
    return count;
  }

  at(index) {
    let at = this.index;
    let node = this.node;
    if (node === null || index < at) {
      at = 0;
      node = this.parent._first;
      while (node !== null && this.elementsOnly && node._kind !== 1) node = node._next;
    }
    while (node !== null && at < index) {
      do node = node._next;
      while (node !== null && this.elementsOnly && node._kind !== 1);
      at++;
    }
    if (node === null) return undefined;
    this.index = at;
    this.node = node;
    return node;
  }

  iterator() {
    return eachItem(this);
  }
}

// What a function finds, again whenever any tree has changed, or what else `version` counts.
export class FoundItems {
  constructor(find, version = treeVersion) {
    this.find = find;
    this.found = null;
    this.versionNow = version;
    this.version = -1;
  }

  get nodes() {
    const version = this.versionNow();
    if (this.found === null || this.version !== version) {
      this.found = this.find();
      this.version = version;
    }
    return this.found;
  }

  get length() {
    return this.nodes.length;
  }

  at(index) {
    return this.nodes[index];
  }

  iterator() {
    return eachItem(this);
  }
}

// A generator, since QuickJS goes through one in half the time that an iterator of ours takes. Unlike others it is
// not closed by who leaves its loop early, as an array's is not.
function* eachItem(items) {
  let at = 0;
  for (let node = items.at(0); node !== undefined; node = items.at(++at)) yield node;
}
Object.assign(eachItem.prototype, { return: undefined, throw: undefined });
Object.defineProperty(eachItem.prototype, Symbol.toStringTag, { value: "Array Iterator" });

// An array index, or -1.
export function indexOfKey(key) {
  if (typeof key !== "string") return -1;
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return -1;
  const index = Number(key);
  return Number.isInteger(index) && String(index) === key && index < 4294967295 ? index : -1;
}

// Members with an index, and with a name where a list has some, on an object with `_items`.
const indexed = {
  get(list, key) {
    // What going through a list asks for, and our own fields.
    if (typeof key === "symbol" || isOwnField(key)) return list[key];
    const index = indexOfKey(key);
    if (index >= 0) return list._items.at(index);
    const value = Reflect.get(list, key, list);
    return value === undefined && !(key in list) ? (list._named?.(key) ?? undefined) : value;
  },
  has(list, key) {
    const index = indexOfKey(key);
    if (index >= 0) return index < list._items.length;
    return key in list || isOnlyNamed(list, key);
  },
  set(list, key, value) {
    return indexOfKey(key) < 0 && !isOnlyNamed(list, key) && Reflect.set(list, key, value, list);
  },
  deleteProperty(list, key) {
    const index = indexOfKey(key);
    if (index >= 0) return index >= list._items.length;
    return !isOnlyNamed(list, key) && Reflect.deleteProperty(list, key);
  },
  defineProperty(list, key, descriptor) {
    if (indexOfKey(key) >= 0 || isOnlyNamed(list, key)) return false;
    return Reflect.defineProperty(list, key, descriptor);
  },
  ownKeys(list) {
    const keys = Array.from({ length: list._items.length }, (_, index) => String(index));
    for (const name of list._names?.() ?? []) if (!keys.includes(name)) keys.push(name);
    return [...keys, ...Reflect.ownKeys(list).filter((key) => !isInternal(key))];
  },
  getOwnPropertyDescriptor(list, key) {
    const index = indexOfKey(key);
    if (index < 0) {
      if (isInternal(key)) return undefined;
      const own = Reflect.getOwnPropertyDescriptor(list, key);
      const named = own === undefined && typeof key === "string" ? list._named?.(key) : undefined;
      if (named === undefined || named === null) return own;
      const enumerable = list._namesAreEnumerable === true;
      return { value: named, writable: false, enumerable, configurable: true };
    }
    const value = list._items.at(index);
    if (value === undefined) return undefined;
    return { value, writable: false, enumerable: true, configurable: true };
  },
  preventExtensions: () => false,
};

// An element's name, and nothing else of the list.
function isOnlyNamed(list, key) {
  if (typeof key !== "string" || list._named === undefined || key in list) return false;
  return list._named(key) !== null;
}

function isInternal(key) {
  return typeof key === "string" && isOwnField(key);
}

// The base of all lists. A method may be called on the proxy, `_raw` leads to what is behind it.
export class IndexedList {
  constructor(items) {
    if (items === undefined) illegalConstructor(new.target.name);
    this._items = items;
    this._raw = this;
    return new Proxy(this, indexed);
  }

  get length() {
    return this._items.length;
  }

  item(index) {
    return this._items.at(index >>> 0) ?? null;
  }

  [Symbol.iterator]() {
    return this._items.iterator();
  }
}

// What `new type(items)` gives, in a fraction of the time: a morph makes thousands.
export function listOf(type, items) {
  const list = { __proto__: type.prototype, _items: items, _raw: null };
  list._raw = list;
  return new Proxy(list, indexed);
}

export class NodeList extends IndexedList {
  forEach(callback, receiver) {
    const items = this._items;
    for (let i = 0; i < items.length; i++) {
      Reflect.apply(callback, receiver, [items.at(i), i, this]);
    }
  }

  entries() {
    return [...this].entries();
  }

  keys() {
    return [...this].keys();
  }

  values() {
    return this[Symbol.iterator]();
  }
}

export class HTMLCollection extends IndexedList {
  namedItem(name) {
    return this._raw._named(String(name));
  }

  _named(name) {
    if (name === "") return null;
    const items = this._items;
    for (let i = 0; i < items.length; i++) {
      const element = items.at(i);
      if (element._attributes.get("id") === name) return element;
      if (element._attributes.get("name") === name && element._isHTML) return element;
    }
    return null;
  }

  _names() {
    const names = new Set();
    for (const element of this._raw) {
      const id = element._attributes.get("id");
      const name = element._attributes.get("name");
      if (id) names.add(id);
      if (name && element._isHTML) names.add(name);
    }
    return names;
  }
}

// A static list; the array becomes the list's own.
export function nodeListOf(nodes) {
  return listOf(NodeList, { __proto__: StaticItems.prototype, nodes });
}

export let NO_NODES = nodeListOf([]);

// A page may put something on it.
onReset(() => {
  NO_NODES = nodeListOf([]);
});

// A live collection of the elements that `find` gives, as an array in tree order.
export function collectionOf(find, version = treeVersion) {
  return listOf(HTMLCollection, new FoundItems(find, version));
}

expose(NodeList, HTMLCollection);
