// Ranges (DOM standard 5). What changes the tree through one is in range-contents.js.

import { Document } from "./document.js";
import { expose } from "./expose.js";
import { failed, illegalConstructor, throwDOM } from "./exceptions.js";
import { addFollower, indexOfNode } from "./live-ranges.js";
import { Node, following, followingSkipping, rootOf } from "./node.js";
import { mixin } from "./parent-node.js";

export function lengthOf(node) {
  if (node._kind === 10) return 0;
  if (node._data !== undefined) return node._data.length;
  let count = 0;
  for (let child = node._first; child !== null; child = child._next) count++;
  return count;
}

// -1, 0 or 1: is one boundary point before, at or after another of the same tree?
export function compareBoundaries(node, offset, other, otherOffset) {
  if (node === other) return Math.sign(offset - otherOffset);
  if (other.compareDocumentPosition(node) & 4) {
    return -compareBoundaries(other, otherOffset, node, offset);
  }
  let child = other;
  while (child !== null && child._parent !== node) child = child._parent;
  return child !== null && indexOfNode(child) < offset ? 1 : -1;
}

export class AbstractRange {
  constructor(start, startOffset, end, endOffset) {
    if (start === undefined) illegalConstructor(new.target.name);
    this._start = start;
    this._startOffset = startOffset;
    this._end = end;
    this._endOffset = endOffset;
  }

  get startContainer() {
    return this._start;
  }

  get startOffset() {
    return this._startOffset;
  }

  get endContainer() {
    return this._end;
  }

  get endOffset() {
    return this._endOffset;
  }

  get collapsed() {
    return this._start === this._end && this._startOffset === this._endOffset;
  }
}

export class StaticRange extends AbstractRange {
  constructor(init) {
    const failure = "Failed to construct 'StaticRange': ";
    for (const name of ["endContainer", "endOffset", "startContainer", "startOffset"]) {
      const isNode = name.endsWith("Container");
      if (init?.[name] !== undefined && (!isNode || init[name] instanceof Node)) continue;
      const isMissing = init?.[name] === undefined;
      const reason = isMissing
        ? "Required member is undefined."
        : "Failed to convert value to 'Node'.";
      throw new TypeError(
        `${failure}Failed to read the '${name}' property from 'StaticRangeInit': ${reason}`,
      );
    }
    if (
      [init.startContainer._kind, init.endContainer._kind].some((kind) => kind === 2 || kind === 10)
    ) {
      const reason =
        "Neither startContainer nor endContainer can be a DocumentType or Attribute node.";
      throwDOM("InvalidNodeTypeError", failure + reason);
    }
    super(init.startContainer, init.startOffset, init.endContainer, init.endOffset);
  }
}

function checkBoundary(node, offset, method) {
  if (!(node instanceof Node)) {
    throw new TypeError(failed(method, "Range", "parameter 1 is not of type 'Node'."));
  }
  if (node._kind === 10) {
    const reason = `The node provided is of type '${node.nodeName}'.`;
    throwDOM("InvalidNodeTypeError", failed(method, "Range", reason));
  }
  if (offset > lengthOf(node)) {
    const reason =
      node._data === undefined
        ? `There is no child at offset ${offset}.`
        : `The offset ${offset} is larger than the node's length (${lengthOf(node)}).`;
    throwDOM("IndexSizeError", failed(method, "Range", reason));
  }
}

function parentFor(node, method) {
  if (!(node instanceof Node)) {
    throw new TypeError(failed(method, "Range", "parameter 1 is not of type 'Node'."));
  }
  if (node._parent === null) {
    throwDOM("InvalidNodeTypeError", failed(method, "Range", "the given Node has no parent."));
  }
  return node._parent;
}

export class Range extends AbstractRange {
  constructor() {
    super(globalThis.document, 0, globalThis.document, 0);
    addFollower(this);
  }

  get commonAncestorContainer() {
    let node = this._start;
    while (!node.contains(this._end)) node = node._parent;
    return node;
  }

  setStart(node, offset) {
    const at = offset >>> 0;
    checkBoundary(node, at, "setStart");
    const isApart = rootOf(node) !== rootOf(this._end);
    if (isApart || compareBoundaries(node, at, this._end, this._endOffset) > 0) {
      this._end = node;
      this._endOffset = at;
    }
    this._start = node;
    this._startOffset = at;
  }

  setEnd(node, offset) {
    const at = offset >>> 0;
    checkBoundary(node, at, "setEnd");
    const isApart = rootOf(node) !== rootOf(this._start);
    if (isApart || compareBoundaries(node, at, this._start, this._startOffset) < 0) {
      this._start = node;
      this._startOffset = at;
    }
    this._end = node;
    this._endOffset = at;
  }

  setStartBefore(node) {
    this.setStart(parentFor(node, "setStartBefore"), indexOfNode(node));
  }

