// What an object has of its own in a browser, and here by its prototype: an event's `isTrusted`, the items of forms and
// selects.

import { Event } from "./events.js";
import { LOCAL_NAME, ownField } from "./own-fields.js";

const EVENT_TYPE = ownField("type");
const OF_EVENTS = ["isTrusted"];
const NONE = [];

// The names of such properties. Objects that a page makes are not asked for fields.
export function namesByPrototype(object) {
  if (Object.hasOwn(object, EVENT_TYPE) && object instanceof Event) return OF_EVENTS;
  if (!Object.hasOwn(object, LOCAL_NAME)) return NONE;
  return object._itemNames?.() ?? NONE;
}

// One of them as `Object.getOwnPropertyDescriptor` says it, or undefined.
export function descriptorByPrototype(object, name) {
  if (typeof object !== "object" || object === null) return undefined;
  if (!namesByPrototype(object).includes(String(name))) return undefined;
  if (object instanceof Event) {
    const { get } = Object.getOwnPropertyDescriptor(Event.prototype, "isTrusted");
    return { get, set: undefined, enumerable: true, configurable: false };
  }
  return { value: object[name], writable: false, enumerable: true, configurable: true };
}
