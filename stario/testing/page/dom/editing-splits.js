// Enter in what is contenteditable, as Chromium does it: a block is cut in two, or a line ends with <br>.

import { cloneNode } from "./clone-node.js";
import { setData } from "./character-data.js";
import { appendToLine, freshElement, nodesOfLine, placeBreak } from "./editing-changes.js";
import { isBlockIn, linesIn, placeOfPosition } from "./editing-lines.js";
import { notSimulated } from "./not-simulated.js";
import { insert, remove } from "./tree.js";

// What is behind a place in a block, cut off there, as nodes that are out of the tree.
function cutBehind(line, offset) {
  const { block, units } = line;
  const after = units[offset] ?? null;
  const before = units[offset - 1] ?? null;
  let at;
  if (after !== null && before?.node === after.node) {
    const { node } = after;
    at = node._document.createTextNode(node._data.slice(after.at));
    setData(node, node._data.slice(0, after.at));
    insert(node._parent, at, node._next);
  } else {
    at = before === null ? (after?.node ?? line.end) : before.node._next;
  }
  let parent = before === null ? (at?._parent ?? block) : before.node._parent;
  let cut = siblingsFrom(at, parent === block);
  while (parent !== block) {
    const copy = cloneNode(parent, false, block._document);
    for (const node of cut) insert(copy, node, null);
    const next = parent._next;
    parent = parent._parent;
    cut = [copy, ...siblingsFrom(next, parent === block)];
  }
  return cut;
}

// Up to the next block.
function siblingsFrom(first, isInBlock) {
  const found = [];
  for (let node = first; node !== null; node = node._next) {
    if (isInBlock && node._kind === 1 && node._localName !== "br" && isBlockIn(node)) break;
    found.push(node);
  }
  return found;
}

function leafOf(node) {
  let at = node;
  while (at._kind === 1 && at._first !== null && at._first._kind === 1) at = at._first;
  return at;
}

const HEADINGS = /^h[1-6]$/;

// Cut the block at a position in two; in the host itself the second part is a <div>.
export function splitBlock(host, position) {
  const lines = linesIn(host);
  const { index, line, offset } = placeOfPosition(lines, position);
  const { block, units } = line;
  if (/^(?:pre|td|th|summary|figcaption)$/.test(block._localName)) {
    notSimulated(`Enter in <${block._localName}> that is edited`);
  }
  const isEmpty = units.length === 0;
  if (block._localName === "li" && isEmpty) return leaveList(host, block);
  const opened =
    block === host ? freshElement(host, "div") : cloneNode(block, false, host._document);
  opened.removeAttribute("id");
  if (offset === 0 && !isEmpty && lines[index - 1]?.block !== block) {
    placeBreak(opened);
    if (block === host) insert(host, opened, nodesOfLine(line)[0]);
    else insert(block._parent, opened, block);
    return undefined;
  }
  if (isEmpty && line.end === null) placeBreak(block);
  const emptyLine = isEmpty ? linesIn(host)[index] : line;
  const cut = isEmpty ? [] : cutBehind(emptyLine, offset);
  const isAtEnd = cut.every((node) => node.textContent === "" && !node.querySelector?.("img"));
  const second = isAtEnd && HEADINGS.test(block._localName) ? freshElement(host, "div") : opened;
  if (block === host) {
    if (isEmpty) {
      const first = freshElement(host, "div");
      appendToLine(emptyLine, first);
      insert(first, emptyLine.end, null);
      insert(host, second, first._next);
    } else appendToLine(line, second);
  } else insert(block._parent, second, block._next);
  for (const node of cut) insert(second, node, null);
  if (second._first === null) placeBreak(second);
  else if (isAtEnd && second.querySelector("br") === null) {
    insert(leafOf(second._first), freshElement(host, "br"), null);
  }
  return undefined;
}

function leaveList(host, item) {
  const list = item._parent;
  if (item.nextElementSibling !== null) notSimulated("Enter in an empty item of a list");
  const after = freshElement(host, "div");
  placeBreak(after);
  insert(list._parent, after, list._next);
  remove(item);
  if (list.firstElementChild === null) remove(list);
}

// <br>; at the end of a block one more, which the new line is kept open by.
export function putBreak(host, position) {
  const { line, offset } = placeOfPosition(linesIn(host), position);
  const { block, units } = line;
  const br = freshElement(host, "br");
  if (units.length === 0) {
    if (line.end === null) placeBreak(block);
    insert(line.end?._parent ?? block, br, line.end ?? block._last);
    return;
  }
  const cut = cutBehind(line, offset);
  const isAtEnd = cut.every((node) => node.textContent === "") && line.end === null;
  for (const node of cut) if (node._parent !== null) remove(node);
  const left = { ...line, units: units.slice(0, offset), end: null };
  let anchor = nodesOfLine(left).at(-1);
  const add = (node) => {
    insert(block, node, anchor === undefined ? block._first : anchor._next);
    anchor = node;
  };
  add(br);
  if (isAtEnd) add(freshElement(host, "br"));
  else for (const node of cut) add(node);
}
