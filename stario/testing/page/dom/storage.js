// localStorage and sessionStorage (HTML standard 12.2). They outlive a document: the host keeps a copy.

import { throwDOM } from "./exceptions.js";
import { fire, StorageEvent } from "./events.js";
import { host, onReset } from "./host.js";
import { pageURL } from "./page-url.js";

const STORAGE_QUOTA = 5 * 1024 * 1024;
const STORAGE_AREAS = ["local", "session"];
const storedItems = { local: new Map(), session: new Map() };

onReset(() => {
  for (const area of STORAGE_AREAS) storedItems[area] = new Map();
});

export function fillStorage(local, session) {
  storedItems.local = new Map(Object.entries(local));
  storedItems.session = new Map(Object.entries(session));
}

// Another page of the same user has written.
export function storageChanged(area, key, oldValue, newValue, url) {
  if (key === null) storedItems[area].clear();
  else if (newValue === null) storedItems[area].delete(key);
  else storedItems[area].set(key, newValue);
  const storageArea = area === "local" ? localStorage : sessionStorage;
  fire(globalThis, "storage", { key, oldValue, newValue, url, storageArea }, StorageEvent);
}

export class Storage {
  constructor(area) {
    Object.defineProperty(this, "_area", { value: area });
  }

  get length() {
    return storedItems[this._area].size;
  }

  key(index) {
    return [...storedItems[this._area].keys()][Number(index) >>> 0] ?? null;
  }

  getItem(key) {
    return storedItems[this._area].get(String(key)) ?? null;
  }

  setItem(key, value) {
    const name = String(key);
    const text = String(value);
    const map = storedItems[this._area];
    if (name.length + text.length > STORAGE_QUOTA) {
      throwDOM(
        "QuotaExceededError",
        `Failed to execute 'setItem' on 'Storage': Setting the value of '${name}' exceeded the quota.`,
      );
    }
    const old = map.get(name) ?? null;
    map.set(name, text);
    if (old !== text) host("stored", this._area, name, old, text, pageURL());
  }

  removeItem(key) {
    const name = String(key);
    const old = storedItems[this._area].get(name) ?? null;
    if (storedItems[this._area].delete(name))
      host("stored", this._area, name, old, null, pageURL());
  }

  clear() {
    if (storedItems[this._area].size > 0) host("stored", this._area, null, null, null, pageURL());
    storedItems[this._area].clear();
  }
}

// Items are properties too, as far as no method has the name.
const itemsAsProperties = {
  get: (storage, name) =>
    name in storage || typeof name === "symbol"
      ? Reflect.get(storage, name)
      : (storedItems[storage._area].get(name) ?? undefined),
  set(storage, name, value) {
    storage.setItem(name, value);
    return true;
  },
  has: (storage, name) => name in storage || storedItems[storage._area].has(name),
  deleteProperty(storage, name) {
    storage.removeItem(name);
    return true;
  },
  ownKeys: (storage) => ["_area", ...storedItems[storage._area].keys()],
  getOwnPropertyDescriptor: (storage, name) =>
    storedItems[storage._area].has(name)
      ? {
          value: storedItems[storage._area].get(name),
          writable: true,
          enumerable: true,
          configurable: true,
        }
      : Reflect.getOwnPropertyDescriptor(storage, name),
};

export const localStorage = new Proxy(new Storage("local"), itemsAsProperties);
export const sessionStorage = new Proxy(new Storage("session"), itemsAsProperties);
