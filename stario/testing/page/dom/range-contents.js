// What a range does to the tree (DOM standard 5.5, HTML standard 8.5.7).

import { withReactions } from "./custom-elements.js";
import { cloneNode } from "./clone-node.js";
import { failed, throwDOM } from "./exceptions.js";
import { indexOfNode } from "./live-ranges.js";
import { parseFragment } from "./markup.js";
import { mixin } from "./parent-node.js";
import { Range, compareBoundaries, lengthOf } from "./range.js";
import { checkInsertion, preInsert } from "./tree-validity.js";
import { childrenOf, remove } from "./tree.js";

function isContained(node, range) {
  const parent = node._parent;
  if (parent === null) return false;
  const index = indexOfNode(node);
  return (
    compareBoundaries(parent, index, range._start, range._startOffset) >= 0 &&
    compareBoundaries(parent, index + 1, range._end, range._endOffset) <= 0
  );
}

function hasData(node) {
  return node._data !== undefined;
}

function isAncestor(node, of) {
  return node !== of && node.contains(of);
}

// A copy of the data between two offsets; taken out, if it is to go.
function takeData(node, start, end, cuts, fragment) {
  const copy = cloneNode(node, false, node._document);
  copy._data = node._data.slice(start, end);
  fragment.appendChild(copy);
  if (cuts) node.replaceData(start, end - start, "");
}

function subRange(start, startOffset, end, endOffset) {
  const range = new Range();
  range._start = start;
  range._startOffset = startOffset;
  range._end = end;
  range._endOffset = endOffset;
  return range;
}

// "Extract" and "clone the contents": one walk for both.
function contentsOf(range, cuts) {
  const { _start: start, _startOffset: startOffset, _end: end, _endOffset: endOffset } = range;
  const fragment = start._document.createDocumentFragment();
  if (range.collapsed) return fragment;
  if (start === end && hasData(start)) {
    takeData(start, startOffset, endOffset, cuts, fragment);
    return fragment;
  }
  let common = start;
  while (!common.contains(end)) common = common._parent;
  const children = childrenOf(common);
  const first = start.contains(end) ? null : children.find((child) => child.contains(start));
  const last = end.contains(start) ? null : children.find((child) => child.contains(end));
  const contained = children.filter((child) => isContained(child, range));
  if (contained.some((child) => child._kind === 10)) {
    const method = cuts ? "extractContents" : "cloneContents";
    throwDOM("HierarchyRequestError", failed(method, "Range", "The Range contains a doctype."));
  }
  const collapsed = cuts ? pointAfterCut(range) : null;
  if (first) {
    if (hasData(first)) takeData(first, startOffset, lengthOf(first), cuts, fragment);
    else partOf(first, subRange(start, startOffset, first, lengthOf(first)), cuts, fragment);
  }
  for (const child of contained) {
    fragment.appendChild(cuts ? child : cloneNode(child, true, child._document));
  }
  if (last && last !== first) {
    if (hasData(last)) takeData(last, 0, endOffset, cuts, fragment);
    else partOf(last, subRange(last, 0, end, endOffset), cuts, fragment);
  }
  if (collapsed !== null) setCollapsed(range, collapsed);
  return fragment;
}

function partOf(node, range, cuts, fragment) {
  const copy = cloneNode(node, false, node._document);
  fragment.appendChild(copy);
  copy.appendChild(contentsOf(range, cuts));
}

// Where a range is when its contents are gone.
function pointAfterCut(range) {
  const { _start: start, _startOffset: offset, _end: end } = range;
  if (start === end || isAncestor(start, end)) return [start, offset];
  let node = start;
  while (node._parent !== null && !node._parent.contains(end)) node = node._parent;
  return [node._parent, indexOfNode(node) + 1];
}

function setCollapsed(range, [node, offset]) {
  range._start = node;
  range._end = node;
  range._startOffset = offset;
  range._endOffset = offset;
}

mixin(Range, {
  deleteContents() {
    if (this.collapsed) return;
    const { _start: start, _startOffset: startOffset, _end: end, _endOffset: endOffset } = this;
    if (start === end && hasData(start)) {
      start.replaceData(startOffset, endOffset - startOffset, "");
      return;
    }
    const gone = [];
    collectContained(this.commonAncestorContainer, this, gone);
    const point = pointAfterCut(this);
    if (hasData(start)) start.replaceData(startOffset, lengthOf(start) - startOffset, "");
    for (const node of gone) remove(node);
    if (hasData(end)) end.replaceData(0, endOffset, "");
    setCollapsed(this, point);
  },
  extractContents() {
    return contentsOf(this, true);
  },
  cloneContents() {
    return contentsOf(this, false);
  },
  insertNode(node) {
    let start = this._start;
    const refused =
      start._kind === 7 || start._kind === 8 || (start._kind === 3 && start._parent === null);
    if (refused || start === node) {
      const reason = "This Node type does not support this method.";
      throwDOM("HierarchyRequestError", failed("insertNode", "Range", reason));
    }
    const isText = start._kind === 3 || start._kind === 4;
    let before = isText ? start : (childrenOf(start)[this._startOffset] ?? null);
    const text = start;
    if (isText) start = text._parent;
    // Before anything is split.
    checkInsertion(start, node, before, "insertNode");
    if (isText) before = text.splitText(this._startOffset);
    if (node === before) before = before._next;
    if (node._parent !== null) remove(node);
    const wasCollapsed = this.collapsed;
    const offset =
      (before === null ? lengthOf(start) : indexOfNode(before)) +
      (node._kind === 11 ? lengthOf(node) : 1);
    preInsert(start, node, before, "insertNode");
    if (wasCollapsed) this.setEnd(start, offset);
  },
  surroundContents(parent) {
    for (const node of [this._start, this._end]) {
      const common = this.commonAncestorContainer;
      for (let at = node; at !== common; at = at._parent) {
        if (at._kind === 3) continue;
        const reason = "The Range has partially selected a non-Text node.";
        throwDOM("InvalidStateError", failed("surroundContents", "Range", reason));
      }
    }
    if (parent._kind === 9 || parent._kind === 10 || parent._kind === 11) {
      const reason = `The node provided is of type '${parent.nodeName}'.`;
      throwDOM("InvalidNodeTypeError", failed("surroundContents", "Range", reason));
    }
    const fragment = this.extractContents();
    while (parent._first !== null) remove(parent._first);
    this.insertNode(parent);
    parent.appendChild(fragment);
    this.selectNode(parent);
  },
  createContextualFragment(markup) {
    let context = this._start._kind === 1 ? this._start : this._start.parentElement;
    if (context === null || (context._isHTML && context._localName === "html")) {
      context = this._start._document.createElement("body");
    }
    const fragment = withReactions(() => parseFragment(String(markup), context));
    // These scripts run when they are inserted, unlike those of innerHTML.
    for (const script of fragment.querySelectorAll("script")) script._started = false;
    return fragment;
  },
});

function collectContained(node, range, found) {
  for (let child = node._first; child !== null; child = child._next) {
    if (isContained(child, range)) found.push(child);
    else if (range.intersectsNode(child)) collectContained(child, range, found);
  }
}
