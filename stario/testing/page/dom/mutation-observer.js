// Mutation observers (DOM standard 4.3).

import { expose } from "./expose.js";
import { NO_NODES, nodeListOf } from "./collections.js";
import { failed } from "./exceptions.js";
import { runCallback } from "./errors.js";
import { onReset } from "./host.js";
import { checkInstance } from "./own-fields.js";
import { fireSlotChanges } from "./slot-changes.js";

let registrations = 0;
// What anybody has ever asked to be told of.
let wantsChildren = false;
let wantsAttributes = false;
let wantsData = false;
let created = 0;
let queued = false;
let pending = [];

onReset(() => {
  registrations = 0;
  wantsChildren = false;
  wantsAttributes = false;
  wantsData = false;
  created = 0;
  queued = false;
  pending = [];
});

// Does anybody observe anything? Who changes much asks first.
export function isObserved() {
  return registrations > 0;
}

export class MutationRecord {
  constructor(type, target) {
    this.type = type;
    this.target = target;
    this.addedNodes = NO_NODES;
    this.removedNodes = NO_NODES;
    this.previousSibling = null;
    this.nextSibling = null;
    this.attributeName = null;
    this.attributeNamespace = null;
    this.oldValue = null;
  }
}

function observeOptions(init) {
  const options = {
    childList: Boolean(init.childList),
    attributes: Boolean(init.attributes),
    characterData: Boolean(init.characterData),
    subtree: Boolean(init.subtree),
    attributeOldValue: Boolean(init.attributeOldValue),
    characterDataOldValue: Boolean(init.characterDataOldValue),
    filter:
      init.attributeFilter === undefined ? null : new Set([...init.attributeFilter].map(String)),
  };
  if (init.attributes === undefined) {
    options.attributes = init.attributeOldValue !== undefined || options.filter !== null;
  }
  if (init.characterData === undefined) {
    options.characterData = init.characterDataOldValue !== undefined;
  }
  let reason = null;
  if (options.attributeOldValue && !options.attributes) {
    reason =
      "The options object may only set 'attributeOldValue' to true when 'attributes' is true or not present.";
  } else if (options.filter !== null && !options.attributes) {
    reason =
      "The options object may only set 'attributeFilter' when 'attributes' is true or not present.";
  } else if (options.characterDataOldValue && !options.characterData) {
    reason =
      "The options object may only set 'characterDataOldValue' to true when 'characterData' is true or not present.";
  } else if (!options.childList && !options.attributes && !options.characterData) {
    reason =
      "The options object must set at least one of 'attributes', 'characterData', or 'childList' to true.";
  }
  if (reason !== null) throw new TypeError(failed("observe", "MutationObserver", reason));
  return options;
}

export class MutationObserver {
  constructor(callback) {
    if (typeof callback !== "function") {
      const reason =
        arguments.length === 0
          ? "1 argument required, but only 0 present."
          : "parameter 1 is not of type 'Function'.";
      throw new TypeError(`Failed to construct 'MutationObserver': ${reason}`);
    }
    this._callback = callback;
    this._records = [];
    this._nodes = new Set();
    // Whether some of them are only watched until it is told.
    this._transient = false;
    this._order = created++;
  }

  observe(target, init = {}) {
    if (target?._kind === undefined) {
      const reason = "parameter 1 is not of type 'Node'.";
      throw new TypeError(failed("observe", "MutationObserver", reason));
    }
    const options = observeOptions(init);
    wantsChildren ||= options.childList;
    wantsAttributes ||= options.attributes;
    wantsData ||= options.characterData;
    checkInstance(target);
    target._registered ??= [];
    const known = target._registered.find((each) => each.observer === this && each.source === null);
    if (known !== undefined) {
      dropTransient(this, known);
      known.options = options;
      return;
    }
    target._registered.push({ observer: this, options, source: null });
    registrations++;
    this._nodes.add(target);
  }

  disconnect() {
    for (const node of this._nodes) drop(node, (each) => each.observer === this);
    this._nodes.clear();
    this._records = [];
  }

