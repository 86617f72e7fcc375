// What an object has of its own in a browser, and here by its prototype: an event's `isTrusted`, the items of forms and
// selects.

import { indexOfKey } from "./collections.js";
import { Event } from "./events.js";
import { namedIn } from "./named-properties.js";
import { LOCAL_NAME, ownField } from "./own-fields.js";

const EVENT_TYPE = ownField("type");
const OF_EVENTS = ["isTrusted"];
const NONE = [];

// Objects that a page makes are not asked for fields.
function isEvent(object) {
  return Object.hasOwn(object, EVENT_TYPE) && object instanceof Event;
}

// The names of such properties, as `Object.getOwnPropertyNames` says them: a form's controls are not among them by name.
export function namesByPrototype(object) {
  if (isEvent(object)) return OF_EVENTS;
  if (!Object.hasOwn(object, LOCAL_NAME)) return NONE;
  return object._itemNames?.() ?? NONE;
}

// One of them as `Object.getOwnPropertyDescriptor` says it, or undefined.
export function descriptorByPrototype(object, key) {
  if (object === null || (typeof object !== "object" && typeof object !== "function"))
    return undefined;
  if (isEvent(object)) {
    if (key !== "isTrusted") return undefined;
    const { get } = Object.getOwnPropertyDescriptor(Event.prototype, key);
    return { get, set: undefined, enumerable: true, configurable: false };
  }
  const value = namedIn(object, key);
  if (value === undefined) return undefined;
  const isItem = indexOfKey(key) >= 0;
  const writable = isItem && object._putItem !== undefined;
  return { value, writable, enumerable: isItem, configurable: true };
}
