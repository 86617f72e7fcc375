// What changes in the slots of shadow trees is told by slotchange, in the microtask of the mutation observers (DOM
// standard 4.2.2.5).

import { fire } from "./events.js";
import { onReset } from "./host.js";
import { queueNotification } from "./mutation-observer.js";
import { following, rootOf } from "./node.js";
import {
  assignedNodesOf,
  forgetSlots,
  isSlot,
  isSlottable,
  shadowsExist,
  slotFor,
} from "./shadow.js";

let signalled = new Set();

onReset(() => {
  signalled = new Set();
});

export function updateSlots(shadow) {
  forgetSlots(shadow);
  for (let node = shadow._first; node !== null; node = following(node, shadow)) {
    if (isSlot(node)) updateSlot(node);
  }
}

function updateSlot(slot) {
  const now = assignedNodesOf(slot);
  const before = slot._assigned ?? [];
  if (now.length === before.length && now.every((node, index) => node === before[index])) return;
  slot._assigned = now;
  signal(slot);
}

function signal(slot) {
  signalled.add(slot);
  queueNotification();
}

function holdsSlot(root) {
  for (let node = root; node !== null; node = following(node, root)) if (isSlot(node)) return true;
  return false;
}

// The slot that a child of a host comes into or goes out of, if nothing but this one can have changed; undefined: all are
// to be looked at. Null: none.
function slotTouchedBy(shadow, node) {
  if (shadow.slotAssignment === "manual") return undefined;
  if (!isSlottable(node)) return null;
  const slot = slotFor(shadow, node);
  return slot !== null && slot._assigned === undefined ? undefined : slot;
}

function hostGains(shadow, node) {
  const slot = node._next === null ? slotTouchedBy(shadow, node) : undefined;
  if (slot === undefined) updateSlots(shadow);
  else if (slot !== null) {
    slot._assigned.push(node);
    signal(slot);
  }
}

function hostLoses(shadow, node) {
  const slot = slotTouchedBy(shadow, node);
  const at = slot ? slot._assigned.indexOf(node) : -1;
  if (slot === null) return;
  if (at < 0) updateSlots(shadow);
  else {
    // Taking the first away is so much faster.
    if (at === 0) slot._assigned.shift();
    else slot._assigned.splice(at, 1);
    signal(slot);
  }
}

export function slotsInserted(parent, nodes) {
  if (parent._shadow) {
    if (nodes.length === 1) hostGains(parent._shadow, nodes[0]);
    else updateSlots(parent._shadow);
  }
  const root = rootOf(parent);
  if (root._mode === undefined) return;
  if (isSlot(parent) && (parent._assigned ?? []).length === 0) signal(parent);
  if (nodes.some(holdsSlot)) updateSlots(root);
}

export function slotsRemoved(parent, node) {
  if (parent._shadow) hostLoses(parent._shadow, node);
  const root = rootOf(parent);
  if (root._mode === undefined) return;
  if (isSlot(parent) && (parent._assigned ?? []).length === 0) signal(parent);
  if (!holdsSlot(node)) return;
  updateSlots(root);
  for (let each = node; each !== null; each = following(each, node))
    if (isSlot(each)) updateSlot(each);
}

// `slot` of a host's child, or `name` of a slot, is another one.
export function slotAttribute(element, name, old, value) {
  if (!shadowsExist() || old === value) return;
  if (name === "slot" && element._parent?._shadow) updateSlots(element._parent._shadow);
  if (name === "name" && isSlot(element)) {
    const root = rootOf(element);
    if (root._mode !== undefined) updateSlots(root);
  }
}

export function fireSlotChanges() {
  if (signalled.size === 0) return;
  const slots = signalled;
  signalled = new Set();
  for (const slot of slots) fire(slot, "slotchange", { bubbles: true });
}
