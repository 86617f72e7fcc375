// localStorage and sessionStorage (HTML standard 12.2). They outlive a document: the host keeps a copy.

import { needsArguments, throwDOM } from "./exceptions.js";
import { fire, StorageEvent } from "./events.js";
import { host, onReset } from "./host.js";
import { pageURL } from "./page-url.js";
import { ownField } from "./own-fields.js";

const STORAGE_QUOTA = 5 * 1024 * 1024;
const STORAGE_AREAS = ["local", "session"];
const storedItems = { local: new Map(), session: new Map() };
// How many characters the names and values of an area have.
const storedLengths = { local: 0, session: 0 };

function fillArea(area, items) {
  storedItems[area] = new Map(items);
  storedLengths[area] = 0;
  for (const [name, text] of items) storedLengths[area] += name.length + text.length;
}

// How much longer an area is with another value for a name; null: without it.
function growth(area, name, text) {
  const old = storedItems[area].get(name);
  const before = old === undefined ? 0 : name.length + old.length;
  return (text === null ? 0 : name.length + text.length) - before;
}

function putItem(area, name, text) {
  storedLengths[area] += growth(area, name, text);
  if (text === null) storedItems[area].delete(name);
  else storedItems[area].set(name, text);
}

onReset(() => {
  for (const area of STORAGE_AREAS) fillArea(area, []);
});

export function fillStorage(local, session) {
  fillArea("local", Object.entries(local));
  fillArea("session", Object.entries(session));
}

// Another page of the same user has written.
export function storageChanged(area, key, oldValue, newValue, url) {
  if (key === null) fillArea(area, []);
  else putItem(area, key, newValue);
  const storageArea = area === "local" ? localStorage : sessionStorage;
  fire(globalThis, "storage", { key, oldValue, newValue, url, storageArea }, StorageEvent);
}

export class Storage {
  constructor(area) {
    Object.defineProperty(this, ownField("area"), { value: area, configurable: true });
  }

  get length() {
    return storedItems[this._area].size;
  }

  key(index) {
    needsArguments("key", "Storage", 1, arguments.length);
    return [...storedItems[this._area].keys()][Number(index) >>> 0] ?? null;
  }

  getItem(key) {
    needsArguments("getItem", "Storage", 1, arguments.length);
    return storedItems[this._area].get(String(key)) ?? null;
  }

  setItem(key, value) {
    needsArguments("setItem", "Storage", 2, arguments.length);
    store(this._area, String(key), String(value), "Failed to execute 'setItem' on 'Storage'");
  }

  removeItem(key) {
    needsArguments("removeItem", "Storage", 1, arguments.length);
    const name = String(key);
    const old = storedItems[this._area].get(name);
    if (old === undefined) return;
    putItem(this._area, name, null);
    host("stored", this._area, name, old, null, pageURL());
  }

  clear() {
    if (storedItems[this._area].size > 0) host("stored", this._area, null, null, null, pageURL());
    fillArea(this._area, []);
  }
}

function store(area, name, text, where) {
  const more = growth(area, name, text);
  if (more > 0 && storedLengths[area] + more > STORAGE_QUOTA) {
    const reason = `Setting the value of '${name}' exceeded the quota.`;
    throwDOM("QuotaExceededError", `${where}: ${reason}`);
  }
  const old = storedItems[area].get(name) ?? null;
  putItem(area, name, text);
  if (old !== text) host("stored", area, name, old, text, pageURL());
}

// Items are properties too, as far as no method has the name.
const itemsAsProperties = {
  get: (storage, name) =>
    name in storage || typeof name === "symbol"
      ? Reflect.get(storage, name)
      : (storedItems[storage._area].get(name) ?? undefined),
  set(storage, name, value) {
    const where = `Failed to set a named property '${String(name)}' on 'Storage'`;
    store(storage._area, String(name), String(value), where);
    return true;
  },
  has: (storage, name) => name in storage || storedItems[storage._area].has(name),
  defineProperty(storage, name, descriptor) {
    if (!("value" in descriptor)) return false;
    return itemsAsProperties.set(storage, name, descriptor.value);
  },
  deleteProperty(storage, name) {
    storage.removeItem(name);
    return true;
  },
  ownKeys: (storage) => [...storedItems[storage._area].keys()],
  getOwnPropertyDescriptor: (storage, name) =>
    storedItems[storage._area].has(name)
      ? {
          value: storedItems[storage._area].get(name),
          writable: true,
          enumerable: true,
          configurable: true,
        }
      : Reflect.getOwnPropertyDescriptor(storage, name),
  preventExtensions: () => false,
};

export const localStorage = new Proxy(new Storage("local"), itemsAsProperties);
export const sessionStorage = new Proxy(new Storage("session"), itemsAsProperties);