  setStartAfter(node) {
    this.setStart(parentFor(node, "setStartAfter"), indexOfNode(node) + 1);
  }

  setEndBefore(node) {
    this.setEnd(parentFor(node, "setEndBefore"), indexOfNode(node));
  }

  setEndAfter(node) {
    this.setEnd(parentFor(node, "setEndAfter"), indexOfNode(node) + 1);
  }

  collapse(toStart = false) {
    if (toStart) this.setEnd(this._start, this._startOffset);
    else this.setStart(this._end, this._endOffset);
  }

  selectNode(node) {
    const parent = parentFor(node, "selectNode");
    const index = indexOfNode(node);
    this.setStart(parent, index);
    this.setEnd(parent, index + 1);
  }

  selectNodeContents(node) {
    checkBoundary(node, 0, "selectNodeContents");
    this.setStart(node, 0);
    this.setEnd(node, lengthOf(node));
  }

  compareBoundaryPoints(how, source) {
    const kind = Number(how) & 65535;
    if (kind > 3) {
      const reason =
        "The comparison method provided must be one of 'START_TO_START', 'START_TO_END', 'END_TO_END', or 'END_TO_START'.";
      throwDOM("NotSupportedError", failed("compareBoundaryPoints", "Range", reason));
    }
    if (rootOf(this._start) !== rootOf(source._start)) {
      const reason = "The source range is in a different document than this range.";
      throwDOM("WrongDocumentError", failed("compareBoundaryPoints", "Range", reason));
    }
    const own =
      kind === 0 || kind === 3 ? [this._start, this._startOffset] : [this._end, this._endOffset];
    const other =
      kind === 0 || kind === 1
        ? [source._start, source._startOffset]
        : [source._end, source._endOffset];
    return compareBoundaries(...own, ...other);
  }

  comparePoint(node, offset) {
    if (rootOf(node) !== rootOf(this._start)) {
      const reason = "The node provided and the Range are not in the same tree.";
      throwDOM("WrongDocumentError", failed("comparePoint", "Range", reason));
    }
    checkBoundary(node, offset >>> 0, "comparePoint");
    if (compareBoundaries(node, offset >>> 0, this._start, this._startOffset) < 0) return -1;
    return compareBoundaries(node, offset >>> 0, this._end, this._endOffset) > 0 ? 1 : 0;
  }

  isPointInRange(node, offset) {
    return rootOf(node) === rootOf(this._start) && this.comparePoint(node, offset) === 0;
  }

  intersectsNode(node) {
    if (rootOf(node) !== rootOf(this._start)) return false;
    const parent = node._parent;
    if (parent === null) return true;
    const index = indexOfNode(node);
    return (
      compareBoundaries(parent, index, this._end, this._endOffset) < 0 &&
      compareBoundaries(parent, index + 1, this._start, this._startOffset) > 0
    );
  }

  cloneRange() {
    const copy = new Range();
    copy._start = this._start;
    copy._startOffset = this._startOffset;
    copy._end = this._end;
    copy._endOffset = this._endOffset;
    return copy;
  }

  detach() {}

  toString() {
    if (this._start === this._end && this._start._kind === 3) {
      return this._start._data.slice(this._startOffset, this._endOffset);
    }
    let text = this._start._kind === 3 ? this._start._data.slice(this._startOffset) : "";
    const root = rootOf(this._start);
    const end = endOfRange(this);
    for (
      let node = firstOfRange(this, root);
      node !== null && node !== end;
      node = following(node, root)
    ) {
      if ((node._kind === 3 || node._kind === 4) && node !== this._start) {
        text += node === this._end ? node._data.slice(0, this._endOffset) : node._data;
      }
    }
    return text;
  }
}

// The first node that begins in or after the start.
function firstOfRange(range, root) {
  const { _start: start, _startOffset: offset } = range;
  if (start._data !== undefined) return start;
  let child = start._first;
  for (let i = 0; i < offset && child !== null; i++) child = child._next;
  return child ?? followingSkipping(start, root);
}

// The node before which the range ends.
function endOfRange(range) {
  const { _end: end, _endOffset: offset } = range;
  const root = rootOf(end);
  if (end._data !== undefined) return followingSkipping(end, root);
  let child = end._first;
  for (let i = 0; i < offset && child !== null; i++) child = child._next;
  return child ?? followingSkipping(end, root);
}

["START_TO_START", "START_TO_END", "END_TO_END", "END_TO_START"].forEach((name, value) => {
  Object.defineProperty(Range, name, { value, enumerable: true });
  Object.defineProperty(Range.prototype, name, { value, enumerable: true });
});

mixin(Document, {
  createRange() {
    const range = new Range();
    range._start = this;
    range._end = this;
    return range;
  },
});

expose(AbstractRange, StaticRange, Range);
