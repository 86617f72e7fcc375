// Ranges and node iterators follow the tree (DOM standard 5.5 "live ranges", 6.1 "pre-removing steps").

import { onReset } from "./host.js";
import { following, followingSkipping } from "./node.js";

// Weakly: nobody says when a range or an iterator is not needed any more.
let followers = [];
let addedSince = 0;

onReset(() => {
  followers = [];
  addedSince = 0;
});

export function addFollower(follower) {
  if (++addedSince > 100) {
    addedSince = 0;
    followers = followers.filter((reference) => reference.deref() !== undefined);
  }
  followers.push(new WeakRef(follower));
}

export function followersExist() {
  return followers.length > 0;
}

export function indexOfNode(node) {
  let index = 0;
  for (let at = node._previous; at !== null; at = at._previous) index++;
  return index;
}

function isInside(node, root) {
  for (let at = node; at !== null; at = at._parent) if (at === root) return true;
  return false;
}

// Nodes are about to be inserted before a child.
export function followInsertion(parent, before, count) {
  const index = indexOfNode(before);
  moveOffsets(parent, (offset) => (offset > index ? offset + count : offset));
}

// Each range's offset within a node.
export function moveOffsets(node, move) {
  for (const reference of followers) {
    const range = reference.deref();
    if (range?._start === undefined) continue;
    if (range._start === node) range._startOffset = move(range._startOffset);
    if (range._end === node) range._endOffset = move(range._endOffset);
  }
}

// Boundaries in one node go to another: `move` gives [node, offset], or null for those that stay.
export function moveBoundaries(node, move) {
  for (const reference of followers) {
    const range = reference.deref();
    if (range?._start === undefined) continue;
    if (range._start === node) {
      const to = move(range._startOffset);
      if (to !== null) [range._start, range._startOffset] = to;
    }
    if (range._end === node) {
      const to = move(range._endOffset);
      if (to !== null) [range._end, range._endOffset] = to;
    }
  }
}

// A node is about to be removed.
export function followRemoval(node) {
  const parent = node._parent;
  const index = indexOfNode(node);
  for (const reference of followers) {
    const follower = reference.deref();
    if (follower === undefined) continue;
    if (follower._start === undefined) {
      leaveRemoved(follower, node);
      continue;
    }
    if (isInside(follower._start, node)) {
      follower._start = parent;
      follower._startOffset = index;
    } else if (follower._start === parent && follower._startOffset > index) follower._startOffset--;
    if (isInside(follower._end, node)) {
      follower._end = parent;
      follower._endOffset = index;
    } else if (follower._end === parent && follower._endOffset > index) follower._endOffset--;
  }
}

// A node iterator whose reference goes away takes the nearest that stays.
function leaveRemoved(iterator, node) {
  if (!isInside(iterator._reference, node) || node === iterator._root) return;
  if (isInside(iterator._root, node)) return;
  if (iterator._before) {
    const next = followingSkipping(node, iterator._root);
    if (next !== null) {
      iterator._reference = next;
      return;
    }
    iterator._before = false;
  }
  let previous = node._previous;
  if (previous === null) {
    iterator._reference = node._parent;
    return;
  }
  for (let at = previous; at !== null; at = following(at, previous)) {
    if (following(at, previous) === null) {
      previous = at;
      break;
    }
  }
  iterator._reference = previous;
}
