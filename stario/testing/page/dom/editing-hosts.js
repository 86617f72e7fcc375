// Typing into what is contenteditable: the caret and the selection as positions in its lines (`editing-lines.js`).

import { linesIn, lastPosition, placeOfPosition, startOfLine } from "./editing-lines.js";
import { putText, takeRange, unwrapLast } from "./editing-changes.js";
import { putBreak, splitBlock } from "./editing-splits.js";
import { setTextOf, textOf } from "./node.js";
import { notSimulated } from "./not-simulated.js";
import { afterInput, beforeInput } from "./text-editing.js";

// The outermost element around this one that is edited with it, or null.
export function editingHostOf(element) {
  if (element._isHTML !== true || !element.isContentEditable) return null;
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

function selectionOf(host) {
  const last = lastPosition(linesIn(host));
  const caret = Math.min(host._caret ?? 0, last);
  const anchor = Math.min(host._anchor ?? caret, last);
  return { caret, from: Math.min(caret, anchor), to: Math.max(caret, anchor), last };
}

function setCaret(host, position, anchor = null) {
  host._caret = position;
  host._anchor = anchor;
}

// A mouse that presses it puts the caret behind its text, as it does right of a short one.
export function pressHost(host) {
  setCaret(host, lastPosition(linesIn(host)));
  host._typing = [];
}

// The whole of an element's text, as fill() does it.
export function replaceEdited(element, text) {
  const host = editingHostOf(element);
  const inputType = text === "" ? "deleteContentForward" : "insertText";
  if (!beforeInput(host, inputType, text === "" ? null : text)) return;
  setTextOf(element, text);
  setCaret(host, element === host ? text.length : textOf(host).length);
  afterInput(host, inputType, text === "" ? null : text);
}

function change(host, inputType, data, make) {
  if (!beforeInput(host, inputType, data)) return;
  if (make() !== false) afterInput(host, inputType, data);
}

// Gives where the selection was.
function takeSelection(host) {
  const { from, to } = selectionOf(host);
  if (from !== to) host._typing = takeRange(host, from, to);
  return from;
}

export function typeInto(host, text) {
  change(host, "insertText", text, () => {
    const at = takeSelection(host);
    putText(host, at, text, host._typing ?? []);
    host._typing = [];
    setCaret(host, at + text.length);
  });
}

export function deleteIn(host, backward) {
  change(host, backward ? "deleteContentBackward" : "deleteContentForward", null, () => {
    let { from, to } = selectionOf(host);
    if (from === to) {
      if (backward) from--;
      else to++;
    }
    if (from < 0 || to > selectionOf(host).last) return false;
    host._typing = takeRange(host, from, to);
    unwrapLast(host);
    setCaret(host, from);
    return true;
  });
}

// Enter, and Shift+Enter for a line in the same block.
export function enterIn(host, isLine) {
  if (host._attributes.get("contenteditable").toLowerCase() === "plaintext-only") {
    notSimulated("Enter in what is contenteditable=plaintext-only");
  }
  change(host, isLine ? "insertLineBreak" : "insertParagraph", null, () => {
    const at = takeSelection(host);
    host._typing = [];
    if (isLine) putBreak(host, at);
    else splitBlock(host, at);
    setCaret(host, at + 1);
  });
}

// True if the key moves the caret.
export function moveIn(host, name, extends_) {
  const { caret, from, to, last } = selectionOf(host);
  const lines = linesIn(host);
  const { index, offset } = placeOfPosition(lines, caret);
  let target;
  if (name === "ArrowLeft") target = from === to || extends_ ? Math.max(0, caret - 1) : from;
  else if (name === "ArrowRight") target = from === to || extends_ ? Math.min(last, caret + 1) : to;
  else if (name === "Home") target = startOfLine(lines, index);
  else if (name === "End") target = startOfLine(lines, index) + lines[index].units.length;
  else if (name === "ArrowUp" || name === "ArrowDown") {
    const next = index + (name === "ArrowUp" ? -1 : 1);
    if (next < 0) target = 0;
    else if (next >= lines.length) target = last;
    else if (offset === 0) target = startOfLine(lines, next);
    else notSimulated(`${name} in the midst of a line that is edited`);
  } else return false;
  host._typing = [];
  setCaret(host, target, extends_ ? (host._anchor ?? caret) : null);
  return true;
}

export function selectAllIn(host) {
  setCaret(host, lastPosition(linesIn(host)), 0);
}
