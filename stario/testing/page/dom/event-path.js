// The way that an event takes, with shadow trees in it (DOM standard 2.9, "dispatch").

import { assignedSlotOf } from "./shadow.js";

// Fills event._path, and event._entries if a shadow tree is on the way. False: it is not to be sent.
export function pathOf(target, event) {
  const path = [];
  let node = target;
  if (target._kind === undefined) {
    path.push(target);
  } else {
    for (;;) {
      path.push(node);
      const parent = node._parent;
      if (parent === null) break;
      if (parent._shadow !== undefined && parent._shadow !== null) return shadowPath(target, event);
      node = parent;
    }
    if (node._kind === 9) {
      if (node === globalThis.document && event._type !== "load") path.push(globalThis);
    } else if (node._host !== undefined) {
      return shadowPath(target, event);
    }
  }
  const related = event._data?.relatedTarget;
  if (related != null && isInShadowTree(related)) return shadowPath(target, event);
  event._path = path;
  event._entries = null;
  return true;
}

function rootAbove(node) {
  let root = node;
  while (root._parent) root = root._parent;
  return root;
}

function isShadow(node) {
  return node._kind === 11 && node._host !== undefined;
}

export function isInShadowTree(node) {
  return node._kind !== undefined && isShadow(rootAbove(node));
}

// What of `node` those in the tree of `viewer` may see (DOM standard 4.2.2, "retarget").
export function retarget(node, viewer) {
  let seen = node;
  while (seen !== null && seen !== undefined && seen._kind !== undefined) {
    const root = rootAbove(seen);
    if (!isShadow(root)) return seen;
    if (viewer._kind !== undefined && includesAcrossShadow(root, viewer)) return seen;
    seen = root._host;
  }
  return seen ?? null;
}

export function includesAcrossShadow(root, node) {
  for (let at = node; at; at = at._parent ?? at._host ?? null) if (at === root) return true;
  return false;
}

function parentOnPath(item, event, first) {
  if (item._kind === undefined) return null;
  if (item._kind === 9) {
    return item === globalThis.document && event._type !== "load" ? globalThis : null;
  }
  if (isShadow(item)) {
    return !event._composed && rootAbove(first) === item ? null : item._host;
  }
  return assignedSlotOf(item) ?? item._parent;
}

function shadowPath(start, event) {
  const relatedGiven = event._data?.relatedTarget ?? null;
  let target = start;
  let related = relatedGiven === null ? null : retarget(relatedGiven, target);
  if (target === related && target !== relatedGiven) return false;
  const entries = [];
  addEntry(entries, start, target, related, false);
  let slotted = assignedSlotOf(start) !== null ? start : null;
  let inClosedSlot = false;
  let parent = parentOnPath(start, event, start);
  while (parent !== null) {
    if (slotted !== null) {
      slotted = null;
      const root = rootAbove(parent);
      if (isShadow(root) && root._mode === "closed") inClosedSlot = true;
    }
    if (assignedSlotOf(parent) !== null) slotted = parent;
    related = relatedGiven === null ? null : retarget(relatedGiven, parent);
    if (parent._kind === undefined || includesAcrossShadow(rootAbove(target), parent)) {
      addEntry(entries, parent, null, related, inClosedSlot);
    } else if (parent === related) {
      break;
    } else {
      target = parent;
      addEntry(entries, parent, target, related, inClosedSlot);
    }
    inClosedSlot = false;
    parent = parentOnPath(parent, event, start);
  }
  event._path = entries.map((entry) => entry.item);
  event._entries = entries;
  return true;
}

function addEntry(entries, item, target, relatedTarget, closedSlot) {
  entries.push({
    item,
    target,
    relatedTarget,
    closedSlot,
    closedRoot: item._kind === 11 && item._mode === "closed",
    inShadow: target !== null && target._kind !== undefined && isShadow(rootAbove(target)),
  });
}

// composedPath: without what lies in closed shadow trees that the current target is not part of (2.2).
export function visiblePath(event) {
  const entries = event._entries;
  let at = entries.length - 1;
  let hidden = 0;
  for (; at >= 0; at--) {
    if (entries[at].closedRoot) hidden++;
    if (entries[at].item === event._currentTarget) break;
    if (entries[at].closedSlot) hidden--;
  }
  const visible = [entries[at].item];
  let level = hidden;
  let limit = hidden;
  for (let i = at - 1; i >= 0; i--) {
    if (entries[i].closedRoot) level++;
    if (level <= limit) visible.unshift(entries[i].item);
    if (entries[i].closedSlot && --level < limit) limit = level;
  }
  level = hidden;
  limit = hidden;
  for (let i = at + 1; i < entries.length; i++) {
    if (entries[i].closedSlot) level++;
    if (level <= limit) visible.push(entries[i].item);
    if (entries[i].closedRoot && --level < limit) limit = level;
  }
  return visible;
}
