// IntersectionObserver (Intersection Observer 2.2). There is no layout: what is rendered is in view, whole.

import { performance } from "./clock.js";
import { runCallback } from "./errors.js";
import { askAfterTasks, onReset } from "./host.js";
import { treeVersion } from "./node.js";
import { startTimer } from "./timers.js";

let intersectionObservers = new Set();
let checkedVersion = -1;
let checkIsDue = false;

onReset(() => {
  intersectionObservers = new Set();
  checkedVersion = -1;
  checkIsDue = false;
});

function isInView(element) {
  return element.isConnected && (element.checkVisibility?.() ?? true);
}

export class IntersectionObserver {
  constructor(callback, options = {}) {
    if (typeof callback !== "function") {
      throw new TypeError(
        "Failed to construct 'IntersectionObserver': parameter 1 is not of type 'Function'.",
      );
    }
    const thresholds = [].concat(options?.threshold ?? 0).map(Number);
    if (thresholds.some((threshold) => !(threshold >= 0 && threshold <= 1))) {
      throw new RangeError(
        "Failed to construct 'IntersectionObserver': Threshold values must be numbers between 0 and 1",
      );
    }
    this._callback = callback;
    this._root = options?.root ?? null;
    this._rootMargin = options?.rootMargin ?? "0px 0px 0px 0px";
    this._thresholds = thresholds.sort((one, two) => one - two);
    // Each target, and whether it was in view when its observer was last told.
    this._targets = new Map();
    this._records = [];
  }

  get root() {
    return this._root;
  }

  get rootMargin() {
    return this._rootMargin;
  }

  get thresholds() {
    return this._thresholds;
  }

  observe(target) {
    if (this._targets.has(target)) return;
    this._targets.set(target, null);
    intersectionObservers.add(this);
    askAfterTasks();
    scheduleCheck();
  }

  unobserve(target) {
    this._targets.delete(target);
  }

  disconnect() {
    this._targets.clear();
    this._records = [];
    intersectionObservers.delete(this);
  }

  takeRecords() {
    return this._records.splice(0);
  }
}

function scheduleCheck() {
  if (checkIsDue) return;
  checkIsDue = true;
  startTimer(checkAll, 0);
}

// After each task: what has changed in the tree may have come into view, or gone out of it.
export function noticeChanges() {
  if (intersectionObservers.size > 0 && treeVersion() !== checkedVersion) scheduleCheck();
}

function checkAll() {
  checkIsDue = false;
  checkedVersion = treeVersion();
  const time = performance.now();
  for (const observer of [...intersectionObservers]) {
    for (const [target, before] of observer._targets) {
      const isIntersecting = isInView(target);
      if (isIntersecting === before) continue;
      observer._targets.set(target, isIntersecting);
      const intersectionRatio = isIntersecting ? 1 : 0;
      observer._records.push({ target, isIntersecting, intersectionRatio, time, rootBounds: null });
    }
    const records = observer.takeRecords();
    if (records.length > 0) runCallback(observer._callback, observer, [records, observer]);
  }
}