  takeRecords() {
    const records = this._records;
    this._records = [];
    return records;
  }
}

function drop(node, isGone) {
  const before = node._registered;
  if (before === null) return;
  const left = before.filter((each) => !isGone(each));
  registrations -= before.length - left.length;
  node._registered = left.length === 0 ? null : left;
}

function dropTransient(observer, source) {
  for (const node of observer._nodes) drop(node, (each) => each.source === source);
}

// What is removed is observed on until the observers have been told ("transient registered observers").
export function watchRemoved(parent, node) {
  if (registrations === 0) return;
  for (let above = parent; above !== null; above = above._parent) {
    const registered = above._registered;
    if (registered === null) continue;
    for (let i = 0; i < registered.length; i++) {
      const own = registered[i];
      if (!own.options.subtree) continue;
      node._registered ??= [];
      const source = own.source ?? own;
      node._registered.push({ observer: own.observer, options: own.options, source });
      registrations++;
      own.observer._nodes.add(node);
      own.observer._transient = true;
    }
  }
}

function queueRecord(type, target, oldValue, fill) {
  const interested = [];
  const records = [];
  for (let node = target; node !== null; node = node._parent) {
    const registered = node._registered;
    if (registered === null) continue;
    for (let i = 0; i < registered.length; i++) {
      const { observer, options } = registered[i];
      if (!options[type] || (node !== target && !options.subtree)) continue;
      const known = interested.indexOf(observer);
      if (known >= 0) {
        if (wantsOld(type, options)) records[known].oldValue = oldValue;
        continue;
      }
      const record = new MutationRecord(type, target);
      if (fill(record, options) === false) continue;
      if (wantsOld(type, options)) record.oldValue = oldValue;
      interested.push(observer);
      records.push(record);
    }
  }
  if (records.length === 0) return;
  for (let i = 0; i < records.length; i++) {
    if (interested[i]._records.push(records[i]) === 1) pending.push(interested[i]);
  }
  queueNotification();
}

function wantsOld(type, options) {
  return type === "attributes"
    ? options.attributeOldValue
    : type === "characterData" && options.characterDataOldValue;
}

export function recordChildren(target, added, removed, previous, next) {
  if (registrations === 0 || !wantsChildren) return;
  let addedNodes = null;
  let removedNodes = null;
  queueRecord("childList", target, null, (record) => {
    addedNodes ??= added.length === 0 ? NO_NODES : nodeListOf(added);
    removedNodes ??= removed.length === 0 ? NO_NODES : nodeListOf(removed);
    record.addedNodes = addedNodes;
    record.removedNodes = removedNodes;
    record.previousSibling = previous;
    record.nextSibling = next;
  });
}

export function recordAttribute(target, name, namespace, oldValue) {
  if (registrations === 0 || !wantsAttributes) return;
  queueRecord("attributes", target, oldValue, (record, options) => {
    if (options.filter !== null && (namespace !== null || !options.filter.has(name))) return false;
    record.attributeName = name;
    record.attributeNamespace = namespace;
    return true;
  });
}

export function recordData(target, oldValue) {
  if (registrations === 0 || !wantsData) return;
  queueRecord("characterData", target, oldValue, () => true);
}

// One microtask for all observers and all slots that have something to tell.
export function queueNotification() {
  if (queued) return;
  queued = true;
  Promise.resolve().then(notify);
}

function inOrder(observers) {
  return [...new Set(observers)].sort((a, b) => a._order - b._order);
}

function dropAllTransient(observer) {
  observer._transient = false;
  for (const node of observer._nodes) {
    drop(node, (each) => each.observer === observer && each.source !== null);
    if (node._registered === null) observer._nodes.delete(node);
  }
}

function notify() {
  queued = false;
  const observers = pending.length === 1 ? pending : inOrder(pending);
  pending = [];
  for (const observer of observers) {
    const records = observer.takeRecords();
    if (observer._transient) dropAllTransient(observer);
    if (records.length > 0) runCallback(observer._callback, observer, [records, observer]);
  }
  fireSlotChanges();
}

expose(MutationRecord, MutationObserver);
